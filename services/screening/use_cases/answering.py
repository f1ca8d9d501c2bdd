"""Why a referral was decided as it was, whole and in words; and what changed, until it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from services.screening.store import eligibility
from services.screening.use_cases.deciding import RATIONALE, view_of
from services.screening.use_cases.explaining import changes
from services.screening.use_cases.seeing import require_sight, take_case
from services.screening.use_cases.versioning import summary
from shared.contracts.base import Nothing
from shared.contracts.codes import EligibilityDecision as Decision
from shared.contracts.screening import eligibility as contract
from shared.kernel.clock import local_day
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from shared.contracts.screening.decision_view import DecisionView, RuleResult
    from shared.messaging.unit_of_work import UnitOfWork

Row = dict[str, Any]
_SAID = {
    Decision.PROCEED: "It may proceed",
    Decision.PROCEED_WITH_RESTRICTION: "It may proceed with a restriction",
    Decision.DEFER: "It was deferred",
    Decision.REFER_ON: "It was referred on",
    Decision.DECLINE: "It was declined",
}


def why_decided(uow: UnitOfWork, request: contract.AskWhy) -> contract.Why:
    """Return the decision that stood on a day (today's without one) and all that led to it.

    Raises:
        NotFound: no such case or referral for this actor, or nothing was decided by then.
        InvalidInput: ``referral-needed``, where several referrals of the case were decided by then:
            the answer about one of them would be taken for the case's.

    """
    require_sight(uow, request.case_id)
    rows = [
        row
        for row in eligibility.decisions_of(uow.connection, request.case_id)
        if request.referral_id in (None, row["referral_id"])
    ]
    standing = [row for row in rows if _by(row, request.on)]
    if not standing:
        raise NotFound("nothing-decided", case=request.case_id)
    if len({row["referral_id"] for row in standing}) > 1:
        raise InvalidInput("referral-needed", (Fault("referral_id", "missing"),))
    found = standing[0]
    history = [row for row in rows if row["referral_id"] == found["referral_id"]]
    at = history.index(found)
    before = history[at + 1] if at + 1 < len(history) else None
    after = history[at - 1] if at else None
    uow.audit("eligibility_read", subject=f"case/{request.case_id}", purpose="why_decided")
    return _whole(uow, found, before, after)


def _by(row: Row, day: date | None) -> bool:
    return day is None or local_day(row["decided_at"]) <= day


def _whole(uow: UnitOfWork, row: Row, before: Row | None, after: Row | None) -> contract.Why:
    decision, policy = view_of(row), summary(uow, row["policy_version"])
    rationale = None
    if row["rationale"] is not None:
        rationale = uow.keys.open(row["case_id"], row["rationale"], RATIONALE)
    return contract.Why(
        in_words=tuple(_in_words(row, decision, policy, before, after)),
        decision=decision,
        policy=policy,
        rationale=rationale,
        review_on=row["review_on"],
        over_rules=tuple(rule for rule in row["over_rules"].split(",") if rule),
        before=None if before is None else view_of(before),
        told_of_proceedings=_tellings(uow, row["case_id"]),
    )


def _in_words(
    row: Row,
    decision: DecisionView,
    policy: contract.PolicySummary | None,
    before: Row | None,
    after: Row | None,
) -> Iterator[str]:
    since = f", in force since {policy.from_on} ({policy.source})" if policy else ""
    yield (
        f"{_SAID[decision.decision]} on {local_day(decision.decided_at)} under "
        f"{decision.policy_version}{since}; decided by {decision.decided_by}, because: "
        f"{decision.because.value.replace('_', ' ') if decision.because else 'not recorded'}."
    )
    if decision.exception:
        yield f"A manager's exception over {row['over_rules']}, to be reviewed on {row['review_on']}."
    for one in decision.results:
        if one.outcome is not Decision.PROCEED:
            yield from _of_topic(one)
    if before is not None:
        said = "; ".join(changes(before, row)) or "nothing that it was decided by"
        yield f"Since the decision before, of {local_day(before['decided_at'])}: {said}."
    if after is not None:
        yield (
            f"It stood until {local_day(after['decided_at'])}, when it was decided again: "
            f"{after['decision'].replace('_', ' ')}."
        )


def _of_topic(one: RuleResult) -> Iterator[str]:
    yield f"{one.topic or one.rule}: {one.reason} ({one.rule}; {one.source})"
    if one.told:
        yield f"  The referrer is told: {one.told}"
    if one.waits_for or one.waits_until:
        yield f"  It waits for: {one.waits_for.value if one.waits_for else one.waits_until}"
    if one.refer_to:
        yield f"  Referred on to {one.refer_to.where}: {one.refer_to.how}"
    if one.offers:
        yield f"  Offered instead: {' '.join(one.offers)}"


def _tellings(uow: UnitOfWork, case_id: Any) -> tuple[contract.Telling, ...]:
    return tuple(
        contract.Telling(
            person_id=row.person_id, told_on=row.told_on, told_by=row.told_by, method=row.method
        )
        for row in eligibility.tellings_of(uow.connection, case_id)
    )


def record_telling(uow: UnitOfWork, request: contract.RecordTelling) -> Nothing:
    """Record that somebody was told that the process does not affect proceedings (ELG-15)."""
    take_case(uow, request.case_id)
    if request.told_on > uow.today():
        raise Refused("day-ahead")
    row = {
        "telling_id": uow.ids.new(),
        "case_id": request.case_id,
        "person_id": request.person_id,
        "told_on": request.told_on,
        "method": request.method.value,
        "told_by": uow.actor.id,
        "recorded_at": uow.now(),
    }
    eligibility.add_telling(uow.connection, row)
    uow.audit("told_of_proceedings", subject=f"case/{request.case_id}", person=request.person_id)
    return Nothing()


def show_changes(uow: UnitOfWork, request: contract.AskChanges) -> contract.Changes:
    """Return decisions that came out otherwise than before, until somebody has seen them."""
    found = eligibility.unseen_changes(uow.connection, after=request.after, limit=request.limit)
    rows = [row._asdict() for row in found.rows]
    uow.audit("eligibility_changes_read", subject="screening/eligibility", count=len(rows))
    return contract.Changes(
        changes=tuple(
            contract.ChangeView(case_id=row["case_id"], decision=view_of(row)) for row in rows
        ),
        next_page=found.next_page,
    )


def see_change(uow: UnitOfWork, request: contract.SeeChange) -> Nothing:
    """Note that a change was seen, by whom and when. Raises ``NotFound`` where none waits."""
    take_case(uow, request.case_id)
    seen = eligibility.see_change(
        uow.connection, request.case_id, request.decision_id, by=uow.actor.id, at=uow.now()
    )
    if not seen:
        raise NotFound("change-unknown", decision=request.decision_id)
    uow.audit(
        "eligibility_change_seen",
        subject=f"case/{request.case_id}",
        decision=request.decision_id,
    )
    return Nothing()
