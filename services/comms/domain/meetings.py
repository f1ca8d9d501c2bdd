"""Meetings: what must be so before one is confirmed, and what a move between prisons undoes.

A visit to a prison is requested of the offender manager, approved, and only then confirmed
(PRC-11). Whatever changes its time, or where the person is held, undoes all three (PRC-12).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from shared.contracts.codes import PlaceKind, Side
from shared.contracts.comms.codes import MeetingPart, MeetingPurpose, MeetingState
from shared.kernel.clock import LONDON
from shared.kernel.errors import Fault, InvalidInput, Refused

OPENS, CLOSES = time(9), time(17)
"""Opening hours, Monday to Friday, London time (INT-25)."""
APART = timedelta(minutes=15)
"""So long lies between the arrival of one side and that of the other (G1 of the risk factors)."""
IN_PERSON = frozenset({PlaceKind.PRISON, PlaceKind.COMMUNITY, PlaceKind.OFFICE})
_ONE_SIDE = frozenset(
    {MeetingPurpose.INTRODUCTION, MeetingPurpose.PREPARATION, MeetingPurpose.CONVERSATION}
)


class MeetingStep(StrEnum):
    """What can be recorded of a meeting."""

    VISIT_REQUESTED = "visit_requested"
    VISIT_APPROVED = "visit_approved"
    VISIT_REFUSED = "visit_refused"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    UNDONE = "undone_by_move"
    HELD = "held"
    CUT_SHORT = "cut_short"
    NOT_ATTENDED = "not_attended"
    CANCELLED = "cancelled"


_UNDOES = frozenset({MeetingStep.MOVED, MeetingStep.UNDONE})
_ENDS = frozenset(
    {MeetingStep.HELD, MeetingStep.CUT_SHORT, MeetingStep.NOT_ATTENDED, MeetingStep.CANCELLED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Somebody who is to come."""

    who: str
    part: MeetingPart
    side: Side | None = None
    arrives_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting with the steps recorded on it, oldest first."""

    meeting_id: UUID
    purpose: MeetingPurpose
    place: PlaceKind
    starts_at: datetime
    minutes: int
    people: tuple[Coming, ...]
    steps: tuple[MeetingStep, ...] = ()

    @property
    def needs_visit(self) -> bool:
        """Whether somebody is visited in prison."""
        return self.place is PlaceKind.PRISON

    @property
    def sides(self) -> frozenset[Side]:
        """The sides of the participants who come."""
        parts = (MeetingPart.PARTICIPANT, MeetingPart.SUPPORTER)
        return frozenset(one.side for one in self.people if one.side and one.part in parts)

    @property
    def standing(self) -> tuple[MeetingStep, ...]:
        """The steps since the last one that undid what was before it."""
        last = max((n for n, step in enumerate(self.steps) if step in _UNDOES), default=-1)
        return self.steps[last + 1 :]

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return not _ENDS.intersection(self.steps)

    @property
    def state(self) -> MeetingState:
        """Where it stands: the last step that stands."""
        return MeetingState(self.standing[-1].value) if self.standing else MeetingState.ARRANGING

    @property
    def stands_confirmed(self) -> bool:
        """Whether its time was confirmed, and nothing has undone or cancelled that since."""
        over = MeetingStep.CANCELLED in self.steps
        return MeetingStep.CONFIRMED in self.standing and not over

    @property
    def changes(self) -> int:
        """How often what people were told of it changed: each time it was moved, undone or cancelled."""
        return sum(step in _UNDOES or step is MeetingStep.CANCELLED for step in self.steps)

    @property
    def undone(self) -> int:
        """How often a move between prisons undid its arrangements."""
        return self.steps.count(MeetingStep.UNDONE)


def out_of_hours(starts_at: datetime, minutes: int, *, bank_holiday: bool) -> bool:
    """Whether any of it lies outside of opening hours (INT-25)."""
    begins = starts_at.astimezone(LONDON)
    ends = begins + timedelta(minutes=minutes)
    closed = begins.weekday() >= 5 or bank_holiday
    return closed or begins.time() < OPENS or ends.time() > CLOSES or ends.date() > begins.date()


def require_sides(purpose: MeetingPurpose, sides: frozenset[Side]) -> None:
    """Refuse to bring together whom the purpose keeps apart (PRC-03), or to hold a half conference."""
    if purpose in _ONE_SIDE and len(sides) != 1:
        raise Refused("one-side-only")
    if purpose is MeetingPurpose.CONVERSATION and sides != {Side.HARMED}:
        raise Refused("harmed-side-only")
    if purpose is MeetingPurpose.CONFERENCE and sides != set(Side):
        raise Refused("both-sides-needed")
    if purpose is not MeetingPurpose.CONFERENCE and len(sides) > 1:
        raise Refused("only-a-conference-brings-together")


def require_people(people: tuple[Coming, ...]) -> None:
    """Refuse (``InvalidInput``, all faults) people twice, without a side, or no facilitator."""
    faults = []
    if len({one.who for one in people}) < len(people):
        faults.append(Fault("people", "somebody-twice"))
    if not any(one.part is MeetingPart.FACILITATOR for one in people):
        faults.append(Fault("people", "no-facilitator"))
    for number, one in enumerate(people):
        if one.part is not MeetingPart.FACILITATOR and one.side is None:
            faults.append(Fault(f"people.{number}.side", "missing"))
    if faults:
        raise InvalidInput("meeting-invalid", tuple(faults))


def require_once_confirmed(meeting: Meeting) -> None:
    """Refuse to tell a time that was never confirmed (``meeting-not-confirmed``)."""
    if MeetingStep.CONFIRMED not in meeting.steps:
        raise Refused("meeting-not-confirmed", meeting=meeting.meeting_id)


def require_open(meeting: Meeting) -> None:
    """Refuse a step on a meeting that is over (``meeting-over``)."""
    if not meeting.is_open:
        raise Refused("meeting-over", meeting=meeting.meeting_id)


def require_visit_step(meeting: Meeting, step: MeetingStep) -> None:
    """Refuse to request what needs no visit, or to answer what was not requested."""
    require_open(meeting)
    if not meeting.needs_visit:
        raise Refused("no-visit-needed", meeting=meeting.meeting_id)
    asked = meeting.standing[-1:] == (MeetingStep.VISIT_REQUESTED,)
    if step is not MeetingStep.VISIT_REQUESTED and not asked:
        raise Refused("visit-not-requested", meeting=meeting.meeting_id)


def require_confirmable(meeting: Meeting) -> None:
    """Refuse to confirm a visit that was not approved, or arrivals at which parties would meet."""
    require_open(meeting)
    if meeting.needs_visit and MeetingStep.VISIT_APPROVED not in meeting.standing:
        raise Refused("visit-not-approved", meeting=meeting.meeting_id)
    if meeting.place in IN_PERSON and len(meeting.sides) > 1:
        _require_staggered(meeting)


def _require_staggered(meeting: Meeting) -> None:
    """Both sides come at times that are known, a quarter of an hour apart or more."""
    by_side: dict[Side, list[datetime]] = {side: [] for side in meeting.sides}
    for one in meeting.people:
        if one.side and one.part in {MeetingPart.PARTICIPANT, MeetingPart.SUPPORTER}:
            if one.arrives_at is None:
                raise Refused("arrival-missing", who=one.who)
            by_side[one.side].append(one.arrives_at)
    first, second = sorted(by_side.values(), key=min)
    if max(first) + APART > min(second):
        raise Refused("arrivals-not-staggered", meeting=meeting.meeting_id)


def require_confirmed(meeting: Meeting) -> None:
    """Refuse to hold what is not confirmed (``meeting-not-confirmed``)."""
    require_open(meeting)
    if MeetingStep.CONFIRMED not in meeting.standing:
        raise Refused("meeting-not-confirmed", meeting=meeting.meeting_id)


def undone_by_move(meeting: Meeting, person_id: UUID) -> bool:
    """Whether a move, release or recall of this person undoes the meeting's arrangements."""
    comes = any(one.who == str(person_id) for one in meeting.people)
    return meeting.is_open and meeting.needs_visit and comes
