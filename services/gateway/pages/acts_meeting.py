"""Acts on meetings, notes and the programme: arranged, visited, confirmed, moved, recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.gateway.pages import moments, words
from services.gateway.pages.acting import NOTE, Action, Values, always
from services.gateway.pages.forms import Field, choices
from services.gateway.pages.process_words import SIDES
from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import PlaceKind, Side
from shared.contracts.comms import meetings, planning
from shared.contracts.comms.codes import Compartment, MeetingPurpose, MeetingResult, MeetingState

if TYPE_CHECKING:
    from services.gateway.pages.site import Visit
    from shared.contracts.intake.rpc import CaseView

MEETING_HOURS = range(8, 22)
STARTS = (
    Field("starts_on", "Which day?", "date"),
    Field("at", "At what time?", "select", choices=moments.times(MEETING_HOURS, 30)),
    Field("out_of_hours_agreed", "Outside opening hours: has everybody agreed?", "yesno",
          needed=False),
)  # fmt: skip
ARRIVALS = tuple(
    Field(f"{side.value}_at", f"When does the {SIDES[side]} come?", "select",
          "Where both sides come to one place, a quarter of an hour or more apart",
          moments.times(MEETING_HOURS, 15), needed=False)
    for side in Side
)  # fmt: skip
MINUTES = Field("minutes", "How many minutes?", "number", "180 at most")
COMPARTMENT = Field(
    "compartment", "Who may ever read it?", "choice",
    choices=((Compartment.HARMED.value, "Who works with the side harmed"),
             (Compartment.RESPONSIBLE.value, "Who works with the side responsible"),
             (Compartment.SHARED.value, "Both sides’ people may be told"),
             (Compartment.INTERNAL.value, "The office alone")),
)  # fmt: skip
BEFORE = {
    MeetingState.ARRANGING: ("visit", "confirm_meeting", "move_meeting", "record_meeting"),
    MeetingState.VISIT_REQUESTED: ("answer_visit", "move_meeting", "record_meeting"),
    MeetingState.VISIT_APPROVED: ("confirm_meeting", "move_meeting", "record_meeting"),
    MeetingState.VISIT_REFUSED: ("visit", "move_meeting", "record_meeting"),
    MeetingState.CONFIRMED: ("move_meeting", "record_meeting"),
}


def next_of(meeting: meetings.MeetingView) -> tuple[str, ...]:
    """Return which acts a meeting's state lets be next; none once it is over."""
    found = BEFORE.get(meeting.state, ())
    return found if meeting.needs_visit else tuple(one for one in found if one != "visit")


def _who_comes(visit: Visit, case: CaseView) -> tuple[Field, ...]:
    """Return whom a meeting can be with: everybody alive in the case, and its facilitators."""
    names = words.people(case)
    people = [
        (f"{_part(person.role)}|{person.side.value}|{person.person_id}",
         names[str(person.person_id)])
        for person in case.participants
        if person.role != "deceased"
    ]  # fmt: skip
    asked = (allocation.ASSIGNMENT, allocation.CaseById(case_id=case.case_id))
    part = visit.gather({"pair": asked}).get("pair")
    pair = part.answer.facilitators if part and part.here else ()
    people += [
        (f"facilitator||{one.user_id}", one.name)
        for one in pair
        if one.user_id and not one.released_at
    ]
    people += _interpreter(visit)
    return (Field("people", "Who is to come?", "checks", choices=tuple(people)),)


def _interpreter(visit: Visit) -> list[tuple[str, str]]:
    """Return the interpreter whom the page of their check leads here with; comms looks again."""
    found, side = visit.asked_id("interpreter_id"), visit.request.query_params.get("side")
    if found is None or side not in set(Side):
        return []
    return [(f"interpreter|{side}|{found}", f"The interpreter checked for the {SIDES[side]}")]


def _part(role: str) -> str:
    return "supporter" if role == "supporter" else "participant"


def _who_came(visit: Visit, case: CaseView) -> tuple[Field, ...]:
    """Return who was to come to the meeting of the address."""
    asked = (meetings.MEETINGS, meetings.AskMeetings(case_id=case.case_id))
    part = visit.gather({"meetings": asked}).get("meetings")
    found = part.answer.meetings if part and part.here else ()
    names = words.people(case)
    meeting_id = visit.asked_id("meeting_id")
    people = [one for meeting in found if meeting.meeting_id == meeting_id
              for one in meeting.people]  # fmt: skip
    told = tuple((one.who, names.get(one.who, words.label(one.part))) for one in people)
    return (Field("attended", "Who came?", "checks", choices=told, needed=False),) if told else ()


def _participants(visit: Visit, case: CaseView) -> tuple[Field, ...]:
    told = tuple(words.people(case).items())
    return (Field("attended", "Who came?", "checks", choices=told, needed=False),)


def starting(values: Values) -> Values:
    """Return what was filled in, with the day and the hour as one moment in London."""
    rest = {name: told for name, told in values.items() if name not in ("starts_on", "at")}
    return {**rest, "starts_at": moments.moment(values["starts_on"], values["at"])}


def arranged(values: Values) -> Values:
    """Return a meeting as it is arranged: each who is to come with their part, side and hour."""
    arrivals = {f"{side.value}_at": side.value for side in Side}
    comes = {
        side: moments.moment(values["starts_on"], values[name])
        for name, side in arrivals.items()
        if name in values
    }
    people = [one.split("|", 2) for one in values["people"]]
    told = [
        {"part": part, "side": side or None, "who": who, "arrives_at": comes.get(side)}
        for part, side, who in people
    ]
    rest = {name: one for name, one in starting(values).items() if name not in arrivals}
    return {**rest, "people": told}


def recorded(values: Values) -> Values:
    """Return how a meeting went, with its note in the compartment that was chosen."""
    rest: dict[str, Any] = {
        name: told for name, told in values.items() if name not in ("compartment", "text")
    }
    if "text" in values:
        compartment = values.get("compartment", Compartment.INTERNAL.value)
        rest["notes"] = [{"compartment": compartment, "text": values["text"]}]
    return rest


OF_ONE = ("meeting_id",)
PROGRAMME = "strands/{strand_id}/programme"
ACTS: tuple[Action, ...] = (
    Action(
        "arrange", "process", meetings.ARRANGE_MEETING, "Arrange a meeting", "Arrange it",
        (
            Field("purpose", "What is it for?", "choice", choices=choices(MeetingPurpose)),
            Field("place", "Where?", "choice", choices=choices(PlaceKind)),
            *STARTS,
            *ARRIVALS,
            MINUTES,
            Field("venue", "Which room or building", "area",
                  "Told only to who comes, when it is confirmed", needed=False),
        ),
        ("strand_id",), shape=arranged, choose=_who_comes,
        intro="Nobody is told of it before it is confirmed.",
    ),
    Action(
        "visit", "process", meetings.REQUEST_VISIT, "Note that a prison visit was asked for",
        "It was asked for", (Field("asked_of", "Whom did you ask?"),), OF_ONE,
    ),
    Action(
        "answer_visit", "process", meetings.ANSWER_VISIT, "Note the answer about the visit", "Save",
        (Field("approved", "Was it approved?", "yesno"), NOTE), OF_ONE,
    ),
    Action(
        "confirm_meeting", "process", meetings.CONFIRM_MEETING, "Confirm the meeting", "Confirm it",
        (
            Field("against_preferences", "Why against what somebody asked for", "area",
                  "Only where its time is not safe for somebody who wishes it all the same",
                  needed=False),
        ),
        OF_ONE, "Everybody who is to come can be told its time from now on.",
    ),
    Action(
        "move_meeting", "process", meetings.MOVE_MEETING, "Move the meeting", "Move it", STARTS,
        OF_ONE, "What was approved or confirmed for the old time is undone.", shape=starting,
    ),
    Action(
        "record_meeting", "process", meetings.RECORD_MEETING, "Record how the meeting went", "Save",
        (
            Field("result", "How did it go?", "choice", choices=choices(MeetingResult)),
            Field("minutes", "How many minutes?", "number", "Where it was held", needed=False),
            Field("text", "Notes", "area", needed=False),
            Field(COMPARTMENT.name, COMPARTMENT.label, "choice", choices=COMPARTMENT.choices,
                  needed=False),
        ),
        OF_ONE, "A conference is recorded by its own act, which passes the gate.",
        shape=recorded, choose=_who_came,
    ),
    Action(
        "note", "notes", meetings.WRITE_NOTE, "Write a note", "Keep it",
        (Field("text", "Note", "area"), COMPARTMENT), page="notes", why_not=always,
    ),
    Action(
        "start_programme", "programme", planning.START_PROGRAMME,
        "Lay out the twelve-session programme", "Lay it out",
        (Field("first_on", "Day of the first session", "date"),), ("strand_id",), page=PROGRAMME,
    ),
    Action(
        "move_session", "programme", planning.MOVE_SESSION, "Move the session", "Move it",
        (
            Field("to", "To which day?", "date"),
            Field("with_following", "Do those that follow move by as many days?", "yesno"),
        ),
        ("strand_id", "session_id"), page=PROGRAMME,
    ),
    Action(
        "record_session", "programme", planning.RECORD_SESSION, "Record the session", "Save",
        (Field("held", "Was it held?", "yesno"), MINUTES), ("strand_id", "session_id"),
        page=PROGRAMME, choose=_participants,
    ),
)  # fmt: skip
