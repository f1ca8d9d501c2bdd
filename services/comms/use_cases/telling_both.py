"""An agreement is given to both parties: what it may not tell either of them of the other (F1).

Each side reads what the other undertakes, and often where and with whom. So every undertaking, and
what happens if it is broken, is looked through by what would identify either side. A whereabouts or
a contact that is known blocks; a name, or what only looks like one, is answered in writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain.leaks import find_leaks
from services.comms.domain.leaks.findings import Leak, Severity
from services.comms.store import relay_tables as t
from services.comms.store import rows
from services.comms.use_cases.agreeing import (
    breach_route_of,
    require_agreement,
    text_hash_now,
    undertakings_of,
)
from services.comms.use_cases.writing import identifying_terms
from shared.contracts.codes import Side
from shared.contracts.comms.agreements import AgreementChecked, AgreementFinding, CheckAgreement
from shared.kernel.errors import Fault, InvalidInput, Refused

if TYPE_CHECKING:
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

Known = tuple[tuple[str, str], ...]
_ANSWER = "agreement_checks.may_be_told"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in one of an agreement's texts: its place among them, its id, what it is."""

    place: int
    finding_id: UUID
    leak: Leak

    @property
    def blocks(self) -> bool:
        """Whether the words must change before anybody is given them."""
        return self.leak.severity is Severity.BLOCKS


def check_agreement(
    runtime: Runtime, context: Context, request: CheckAgreement
) -> AgreementChecked:
    """Look through an agreement's words by what intake knows now, and keep why they may stand.

    Raises:
        Refused: ``agreement-tells``, where a known whereabouts or contact stands in it, whatever is
            answered.
        InvalidInput: ``agreement-unanswered``, where something is found and no answer is given.
        Unavailable: intake does not answer. Then nothing was checked, and nothing leaves.

    """
    known = known_of(runtime, context, request.case_id, request.agreement_id)
    with runtime.transaction(context) as uow:
        row = require_agreement(uow, request.case_id, request.agreement_id)
        found = findings_in(uow, row, known)
        _require_none_blocks(row, found)
        if unanswered(uow, row, found):
            if request.may_be_told is None:
                raise InvalidInput("agreement-unanswered", (Fault("may_be_told", "missing"),))
            _keep(uow, row, found, request.may_be_told)
        uow.audit(
            "agreement_checked",
            subject=f"case/{request.case_id}",
            agreement=request.agreement_id,
            findings=len(found),
        )
        return AgreementChecked(findings=tuple(_view(one) for one in found))


def _require_none_blocks(row: Any, found: Iterable[Found]) -> None:
    if blocking := sorted({f"{one.place}:{one.leak.kind}" for one in found if one.blocks}):
        raise Refused("agreement-tells", agreement=row.agreement_id, found=",".join(blocking))


def known_of(runtime: Runtime, context: Context, case_id: UUID, agreement_id: UUID) -> Known:
    """Return what would identify either side of an agreement's strand to the other."""
    with runtime.transaction(context.with_(mark=None)) as uow:
        strand = require_agreement(uow, case_id, agreement_id).strand_id
    sides = (identifying_terms(runtime, context, case_id, strand, side) for side in Side)
    return tuple(dict.fromkeys(term for told in sides for term in told))


def findings_in(uow: UnitOfWork, row: Any, known: Known) -> tuple[Found, ...]:
    """Return every finding in an agreement's words as they are stored."""
    texts = [one.text for one in undertakings_of(uow, row)]
    texts += [text for text in [breach_route_of(uow, row)] if text]
    hash_ = text_hash_now(uow, row) or str(row.agreement_id)
    return tuple(_found(texts, known, hash_))


def require_told(uow: UnitOfWork, row: Any, known: Known) -> None:
    """Refuse what would tell one side of the other, or of which nobody has answered that it may.

    Raises ``Refused``: ``agreement-tells`` where words must change, ``agreement-unchecked`` where
    somebody must say why they may stand.
    """
    found = findings_in(uow, row, known)
    _require_none_blocks(row, found)
    if unanswered(uow, row, found):
        raise Refused("agreement-unchecked", agreement=row.agreement_id)


def unanswered(uow: UnitOfWork, row: Any, found: Iterable[Found]) -> tuple[Found, ...]:
    """Return the findings that nobody has answered, in this check or an earlier one."""
    kept = rows.listed(uow.connection, t.agreement_checks, "at", agreement_id=row.agreement_id)
    answered = {one for check in kept for one in check.findings.split(",")}
    return tuple(one for one in found if str(one.finding_id) not in answered)


def _found(texts: Sequence[str], known: Known, hash_: str) -> Iterable[Found]:
    for place, text in enumerate(texts):
        for leak in find_leaks(text, known):
            yield Found(place, leak.key(f"{hash_}|{place}"), leak)


def _keep(uow: UnitOfWork, row: Any, found: tuple[Found, ...], may_be_told: str) -> None:
    check = {
        "check_id": uow.ids.new(),
        "agreement_id": row.agreement_id,
        "case_id": row.case_id,
        "findings": ",".join(sorted({str(one.finding_id) for one in found})),
        "may_be_told": uow.keys.seal(row.case_id, may_be_told, _ANSWER),
        "by_user": uow.actor.id,
        "at": uow.now(),
    }
    rows.add(uow.connection, t.agreement_checks, check)


def _view(one: Found) -> AgreementFinding:
    return AgreementFinding(
        place=one.place,
        start=one.leak.start,
        end=one.leak.end,
        kind=one.leak.kind,
        why=one.leak.why.value,
    )
