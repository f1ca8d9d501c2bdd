"""A referral that waits for facts is somebody's work: a task says which, and by when (ELG-16).

A self-referral is deferred as soon as it comes in, since nobody was asked anything. Without this
nobody would be told, and the person would wait to be called by people who wait for their answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.intake.store import enquiries, referrals, waiting
from services.intake.store.policies import first_contact_days, working_time
from services.intake.use_cases.dimensions import is_enhanced
from services.intake.use_cases.following import follow
from shared.contracts.codes import EligibilityDecision
from shared.contracts.intake.codes import TaskKind

if TYPE_CHECKING:
    from uuid import UUID

    from shared.contracts.envelope import Envelope
    from shared.contracts.screening.events import EligibilityDecidedV1
    from shared.messaging.unit_of_work import UnitOfWork

CAUSE = "referral_deferred"
_WAITS = EligibilityDecision.DEFER


def on_eligibility_decided(
    uow: UnitOfWork, event: EligibilityDecidedV1, envelope: Envelope
) -> None:
    """Raise a task where a referral waits for facts; change it, or end it, with what it waits for.

    It goes to whoever sees the case: it is no one coordinator's. It is due as first contact is,
    counted from the day on which the referral began to wait.
    """
    follow(uow, event, envelope)
    missing = event.missing_facts if event.decision is _WAITS else ()
    open_ = waiting.task_about(uow.connection, event.referral_id)
    if open_ is None and missing:
        waiting.add_tasks(uow.connection, [_task(uow, event)])
    elif open_ is not None:
        changes = {"missing": ",".join(missing)} if missing else _done(uow)
        waiting.change_task(uow.connection, open_.task_id, changes)


def end_with_case(uow: UnitOfWork, case_id: UUID) -> None:
    """Ask for no more facts of a case that closed."""
    waiting.finish_tasks(uow.connection, case_id, _done(uow), kind=TaskKind.ANSWER_FACTS.value)


def _task(uow: UnitOfWork, event: EligibilityDecidedV1) -> dict[str, Any]:
    row = referrals.referral_by_id(uow.connection, event.referral_id)
    override = enquiries.newest_override(uow.connection, event.referral_id)
    days = first_contact_days(enhanced=is_enhanced(row, override))
    return {
        "task_id": uow.ids.new(),
        "case_id": event.case_id,
        "referral_id": event.referral_id,
        "kind": TaskKind.ANSWER_FACTS.value,
        "cause": CAUSE,
        "missing": ",".join(event.missing_facts),
        "raised_at": uow.now(),
        "due_on": working_time().after(uow.today(), days),
    }


def _done(uow: UnitOfWork) -> dict[str, Any]:
    return {"done_at": uow.now(), "done_by": uow.actor.id}
