"""Staff at a real browser: signing in, finding a case, and seeing it move without a reload."""

import shutil
from secrets import randbelow
from uuid import uuid4

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.journeys.conftest import as_published

QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(QUIET)
        )
        yield browser
        browser.close()


@pytest.fixture
def browsing(chromium, system):
    """A page signed in as the manager. A script that fails, or that is kept out, fails the test."""
    complaints = []

    def open_page(*, scripts=True):
        context = chromium.new_context(base_url=system.site, java_script_enabled=scripts)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if refused(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/")
        page.get_by_label("User name").fill("manager")
        page.get_by_label("Password", exact=True).fill(system.first_password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Today")
        return page

    yield open_page
    for context in chromium.contexts:
        context.close()
    assert complaints == []


def refused(said):
    """Whether the console speaks of the content security policy or of an error."""
    return said.type == "error" and "404 (Not Found)" not in said.text


def reference_of_a_new_case(system):
    number = f"{randbelow(10**7):07}"
    changed = {"urn": f"SAMPLE/{number}/19", "crime_reference": f"{number}/19"}
    answered = as_published(system, "mps", "referral.json", **changed)
    assert answered.accepted
    return answered.content["reference"]


def find(page, reference):
    page.get_by_role("link", name="Find a case").click()
    page.get_by_label("Number").fill(reference)
    page.get_by_role("button", name="Find it").click()
    page.locator("summary", has_text="What has happened").click()
    page.get_by_role("link", name="Whole timeline, as it moves").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(reference)


def test_a_case_that_moves_is_seen_to_move_without_a_reload(browsing, system, manager):
    reference = reference_of_a_new_case(system)
    page = browsing()
    find(page, reference)
    expect(page.locator("#stage")).to_have_text("Eligibility decided", timeout=15_000)
    shown = page.locator("#timeline li")
    before = shown.count()
    page.evaluate("window.neverReloaded = true")

    case_id = manager.get(f"/cases/by-reference/{reference}").json()["case_id"]
    view = manager.get(f"/cases/{case_id}").json()
    person = view["strands"][0]["harmed_ids"][0]
    withdrawn = manager.post(
        f"/cases/{case_id}/people/{person}/withdrawals",
        json={},
        headers={"Idempotency-Key": uuid4().hex},
    )

    assert withdrawn.is_success, withdrawn.text
    expect(shown).not_to_have_count(before, timeout=15_000)
    expect(page.locator("#timeline")).to_contain_text("withdr")
    assert page.evaluate("window.neverReloaded") is True


def test_the_page_works_without_scripts(browsing, system):
    reference = reference_of_a_new_case(system)
    page = browsing(scripts=False)
    find(page, reference)

    expect(page.locator("#timeline li").first).to_be_visible()
    expect(page.get_by_role("link", name="Look again")).to_be_visible()


def test_a_reference_that_nobody_has_is_said_to_be_unknown(browsing):
    page = browsing()
    page.goto("/cases")
    page.get_by_label("Number").fill("RJ-0000-0000000")
    page.get_by_role("button", name="Find it").click()

    expect(page.get_by_role("alert")).to_contain_text("We cannot find any case with that")
