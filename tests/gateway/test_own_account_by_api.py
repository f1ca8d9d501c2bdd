"""What the pages of one's own account do, by API: the second step, every session, and emergencies."""

import time
from uuid import UUID

import pyotp
import pytest

from shared.contracts.intake import rpc as intake
from shared.kernel.errors import NotFound
from shared.security.actors import Role, system_actor
from tests.gateway.conftest import PASSWORD

NAME = "case_coordinator@service.example.org"
CASE = UUID("01900000-0000-7000-8000-000000000001")
WHY = "My colleague is ill and the visit is tonight."


def set_up(client, **more):
    made = client.post("/api/v1/me/second-step/secret").json()
    code = pyotp.TOTP(made["secret"]).at(time.time())
    body = {"secret": made["secret"], "code": code, **more}
    return made, client.post("/api/v1/me/second-step", json=body)


def test_a_second_step_is_set_up_and_taken_away_and_its_codes_are_told_once(coordinator, anyone):
    before = coordinator.get("/api/v1/me").json()

    made, done = set_up(coordinator)

    assert not before["asks_for_code"]
    assert made["address"].startswith("otpauth://totp/Redress:")
    assert done.status_code == 201
    codes = done.json()["codes"]
    me = coordinator.get("/api/v1/me").json()
    assert (me["asks_for_code"], me["recovery_codes_left"]) == (True, len(codes))
    credentials = {"username": NAME, "password": PASSWORD}
    without = anyone.post("/api/v1/sessions", json=credentials)
    assert (without.status_code, without.json()["code"]) == (401, "second-step-needed")
    assert anyone.post("/api/v1/sessions", json={**credentials, "code": codes[0]}).is_success
    removal = "/api/v1/me/second-step/removal"
    assert coordinator.post(removal, json={"code": codes[1]}).status_code == 204
    assert not coordinator.get("/api/v1/me").json()["asks_for_code"]


@pytest.mark.parametrize("secret", ["A" * 32, "18" * 16, "short"])
def test_a_code_that_is_not_of_the_secret_sets_nothing_up(coordinator, secret):
    body = {"secret": secret, "code": "abcdef"}

    answer = coordinator.post("/api/v1/me/second-step", json=body)

    assert answer.status_code == 422
    assert not coordinator.get("/api/v1/me").json()["asks_for_code"]


def test_a_wrong_code_takes_no_second_step_away_and_ten_of_them_wait(coordinator):
    set_up(coordinator)

    told = [
        coordinator.post("/api/v1/me/second-step/removal", json={"code": "wrong-code"}).status_code
        for _ in range(11)
    ]

    assert told == [422] * 10 + [429]
    assert coordinator.get("/api/v1/me").json()["asks_for_code"]


def test_another_phone_is_set_up_for_a_code_of_the_one_before(coordinator):
    _, done = set_up(coordinator)

    _, without = set_up(coordinator)
    _, with_one = set_up(coordinator, present_code=done.json()["codes"][0])

    assert (without.status_code, without.json()["faults"]) == (
        422,
        [{"field": "present_code", "code": "wrong"}],
    )
    assert with_one.status_code == 201


def test_who_owes_a_second_step_sets_it_up_by_api(coordinator, identities):
    identities._second_step_for = frozenset({Role.CASE_COORDINATOR})
    assert coordinator.get("/api/v1/agencies").status_code == 403

    _, done = set_up(coordinator)

    assert done.status_code == 201
    assert coordinator.get("/api/v1/agencies").status_code == 200


def test_every_session_ends_at_once(coordinator, signed_in):
    other = signed_in(Role.CASE_COORDINATOR)

    assert coordinator.delete("/api/v1/me/sessions").status_code == 204

    assert [one.get("/api/v1/me").status_code for one in (coordinator, other)] == [401, 401]


@pytest.fixture
def facilitator(identities, signed_in, backoffice):
    identities.create(
        username="facilitator@service.example.org",
        password=PASSWORD,
        roles=frozenset({Role.FACILITATOR}),
        by=system_actor("gateway"),
    )
    found = intake.CaseFound(case_id=CASE, reference="RJ-1907-INVENTE")

    def ask(call):
        backoffice.asked.append(call)
        if call.method is intake.FIND_CASE and call.request.reference in call.actor.opened:
            return found
        if str(CASE) in call.actor.opened:
            return found
        raise NotFound("case-unknown")

    backoffice.ask = ask
    return signed_in(Role.FACILITATOR)


def test_a_case_is_opened_in_an_emergency_by_its_reference_once_for_each_key(facilitator):
    body = {"reference": "RJ-1907-INVENTE", "reason": WHY}
    key = {"Idempotency-Key": "an-invented-key"}

    first, again = (
        facilitator.post("/api/v1/emergencies", json=body, headers=key) for _ in range(2)
    )

    assert first.status_code == 201
    assert first.json() == again.json()
    assert first.json()["case_id"] == str(CASE)
    mine = facilitator.get("/api/v1/emergencies/mine").json()
    assert [one["emergency_id"] for one in mine] == [first.json()["emergency_id"]]


def test_a_manager_opens_no_case_so_and_has_none_open(signed_in):
    manager = signed_in(Role.SERVICE_MANAGER)

    for answer in (
        manager.post("/api/v1/emergencies", json={"reference": "RJ-1907-INVENTE", "reason": WHY}),
        manager.get("/api/v1/emergencies/mine"),
    ):
        assert answer.status_code == 403
