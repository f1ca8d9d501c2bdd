"""How fast intake validates, looks for likely duplicates and stores, among many people.

The same referrals are taken in twice over the same store: as intake does it, and by the same insert
with nothing looked for. The difference is the price of matching.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock
from uuid import UUID

from bench.figures import Figures, percentile, spread
from services.intake.domain.validation import all_faults
from services.intake.store import cases, referrals
from services.intake.store import matching as store
from services.intake.use_cases import finding, referring
from services.intake.use_cases.likeness import compared
from services.intake.use_cases.people import person_row
from shared.contracts.codes import Side
from shared.contracts.intake.people import ReferralSubmission
from shared.messaging.unit_of_work import UnitOfWork
from shared.store.later import gather
from tests.support.intake import POLICE, Intake
from tests.support.invented import Town

Say = Callable[[str], None]
BATCH = 50
TODAY = datetime(2020, 6, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Size:
    """How many people are known beforehand, and how many referrals are measured each time."""

    people: int
    referrals: int
    runs: int = 3


def measure(folder: Path, size: Size, say: Say) -> Figures:
    """Return referrals a second for validating, matching and storing, and for storing alone."""
    intake = Intake(f"sqlite:///{folder}/intake.sqlite", folder / "keys")
    intake.clock.set(TODAY)
    town = Town(100_000)
    with gathering(intake):
        known = _fill(intake, town, size.people, say)
        found = {"matching.people_known": float(known)}
        rates: dict[str, list[float]] = {"validate": [], "with": [], "without": []}
        waits: list[float] = []
        for _ in range(size.runs):
            fresh = [one.submission for one in town.referrals(size.referrals)]
            rates["validate"].append(_validated(fresh, intake))
            waits += _looked_for(fresh, intake)
            half = len(fresh) // 2
            rates["with"].append(_stored(intake, fresh[:half]))
            with nothing_looked_for():
                rates["without"].append(_stored(intake, fresh[half:]))
    intake.runtime.close()
    for name, values in rates.items():
        found |= spread(f"matching.{name}.referrals_per_s", values)
    found["matching.look.p50_ms"] = round(1000 * statistics.median(waits), 3)
    found["matching.look.p99_ms"] = round(1000 * percentile(waits, 0.99), 3)
    with_, without = (found[f"matching.{name}.referrals_per_s"] for name in ("with", "without"))
    return found | {"matching.share_of_plain_insert": round(with_ / without, 3)}


@contextmanager
def gathering(intake: Intake) -> Iterator[None]:
    """Let the writes of a batch go together, as the bus's consumer lets them."""
    as_ = intake.as_

    @contextmanager
    def gathered(actor):
        with as_(actor) as uow:
            gather(uow.connection)
            yield uow

    with mock.patch.object(intake, "as_", gathered):
        yield


@contextmanager
def nothing_looked_for() -> Iterator[None]:
    """The same insert with no matching: no keys, no look, no possible match."""
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(finding, "like", return_value=[]))
        stack.enter_context(mock.patch.object(finding, "remember", return_value=None))
        stack.enter_context(mock.patch.object(referring, "compared", return_value=None))
        yield


def _fill(intake: Intake, town: Town, people: int, say: Say) -> int:
    """Write cases, people and keys straight into the store until so many people are known."""
    known = 0
    while known < people:
        with intake.as_(POLICE) as uow:
            for one in town.referrals(1000):
                known += _write(uow, one.submission)
        say(f"  {known} people known")
    return known


def _write(uow: UnitOfWork, submission: ReferralSubmission) -> int:
    """Write what matching reads of a case: its people, its referral, their keys."""
    case_id, referral_id = uow.ids.new(), uow.ids.new()
    uow.keys.create(case_id)
    wanted = compared(uow.blind, submission)
    subjects = {referral_id: wanted.keys_of_incident()}
    rest = json.dumps({"offence": submission.offence.model_dump(mode="json")})
    details = uow.keys.seal(case_id, rest, "referrals.details")
    _write_case(uow, case_id, referral_id, details)
    sides = ((Side.HARMED, submission.harmed), (Side.RESPONSIBLE, submission.responsible))
    for side, person in ((side, person) for side, people in sides for person in people):
        person_id = uow.ids.new()
        subjects[person_id] = wanted.keys_of(person.ref)
        row = person_row(uow, case_id, person_id, person, side)
        referrals.add_persons(uow.connection, [row])
    rows = [
        {"subject_id": subject, "slot": slot, "case_id": case_id, "key": key}
        for subject, keys in subjects.items()
        for slot, key in enumerate(keys)
    ]
    store.add_keys(uow.connection, rows)
    return len(subjects) - 1


def _write_case(uow: UnitOfWork, case_id: UUID, referral_id: UUID, details: bytes) -> None:
    case = {
        "case_id": case_id,
        "reference": case_id.hex[-20:],
        "opened_at": uow.now(),
        "predecessor_case_id": None,
        "stage_rank": 0,
        "entries": 0,
    }
    referral = {
        "referral_id": referral_id,
        "case_id": case_id,
        "opened_case": True,
        "submitted_by": POLICE.id,
        "received_at": uow.now(),
        "details": details,
        "priority_version": "none",
    }
    cases.add_case(uow.connection, case)
    referrals.add_referral(uow.connection, referral)


def _validated(fresh: list[ReferralSubmission], intake: Intake) -> float:
    bodies = [one.model_dump_json() for one in fresh]
    begun = time.perf_counter()
    for body in bodies:
        submission = ReferralSubmission.model_validate_json(body)
        assert not all_faults(referring.facts_of(submission), today=intake.clock.today())
    return len(fresh) / (time.perf_counter() - begun)


def _looked_for(fresh: list[ReferralSubmission], intake: Intake) -> list[float]:
    waits = []
    with intake.as_(POLICE) as uow:
        for submission in fresh:
            begun = time.perf_counter()
            finding.like(uow, compared(uow.blind, submission))
            waits.append(time.perf_counter() - begun)
    return waits


def _stored(intake: Intake, fresh: list[ReferralSubmission]) -> float:
    begun = time.perf_counter()
    for first in range(0, len(fresh), BATCH):
        with intake.as_(POLICE) as uow:
            for submission in fresh[first : first + BATCH]:
                taken = referring.take_in(
                    uow,
                    submission,
                    agency="mps",
                    feed_message_id=None,
                    received_at=intake.clock.now(),
                )
                assert isinstance(taken, referring.Taken)
    return len(fresh) / (time.perf_counter() - begun)
