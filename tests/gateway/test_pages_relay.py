"""The relay's pages: what is shown of an item, which step comes next, and what cannot be misused."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.gateway.pages.forms import Posted
from services.gateway.pages.relay_steps import BY_SLUG, STEPS, Stands, next_step
from services.gateway.pages.words import CONDITIONS
from services.gateway.routes import ROUTES
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage, ItemKind, ItemState, Side
from shared.contracts.comms import relay
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.codes import WaitsOn
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import Refused

CASE, STRAND, ITEM, FINDING, HARMED, RESPONSIBLE = (
    UUID(f"01900000-0000-7000-8000-00000000000{n}") for n in range(1, 7)
)
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
HASH = "ab" * 32
WORDS = "I think of it <b>every</b> day & night."
VIEW = comms.ItemView(item_id=ITEM, strand_id=STRAND, kind=ItemKind.LETTER, from_side=Side.HARMED,
                      state=ItemState.COMPOSED, content_hash=HASH, one_way=True)  # fmt: skip


def step(kind, by="somebody"):
    return relay.StepView(kind=kind, by=by, at=AT, content_hash=HASH)


def waiting(on=WaitsOn.FACILITATOR):
    return relay.Waiting(item_id=ITEM, case_id=CASE, strand_id=STRAND, kind=ItemKind.LETTER,
                         from_side=Side.HARMED, state=ItemState.COMPOSED, waits_on=on, since=AT)  # fmt: skip


def stands(*kinds, me="me", on=WaitsOn.FACILITATOR, findings=(), gate=None, **more):
    steps = tuple(step(*kind) if isinstance(kind, tuple) else step(kind) for kind in kinds)
    return Stands(VIEW, me, steps, waiting(on), findings, gate, **more)


def gate(*, open_):
    told = (comms.Condition(code="case_open", holds=True),
            comms.Condition(code="vetted_by_two", holds=open_))  # fmt: skip
    return comms.GateView(open=open_, conditions=told)


def finding(answer=None):
    return comms.FindingView(finding_id=FINDING, kind="name", excerpt="every", start=17, end=22,
                             answer=answer, severity="answer")  # fmt: skip


def possible(how):
    return [one.slug for one in STEPS if one.slug != "answer" and not one.why_not(how)]


# --- which step comes next ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "comes"),
    [
        (stands(), "approve"),
        (stands("approved"), "author"),
        (stands("approved", author_agreed=True), "check"),
        (stands("approved", "checked", author_agreed=True), "vet"),
        (stands("approved", "checked", author_agreed=True, findings=(finding(),)), ""),
        (stands("approved", "checked", ("vetted", "me"), author_agreed=True,
                on=WaitsOn.SECOND_VETTER), ""),
        (stands("approved", "checked", ("vetted", "me"), "vetted", author_agreed=True,
                on=WaitsOn.RECIPIENT), "recipient"),
        (stands("approved", "checked", ("vetted", "me"), "vetted", author_agreed=True,
                on=WaitsOn.RECIPIENT, recipient_agreed=True), "offer"),
        (stands("approved", "checked", ("vetted", "me"), "vetted", "accepted", author_agreed=True,
                on=WaitsOn.DELIVERY, recipient_agreed=True, gate=gate(open_=False)), ""),
        (stands("approved", "checked", ("vetted", "me"), "vetted", "accepted", author_agreed=True,
                on=WaitsOn.DELIVERY, recipient_agreed=True, gate=gate(open_=True)), "release"),
        (stands("approved", "delivered", author_agreed=True), "taken"),
        (stands("approved", "recalled"), ""),
    ],
)  # fmt: skip
def test_one_step_comes_next_and_only_while_it_may(how, comes):
    assert next_step(how, possible(how)) == comes


def test_nothing_is_released_while_the_gate_is_silent_or_the_steps_unknown():
    silent = stands("approved", "accepted", on=WaitsOn.DELIVERY, gate=None)
    unknown = Stands(VIEW, "me", None, None, None, gate(open_=True))

    assert BY_SLUG["release"].why_not(silent) == "The gate does not answer, so nothing passes."
    assert [one.slug for one in STEPS if not one.why_not(unknown)] == ["reword"]


def test_a_return_opens_the_delivery_again():
    returned = stands("approved", "accepted", "delivered", "returned", on=WaitsOn.DELIVERY,
                      gate=gate(open_=True))  # fmt: skip

    assert BY_SLUG["release"].why_not(returned) == ""
    assert BY_SLUG["taken"].why_not(returned) == "It was not delivered yet."


def test_every_condition_of_the_gate_has_words():
    from services.comms.domain.gate import ConditionCode

    assert set(CONDITIONS) == {code.value for code in ConditionCode}


def test_exact_words_reach_the_service_whole():
    """A letter may have 40,000 characters; what is cut off unseen is no longer what was said."""
    long = "word \r\n" * 6000

    assert Posted([("text", long)]).one("text") == long.replace("\r\n", "\n").strip()


def test_every_step_asks_a_method_that_the_api_has_too():
    assert {one.method for one in STEPS} <= {route.method for route in ROUTES}


# --- pages --------------------------------------------------------------------------------------


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE,
        reference="RJ-INVENTED",
        stage=CaseStage.PREPARING,
        on_hold=False,
        opened_at=AT,
        referral_ids=(),
        participants=(
            intake.ParticipantView(person_id=HARMED, role="harmed", side="harmed"),
            intake.ParticipantView(person_id=RESPONSIBLE, role="responsible", side="responsible"),
        ),
        strands=(
            intake.StrandView(
                strand_id=STRAND, harmed_ids=(HARMED,), responsible_id=RESPONSIBLE, outcomes=()
            ),
        ),
        consents=(),
        agency_requests=(),
    )
    backoffice.answers["process"] = comms.ProcessView(strands=(), items=(VIEW,), agreements=())
    backoffice.answers["read_item"] = comms.ItemText(item_id=ITEM, text=WORDS, content_hash=HASH)
    backoffice.answers["gate"] = gate(open_=False)
    backoffice.answers["findings"] = comms.LeakCheck(findings=(finding(),))
    backoffice.answers["item_steps"] = relay.ItemSteps(steps=(), sealed=True)
    backoffice.answers["relay"] = relay.Relay(items=(waiting(WaitsOn.AUTHOR),))
    return backoffice


ITS = f"/cases/{CASE}/items/{ITEM}"


def test_an_item_shows_whom_it_reaches_its_exact_words_and_the_gate(browser, told):
    browser.sign_in()

    page = browser.get(ITS)

    assert page.status_code == 200
    assert "<strong>Person responsible</strong>" in page.text
    assert "I think of it &lt;b&gt;<mark>every</mark>&lt;/b&gt; day &amp; night." in page.text
    assert "1 of 2 conditions do not hold." in page.text
    assert page.text.index("✗") < page.text.index("✓")
    assert "Next: the author approves these words" in page.text
    assert 'Release it: <span class="redress-quiet">The gate is closed' in page.text


def test_words_stay_out_of_titles_and_addresses(browser, told):
    browser.sign_in()

    page = browser.get(ITS)

    assert "every" not in page.text.split("</title>")[0]


def test_a_step_is_taken_about_the_words_that_were_on_the_screen(browser, told):
    browser.sign_in()
    told.answers["approve_item"] = Nothing()

    answer = browser.send(f"{ITS}/do/approve", read="yes")

    assert answer.status_code == 200
    (asked,) = (call for call in told.asked if call.method is comms.APPROVE_ITEM)
    assert asked.request == comms.ItemStep(case_id=CASE, item_id=ITEM, content_hash=HASH)
    assert asked.idempotency_key


def test_nobody_approves_what_they_do_not_say_they_have_read(browser, told):
    browser.sign_in()

    answer = browser.send(f"{ITS}/do/approve")

    assert answer.status_code == 422
    assert [call for call in told.asked if call.method is comms.APPROVE_ITEM] == []


def test_a_step_that_is_not_possible_says_why_and_has_no_button(browser, told):
    browser.sign_in()

    page = browser.get(f"{ITS}/do/release")

    assert page.status_code == 409
    assert "Release it: the gate is closed" in page.text
    assert "<form" not in page.text.split("<main")[1]


def test_what_the_gate_refuses_at_the_last_moment_is_told_condition_by_condition(browser, told):
    browser.sign_in()
    told.answers["gate"] = gate(open_=True)
    told.answers["item_steps"] = relay.ItemSteps(steps=(step("approved"),), sealed=True)
    told.answers["deliver_item"] = Refused("gate-closed", conditions="recipient_takes_part,no_hold")

    answer = browser.send(f"{ITS}/do/release", read="yes", how="read_aloud")

    assert answer.status_code == 409
    assert "The gate is closed, so nothing passed." in answer.text
    assert CONDITIONS["recipient_takes_part"] in answer.text
    assert CONDITIONS["no_hold"] in answer.text


def test_who_took_each_step_is_called_by_name(browser, told, identities):
    browser.sign_in()
    me = identities.everyone()[0]
    taken = (step("approved", me.id), step("vetted", "gone"), step("recalled", "system:comms"))
    told.answers["item_steps"] = relay.ItemSteps(steps=taken, sealed=True)

    page = browser.get(ITS).text

    for by in (me.username, "Somebody", "The system: comms"):
        assert f'data-label="By">{by}</td>' in page


def test_an_item_of_another_case_is_not_there(browser, told):
    browser.sign_in()

    assert browser.get(f"/cases/{CASE}/items/{CASE}").status_code == 404


def test_the_relay_says_on_whom_everything_waits(browser, told):
    browser.sign_in()

    page = browser.get("/relay").text

    assert "On its author: to approve it and agree that it is passed on" in page
    assert f'href="{ITS}"' in page
