"""The pages, as a browser without JavaScript sees them."""

import re
import threading
from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.gateway.access import ACCESS
from services.gateway.backoffice import Call
from services.gateway.pages import PAGES, served
from services.gateway.pages.access import PAGE_ROWS, PUBLIC
from services.gateway.pages.actions import ACTIONS
from services.gateway.pages.asking import Together
from services.gateway.wording import SENTENCES
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage
from shared.contracts.comms import rpc as comms
from shared.contracts.intake import amending
from shared.contracts.intake import rpc as intake
from shared.contracts.registry import EVENTS, SERVICES, catalogue
from shared.kernel.errors import NotFound
from shared.security.actors import Role, system_actor
from shared.store.case_keys import PersonalDataErased

CASE = UUID("01900000-0000-7000-8000-000000000001")
PERSON = UUID("01900000-0000-7000-8000-000000000002")
OPENED = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
PUBLIC_PAGES = {
    "GET /sign-in/organisation",
    "GET /sign-in/organisation/return",
    "GET /",
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/code",
    "POST /sign-in/code",
    "POST /sign-out",
    "GET /refer-yourself",
    "POST /refer-yourself",
}


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE,
        reference="RJ-INVENTED",
        stage=CaseStage.REFERRED,
        on_hold=False,
        opened_at=OPENED,
        referral_ids=(),
        participants=(intake.ParticipantView(person_id=PERSON, role="harmed", side="harmed"),),
        strands=(),
        consents=(),
        agency_requests=(),
    )
    entry = intake.TimelineEntry(
        number=4,
        at=OPENED,
        event="screening.eligibility_decided.v1",
        producer="screening",
        codes={
            "decision": "proceed_with_restriction",
            "harmed_home": "london",
            "obtained_by": "service_manager",
        },
    )
    backoffice.answers["case_timeline"] = intake.Timeline(entries=(entry,))


# --- who may open what ------------------------------------------------------------------------


def test_every_page_has_a_row_or_is_public_on_purpose_and_every_row_a_page():
    public = {f"{page.verb} {page.path}" for page in PAGES if page.row == PUBLIC}

    assert public == PUBLIC_PAGES
    assert {page.row for page in PAGES} - {PUBLIC} == set(PAGE_ROWS)


def test_no_page_row_lets_the_system_role_in():
    assert [row for row, roles in PAGE_ROWS.items() if Role.SYSTEM in roles] == []


def test_every_act_leads_to_a_method_with_a_row():
    assert [action.slug for action in ACTIONS if action.method.routing_key not in ACCESS] == []


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.row != PUBLIC], ids=lambda p: f"{p.verb} {p.path}"
)
def test_no_page_with_a_row_is_served_without_signing_in(browser, backoffice, page):
    path = re.sub(r"{\w+}", str(CASE), page.path)

    answer = browser.client.request(page.verb, path)

    assert answer.status_code == 401
    assert "Sign in" in answer.text
    assert backoffice.asked == []


@pytest.mark.parametrize(
    "path",
    [
        "/today",
        "/agencies/mps/quarantine",
        "/referrals/new",
        f"/cases/{CASE}/do/consent?person_id={PERSON}",
    ],
)
def test_what_a_role_may_not_open_is_not_there_for_it(browser, backoffice, told, path):
    browser.sign_in(Role.AUDITOR)

    assert browser.get(path).status_code == 404
    assert path not in browser.get("/referrals").text


# --- forms ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_sent_by_another_site_does_nothing(browser, headers):
    browser.client.headers.update(headers)

    answer = browser.sign_in()

    assert answer.status_code == 409
    assert "redress_session" not in browser.client.cookies


def test_a_form_without_what_binds_it_to_this_browser_does_nothing(browser):
    assert browser.sign_in(csrf="").status_code == 409
    assert browser.sign_in(csrf="0" * 40).status_code == 409
    assert "redress_session" not in browser.client.cookies


@pytest.mark.parametrize("then", ["https://elsewhere.example", "//elsewhere.example", "/\\x"])
def test_signing_in_never_leads_to_another_site(browser, then):
    browser.client.follow_redirects = False

    answer = browser.sign_in(then=then)

    assert answer.headers["location"] == "/"
    session = [c for c in answer.headers.get_list("set-cookie") if c.startswith("redress_session")]
    assert "httponly" in session[0].lower()
    assert "samesite=strict" in session[0].lower()


def test_what_else_somebody_is_known_by_is_noted_from_the_case(browser, backoffice, told):
    browser.sign_in()
    backoffice.answers["amend_person"] = Nothing()
    path = f"/cases/{CASE}/do/known_by?person_id={PERSON}"

    done = browser.send(path, kind="social_media", value="@invented_name")

    assert done.status_code == 200
    (call,) = [one for one in backoffice.asked if one.method is amending.AMEND_PERSON]
    (kept,) = call.request.also_known
    assert (call.request.person_id, kept.kind, kept.value) == (
        PERSON,
        "social_media",
        "@invented_name",
    )


def test_a_form_sent_twice_carries_the_same_key(browser, backoffice, told):
    browser.sign_in()
    backoffice.answers["withdraw_consent"] = intake.ConsentsWithdrawn(
        consent_ids=(), withdrawn_at=OPENED
    )
    path = f"/cases/{CASE}/do/withdraw?person_id={PERSON}"
    page = browser.get(path).text
    hidden = {
        name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("csrf", "key")
    }

    first = browser.client.post(path, data=hidden)
    again = browser.client.post(path, data=hidden)

    assert first.status_code == again.status_code == 200
    keys = [c.idempotency_key for c in backoffice.asked if c.method is intake.WITHDRAW_CONSENT]
    assert len(keys) == 2
    assert keys[0] == keys[1] == hidden["key"]


def test_what_is_not_right_is_said_at_its_field_and_what_was_typed_stays(browser, backoffice, told):
    browser.sign_in()

    page = browser.send(
        f"/cases/{CASE}/do/consent?person_id={PERSON}", given="yes", **{"obtained_on-day": "99"}
    )

    assert page.status_code == 422
    assert "Answer “To what?”" in page.text
    assert 'name="obtained_on-day" type="text" inputmode="numeric" value="99"' in page.text
    assert "<title>Error: " in page.text


def test_a_password_may_be_looked_at_while_it_is_typed_where_scripts_run(browser):
    page = browser.get("/sign-in").text

    assert 'data-module="govuk-password-input"' in page
    assert re.search(r'<button type="button"[^>]*aria-controls="password"[^>]* hidden>', page)
    assert re.search(r'<input[^>]*id="password"[^>]*autocomplete="current-password"', page)


# --- a case -----------------------------------------------------------------------------------


def test_a_case_shows_what_happened_in_plain_words_and_local_time(browser, told):
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}/timeline")

    assert page.status_code == 200
    assert "Eligibility was decided." in page.text
    assert "decision: proceed with restriction" in page.text
    assert "where the person harmed lives: In London; entered by: service manager" in page.text
    assert "1 July 2019, 10:30" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_service_that_is_away_greys_out_its_own_sections_alone(browser, told):
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    assert "Eligibility was decided." in page
    for part in ("Risk and eligibility", "Facilitators", "The process and what is passed on"):
        assert f"{part} cannot be shown just now. Nothing is lost" in page
    for service in ("screening", "allocation", "comms"):
        assert f"{service} does not" not in page


def test_every_service_has_words_for_what_it_serves():
    assert set(served.SERVED) == {*SERVICES, "feeds"}
    assert served.cannot_be_shown("feeds-mps") == (
        "What Metropolitan Police sends us and is told cannot be shown just now"
    )


def test_who_runs_the_system_is_told_the_name_of_what_is_silent(browser):
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get("/system").text

    for service in SERVICES:
        assert f"{service.capitalize()} does not answer. Nothing is lost" in page
    assert "The feed of Metropolitan Police does not answer. Nothing is lost" in page


def test_what_was_erased_is_said_to_be_erased_and_not_to_be_away(browser, backoffice, told):
    backoffice.answers["process"] = PersonalDataErased(CASE)
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    process = page.split('<section id="process"')[1].split("</section>")[0]
    assert "What stood here told of people, and was erased with the case." in process
    assert "cannot be shown" not in process
    assert "Risk and eligibility cannot be shown just now" in page


def test_a_page_asks_each_service_once_and_the_gate_apart(backoffice, told):
    messages = []
    backoffice.ask_together = lambda calls: (
        messages.append(calls) or [NotFound("none")] * len(calls)
    )
    actor, one = system_actor("gateway"), comms.ItemById(case_id=CASE, item_id=CASE)
    of_case = comms.CaseById(case_id=CASE)
    calls = {
        "process": Call(comms.PROCESS, of_case, actor),
        "gate": Call(comms.GATE, one, actor),
        "item": Call(comms.READ_ITEM, one, actor),
        "case": Call(intake.CASE, intake.CaseById(case_id=CASE), actor),
    }

    parts = Together(backoffice).ask(calls)

    assert list(parts) == list(calls)
    assert [[call.method.name for call in asked] for asked in messages] == [
        ["process", "read_item"]
    ]
    assert {call.method.name for call in backoffice.asked} == {"gate", "case"}
    assert not parts["process"].away
    assert parts["gate"].away


@pytest.mark.slow
def test_a_service_that_never_answers_holds_no_page_up(browser, backoffice, told):
    released = threading.Event()
    backoffice.answers["process"] = lambda _request: released.wait(30)
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}")
    still_silent = not released.is_set()
    released.set()

    assert still_silent
    assert "The process and what is passed on cannot be shown just now." in page.text
    assert "Eligibility was decided." in page.text


def test_the_page_asks_for_what_came_after_the_last_entry(browser, backoffice, told):
    browser.sign_in()

    found = browser.get(f"/cases/{CASE}/timeline/entries", params={"after": 3}).json()

    assert found["stage"] == "New: nothing decided yet"
    assert [entry["number"] for entry in found["entries"]] == [4]
    assert backoffice.asked[-1].request == intake.CaseTimeline(case_id=CASE, after=3)


def test_a_case_that_is_not_yours_cannot_be_found(browser, backoffice):
    backoffice.answers["case"] = NotFound("no-such-case")
    browser.sign_in()

    assert browser.get(f"/cases/{CASE}").status_code == 404
    assert browser.get("/cases/no-id-at-all").status_code == 404


def test_details_are_shown_only_for_a_purpose_and_stand_in_no_address_or_title(
    browser, backoffice, told
):
    browser.sign_in()
    backoffice.answers["reveal_person"] = intake.PersonRevealed(
        person={
            "person_id": str(PERSON),
            "role": "harmed",
            "given_name": "Fictional",
            "family_name": "Testperson",
            "further_identifiers": [{"kind": "school", "value": "Invented Lane Primary"}],
        }
    )
    path = f"/cases/{CASE}/people/{PERSON}/reveal"

    without = browser.send(path, purpose="")
    page = browser.send(path, purpose="to call them back")

    assert without.status_code == 422
    assert "Fictional Testperson" in page.text
    assert "Invented Lane Primary" in page.text
    assert "Testperson" not in page.text.split("</title>")[0]
    assert backoffice.asked[-1].request.purpose == "to call them back"
    assert "Testperson" not in browser.get(f"/cases/{CASE}").text


# --- headers and words ------------------------------------------------------------------------


def test_no_page_has_a_script_or_style_within_it_and_each_answer_its_own_nonce(browser, told):
    browser.sign_in()
    pages = [browser.get(path) for path in ("/today", f"/cases/{CASE}", "/account")]

    policies = [page.headers["content-security-policy"] for page in pages]
    assert len(set(policies)) == len(pages)
    for page in pages:
        assert "<style" not in page.text
        assert " style=" not in page.text
        assert " on" + "click" not in page.text
        assert "unsafe" not in page.headers["content-security-policy"]
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["x-frame-options"] == "DENY"
        assert page.headers["referrer-policy"] == "same-origin"
        assert page.headers["cache-control"] == "no-store"


def test_every_event_that_a_timeline_can_hold_has_its_sentence():
    # Of the events about a case, all that intake makes or hears.
    heard = {
        kind
        for kind, event in EVENTS.items()
        if event.subject_kind == "case"
        and (event.producer == "intake" or "intake" in catalogue()[kind].consumers)
    }

    assert heard <= set(SENTENCES)
