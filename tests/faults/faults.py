"""The faults, each as a thing to do to a running system; every one says that it truly happened.

A fault leaves the system whole again: what it killed runs, what it stopped is started. None
waits for the system to settle: the next one comes while the last is being digested.
"""

from __future__ import annotations

import json
import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ops.system import GATEWAY
from shared.messaging import failpoints
from tests.faults.books import hearers
from tests.faults.process import folder_of
from tests.support.eventually import eventually

if TYPE_CHECKING:
    from ops.servers.postgres import PostgresCluster
    from tests.faults.journal import Journal
    from tests.faults.stores import Stores
    from tests.faults.system import FaultSystem
    from tests.faults.wire import Wire

CONSUMING = tuple(point for point in failpoints.POINTS if not point.startswith("relay."))
RELAYING = tuple(point for point in failpoints.POINTS if point.startswith("relay."))
ANNOUNCES = ("intake", "screening")
QUIET_S = 30.0
REACHED_IN_S = 60.0
TOGETHER = 4
# A process and the failpoint at which it is to die.
Step = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One injection: its kind, its name, and what it does (giving how often it took effect)."""

    kind: str
    name: str
    inject: Callable[[], int]


class Ill:
    """Everything that can be done to a system under load."""

    def __init__(
        self,
        system: FaultSystem,
        wire: Wire,
        stores: Stores,
        journal: Journal,
        chance: random.Random,
        postgres: PostgresCluster | None,
    ) -> None:
        self._system = system
        self._wire = wire
        self._stores = stores
        self._journal = journal
        self._chance = chance
        self._postgres = postgres
        self.killed_at: Counter[Step] = Counter()

    def round(self, number: int = 0, share: int = 1) -> Iterator[Fault]:
        """Yield each fault once or more, and every ``share``-th of the kills at named steps."""
        steps = self._steps()[number % share :: share]
        for at, wave in enumerate(_waves(steps)):
            names = " ".join(f"{process}@{point}" for process, point in wave)
            yield Fault("kill-at-step", names, partial(self._kill_at, wave))
            yield from self._between(at + number)
        if share == 1:  # half a minute: for the long runs
            yield Fault("frozen-long", "intake", partial(self._freeze_long, "intake"))
        yield Fault("broker-restart", "clean stop", self._restart_broker)
        yield Fault("broker-kill", "kill -9", self._kill_broker)
        yield Fault("broker-alarm", "memory alarm", self._alarm)
        if self._postgres is not None:
            yield Fault("database-away", "PostgreSQL stopped", self._stop_postgres)
            yield Fault("database-kill", "PostgreSQL kill -9", self._kill_postgres)
        else:
            yield Fault("disk-full", "no store may grow", self._fill_disk)

    def _between(self, at: int) -> Iterator[Fault]:
        """The faults that take turns with the kills."""
        consumers = ("intake", "screening", "allocation", "comms", "reporting")
        consumer = consumers[(at + at // len(consumers)) % len(consumers)]
        match at % 5:
            case 0:
                yield Fault("kill-at-random", "any two", self._kill_at_random)
                yield Fault("poison", "to every consumer", self._poison)
            case 1:
                yield Fault("out-of-order", consumer, partial(self._stop_and_shuffle, consumer))
            case 2:
                yield Fault("twice", "events and commands", self._repeat)
                yield Fault("kill-at-random", "any two", self._kill_at_random)
            case 3:
                yield Fault("frozen", consumer, partial(self._freeze, consumer))
            case _:
                yield Fault("consumer-stopped", consumer, partial(self._stop_a_while, consumer))

    # --- killing ------------------------------------------------------------------------------

    def _steps(self) -> list[Step]:
        """Every step of every process, those at the same point side by side."""
        busy = [process for process in self._system.processes if process != GATEWAY]
        feeds = [process for process in busy if process.startswith("feeds-")]
        who = dict.fromkeys(CONSUMING, busy)
        who |= {point: [*ANNOUNCES, *feeds] for point in RELAYING}
        who |= dict.fromkeys(failpoints.DESK_POINTS, feeds)
        return [(process, point) for point, processes in who.items() for process in processes]

    def _kill_at(self, wave: Sequence[Step]) -> int:
        """Arm every point; the load makes the processes come there; restart what died."""
        armed = {
            process: folder_of(self._system.data_dir, process) / point for process, point in wave
        }
        for path in armed.values():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        with ThreadPoolExecutor(len(armed)) as pool:
            died = list(pool.map(self._await_death, armed, armed.values()))
        self.killed_at.update(step for step, dead in zip(wave, died, strict=True) if dead)
        return sum(died)

    def _await_death(self, process: str, armed: Path) -> bool:
        deadline = time.monotonic() + REACHED_IN_S
        while process not in self._system.died() and time.monotonic() < deadline:
            time.sleep(0.02)
        armed.unlink(missing_ok=True)
        died = process in self._system.died()
        if died:
            self._system.restart(process)
        return died

    def _kill_at_random(self) -> int:
        chosen = self._chance.sample(self._system.processes, 2)
        for process in chosen:
            time.sleep(self._chance.uniform(0.0, 0.3))
            self._system.kill(process)
        self._start(chosen)
        return len(chosen)

    def _start(self, processes: Sequence[str]) -> None:
        with ThreadPoolExecutor(len(processes)) as pool:
            list(pool.map(self._system.restart, processes))

    # --- consumers ----------------------------------------------------------------------------

    def _stop_a_while(self, consumer: str) -> int:
        """A consumer is away until messages have gathered."""
        self._system.halt(consumer)
        eventually(lambda: self._wire.depth(f"{consumer}.events") >= 20, within_s=QUIET_S)
        self._start([consumer])
        return 1

    def _stop_and_shuffle(self, consumer: str) -> int:
        """While a consumer is away, what waits for it is put out of order."""
        self._system.halt(consumer)
        eventually(lambda: self._wire.depth(f"{consumer}.events") >= 20, within_s=QUIET_S)
        count = self._wire.shuffle(f"{consumer}.events", self._chance)
        self._start([consumer])
        return count

    def _freeze(self, consumer: str) -> int:
        """A process that stands still, and then goes on as if nothing had been."""
        self._system.freeze(consumer)
        eventually(lambda: self._wire.unsettled(f"{consumer}.events") >= 10, within_s=QUIET_S)
        self._system.thaw(consumer)
        return 1

    def _freeze_long(self, consumer: str) -> int:
        """It stands still until the broker gives it up, and then believes to be connected."""
        self._system.freeze(consumer)
        eventually(lambda: self._wire.depth(f"{consumer}.events") >= 10, within_s=90)
        self._system.thaw(consumer)
        self._wait_ready()
        return 1

    # --- messages -----------------------------------------------------------------------------

    def _repeat(self) -> int:
        """Messages of every producer, some old, some of just now, are published again."""
        messages = self._stores.sent_events(60, self._chance)
        messages += self._wire.commands(20, self._chance)
        self._chance.shuffle(messages)
        self._wire.republish(messages)
        return len(messages)

    def _poison(self) -> int:
        """Bytes that no consumer can read, of six kinds; each must end parked, once."""
        type_ = "intake.case_opened.v1"
        heard_by = hearers(type_, self._stores.names)
        good = json.loads(self._stores.sent_events(1, self._chance, type_)[0][3])
        fresh = {"id": str(uuid4()), "subject": f"case/{uuid4()}"}
        kinds = {
            "unparseable": b"\xff\xfe not json",
            "oversize": b'{"pad": "' + b"x" * (1024 * 1024 + 10) + b'"}',
            "schema": json.dumps(good | fresh | {"data": {"case_id": "none"}}).encode(),
            "envelope": json.dumps({"specversion": "0.3"}).encode(),
        }
        for kind, body in kinds.items():
            message_id = fresh["id"] if kind == "schema" else str(uuid4())
            self._journal.poisoned(heard_by, message_id, kind)
            self._wire.publish("redress.events", type_, body, message_id=message_id)
        for consumer in heard_by:
            self._unknown(consumer, "unknown-version", good | {"type": "intake.case_opened.v9"})
            self._unknown(consumer, "unknown-type", good | {"type": f"{consumer}.no_such.v1"})
        return len(kinds) + 2 * len(heard_by)

    def _unknown(self, consumer: str, kind: str, content: dict[str, Any]) -> None:
        message_id = str(uuid4())
        body = json.dumps(content | {"id": message_id}).encode()
        self._journal.poisoned([consumer], message_id, kind)
        self._wire.publish(
            "redress.commands", f"{consumer}.no_such.v1", body, message_id=message_id
        )

    # --- broker and stores --------------------------------------------------------------------

    def _restart_broker(self) -> int:
        broker = self._system.broker
        assert broker is not None
        broker.restart()
        self._wait_ready()
        return 1

    def _kill_broker(self) -> int:
        broker = self._system.broker
        assert broker is not None
        broker.kill()
        broker.start()
        self._wait_ready()
        return 1

    def _alarm(self) -> int:
        """The broker takes nothing for a while; nobody may believe that it did."""
        broker = self._system.broker
        assert broker is not None
        # Intake gets a backlog first, so that it has something to say once nobody listens.
        self._system.freeze("intake")
        eventually(lambda: self._wire.unsettled("intake.events") >= 10, within_s=QUIET_S)
        broker.ctl("set_vm_memory_high_watermark", "0.00001")
        self._system.thaw("intake")
        eventually(lambda: not self._ready("intake"), within_s=QUIET_S)
        broker.ctl("set_vm_memory_high_watermark", "0.6")
        self._wait_ready()
        return 1

    def _fill_disk(self) -> int:
        """The agency's side first, then the services: no file may grow, so every write fails."""
        feeds = [name for name in self._system.processes if name.startswith("feeds-")]
        services = [name for name in self._system.processes if name not in (*feeds, GATEWAY)]
        self._fill_disk_of(feeds, until_red=feeds)
        self._fill_disk_of(services, until_red=["intake"])
        return 2

    def _fill_disk_of(self, processes: Sequence[str], *, until_red: Sequence[str]) -> None:
        pids = [self._system.pid(process) for process in processes]
        was = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
        try:
            for pid, (_, hard) in was.items():
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (1024, hard))
            for process in until_red:
                eventually(
                    partial(self._red, process),
                    within_s=QUIET_S,
                    saying=f"{process} is red while its disk is full",
                )
        finally:
            for pid, limits in was.items():
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
        self._wait_ready()

    def _stop_postgres(self) -> int:
        assert self._postgres is not None
        self._postgres.stop()
        eventually(lambda: not self._ready("intake"), within_s=QUIET_S)
        self._postgres.start()
        self._wait_ready()
        return 1

    def _kill_postgres(self) -> int:
        assert self._postgres is not None
        self._postgres.kill()
        eventually(lambda: not self._ready("intake"), within_s=QUIET_S)
        self._postgres.start()
        self._wait_ready()
        return 1

    def _red(self, process: str) -> bool:
        return not self._ready(process)

    def _ready(self, process: str) -> bool:
        return self._system.is_ready(process)

    def _wait_ready(self) -> None:
        """Everything heals by itself; nothing is started again."""
        for process in self._system.processes:
            eventually(
                partial(self._ready, process),
                within_s=60,
                saying=f"{process} healed by itself",
            )


def _waves(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Put steps of different processes together, to be armed at once; longest plans first."""
    left: dict[str, list[str]] = {}
    for process, point in steps:
        left.setdefault(process, []).append(point)
    while left:
        chosen = sorted(left, key=lambda process: -len(left[process]))[:TOGETHER]
        yield [(process, left[process].pop(0)) for process in chosen]
        left = {process: points for process, points in left.items() if points}


class Rolling:
    """A deploy: every process is asked to stop, drains, and is started again, one by one."""

    def __init__(self, system: FaultSystem) -> None:
        self._system = system

    def restart_all(self) -> int:
        """Restart every process, with time to drain; returns how many drained to the end."""
        drained = 0
        for process in self._system.processes:
            # The gateway's server finishes its requests, then gives the signal its due.
            ended_well = -signal.SIGTERM if process == GATEWAY else 0
            drained += int(self._system.halt(process) in {0, ended_well})
            self._system.restart(process)
        return drained
