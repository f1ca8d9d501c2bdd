"""Signing in, staying in, and being kept out."""

from datetime import timedelta

import pytest

from services.gateway import identity
from services.gateway.identity import Identities
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

    with pytest.raises(identity.TooManyAttempts):
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
