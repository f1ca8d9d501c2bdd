"""What is odd about a referral, why a case may not go on or be erased, and lists that lack something."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from shared.contracts.allocation import needs
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage, EligibilityDecision, HoldCause
from shared.contracts.comms import agreements
from shared.contracts.intake import entry, legal_holds, limits, waiting
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import TaskKind
from shared.kernel.errors import NotFound, Refused, Unavailable
from shared.security.actors import Role
from tests.gateway.conftest import HIDDEN

CASE, REFERRAL, STRAND, HOLD, BULK = (
    UUID(f"01900000-0000-7000-8000-00000000003{number}") for number in range(5)
)
OPENED = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
ODD = (
    {"field": "responsible.0.identifiers.0.value", "code": "check-letter-wrong"},
    {"field": "arrived_on", "code": "missing"},
)
SAYS = (
    "A number by which an agency knows somebody, person responsible: its check letter does not fit",
    "The day on which the paper or e-mail arrived: it is missing.",
)
WHY = "A claim is before a court."


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE,
        reference="RJ-INVENTED",
        stage=CaseStage.REFERRED,
        on_hold=True,
        opened_at=OPENED,
        referral_ids=(REFERRAL,),
        participants=(),
        strands=(intake.StrandView(strand_id=STRAND, harmed_ids=()),),
        consents=(),
        agency_requests=(),
        under_legal_hold=True,
    )
    held = {"event": "intake.strand_held.v1", "producer": "intake",
            "codes": {"hold_id": str(HOLD), "strand_id": str(STRAND), "cause": "court_of_appeal"}}  # fmt: skip
    backoffice.answers["case_timeline"] = intake.Timeline(
        entries=(intake.TimelineEntry(number=1, at=OPENED, **held),)
    )
    referral = {
        "referral_id": REFERRAL, "case_id": CASE, "reference": "RJ-INVENTED",
        "door": "professional_for_harmed", "initiated_by": "harmed", "source": "police",
        "channel": "paper", "received_at": OPENED, "crime_types": ("theft",),
        "home_office_groups": ("other_theft",), "proceedings": "sentenced",
        "enhanced_priority": False, "priority_version": "epr-1", "update_cadence": "monthly",
        "warnings": ODD,
    }  # fmt: skip
    backoffice.answers["referral"] = entry.ReferralView.model_validate(referral)
    backoffice.answers["referrals"] = entry.Referrals(
        referrals=(entry.ReferralView.model_validate(referral),)
    )
    backoffice.answers["legal_holds"] = legal_holds.LegalHolds(
        holds=(
            legal_holds.LegalHoldView(
                legal_hold_id=HOLD, case_id=CASE, reason=WHY, placed_by="a", placed_at=OPENED,
                review_on=date(2020, 1, 1), overdue=True,
            ),
        )
    )  # fmt: skip
    return backoffice


def found(asked):
    if asked.reference != "RJ-INVENTED":
        raise NotFound("case-unknown")
    return intake.CaseFound(case_id=CASE, reference="RJ-INVENTED")


def asked(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


@pytest.mark.parametrize("path", [f"/cases/{CASE}", f"/cases/{CASE}/referrals/{REFERRAL}"])
def test_what_is_odd_about_a_referral_stands_on_its_page_and_on_the_case(browser, told, path):
    browser.sign_in()

    page = browser.get(path).text

    for says in SAYS:
        assert says in page


def test_who_sends_the_officers_form_is_told_what_is_odd_about_it(browser, told):
    told.answers["submit_officer_form"] = intake.ReferralAccepted(
        referral_id=REFERRAL, case_id=CASE, reference="RJ-INVENTED", opened_case=True,
        participants=(), strands=(), warnings=ODD,
    )  # fmt: skip
    browser.sign_in()
    parties = {
        f"{side}_{name}": value
        for side in ("harmed", "responsible")
        for name, value in (("given_name", "Fictional"), ("family_name", "Testperson"),
                            ("agreed", "yes"))
    }  # fmt: skip
    decide = dict.fromkeys(
        ("flag_domestic_abuse", "flag_stalking", "flag_child_abuse", "flag_hate"), "no"
    )

    page = browser.send(
        "/referrals/officer", force="mps", crime_number="01/1234/19", crime_type="theft",
        disposal="community_resolution", asked_by="harmed", admitted="yes", rj_is_condition="no",
        officer_contact="officer@police.example.org", **parties, **decide,
    )  # fmt: skip

    assert "Sent, and to look at again" in page.text
    assert SAYS[0] in page.text


def test_a_legal_hold_is_seen_by_who_reads_the_case_and_its_reason_by_managers(browser, told):
    browser.sign_in()
    seen = browser.get(f"/cases/{CASE}").text
    browser.client.cookies.clear()
    browser.sign_in(Role.SERVICE_MANAGER)
    page = browser.get(f"/cases/{CASE}").text

    assert "Legal hold: not to be erased" in seen
    assert WHY not in seen
    assert "Keep the case from being erased" not in seen
    assert WHY in page
    assert "To be looked at again by 1 January 2020" in page


def test_a_manager_places_reviews_and_lifts_a_legal_hold(browser, told):
    told.answers["place_legal_hold"] = legal_holds.LegalHoldPlaced(legal_hold_id=HOLD)
    told.answers["review_legal_hold"] = told.answers["lift_legal_hold"] = Nothing()
    browser.sign_in(Role.SERVICE_MANAGER)
    day = {"review_on-day": "1", "review_on-month": "7", "review_on-year": "2030"}
    act, of = f"/cases/{CASE}/do", f"?legal_hold_id={HOLD}"

    browser.send(f"{act}/legal_hold", reason=WHY, **day)
    browser.send(f"{act}/legal_review{of}", **day)
    browser.send(f"{act}/legal_lift{of}", reason="The claim is settled.")

    (placed,) = asked(told, legal_holds.PLACE_LEGAL_HOLD)
    (reviewed,) = asked(told, legal_holds.REVIEW_LEGAL_HOLD)
    (lifted,) = asked(told, legal_holds.LIFT_LEGAL_HOLD)
    assert (placed.reason, placed.review_on) == (WHY, date(2030, 7, 1))
    assert (reviewed.legal_hold_id, reviewed.review_on) == (HOLD, date(2030, 7, 1))
    assert lifted.reason == "The claim is settled."


def test_a_strand_that_is_on_hold_can_be_let_go_on(browser, told):
    told.answers["resume_case"] = Nothing()
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text
    browser.send(f"/cases/{CASE}/do/resume?hold_id={HOLD}")

    assert "One strand is on hold since 1 July 2019" in page
    assert asked(told, intake.RESUME_CASE)[0].hold_id == HOLD


def test_a_case_that_is_on_hold_as_a_whole_is_shown_with_why(browser, told):
    held = {"event": "intake.case_held.v1", "producer": "intake",
            "codes": {"hold_id": str(HOLD), "cause": "participant_request"}}  # fmt: skip
    told.answers["case_timeline"] = intake.Timeline(
        entries=(intake.TimelineEntry(number=1, at=OPENED, **held),)
    )
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}")

    assert page.status_code == 200
    assert "On hold since 1 July 2019, because of: participant request." in page.text
    assert f"do/resume?hold_id={HOLD}" in page.text


def test_many_cases_are_held_by_one_cause_and_let_go_on_together(browser, told):
    told.answers["bulk_holds"] = waiting.BulkHolds(
        holds=(waiting.BulkHold(bulk_id=BULK, cause=HoldCause.PRISON_ACCESS_RESTRICTED,
                                held_at=OPENED, cases=12),)
    )  # fmt: skip
    told.answers["hold_cases"] = waiting.ManyHeld(bulk_id=BULK, case_ids=(CASE,))
    told.answers["resume_cases"] = waiting.ManyResumed(case_ids=(CASE,))
    told.answers["find_case"] = found
    browser.sign_in(Role.SERVICE_MANAGER)
    cause = {"cause": "prison_access_restricted"}

    page = browser.get("/holds").text
    lost = browser.send("/holds", which="named", references="RJ-INVENTED\nRJ-NONE", **cause)
    browser.send("/holds", which="named", references="RJ-INVENTED", **cause)
    browser.send("/holds", which="in_custody", **cause)
    hidden = dict(HIDDEN.findall(page))
    lifted = browser.client.post(f"/holds/{BULK}/lift", data=hidden)

    assert "on 12 cases" in page
    assert "We cannot find: RJ-NONE" in lost.text
    named, inside = asked(told, waiting.HOLD_MANY)
    assert (named.case_ids, named.in_custody) == ((CASE,), False)
    assert (inside.case_ids, inside.in_custody) == ((), True)
    assert "The hold is lifted." in lifted.text
    assert asked(told, waiting.RESUME_MANY)[0].bulk_id == BULK


def test_nothing_to_hold_is_said_on_the_form(browser, told):
    told.answers["hold_cases"] = Refused("nothing-to-hold")
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.send("/holds", which="in_custody", cause="prison_access_restricted")

    assert page.status_code == 409
    assert "No open case has somebody in custody." in page.text


def test_today_shows_the_other_first_contacts_and_names_the_case_that_cannot_be_opened(
    browser, told
):
    other = UUID("01900000-0000-7000-8000-000000000039")
    due = {"case_id": other, "referral_id": REFERRAL, "code": "first-contact-by-coordinator",
           "due_on": date(2019, 7, 8), "working_days_left": 3, "source": "x", "on_hold": False}  # fmt: skip
    told.answers["limits"] = limits.Limits(
        limits=(limits.Limit.model_validate(due),), not_opened=(CASE,)
    )
    told.answers["cases"] = intake.CaseList(cases=())
    told.answers["references"] = waiting.References(
        cases=(
            waiting.CaseName(case_id=CASE, reference="RJ-LOST"),
            waiting.CaseName(case_id=other, reference="RJ-WELL"),
        )
    )
    browser.sign_in()

    page = browser.get("/today").text

    assert "RJ-WELL: a first contact by us" in page
    assert "RJ-LOST: what is due is not known, for its referral cannot be opened" in page


@pytest.mark.parametrize("more", [None, HOLD])
def test_today_shows_lists_that_have_an_end_and_lists_that_go_on(browser, told, more):
    due = {"undertaking_id": HOLD, "agreement_id": BULK, "case_id": CASE,
           "due_on": date(2019, 7, 8), "days_overdue": 4}  # fmt: skip
    told.answers["due_undertakings"] = agreements.DueUndertakings.model_validate(
        {"undertakings": (due,), "next_page": more}
    )
    told.answers["cases"] = intake.CaseList(cases=())
    told.answers["references"] = waiting.References(
        cases=(waiting.CaseName(case_id=CASE, reference="RJ-PROMISED"),)
    )
    browser.sign_in()

    assert "RJ-PROMISED" in browser.get("/today").text


@pytest.mark.requirement("ELG-16")
def test_today_says_of_each_decided_case_what_its_decision_asks_for(browser, told):
    decided = {
        EligibilityDecision.PROCEED: "contact comes next",
        EligibilityDecision.DEFER: "deferred, something must be known or happen first",
        EligibilityDecision.DECLINE: "declined, tell who referred it and close it",
        None: "read the decision",
    }
    told.answers["cases"] = intake.CaseList(
        cases=tuple(
            intake.CaseSummary(
                case_id=UUID(int=number),
                reference=f"RJ-{number}",
                stage=CaseStage.ELIGIBILITY_DECIDED,
                on_hold=False,
                opened_at=OPENED,
                decision=decision,
            )
            for number, decision in enumerate(decided)
        )
    )
    browser.sign_in()

    page = browser.get("/today").text

    for number, says in enumerate(decided.values()):
        assert f"RJ-{number}: {says}" in page


def referred(number):
    return intake.CaseSummary(
        case_id=UUID(int=number),
        reference=f"RJ-{number:03}",
        stage=CaseStage.REFERRED,
        on_hold=False,
        opened_at=OPENED,
    )


def test_today_asks_for_the_cases_that_wait_longest_and_says_where_the_others_are(browser, told):
    told.answers["cases"] = intake.CaseList(cases=tuple(referred(one) for one in range(25)))
    browser.sign_in()
    told.asked.clear()

    page = browser.get("/today").text

    asked = [one.request for one in told.asked if isinstance(one.request, intake.ListCases)]
    assert len(asked) == 2
    assert all(one.oldest_first for one in asked)
    assert "The 25 that come first are shown here" in page
    assert 'href="/referrals?stage=referred"' in page


def test_today_shows_no_way_to_others_where_all_are_shown(browser, told):
    told.answers["cases"] = intake.CaseList(cases=tuple(referred(one) for one in range(24)))
    browser.sign_in()

    assert "come first are shown here" not in browser.get("/today").text


def task(number):
    return waiting.TaskView(
        task_id=UUID(int=number),
        case_id=UUID(int=number),
        kind=TaskKind.REVIEW_RISK,
        cause="invented",
        raised_at=OPENED,
        due_on=date(2019, 7, 2),
        overdue=True,
    )


def test_what_today_has_no_room_for_is_on_a_page_of_its_own(browser, told):
    told.answers["tasks"] = lambda asked: waiting.Tasks(
        tasks=tuple(task(number) for number in range(40))[: asked.limit]
    )
    told.answers["references"] = lambda asked: waiting.References(
        cases=tuple(
            waiting.CaseName(case_id=one, reference=f"RJ-{one.int:03}") for one in asked.case_ids
        )
    )
    told.answers["cases"] = intake.CaseList(cases=())
    browser.sign_in()

    today, every = browser.get("/today").text, browser.get("/today/tasks").text

    assert "RJ-024:" in today
    assert "RJ-025:" not in today
    assert 'href="/today/tasks"' in today
    assert all(f"RJ-{number:03}:" in every for number in range(40))
    assert "come first are shown here" not in every
    assert 'href="/today"' in every


def test_a_page_of_its_own_says_where_nothing_waits_and_that_a_service_is_away(browser, told):
    told.answers["tasks"] = waiting.Tasks(tasks=())
    told.answers["risk_reviews"] = Unavailable("not-answered")
    browser.sign_in()

    assert "No task is open." in browser.get("/today/tasks").text
    assert "cannot be shown just now" in browser.get("/today/risks").text


def test_nobody_has_a_page_of_what_they_may_not_be_told(browser, facilitator, told):
    told.answers["renewals"] = needs.Renewals(renewals=())
    browser.sign_in()

    answers = [
        one.get(f"/today/{name}").status_code
        for one in (browser, facilitator)
        for name in ("renewals", "own-renewals", "nothing-of-the-kind")
    ]

    assert answers == [200, 404, 404, 404, 200, 404]


def test_the_queue_shows_who_came_first_and_goes_on_where_a_page_ends(browser, told):
    told.answers["cases"] = intake.CaseList(cases=tuple(referred(one) for one in range(51)))
    browser.sign_in()
    told.asked.clear()

    first = browser.get("/referrals").text
    on = f"/referrals?stage=referred&amp;after={UUID(int=49)}"
    browser.get(on.replace("&amp;", "&"))

    asked = [one.request for one in told.asked if isinstance(one.request, intake.ListCases)]
    assert [(one.oldest_first, one.after) for one in asked] == [(True, None), (True, UUID(int=49))]
    assert "RJ-000" in first
    assert "RJ-050" not in first
    assert f'href="{on}"' in first
    assert "Back to the first of them" not in first


def test_the_last_page_of_the_queue_leads_back_and_not_on(browser, told):
    told.answers["cases"] = intake.CaseList(cases=(referred(7),))
    browser.sign_in()

    page = browser.get(f"/referrals?after={UUID(int=6)}").text

    assert "Back to the first of them" in page
    assert "Those that came later" not in page
