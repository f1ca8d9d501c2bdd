"""Reviews of risk: raised by staff, listed as dated tasks, finished (RSK-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.screening.domain.risk_reviews import RaisedBy
from services.screening.domain.risk_signing import paths_of
from services.screening.store import cases, risk, risk_reviews, risk_templates
from services.screening.store.risk_policies import review_policies
from services.screening.use_cases.seeing import require_sight, require_strand, take_case
from services.screening.use_cases.telling import ask_for_review, open_reviews
from shared.contracts.base import Nothing
from shared.contracts.screening import risk_rpc, rpc
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.security.permissions import CASE_STAFF

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from shared.contracts.screening.decision_view import DecisionView
    from shared.contracts.screening.risk_codes import SpecialistPath
    from shared.messaging.unit_of_work import UnitOfWork

    Recording = Callable[[UnitOfWork, rpc.RecordFacts], DecisionView]


def raise_review(uow: UnitOfWork, request: risk_rpc.RaiseRiskReview) -> risk_rpc.RiskReviewRaised:
    """Say that something happened of which no service tells; contact waits where policy says so.

    It stands also before the first assessment, which must know of it: what somebody reported is not
    lost. What asks for a review only when it comes again (a missed appointment) is counted from the
    last sign-off.
    """
    policy = review_policies().get(request.trigger)
    if policy is None or policy.by is RaisedBy.DATE:
        raise InvalidInput("trigger-unknown", (Fault("trigger", "unknown"),))
    take_case(uow, request.case_id)
    if request.strand_id is not None:
        require_strand(uow, request.case_id, request.strand_id)
    every = [one.strand_id for one in cases.strands_of(uow.connection, request.case_id)]
    concerned = every if request.strand_id is None else [request.strand_id]
    if policy.after_times > 1:
        concerned = [one for one in concerned if _often(uow, request, one, policy.after_times)]
    uow.audit("risk_review_raised", subject=f"case/{request.case_id}", trigger=request.trigger)
    opened = open_reviews(uow, request.case_id, concerned, request.trigger, note=request.note)
    marked = risk_templates.criteria_in_force(uow.connection).must_answer
    return risk_rpc.RiskReviewRaised(
        review_ids=opened, blocks_contact=bool(opened) and policy.blocks(marked)
    )


def list_reviews(uow: UnitOfWork, request: risk_rpc.ListRiskReviews) -> risk_rpc.RiskReviews:
    """Return the reviews that are not done; a facilitator is told those of their own cases."""
    if request.case_id is not None:
        require_sight(uow, request.case_id)
    theirs = None if request.case_id or uow.actor.has_any(CASE_STAFF) else uow.actor.id
    rows = risk_reviews.open_reviews(
        uow.connection, request.case_id, request.limit, facilitated_by=theirs
    )
    for case_id in {row.case_id for row in rows}:
        uow.audit("risk_reviews_read", subject=f"case/{case_id}")
    return risk_rpc.RiskReviews(reviews=tuple(_review(uow, row) for row in rows))


def _review(uow: UnitOfWork, row: Any) -> risk_rpc.RiskReviewView:
    """Show a review. One whose note cannot be opened stands in the list all the same."""
    note = uow.keys.open_or_none(row.case_id, row.note, "risk_reviews.note")
    return risk_rpc.RiskReviewView(
        review_id=row.review_id,
        case_id=row.case_id,
        strand_id=row.strand_id,
        trigger=row.trigger,
        stale=tuple(code for code in row.stale.split(",") if code),
        blocks_contact=row.blocks_contact,
        raised_at=row.raised_at,
        due_on=row.due_on,
        overdue=row.due_on < uow.today(),
        note=note,
        opened=row.note is None or note is not None,
    )


def finish_review(uow: UnitOfWork, request: risk_rpc.FinishRiskReview) -> Nothing:
    """Finish a review that does not stop contact; one that does ends with a new signed version."""
    take_case(uow, request.case_id)
    row = risk_reviews.find_review(uow.connection, request.case_id, request.review_id)
    if row is None:
        raise NotFound("review-unknown", review=request.review_id)
    if row.blocks_contact:
        raise Refused("new-version-needed", review=request.review_id)
    note = uow.keys.seal(request.case_id, request.note, "risk_reviews.done_note")
    risk_reviews.finish(uow.connection, request.review_id, by=uow.actor.id, at=uow.now(), note=note)
    uow.audit("risk_review_finished", subject=f"case/{request.case_id}", review=request.review_id)
    return Nothing()


def watch_for_disclosures(record: Recording) -> Recording:
    """Return the recording of facts, followed by a review of each specialist path it opened."""

    def recorded(uow: UnitOfWork, request: rpc.RecordFacts) -> DecisionView:
        before = paths_open(uow, request.case_id)
        decided = record(uow, request)
        review_new_paths(uow, request.case_id, before)
        return decided

    return recorded


def review_new_paths(uow: UnitOfWork, case_id: UUID, before: frozenset[SpecialistPath]) -> None:
    """Ask for a review of every strand for each specialist path that was not open before."""
    criteria = risk_templates.criteria_in_force(uow.connection)
    strands = [one.strand_id for one in cases.strands_of(uow.connection, case_id)]
    for path in sorted(paths_open(uow, case_id) - before):
        ask_for_review(uow, case_id, strands, criteria.paths[path].disclosed)


def paths_open(uow: UnitOfWork, case_id: UUID) -> frozenset[SpecialistPath]:
    """Return the specialist paths that the facts of the case open."""
    criteria = risk_templates.criteria_in_force(uow.connection)
    return paths_of(risk.facts_of_case(uow.connection, case_id), criteria)


def _often(uow: UnitOfWork, request: risk_rpc.RaiseRiskReview, strand_id: UUID, times: int) -> bool:
    row = {
        "report_id": uow.ids.new(),
        "case_id": request.case_id,
        "strand_id": strand_id,
        "trigger": request.trigger,
        "reported_by": uow.actor.id,
        "reported_at": uow.now(),
    }
    risk_reviews.add_report(uow.connection, row)
    standing = risk.in_force(uow.connection, strand_id) or risk.newest(uow.connection, strand_id)
    if standing is None:
        return False
    since = standing.drafted_at
    return risk_reviews.reported(uow.connection, strand_id, request.trigger, since) >= times
