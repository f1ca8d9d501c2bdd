"""An agency answers our request by its own queue: under the clause, translated, with a receipt."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from services.feeds.agreement import Answers, load
from services.feeds.answering import AcceptedAnswer
from services.feeds.book import Book, feeds, load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.boundary import SEALED, admit, sealing_context
from services.feeds.receiving import Feed
from services.feeds.turned import Turned
from shared.contracts.codes import Outcome
from shared.contracts.intake.answering import AgencyAnswerRefusedV1, AgencyAnswerTakenV1
from shared.contracts.intake.codes import AgencyFinding
from shared.contracts.intake.events import CaseClosedV1, CaseErasedV1, FaultCode
from shared.messaging.tables import outbox
from shared.security.sealing import SealingKey, seal
from tests.feeds.test_agreements import SUMMER_2019

ASKED = [feed for feed in feeds() if load(feed).answers is not None]


def sample(feed, name="answer", **changed):
    return json.loads((load(feed).samples / f"{name}.json").read_text()) | changed


def admitted(feed, content, day=SUMMER_2019, book=None):
    book = book or load_book(feed)
    return admit(content, book, dialect_of(book), day)


def faults(feed, content, **more):
    with pytest.raises(Turned) as turned:
        admitted(feed, content, **more)
    return {(fault.field, fault.code) for fault in turned.value.faults}, turned.value.held


def test_every_agency_that_is_asked_may_answer_under_the_same_clause():
    for feed in feeds():
        agreement = load(feed)
        asked = agreement.outbound.get("request")
        answers = agreement.answers
        assert (asked and asked.clause) == (answers and answers.clause), feed
    assert ASKED == ["hmpps", "mps"]


@pytest.mark.requirement("PRC-16", "PTR-28")
@pytest.mark.parametrize("feed", ASKED)
def test_an_answer_is_read_in_the_agencys_own_words(feed):
    found = admitted(feed, sample(feed))

    assert isinstance(found, AcceptedAnswer)
    assert found.answer.finding is AgencyFinding.AGREES
    assert found.answer.consent_on.isoformat() == "2019-04-19"
    assert "Testperson" in found.answer.answered_by
    assert found.dropped == ()


def test_what_the_clause_does_not_name_is_dropped_and_named():
    told = sample("mps", prison="WWI")
    told["contact"]["landlord"] = "somebody"

    found = admitted("mps", told)

    assert found.dropped == ("contact.landlord", "prison")
    assert "somebody" not in found.answer.model_dump_json()


@pytest.mark.parametrize("feed", ASKED)
def test_every_code_of_a_form_is_one_of_our_findings(feed):
    form = dialect_of(load_book(feed)).answer
    codes = form.Answer.model_json_schema()["properties"][form.THEIRS["finding"]]["enum"]

    read = {
        admitted(feed, sample(feed, **{form.THEIRS["finding"]: c})).answer.finding for c in codes
    }

    assert len(read) == len(codes) >= 7


def under(feed, **changed):
    book = load_book(feed)
    return Book(book.main.model_copy(update=changed), book.schemes, book.logged)


def test_an_agreement_that_takes_no_answers_refuses_them_and_keeps_nothing():
    found, held = faults("mps", sample("mps"), book=under("mps", answers=None))
    assert ("agreement", "nothing-may-come-in") in found
    assert not held
    nothing = Answers(clause="6.1", fields=())
    found, _ = faults("mps", sample("mps"), book=under("mps", answers=nothing))
    assert ("agreement", "nothing-may-come-in") in found


def test_an_answer_needs_its_own_clause_in_force_and_not_the_one_for_referrals():
    main = load_book("mps").main
    without = tuple(one.model_copy(update={"clauses": ("4.1", "5.1")}) for one in main.interim)

    found, held = faults("mps", sample("mps"), book=under("mps", interim=without))

    assert found == {("agreement", "clause-not-in-force")}
    assert not held


def test_a_bad_answer_is_held_for_staff_with_faults_by_its_own_fields(world):
    message_id = world.arrive(world.sample("bad_answer"))

    (refusal,) = world.said("refusal")
    assert refusal["your_message_id"] == message_id
    assert refusal["held_for_staff"] is True
    assert {fault["field"] for fault in refusal["faults"]} == {
        "answered_on",
        "contact.telephone",
        "officer.name",
        "request",
        "result",
    }


def test_a_restricted_probation_record_is_not_answered_about():
    found, _ = faults("hmpps", sample("hmpps", limited_access="UNK"))

    assert found == {("limited_access", "restricted")}


def command(world):
    return [row for row in world.rows(outbox) if row.type == "intake.receive_agency_answer.v1"]


def taken(world, message_id):
    row = world.message(message_id)
    event = AgencyAnswerTakenV1(
        feed_message_id=row.feed_message_id,
        agency=world.agency,
        request_id=uuid4(),
        case_id=uuid4(),
        reference="RJ-1905-00001",
        taken_at=world.clock.now(),
    )
    world.hear(event)
    return event


@pytest.mark.requirement("PRC-16")
def test_an_answer_goes_to_intake_sealed_and_its_receipt_comes_once(world):
    message_id = world.arrive(world.sample("answer"))
    world.arrive(world.sample("answer"), message_id=message_id)
    (sent,) = command(world)
    assert b"900001" not in bytes(sent.body)

    taken(world, message_id)

    (receipt,) = world.said("receipt")
    assert receipt["reference"] == "RJ-1905-00001"
    assert receipt["your_message_id"] == message_id
    world.arrive(world.sample("answer"), message_id=message_id)
    assert world.said("receipt") == [receipt, receipt], "the same again gets the same answer"
    assert len(command(world)) == 1
    assert [row.kind for row in world.logged()] == ["receipt"]


def test_a_sealed_answer_is_read_like_a_plain_one(world):
    body = json.dumps(world.sample("answer")).encode()
    sealed = seal(world.feed.keys.sealing.public, body, sealing_context("mps"))
    from services.feeds.boundary import Arrived
    from services.feeds.taking import take

    take(world.runtime, world.feed, [Arrived(sealed, SEALED, "sealed-answer-1")])
    other = seal(SealingKey.generate().public, body, sealing_context("mps"))
    take(world.runtime, world.feed, [Arrived(other, SEALED, "sealed-answer-2")])

    assert len(command(world)) == 1
    (refusal,) = world.said("refusal")
    assert refusal["faults"] == [{"field": "message", "code": "cannot-be-opened"}]


def test_intakes_refusal_of_an_answer_names_the_agencys_own_field(world):
    message_id = world.arrive(world.sample("answer"))
    world.hear(
        AgencyAnswerRefusedV1(
            feed_message_id=world.message(message_id).feed_message_id,
            agency="mps",
            faults=(
                FaultCode(field="request_id", code="request-ended"),
                FaultCode(field="finding", code="does-not-fit-request"),
            ),
            refused_at=world.clock.now(),
        )
    )

    (refusal,) = world.said("refusal")
    assert refusal["faults"] == [
        {"field": "request", "code": "request-ended"},
        {"field": "result", "code": "does-not-fit-request"},
    ]


def test_who_only_answered_is_told_nothing_of_how_the_case_ends_and_forgets_it_when_erased(world):
    message_id = world.arrive(world.sample("answer"))
    event = taken(world, message_id)
    now = world.clock.now()
    closed = {"primary_outcome": Outcome.CONFERENCE_HELD, "positive": True, "completed": True}
    world.hear(CaseClosedV1(case_id=event.case_id, closed_at=now, **closed))
    assert [one["kind"] for one in world.said()] == ["receipt"]

    world.hear(CaseErasedV1(case_id=event.case_id, erased_at=now))

    row = world.message(message_id)
    assert (row.case_id, row.reference, row.answer) == (None, None, None)


def test_a_held_answer_that_staff_correct_goes_to_intake(world):
    from services.feeds import quarantine

    world.arrive(world.sample("bad_answer_without_word"))
    with world.unit() as uow:
        (held,) = quarantine.list_held(uow.connection)
        better = json.dumps(world.sample("answer")).encode()
        assert quarantine.correct(uow, world.feed, held.feed_message_id, better) == ()
        quarantine.release(uow, world.feed, held.feed_message_id, reason="said so by telephone")

    assert len(command(world)) == 1


def test_an_answer_of_the_day_after_the_agreement_ended_is_refused(world_of):
    world = world_of(at=datetime(2020, 7, 1, 9, tzinfo=UTC))
    from tests.feeds.test_calendar import ending

    ending(world)
    assert isinstance(world.feed, Feed)
    world.arrive(world.sample("answer"))

    (refusal,) = world.said("refusal")
    assert {"field": "agreement", "code": "agreement-expired"} in refusal["faults"]
    assert command(world) == []
