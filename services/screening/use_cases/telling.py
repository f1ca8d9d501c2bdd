"""Announcing, and ending the leases over facts that the announcement changes (ADR 8)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.screening.store import risk, risk_reviews
from services.screening.store.risk_policies import review_policies
from services.screening.store.risk_templates import criteria_in_force
from shared.contracts.codes import MODES_BETWEEN_PARTIES
from shared.contracts.screening.events import (
    ContactBarredV1,
    EligibilityDecidedV1,
    RiskAssessmentSignedOffV1,
    RiskReviewDueV1,
    SafeguardingConcernRaisedV1,
)
from shared.leases import register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shared.messaging.unit_of_work import UnitOfWork

ENDING = (
    ContactBarredV1,
    EligibilityDecidedV1,
    RiskAssessmentSignedOffV1,
    RiskReviewDueV1,
    SafeguardingConcernRaisedV1,
)
"""What changes what stands. A lifted bar does not: it only opens what was closed."""

Telling = (
    EligibilityDecidedV1
    | RiskAssessmentSignedOffV1
    | RiskReviewDueV1
    | ContactBarredV1
    | SafeguardingConcernRaisedV1
)


def tell(uow: UnitOfWork, event: Telling) -> None:
    """Announce an event and, in the same transaction, end the leases of its case."""
    register.end(uow, event.case_id, event.type())
    uow.announce(event)


def ask_for_review(
    uow: UnitOfWork,
    case_id: UUID,
    strand_ids: Iterable[UUID],
    trigger: str,
    *,
    stale: frozenset[str] | None = None,
) -> tuple[UUID, ...]:
    """Open a dated review of every strand named that has an assessment, signed or not (5.4)."""
    assessed = [one for one in strand_ids if risk.newest(uow.connection, one) is not None]
    return open_reviews(uow, case_id, assessed, trigger, stale=stale) if assessed else ()


def open_reviews(
    uow: UnitOfWork,
    case_id: UUID,
    strand_ids: Iterable[UUID],
    trigger: str,
    *,
    note: str | None = None,
    stale: frozenset[str] | None = None,
) -> tuple[UUID, ...]:
    """Open a dated review of every strand named, assessed or not.

    Contact waits for it, from now, where a marked factor has gone stale; ``stale`` says which
    ones did when policy cannot know. A draft that was written before cannot be signed any more.
    """
    policy, marked = review_policies()[trigger], criteria_in_force(uow.connection).must_answer
    old = policy.stale_in(marked) if stale is None else stale & marked
    opened: list[UUID] = []
    for strand_id in strand_ids:
        review_id = uow.ids.new()
        due_on = uow.today() + timedelta(days=policy.due_in_days)
        row = {
            "review_id": review_id,
            "case_id": case_id,
            "strand_id": strand_id,
            "trigger": trigger,
            "due_on": due_on,
            "raised_at": uow.now(),
            "raised_by": uow.actor.id,
            "blocks_contact": bool(old),
            "stale": ",".join(sorted(old)),
            "note": uow.keys.seal(case_id, note, "risk_reviews.note") if note else None,
        }
        risk_reviews.add_review(uow.connection, row)
        opened.append(review_id)
        tell(
            uow,
            RiskReviewDueV1(
                case_id=case_id,
                strand_id=strand_id,
                trigger=trigger,
                blocks_contact=bool(old),
                due_on=due_on,
            ),
        )
    return tuple(opened)


def plan_reviews(uow: UnitOfWork, row: Any, on: date | None) -> None:
    """Put down the days by which a strand is reviewed; from each on contact waits (5.4).

    At the latest so many weeks from now as policy says: an author may ask for an earlier day, not
    for a later one. And on the day after each order ends that is still to begin and forbids what
    the assessment permits, so that contact does not begin again by itself.

    Nothing is announced: the days are not there yet, and the gate asks screening.
    """
    latest = uow.today() + timedelta(days=review_policies()["weeks_since_review"].due_in_days)
    _plan(uow, row, "weeks_since_review", min(on or latest, latest))
    for day in sorted(_ends_to_come(uow, row)):
        _plan(uow, row, "order_ended", day)


def _ends_to_come(uow: UnitOfWork, row: Any) -> set[date]:
    permitted = {mode.value for mode in MODES_BETWEEN_PARTIES} & set(
        json.loads(row.modes_permitted)
    )
    return {
        bar.until_on + timedelta(days=1)
        for bar in risk.bars_of(uow.connection, row.case_id)
        if bar.lifted_at is None
        and bar.strand_id in (None, row.strand_id)
        and bar.until_on is not None
        and bar.until_on >= uow.today()
        and permitted & set(bar.modes.split(","))
    }


def _plan(uow: UnitOfWork, row: Any, trigger: str, due_on: date) -> None:
    marked, policy = criteria_in_force(uow.connection).must_answer, review_policies()[trigger]
    review = {
        "review_id": uow.ids.new(),
        "case_id": row.case_id,
        "strand_id": row.strand_id,
        "trigger": trigger,
        "due_on": due_on,
        "raised_at": uow.now(),
        "raised_by": uow.actor.id,
        "blocks_contact": policy.blocks(marked),
        "stale": ",".join(sorted(policy.stale_in(marked))),
    }
    risk_reviews.add_review(uow.connection, review)
