"""Past referrals decided by another version: what would differ from what was decided, by rule.

The store is only read. The past is gone through in pieces, in the order of receipt.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.screening.domain.eligibility import Eligibility, eligibility_of
from services.screening.domain.policy import STRICTNESS
from services.screening.store.past import Past, page_of, standing_decisions
from services.screening.store.policy_versions import read_policies
from services.screening.use_cases.versioning import version_named
from shared.contracts.codes import EligibilityDecision
from shared.contracts.screening import replaying as contract
from shared.kernel.clock import local_day

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Different:
    """One referral that would come out otherwise, and the rules that say so on either side."""

    referral_id: UUID
    case_id: UUID
    was: str
    would_be: str
    rules: tuple[str, ...]
    restrictions: tuple[str, ...]
    """Those that would fall away and those that would be new; a decision may stay the same."""


@dataclass(slots=True)
class Replayed:
    """What a replay found. Exceptions are compared by what the rules said, without them.

    Same decision, other restrictions is another answer, but not another decision: it is kept apart.
    """

    looked_at: int = 0
    exceptions: int = 0
    by_their_own: int = 0
    different: list[Different] = field(default_factory=list)
    by_decision: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    restricted: list[Different] = field(default_factory=list)
    by_restriction: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)


def replay_policy(
    runtime: Runtime, _context: Context, request: contract.ReplayPolicy
) -> contract.PolicyReplayed:
    """Say what a version, a draft too, would have decided. Raises ``NotFound``."""
    place_before = request.after
    after = (place_before.received_on, place_before.referral_id) if place_before else None
    found = Replayed()
    with runtime.store.reading() as connection:
        policy = version_named(connection, request.version)
        past = Past(policy, request.from_on, request.to_on, after)
        place = replay_some(connection, past, request.at_most, found)
    return contract.PolicyReplayed(
        looked_at=found.looked_at,
        exceptions=found.exceptions,
        by_their_own=found.by_their_own,
        different=tuple(_view(one) for one in (*found.different, *found.restricted)),
        next=contract.Place(received_on=place[0], referral_id=place[1]) if place else None,
    )


def _view(one: Different) -> contract.DifferentView:
    return contract.DifferentView(
        referral_id=one.referral_id,
        case_id=one.case_id,
        was=EligibilityDecision(one.was),
        would_be=EligibilityDecision(one.would_be),
        rules=one.rules,
        restrictions=one.restrictions,
    )


def replay_some(
    connection: Connection, past: Past, at_most: int, found: Replayed
) -> tuple[date, UUID] | None:
    """Decide the next referrals of the past by the version; return the place to go on after.

    Each as on the day of the decision that stands, so that what waits for a date waits here too.
    A version of one pathway is tried on that pathway's referrals only; any other version leaves
    those out that a version of their own pathway judges.
    """
    policy = past.policy
    own = [one.about for one in read_policies(connection) if one.about.pathway is not None]
    page = page_of(connection, past, at_most + 1)
    standing = standing_decisions(connection, [row.referral_id for row in page[:at_most]])
    for row in page[:at_most]:
        decided = standing.get(row.referral_id)
        if decided is None:
            continue
        day = local_day(decided.decided_at)
        if policy.about.pathway is None and any(
            one.pathway == row.pathway and one.judges(row.received_on, day) for one in own
        ):
            found.by_their_own += 1
            continue
        _compare(found, row, decided, eligibility_of(json.loads(row.facts), policy, day))
    if len(page) <= at_most:
        return None
    return page[at_most - 1].received_on, page[at_most - 1].referral_id


def _compare(found: Replayed, referral: Any, decided: Any, now: Eligibility) -> None:
    found.looked_at += 1
    was, restrictions = decided.decision, set(decided.restrictions.split(",")) - {""}
    if decided.exception:
        found.exceptions += 1
        was, restrictions = _without_exception(json.loads(decided.results))
    if (was, restrictions) == (now.decision.value, set(now.restrictions)):
        return
    one = Different(
        referral.referral_id,
        referral.case_id,
        was,
        now.decision.value,
        _news(set(decided.rules.split(",")) - {""}, now.rules),
        _news(restrictions, now.restrictions),
    )
    if one.was == one.would_be:
        found.restricted.append(one)
        found.by_restriction[(was, one.restrictions)] += 1
        return
    found.different.append(one)
    found.by_decision[(was, one.would_be)] += 1
    found.by_rule.update(one.rules)


def _news(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    was, now = set(before), set(after)
    return (
        *(f"no longer {name}" for name in sorted(was - now)),
        *(f"now {name}" for name in sorted(now - was)),
    )


def _without_exception(results: list[dict[str, Any]]) -> tuple[str, set[str]]:
    """Return what the rules said of a referral that a manager let go on."""
    strictest = max(
        (EligibilityDecision(one["outcome"]) for one in results), key=STRICTNESS.__getitem__
    )
    return strictest.value, {code for one in results for code in one.get("restrictions", ())}
