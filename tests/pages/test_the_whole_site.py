"""From the first page to every other: whatever the table of pages holds is reached and read.

A new page is found by its link; one that no link leads to fails here.
"""

import re
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from services.gateway.pages import PAGES
from tests.journeys.conftest import as_published
from tests.pages.casework import fills, sends, writes_down
from tests.pages.test_agencies import sent_wrongly
from tests.pages.test_parked import parked
from tests.support.eventually import eventually

pytestmark = pytest.mark.timeout(400)
LEAD_ON = {
    "/": "leads to the first page of whoever asks",
    "/sign-in/code": "is there after a password only: test_every_page",
    "/sign-in/organisation": "leads to the organisation: tests/gateway/test_openid.py",
    "/sign-in/organisation/return": "is where the organisation leads back to, as above",
    "/cases/{case_id}/timeline/entries": "is what the timeline's script asks for",
}
"""Pages that show nothing of themselves."""
ELSEWHERE = {
    "/cases/{case_id}/agreements/{agreement_id}": "test_case_studies.py",
    "/cases/{case_id}/meetings/{meeting_id}/conference": "test_the_day_of_a_conference.py",
    "/cases/{case_id}/meetings/{meeting_id}/conference/begin": "test_the_day_of_a_conference.py",
    "/cases/{case_id}/meetings/{meeting_id}/conference/script": "test_the_day_of_a_conference.py",
    "/cases/{case_id}/requests/{request_id}/answer": "test_case_studies.py",
    "/cases/{case_id}/beside/{other_case_id}": "test_two_cases.py",
    "/cases/{case_id}/beside/{other_case_id}/join": "test_two_cases.py",
    "/cases/{case_id}/beside/{other_case_id}/merge": "test_two_cases.py",
    "/cases/{case_id}/beside/{other_case_id}/reopen": "test_two_cases.py",
    "/cases/{case_id}/documents/{document_id}/open": "test_every_page.py",
    "/cases/{case_id}/documents/{document_id}/remove": "test_every_page.py",
    "/cases/{case_id}/sent/{draft_id}": "test_the_first_path.py",
    "/emergencies/new": "test_managers_and_reviewers.py",
    "/reports/issued/{report_id}": "test_the_register_and_the_report.py",
    "/today/{box}": "test_every_page.py",
    "/emergencies/{emergency_id}": "test_every_page.py",
}
"""Pages about what this test has none of, and the journeys of this folder that read them."""
NO_PAGE = re.compile(
    r"/(export|file|papers?|copies|agreements?|calendar|download)\b|\.(csv|xlsx|pdf|ics)\b"
)
"""What is taken away as a file."""
FIRST = ("/today", "/sign-in", "/refer-yourself", "/referrals/new", "/system", "/relay", "/account")


def shapes():
    """Return each page's path with what its addresses look like, in the order of the table."""
    read = [page.path for page in PAGES if page.verb == "GET"]
    return [(path, re.compile(re.sub(r"{\w+}", "[^/]+", path))) for path in read]


def page_of(path):
    return next((name for name, shape in shapes() if shape.fullmatch(path)), None)


@contextmanager
def as_manager(system):
    with httpx.Client(base_url=f"{system.site}/api/v1", timeout=20) as api:
        credentials = {"username": "manager", "password": system.first_password}
        token = api.post("/sessions", json=credentials).json()["token"]
        api.headers["Authorization"] = f"Bearer {token}"
        yield api


def two_assessments(api, case):
    """Draft two versions of a strand's assessment, so that they can be read side by side."""
    strand = api.get(f"/cases/{case}").json()["strands"][0]["strand_id"]
    soon = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
    body = {"strand_id": strand, "decision": "indirect_only", "modes_permitted": ["shuttle"],
            "reasons": "Invented.", "valid_until": soon, "factors": []}  # fmt: skip
    earlier = None
    for reasons in ("Invented.", "Invented, and thought over."):
        path = f"/cases/{case}/risk/assessments"
        key = {"Idempotency-Key": token_hex(16)}
        answer = api.post(path, json={**body, "reasons": reasons, "based_on": earlier}, headers=key)
        assert answer.status_code == 200, answer.text
        earlier = answer.json()["assessment_id"]


def asks_before_a_referral(api):
    body = {"kind": "helpline_call", "note": "An invented call."}
    answer = api.post("/enquiries/record", json=body, headers={"Idempotency-Key": token_hex(16)})
    assert answer.status_code == 200, answer.text


def a_report_is_issued(api):
    days = {"from_on": "2019-04-01", "to_on": "2020-03-31"}
    key = {"Idempotency-Key": token_hex(16)}
    answer = api.post("/reports/annual/issue", json=days, headers=key)
    assert answer.status_code == 200, answer.text


def two_alike(system):
    """Two agencies tell of what is probably the same: a person decides."""
    name = f"Testperson-{token_hex(3)}"
    victim = {"forenames": "Fictional", "surname": name, "dob": "1980-01-02",
              "lives_in_london": "Y", "consent": {"to_referral": "Y", "to_contact": "Y",
                                                  "taken_on": "2026-01-05"}}  # fmt: skip
    for place in ("ALIKE/1", "ALIKE/2"):
        changed = {"urn": f"{place}/{name}", "crime_reference": f"{place}{name}"}
        answered = as_published(system, "mps", "referral.json", victims=[victim], **changed)
        assert answered.accepted, answered.content
    return answered.content["reference"]


@pytest.fixture
def starts(system, somebody):
    """What there must be for every page to show something; return where to look first."""
    with as_manager(system) as api:
        reference = two_alike(system)
        case = api.get(f"/cases/by-reference/{reference}").json()["case_id"]
        two_assessments(api, case)
        asks_before_a_referral(api)
        a_report_is_issued(api)
    sent_wrongly(system)
    parked(system)
    person = somebody().sign_in()
    person.page.goto(f"/cases/{case}")
    writes_down(person, from_side="harmed", kind="question", text="Why?", one_way="no")
    page = person.page
    page.goto("/referrals/new")
    page.get_by_role("button", name="Start").click()
    draft = page.url.rpartition("/")[0]
    first = [*FIRST, f"/cases/{case}", urlsplit(draft).path + "/check"]
    eventually(lambda: parked_is_seen(page), saying="the parked message is seen")
    return person, first


def parked_is_seen(page):
    page.goto("/system")
    return page.locator("main a[href^='/system/']").count() > 0


def links_of(page):
    found = page.locator("a[href^='/']").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    return [one.partition("#")[0] for one in found if not NO_PAGE.search(one)]


def test_every_page_of_the_table_is_reached_by_links_and_can_be_read(starts):
    person, waiting = starts
    read = set()
    while waiting:
        path = waiting.pop(0)
        name = page_of(urlsplit(path).path)
        if name is None or name in read or name in LEAD_ON:
            continue
        read.add(name)
        answer = person.page.goto(path)
        assert answer.status == 200, path
        person.looks()
        waiting += [one for one in links_of(person.page) if one not in waiting]

    all_pages = {path for path, _ in shapes() if not NO_PAGE.search(path)}
    assert all_pages - read - set(LEAD_ON) - set(ELSEWHERE) == set()


def ends_the_session(system, name):
    """Let every session of an account have rested for an hour."""
    with sqlite3.connect(system.data_dir / "gateway.sqlite") as store:
        rested = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
        mine = "account_id = (SELECT id FROM accounts WHERE username = ?)"
        assert store.execute(
            f"UPDATE sessions SET seen_at = ? WHERE {mine}", (rested, name)
        ).rowcount


def test_what_was_being_written_when_the_session_ended_is_there_after_signing_in(anybody, system):
    person = anybody().sign_in("coordinator")
    page = person.page
    page.goto("/referrals/officer")
    fills(page, person.hands, force="mps", crime_number="INVENTED/1", harmed_given_name="Fictional",
          disposal="community_resolution", officer_contact="officer@police.example.org")  # fmt: skip
    ends_the_session(system, "coordinator")
    person.hands.presses(page.get_by_role("button", name="Send the referral"))
    person.reads("Sign in")
    expect(page.get_by_role("status")).to_contain_text("it is kept")
    person.finds_it_accessible("signed-out-while-writing")

    sends(person, "Sign in", username="coordinator", password=person.passwords["coordinator"])

    person.reads("Officer’s two-minute form")
    expect(page.get_by_label("Crime number")).to_have_value("INVENTED/1")
    expect(page.get_by_label("First name").first).to_have_value("Fictional")
    expect(page.get_by_label("Community resolution")).to_be_checked()
    person.finds_it_accessible("words-taken-up-again")


def test_a_password_may_be_looked_at_while_it_is_typed(somebody):
    person = somebody()
    page = person.page
    page.goto("/sign-in")
    field = page.get_by_label("Password", exact=True)
    field.fill("an invented password")
    page.get_by_role("button", name="Show password").click()

    expect(field).to_have_attribute("type", "text")
    person.finds_it_accessible("password-shown")


def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(somebody):
    person = somebody()
    page = person.page
    page.goto("/refer-yourself")
    page.get_by_role("button", name="Continue").click()

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    person.finds_it_accessible("refer-yourself-errors")
    for link in page.locator(".govuk-error-summary a").all():
        link.click()
        target = link.get_attribute("href").removeprefix("#")
        focused = page.evaluate("document.activeElement.id + ' ' + document.activeElement.name")
        assert target in focused.replace("-", " ").split() or target in focused


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_the_public_form_is_left_at_once_by_keyboard(somebody, scripts):
    person = somebody(scripts=scripts)
    page = person.page
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Weather"))
    page.goto("/refer-yourself")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    for _ in range(3):
        if page.evaluate("document.activeElement.id") == "quick-exit":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_the_keyboard_goes_through_a_page_in_its_order_and_out_of_it_again(somebody):
    person = somebody().sign_in()
    page = person.page
    page.goto("/referrals/officer")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "main-content", "the skip link leads to what matters"
    page.goto("/referrals/officer")
    mark = """() => {
      const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')];
      return all.indexOf(document.activeElement);
    }"""
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(mark))
        if len(stops) > 1 and stops[-1] in (-1, stops[0]):
            break

    assert stops[-1] in (-1, stops[0]), "the keyboard comes out at the end of the page"
    inside = [stop for stop in stops[:-1] if stop >= 0]
    assert inside == sorted(inside)
    assert len(inside) > 20
