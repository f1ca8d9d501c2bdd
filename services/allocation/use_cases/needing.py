"""Which cases lost a facilitator, so that the office finds somebody else (ALL-01, ALL-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.allocation.store import needs
from shared.contracts.allocation.needs import CaseInNeed, CasesInNeed

if TYPE_CHECKING:
    from shared.contracts.allocation.needs import ListCasesInNeed
    from shared.messaging.unit_of_work import UnitOfWork

PAIR = 2


def cases_in_need(uow: UnitOfWork, request: ListCasesInNeed) -> CasesInNeed:
    """Return the open cases whose last pair is not whole, the longest waiting first."""
    found = needs.left_without_another(uow.connection, request.limit)
    return CasesInNeed(
        cases=tuple(
            CaseInNeed(
                case_id=case_id,
                since=left[0].released_at,
                reasons=tuple(one.release_reason for one in left),
                remaining=0 if len(left) >= PAIR else 1,
            )
            for case_id, left in found.items()
        )
    )
