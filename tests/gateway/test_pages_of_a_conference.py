"""A conference at the screen: who sits where, how it begins, and buttons for what happens."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.gateway.pages.actions import BY_SLUG
from services.gateway.pages.asking import Part
from services.gateway.pages.conference import called, can_be_noted
from services.gateway.pages.forms import Posted, read
from shared.contracts.allocation import rpc as allocation
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage
from shared.contracts.comms import meetings
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.codes import ConferenceMark, ConferenceQuestion
from shared.contracts.intake import rpc as intake
from shared.kernel.clock import LONDON
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.security.actors import Role
from shared.store.versions import not_current
from tests.gateway.conftest import HIDDEN

CASE, STRAND, HARMED, RESPONSIBLE, MEETING, OTHER = (
    UUID(f"01900000-0000-7000-8000-00000000006{number}") for number in range(6)
)
AT = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
DAY = f"/cases/{CASE}/meetings/{MEETING}/conference"
PEOPLE = (
    {"who": "user-1", "part": "facilitator"},
    {"who": str(HARMED), "part": "participant", "side": "harmed", "arrives_at": AT},
    {"who": "user-2", "part": "facilitator"},
    {"who": str(RESPONSIBLE), "part": "participant", "side": "responsible"},
)
SEATS = {f"seat{place}": one["who"] for place, one in enumerate(PEOPLE, start=1)}
WRITTEN = {"speaks_first": "harmed", **SEATS, "stop_signal": "A raised hand.",
           "breaks_after": "30, 60", "prompts": "Welcome everybody.\n\nThank everybody."}  # fmt: skip


def a_meeting(**changes):
    known = {"meeting_id": MEETING, "strand_id": STRAND, "purpose": "conference",
             "place": "office", "starts_at": AT, "minutes": 90, "state": "confirmed",
             "out_of_hours": False, "needs_visit": False, "undone_by_move": 0,
             "people": PEOPLE}  # fmt: skip
    return meetings.MeetingView.model_validate(known | changes)


def a_script(*marks, asked=(), stopped=False):
    return meetings.Script(
        speaks_first="harmed",
        questions=tuple(ConferenceQuestion),
        seats=tuple(meetings.Seat(who=one["who"], place=n) for n, one in enumerate(PEOPLE, 1)),
        breaks_after=(30,),
        stop_signal="A raised hand.",
        prompts=("Welcome everybody.",),
        version=2,
        record_version=2,
        marks=marks,
        asked=asked,
        stopped=stopped,
        day=tuple(meetings.DayNote(mark=one, at=AT) for one in marks),
    )


def on_the_day(told, *marks, **more):
    told.answers["meetings"] = meetings.Meetings(meetings=(a_meeting(state="held"),))
    told.answers["script"] = a_script(*marks, **more)


@pytest.fixture
def told(backoffice):
    answers = backoffice.answers
    answers["case"] = intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.PREPARING, on_hold=False,
        opened_at=AT, referral_ids=(),
        participants=(
            intake.ParticipantView(person_id=HARMED, role="harmed", side="harmed"),
            intake.ParticipantView(person_id=RESPONSIBLE, role="responsible", side="responsible"),
        ),
        strands=(
            intake.StrandView(strand_id=STRAND, harmed_ids=(HARMED,), responsible_id=RESPONSIBLE),
        ),
        consents=(), agency_requests=(),
    )  # fmt: skip
    answers["meetings"] = meetings.Meetings(meetings=(a_meeting(),))
    answers["script"] = NotFound("script-unknown")
    answers["assignment"] = SimpleNamespace(
        facilitators=(
            SimpleNamespace(user_id="user-1", name="Fictional First"),
            SimpleNamespace(user_id="user-2", name="Fictional Second"),
        )
    )
    answers["write_script"] = answers["mark_conference"] = Nothing()
    answers["hold_conference"] = comms.MeetingRecorded(meeting_id=MEETING)
    return backoffice


def calls(backoffice, method):
    return [call for call in backoffice.asked if call.method is method]


def test_a_script_seats_everybody_and_keeps_what_was_written_when_it_is_refused(browser, told):
    browser.sign_in()
    told.answers["write_script"] = InvalidInput(
        "script-invalid", (Fault("seats", "sides-beside-each-other"),)
    )

    page = browser.get(DAY).text
    refused = browser.send(f"{DAY}/script", **WRITTEN)
    told.answers["write_script"] = Nothing()
    kept = browser.send(f"{DAY}/script", **WRITTEN)

    assert "No script is written yet." in page
    assert "Fictional First" in browser.get(f"{DAY}/script").text
    assert refused.status_code == 422
    assert "let a facilitator sit between them" in refused.text
    assert "A raised hand." in refused.text
    assert "The script is kept." in kept.text
    asked = calls(told, meetings.WRITE_SCRIPT)[-1].request
    assert [one.who for one in asked.seats] == [one["who"] for one in PEOPLE]
    assert asked.breaks_after == (30, 60)
    assert asked.prompts == ("Welcome everybody.", "Thank everybody.")


def test_breaks_are_whole_minutes(browser, told):
    browser.sign_in()

    page = browser.send(f"{DAY}/script", **{**WRITTEN, "breaks_after": "half past"})

    assert page.status_code == 422
    assert "Enter minutes as whole numbers" in page.text
    assert calls(told, meetings.WRITE_SCRIPT) == []


def test_the_next_version_begins_with_the_one_in_force(browser, told):
    told.answers["script"] = a_script()
    browser.sign_in()

    form = browser.get(f"{DAY}/script").text
    page = browser.get(DAY).text

    assert "Version 2 is in force" in form
    assert 'value="A raised hand."' in form
    assert '<option value="user-2" selected>Fictional Second' in form
    assert "Script, version 2" in page
    assert "What can be done to repair the harm?" in page


def test_who_writes_a_script_while_somebody_else_does_is_told_and_keeps_their_words(browser, told):
    browser.sign_in()
    opened = dict(HIDDEN.findall(browser.get(f"{DAY}/script").text))
    told.answers["script"] = a_script()
    told.answers["write_script"] = not_current("conference-script", 2)
    mine = {**WRITTEN, "stop_signal": "An invented word."}

    page = browser.client.post(f"{DAY}/script", data={**opened, **mine})

    assert page.status_code == 409
    assert "Somebody changed this while you were writing" in page.text
    assert "Stop signal: A raised hand." in page.text
    assert 'value="An invented word."' in page.text
    again = dict(HIDDEN.findall(page.text))
    told.answers["write_script"] = Nothing()
    browser.client.post(f"{DAY}/script", data={**again, **mine}, follow_redirects=False)
    assert [one.expected_version for one in calls(told, meetings.WRITE_SCRIPT)] == [0, 2]


def test_a_slip_in_a_script_does_not_lose_the_version_that_it_was_opened_at(browser, told):
    told.answers["script"] = a_script()
    browser.sign_in()
    opened = dict(HIDDEN.findall(browser.get(f"{DAY}/script").text))
    told.answers["script"] = a_script().model_copy(update={"record_version": 3})

    slip = browser.client.post(
        f"{DAY}/script", data={**opened, **WRITTEN, "breaks_after": "half past"}
    )

    assert dict(HIDDEN.findall(slip.text))["version"] == "2"


def test_it_begins_with_who_came_through_the_gate(browser, told):
    told.answers["script"] = a_script()
    browser.sign_in()

    nobody = browser.send(f"{DAY}/begin", minutes="90")
    told.answers["hold_conference"] = Refused("gate-closed", conditions="risk_permits_mode")
    closed = browser.send(f"{DAY}/begin", minutes="90", attended=[one["who"] for one in PEOPLE])
    told.answers["hold_conference"] = comms.MeetingRecorded(meeting_id=MEETING)
    begun = browser.send(f"{DAY}/begin", minutes="90", attended=[one["who"] for one in PEOPLE])

    assert 'value="90"' in browser.get(f"{DAY}/begin").text
    assert nobody.status_code == 422
    assert "The risk assessment permits this form" in closed.text
    assert "The gate let it through." in begun.text
    asked = calls(told, comms.HOLD_CONFERENCE)[-1].request
    assert (asked.meeting_id, asked.strand_id, asked.place) == (MEETING, STRAND, "office")
    assert len(asked.attended) == 4


@pytest.mark.requirement("PRC-04")
def test_a_button_pressed_twice_notes_one_thing(browser, told):
    on_the_day(told, ConferenceMark.OPENED)
    browser.sign_in()
    form = browser.get(DAY).text.partition('<form method="post"')[2].partition("</form>")[0]
    hidden = dict(HIDDEN.findall(form))

    once, again = (browser.client.post(DAY, data=hidden) for _ in range(2))

    assert hidden["question"] == "what_happened"
    assert once.status_code == again.status_code == 200
    first, second = calls(told, meetings.MARK_CONFERENCE)
    assert first.idempotency_key == second.idempotency_key
    assert first.request == second.request


def test_what_another_noted_meanwhile_is_said_and_the_page_stays(browser, told):
    on_the_day(told, ConferenceMark.OPENED)
    told.answers["mark_conference"] = Refused("not-the-next-question")
    browser.sign_in()

    page = browser.send(DAY, mark="question_asked", question="what_happened")
    nonsense = browser.send(DAY, mark="something_else", question="")
    again = browser.send(f"{DAY}?noted=opened", mark="question_asked", question="what_happened")

    assert page.status_code == 409
    assert "It began</p>" not in again.text
    assert "That question is noted already" in page.text
    assert "Now asked: What happened?" in page.text
    assert nonsense.status_code == 422
    assert len(calls(told, meetings.MARK_CONFERENCE)) == 2


@pytest.mark.requirement("PRC-04")
@pytest.mark.parametrize(
    ("script", "texts"),
    [
        (a_script(), ["It begins"]),
        (a_script("opened"),
         ["Now asked: What happened?", "A break begins", "Stop signal", "It ends"]),
        (a_script("opened", "question_asked", "stop_signal", asked=("what_happened",), stopped=True),
         ["A break begins", "Stop signal", "It ends"]),
        (a_script("opened", "break_begun"), ["We go on", "Stop signal", "It ends"]),
        (a_script("opened", "question_asked", asked=tuple(ConferenceQuestion)),
         ["A break begins", "Stop signal", "It ends"]),
        (a_script("opened", "closed"), []),
    ],
)  # fmt: skip
def test_only_what_can_come_next_has_a_button(script, texts):
    assert [text for _, _, text in can_be_noted(script)] == texts


def test_what_was_noted_stands_with_its_time_and_leads_to_the_agreement(browser, told):
    on_the_day(told, ConferenceMark.OPENED, ConferenceMark.STOP_SIGNAL, stopped=True)
    browser.sign_in()

    page = browser.get(DAY).text

    assert "10:30</time>: It began" in page
    assert "10:30</time>: The stop signal was given" in page
    assert f'href="/cases/{CASE}/strands/{STRAND}/agreement"' in page
    assert f'href="{DAY}/script"' not in page
    assert browser.get(f"{DAY}/begin").url.path == DAY


def test_people_of_a_part_are_told_apart_and_nobody_of_a_side_is_named():
    case = SimpleNamespace(participants=())
    people = [{"who": f"p{number}", "part": "professional", "side": "harmed"} for number in (1, 2)]
    meeting = a_meeting(
        people=(*people, {"who": "i", "part": "interpreter", "side": "responsible"})
    )

    assert called(case, meeting, Part("allocation")) == {
        "p1": "Professional, side harmed 1",
        "p2": "Professional, side harmed 2",
        "i": "Interpreter, side responsible",
    }


def test_another_meeting_and_an_auditor_have_no_such_page(browser, told):
    told.answers["meetings"] = meetings.Meetings(meetings=(a_meeting(purpose="review"),))
    browser.sign_in()
    assert browser.get(DAY).status_code == 404

    told.answers["meetings"] = meetings.Meetings(meetings=(a_meeting(),))
    browser.sign_in(Role.AUDITOR)
    assert browser.get(DAY).status_code == 404


def test_each_side_comes_at_its_own_hour():
    action = BY_SLUG["arrange"]
    start = {"starts_on-day": "1", "starts_on-month": "7", "starts_on-year": "2019", "at": "10:00",
             "purpose": "conference", "place": "office", "minutes": "90", "harmed_at": "09:45",
             "responsible_at": "10:15"}  # fmt: skip
    done = read(action.fields, Posted(start.items()))
    people = [f"participant|harmed|{HARMED}", f"participant|responsible|{RESPONSIBLE}",
              "facilitator||user-1"]  # fmt: skip

    request = meetings.ArrangeMeeting.model_validate(
        {"case_id": CASE, "strand_id": STRAND, **action.shape({**done.values, "people": people})}
    )

    day = date(2019, 7, 1)
    comes = [one.arrives_at and one.arrives_at.astimezone(LONDON) for one in request.people]
    assert comes[2] is None
    assert [(one.date(), f"{one:%H:%M}") for one in comes[:2]] == [(day, "09:45"), (day, "10:15")]


def test_the_case_leads_to_the_day(browser, told):
    told.answers["case_timeline"] = intake.Timeline(entries=())
    told.answers["process"] = comms.ProcessView(strands=(), items=(), agreements=())
    told.answers["assignment"] = allocation.AssignmentView(facilitators=())
    browser.sign_in()

    assert f'href="{DAY}"' in browser.get(f"/cases/{CASE}").text
