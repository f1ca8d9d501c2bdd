"""Looking for cases: by their numbers, by whom they are about, and by where they stand.

Whoever looks sees no more than the record check lets them see, a name finds nothing for those who
may not see people, and each case that a name found says in its trail who looked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from services.intake.domain.identifiers import read_identifier
from services.intake.domain.reference import parse_reference
from services.intake.domain.stages import rank_of
from services.intake.store.searching import Sought, search
from services.intake.use_cases.finding import KEY_KINDS
from services.intake.use_cases.likeness import blinded, keys_of_name, keys_of_number
from services.intake.use_cases.reading import summaries
from services.intake.use_cases.visibility import sight_of
from shared.contracts.intake.codes import IdentifierKind
from shared.contracts.intake.searching import CasesFound, SearchCases
from shared.kernel.clock import LONDON
from shared.kernel.errors import Fault, InvalidInput, NotPermitted
from shared.security.permissions import CASE_WORKERS

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def search_cases(uow: UnitOfWork, request: SearchCases) -> CasesFound:
    """Return one page of the cases that fit everything asked.

    Raises:
        NotPermitted: a name, by somebody who may not see people.
        InvalidInput: a name that is not a first and a last name.

    """
    sought = _with_name(uow, request, _with_number(uow, request, _plain(request)))
    found = search(
        uow.connection,
        sought,
        before=request.before,
        limit=request.limit + 1,
        sight=sight_of(uow.actor),
    )
    shown, more = found[: request.limit], len(found) > request.limit
    _audit(uow, request, [one.case_id for one in shown])
    return CasesFound(
        cases=tuple(summaries(uow, shown)), next_page=shown[-1].case_id if more else None
    )


def _plain(request: SearchCases) -> Sought:
    until = request.opened_until
    return Sought(
        ranks=tuple(rank_of(stage) for stage in request.stages),
        on_hold=request.on_hold,
        closed=request.closed,
        outcome=request.outcome,
        source=request.source,
        agency=request.agency,
        waits_on=request.waits_on,
        crime_type=request.crime_type,
        opened_from=_begin_of(request.opened_from) if request.opened_from else None,
        opened_before=_begin_of(until + timedelta(days=1)) if until else None,
    )


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


def _with_number(uow: UnitOfWork, request: SearchCases, sought: Sought) -> Sought:
    if request.number is None:
        return sought
    read = ((kind, read_identifier(kind, request.number).same_as) for kind in IdentifierKind)
    return replace(
        sought,
        by_number=True,
        reference=parse_reference(request.number),
        match_keys=blinded(uow.blind, keys_of_number(request.number)),
        identifier_keys=[uow.blind(KEY_KINDS, f"{kind}|{same}") for kind, same in read if same],
    )


def _with_name(uow: UnitOfWork, request: SearchCases, sought: Sought) -> Sought:
    if request.name is None:
        return sought
    if not uow.actor.has_any(CASE_WORKERS):
        raise NotPermitted("people-not-for-you")
    keys = keys_of_name(request.name)
    if not keys:
        raise InvalidInput("search-invalid", (Fault("name", "first-and-last-name"),))
    return replace(sought, named=blinded(uow.blind, keys))


def _audit(uow: UnitOfWork, request: SearchCases, found: list[object]) -> None:
    """Keep that a person was looked for, in each case found, and that a list left as a file."""
    if request.name is not None or request.number is not None:
        for case_id in found:
            uow.audit("search.read", subject=f"case/{case_id}")
    if request.for_export:
        asked = request.model_dump(mode="json", exclude_none=True, exclude={"name", "number"})
        kept = {name: value for name, value in asked.items() if name not in ("limit", "before")}
        uow.audit("cases.exported", subject="cases", found=len(found), **_as_codes(kept))


def _as_codes(asked: dict[str, object]) -> dict[str, str]:
    return {
        name: ",".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in asked.items()
        if value != []
    }
