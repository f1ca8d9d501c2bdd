"""What an agency was asked is called off when the reason goes: withheld, or told to stop."""

import json
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from services.feeds.accounting import problems
from services.feeds.agreement import load
from services.feeds.book import Book, feeds
from services.feeds.keeping import let_go
from services.feeds.outbound import CANCELLATION, Telling, tell
from services.feeds.recalling import Recaller, note_asked
from services.feeds.standing import Step
from services.feeds.tables import agency_messages, answers, asked
from shared.contracts.codes import (
    AgencyRequestKind,
    ConsentMethod,
    ConsentPurpose,
    Outcome,
    ParticipantRole,
)
from shared.contracts.intake.answering import AgencyRequestCalledOffV1
from shared.contracts.intake.codes import CalledOffWhy
from shared.contracts.intake.events import (
    AgencyRequestAnsweredV1,
    AgencyRequestLapsedV1,
    AgencyRequestOpenedV1,
    CaseClosedV1,
    CaseErasedV1,
    ConsentRecordedV1,
)
from shared.messaging.tables import outbox
from tests.feeds.test_merged import merge
from tests.feeds.test_withholding import ends, joined, leaving, withdrawn
from tests.feeds.world import new_id


def request(
    world, *, kind=AgencyRequestKind.FIND, case_id=None, person_id=None, strand_id=None, sent=True
):
    """Ask an agency for something about a person; ``sent``: its broker has it."""
    event = AgencyRequestOpenedV1(
        request_id=new_id(),
        case_id=case_id or new_id(),
        strand_id=strand_id,
        agency=world.agency,
        kind=kind,
        clause="6.1",
        interim_arrangement=True,
        opened_at=world.clock.now(),
    )
    facts = SimpleNamespace(person_id=person_id or new_id(), reference="RJ-2005-AAAAA")
    telling = Telling(
        "request",
        {
            "request": str(event.request_id),
            "reference": facts.reference,
            "asked": kind.value,
            "person.family_name": "Testperson",
        },
        correlation_id=str(event.request_id),
        case_id=event.case_id,
        person_id=facts.person_id,
        reference=facts.reference,
    )
    with world.unit() as uow:
        told = tell(uow, world.feed.book, world.feed.keys, telling)
        note_asked(uow, event, facts, told)
    if sent:
        send(world)
    return SimpleNamespace(event=event, told=told.disclosure_id, **vars(facts))


def send(world):
    desk = ends(world, world.clock.today() + timedelta(days=30))
    desk._mark_sent([row for row in desk.waiting() if row.kind == "request"])


def stops(world):
    """Return what is said to the agency in clear: what names a person lies sealed, or has gone."""
    said = [json.loads(bytes(row.body)) for row in world.rows(answers) if not row.sealed]
    return [one for one in said if one["kind"] == CANCELLATION]


def called_off(world):
    return [said["request"] for said in stops(world)]


def closed(world, case_id):
    return CaseClosedV1(
        case_id=case_id,
        primary_outcome=Outcome.LETTER_DELIVERED,
        positive=False,
        completed=False,
        closed_at=world.clock.now(),
    )


def erased(world, case_id):
    return CaseErasedV1(case_id=case_id, erased_at=world.clock.now())


def lapsed(world, one):
    facts = one.event.model_dump(include={"request_id", "case_id", "agency"})
    return AgencyRequestLapsedV1(**facts, lapsed_at=world.clock.now())


def called_off_by_intake(world, one):
    """A merge or a joining shows a no that no feed was told of."""
    facts = one.event.model_dump(include={"request_id", "case_id", "agency"})
    why = CalledOffWhy.REFUSED
    return AgencyRequestCalledOffV1(**facts, why=why, called_off_at=world.clock.now())


def answered(world, one):
    facts = one.event.model_dump(include={"request_id", "case_id", "agency"})
    return AgencyRequestAnsweredV1(**facts, found=True, answered_at=world.clock.now())


def word(world, person, *, given=False, purpose=ConsentPurpose.BE_CONTACTED, strand_id=None):
    return ConsentRecordedV1(
        consent_id=new_id(),
        case_id=new_id(),
        person_id=person,
        role=ParticipantRole.HARMED,
        strand_id=strand_id,
        purpose=purpose,
        given=given,
        method=ConsentMethod.SPOKEN,
        obtained_by="coordinator",
        recorded_at=world.clock.now(),
    )


REASONS = {
    "withdrawal": lambda w, one: withdrawn(w, one.person_id, ConsentPurpose.TAKE_PART),
    "no": lambda w, one: word(w, one.person_id),
    "closure": lambda w, one: closed(w, one.event.case_id),
    "erasure": lambda w, one: erased(w, one.event.case_id),
    "lapse": lapsed,
    "called off": called_off_by_intake,
}
REASON = pytest.mark.parametrize("why", REASONS)


@pytest.mark.requirement("CON-02", "PRC-16", "PTR-28")
@REASON
def test_whoever_has_a_request_is_told_to_stop_when_its_reason_goes(world, why):
    mine, other = request(world), request(world)

    world.hear(REASONS[why](world, mine))

    (said,) = stops(world)
    assert said == {
        "kind": CANCELLATION,
        "request": str(mine.event.request_id),
        "reference": mine.reference,
    }
    (logged,) = world.logged(CANCELLATION)
    assert (logged.clause, logged.person_id) == ("6.1", mine.person_id)
    assert logged.fields == "request,reference"
    row = next(r for r in world.rows(answers) if r.disclosure_id == logged.disclosure_id)
    assert not row.sealed, "it names nobody, and waits for no key"
    assert row.correlation_id == str(mine.event.request_id)
    assert [one.request_id for one in world.rows(asked)] == [other.event.request_id]
    with world.runtime.store.reading() as connection:
        assert list(problems(connection, world.feed.book)) == []


@REASON
def test_a_request_that_had_not_left_is_withheld_and_needs_no_stop(world, why):
    mine = request(world, sent=False)

    world.hear(REASONS[why](world, mine))

    assert called_off(world) == []
    (logged,) = world.logged("request")
    assert logged.withheld_at is not None
    assert leaving(world) == []


@pytest.mark.requirement("PTR-28")
def test_that_something_was_kept_back_is_announced_with_its_reason(world):
    mine = request(world, sent=False)

    world.hear(closed(world, mine.event.case_id))

    said = [r.type for r in world.rows(outbox) if r.type.startswith("feeds.disclosure")]
    assert said == ["feeds.disclosure_made.v1", "feeds.disclosure_withheld.v1"]


def test_a_request_that_left_at_the_very_moment_is_called_off_after_all(world):
    mine = request(world, sent=False)
    desk = ends(world, world.clock.today() + timedelta(days=30))
    on_the_wire = desk.waiting()
    world.hear(erased(world, mine.event.case_id))
    assert called_off(world) == []

    desk._mark_sent(on_the_wire)

    assert called_off(world) == [str(mine.event.request_id)]
    (logged,) = world.logged("request")
    assert logged.withheld_at is None
    said = [r.type for r in world.rows(outbox) if r.type.startswith("feeds.disclosure")]
    assert said[-2:] == ["feeds.disclosure_made.v1"] * 2, "the request after all, and the stop"


@REASON
def test_an_answered_request_is_not_called_off(world, why):
    mine = request(world)
    world.hear(answered(world, mine))

    world.hear(REASONS[why](world, mine))

    assert called_off(world) == []


def test_a_request_is_called_off_once_however_many_reasons_go(world):
    mine = request(world)

    for why in REASONS.values():
        world.hear(why(world, mine))

    assert called_off(world) == [str(mine.event.request_id)]
    assert leaving(world), "and the erasure keeps no stop back"


@pytest.mark.requirement("CON-02")
@pytest.mark.parametrize("kind", [AgencyRequestKind.LOCATION, AgencyRequestKind.RISK])
def test_what_brings_nobody_to_a_door_goes_on_after_a_no_and_ends_with_the_case(world, kind):
    mine = request(world, kind=kind)

    world.hear(withdrawn(world, mine.person_id, ConsentPurpose.TAKE_PART))
    assert called_off(world) == []
    world.hear(closed(world, mine.event.case_id))
    assert called_off(world) == [str(mine.event.request_id)]


@pytest.mark.parametrize("purpose", [ConsentPurpose.NEWSLETTER, ConsentPurpose.UPDATES])
def test_a_no_to_something_else_and_a_yes_call_nothing_off(world, purpose):
    mine = request(world)

    world.hear(withdrawn(world, mine.person_id, purpose))
    world.hear(word(world, mine.person_id, purpose=purpose))
    world.hear(word(world, mine.person_id, given=True))

    assert called_off(world) == []


@pytest.mark.requirement("INT-17")
def test_a_no_to_one_strand_leaves_the_search_for_another(world):
    person, left, stays = new_id(), new_id(), new_id()
    for_left = request(world, person_id=person, strand_id=left)
    request(world, person_id=person, strand_id=stays)

    world.hear(word(world, person, strand_id=left))

    assert called_off(world) == [str(for_left.event.request_id)]


@pytest.mark.requirement("CON-02")
def test_a_no_under_one_record_calls_off_the_search_under_any(world):
    first, second = new_id(), new_id()
    mine = request(world, person_id=second)
    merge(world, first, second)

    world.hear(withdrawn(world, first, ConsentPurpose.BE_CONTACTED))

    assert called_off(world) == [str(mine.event.request_id)]


def test_a_merge_with_somebody_who_said_no_calls_the_search_off(world):
    mine = request(world)

    merge(world, new_id(), mine.person_id, may_be_sought=False)

    assert called_off(world) == [str(mine.event.request_id)]


def test_the_request_of_a_joined_case_ends_with_the_case_in_which_it_goes_on(world):
    mine, into = request(world), new_id()
    world.hear(joined(world, mine.event.case_id, into))

    world.hear(closed(world, into))

    assert called_off(world) == [str(mine.event.request_id)]


def test_an_agency_that_referred_the_case_finds_its_own_reference_in_the_stop(world):
    referral = world.referred()
    mine = request(world, case_id=referral.case_id)

    world.hear(closed(world, mine.event.case_id))

    (said,) = stops(world)
    (message,) = {row.message_id for row in world.rows(agency_messages)}
    assert said["your_reference"] == message


@pytest.mark.requirement("PTR-33")
def test_a_stop_is_owed_also_when_the_agreement_has_ended_since(world):
    mine = request(world)
    ended = Step(since=date(2019, 4, 1), status="in_force", until=world.clock.today())
    main = world.feed.book.main.model_copy(update={"history": (ended,), "interim": ()})
    world.clock.advance(timedelta(days=1))
    assert not main.permits("6.1", world.clock.today())

    with world.unit() as uow:
        Recaller(Book(main), world.feed.keys).of_case(uow, mine.event.case_id)

    assert called_off(world) == [str(mine.event.request_id)]
    with world.runtime.store.reading() as connection:
        assert list(problems(connection, Book(main))) == []


def test_what_was_asked_is_forgotten_when_it_is_old_enough(world):
    request(world, sent=False)
    mine = request(world, sent=False)
    world.hear(closed(world, mine.event.case_id))
    world.clock.advance(timedelta(days=8))
    with world.unit() as uow:
        let_go(uow, world.feed.book.main.retention)
    assert len(world.rows(asked)) == 1, "what ended before it left is kept for a week"

    world.clock.advance(timedelta(days=world.feed.book.main.retention.disclosures_days))
    with world.unit() as uow:
        let_go(uow, world.feed.book.main.retention)

    assert world.rows(asked) == []


def test_every_agency_that_is_asked_can_be_told_to_stop_under_the_same_clause():
    for feed in feeds():
        out = load(feed).outbound
        assert ("request" in out) == (CANCELLATION in out), feed
        if "request" in out:
            assert out["request"].clause == out[CANCELLATION].clause
            assert out[CANCELLATION].fields == ("request", "reference", "your_reference")
