"""One run: a steady load of referrals, every fault in turn, then the ledger.

The load goes on for as long as there are faults, so that each of them meets messages on their
way. A rolling restart comes last, watched on the wire; then all that is on its way may arrive.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from ops.servers.postgres import PostgresCluster
from ops.servers.rabbitmq import Install
from shared.contracts.registry import SERVICES
from shared.messaging.fates import RETRY_DELAYS_MS
from tests.faults.agencies import Agency, Pace
from tests.faults.books import Books, Waiting
from tests.faults.faults import Fault, Ill, Rolling
from tests.faults.forms import AGENCIES, letters
from tests.faults.journal import Journal
from tests.faults.ledger import Ledger
from tests.faults.stores import Stores
from tests.faults.system import FaultSystem
from tests.faults.visitors import Visitors
from tests.faults.wire import INTERNAL, Wire
from tests.support.eventually import eventually

RUNNER = ("tests.faults.process",)
FEEDS = tuple(f"feeds-{agency}" for agency in AGENCIES)
SETTLES_IN_S = 150.0
FIRST_GUESS_S = 6.0
ROLLING_S = 40.0
ROLLING_SHARE = 0.15
WITHOUT_END = 10**9
CALM_S = 5.0
IN_HAND = 3

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run. ``seed`` makes the choice of victims repeatable."""

    referrals: int = 2000
    rounds: int = 1
    store: str = "sqlite"
    seed: int = 1
    install: Install | None = None
    rolls: int = 1
    # Of the kills at named steps, each round takes its own one of so many shares.
    share: int = 1
    first: int = 0

    def on(self, install: Install | None) -> Plan:
        """Return the same plan for another RabbitMQ."""
        return replace(self, install=install)


@dataclass(slots=True)
class Outcome:
    """What a run found."""

    ledger: Ledger
    injected: Counter[str] = field(default_factory=Counter)
    effects: Counter[str] = field(default_factory=Counter)
    during: dict[str, list[int]] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    rolling: dict[str, list[str]] = field(default_factory=dict)
    parked_reasons: Counter[str] = field(default_factory=Counter)
    killed_at: Counter[tuple[str, str]] = field(default_factory=Counter)
    drained: int = 0

    @property
    def good(self) -> bool:
        """Whether the ledger is clean, nothing is stuck, and no clean stop doubled anything."""
        stuck = self.ledger.total()["pending"]
        return self.ledger.clean and not stuck and not any(self.rolling.values())

    def table(self) -> str:
        """Return what was injected and what the ledger says, as plain text."""
        faults = [
            f"  {kind:<18}{count:>4} times, took effect {self.effects[kind]:>5},"
            f" referrals sent meanwhile {sum(self.during[kind]):>5}"
            for kind, count in sorted(self.injected.items())
        ]
        figures = [f"  {name:<34}{value:>10g}" for name, value in self.figures.items()]
        return "\n".join([*faults, *figures, self.ledger.table(), *self.ledger.complaints()])

    def as_json(self) -> dict[str, Any]:
        """Return every figure under a stable name."""
        return {
            "ledger": self.ledger.as_json(),
            "injected": dict(self.injected),
            "took_effect": dict(self.effects),
            "figures": self.figures,
            "doubled_on_the_wire_by_rolling_restarts": {
                name: len(found) for name, found in self.rolling.items()
            },
            "parked_reasons": dict(self.parked_reasons),
            "killed_at": {f"{p}@{at}": n for (p, at), n in sorted(self.killed_at.items())},
        }


@contextmanager
def run_folder(install: Install | None, *, keep: bool = False) -> Iterator[Path]:
    """Give a folder for one run, below the tree of a broker that has one of its own."""
    base = install.root / "var" / "tmp" if install and install.root else None
    folder = Path(tempfile.mkdtemp(prefix="redress-faults-", dir=base))
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


class Campaign:
    """A system under load, and the hands that break it. Use as a context."""

    def __init__(self, plan: Plan, folder: Path, say: Say = lambda line: None) -> None:
        self.plan = plan
        self._folder = folder
        self._say = say
        self._chance = random.Random(plan.seed)
        self.postgres: PostgresCluster | None = None
        self.agencies: list[Agency] = []
        self._held: list[Stores | Journal] = []
        self.injected: Counter[str] = Counter()
        self.effects: Counter[str] = Counter()
        self.during: dict[str, list[int]] = {}

    def __enter__(self) -> Self:
        self._own_postgres()
        self.system = FaultSystem(
            self._folder / "system",
            shape="one-per-service",
            runner=RUNNER,
            agencies=AGENCIES,
            stores=self._store_url,
            install=self.plan.install,
        )
        try:
            self.system.start()
            self._open()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        for sender in self._senders:
            sender.stop()
        for held in self._held:
            held.close()
        self.system.stop()
        if self.postgres is not None:
            self.postgres.stop()

    def _open(self) -> None:
        broker = self.system.broker
        assert broker is not None
        names = (*SERVICES, *FEEDS)
        self.stores = Stores({name: self.system.store_url(name) for name in names})
        self._held.append(self.stores)
        self.wire = Wire(broker, (INTERNAL, *(f"agency-{agency}" for agency in AGENCIES)))
        self.wire.prepare()
        self.journal = Journal(self._folder / "journal.jsonl")
        self._held.append(self.journal)
        run = f"run{self.plan.seed}"
        self.agencies = [
            Agency(
                agency,
                self.system.broker_url(f"agency-{agency}", f"agency-{agency}"),
                letters(agency, run),
                self.journal,
            )
            for agency in AGENCIES
        ]
        self.visitors = Visitors(str(self.system.site), run, self.journal)
        for sender in self._senders:
            sender.start()
        self.ill = Ill(
            self.system, self.wire, self.stores, self.journal, self._chance, self.postgres
        )

    @property
    def _senders(self) -> tuple[Agency | Visitors, ...]:
        visitors = (self.visitors,) if self.agencies else ()
        return (*self.agencies, *visitors)

    # --- the run ------------------------------------------------------------------------------

    def run(self) -> Outcome:
        """Load and break until every round is over; then let all arrive, and judge."""
        began = time.monotonic()
        rolling = int(self.plan.referrals * ROLLING_SHARE)
        numbers = range(self.plan.first, self.plan.first + self.plan.rounds)
        rounds = (self.ill.round(number, self.plan.share) for number in numbers)
        faults = [fault for one in rounds for fault in one]
        pace = Pace(
            self.agencies,
            self.plan.referrals - rolling,
            seconds=len(faults) * FIRST_GUESS_S,
            visitors=self.visitors,
        )
        pace.start()
        for at, fault in enumerate(faults):
            self._inject(fault)
            each = (time.monotonic() - began) / (at + 1)
            # As if a few more were to come: the last one must not run out of messages.
            pace.expect(each * (len(faults) - at + IN_HAND))
        pace.finish()
        self.settle()
        doubles = self._roll(rolling)
        return self._told(began, doubles)

    def soak(self, seconds: float, rate: float) -> Outcome:
        """Load at ``rate`` referrals a second, with a fault at random every few seconds."""
        began = time.monotonic()
        ends = began + seconds
        pace = Pace(self.agencies, WITHOUT_END, seconds=WITHOUT_END / rate, visitors=self.visitors)
        pace.start()
        while time.monotonic() < ends:
            self._inject(self._chance.choice(list(self.ill.round())))
            time.sleep(min(CALM_S, max(0.0, ends - time.monotonic())))
        pace.stop()
        self.settle()
        doubles = self._roll(int(rate * ROLLING_S))
        return self._told(began, doubles)

    def _told(self, began: float, doubles: dict[str, list[str]]) -> Outcome:
        outcome = self.judge()
        outcome.rolling = doubles
        for name, count in self.watched.items():
            outcome.figures[f"rolling_{name}_watched"] = count
            outcome.figures[f"rolling_{name}_doubled"] = len(doubles[name])
        outcome.figures["seconds"] = round(time.monotonic() - began, 1)
        return outcome

    def _inject(self, fault: Fault) -> None:
        before, began = self._sent(), time.monotonic()
        effect = fault.inject()
        took = time.monotonic() - began
        self.injected[fault.kind] += 1
        self.effects[fault.kind] += effect
        self.during.setdefault(fault.kind, []).append(self._sent() - before)
        self._say(f"{fault.kind} ({fault.name}): took effect {effect}, {took:.1f} s")

    def _sent(self) -> int:
        return sum(agency.referrals for agency in self.agencies)

    def _roll(self, referrals: int) -> dict[str, list[str]]:
        """Restart everything in turn under load; return what crossed the wire more than once."""
        for agency in self.agencies:
            agency.repeats = False
        pace = Pace(self.agencies, referrals, seconds=ROLLING_S, visitors=self.visitors)
        before = self._sent()
        with self.wire.firehose() as seen:
            pace.start()
            drained = sum(Rolling(self.system).restart_all() for _ in range(self.plan.rolls))
            pace.finish()
            self.settle()
        self.injected["rolling-restart"] += self.plan.rolls
        self.effects["rolling-restart"] += drained
        self.during["rolling-restart"] = [self._sent() - before]
        self.watched = {name: len(counts) for name, counts in seen.items()}
        return {
            name: sorted(key for key, count in counts.items() if count > 1)
            for name, counts in seen.items()
        }

    # --- the end ------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing is on its way any more; what stays then is for the ledger."""
        try:
            eventually(self._nothing_left, within_s=SETTLES_IN_S, every_s=0.5)
        except AssertionError as stuck:
            self._say(f"not settled: {stuck}")

    def _nothing_left(self) -> bool:
        left: dict[str, object] = {}
        if busy := [sender.name for sender in self._senders if not sender.idle]:
            left["still sending"] = busy
        if unanswered := len(self.journal.told.unanswered()):
            left["unanswered"] = unanswered
        left |= self.stores.unsettled()
        if not left:
            left |= self._depths()
        assert not left, left
        return True

    def _queues(self) -> dict[str, list[str]]:
        internal = []
        for name in (*SERVICES, *FEEDS):
            internal += [f"{name}.events", f"{name}.events.dead"]
            internal += [f"{name}.events.retry.{delay}" for delay in RETRY_DELAYS_MS]
        agencies = {f"agency-{agency}": ["inbound", "inbound.dead"] for agency in AGENCIES}
        return {INTERNAL: internal, **agencies}

    def _depths(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for vhost, queues in self._queues().items():
            found |= self.wire.depths(queues, vhost)
        return found

    def judge(self) -> Outcome:
        """Stop the load, read journal, stores and queues, and draw up the ledger."""
        for sender in self._senders:
            sender.stop()
        waiting: dict[str, list[str]] = {}
        for vhost, queues in self._queues().items():
            feed = vhost.replace("agency-", "feeds-", 1)
            for queue in self.wire.depths(queues, vhost):
                name = queue if vhost == INTERNAL else f"{feed}/{queue}"
                waiting[name] = self.wire.waiting(queue, vhost)
        kept = self.stores.read()
        told = self.journal.told
        outcome = Outcome(Books(told, kept, Waiting(waiting)).ledger())
        outcome.injected, outcome.effects = self.injected, self.effects
        outcome.during, outcome.killed_at = self.during, self.ill.killed_at
        outcome.parked_reasons = Counter(
            str(row["reason"]) for one in kept.values() for row in one["parked"]
        )
        outcome.figures = self._figures(told.sendings)
        return outcome

    def _figures(self, sendings: Mapping[tuple[str, str], int]) -> dict[str, float]:
        tapped = self.wire.tapped()
        answers = [count for agency in self.agencies for count in agency.answer_ids.values()]
        return {
            "referrals": self._sent(),
            "referrals_through_the_gateway": self.visitors.referrals,
            "sent_again_to_the_gateway": self.visitors.resent,
            "messages_of_agencies": len(sendings),
            "sent_again_by_agencies": sum(sendings.values()) - len(sendings),
            "messages_on_the_internal_wire": len(tapped),
            "doubled_on_the_internal_wire": sum(tapped.values()) - len(tapped),
            "answers_doubled_on_the_wire": sum(answers) - len(answers),
        }

    # --- stores -------------------------------------------------------------------------------

    def _own_postgres(self) -> None:
        if self.plan.store == "postgresql":
            self.postgres = PostgresCluster(Path(tempfile.mkdtemp(prefix="redress-faults-pg-")))
            self.postgres.start()

    def _store_url(self, name: str) -> str:
        if self.postgres is not None:
            return self.postgres.ensure_database(name.replace("-", "_"))
        return f"sqlite:///{self._folder / 'system' / name}.sqlite"
