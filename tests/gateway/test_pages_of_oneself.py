"""One's own password and sessions, by the pages."""

import html
import re

import pyotp
import pytest

from services.gateway.identity import CODE_ATTEMPTS
from shared.security.actors import Role, system_actor
from tests.gateway.conftest import HIDDEN, PASSWORD, Browsing

NEW = "teapot lantern gravel orbit"
ENDS = re.compile(r'action="(/account/sessions/\w+/end)"')


@pytest.fixture
def coordinator(browser):
    browser.sign_in()
    return browser


@pytest.fixture
def elsewhere(app):
    other = Browsing(app)
    other.sign_in()
    return other


def changes(browser, **changed):
    filled = {"old_password": PASSWORD, "new_password": NEW, "again": NEW} | changed
    return browser.send("/account/password", **filled)


def test_a_password_is_changed_and_every_other_session_ends(coordinator, elsewhere, app):
    page = changes(coordinator)

    assert "Your password is changed" in page.text
    assert elsewhere.get("/account").status_code == 401
    assert coordinator.get("/account").status_code == 200
    assert Browsing(app).sign_in(password=NEW).status_code == 200
    assert Browsing(app).sign_in(password=PASSWORD).status_code == 401


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"old_password": "guessed wrongly"}, "old_password", "not your password as it is now"),
        ({"new_password": "short", "again": "short"}, "new_password", "at least 12 characters"),
        (
            {"new_password": "qwertyuiop123", "again": "qwertyuiop123"},
            "new_password",
            "Too easily guessed",
        ),
        ({"again": "teapot lantern gravel"}, "again", "not the same as the new password"),
        ({"new_password": PASSWORD, "again": PASSWORD}, "new_password", "that you have now"),
        ({"new_password": "a b" * 43, "again": "a b" * 43}, "new_password", "at most 128"),
        ({"new_password": ""}, "new_password", "Enter new password"),
    ],
)
def test_what_is_refused_says_why_at_its_field(coordinator, elsewhere, changed, field, says):
    page = changes(coordinator, **changed)

    assert page.status_code == 422
    (told,) = re.findall(rf'id="{field}-error".*?</span> (.*?)</p>', page.text)
    assert says in html.unescape(told)
    assert elsewhere.get("/account").status_code == 200


def test_no_page_shows_a_password_again(coordinator):
    page = changes(coordinator, old_password="guessed wrongly")

    assert "guessed wrongly" not in page.text
    assert NEW not in page.text
    assert page.text.count('type="password"') == 3


def test_whoever_guesses_too_often_is_told_to_wait(coordinator):
    for _ in range(CODE_ATTEMPTS):
        changes(coordinator, old_password="guessed wrongly")

    page = changes(coordinator)

    assert page.status_code == 429
    assert "Wait 15 minutes" in page.text


def test_who_signs_in_by_their_organisation_is_sent_there_for_a_password(browser, identities):
    made = identities.create(username="by-organisation", password=None,
                             roles=frozenset({Role.FACILITATOR}), by=system_actor("gateway"))  # fmt: skip
    account = next(one for one in identities.everyone() if one.id == made)
    session = identities.begin_by_organisation(account, None, second_factor=True)
    browser.client.cookies.set("redress_session", session.token)

    page = browser.get("/account/password").text
    assert "You sign in by your organisation" in page
    assert "<form" not in page.split("<main")[1]


def test_one_sees_where_one_is_signed_in_and_ends_another_session(coordinator, elsewhere):
    page = coordinator.get("/account/sessions").text
    ends = ENDS.findall(page)
    assert len(ends) == 2
    assert page.count("This session") == 1
    other = next(one for one in ends if one not in this_one(page))

    hidden = dict(re.findall(r'name="(csrf)" value="([^"]*)"', page))
    done = coordinator.client.post(other, data=hidden)
    again = coordinator.client.post(other, data=hidden)

    assert "That session is over" in done.text
    assert again.status_code == 200  # sent twice, it ends once
    assert elsewhere.get("/account").status_code == 401
    assert coordinator.get("/account").status_code == 200


def this_one(page):
    return re.findall(ENDS.pattern + r"(?:(?!</form>).)*Sign out here", page, re.DOTALL)


def test_ending_this_session_signs_one_out_here(coordinator, elsewhere):
    page = coordinator.get("/account/sessions").text
    (mine,) = this_one(page)

    done = coordinator.client.post(
        mine, data=dict(re.findall(r'name="(csrf)" value="(.*?)"', page))
    )

    assert done.url.path == "/sign-in"
    assert coordinator.get("/account").status_code == 401
    assert elsewhere.get("/account").status_code == 200


def test_a_session_of_somebody_else_is_not_there(coordinator, app):
    auditor = Browsing(app)
    auditor.sign_in(Role.AUDITOR)
    (theirs,) = ENDS.findall(auditor.get("/account/sessions").text)
    page = coordinator.get("/account/sessions").text

    done = coordinator.client.post(
        theirs, data=dict(re.findall(r'name="(csrf)" value="(.*?)"', page))
    )

    assert done.status_code == 404
    assert auditor.get("/account").status_code == 200


@pytest.mark.parametrize("path", ["/today", "/cases", "/account", "/refer-yourself"])
def test_who_is_signed_in_signs_out_from_any_page(browser, path):
    assert 'action="/sign-out"' not in browser.get("/sign-in").text
    browser.sign_in()
    header = browser.get(path).text.split("</header>")[0]
    form = re.search(r'<form[^>]*action="/sign-out">.*?</form>', header, re.DOTALL)[0]

    left = browser.client.post("/sign-out", data=dict(HIDDEN.findall(form)))

    assert ">Sign out</button>" in form
    assert left.url.path == "/sign-in"
    assert browser.get(path).status_code == (200 if path == "/refer-yourself" else 401)
    assert 'action="/sign-out"' not in browser.get(path).text


def test_the_page_asks_for_a_code_of_the_phone_that_another_takes_the_place_of(coordinator):
    def sets_up(**more):
        path = "/account/second-step"
        hidden = dict(HIDDEN.findall(coordinator.get(path).text))
        code = pyotp.TOTP(hidden["secret"]).now()
        return coordinator.client.post(path, data={**hidden, "code": code, **more})

    assert "present_code" not in coordinator.get("/account/second-step").text
    first = sets_up()
    assert 'name="present_code"' in coordinator.get("/account/second-step").text

    for wrong in ({}, {"present_code": "000000"}):
        refused = sets_up(**wrong)
        assert refused.status_code == 422
        assert 'id="present_code-error"' in refused.text
    (recovery, *_) = re.findall(r"<li[^>]*>([a-z2-7]{4}(?:-[a-z2-7]{4})+)", first.text)
    assert "Keep your recovery codes" in sets_up(present_code=recovery).text
