"""One referral's dimensions, each kept apart, its deadlines, and priority against the rule."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.deadlines import deadlines
from services.intake.domain.offences import home_office_groups
from services.intake.store import cases, enquiries, referrals, waiting
from services.intake.store.cases import CaseRecord
from services.intake.store.policies import deadline_rules, working_time
from services.intake.use_cases.people import opened, sealed
from services.intake.use_cases.telling import tell
from services.intake.use_cases.visibility import visible_case
from shared.contracts.base import Nothing
from shared.contracts.intake.entry import (
    AskReferral,
    AskReferrals,
    DeadlineView,
    OverridePriority,
    Referrals,
    ReferralView,
)
from shared.contracts.intake.events import PriorityOverriddenV1
from shared.contracts.intake.people import OffenceDetails
from shared.contracts.intake.rpc import ReferralAccepted
from shared.kernel.clock import local_day
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_TOLD = (
    "initiated_by", "source", "channel", "heard_via", "pathway", "scheme", "contract",
    "arrived_on", "original_received_on", "prior_provider", "prior_contract", "not_filled_in",
    "disposal", "rj_is_condition", "update_cadence",
)  # fmt: skip


def referral(uow: UnitOfWork, request: AskReferral) -> ReferralView:
    """Return a referral without names (INT-01 to INT-07, INT-18, INT-22)."""
    case = visible_case(uow, request.case_id)
    return _view(uow, case, _referral_row(uow, request.case_id, request.referral_id))


def referrals_of_case(uow: UnitOfWork, request: AskReferrals) -> Referrals:
    """Return every referral of a case without names, oldest first."""
    case = visible_case(uow, request.case_id)
    found = referrals.page_of_referrals(
        uow.connection, request.case_id, after=request.after, limit=request.limit
    )
    return Referrals(
        referrals=tuple(_view(uow, case, row) for row in found.rows), next_page=found.next_page
    )


def _view(uow: UnitOfWork, case: CaseRecord, row: Any) -> ReferralView:
    told = json.loads(uow.keys.open(case.case_id, row.details, "referrals.details"))
    answer = _answer(uow, row)
    offence = OffenceDetails.model_validate(told["offence"])
    reasons = tuple(filter(None, (row.priority_reasons or "").split(",")))
    override = enquiries.newest_override(uow.connection, row.referral_id)
    enhanced = is_enhanced(row, override)
    holds = waiting.holds_of(uow.connection, row.case_id)
    home, work = _boroughs(uow, answer)
    return ReferralView(
        **{name: told[name] for name in _TOLD if told.get(name) is not None},
        referral_id=row.referral_id,
        case_id=case.case_id,
        reference=case.reference,
        door=row.door,
        agency=row.agency,
        received_at=row.received_at,
        crime_types=offence.crime_types,
        crime_type_known=offence.crime_type_known,
        home_office_groups=home_office_groups(offence.crime_types),
        flags=tuple(flag.value for flag in offence.flags),
        asked=None if offence.asked is None else tuple(flag.value for flag in offence.asked),
        proceedings=offence.proceedings.value,
        home_boroughs=home,
        work_boroughs=work,
        place_borough=offence.place_borough,
        enhanced_priority=enhanced,
        priority_reasons=reasons,
        priority_version=row.priority_version,
        priority_overridden=override is not None,
        deadlines=tuple(limits_of(uow, Limited(row, told, offence), holds, enhanced=enhanced)),
        warnings=answer.warnings,
    )


def override_priority(uow: UnitOfWork, request: OverridePriority) -> Nothing:
    """Give or take enhanced priority against the rule; the note says why (INT-06).

    Raises:
        NotFound: no such case or referral.
        Refused: ``priority-unchanged``.

    """
    visible_case(uow, request.case_id)
    row = _referral_row(uow, request.case_id, request.referral_id)
    standing = enquiries.newest_override(uow.connection, request.referral_id)
    now_enhanced = is_enhanced(row, standing)
    if now_enhanced == request.enhanced:
        raise Refused("priority-unchanged", referral=request.referral_id)
    override = {
        "override_id": uow.ids.new(),
        "case_id": request.case_id,
        "referral_id": request.referral_id,
        "enhanced": request.enhanced,
        "note": sealed(uow, request.case_id, request.note, "priority_overrides.note"),
        "decided_by": uow.actor.id,
        "decided_at": uow.now(),
    }
    enquiries.add_override(uow.connection, override)
    event = PriorityOverriddenV1(
        case_id=request.case_id,
        referral_id=request.referral_id,
        enhanced_priority=request.enhanced,
        overridden_at=uow.now(),
    )
    tell(uow, request.case_id, event)
    uow.audit(
        "priority.overridden",
        subject=f"case/{request.case_id}",
        referral=request.referral_id,
        enhanced=request.enhanced,
    )
    return Nothing()


def _referral_row(uow: UnitOfWork, case_id: UUID, referral_id: UUID) -> Any:
    if referral_id not in cases.referral_ids(uow.connection, case_id):
        raise NotFound("referral-unknown", referral=referral_id)
    return referrals.referral_by_id(uow.connection, referral_id)


def _answer(uow: UnitOfWork, row: Any) -> ReferralAccepted:
    text = uow.keys.open(row.case_id, row.answer, "referrals.answer")
    return ReferralAccepted.model_validate_json(text)


def _boroughs(uow: UnitOfWork, answer: ReferralAccepted) -> tuple[tuple[str, ...], tuple[str, ...]]:
    mine = {one.person_id for one in answer.participants}
    rows = referrals.persons_of(uow.connection, answer.case_id)
    people = [opened(uow, row) for row in rows if row.person_id in mine]
    home = {person.home_borough for person in people if person.home_borough}
    work = {person.work_borough for person in people if person.work_borough}
    return tuple(sorted(home)), tuple(sorted(work))


def is_enhanced(row: Any, override: Any) -> bool:
    """Whether a referral has enhanced priority: by the rule, or as somebody decided against it."""
    return bool(row.priority_reasons) if override is None else bool(override.enhanced)


@dataclass(frozen=True, slots=True)
class Limited:
    """A referral whose limits are asked for: its row, and what lies sealed in it."""

    row: Any
    told: dict[str, Any]
    offence: OffenceDetails

    def starts(self) -> dict[str, date]:
        """Return the day of each starting point that is known."""
        arrived = self.told.get("arrived_on")
        received = date.fromisoformat(arrived) if arrived else local_day(self.row.received_at)
        sentenced = self.offence.sentenced_on
        return {"received": received} | ({"sentenced": sentenced} if sentenced else {})


def limits_of(
    uow: UnitOfWork, referral: Limited, holds: Sequence[Any], *, enhanced: bool
) -> Iterator[DeadlineView]:
    """Return every limit of a referral, the earliest first; days on hold do not count (HLD-07)."""
    working, today = working_time(), uow.today()
    starts, stopped = referral.starts(), _held_days(holds, today)
    for one in deadlines(
        deadline_rules(), working, starts=starts, enhanced=enhanced, stopped=stopped
    ):
        late = today > one.due_on
        left = (
            -working.days_between(one.due_on, today)
            if late
            else working.days_between(today, one.due_on)
        )
        yield DeadlineView(
            code=one.code, due_on=one.due_on, working_days_left=left, source=one.source
        )


def _held_days(holds: Sequence[Any], today: date) -> Callable[[date], bool]:
    """Return which days a hold of the whole case stopped its clocks, up to today (HLD-07)."""
    spans = [
        (local_day(hold.held_at), local_day(hold.resumed_at) if hold.resumed_at else today)
        for hold in holds
    ]
    return lambda day: any(held < day <= resumed for held, resumed in spans)
