"""The real servers that tests run against: one RabbitMQ and one PostgreSQL per test session.

Where a container engine answers they are containers of the versions in docker-compose.yml, by
testcontainers; else private nodes of the installed packages, on loopback, with data of their
own. `--servers installed` or `--servers containers` insists. Another RabbitMQ is chosen with
`--rabbitmq-sbin DIR` (the folder of its scripts) or `--rabbitmq-chroot DIR` (a whole tree that
holds it); `--broker URL` names one that runs already, for the tests that share one (those that
kill, freeze or reconfigure a broker start their own). docs/development.md shows how.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from ops.servers import images
from ops.servers.broker import Broker
from ops.servers.database import DatabaseServer
from ops.servers.postgres import PostgresCluster
from ops.servers.rabbitmq import Install, RabbitNode
from ops.servers.running import RunningBroker
from ops.servers.sockets import engine_address, has_image
from tests.support.telling import tell

_numbers = count(1)
SERVERS = "servers"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options that choose the servers."""
    group = parser.getgroup("redress")
    kinds = ("auto", "installed", "containers")
    group.addoption("--servers", choices=kinds, default="auto", help="what the tests run against")
    group.addoption("--rabbitmq-sbin", help="folder of the RabbitMQ scripts to run the tests with")
    group.addoption("--rabbitmq-chroot", help="a whole tree that holds the RabbitMQ to run with")
    group.addoption("--broker", help="amqp://administrator:password@host:port of one that runs")
    group.addoption("--broker-management", help="its management API (default: port 15672 there)")


@cache
def _engine(wanted: str, service: str) -> str | None:
    """The engine that will run this server in a container, or None where it will not be one."""
    if wanted == "installed":
        return None
    address = engine_address()
    if address and has_image(address, images.pinned(service)):
        return address
    if wanted == "containers":
        raise pytest.UsageError(f"no container engine answers that has or gets {service}'s image")
    return None


class Brokers:
    """Starts brokers of the kind this session was asked for, and ends every one of them."""

    def __init__(self, config: pytest.Config) -> None:
        self._root: str | None = config.getoption("--rabbitmq-chroot")
        sbin = config.getoption("--rabbitmq-sbin")
        named = bool(self._root or sbin)
        self._engine = None if named else _engine(config.getoption("--servers"), "rabbitmq")
        self._install = Install.find(sbin=sbin, root=self._root)
        self._ends: list[Callable[[], None]] = []
        where = f"in containers of {self._engine}" if self._engine else "as private nodes"
        tell(config, SERVERS, f"brokers: {where}")

    def node(self, *, management: bool = True) -> Broker:
        """A broker with fresh data, not yet started."""
        if self._engine:
            return self._contained(self._engine, management=management)
        return self.private(management=management)

    def private(self, *, management: bool = True) -> RabbitNode:
        """A private node whatever else is there, for tests that set it up in their own way."""
        base = str(Path(self._root) / "var" / "tmp") if self._root else None
        folder = Path(tempfile.mkdtemp(prefix="redress-broker-", dir=base))
        node = RabbitNode(folder, install=self._install, management=management)
        self._ends += [node.stop, lambda: shutil.rmtree(folder, ignore_errors=True)]
        return node

    def _contained(self, engine: str, *, management: bool) -> Broker:
        from tests.support.containers import ContainedBroker

        made = ContainedBroker(engine, management=management)
        self._ends.append(made.remove)
        return made

    def close(self) -> None:
        for end in self._ends:
            end()


@pytest.fixture(scope="session")
def brokers(pytestconfig: pytest.Config) -> Iterator[Brokers]:
    """For tests that break or restart a broker: `brokers.node()` gives one of their own."""
    making = Brokers(pytestconfig)
    try:
        yield making
    finally:
        making.close()


@pytest.fixture(scope="session")
def broker(brokers: Brokers, pytestconfig: pytest.Config) -> Broker:
    """The session's shared broker. Leave it running and clean: use a vhost of your own."""
    if address := pytestconfig.getoption("--broker"):
        given = RunningBroker(address, pytestconfig.getoption("--broker-management"))
        told = f"shared broker: {given.host}:{given.port}, RabbitMQ {given.version}"
        tell(pytestconfig, SERVERS, told)
        return given
    node = brokers.node()
    node.start()
    return node


@pytest.fixture
def vhost(broker: Broker) -> Iterator[str]:
    """A fresh virtual host on the shared broker, gone after the test."""
    name = f"test-{os.getpid()}-{next(_numbers)}"
    broker.add_vhost(name)
    yield name
    broker.delete_vhost(name)


@pytest.fixture
def own_broker(brokers: Brokers) -> Iterator[Broker]:
    """A started broker for one test, which may stop, kill or freeze it."""
    node = brokers.node()
    node.start()
    yield node
    node.stop()


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Iterator[DatabaseServer]:
    """The session's PostgreSQL; `.database(name)` gives the URL of an empty database."""
    engine = _engine(pytestconfig.getoption("--servers"), "postgres")
    where = f"in a container of {engine}" if engine else "as a private cluster"
    tell(pytestconfig, SERVERS, f"databases: {where}")
    if engine:
        yield from _contained_postgres(engine)
        return
    folder = Path(tempfile.mkdtemp(prefix="redress-postgres-"))
    cluster = PostgresCluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _contained_postgres(engine: str) -> Iterator[DatabaseServer]:
    from tests.support.containers import ContainedPostgres

    server = ContainedPostgres(engine)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def new_database(postgres: DatabaseServer) -> Iterator[Callable[[], str]]:
    """Gives URLs of empty PostgreSQL databases that are dropped after the test."""
    names: list[str] = []

    def create() -> str:
        names.append(f"test_{next(_numbers)}")
        return postgres.database(names[-1])

    yield create
    for name in names:
        postgres.drop(name)
