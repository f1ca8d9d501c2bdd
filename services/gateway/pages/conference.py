"""The day of a conference: its script, read at the table, how it begins, and what is noted (PRC-04)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import process_words, words
from services.gateway.pages.asking import Part, answer_of
from services.gateway.pages.forms import (
    Field,
    Posted,
    Read,
    changed_meanwhile,
    choices,
    new_key,
    opened_at,
    read,
    told_wrong,
)
from services.gateway.pages.site import Page, Visit
from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import Side
from shared.contracts.comms import meetings
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.codes import (
    ConferenceMark,
    ConferenceQuestion,
    MeetingPurpose,
    MeetingState,
)
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import Conflict, InvalidInput, NotFound, Refused


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference of a case, what those who come are called, and its script where there is one."""

    case: CaseView
    meeting: meetings.MeetingView
    who: dict[str, str]
    script: Part | None

    @property
    def path(self) -> str:
        """Return the address of its day."""
        return f"/cases/{self.case.case_id}/meetings/{self.meeting.meeting_id}/conference"

    @property
    def written(self) -> meetings.Script | None:
        """Return its script, if one is written and can be seen just now."""
        found: meetings.Script | None = self.script.answer if self.script else None
        return found

    @property
    def version(self) -> int | None:
        """Return the version of its script, 0 before there is one; None while it cannot be seen."""
        if self.written:
            return self.written.record_version
        return None if self.script and self.script.away else 0

    @property
    def began(self) -> bool:
        """Whether the gate has let it through."""
        return self.meeting.state is MeetingState.HELD


def _conference(visit: Visit) -> Conference:
    case_id, meeting_id = visit.id("case_id"), visit.id("meeting_id")
    about = meetings.MeetingById(case_id=case_id, meeting_id=meeting_id)
    parts = visit.gather(
        {
            "case": (intake.CASE, intake.CaseById(case_id=case_id)),
            "meetings": (meetings.MEETINGS, meetings.AskMeetings(case_id=case_id)),
            "script": (meetings.SCRIPT, about),
            "pair": (allocation.ASSIGNMENT, allocation.CaseById(case_id=case_id)),
        }
    )
    case: CaseView = answer_of(parts.get("case"))
    for one in answer_of(parts.get("meetings")).meetings:
        if one.meeting_id == meeting_id and one.purpose is MeetingPurpose.CONFERENCE:
            return Conference(case, one, called(case, one, parts.get("pair")), parts.get("script"))
    raise NotFound("meeting-unknown")


def called(case: CaseView, meeting: meetings.MeetingView, pair: Part | None) -> dict[str, str]:
    """Return what to call everybody who is to come: facilitators by name, nobody of a side."""
    names = words.people(case)
    if pair and pair.here:
        names |= {one.user_id: one.name for one in pair.answer.facilitators if one.user_id}
    told = {one.who: names.get(one.who) or _by_part(one) for one in meeting.people}
    alike, seen = Counter(told.values()), Counter[str]()
    for who, name in told.items():
        seen[name] += 1
        told[who] = f"{name} {seen[name]}" if alike[name] > 1 else name
    return told


def _by_part(one: meetings.Attendee) -> str:
    part = words.label(one.part)
    return f"{part}, {process_words.SIDES[one.side.value]}" if one.side else part


def day_page(visit: Visit) -> Response:
    """Show the script in force, what can be noted now, and what was noted."""
    return _day(visit, 200)


def _day(visit: Visit, status: int, wrong: str = "") -> Response:
    found = _conference(visit)
    noted = "" if wrong else visit.request.query_params.get("noted", "")
    return visit.show(
        "cases/conference.html",
        status,
        told=found,
        case=found.case,
        meeting=found.meeting,
        script=found.written,
        to_note=can_be_noted(found.written) if found.written and found.began else (),
        seats=sorted(found.written.seats, key=lambda one: one.place) if found.written else (),
        noted=process_words.NOTED,
        wrong=wrong,
        said=_said(noted),
    )


def _said(noted: str) -> str:
    told = {
        "script": "The script is kept.",
        "begun": "The gate let it through. Note that it begins.",
    }
    return told.get(noted) or process_words.NOTED.get(noted, "")


Button = tuple[ConferenceMark, ConferenceQuestion | None, str]


def can_be_noted(script: meetings.Script) -> tuple[Button, ...]:
    """Return what can come next on the day: what is noted, of which question, and its button."""
    marks, mark = script.marks, ConferenceMark
    if not marks:
        return (_button(mark.OPENED),)
    if mark.CLOSED in marks:
        return ()
    breaks = [one for one in marks if one in (mark.BREAK_BEGUN, mark.BREAK_ENDED)]
    in_break = breaks[-1:] == [mark.BREAK_BEGUN]
    left = script.questions[len(script.asked) :]
    asked = () if in_break or script.stopped else tuple(left[:1])
    return (
        *(_button(mark.QUESTION_ASKED, one) for one in asked),
        _button(mark.BREAK_ENDED if in_break else mark.BREAK_BEGUN),
        _button(mark.STOP_SIGNAL),
        _button(mark.CLOSED),
    )


def _button(mark: ConferenceMark, question: ConferenceQuestion | None = None) -> Button:
    text = process_words.TO_NOTE[mark.value]
    return mark, question, f"{text}: {words.label(question)}" if question else text


def note(visit: Visit) -> Response:
    """Note something on the day, once however often its button is pressed."""
    form = visit.form
    try:
        request = meetings.MarkConference.model_validate(
            {
                "case_id": visit.id("case_id"),
                "meeting_id": visit.id("meeting_id"),
                "mark": form.one("mark"),
                "question": form.one("question") or None,
            }
        )
        visit.ask(meetings.MARK_CONFERENCE, request, form.one("key"))
    except ValidationError:
        return _day(visit, 422, "Press one of the buttons.")
    except Refused as refused:
        return _day(visit, 409, words.refusal(refused.code, 409))
    return visit.go(f"{visit.request.url.path}?noted={request.mark.value}")


def _coming(found: Conference) -> tuple[Field, ...]:
    return (
        Field("attended", "Who has come?", "checks", choices=tuple(found.who.items())),
        Field("minutes", "How many minutes is it to last?", "number", "180 at most"),
    )


def begin_page(visit: Visit) -> Response:
    """Ask who has come, before the gate decides whether they may meet now."""
    found = _conference(visit)
    if found.began:
        return visit.go(found.path)
    return _begin(visit, found, Read(typed={"minutes": str(found.meeting.minutes)}), new_key(), 200)


def _begin(visit: Visit, found: Conference, done: Read, key: str, status: int) -> Response:
    return visit.show_form(
        status,
        title="Let the conference begin",
        caption=found.case.reference,
        intro="It passes the same gate as a letter, at this moment: where a condition does not hold, "
        "you are told which.",
        back=found.path,
        fields=_coming(found),
        read=done,
        key=key,
        send="They are here: let it begin",
    )


def begin(visit: Visit) -> Response:
    """Let those who have come meet, if the gate is open now."""
    found, key = _conference(visit), visit.form.one("key")
    done = read(_coming(found), visit.form)
    if done.errors:
        return _begin(visit, found, done, key, 422)
    meeting = found.meeting
    try:
        asked = comms.HoldConference(
            case_id=found.case.case_id,
            strand_id=meeting.strand_id,
            meeting_id=meeting.meeting_id,
            place=meeting.place,
            minutes=done.values["minutes"],
            attended=tuple(done.values["attended"]),
        )
        visit.ask(comms.HOLD_CONFERENCE, asked, key)
    except (ValidationError, InvalidInput) as wrong:
        return _begin(visit, found, told_wrong(done, wrong, _coming(found)), key, 422)
    return visit.go(f"{found.path}?noted=begun")


def _script_fields(found: Conference) -> tuple[Field, ...]:
    people = tuple(found.who.items())
    return (
        Field("speaks_first", "Which side speaks first?", "choice", choices=choices(Side)),
        *(
            Field(f"seat{place}", f"Place {place}", "select", choices=people,
                  heading="Who sits where, round the circle from the door" if place == 1 else "")
            for place in range(1, len(people) + 1)
        ),
        Field("breaks_after", "After how many minutes is there a break?", "text",
              "From the beginning, such as 30, 60", needed=False, heading="How it goes"),
        Field("stop_signal", "What is the stop signal?", "text",
              "What anybody can do, at any time, to have it stop"),
        Field("prompts", "What you want to say or ask besides the three questions", "area",
              "One line for each, 20 at most", needed=False),
    )  # fmt: skip


def script_page(visit: Visit) -> Response:
    """Show the form of a script, filled in with the one in force."""
    found = _conference(visit)
    done = Read(typed=_as_typed(found.written)) if found.written else Read()
    return _script(visit, found, done, new_key(), 200)


def _as_typed(script: meetings.Script) -> dict[str, Any]:
    seats = sorted(script.seats, key=lambda one: one.place)
    return {
        "speaks_first": script.speaks_first.value,
        **{f"seat{place}": seat.who for place, seat in enumerate(seats, start=1)},
        "breaks_after": ", ".join(str(one) for one in script.breaks_after),
        "stop_signal": script.stop_signal,
        "prompts": "\n".join(script.prompts),
    }


def _script(
    visit: Visit,
    found: Conference,
    done: Read,
    key: str,
    status: int,
    *,
    overtaken: bool = False,
) -> Response:
    version = found.written.version if found.written else 0
    opened = visit.form.one("version") and not overtaken
    return visit.show_form(
        status,
        title="Write a new version of the script" if version else "Write the script",
        caption=found.case.reference,
        intro="The three questions stand in every script, in their order. "
        + (f"Version {version} is in force, and stays on record." if version else ""),
        back=found.path,
        fields=_script_fields(found),
        read=done,
        key=key,
        send="Keep the script",
        version=opened_at(visit.form) if opened else found.version,
        overtaken=overtaken,
        now=_as_it_stands(found) if overtaken else (),
    )


def _as_it_stands(found: Conference) -> tuple[str, ...]:
    """Return the script in force in lines, for who wrote another one at the same time."""
    script = found.written
    if script is None:
        return ()
    seats = sorted(script.seats, key=lambda one: one.place)
    breaks = ", ".join(str(one) for one in script.breaks_after)
    return (
        f"Version {script.version}",
        f"{words.label(script.speaks_first)} speaks first",
        "Round the circle: " + ", ".join(found.who.get(one.who, "somebody else") for one in seats),
        f"Breaks after {breaks} minutes" if breaks else "No breaks are set",
        f"Stop signal: {script.stop_signal}",
        *(f"Besides: {one}" for one in script.prompts),
    )


def write_script(visit: Visit) -> Response:
    """Keep the script, or its next version."""
    found, key = _conference(visit), visit.form.one("key")
    fields = _script_fields(found)
    done = read(fields, visit.form)
    breaks = _minutes(visit.form, done)
    if done.errors:
        return _script(visit, found, done, key, 422)
    seated = {place: done.values[f"seat{place}"] for place in range(1, len(found.who) + 1)}
    try:
        asked = meetings.WriteScript(
            case_id=found.case.case_id,
            meeting_id=found.meeting.meeting_id,
            speaks_first=done.values["speaks_first"],
            seats=tuple(meetings.Seat(who=who, place=place) for place, who in seated.items()),
            breaks_after=breaks,
            stop_signal=done.values["stop_signal"],
            prompts=tuple(filter(None, map(str.strip, done.typed["prompts"].splitlines()))),
        )
        visit.ask(meetings.WRITE_SCRIPT, asked, key, version=opened_at(visit.form))
    except Conflict as error:
        changed_meanwhile(error)
        return _script(visit, _conference(visit), done, key, 409, overtaken=True)
    except (ValidationError, InvalidInput) as wrong:
        return _script(visit, found, told_wrong(done, wrong, fields), key, 422)
    return visit.go(f"{found.path}?noted=script")


def _minutes(form: Posted, done: Read) -> tuple[int, ...]:
    """Return the minutes after which breaks are, as numbers, or say that they are none."""
    told = [one for one in re.split(r"[,;\s]+", form.one("breaks_after")) if one]
    if not all(re.fullmatch(r"[0-9]{1,4}", one) for one in told):
        done.errors["breaks_after"] = "Enter minutes as whole numbers, such as 30, 60"
        return ()
    return tuple(int(one) for one in told)


ROW, DAY = "page.conference", "/cases/{case_id}/meetings/{meeting_id}/conference"
PAGES = (
    Page("GET", DAY, ROW, day_page),
    Page("POST", DAY, ROW, note),
    Page("GET", f"{DAY}/begin", ROW, begin_page),
    Page("POST", f"{DAY}/begin", ROW, begin),
    Page("GET", f"{DAY}/script", ROW, script_page),
    Page("POST", f"{DAY}/script", ROW, write_script),
)
