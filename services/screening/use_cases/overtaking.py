"""Decisions that time has overtaken: a new version, a date that came, an exception that ran out.

Found and taken again when a manager asks or approves a version, and always before the safety gate
is told what stands: no overtaken decision opens it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.screening.domain.eligibility import policy_on
from services.screening.store import cases, eligibility
from services.screening.store.policy_versions import policies
from services.screening.use_cases.deciding import decide
from services.screening.use_cases.telling import ask_for_review
from shared.contracts.screening.eligibility import BringUpToDate, BroughtUpToDate
from shared.contracts.screening.eligibility_codes import Because

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def bring_up_to_date(uow: UnitOfWork, request: BringUpToDate) -> BroughtUpToDate:
    """Decide again, in open cases, what was overtaken; a long list takes several calls."""
    found = _overtaken(uow, eligibility.standing_of_open(uow.connection))
    for row, because in found[: request.at_most]:
        _again(uow, row, because)
    decided = min(len(found), request.at_most)
    uow.audit("eligibility_brought_up_to_date", subject="screening/eligibility", decided=decided)
    return BroughtUpToDate(decided=decided, left=len(found) - decided)


def catch_up(uow: UnitOfWork, case_id: UUID) -> None:
    """Decide again what was overtaken in one case."""
    rows = eligibility.standing_of_open(uow.connection, case_id)
    for row, because in _overtaken(uow, rows):
        _again(uow, row, because)


def _again(uow: UnitOfWork, row: Any, because: Because) -> None:
    cases.lock_case(uow.connection, row.case_id)
    referral = cases.find_referral(uow.connection, row.case_id, row.referral_id)
    assert referral is not None
    decided = decide(uow, referral, because)
    if because is Because.POLICY_CHANGED and decided.changed:
        strands = [one.strand_id for one in cases.strands_of(uow.connection, row.case_id)]
        ask_for_review(uow, row.case_id, strands, "policy_changed")


def _overtaken(uow: UnitOfWork, rows: list[Any]) -> list[tuple[Any, Because]]:
    known, today = policies(uow.connection), uow.today()
    found = []
    for row in rows:
        now = policy_on(known, row.received_on, row.pathway, today)
        if row.policy_version != now.version:
            found.append((row, Because.POLICY_CHANGED))
        elif row.exception and row.review_on is not None and row.review_on < today:
            found.append((row, Because.EXCEPTION_ENDED))
        elif _date_reached(row, today):
            found.append((row, Because.DATE_REACHED))
    return found


def _date_reached(row: Any, today: date) -> bool:
    days = [one.get("waits_until") for one in json.loads(row.results)]
    return any(day is not None and date.fromisoformat(day) <= today for day in days)
