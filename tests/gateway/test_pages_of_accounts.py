"""Accounts at the screen: made, changed, locked, and helped when a phone or a password is lost."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pyotp
import pytest

from services.gateway.pages import accounts as accounts_module
from services.gateway.second_step import new_secret
from shared.security.actors import Role, system_actor
from tests.gateway.conftest import HIDDEN, PASSWORD, Browsing

TOLD_ONCE = re.compile(r"<strong>(\S{16,})</strong>")
KEPT = {"kind": "volunteer", "roles": ["facilitator"], "signs_in": "password"}


@pytest.fixture
def manager(browser):
    browser.sign_in(Role.SERVICE_MANAGER)
    return browser


@pytest.fixture
def volunteer(identities):
    """The id of somebody's account; their browser is ``theirs``."""
    return identities.create(
        username="volunteer",
        password=PASSWORD,
        roles=frozenset({Role.FACILITATOR}),
        by=system_actor("gateway"),
    )


@pytest.fixture
def theirs(app, volunteer):
    one = Browsing(app)
    one.sign_in(username="volunteer")
    return one


def presses(browser, account_id, slug):
    """Press a button of the account's page."""
    page = browser.get(f"/accounts/{account_id}").text
    assert f'action="/accounts/{account_id}/{slug}"' in page
    csrf = re.findall(r'name="csrf" value="([^"]*)"', page)[0]
    return browser.client.post(f"/accounts/{account_id}/{slug}", data={"csrf": csrf})


def test_an_account_is_made_with_a_password_that_is_shown_once(manager, app):
    page = manager.send("/accounts/new", username="New@service.example.org", **KEPT)

    (password,) = TOLD_ONCE.findall(page.text)
    assert Browsing(app).sign_in(
        username="new@service.example.org", password=password
    ).url.path == ("/account/password")
    listed = manager.get("/accounts").text
    assert "new@service.example.org" in listed
    assert password not in listed


def test_an_account_of_an_organisation_has_no_password_here(manager, identities):
    page = manager.send("/accounts/new", username="theirs", **{**KEPT, "signs_in": "organisation"})

    assert "The account is made." in page.text
    assert "By their organisation" in page.text
    assert "Make a new password" not in page.text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"username": "auditor@service.example.org"}, "There is an account of that name already"),
        ({"username": ""}, "Enter user name"),
        ({"roles": ["system"]}, "Answer “What may they do?”"),
    ],
)
def test_an_account_that_cannot_be_made_says_why(manager, changed, says):
    page = manager.send("/accounts/new", **{"username": "new", **KEPT, **changed})

    assert page.status_code == 422
    assert says in page.text


def test_roles_change_at_once_in_every_session(manager, theirs, volunteer):
    assert theirs.get("/emergencies").status_code == 200

    page = manager.send(f"/accounts/{volunteer}/roles", roles=["auditor"])

    assert "What they may do is changed" in page.text
    assert theirs.get("/today").status_code == 404
    assert theirs.get("/emergencies").status_code == 200
    assert manager.send(f"/accounts/{volunteer}/roles", roles=[]).status_code == 422


def test_a_locked_account_is_out_at_once_and_comes_back_when_unlocked(
    manager, theirs, volunteer, app
):
    assert "Locked" in presses(manager, volunteer, "do/lock").text
    assert theirs.get("/account").status_code == 401
    assert Browsing(app).sign_in(username="volunteer").status_code == 401
    assert "Locked" in manager.get("/accounts").text

    presses(manager, volunteer, "do/unlock")

    assert theirs.get("/account").status_code == 401
    assert Browsing(app).sign_in(username="volunteer").status_code == 200


def test_a_lost_phone_is_asked_no_more(manager, identities, volunteer, theirs, app):
    me = next(one for one in identities.everyone() if one.id == volunteer)
    secret = new_secret()
    code = pyotp.TOTP(secret).at(datetime.now(UTC))
    assert identities.ask_for_code(actor(identities, me), secret, code)

    presses(manager, volunteer, "do/second-step")

    assert theirs.get("/account").status_code == 401
    assert Browsing(app).sign_in(username="volunteer").url.path == "/today"
    assert "They lost their phone" not in manager.get(f"/accounts/{volunteer}").text


def actor(identities, account):
    session = identities.sign_in(account.username, PASSWORD, "192.0.2.9")
    return identities.find(session.token).actor


def test_a_forgotten_password_is_replaced_by_one_that_is_shown_once(
    manager, theirs, volunteer, app
):
    (password,) = TOLD_ONCE.findall(presses(manager, volunteer, "password").text)

    assert theirs.get("/account").status_code == 401
    assert Browsing(app).sign_in(username="volunteer").status_code == 401
    page = Browsing(app).sign_in(username="volunteer", password=password)
    assert page.url.path == "/account/password"
    assert "Choose your own password" in page.text


CHOSEN = "teapot lantern gravel orbit"


def chooses(browsing, password, new=CHOSEN):
    """Send the form on which one chooses a password, as it led there from Today."""
    chosen = {"old_password": password, "new_password": new, "again": new}
    return browsing.send("/account/password?then=/emergencies", **chosen)


def told_once_a_password(manager, theirs, volunteer, app):
    (password,) = TOLD_ONCE.findall(presses(manager, volunteer, "password").text)
    person = Browsing(app)
    person.sign_in(username="volunteer", password=password)
    return person, password


def test_a_password_that_was_told_is_changed_before_anything_else(manager, theirs, volunteer, app):
    person, password = told_once_a_password(manager, theirs, volunteer, app)

    for path in ("/today", "/cases", "/account", "/account/sessions", "/account/second-step"):
        led = person.get(path, follow_redirects=False)
        assert (led.status_code, led.headers["location"]) == (303, f"/account/password?then={path}")
    page = person.get("/account/password").text
    assert 'aria-label="Main"' not in page
    assert ">Sign out</button>" in page
    assert chooses(person, password, new=password).status_code == 422
    assert person.get("/today").url.path == "/account/password"

    assert chooses(person, password).url.path == "/emergencies"

    assert person.get("/today").url.path == "/today"
    again = Browsing(app).sign_in(username="volunteer", password=CHOSEN)
    assert again.url.path == "/today"


def test_who_has_chosen_a_password_is_told_so_and_led_to_the_second_step(
    manager, theirs, volunteer, app
):
    person, password = told_once_a_password(manager, theirs, volunteer, app)
    chosen = {"old_password": password, "new_password": CHOSEN, "again": CHOSEN}

    page = person.send("/account/password?then=/today", **chosen)

    assert page.url.path == "/today"
    assert "Your password is changed, and nobody else knows it." in page.text
    assert '<a class="govuk-link" href="/account/second-step">Set up a second step</a>' in page.text


def test_who_must_choose_a_password_may_leave_instead(manager, theirs, volunteer, app):
    person, _ = told_once_a_password(manager, theirs, volunteer, app)

    assert person.send("/account/password") is not None
    hidden = dict(HIDDEN.findall(person.get("/account/password").text))
    assert person.client.post("/sign-out", data=hidden).url.path == "/sign-in"
    assert person.get("/account/password").status_code == 401


def test_no_other_site_is_led_to_after_choosing(manager, theirs, volunteer, app):
    person, password = told_once_a_password(manager, theirs, volunteer, app)
    chosen = {"old_password": password, "new_password": CHOSEN, "again": CHOSEN}

    led = person.send("/account/password?then=//elsewhere.example", **chosen)

    assert led.url.host == "gateway.test"


def test_an_account_made_at_the_screen_chooses_its_own_password(manager, app):
    page = manager.send("/accounts/new", username="made-now", **KEPT)
    (password,) = TOLD_ONCE.findall(page.text)

    led = Browsing(app).sign_in(username="made-now", password=password)

    assert led.url.path == "/account/password"


def test_by_api_a_password_that_was_told_opens_nothing_but_its_change(
    manager, theirs, volunteer, app, anyone
):
    (password,) = TOLD_ONCE.findall(presses(manager, volunteer, "password").text)
    told = {"username": "volunteer", "password": password}
    token = anyone.post("/api/v1/sessions", json=told).json()["token"]
    anyone.headers["Authorization"] = f"Bearer {token}"

    refused = anyone.get("/api/v1/emergencies/mine")
    assert (refused.status_code, refused.json()["code"]) == (403, "new-password-owed")
    assert anyone.get("/api/v1/me/sessions").json()["code"] == "new-password-owed"
    assert anyone.get("/api/v1/me").json()["owes_new_password"] is True
    body = {"old_password": password, "new_password": CHOSEN}
    assert anyone.post("/api/v1/me/password", json=body).status_code == 204

    assert anyone.get("/api/v1/me").json()["owes_new_password"] is False
    assert anyone.get("/api/v1/emergencies/mine").status_code == 200


def test_by_api_who_must_choose_a_password_may_sign_out(manager, theirs, volunteer, anyone):
    (password,) = TOLD_ONCE.findall(presses(manager, volunteer, "password").text)
    told = {"username": "volunteer", "password": password}
    token = anyone.post("/api/v1/sessions", json=told).json()["token"]
    anyone.headers["Authorization"] = f"Bearer {token}"

    assert anyone.delete("/api/v1/sessions/current").status_code == 204
    assert anyone.get("/api/v1/me").status_code == 401


def test_nobody_does_any_of_it_to_their_own_account(manager, identities):
    me = next(one.id for one in identities.everyone() if Role.SERVICE_MANAGER in one.roles)
    page = manager.get(f"/accounts/{me}").text
    assert "This is your own account" in page
    csrf = re.findall(r'name="csrf" value="([^"]*)"', manager.get("/account").text)[0]

    for slug in ("roles", "password", "do/lock", "do/unlock", "do/second-step"):
        assert f'action="/accounts/{me}/{slug}"' not in page
        sent = {"csrf": csrf, "roles": ["managing_director"]}
        refused = manager.client.post(f"/accounts/{me}/{slug}", data=sent)
        assert (slug, refused.status_code) == (slug, 409)
        assert "Nobody does this to their own account" in refused.text


def test_accounts_are_told_a_page_at_a_time(manager, signed_in, identities, monkeypatch):
    monkeypatch.setattr(accounts_module, "PER_PAGE", 2)
    names = [one.username for one in identities.administering.everyone()]
    assert len(names) == 3

    first = manager.get("/accounts").text
    (more,) = re.findall(r'href="(/accounts\?after=[^"]+)"', first)
    second = manager.get(more).text

    assert [name for name in names if name in first] == names[:2]
    assert names[2] in second
    assert "More accounts" not in second
    api = signed_in(Role.SERVICE_MANAGER)
    page = api.get("/api/v1/accounts?limit=2")
    rest = api.get(page.links["next"]["url"])
    assert [one["username"] for one in page.json() + rest.json()] == names
    assert "link" not in rest.headers
    assert len(api.get("/api/v1/accounts").json()) == 3
    assert api.get(f"/api/v1/accounts?after={UUID(int=1)}").status_code == 422


def test_accounts_are_not_there_for_others_and_an_unknown_one_for_nobody(browser, manager, app):
    assert manager.get("/accounts/no-such-account").status_code == 404
    coordinator = Browsing(app)
    coordinator.sign_in()

    assert coordinator.get("/accounts").status_code == 404


def test_the_api_does_the_same(signed_in, anyone, volunteer, theirs):
    manager = signed_in(Role.SERVICE_MANAGER)
    path = f"/api/v1/accounts/{volunteer}"

    assert manager.post(f"{path}/roles", json={"roles": ["system"]}).status_code == 422
    assert manager.post(f"{path}/roles", json={"roles": ["auditor"]}).status_code == 204
    assert manager.post(f"{path}/second-step/reset").status_code == 204
    made = manager.post(f"{path}/password/reset")
    credentials = {"username": "volunteer", "password": made.json()["password"]}
    assert anyone.post("/api/v1/sessions", json=credentials).status_code == 201
    assert manager.post(f"{path}/lock").status_code == 204
    assert anyone.post("/api/v1/sessions", json=credentials).status_code == 401
    (told,) = (one for one in manager.get("/api/v1/accounts").json() if one["id"] == volunteer)
    assert told["roles"] == ["auditor"]
    assert told["locked_at"]
    assert manager.post(f"{path}/unlock").status_code == 204
    assert signed_in(Role.AUDITOR).post(f"{path}/lock").status_code == 403


@pytest.fixture
def director(identities):
    """The id of a managing director's account."""
    return identities.create(
        username="director",
        password=PASSWORD,
        roles=frozenset({Role.MANAGING_DIRECTOR}),
        by=system_actor("gateway"),
    )


def test_only_a_managing_director_does_anything_to_one(manager, director, identities, app):
    page = manager.get(f"/accounts/{director}").text
    assert "another managing director changes it" in page
    csrf = re.findall(r'name="csrf" value="([^"]*)"', manager.get("/account").text)[0]

    for slug in ("roles", "password", "do/lock", "do/unlock", "do/second-step"):
        assert f"/accounts/{director}/{slug}" not in page
        sent = {"csrf": csrf, "roles": ["facilitator"]}
        refused = manager.client.post(f"/accounts/{director}/{slug}", data=sent)
        assert (slug, refused.status_code) == (slug, 409)
        assert "Only a managing director does this" in refused.text

    found = identities.administering.one(director)
    assert (found.roles, found.locked_at) == ({Role.MANAGING_DIRECTOR}, None)
    another = identities.create(
        username="another",
        password=PASSWORD,
        roles=frozenset({Role.MANAGING_DIRECTOR}),
        by=system_actor("gateway"),
    )
    colleague = Browsing(app)
    colleague.sign_in(username="director")
    assert "Locked" in presses(colleague, another, "do/lock").text


def test_a_manager_makes_the_first_managing_director_and_no_second(manager, volunteer, identities):
    made = {**KEPT, "roles": ["managing_director"]}
    assert manager.send("/accounts/new", username="first", **made).status_code == 200

    second = manager.send("/accounts/new", username="second", **made)
    raised = manager.send(f"/accounts/{volunteer}/roles", roles=["managing_director"])

    assert (second.status_code, raised.status_code) == (422, 409)
    for page in (second, raised):
        assert "or makes one" in page.text
    directors = [one for one in identities.everyone() if Role.MANAGING_DIRECTOR in one.roles]
    assert [one.username for one in directors] == ["first"]


def test_the_api_refuses_the_same_to_a_manager(signed_in, director):
    manager = signed_in(Role.SERVICE_MANAGER)
    path = f"/api/v1/accounts/{director}"
    acts = ("lock", "unlock", "second-step/reset", "password/reset")

    answers = [manager.post(f"{path}/{act}") for act in acts]
    answers.append(manager.post(f"{path}/roles", json={"roles": ["auditor"]}))

    told = [(answer.status_code, answer.json()["code"]) for answer in answers]
    assert told == [(409, "only-managing-director")] * 5
