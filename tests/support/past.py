"""Referrals of the past in a store of screening, each decided by an older version of the criteria."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.screening.domain.eligibility import Eligibility
from services.screening.domain.facts import KNOWN_VALUES
from services.screening.store.tables import decisions, referrals
from shared.store.engine import Store
from shared.store.migrations import upgrade

FIRST = date(2019, 4, 1)
AT_ONCE = 5_000
Facts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """One referral of the past: when it came, what was known, what was decided."""

    referral_id: UUID
    day: date
    facts: Facts
    found: Eligibility


def past(url: str, many: int, *, kinds: int, judge: Callable[[Facts], Eligibility]) -> list[Judged]:
    """Fill a store with referrals of so many kinds, each decided as ``judge`` says, over a year."""
    chance = random.Random(many)
    made = []
    for _ in range(kinds):
        facts = {name: chance.choice((*known, "unknown")) for name, known in KNOWN_VALUES.items()}
        made.append((facts, judge(facts)))
    upgrade(url, "screening")
    store = Store.open(url, service="screening")
    expected = []
    for start in range(0, many, AT_ONCE):
        rows = []
        for number in range(start, min(many, start + AT_ONCE)):
            facts, found = chance.choice(made)
            day = FIRST + timedelta(days=number % 365)
            rows.append(row_of(facts, found, day))
            expected.append(Judged(rows[-1][0]["referral_id"], day, facts, found))
        with store.writing() as connection:
            connection.execute(referrals.insert(), [one for one, _ in rows])
            connection.execute(decisions.insert(), [one for _, one in rows])
    store.close()
    return expected


def row_of(facts: Facts, found: Eligibility, day: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the rows of a referral received on a day and of the decision made on it that day."""
    referral_id, case_id = uuid4(), uuid4()
    referral = {
        "referral_id": referral_id,
        "case_id": case_id,
        "received_on": day,
        "pathway": None,
        "facts": json.dumps(facts),
    }
    decision = {
        "decision_id": uuid4(),
        "referral_id": referral_id,
        "case_id": case_id,
        "decision": found.decision.value,
        "restrictions": ",".join(sorted(found.restrictions)),
        "results": "[]",
        "rules": ",".join(found.rules),
        "missing_facts": "",
        "policy_version": found.policy_version,
        "exception": False,
        "over_rules": "",
        "decided_by": "system:test",
        "decided_at": datetime.combine(day, datetime.min.time(), UTC),
        "position": 1,
    }
    return referral, decision
