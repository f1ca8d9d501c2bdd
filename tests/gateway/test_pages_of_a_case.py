"""What comes next in a case, at the head of its page."""

import re
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import CaseStage, EligibilityDecision
from shared.contracts.comms import aftercare, agreements, relay
from shared.contracts.intake import contact, entry, limits
from shared.contracts.intake import rpc as intake
from shared.contracts.registry import SERVICES
from shared.contracts.screening import risk_rpc
from shared.security.actors import Role
from tests.gateway.case_at_hand import (
    AT,
    CASE,
    HARMED,
    ONE,
    OTHER,
    RESPONSIBLE,
    STRAND,
    TODAY,
    a_case,
    attempt,
    decided,
    facilitator,
    nothing_waits,
    standing,
)

BUTTON = re.compile(r'<a class="govuk-button[^>]*href="([^"]+)">([^<]+)</a>')


@pytest.fixture
def told(backoffice):
    backoffice.answers |= nothing_waits()
    return backoffice.answers


def head(browser, role=Role.CASE_COORDINATOR, path=f"/cases/{CASE}"):
    """Open the case, and return its page up to where the sections begin, tags and all."""
    browser.sign_in(role)
    page = browser.get(path).text
    return page.split('aria-labelledby="next-title"')[1].split('id="sections"')[0]


def first(told_):
    """Return where the primary act leads, and what it says; None where there is none."""
    found = BUTTON.search(told_)
    return found.groups() if found else None


LIMIT = entry.DeadlineView(code="restorative-justice-information", due_on=date(2019, 7, 15),
                           working_days_left=-3, source="Invented")  # fmt: skip


def a_referral(**changes):
    known = {"referral_id": ONE, "case_id": CASE, "reference": "RJ-INVENTED", "door": "professional_for_harmed",
             "initiated_by": "harmed", "source": "police", "channel": "phone", "received_at": AT,
             "crime_types": ("burglary",), "home_office_groups": (), "proceedings": "sentenced",
             "enhanced_priority": False, "priority_version": "p", "update_cadence": "monthly",
             "deadlines": (LIMIT,)}  # fmt: skip
    return entry.ReferralView.model_validate(known | changes)


def test_who_was_not_contacted_yet_is_the_first_thing_to_do(browser, told):
    made = head(browser)

    path = f"/cases/{CASE}/people/{HARMED}/advice"
    assert first(made) == (path, "Contact the person harmed: is it safe to reach them now?")
    assert "the person responsible" not in made
    assert "Nothing waits" not in made


def test_the_side_that_asked_is_contacted_first(browser, told):
    told["referrals"] = entry.Referrals(referrals=(a_referral(initiated_by="responsible"),))

    assert "Contact the person responsible" in first(head(browser))[1]


@pytest.mark.requirement("INT-13")
@pytest.mark.parametrize("decision", [EligibilityDecision.PROCEED, EligibilityDecision.DECLINE])
def test_a_limit_is_told_as_on_today_and_presses_once_it_is_late(browser, told, decision):
    told["eligibility"] = decided(decision)
    told["referrals"] = entry.Referrals(referrals=(a_referral(),))
    limit = limits.Limit(case_id=CASE, referral_id=ONE, on_hold=False, **LIMIT.model_dump())
    told["limits"] = limits.Limits(limits=(limit,))
    told["cases"] = intake.CaseList(cases=())
    what, when = (
        "information about restorative justice (Victims’ Code)",
        "due 15 July 2019, 3 working days late",
    )

    made = head(browser)

    for page in (made, browser.get("/today").text):
        assert what in page
        assert when in page
    assert re.search(rf'govuk-tag--red">[^<]*{when}', made)


def test_a_contact_that_nobody_recorded_is_recorded(browser, told):
    told["referrals"] = entry.Referrals(referrals=(a_referral(),))
    told["case"] = a_case(strands=standing(harmed="informed_deciding"))

    where, says = first(head(browser))

    assert where == f"/cases/{CASE}/do/contact?person_id={HARMED}"
    assert says.startswith("Record a contact: information about restorative justice")


def test_an_auditor_is_offered_no_act_and_led_to_the_sections(browser, told):
    made = head(browser, Role.AUDITOR)

    assert first(made) is None
    assert f'href="/cases/{CASE}#contact"' in made
    assert "/do/" not in made
    assert "/advice" not in made


def test_what_presses_comes_before_what_comes_next(browser, told):
    one = risk_rpc.ConcernView(concern_id=ONE, case_id=CASE, bar_id=ONE, note="Invented.",
                               raised_by="a", raised_at=AT, open=True)  # fmt: skip
    told["concerns"] = risk_rpc.Concerns(concerns=(one,))

    made = head(browser, Role.SERVICE_MANAGER)

    assert first(made) == (
        f"/cases/{CASE}/do/take?concern_id={ONE}",
        "A safeguarding concern, nobody has taken it on",
    )
    assert made.index("A safeguarding concern") < made.index("Contact the person harmed")


def test_a_promised_update_and_words_to_vet_are_there_with_their_acts(browser, told):
    due = contact.DueUpdate(case_id=CASE, person_id=HARMED, interval="monthly", path="direct",
                            due_on=date(2019, 8, 1), days_overdue=4, on_hold=False)  # fmt: skip
    told["due_updates"] = contact.DueUpdates(updates=(due,))
    item = relay.Waiting(item_id=ONE, case_id=CASE, strand_id=STRAND, kind="letter",
                         from_side="harmed", state="checked", waits_on="second_vetter", since=AT)  # fmt: skip
    told["relay"] = relay.Relay(items=(item,))

    made = head(browser)

    assert first(made) == (
        f"/cases/{CASE}/do/updated?person_id={HARMED}",
        "Tell the person harmed how things stand",
    )
    assert "due 1 August 2019, 4 days late" in made
    assert f'href="/cases/{CASE}/items/{ONE}">Letter to vet' in made


@pytest.mark.parametrize(
    ("stands", "says", "leads"),
    [
        ({"harmed": "informed_deciding"}, "Ask the person harmed what they have decided",
         f"do/engagement?strand_id={STRAND}&amp;person_id={HARMED}"),
        ({"harmed": "willing_indirect"}, "Contact the person responsible",
         f"people/{RESPONSIBLE}/advice"),
        ({"harmed": "willing_indirect"}, "Record whether the person harmed agrees to take part",
         f"do/consent?person_id={HARMED}"),
        ({"harmed": "willing_indirect"}, "Assign two facilitators", "facilitators"),
        ({"harmed": "declined"}, "Record the outcome", "do/outcome"),
    ],
)  # fmt: skip
def test_where_somebody_stands_says_what_is_next(browser, told, stands, says, leads):
    told["case"] = a_case(strands=standing(**stands), stage=CaseStage.CONTACTING)
    told["contacts"] = contact.Contacts(contacts=(attempt(),), engagement=())

    made = head(browser)

    assert re.search(rf'href="/cases/{CASE}/{re.escape(leads)}">{re.escape(says)}', made), made


def test_two_facilitators_are_led_to_the_risk_and_the_form_of_the_process(browser, told):
    told["case"] = a_case(strands=standing(harmed="willing_direct", responsible="willing_direct"))
    told["assignment"] = allocation.AssignmentView(facilitators=(facilitator(1), facilitator(2)))

    made = head(browser)

    assert f'href="/cases/{CASE}/strands/{STRAND}/risk">Assess the risk<' in made
    assert (
        f'href="/cases/{CASE}/do/plan?strand_id={STRAND}">Choose the form of the process<' in made
    )
    assert "facilitator" not in made


def test_a_strand_whose_side_declined_asks_for_nothing_more(browser, told):
    (one,) = standing(harmed="willing_direct", responsible="declined")
    (other,) = standing(harmed="willing_direct", responsible="willing_direct")
    told["case"] = a_case(strands=(one, {**other, "strand_id": OTHER}))
    told["assignment"] = allocation.AssignmentView(facilitators=(facilitator(1), facilitator(2)))

    made = head(browser)

    assert "Assess the risk of strand 2" in made
    assert "of strand 1" not in made


def test_many_strands_are_folded_one_by_one(browser, told):
    (one,) = standing()
    told["case"] = a_case(strands=tuple({**one, "strand_id": UUID(int=n)} for n in (70, 71, 72)))
    browser.sign_in()

    process = browser.get(f"/cases/{CASE}").text.split('<section id="process"')[1]
    process = process.split("</section>")[0]

    assert process.count("redress-strand") == process.count("</details>") == 3
    assert "Strand 3: person responsible, no form is chosen" in process


@pytest.mark.requirement("ALL-02")
@pytest.mark.parametrize(("left", "says"), [
    (1, "one of its two facilitators has left"), (2, "both of its facilitators have left"),
])  # fmt: skip
def test_a_case_that_lost_a_facilitator_needs_another_whoever_is_willing(browser, told, left, says):
    gone = facilitator(1).model_copy(update={"released_at": AT})
    other = facilitator(2).model_copy(update={"released_at": AT if left == 2 else None})
    told["assignment"] = allocation.AssignmentView(facilitators=(gone, other))

    made = head(browser)

    assert says in made
    assert f"/cases/{CASE}/facilitators" in made
    assert ("govuk-tag--red" in made) == (left == 2)


@pytest.mark.parametrize(
    ("decision", "more", "says"),
    [
        (EligibilityDecision.REFER_ON, {}, "Refer it on to another service"),
        (EligibilityDecision.DECLINE, {}, "Tell who referred it that it is declined"),
        (EligibilityDecision.DEFER, {"missing_facts": ("harmed_home",)},
         "Find out what the decision turns on: where the person harmed lives"),
        (EligibilityDecision.DEFER, {}, "Deferred: it waits for"),
    ],
)  # fmt: skip
def test_what_a_decision_asks_for_is_said_and_nobody_is_contacted(
    browser, told, decision, more, says
):
    told["eligibility"] = decided(decision, **more)

    made = head(browser)

    assert says in made
    assert "Contact the person" not in made


@pytest.mark.parametrize("why", ["held", "barred"])
def test_nobody_is_to_be_contacted_while_something_forbids_it(browser, told, why):
    bar = SimpleNamespace(bar_id=ONE, kind="no_contact_order", from_on=TODAY, until_on=None,
                          lifted_at=None)  # fmt: skip
    if why == "held":
        told["case"] = a_case(on_hold=True)
    else:
        told["risk"] = SimpleNamespace(assessments=(), bars=(bar,))

    made = head(browser)

    assert "Contact the person" not in made
    assert ("The case is on hold" in made) == (why == "held")


def test_a_follow_up_and_an_undertaking_are_due_after_the_end(browser, told):
    told["case"] = a_case(stage=CaseStage.CLOSED, closed_at=AT, primary_outcome="shuttle_completed")
    follow = {"follow_up_id": ONE, "person_id": HARMED, "interval": "six_weeks"}
    soon = TODAY + timedelta(days=30)
    told["aftercare"] = aftercare.Aftercare.model_validate({
        "follow_ups": ({**follow, "due_on": TODAY},
                       {**follow, "follow_up_id": OTHER, "due_on": soon}),
        "support": (), "statements": (), "feedback": ()})  # fmt: skip
    due = agreements.DueUndertaking(undertaking_id=ONE, agreement_id=OTHER, case_id=CASE,
                                    due_on=TODAY, days_overdue=0)  # fmt: skip
    told["due_undertakings"] = agreements.DueUndertakings(undertakings=(due,))

    made = head(browser)

    assert first(made) == (
        f"/cases/{CASE}/do/followed?follow_up_id={ONE}",
        "Ask how the person harmed is",
    )
    assert f'href="/cases/{CASE}/agreements/{OTHER}">Review an undertaking' in made
    assert str(OTHER) not in made.replace(f"agreements/{OTHER}", "")


def test_a_closed_case_in_which_nothing_is_due_says_so(browser, told):
    told["case"] = a_case(stage=CaseStage.CLOSED, closed_at=AT, primary_outcome="shuttle_completed")

    assert "Nothing: the case is closed, and nothing is due after it." in head(browser)


@pytest.mark.parametrize("closed", [False, True])
def test_what_was_due_presses_while_the_case_is_open_and_no_longer(browser, told, closed):
    ended = {"stage": CaseStage.CLOSED, "closed_at": AT, "primary_outcome": "shuttle_completed"}
    told["case"] = a_case(**(ended if closed else {}))
    told["referrals"] = entry.Referrals(referrals=(a_referral(),))
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    assert ("3 working days overdue" in page) is not closed


def test_an_open_case_in_which_nothing_waits_says_so(browser, told):
    told["case"] = a_case(strands=())

    assert "Nothing waits for you in this case just now." in head(browser)


def test_nothing_is_called_done_while_a_part_cannot_be_shown(browser, told):
    told["case"] = a_case(strands=())
    del told["risk"]

    made = head(browser)

    assert "Nothing waits" not in made
    assert "redress-away" in made


def test_the_first_few_are_shown_and_the_others_folded(browser, told):
    told["case"] = a_case(
        strands=(),
        agency_requests=tuple(
            {"request_id": UUID(int=number), "agency": "hmpps", "kind": "find_person",
             "interim_arrangement": False, "opened_at": AT, "days_waiting": number}
            for number in range(8)
        ),
    )  # fmt: skip

    made = head(browser)

    assert made.split("<details")[0].count("An answer of Prisons and probation") == 5
    assert "3 more" in made
    assert made.count("An answer of Prisons and probation") == 8


def test_a_case_page_asks_each_service_once(browser, backoffice, told):
    """What comes next is asked with what the sections ask: not one more message."""
    browser.sign_in()
    asked = []
    together = backoffice.ask_together
    backoffice.ask_together = lambda calls: asked.append(calls) or together(calls)
    backoffice.asked.clear()

    browser.get(f"/cases/{CASE}")

    services = [{call.method.service for call in calls} for calls in asked]
    alone = {call.method.service for call in backoffice.asked} - set().union(*services)
    assert all(len(one) == 1 for one in services)
    assert len(services) + len(alone) == len(set(SERVICES) - {"reporting"})
