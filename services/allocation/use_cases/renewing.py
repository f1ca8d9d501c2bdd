"""Whose standing stops a case or ends soon, so that the office renews it in time (ALL-03)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from services.allocation.domain.suitability import standing_reasons, to_renew
from services.allocation.store import standing
from services.allocation.store.policies import criteria
from shared.contracts.allocation.needs import Ending, Renewal, Renewals
from shared.contracts.codes import VolunteerStatus
from shared.security.permissions import CASE_WORKERS, OFFICE

if TYPE_CHECKING:
    from shared.contracts.allocation.needs import ListRenewals
    from shared.messaging.unit_of_work import UnitOfWork

NAMED = 5
"""How many of a facilitator's cases are named."""


def renewals(uow: UnitOfWork, request: ListRenewals) -> Renewals:
    """Return who may not act on an open case of theirs, and whose standing ends soon.

    Whoever is no more than a facilitator is told of themselves alone.
    """
    rules, today = criteria(), uow.today()
    until = today + timedelta(days=rules.notice_days)
    by_case, office = uow.actor.roles & CASE_WORKERS, uow.actor.roles & OFFICE
    only = None if office else uow.actor.id
    found = []
    for one, case_ids in standing.to_look_at(uow.connection, until, rules, only=only):
        reasons = standing_reasons(one, today, rules) if case_ids else ()
        active = one.status is VolunteerStatus.ACTIVE
        ending = to_renew(one, until, rules) if active or case_ids else ()
        if reasons or ending:
            renewal = Renewal(
                facilitator_id=one.facilitator_id,
                reasons=reasons,
                ending=tuple(Ending(kind=end.kind, until_on=end.until_on) for end in ending),
                open_cases=len(case_ids),
                case_ids=case_ids[:NAMED] if by_case else (),
            )
            found.append(renewal)
    return Renewals(renewals=tuple(sorted(found, key=_urgency)[: request.limit]))


def _urgency(one: Renewal) -> tuple[bool, date, str]:
    first = one.ending[0].until_on if one.ending else date.min
    return not one.reasons, first, str(one.facilitator_id)
