"""Interpreters, notes in compartments, and a conference's script and day."""

import pytest

from services.comms.entrypoints import serves
from shared.contracts.comms import meetings, rpc
from shared.contracts.intake.guard import Term, Terms
from shared.kernel.errors import Conflict, InvalidInput, NotFound, Refused, Unavailable
from shared.messaging.context import Context
from shared.messaging.versioning import answered
from tests.application.comms.meetings import (
    arrange,
    ask,
    attendee,
    confirm,
    everybody,
    on_strand,
    shown,
)
from tests.application.comms.world import FIRST, OFFICE, OTHER, PEOPLE, SECOND


def interpreter(world, name, *, side="harmed", declares=True):
    return on_strand(
        world,
        meetings.CHECK_INTERPRETER,
        meetings.CheckInterpreter,
        side=side,
        name=name,
        language="pl",
        declares_no_link=declares,
    )


def test_an_interpreter_with_any_conflict_cannot_be_invited(world):
    names = Terms(terms=(Term(kind="name", text="Zofia Alphaexample"),))
    world.runtime.answers["intake.identifying_terms"] = names
    related = interpreter(world, "Adam ALPHAEXAMPLE")
    silent = interpreter(world, "Testperson Neutral", declares=False)
    good = interpreter(world, "Testperson Neutral")
    both = interpreter(world, "Testperson Neutral", side="responsible")

    assert (related.conflicts, silent.conflicts) == (("shares-a-name",), ("link-not-ruled-out",))
    assert (good.conflicts, both.conflicts) == ((), ("interprets-for-the-other-side",))
    people = (attendee(FIRST, "facilitator"), attendee(world.harmed, "participant", "harmed"))
    for bad in (related, silent):
        with pytest.raises(Refused, match="interpreter-has-a-conflict"):
            arrange(world, *people, attendee(bad.interpreter_id, "interpreter", "harmed"))
    arrange(world, *people, attendee(good.interpreter_id, "interpreter", "harmed"), place="office")


def test_who_was_checked_for_whom_by_whom_and_when_is_listed(world):
    one = interpreter(world, "Fictional Neutral")
    other = interpreter(world, "Fictional Another", side="responsible", declares=False)

    found = ask(world, meetings.INTERPRETERS, meetings.AskInterpreters, OFFICE).interpreters

    assert [(told.interpreter_id, told.name, told.side, told.conflicts) for told in found] == [
        (one.interpreter_id, "Fictional Neutral", "harmed", ()),
        (other.interpreter_id, "Fictional Another", "responsible", ("link-not-ruled-out",)),
    ]
    assert {(told.checked_by, told.checked_at) for told in found} == {(FIRST, world.clock.now())}
    assert world.audited()[-1] == "interpreters_read"
    with pytest.raises(NotFound):
        ask(world, meetings.INTERPRETERS, meetings.AskInterpreters, OTHER)


def test_unchecked_nobody_interprets(world):
    world.intake_is_away()

    with pytest.raises(Unavailable):
        interpreter(world, "Testperson Neutral")


def write(world, compartment, text, by=FIRST):
    about = {"compartment": compartment, "text": text}
    ask(world, meetings.WRITE_NOTE, meetings.WriteNote, by, **about)


def read(world, by):
    return {one.text for one in ask(world, meetings.NOTES, meetings.AskNotes, by).notes}


@pytest.mark.requirement("CON-09")
def test_an_internal_note_is_its_authors_and_the_offices(world):
    write(world, "internal", "Private thoughts of the first.")
    write(world, "harmed", "Told in confidence.")

    assert read(world, FIRST) == {"Private thoughts of the first.", "Told in confidence."}
    assert read(world, SECOND) == {"Told in confidence."}
    assert len(read(world, OFFICE)) == 2
    with pytest.raises(NotFound):
        read(world, OTHER)
    assert world.audited()[-1] == "notes_read"


def seats(*who):
    return tuple(meetings.Seat(who=str(one), place=n) for n, one in enumerate(who, start=1))


def script(world, meeting_id, *who, breaks=(30, 60)):
    ask(
        world,
        meetings.WRITE_SCRIPT,
        meetings.WriteScript,
        meeting_id=meeting_id,
        speaks_first="harmed",
        seats=seats(*who),
        breaks_after=breaks,
        stop_signal="Both hands on the table.",
    )


def mark(world, meeting_id, what, question=None):
    about = {"meeting_id": meeting_id, "mark": what, "question": question}
    ask(world, meetings.MARK_CONFERENCE, meetings.MarkConference, **about)


@pytest.fixture
def conference(world):
    world.get_ready()
    made = arrange(world, *everybody(world), purpose="conference", place="office")
    confirm(world, made)
    return made


@pytest.mark.requirement("PRC-04")
def test_the_script_seats_everybody_once_and_never_one_side_beside_the_other(world, conference):
    harmed, responsible = world.harmed, world.responsible
    for wrong in (
        (FIRST, harmed, responsible, SECOND),
        (FIRST, harmed, SECOND),
        (FIRST, harmed, SECOND, responsible, "stranger"),
    ):
        with pytest.raises(InvalidInput):
            script(world, conference, *wrong)
    with pytest.raises(InvalidInput):
        script(world, conference, FIRST, harmed, SECOND, responsible, breaks=(60, 30))

    script(world, conference, FIRST, harmed, SECOND, responsible)

    found = ask(world, meetings.SCRIPT, meetings.MeetingById, meeting_id=conference)
    assert found.questions == (
        "what_happened",
        "who_was_affected_and_how",
        "what_can_be_done_to_repair_the_harm",
    )
    assert (found.stop_signal, found.version) == ("Both hands on the table.", 1)


@pytest.mark.requirement("PRC-04")
def test_on_the_day_questions_come_in_turn_and_a_stop_signal_holds_until_a_break_is_over(
    world, conference
):
    came = (str(world.harmed), str(world.responsible), FIRST, SECOND)
    hold = {"place": "office", "minutes": 80, "meeting_id": conference, "attended": came}
    with pytest.raises(Refused, match="script-missing"):
        on_strand(world, rpc.HOLD_CONFERENCE, rpc.HoldConference, **hold)
    script(world, conference, FIRST, world.harmed, SECOND, world.responsible)
    with pytest.raises(Refused, match="conference-not-held"):
        mark(world, conference, "opened")
    held = on_strand(world, rpc.HOLD_CONFERENCE, rpc.HoldConference, **hold)
    assert held.meeting_id == conference

    mark(world, conference, "opened")
    with pytest.raises(Refused, match="not-the-next-question"):
        mark(world, conference, "question_asked", "who_was_affected_and_how")
    mark(world, conference, "question_asked", "what_happened")
    mark(world, conference, "stop_signal")
    with pytest.raises(Refused, match="conference-stopped"):
        mark(world, conference, "question_asked", "who_was_affected_and_how")
    mark(world, conference, "break_begun")
    mark(world, conference, "break_ended")
    mark(world, conference, "question_asked", "who_was_affected_and_how")
    mark(world, conference, "closed")

    found = ask(world, meetings.SCRIPT, meetings.MeetingById, meeting_id=conference)
    assert found.asked == ("what_happened", "who_was_affected_and_how")
    assert not found.stopped
    assert [one.mark for one in found.day] == list(found.marks)
    assert [one.question for one in found.day if one.question] == list(found.asked)
    assert all(one.at.tzinfo for one in found.day)
    assert set(shown(world, conference).attended) == set(came)
    with pytest.raises(Refused, match="conference-closed"):
        mark(world, conference, "break_begun")


def versioned(world, conference, method, expected=None, by=FIRST, **more):
    """Ask as a request over the bus is answered: held to the version that it names."""
    request = method.request(case_id=world.case_id, meeting_id=conference, **more)
    with world.runtime.transaction(Context.of_actor(PEOPLE[by])) as uow:
        return answered(serves, serves.get(method.name), uow, request, expected)


def rewrite(world, conference, expected, signal, by=FIRST):
    seated = seats(FIRST, world.harmed, SECOND, world.responsible)
    more = {"speaks_first": "harmed", "seats": seated, "stop_signal": signal}
    versioned(world, conference, meetings.WRITE_SCRIPT, expected, by, **more)


@pytest.mark.requirement("PRC-04")
def test_of_two_who_write_a_script_at_once_the_second_is_told_and_nothing_is_overwritten(
    world, conference
):
    rewrite(world, conference, 0, "A raised hand.")

    with pytest.raises(Conflict) as first:
        rewrite(world, conference, 0, "A word.", by=SECOND)

    assert first.value.ids == {"record": "conference-script", "current": "1"}
    found = versioned(world, conference, meetings.SCRIPT)
    assert (found.stop_signal, found.version, found.record_version) == ("A raised hand.", 1, 1)
    rewrite(world, conference, 1, "A word.", by=SECOND)
    found = versioned(world, conference, meetings.SCRIPT)
    assert (found.stop_signal, found.version, found.record_version) == ("A word.", 2, 2)
