"""A conference's script and its day: three questions, seats, breaks, the stop signal (PRC-04)."""

from __future__ import annotations

from dataclasses import dataclass

from services.comms.domain.meetings import Coming
from shared.contracts.codes import Side
from shared.contracts.comms.codes import ConferenceMark, ConferenceQuestion, MeetingPart
from shared.kernel.errors import Fault, InvalidInput, Refused

QUESTIONS = tuple(ConferenceQuestion)
"""Asked in this order, and all of them (PRC-04)."""
_SIDED = frozenset({MeetingPart.PARTICIPANT, MeetingPart.SUPPORTER})


@dataclass(frozen=True, slots=True)
class DayMark:
    """One thing noted on the day."""

    mark: ConferenceMark
    question: ConferenceQuestion | None = None


def require_script(
    people: tuple[Coming, ...],
    seats: dict[int, str],
    seated: tuple[str, ...],
    *,
    breaks_after: tuple[int, ...],
    minutes: int,
) -> None:
    """Refuse (``InvalidInput``, all faults) a script under which the day could go wrong.

    Everybody has one seat; nobody of one side sits beside somebody of the other; breaks lie in order
    within the meeting.
    """
    faults = []
    coming = {one.who for one in people}
    if len(seats) < len(seated) or len(set(seated)) < len(seated):
        faults.append(Fault("seats", "taken-twice"))
    if set(seated) != coming:
        faults.append(Fault("seats", "not-everybody-or-a-stranger"))
    if _opposed_neighbours(people, seats):
        faults.append(Fault("seats", "sides-beside-each-other"))
    if sorted(set(breaks_after)) != list(breaks_after) or any(at >= minutes for at in breaks_after):
        faults.append(Fault("breaks_after", "not-within-the-meeting"))
    if faults:
        raise InvalidInput("script-invalid", tuple(faults))


def _opposed_neighbours(people: tuple[Coming, ...], seats: dict[int, str]) -> bool:
    """Whether two of opposite sides sit next to each other, round the circle."""
    side_of = {one.who: one.side for one in people if one.part in _SIDED}
    round_ = [side_of.get(seats[place]) for place in sorted(seats)]
    pairs = zip(round_, [*round_[1:], *round_[:1]], strict=True)
    return any({one, other} == set(Side) for one, other in pairs)


def require_mark(said: tuple[DayMark, ...], new: DayMark) -> None:
    """Refuse what cannot come now: the day opens, each question is asked in turn, then it closes.

    After a stop signal nothing goes on until a break has ended; closing is always possible.
    """
    marks = [one.mark for one in said]
    if new.mark is ConferenceMark.OPENED:
        if marks:
            raise Refused("conference-opened")
        return
    if not marks:
        raise Refused("conference-not-opened")
    if ConferenceMark.CLOSED in marks:
        raise Refused("conference-closed")
    if is_stopped(said) and new.mark is ConferenceMark.QUESTION_ASKED:
        raise Refused("conference-stopped")
    if new.mark is ConferenceMark.QUESTION_ASKED and new.question != _next_question(said):
        raise Refused("not-the-next-question")


def is_stopped(said: tuple[DayMark, ...]) -> bool:
    """Whether somebody gave the stop signal and no break has ended since."""
    for one in reversed(said):
        if one.mark is ConferenceMark.BREAK_ENDED:
            return False
        if one.mark is ConferenceMark.STOP_SIGNAL:
            return True
    return False


def _next_question(said: tuple[DayMark, ...]) -> ConferenceQuestion | None:
    asked = [one.question for one in said if one.mark is ConferenceMark.QUESTION_ASKED]
    return QUESTIONS[len(asked)] if len(asked) < len(QUESTIONS) else None
