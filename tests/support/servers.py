"""The real servers that tests run against: one RabbitMQ and one PostgreSQL per test session.

Both are private nodes of the installed packages, on loopback, with data of their own. Another
RabbitMQ is chosen with `--rabbitmq-sbin DIR` (the folder of its scripts) or
`--rabbitmq-chroot DIR` (a whole tree that holds it); docs/development.md shows how.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from ops.servers.postgres import PostgresCluster
from ops.servers.rabbitmq import Install, RabbitNode

_numbers = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options that choose the broker."""
    group = parser.getgroup("redress")
    group.addoption("--rabbitmq-sbin", help="folder of the RabbitMQ scripts to run the tests with")
    group.addoption("--rabbitmq-chroot", help="a whole tree that holds the RabbitMQ to run with")


class Brokers:
    """Starts brokers of the kind this session was asked for, and ends every one of them."""

    def __init__(self, config: pytest.Config) -> None:
        self._root: str | None = config.getoption("--rabbitmq-chroot")
        self._install = Install.find(sbin=config.getoption("--rabbitmq-sbin"), root=self._root)
        self._made: list[RabbitNode] = []

    def node(self, *, management: bool = True) -> RabbitNode:
        """A broker with a fresh data directory, not yet started."""
        base = str(Path(self._root) / "var" / "tmp") if self._root else None
        folder = Path(tempfile.mkdtemp(prefix="redress-broker-", dir=base))
        self._made.append(RabbitNode(folder, install=self._install, management=management))
        return self._made[-1]

    def close(self) -> None:
        for made in self._made:
            made.stop()
            shutil.rmtree(made.data_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def brokers(pytestconfig: pytest.Config) -> Iterator[Brokers]:
    """For tests that break or restart a broker: `brokers.node()` gives one of their own."""
    making = Brokers(pytestconfig)
    try:
        yield making
    finally:
        making.close()


@pytest.fixture(scope="session")
def broker(brokers: Brokers) -> RabbitNode:
    """The session's shared broker. Leave it running and clean: use a vhost of your own."""
    node = brokers.node()
    node.start()
    return node


@pytest.fixture
def vhost(broker: RabbitNode) -> Iterator[str]:
    """A fresh virtual host on the shared broker, gone after the test."""
    name = f"test-{next(_numbers)}"
    broker.add_vhost(name)
    yield name
    broker.delete_vhost(name)


@pytest.fixture
def own_broker(brokers: Brokers) -> Iterator[RabbitNode]:
    """A started broker for one test, which may stop, kill or freeze it."""
    node = brokers.node()
    node.start()
    yield node
    node.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """The session's PostgreSQL; `.database(name)` gives the URL of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="redress-postgres-"))
    cluster = PostgresCluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_database(postgres: PostgresCluster) -> Iterator[Callable[[], str]]:
    """Gives URLs of empty PostgreSQL databases that are dropped after the test."""
    names: list[str] = []

    def create() -> str:
        names.append(f"test_{next(_numbers)}")
        return postgres.database(names[-1])

    yield create
    for name in names:
        postgres.drop(name)
