"""The four owners of the gate as running services on a real broker, and cases ready to cross.

People's commands are given to a service's use cases, as its RPC server would; what the services ask
of each other, and what they tell, goes over the bus. A service may be stopped and started again.
"""

from __future__ import annotations

import time

from sqlalchemy import select

from ops.deployables import AGENCIES
from services.allocation.access import ACCESS as ALLOCATION
from services.comms.access import ACCESS as COMMS
from services.intake.access import ACCESS as INTAKE
from services.screening.access import ACCESS as SCREENING
from shared.contracts.registry import EVENTS
from shared.kernel.ids import SystemIds
from shared.messaging import topology
from shared.messaging.connection import connect
from shared.messaging.host import Host
from shared.messaging.runtime import Assembly, Runtime
from shared.messaging.tables import inbox, outbox
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.store.migrations import upgrade
from tests.store.gate.ecosystem import DOORS, Ecosystem
from tests.support.eventually import eventually

ACCESS = {"intake": INTAKE, "screening": SCREENING, "allocation": ALLOCATION, "comms": COMMS}


class OverTheBus(Ecosystem):
    """Four services, each with its host: relay, consumer and RPC listener."""

    def __init__(self, folder, broker_url, vhost) -> None:
        self._folder, self._broker_url = folder, broker_url
        connection = connect(broker_url, name="topology")
        topology.declare(connection.channel(), topology.build(AGENCIES, vhost=vhost), vhost=vhost)
        connection.close()
        super().__init__(lambda name: f"sqlite:///{folder}/{name}.sqlite", folder)
        self.hosts: dict[str, Host] = {}
        for name in DOORS:
            self._host(name)
        eventually(self.is_ready, within_s=60)

    def _runtime(self, name, url, folder) -> Runtime:
        upgrade(url, name)
        create_service_keys(folder / name, folder / "public", name)
        return Runtime(
            service=name,
            store=Store.open(url, service=name),
            keys=ServiceKeys.load(folder / name, folder / "public", name),
            broker_url=self._broker_url,
            clock=self.clock,
            ids=SystemIds(),
        )

    def _host(self, name) -> None:
        door = DOORS[name]
        runtime = self.runtimes[name]
        self.hosts[name] = Host(
            Assembly(
                runtime=runtime,
                reactions=door.reactions,
                serves=door.serves,
                access=ACCESS[name],
            )
        )
        self.hosts[name].start()

    def stop(self, *names: str) -> None:
        """Stop services; what is for them waits in their queues."""
        for name in names:
            self.hosts.pop(name).stop(3)
            url = f"sqlite:///{self._folder}/{name}.sqlite"
            self.runtimes[name] = self._runtime(name, url, self._folder)

    def start(self, *names: str) -> None:
        """Start services again."""
        for name in names:
            self._host(name)
        eventually(self.is_ready, within_s=60)

    def is_ready(self) -> bool:
        """Whether every service that runs hears and answers."""
        checks = (check for host in self.hosts.values() for check in host.checks().items())
        return all(holds() for name, holds in checks if not name.endswith("-store"))

    def carry(self, *to: str) -> None:
        """Wait until all that was told has been heard by every service that runs."""
        eventually(self._is_quiet, within_s=60)

    def _is_quiet(self) -> bool:
        """Whether what was told since it was quiet last has been heard."""
        newest = {}
        for source in self.hosts:
            newest[source], told = self._told(source)
            for name in self.hosts:
                due = {one for kind, one in told if DOORS[name].reactions.get(kind) is not None}
                if due - self._heard(name, due):
                    return False
        self._carried.update(newest)
        return True

    def _told(self, name) -> tuple[int, list[tuple[str, str]]]:
        since = outbox.c.position > self._carried[name]
        with self.runtimes[name].store.reading() as connection:
            found = connection.execute(select(outbox).where(since)).all()
        told = [(row.type, row.message_id) for row in found if row.type in EVENTS]
        return max((row.position for row in found), default=self._carried[name]), told

    def _heard(self, name, messages) -> set[str]:
        query = select(inbox.c.message_id).where(inbox.c.message_id.in_(messages))
        with self.runtimes[name].store.reading() as connection:
            return set(connection.execute(query).scalars())

    def seconds_until(self, look, *, within_s: float = 30.0) -> float:
        """Wait for something; return how long it took."""
        began = time.monotonic()
        eventually(look, within_s=within_s, every_s=0.005)
        return time.monotonic() - began

    def close(self) -> None:
        for host in self.hosts.values():
            host.stop(3)
