"""Interpreters of a case: checked for conflicts against everybody whom intake knows in it, and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.comms.domain.interpreters import conflicts
from services.comms.store import process_tables as t
from services.comms.store import projections, rows
from services.comms.use_cases.seeing import require_sight, require_strand
from shared.contracts.codes import Side
from shared.contracts.comms.meetings import (
    AskInterpreters,
    CheckInterpreter,
    InterpreterChecked,
    Interpreters,
    InterpreterView,
)
from shared.contracts.intake.guard import IDENTIFYING_TERMS, IdentifyingTerms, Terms
from shared.kernel.errors import Unavailable

if TYPE_CHECKING:
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

_NAME = "interpreters.name"


def check_interpreter(
    runtime: Runtime, context: Context, request: CheckInterpreter
) -> InterpreterChecked:
    """Enter an interpreter with every conflict found.

    Raises ``Unavailable`` when intake does not answer: unchecked, nobody is entered.
    """
    with runtime.store.reading() as connection:
        require_sight(connection, context.actor, request.case_id)
        require_strand(connection, request.case_id, request.strand_id)
    names = [name for side in Side for name in _names(runtime, context, request, side)]
    with runtime.transaction(context) as uow:
        return _enter(uow, request, names)


def _names(runtime: Runtime, context: Context, request: CheckInterpreter, side: Side) -> list[str]:
    question = IdentifyingTerms(case_id=request.case_id, strand_id=request.strand_id, of_side=side)
    answer = runtime.ask(IDENTIFYING_TERMS, question, context=context.with_(idempotency_key=None))
    if not isinstance(answer, Terms):
        raise Unavailable("no-answer")
    return [term.text for term in answer.terms if term.kind == "name"]


def _enter(uow: UnitOfWork, request: CheckInterpreter, names: list[str]) -> InterpreterChecked:
    projections.lock_case(uow.connection, request.case_id)
    require_sight(uow.connection, uow.actor, request.case_id)
    entered = rows.listed(uow.connection, t.interpreters, case_id=request.case_id)
    other = [
        uow.keys.open(request.case_id, bytes(row.name), _NAME)
        for row in entered
        if row.side != request.side.value and row.name is not None
    ]
    found = conflicts(
        request.name,
        declares_no_link=request.declares_no_link,
        names_in_case=names,
        other_side=other,
    )
    interpreter_id = uow.ids.new()
    row = {
        **request.model_dump(include={"case_id", "strand_id", "language"}),
        "interpreter_id": interpreter_id,
        "side": request.side.value,
        "name": uow.keys.seal(request.case_id, request.name, _NAME),
        "conflicts": ",".join(found),
        "by_user": uow.actor.id,
        "checked_at": uow.now(),
    }
    rows.add(uow.connection, t.interpreters, row)
    uow.audit(
        "interpreter_checked",
        subject=f"case/{request.case_id}",
        interpreter=interpreter_id,
        conflicts=len(found),
    )
    return InterpreterChecked(interpreter_id=interpreter_id, conflicts=found)


def list_interpreters(uow: UnitOfWork, request: AskInterpreters) -> Interpreters:
    """Return who was checked to interpret in a case, for whom, by whom and when."""
    require_sight(uow.connection, uow.actor, request.case_id)
    found = rows.listed(uow.connection, t.interpreters, "checked_at", case_id=request.case_id)
    uow.audit("interpreters_read", subject=f"case/{request.case_id}", purpose="casework")
    return Interpreters(
        interpreters=tuple(
            InterpreterView(
                interpreter_id=row.interpreter_id,
                strand_id=row.strand_id,
                side=Side(row.side),
                language=row.language,
                name=uow.keys.open_or_none(request.case_id, row.name, _NAME),
                conflicts=tuple(filter(None, row.conflicts.split(","))),
                checked_by=row.by_user,
                checked_at=row.checked_at,
            )
            for row in found
        )
    )
