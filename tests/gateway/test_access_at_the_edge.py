"""Every route has a row, every method a route, and roles decide."""

import re
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from services.gateway.access import ACCESS
from services.gateway.app import create_app
from services.gateway.own_rows import OWN_ROUTES, PUBLIC
from services.gateway.routes import NOT_AT_THE_EDGE, ROUTES
from shared.contracts.registry import METHODS
from shared.security.actors import Role
from shared.store.engine import Store
from tests.gateway.conftest import (
    RecordingBackoffice,
    desk_over,
    emergencies_over,
    identities_over,
)
from tests.support.migrated import migrated

OWN_ROWS = {row for _, _, row in OWN_ROUTES} - {PUBLIC}


def test_every_route_has_a_row_and_every_row_a_route():
    routed = {route.method.routing_key for route in ROUTES}

    assert set(ACCESS) - OWN_ROWS == routed


def test_every_method_is_reached_at_the_edge_or_kept_from_it_on_purpose():
    routed = {route.method.routing_key for route in ROUTES}

    assert routed | NOT_AT_THE_EDGE == set(METHODS)
    assert not routed & NOT_AT_THE_EDGE


def test_no_row_lets_the_system_role_in_from_outside():
    assert [name for name, roles in ACCESS.items() if Role.SYSTEM in roles] == []


def test_every_path_names_only_fields_of_the_request():
    for route in ROUTES:
        named = set(re.findall(r"{(\w+)}", route.path))
        assert named <= set(route.method.request.model_fields), route.path


def _url(route):
    return "/api/v1" + re.sub(r"{\w+}", lambda _: str(uuid4()), route.path)


@pytest.fixture(scope="module")
def front_door(tmp_path_factory):
    """One gateway for all routes, as no request of these changes anything."""
    url = f"sqlite:///{tmp_path_factory.mktemp('door')}/gateway.sqlite"
    migrated(url, "gateway")
    store = Store.open(url, service="gateway")
    backoffice = RecordingBackoffice()
    app = create_app(identities_over(store), backoffice, desk_over(store), emergencies_over(store))
    yield TestClient(app, base_url="http://gateway.test"), backoffice
    store.close()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.method.routing_key)
def test_nobody_reaches_a_route_without_signing_in(front_door, route):
    headers = {"Idempotency-Key": "invented-key"}
    anyone, backoffice = front_door

    answer = anyone.request(route.verb, _url(route), headers=headers, json={})

    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")
    assert backoffice.asked == []


def test_an_auditor_may_read_a_case_but_never_reveal_a_person(signed_in, backoffice):
    auditor = signed_in(Role.AUDITOR)
    url = f"/api/v1/cases/{uuid4()}/people/{uuid4()}/reveal"

    answer = auditor.post(url, json={"purpose": "invented purpose"})

    assert (answer.status_code, answer.json()["code"]) == (403, "role-may-not")
    assert backoffice.asked == []
    assert Role.AUDITOR in ACCESS["intake.case"]


def test_a_coordinator_may_not_create_accounts(coordinator):
    body = {"username": "new@service.example.org", "password": "x" * 20, "roles": ["facilitator"]}

    answer = coordinator.post("/api/v1/accounts", json=body)

    assert answer.status_code == 403


def test_a_manager_creates_an_account_that_can_sign_in(signed_in, anyone):
    manager = signed_in(Role.SERVICE_MANAGER)
    body = {
        "username": "New@service.example.org",
        "password": "another invented password",
        "kind": "volunteer",
        "roles": ["facilitator"],
    }

    made = manager.post("/api/v1/accounts", json=body)

    assert made.status_code == 201
    assert "password" not in made.text
    credentials = {"username": "new@service.example.org", "password": body["password"]}
    assert anyone.post("/api/v1/sessions", json=credentials).status_code == 201


def test_nobody_is_given_the_system_role(signed_in):
    manager = signed_in(Role.SERVICE_MANAGER)
    body = {"username": "x", "password": "short", "roles": ["system"]}

    answer = manager.post("/api/v1/accounts", json=body)

    assert answer.json()["faults"] == [
        {"field": "password", "code": "too-short"},
        {"field": "roles", "code": "not-for-people"},
    ]
