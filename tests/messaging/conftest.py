"""Two small services over the real broker: intake speaks, screening listens and answers."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from amqp.exceptions import NotFound
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select

from ops.deployables import AGENCIES
from shared.audit.tables import define_audit_tables
from shared.contracts.intake.events import CaseOpenedV1
from shared.messaging import topology
from shared.messaging.connection import connect
from shared.messaging.host import Host
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves
from shared.messaging.runtime import Assembly, Runtime
from shared.messaging.tables import define_messaging_tables
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.case_keys import define_case_keys
from shared.store.engine import Store
from shared.store.versions import define_versions
from tests.support.eventually import eventually

effects = Table(
    "effects",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("subject", String(80), nullable=False),
    Column("note", String(80), nullable=False),
)


@dataclass
class Bus:
    """One virtual host with our topology, and a folder for stores and keys."""

    url: str
    vhost: str
    folder: Path
    broker: Any
    hosts: list[Host] = field(default_factory=list)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def runtime(self, service: str, database: str | None = None) -> Runtime:
        keys_dir, public = self.folder / "keys" / service, self.folder / "keys" / "public"
        create_service_keys(keys_dir, public, service)
        store = Store.open(database or f"sqlite:///{self.folder / service}.sqlite", service=service)
        metadata = MetaData()
        define_case_keys(metadata)
        define_audit_tables(metadata)
        define_messaging_tables(metadata)
        define_versions(metadata)
        effects.to_metadata(metadata)
        with store.writing() as connection:
            metadata.create_all(connection)
        keys = ServiceKeys.load(keys_dir, public, service)
        return Runtime(service=service, store=store, keys=keys, broker_url=self.url)

    def start(self, assembly: Assembly, **options: Any) -> Host:
        host = Host(assembly, **options)
        host.start()
        self.hosts.append(host)
        return host

    def publish(self, *messages: tuple[str, str, bytes], content_type: str | None = None) -> None:
        from shared.messaging.publisher import Parcel, Publisher

        kind = content_type or "application/cloudevents+json"
        sender = Publisher(self.url, name="test")
        parcels = [
            Parcel(exchange, key, body, message_id=str(uuid4()), content_type=kind)
            for exchange, key, body in messages
        ]
        assert sender.publish(parcels) == {}
        sender.close()

    def depth(self, queue: str) -> int:
        connection = connect(self.url, name="look")
        try:
            return int(connection.channel().queue_declare(queue, passive=True).message_count)
        finally:
            connection.close()

    def consumers(self, queue: str) -> int:
        """Return how many take from a queue; none where nobody declared it yet."""
        connection = connect(self.url, name="look")
        try:
            return int(connection.channel().queue_declare(queue, passive=True).consumer_count)
        except NotFound:
            return 0
        finally:
            connection.close()


@contextmanager
def a_bus(broker: Any, vhost: str, folder: Path) -> Iterator[Bus]:
    url = broker.url(vhost=vhost)
    connection = connect(url, name="topology")
    topology.declare(connection.channel(), topology.build(AGENCIES, vhost=vhost), vhost=vhost)
    connection.close()
    bus = Bus(url, vhost, folder, broker)
    yield bus
    for host in bus.hosts:
        host.stop(3)
    for process in bus.processes:
        process.kill()
        process.wait(10)


@pytest.fixture
def bus(broker: Any, vhost: str, tmp_path: Path) -> Iterator[Bus]:
    with a_bus(broker, vhost, tmp_path) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """Where the listening service keeps its rows: its default SQLite file, or PostgreSQL."""
    if request.param == "sqlite":
        return None
    return str(request.getfixturevalue("new_database")())


def case_opened(case_id: UUID, reference: str = "R-1") -> CaseOpenedV1:
    return CaseOpenedV1(
        case_id=case_id, reference=reference, opened_at=datetime.now(UTC), strands=()
    )


def note_effect(uow: Any, event: Any, envelope: Any) -> None:
    row = {"subject": envelope.subject, "note": event.reference}
    uow.connection.execute(insert(effects), row)


def listening(runtime: Runtime, handler: Callable[..., Any] = note_effect, **more: Any) -> Assembly:
    reactions = Reactions()
    reactions.on(CaseOpenedV1)(handler)
    for event, other in more.pop("also", {}).items():
        reactions.on(event)(other)
    return Assembly(
        runtime=runtime, reactions=reactions, **{"serves": Serves(), "access": {}, **more}
    )


def has_joined(host: Host) -> Host:
    """Wait until a consumer has noted since when it listens: order holds from there on."""
    eventually(lambda: host.processor._joined is not None)
    return host


def speaking(runtime: Runtime) -> Assembly:
    return Assembly(runtime=runtime, reactions=Reactions(), serves=Serves(), access={})


def effects_of(runtime: Runtime) -> list[tuple[str, str]]:
    with runtime.store.reading() as connection:
        rows = connection.execute(select(effects).order_by(effects.c.id))
        return [(row.subject, row.note) for row in rows]


def hosted(bus: Bus, *point: str, database: str = "") -> subprocess.Popen[bytes]:
    """Our small screening service as a real nameko process; ready, unless it is to die at a point."""
    said = bus.folder / f"hosted-{len(list(bus.folder.glob('hosted-*')))}.log"
    command = [sys.executable, "-W", "ignore", "-m", "tests.messaging.hosted"]
    names = {"SCREENING_BROKER_URL": bus.url, "REDRESS_DATA_DIR": str(bus.folder)}
    with said.open("w") as sink:
        process = subprocess.Popen(
            [*command, bus.url, str(bus.folder), database, *point],
            env=os.environ | names,
            stdout=sink,
            stderr=sink,
        )
    bus.processes.append(process)
    if not point:
        eventually(lambda: "ready" in said.read_text(), within_s=90, saying="hosted is ready")
    return process
