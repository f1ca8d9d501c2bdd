"""Signing in, staying in, and being kept out."""

from datetime import timedelta

import pyotp
import pytest

from services.gateway import identity
from services.gateway.identity import Identities
from services.gateway.problems import TooManyAttempts
from services.gateway.second_step import new_secret
from shared.security.actors import Role

WRONG = {"username": "case_coordinator@service.example.org", "password": "wrong"}


def test_a_wrong_password_and_an_unknown_account_are_told_apart_by_nobody(anyone):
    wrong = anyone.post("/api/v1/sessions", json=WRONG)
    unknown = anyone.post("/api/v1/sessions", json={**WRONG, "username": "nobody"})

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json()["code"] == unknown.json()["code"] == "wrong-credentials"


def test_the_sixth_attempt_from_one_place_waits_and_another_place_does_not(identities):
    name = WRONG["username"]
    for _ in range(5):
        with pytest.raises(identity.NotSignedIn):
            identities.sign_in(name, "wrong", "192.0.2.1")

    with pytest.raises(TooManyAttempts):
        identities.sign_in(name, "an invented long password", "192.0.2.1")

    assert identities.sign_in(name, "an invented long password", "192.0.2.2").token


def test_signing_out_ends_the_session(coordinator):
    assert coordinator.get("/api/v1/me").json()["roles"] == ["case_coordinator"]

    coordinator.delete("/api/v1/sessions/current")

    assert coordinator.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("later", [timedelta(minutes=31), timedelta(hours=13)])
def test_a_session_at_rest_or_too_old_is_over(identities, monkeypatch, later):
    name = f"{Role.CASE_COORDINATOR.value}@service.example.org"
    session = identities.sign_in(name, "an invented long password", "192.0.2.1")
    assert identities.find(session.token) is not None
    now = identity._now() + later

    monkeypatch.setattr(identity, "_now", lambda: now)

    assert identities.find(session.token) is None


def test_a_copy_of_the_store_signs_nobody_in(identities: Identities, tmp_path):
    name = f"{Role.CASE_COORDINATOR.value}@service.example.org"
    session = identities.sign_in(name, "an invented long password", "192.0.2.1")

    stored = b"".join(path.read_bytes() for path in tmp_path.glob("gateway.sqlite*"))

    assert session.token.encode() not in stored
    assert b"an invented long password" not in stored


def test_one_sees_ones_own_sessions_and_ends_one_of_them(identities, coordinator):
    name = WRONG["username"]
    other = identities.sign_in(name, "an invented long password", "192.0.2.7")

    listed = coordinator.get("/api/v1/me/sessions").json()
    assert [one["this"] for one in listed] == [False, True]
    assert other.token not in str(listed)
    ended = coordinator.delete(f"/api/v1/me/sessions/{listed[0]['session_id']}")

    assert ended.status_code == 204
    assert identities.find(other.token) is None
    assert coordinator.get("/api/v1/me").status_code == 200


def test_nobody_ends_a_session_of_somebody_else(coordinator, signed_in):
    auditors = signed_in(Role.AUDITOR).get("/api/v1/me/sessions").json()

    answer = coordinator.delete(f"/api/v1/me/sessions/{auditors[0]['session_id']}")

    assert (answer.status_code, answer.json()["code"]) == (404, "session-unknown")


NEW = {"old_password": "an invented long password", "new_password": "teapot lantern gravel orbit"}


def test_who_changes_their_password_ends_every_other_session(identities, coordinator):
    name = WRONG["username"]
    elsewhere = identities.sign_in(name, NEW["old_password"], "192.0.2.7")

    assert coordinator.post("/api/v1/me/password", json=NEW).status_code == 204

    assert identities.find(elsewhere.token) is None
    assert coordinator.get("/api/v1/me").status_code == 200
    assert identities.sign_in(name, NEW["new_password"], "192.0.2.7").token
    with pytest.raises(identity.NotSignedIn):
        identities.sign_in(name, NEW["old_password"], "192.0.2.8")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"old_password": "guessed wrongly"}, {"field": "old_password", "code": "wrong"}),
        ({"new_password": "short"}, {"field": "new_password", "code": "too-short"}),
        ({"new_password": "qwertyuiop123"}, {"field": "new_password", "code": "too-common"}),
        ({"new_password": "case_coordinator"}, {"field": "new_password", "code": "too-common"}),
    ],
)
def test_a_password_is_not_changed_for_a_bad_one_or_without_the_old_one(
    coordinator, changed, fault
):
    answer = coordinator.post("/api/v1/me/password", json={**NEW, **changed})

    assert (answer.status_code, answer.json()["faults"]) == (422, [fault])


def test_wrong_old_passwords_are_counted(coordinator):
    wrong = {**NEW, "old_password": "guessed wrongly"}
    answers = [coordinator.post("/api/v1/me/password", json=wrong) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_managers_do_nothing_else_before_they_have_a_second_step(signed_in, identities, browser):
    identities._second_step_for = frozenset({Role.SERVICE_MANAGER})
    manager = signed_in(Role.SERVICE_MANAGER)
    browser.sign_in(Role.SERVICE_MANAGER)

    assert manager.get("/api/v1/me").json()["owes_second_step"] is True
    assert manager.get("/api/v1/accounts").json()["code"] == "second-step-owed"
    assert browser.get("/today", follow_redirects=False).headers["location"] == (
        "/account/second-step"
    )
    assert signed_in(Role.CASE_COORDINATOR).get("/api/v1/cases").status_code == 503

    me = identities.find(manager.headers["authorization"].removeprefix("Bearer ")).actor
    secret = new_secret()
    assert identities.ask_for_code(me, secret, pyotp.TOTP(secret).now())

    assert manager.get("/api/v1/accounts").status_code == 200
