"""The gateway over a real store of its own, with a recording stand-in for the services' port."""

import re
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from services.gateway import passwords
from services.gateway.app import create_app
from services.gateway.desk import Desk
from services.gateway.emergencies import Emergencies
from services.gateway.identity import Identities
from services.gateway.second_step import SecondSteps
from services.gateway.store import Accounts
from services.gateway.vault import Vault
from shared.kernel.errors import RedressError, Unavailable
from shared.security.actors import Role, system_actor
from shared.security.keyring import KeyRing
from shared.store.engine import Store
from tests.support.migrated import migrated

PASSWORD = "an invented long password"
CHEAP = PasswordHasher(time_cost=1, memory_cost=1024)


@dataclass
class RecordingBackoffice:
    """Remembers what was asked; answers what the test prepared, or raises it."""

    answers: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    feeds: tuple = ("mps",)

    def agencies(self):
        return self.feeds

    def ask(self, call):
        self.asked.append(call)
        answer = self.answers.get(call.method.name) or Unavailable("not-prepared")
        if isinstance(answer, Exception):
            raise answer
        return answer(call.request) if callable(answer) else answer

    def ask_together(self, calls):
        return [self._told(call) for call in calls]

    def _told(self, call):
        try:
            return self.ask(call)
        except RedressError as error:
            return error


@pytest.fixture
def backoffice():
    return RecordingBackoffice()


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """The same algorithm at a cost that lets a test sign in many times."""
    passwords._nobodys.cache_clear()
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    yield
    passwords._nobodys.cache_clear()


def identities_over(store):
    ring = KeyRing.create(Path(tempfile.mkdtemp()) / "ring.json")
    return Identities(Accounts(store, b"k" * 32), SecondSteps(Vault(store, ring)))


def desk_over(store):
    ring = KeyRing.create(Path(tempfile.mkdtemp()) / "ring.json")
    return Desk.over(Vault(store, ring))


def emergencies_over(store):
    ring = KeyRing.create(Path(tempfile.mkdtemp()) / "ring.json")
    return Emergencies(Vault(store, ring), b"k" * 32)


@pytest.fixture(scope="session")
def with_accounts(tmp_path_factory):
    """A store with an account for each of three roles: made once, and copied for every test."""
    path = tmp_path_factory.mktemp("accounts") / "gateway.sqlite"
    store = Store.open(migrated(f"sqlite:///{path}", "gateway"), service="gateway")
    with closing(store), pytest.MonkeyPatch.context() as cheaply:
        cheaply.setattr(passwords, "_HASHER", CHEAP)
        made = identities_over(store)
        for role in (Role.CASE_COORDINATOR, Role.SERVICE_MANAGER, Role.AUDITOR):
            made.create(
                username=f"{role.value}@service.example.org",
                password=PASSWORD,
                roles=frozenset({role}),
                by=system_actor("gateway"),
            )
    return path


@pytest.fixture
def identities(tmp_path, with_accounts):
    shutil.copyfile(with_accounts, tmp_path / "gateway.sqlite")
    store = Store.open(f"sqlite:///{tmp_path}/gateway.sqlite", service="gateway")
    made = identities_over(store)
    made.desk = desk_over(store)
    made.emergencies = emergencies_over(store)
    yield made
    store.close()


@pytest.fixture(scope="session", autouse=True)
def one_loop():
    """Every client of this process asks on one event loop, or each request would start its own."""
    with start_blocking_portal() as portal, pytest.MonkeyPatch.context() as patched:
        patched.setattr(TestClient, "portal", portal)
        yield


class Current:
    """Passes every call on to what the test put there, so that one app serves all tests."""

    target = None

    def __getattr__(self, name):
        return getattr(self.target, name)


@pytest.fixture(scope="session")
def one_app():
    parts = [Current() for _ in range(4)]
    return parts, create_app(*parts)


@pytest.fixture
def app(one_app, identities, backoffice):
    parts, made = one_app
    targets = (identities, backoffice, identities.desk, identities.emergencies)
    for part, target in zip(parts, targets, strict=True):
        part.target = target
    return made


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


class Browsing:
    """A browser without scripts: it keeps cookies, and sends forms as the pages give them."""

    def __init__(self, app):
        self.client = TestClient(app, base_url="http://gateway.test", raise_server_exceptions=False)

    def get(self, path, **options):
        return self.client.get(path, **options)

    def send(self, path, /, **filled):
        """Open a page and send its form, with what is hidden in it."""
        hidden = dict(HIDDEN.findall(self.client.get(path).text))
        return self.client.post(path, data={**hidden, **filled})

    def sign_in(self, role=Role.CASE_COORDINATOR, **changed):
        credentials = {"username": f"{role.value}@service.example.org", "password": PASSWORD}
        return self.send("/sign-in", **{**credentials, **changed})


HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def browser(app):
    return Browsing(app)


@pytest.fixture
def coordinator(signed_in):
    return signed_in(Role.CASE_COORDINATOR)


@pytest.fixture
def development_officer(app, identities):
    """The development officer's browser: keeps the register, reads reports, and reads no case."""
    identities.create(
        username="development_officer@service.example.org",
        password=PASSWORD,
        roles=frozenset({Role.DEVELOPMENT_OFFICER}),
        by=system_actor("gateway"),
    )
    one = Browsing(app)
    one.sign_in(Role.DEVELOPMENT_OFFICER)
    return one


@pytest.fixture
def facilitator(app, identities):
    """A facilitator's browser, which knows whose account it is."""
    one = Browsing(app)
    one.account_id = identities.create(
        username="facilitator@service.example.org",
        password=PASSWORD,
        roles=frozenset({Role.FACILITATOR}),
        by=system_actor("gateway"),
    )
    one.sign_in(Role.FACILITATOR)
    return one
