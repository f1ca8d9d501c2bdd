"""Which people nobody has contacted yet, by the limit that the contact would meet (INT-13).

A limit that a first contact meets ends with the first attempt that is recorded: whoever could not
be reached is the work of the contact path from then on, with its own clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.store import enquiries, waiting
from services.intake.store.limits import not_contacted
from services.intake.use_cases.dimensions import Limited, is_enhanced, limits_of
from services.intake.use_cases.visibility import sight_of
from shared.contracts.intake.limits import Limit, Limits, ListLimits
from shared.contracts.intake.people import OffenceDetails

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

MET_BY_CONTACT = frozenset({"restorative-justice-information", "first-contact-by-coordinator"})


def limits(uow: UnitOfWork, request: ListLimits) -> Limits:
    """Return the referrals of open cases without any contact, and the first limit of each.

    A case whose referral cannot be opened is named apart: it hides no other, and is not left out.
    """
    rows = not_contacted(uow.connection, sight_of(uow.actor), request.limit)
    uow.keys.prime(row.case_id for row in rows)
    overrides = enquiries.newest_overrides(uow.connection, [row.referral_id for row in rows])
    holds: dict[UUID, list[Any]] = {}
    for hold in waiting.holds_of(uow.connection, *(row.case_id for row in rows)):
        holds.setdefault(hold.case_id, []).append(hold)
    found: list[Limit] = []
    not_opened = []
    for row in rows:
        told = uow.keys.open_or_none(row.case_id, row.details, "referrals.details")
        if told is None:
            not_opened.append(row.case_id)
            continue
        enhanced = is_enhanced(row, overrides.get(row.referral_id))
        held = holds.get(row.case_id, [])
        found += _first(uow, row, json.loads(told), held, enhanced=enhanced)
    return Limits(limits=tuple(found), not_opened=tuple(not_opened))


def _first(
    uow: UnitOfWork, row: Any, told: dict[str, Any], holds: list[Any], *, enhanced: bool
) -> Iterator[Limit]:
    asked = Limited(row, told, OffenceDetails.model_validate(told["offence"]))
    on_hold = any(hold.resumed_at is None for hold in holds)
    for one in limits_of(uow, asked, holds, enhanced=enhanced):
        if one.code in MET_BY_CONTACT:
            about = {"case_id": row.case_id, "referral_id": row.referral_id, "on_hold": on_hold}
            yield Limit(**about, **one.model_dump())
            return
