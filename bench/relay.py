"""How fast the safety gate decides and lets pass, and how soon a withdrawal recalls, under load.

Four services with SQLite stores on a real broker in one process: whatever they ask and tell goes over
the bus. A release asks three owners, confirms three leases and commits twice; a recall is measured
from the moment at which intake has recorded the withdrawal until comms has stored the recall, while
somebody else keeps asking the gate.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.figures import Figures, percentile
from ops.servers.rabbitmq import RabbitNode
from services.comms.domain.gate import (
    Eligibility,
    Facts,
    ItemFacts,
    Risk,
    Screening,
    Standing,
    Vetting,
    decide,
)
from shared.contracts.codes import EligibilityDecision, Mode, RiskDecision
from shared.contracts.comms import rpc

VHOST = "bench-relay"


@dataclass(frozen=True, slots=True)
class Size:
    """How many pure decisions, questions to the gate, releases, and withdrawals."""

    decisions: int
    questions: int
    releases: int
    withdrawals: int


def measure(folder: Path, size: Size, say: Callable[[str], None]) -> Figures:
    """Return decisions, questions and releases a second, and how long recalls take."""
    found: Figures = {"relay.decide.per_s": _rate(size.decisions, _decide)}
    with _four_services(folder) as world:
        asked = _gate_of(world.case())
        asked()
        found["relay.gate.per_s"] = _rate(size.questions, asked)
        found["relay.release.per_s"] = _releases(world, size.releases)
        recalls = _recalls(world, size.withdrawals, asked)
    for share, name in ((0.5, "p50"), (0.99, "p99"), (1.0, "max")):
        found[f"relay.recall.{name}_ms"] = round(percentile(recalls, share) * 1000, 3)
    say(f"  {size.releases} releases, {size.withdrawals} withdrawals under load")
    return found


@contextmanager
def _four_services(folder: Path) -> Iterator[Any]:
    # By its name: the tests' own system is not typed.
    over_the_bus = import_module("tests.relay.over_the_bus").OverTheBus
    node = RabbitNode(folder / "broker", management=True)
    node.start()
    try:
        node.add_vhost(VHOST)
        world = over_the_bus(folder, node.url(vhost=VHOST), VHOST)
        try:
            yield world
        finally:
            world.close()
    finally:
        node.stop()


def _rate(many: int, work: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(many):
        work()
    return round(many / (time.perf_counter() - began), 3)


def _decide() -> None:
    assert decide(_OPEN).open


def _gate_of(case: Any) -> Callable[[], object]:
    """Return a question to the gate about a letter that might pass."""
    item, by = case.letter(), case.by(0)

    def ask() -> None:
        assert case.ask(rpc.GATE, rpc.ItemById, by, item_id=item.item_id).open

    return ask


def _releases(world: Any, many: int) -> float:
    case = world.case()
    letters = [case.letter() for _ in range(many)]
    began = time.perf_counter()
    for item in letters:
        case.deliver(item)
    return round(many / (time.perf_counter() - began), 3)


def _recalls(world: Any, many: int, load: Callable[[], object]) -> list[float]:
    cases = [world.case() for _ in range(many)]
    letters = [case.letter() for case in cases]
    over = threading.Event()
    loading = threading.Thread(target=_until, args=(over, load))
    loading.start()
    try:
        return [_recall(world, case, item) for case, item in zip(cases, letters, strict=True)]
    finally:
        over.set()
        loading.join()


def _until(over: threading.Event, work: Callable[[], object]) -> None:
    while not over.is_set():
        work()


def _recall(world: Any, case: Any, item: Any) -> float:
    case.withdraw(case.author)
    return float(world.seconds_until(lambda: case.state(item) == "recalled"))


_HASH = "a" * 64
_NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
_TOLD = Screening(
    eligibility=(Eligibility(EligibilityDecision.PROCEED),),
    risk=Risk(
        decision=RiskDecision.PROCEED,
        modes=frozenset(Mode),
        signatures=2,
        valid_until=_NOW.date() + timedelta(days=30),
    ),
)
_OPEN = Facts(
    at=_NOW,
    today=_NOW.date(),
    strand_id=uuid4(),
    mode=Mode.LETTER,
    case_open=True,
    heard=_TOLD,
    facilitators=frozenset({"one", "two"}),
    standing=Standing(
        author_takes_part=True,
        author_consents_to_item=True,
        recipient_takes_part=True,
        recipient_consents_to_kind=True,
        case_open=True,
        on_hold=False,
        contact_objections=(),
    ),
    screening=_TOLD,
    current=frozenset({"one", "two"}),
    item=ItemFacts(
        text_hash=_HASH,
        composed_hash=_HASH,
        asked_hash=_HASH,
        approved_hash=_HASH,
        checked_hash=_HASH,
        leaks_now=0,
        vettings=(Vetting("one", _HASH), Vetting("two", _HASH)),
        accepted_hash=_HASH,
        window_from=_NOW - timedelta(hours=1),
        window_until=_NOW + timedelta(days=1),
    ),
)
