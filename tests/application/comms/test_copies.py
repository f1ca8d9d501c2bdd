"""Copies that leave the service: an agreement on paper, an appointment as a calendar file."""

import base64
import io
from datetime import timedelta

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import update

from services.comms.store.tables import undertakings
from shared.contracts.comms import meetings, papers
from shared.kernel.errors import NotFound, Refused
from tests.application.comms.meetings import (
    MONDAY_AT_TWO,
    arrange,
    attendee,
    confirm,
    record,
)
from tests.application.comms.meetings import ask as of_meeting
from tests.application.comms.test_agreements import close, signed
from tests.application.comms.test_agreements import record as record_agreement
from tests.application.comms.world import FIRST, OTHER


def printed(world, made, by=FIRST):
    request = papers.PrintAgreement(case_id=world.case_id, agreement_id=made.agreement_id)
    paper = world.do(papers.PRINT_AGREEMENT, request, by)
    assert paper.media_type == "application/pdf"
    return base64.b64decode(paper.content)


def words_of(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def appointment(world, meeting_id, who, by=FIRST):
    request = papers.AskAppointment(case_id=world.case_id, meeting_id=meeting_id, who=str(who))
    paper = world.do(papers.APPOINTMENT_FILE, request, by)
    assert paper.media_type == "text/calendar"
    (event,) = Calendar.from_ical(base64.b64decode(paper.content)).walk("VEVENT")
    return event


def preparation(world, **more):
    early = MONDAY_AT_TWO - timedelta(minutes=20)
    people = (
        attendee(FIRST, "facilitator"),
        attendee(world.responsible, "participant", "responsible", early),
    )
    return arrange(world, *people, place="office", **more)


@pytest.mark.requirement("PRC-05")
def test_a_signed_agreement_is_printed_with_its_words_signatures_and_hash(world):
    world.conference()
    made = signed(world, ends_on=world.clock.today() + timedelta(days=200))

    pdf = printed(world, made)

    said = words_of(pdf)
    assert "The person responsible agrees: To repair the fence." in said
    assert "The person who was harmed: on paper" in said
    assert "It is in force until the end of" in said
    assert made.text_hash in said.replace(" ", "")
    assert PdfReader(io.BytesIO(pdf)).metadata is None
    assert "agreement_printed" in world.audited()


def test_a_copy_is_given_before_the_signatures_and_after_closure_alike(world):
    world.conference()
    made = record_agreement(world)

    assert "None yet." in words_of(printed(world, made))
    close(world)

    assert "To repair the fence." in words_of(printed(world, made))


def test_no_copy_is_given_of_words_that_were_altered_or_to_who_does_not_see_the_case(world):
    world.conference()
    made = signed(world)

    with pytest.raises(NotFound):
        printed(world, made, OTHER)
    with world.runtime.transaction() as uow:
        forged = uow.keys.seal(world.case_id, "To pay.", "undertakings.words")
        uow.connection.execute(update(undertakings).values(words=forged))
    with pytest.raises(Refused, match="agreement-altered"):
        printed(world, made)
    assert "agreement_printed" not in world.audited()


@pytest.mark.requirement("PRC-11", "PRC-18")
def test_who_is_to_come_gets_their_own_time_and_nothing_of_the_case(world):
    meeting_id = preparation(world)
    confirm(world, meeting_id)

    event = appointment(world, meeting_id, world.responsible)

    assert event.decoded("DTSTART") == MONDAY_AT_TWO - timedelta(minutes=20)
    assert event.decoded("DTEND") == MONDAY_AT_TWO + timedelta(minutes=90)
    assert (event["SUMMARY"], event["STATUS"]) == ("Appointment", "CONFIRMED")
    assert not {"LOCATION", "DESCRIPTION", "ATTENDEE", "ORGANIZER"} & set(event)
    other = appointment(world, meeting_id, FIRST)
    assert other["UID"] != event["UID"]
    assert other.decoded("DTSTART") == MONDAY_AT_TWO


def test_a_time_that_was_never_confirmed_is_told_to_nobody(world):
    meeting_id = preparation(world)

    with pytest.raises(Refused, match="meeting-not-confirmed"):
        appointment(world, meeting_id, world.responsible)


def test_nobody_gets_a_time_of_a_meeting_that_they_are_not_invited_to(world):
    meeting_id = preparation(world)
    confirm(world, meeting_id)

    for who, by in ((world.harmed, FIRST), (world.responsible, OTHER)):
        with pytest.raises(NotFound):
            appointment(world, meeting_id, who, by)


def test_what_was_moved_or_cancelled_takes_the_old_time_back_under_the_same_id(world):
    meeting_id = preparation(world)
    confirm(world, meeting_id)
    first = appointment(world, meeting_id, world.responsible)
    later = {"meeting_id": meeting_id, "starts_at": MONDAY_AT_TWO + timedelta(days=1)}

    of_meeting(world, meetings.MOVE_MEETING, meetings.MoveMeeting, **later)
    moved = appointment(world, meeting_id, world.responsible)
    confirm(world, meeting_id)
    again = appointment(world, meeting_id, world.responsible)
    record(world, meeting_id, "cancelled", minutes=None)
    cancelled = appointment(world, meeting_id, world.responsible)

    assert {one["UID"] for one in (first, moved, again, cancelled)} == {first["UID"]}
    assert [one["STATUS"] for one in (moved, again, cancelled)] == [
        "CANCELLED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert [one["SEQUENCE"] for one in (first, moved, again, cancelled)] == [0, 1, 1, 2]
