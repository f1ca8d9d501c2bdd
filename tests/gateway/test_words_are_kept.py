"""A session that ends while somebody writes: nothing is done, and no word is lost."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from services.gateway import identity
from services.gateway.pages.resuming import LEFT_OUT
from shared.contracts.screening import risk_rpc
from shared.security.actors import Role
from tests.gateway.conftest import HIDDEN
from tests.gateway.test_pages import CASE, PERSON, told

__all__ = ("told",)
NOTE = f"/cases/{CASE}/do/known_by?person_id={PERSON}"
CONCERN = f"/cases/{CASE}/do/concern"
RISK = f"/cases/{CASE}/strands/{PERSON}/risk"
WORDS = "Invented words that took an hour to write."
KEPT = "it stands in its form again"


@pytest.fixture
def rests(monkeypatch):
    """Let the session rest too long, on a Friday afternoon, and look in again on Monday."""

    def rest(long=timedelta(hours=60)):
        now = identity._now() + long
        monkeypatch.setattr(identity, "_now", lambda: now)

    return rest


def filled_in(browser, path, **words):
    page = browser.get(path)
    assert page.status_code == 200, page.text
    return {**dict(HIDDEN.findall(page.text)), **words}


def signs_in_again(browser, page, role=Role.CASE_COORDINATOR):
    hidden = dict(HIDDEN.findall(page.text))
    credentials = {
        "username": f"{role.value}@service.example.org",
        "password": "an invented long password",
    }
    return browser.client.post("/sign-in", data={**hidden, **credentials})


def areas(page):
    return re.findall(r"<textarea[^>]*>([^<]+)</textarea>", page.text)


def a_draft(browser):
    page = browser.get("/referrals/new")
    draft = re.search(r'name="draft" value="([^"]+)"', page.text).group(1)
    return browser.send("/referrals/new", draft=draft).url.path


@pytest.fixture
def checklist(backoffice):
    factor = risk_rpc.TemplateFactorView(
        code="A1", title="Invented factor", domain="A", marked=False, each=(), consider="Invented",
        evidence=(), mitigations=(),
    )  # fmt: skip
    backoffice.answers["risk_template"] = risk_rpc.RiskTemplate(
        version="v1", in_force=True, reason="Invented", source="Invented", factors=(factor,),
        triggers=(), versions=("v1",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (CONCERN, "note"),
        (RISK, "reasons"),
        (f"/cases/{CASE}/strands/{PERSON}/write", "text"),
    ],
    ids=["a note on the case", "a risk assessment", "words for the other side"],
)
@pytest.mark.usefixtures("told", "checklist")
def test_what_was_written_stands_in_its_form_again(browser, backoffice, rests, path, field):
    browser.sign_in()
    page = browser.get(path)
    area = re.search(rf'<textarea[^>]*name="({field})"', page.text)
    assert area, page.text
    form = filled_in(browser, path, **{field: WORDS})
    asked = len(backoffice.asked)
    rests()

    late = browser.client.post(path, data=form)

    assert (late.status_code, KEPT in late.text) == (401, True)
    assert len(backoffice.asked) == asked, "nothing is done for who is not signed in"
    again = signs_in_again(browser, late)
    assert again.url.path == path
    assert areas(again) == [WORDS]
    assert "You were signed out before this was sent." in again.text


def test_a_step_of_a_new_referral_is_taken_up_where_it_was(browser, told, rests):
    browser.sign_in()
    path = a_draft(browser)
    form = filled_in(browser, path, initiated_by="harmed", source="victim_support")
    rests()

    again = signs_in_again(browser, browser.client.post(path, data=form))

    assert again.url.path == path
    assert re.search(r'value="harmed" checked', again.text)
    assert '<option value="victim_support" selected>' in again.text


def test_what_was_taken_up_is_forgotten_once_it_is_sent(browser, told, rests):
    browser.sign_in()
    path = a_draft(browser)
    rests()
    signs_in_again(browser, browser.client.post(path, data=filled_in_late(browser, path)))
    sent = browser.send(
        path, initiated_by="harmed", source="police", channel="phone", update_cadence="monthly"
    )

    assert sent.url.path != path
    assert "You were signed out" not in browser.get(path).text


def filled_in_late(browser, path):
    """A form as it stood before the session ended: bound to the same cookie."""
    csrf = re.search(r'name="csrf" value="([^"]*)"', browser.get("/sign-in").text).group(1)
    return {"csrf": csrf, "initiated_by": "harmed"}


def test_nobody_else_finds_the_words(app, browser, told, rests):
    browser.sign_in()
    path = a_draft(browser)
    form = filled_in(browser, path, initiated_by="harmed")
    rests()
    late = browser.client.post(path, data=form)

    other = signs_in_again(browser, late, Role.SERVICE_MANAGER)

    assert other.status_code == 404
    assert "You were signed out" not in other.text


def test_the_words_stand_sealed_in_the_store(browser, told, rests, tmp_path):
    browser.sign_in()
    path = CONCERN
    form = filled_in(browser, path, note="Testperson-Sealed")
    rests()
    browser.client.post(path, data=form)

    stored = b"".join(one.read_bytes() for one in tmp_path.glob("gateway.sqlite*"))

    assert b"Testperson-Sealed" not in stored
    assert browser.get("/sign-in").status_code == 200


@pytest.mark.parametrize("name", sorted(LEFT_OUT | {"new_password"}))
def test_no_password_or_code_is_kept(identities, browser, told, rests, name):
    browser.sign_in()
    path = CONCERN
    form = filled_in(browser, path)
    hidden = {one: form[one] for one in ("csrf",)}
    rests()

    late = browser.client.post(path, data={name: "x", **hidden} if name != "csrf" else hidden)

    assert KEPT not in late.text


def test_a_form_of_another_browser_is_not_kept(app, browser, told, rests):
    browser.sign_in()
    path = CONCERN
    form = filled_in(browser, path, note=WORDS)
    rests()

    late = browser.client.post(path, data={**form, "csrf": "0" * 40})

    assert (late.status_code, KEPT in late.text) == (401, False)


def test_signing_out_on_purpose_keeps_nothing(browser, told):
    browser.sign_in()
    path = CONCERN
    form = filled_in(browser, path, note=WORDS)
    token = browser.client.cookies.get("redress_session")
    browser.send("/account", csrf=form["csrf"])
    browser.client.post("/sign-out", data={"csrf": form["csrf"]})
    browser.client.cookies.set("redress_session", token)

    late = browser.client.post(path, data=form)

    assert (late.status_code, KEPT in late.text) == (401, False)


def test_after_three_days_the_session_says_no_more_whose_it_was(identities, browser, told, rests):
    browser.sign_in()
    token = browser.client.cookies.get("redress_session")
    rests(identity.LATE + timedelta(minutes=1))

    assert identities.lately(token) is None
    browser.sign_in()
    with identities._accounts._store.reading() as connection:
        held = connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar_one()
    assert held == 2, "its hash goes three days after its own end, twelve hours after its beginning"
    rests(timedelta(hours=12))
    browser.sign_in()
    with identities._accounts._store.reading() as connection:
        held = connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar_one()
    assert held == 2


def test_the_form_of_an_older_session_in_another_tab_keeps_its_words(app, browser, told):
    browser.sign_in()
    path = CONCERN
    form = filled_in(browser, path, note=WORDS)
    browser.sign_in()

    plain = browser.client.post(path, data=form)
    vouched = browser.client.post(path, data=form, headers={"Sec-Fetch-Site": "same-origin"})

    assert plain.status_code == 409
    assert vouched.url.path == path
    assert areas(vouched) == [WORDS]


def test_signing_in_leads_back_to_the_very_page_by_way_of_the_second_step(
    identities, browser, told
):
    asked = browser.get(NOTE)
    assert asked.status_code == 401
    assert f'value="{NOTE}"' in asked.text

    assert str(signs_in_again(browser, asked).url).endswith(NOTE)


@pytest.mark.parametrize("then", ["https://elsewhere.example", "//elsewhere.example", "/\\x"])
def test_the_second_step_leads_to_no_other_site(identities, browser, monkeypatch, then):
    monkeypatch.setattr(identities._second_steps, "has", lambda account_id: True)
    monkeypatch.setattr(identities._second_steps, "accepts", lambda account, code, at: True)
    browser.client.follow_redirects = False
    browser.sign_in()

    page = browser.get("/sign-in/code", params={"then": then})
    done = browser.send("/sign-in/code", then=then, code="x")

    assert 'name="then" value="/"' in page.text
    assert urlsplit(done.headers["location"]).netloc == ""
    assert done.headers["location"] == "/"
