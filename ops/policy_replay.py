"""Past referrals decided by another version: what would differ from what was decided, by rule."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from services.screening.domain.eligibility import Eligibility, Policy, eligibility_of
from services.screening.domain.policy import STRICTNESS
from services.screening.store.policy_versions import read_policies
from services.screening.store.tables import decisions, referrals
from shared.contracts.codes import EligibilityDecision
from shared.kernel.clock import local_day
from shared.store.engine import Store

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Different:
    """One referral that would come out otherwise, and the rules that say so on either side."""

    referral_id: UUID
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


def replay(store: Store, policy: Policy, from_: date, to: date) -> Replayed:
    """Decide every referral received in these days by ``policy``; the store is only read.

    Each as on the day of the decision that stands, so that what waits for a date waits here too.
    A version of one pathway is tried on that pathway's referrals only; any other version leaves
    those out that a version of their own pathway judges.
    """
    found = Replayed()
    with store.reading() as connection:
        own = [one.about for one in read_policies(connection) if one.about.pathway is not None]
        rows = connection.execution_options(yield_per=BATCH).execute(_past(policy, from_, to))
        for row in rows:
            day = local_day(row.decided_at)
            if policy.about.pathway is None and any(
                one.pathway == row.pathway and one.judges(row.received_on, day) for one in own
            ):
                found.by_their_own += 1
                continue
            _compare(found, row, eligibility_of(json.loads(row.facts), policy, day))
    return found


def _past(policy: Policy, from_: date, to: date) -> Any:
    """Select referrals with the newest decision of each."""
    newest = (
        select(decisions.c.referral_id, func.max(decisions.c.position).label("position"))
        .group_by(decisions.c.referral_id)
        .subquery()
    )
    query = (
        select(
            referrals.c.referral_id,
            referrals.c.facts,
            referrals.c.received_on,
            referrals.c.pathway,
            decisions.c.decided_at,
            decisions.c.decision,
            decisions.c.restrictions,
            decisions.c.rules,
            decisions.c.exception,
            decisions.c.results,
        )
        .join(newest, newest.c.referral_id == referrals.c.referral_id)
        .join(
            decisions,
            and_(
                decisions.c.referral_id == newest.c.referral_id,
                decisions.c.position == newest.c.position,
            ),
        )
        .where(referrals.c.received_on >= from_, referrals.c.received_on <= to)
        .order_by(referrals.c.received_on, referrals.c.referral_id)
    )
    pathway = policy.about.pathway
    return query if pathway is None else query.where(referrals.c.pathway == pathway)


def _compare(found: Replayed, row: Any, now: Eligibility) -> None:
    found.looked_at += 1
    was, restrictions = row.decision, set(row.restrictions.split(",")) - {""}
    if row.exception:
        found.exceptions += 1
        was, restrictions = _without_exception(json.loads(row.results))
    if (was, restrictions) == (now.decision.value, set(now.restrictions)):
        return
    one = Different(
        row.referral_id,
        was,
        now.decision.value,
        _news(set(row.rules.split(",")) - {""}, now.rules),
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
