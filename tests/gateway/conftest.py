"""The gateway over a real store of its own, with a recording stand-in for the services' port."""

from dataclasses import dataclass, field

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from services.gateway import passwords
from services.gateway.app import create_app
from services.gateway.identity import Identities
from services.gateway.store import Accounts
from shared.security.actors import Role, system_actor
from shared.store.engine import Store
from shared.store.migrations import upgrade

PASSWORD = "an invented long password"


@dataclass
class RecordingBackoffice:
    """Remembers what was asked; answers what the test prepared, or raises it."""

    answers: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def ask(self, call):
        self.asked.append(call)
        answer = self.answers[call.method.name]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def backoffice():
    return RecordingBackoffice()


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """The same algorithm at a cost that lets a test sign in many times."""
    passwords._nobodys.cache_clear()
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=1024))
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture
def identities(tmp_path):
    url = f"sqlite:///{tmp_path}/gateway.sqlite"
    upgrade(url, "gateway")
    store = Store.open(url, service="gateway")
    made = Identities(Accounts(store, b"k" * 32))
    for role in (Role.CASE_COORDINATOR, Role.SERVICE_MANAGER, Role.AUDITOR):
        made.create(
            username=f"{role.value}@service.example.org",
            password=PASSWORD,
            roles=frozenset({role}),
            by=system_actor("gateway"),
        )
    yield made
    store.close()


class Current:
    """Passes every call on to what the test put there, so that one app serves all tests."""

    target = None

    def __getattr__(self, name):
        return getattr(self.target, name)


@pytest.fixture(scope="session")
def one_app():
    people, services = Current(), Current()
    return people, services, create_app(people, services)


@pytest.fixture
def app(one_app, identities, backoffice):
    one_app[0].target, one_app[1].target = identities, backoffice
    return one_app[2]


@pytest.fixture
def anyone(app):
    return TestClient(app, base_url="http://gateway.test", raise_server_exceptions=False)


@pytest.fixture
def signed_in(app):
    def sign_in(role: Role) -> TestClient:
        client = TestClient(app, base_url="http://gateway.test", raise_server_exceptions=False)
        credentials = {"username": f"{role.value}@service.example.org", "password": PASSWORD}
        token = client.post("/api/v1/sessions", json=credentials).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        return client

    return sign_in


@pytest.fixture
def coordinator(signed_in):
    return signed_in(Role.CASE_COORDINATOR)
