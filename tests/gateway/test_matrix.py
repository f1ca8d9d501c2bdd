"""The matrix of roles and ways in: whole, true, and the same as what the gateway does."""

import re
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from services.gateway.app import create_app
from services.gateway.matrix import PREFIX, SHORT, ways
from shared.security.actors import Role
from shared.store.engine import Store
from shared.store.migrations import upgrade
from tests.gateway.conftest import (
    PASSWORD,
    RecordingBackoffice,
    desk_over,
    emergencies_over,
    identities_over,
)
from tests.support.telling import tell

WAYS = sorted(ways(), key=lambda way: (way.path, way.verb))
GUARDED = [way for way in WAYS if way.path.startswith(PREFIX) and not way.public]


def test_every_way_into_the_app_stands_in_the_matrix_and_nothing_else_does(app, anyone):
    document = anyone.get("/api/v1/openapi.json").json()
    api = {(verb.upper(), path) for path, verbs in document["paths"].items() for verb in verbs}

    assert {(way.verb, way.path) for way in WAYS if way.path.startswith(PREFIX)} == api


def test_every_row_lets_somebody_in_and_never_the_system():
    assert [way for way in WAYS if not way.roles or Role.SYSTEM in way.roles] == []


@pytest.fixture(scope="module")
def doors(tmp_path_factory):
    """One gateway, and somebody of each role signed in at it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('doors')}/gateway.sqlite"
    upgrade(url, "gateway")
    store = Store.open(url, service="gateway")
    identities = identities_over(store)
    app = create_app(identities, RecordingBackoffice(), desk_over(store), emergencies_over(store))
    yield {role: somebody(app, identities, role) for role in SHORT}
    store.close()


def somebody(app, identities, role):
    actor = given(identities, role)
    client = TestClient(app, base_url="http://gateway.test", raise_server_exceptions=False)
    client.headers["Authorization"] = f"Bearer {actor}"
    return client


def given(identities, role):
    from shared.security.actors import system_actor

    identities.create(
        username=role.value,
        password=PASSWORD,
        roles=frozenset({role}),
        by=system_actor("gateway"),
    )
    return identities.sign_in(role.value, PASSWORD, "192.0.2.1").token


@pytest.mark.slow
def test_each_role_passes_exactly_where_the_matrix_has_its_mark(doors, pytestconfig):
    """What is well formed may still be refused later: here only whether the role is let in."""
    differing, asked = [], 0
    ends_ones_sessions = ("DELETE", "/api/v1/me/sessions")
    for way in sorted(GUARDED, key=lambda one: (one.verb, one.path) == ends_ones_sessions):
        url = re.sub(r"{\w+}", lambda _: str(uuid4()), way.path)
        for role, client in doors.items():
            if way.path == "/api/v1/sessions/current":
                continue
            answer = client.request(way.verb, url, headers={"Idempotency-Key": "invented-key"})
            asked += 1
            turned_away = answer.status_code == 403
            if answer.status_code == 401 or turned_away == (role in way.roles):
                differing.append((way.verb, way.path, role.value, answer.status_code))
    tell(
        pytestconfig,
        "Roles and routes",
        f"{len(WAYS)} ways in, {len(GUARDED)} of them routes of the API behind a row; "
        f"{asked} requests of {len(doors)} roles let in or turned away as docs/access.md says",
    )
    assert differing == []
