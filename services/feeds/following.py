"""What the referring agency is told of a case, strand by strand, as often as it chose (INT-15).

Only what concerns the strands of its own referral: another strand of the same case, or another
agency's referral to it, is nobody's business here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Select, select, update

from services.feeds.joined import note_joined
from services.feeds.merged import note_merged, note_unmerged
from services.feeds.outbound import Telling, tell
from services.feeds.recalling import Recaller
from services.feeds.tables import agency_messages, asked
from services.feeds.withholding import (
    REACHING,
    withhold_erased,
    withhold_of_person,
    withhold_withdrawn,
)
from shared.contracts.allocation.events import FacilitatorsAssignedV1
from shared.contracts.base import Event
from shared.contracts.codes import CaseStage, UpdateCadence
from shared.contracts.comms.events import (
    AgreementReachedV1,
    ConferenceHeldV1,
    PreparationMeetingHeldV1,
    ProcessConcludedV1,
)
from shared.contracts.intake.events import (
    CaseClosedV1,
    CaseErasedV1,
    CaseHeldV1,
    CaseResumedV1,
    CasesJoinedV1,
    ConsentRecordedV1,
    ConsentWithdrawnV1,
    OutcomeRecordedV1,
)
from shared.contracts.intake.identity import PersonsMergedV1, PersonsUnmergedV1
from shared.contracts.screening.events import EligibilityDecidedV1, RiskAssessmentSignedOffV1
from shared.kernel.clock import local_day

if TYPE_CHECKING:
    from services.feeds.book import Book
    from shared.contracts.envelope import Envelope
    from shared.messaging.unit_of_work import UnitOfWork
    from shared.security.key_files import ServiceKeys

STAGES: dict[type[Event], CaseStage] = {
    EligibilityDecidedV1: CaseStage.ELIGIBILITY_DECIDED,
    RiskAssessmentSignedOffV1: CaseStage.RISK_ASSESSED,
    FacilitatorsAssignedV1: CaseStage.ALLOCATED,
    PreparationMeetingHeldV1: CaseStage.PREPARING,
    ConferenceHeldV1: CaseStage.COMMUNICATING,
    AgreementReachedV1: CaseStage.AGREEMENT,
    ProcessConcludedV1: CaseStage.FOLLOW_UP,
}
MEETINGS: tuple[type[Event], ...] = (PreparationMeetingHeldV1, ConferenceHeldV1)
FOLLOWED: tuple[type[Event], ...] = (*STAGES, CaseHeldV1, CaseResumedV1)
INTERVALS = {
    UpdateCadence.WEEKLY: timedelta(days=7),
    UpdateCadence.FORTNIGHTLY: timedelta(days=14),
    UpdateCadence.MONTHLY: timedelta(days=30),
}
_ORDER = tuple(CaseStage)
Row = dict[str, Any]


class Follower:
    """Keeps up with the cases of one feed's referrals, and tells their agencies."""

    def __init__(self, book: Book, keys: ServiceKeys) -> None:
        self._book = book
        self._keys = keys
        self.recaller = Recaller(book, keys)

    def on_event(self, uow: UnitOfWork, event: Any, envelope: Envelope) -> None:
        """Note how far the agency's own strands have come; tell those who asked at each step."""
        for row in _rows(uow, event.case_id):
            if not _concerns(row, event):
                continue
            changes = _changes(row, event)
            if changes:
                _change(uow, row["message_id"], **changes)
            now_known = row | changes
            if _told_at_once(row["cadence"], event, moved=bool(changes)):
                self._tell_status(uow, now_known)

    def on_outcome(self, uow: UnitOfWork, event: OutcomeRecordedV1, envelope: Envelope) -> None:
        """Note how a strand ended, for the referrals that stand in it."""
        for row in _rows(uow, event.case_id):
            if _concerns(row, event) and (event.primary or row["outcome"] is None):
                _change(uow, row["message_id"], outcome=event.outcome.value)

    def on_closed(self, uow: UnitOfWork, event: CaseClosedV1, envelope: Envelope) -> None:
        """Tell the referring agency the end (INT-14), if the agreement and the cadence allow it.

        Whatever an agency was asked for the case is called off.
        """
        self.recaller.of_case(uow, event.case_id)
        for row in _rows(uow, event.case_id):
            allowed = self._book.outbound("outcome", uow.today(), self._own("outcome", row))
            if row["outcome_told_on"] is not None or allowed is None:
                continue
            if row["cadence"] in allowed[1].cadences:
                self._tell_outcome(uow, row, event)

    def on_joined(self, uow: UnitOfWork, event: CasesJoinedV1, envelope: Envelope) -> None:
        """Follow the case in which the agency's own strands go on; it keeps its own reference."""
        note_joined(uow, event.case_id, event.into_case_id)
        here = asked.c.case_id == event.case_id
        uow.connection.execute(update(asked).where(here).values(case_id=event.into_case_id))
        places = {str(one.strand_id): str(one.into_strand_id) for one in event.strands}
        for row in _rows(uow, event.case_id):
            own = [places.get(one, one) for one in (row["strands"] or "").split(",") if one]
            holds = {hold for hold in (row["holds"] or "").split(",") if hold}
            _change(
                uow,
                row["message_id"],
                case_id=event.into_case_id,
                strands=",".join(dict.fromkeys(own)),
                holds=",".join(sorted(holds | {str(hold) for hold in event.holds})),
                stage=max(row["stage"] or event.stage, event.stage, key=_ORDER.index),
            )

    def on_erased(self, uow: UnitOfWork, event: CaseErasedV1, envelope: Envelope) -> None:
        """Forget which of the agency's references was this case; nothing more is told of it."""
        withhold_erased(uow, event.case_id)
        self.recaller.of_case(uow, event.case_id, erased=True)
        uow.connection.execute(
            update(agency_messages)
            .where(agency_messages.c.case_id == event.case_id)
            .values(case_id=None, reference=None, answer=None, strands=None)
        )

    def on_withdrawn(self, uow: UnitOfWork, event: ConsentWithdrawnV1, envelope: Envelope) -> None:
        """Keep back what waits to be told on a consent that stands no more (CON-02).

        Whoever looks for somebody who left contact or taking part is told to stop.
        """
        withhold_withdrawn(uow, event)
        if REACHING & set(event.purposes):
            self.recaller.of_person(uow, event.person_id, strand_ids=event.strand_ids)

    def on_consent(self, uow: UnitOfWork, event: ConsentRecordedV1, envelope: Envelope) -> None:
        """Take a recorded no for what it is: as a withdrawal, it ends the search for somebody."""
        if event.given or event.purpose not in REACHING:
            return
        withhold_of_person(uow, event.person_id)
        strands = [event.strand_id] if event.strand_id else []
        self.recaller.of_person(uow, event.person_id, strand_ids=strands)

    def on_merged(self, uow: UnitOfWork, event: PersonsMergedV1, envelope: Envelope) -> None:
        """Know two records as one person; after a no under either, nothing that waits may reach."""
        note_merged(uow, event)
        if not event.may_be_sought:
            withhold_of_person(uow, event.person_id)
            self.recaller.of_person(uow, event.person_id)

    def on_unmerged(self, uow: UnitOfWork, event: PersonsUnmergedV1, envelope: Envelope) -> None:
        """Take two records for two people again; what was kept back stays so."""
        note_unmerged(uow, event)

    def tell_due(self, uow: UnitOfWork) -> int:
        """Tell every status whose week, fortnight or month is over; returns how many.

        A hold stops no clock of this kind (HLD-07).
        """
        waiting = select(agency_messages).where(
            agency_messages.c.cadence.in_([c.value for c in INTERVALS]),
            agency_messages.c.case_id.is_not(None),
            agency_messages.c.outcome_told_on.is_(None),
        )
        now = uow.now()
        due = [row for row in _found(uow, waiting) if _due(row, now)]
        return sum(self._tell_status(uow, row) for row in due)

    def _tell_status(self, uow: UnitOfWork, row: Row) -> int:
        allowed = self._book.outbound("status", uow.today(), self._own("status", row))
        if row["outcome_told_on"] is not None or allowed is None:
            return 0
        if row["cadence"] not in allowed[1].cadences:
            return 0
        facts = {
            "reference": row["reference"],
            "your_reference": row["message_id"],
            "stage": row["stage"] or CaseStage.REFERRED.value,
            "on_hold": bool(row["holds"]),
            "as_of": uow.today().isoformat(),
        }
        told = tell(uow, self._book, self._keys, _telling("status", row, facts, allowed[0].id))
        _change(uow, row["message_id"], status_told_at=uow.now())
        return int(told is not None)

    def _tell_outcome(self, uow: UnitOfWork, row: Row, event: CaseClosedV1) -> None:
        facts = {
            "reference": row["reference"],
            "your_reference": row["message_id"],
            "outcome": row["outcome"] or event.primary_outcome.value,
            "closed_on": local_day(event.closed_at).isoformat(),
        }
        under = self._own("outcome", row)
        if tell(uow, self._book, self._keys, _telling("outcome", row, facts, under)):
            _change(uow, row["message_id"], outcome_told_on=uow.today())

    def _own(self, kind: str, row: Row) -> str:
        """Return the agreement under which the referral came, where it has a clause of its own."""
        own = [one for one in self._book if one.id == row["agreement"] and kind in one.outbound]
        return own[0].id if own else self._book.main.id


def _telling(kind: str, row: Row, facts: dict[str, Any], under: str | None) -> Telling:
    strands = (row["strands"] or "").split(",")
    return Telling(
        kind=kind,
        facts=facts,
        correlation_id=row["correlation_id"],
        case_id=row["case_id"],
        strand_id=UUID(strands[0]) if len(strands) == 1 and strands[0] else None,
        reference=row["reference"],
        under=under,
    )


def _concerns(row: Row, event: Any) -> bool:
    """Whether an event is of the agency's own referral: its id, its strands, or the case's."""
    referral = getattr(event, "referral_id", None)
    if referral is not None:
        return bool(row["referral_id"] == referral)
    strand = getattr(event, "strand_id", None)
    return strand is None or str(strand) in (row["strands"] or "").split(",")


def _changes(row: Row, event: Any) -> dict[str, Any]:
    if isinstance(event, (CaseHeldV1, CaseResumedV1)):
        holds = {hold for hold in (row["holds"] or "").split(",") if hold}
        after = holds ^ {str(event.hold_id)}
        wanted = isinstance(event, CaseHeldV1) == (len(after) > len(holds))
        return {"holds": ",".join(sorted(after))} if wanted else {}
    stage = STAGES[type(event)]
    before = CaseStage(row["stage"]) if row["stage"] else CaseStage.REFERRED
    return {"stage": stage.value} if _ORDER.index(stage) > _ORDER.index(before) else {}


def _told_at_once(cadence: str | None, event: Any, *, moved: bool) -> bool:
    if cadence == UpdateCadence.EVERY_MEETING:
        return moved or isinstance(event, MEETINGS)
    return cadence == UpdateCadence.MILESTONES and moved


def _due(row: Row, now: datetime) -> bool:
    last = row["status_told_at"] or row["received_at"]
    return bool(last + INTERVALS[UpdateCadence(row["cadence"])] <= now)


def _rows(uow: UnitOfWork, case_id: UUID) -> list[Row]:
    return _found(uow, select(agency_messages).where(agency_messages.c.case_id == case_id))


def _found(uow: UnitOfWork, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in uow.connection.execute(query).mappings()]


def _change(uow: UnitOfWork, message_id: str, **values: Any) -> None:
    uow.connection.execute(
        update(agency_messages).where(agency_messages.c.message_id == message_id).values(**values)
    )
