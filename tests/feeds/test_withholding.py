"""What was queued and must not leave any more does not, and the log says that it did not."""

from base64 import b64encode
from datetime import timedelta

import pytest
from click.testing import CliRunner

from ops.feed import feed_command
from services.feeds.accounting import problems
from services.feeds.book import Book
from services.feeds.bootstrap import feed_of
from services.feeds.desk import Desk
from services.feeds.outbound import Telling, tell
from services.feeds.receiving import Feed
from services.feeds.standing import Step
from services.feeds.tables import answers
from services.feeds.told import told
from shared.contracts.codes import CaseStage, ConsentPurpose, ParticipantRole
from shared.contracts.intake.events import (
    CaseErasedV1,
    CasesJoinedV1,
    ConsentWithdrawnV1,
    StrandContinued,
)
from shared.security.sealing import SealingKey
from tests.feeds.world import new_id

KEY = b64encode(SealingKey.generate().public).decode()


def ask(world, case_id, person_id=None, consent_id=None):
    """Queue a request about a person, which waits until the agency's key is there."""
    facts = {"reference": "RJ-1", "person.family_name": "Testperson", "asked": "find_person"}
    telling = Telling(
        "request", facts, case_id=case_id, person_id=person_id or new_id(), consent_id=consent_id
    )
    with world.unit() as uow:
        return tell(uow, world.feed.book, world.feed.keys, telling).disclosure_id


def leaving(world):
    """Return the ids of what the desk would send now, the agency's key being there."""
    feed = feed_of(world.agency, world.runtime.keys, KEY)
    feed = Feed(Book(feed.book.main, world.feed.book.schemes), feed.dialect, feed.keys)
    return [row.disclosure_id for row in Desk("amqp://unused", feed, world.runtime).waiting()]


def ends(world, last):
    step = Step(since=world.clock.today() - timedelta(days=9), status="in_force", until=last)
    main = world.feed.book.main.model_copy(update={"history": (step,), "interim": ()})
    keyed = main.model_copy(update={"sealing_key": KEY})
    return Desk(
        "amqp://unused", Feed(Book(keyed), world.feed.dialect, world.feed.keys), world.runtime
    )


def entries(world, **asked):
    with world.runtime.store.reading() as connection:
        return list(told(connection, **asked))


def withheld(world):
    return {one.disclosure_id: one.withheld_why for one in entries(world) if one.withheld_at}


def joined(world, case_id, into):
    strand = StrandContinued(strand_id=new_id(), into_strand_id=new_id())
    return CasesJoinedV1(
        case_id=case_id,
        into_case_id=into,
        referral_ids=(new_id(),),
        strands=(strand,),
        stage=CaseStage.REFERRED,
        holds=(),
        joined_at=world.clock.now(),
    )


def withdrawn(world, person_id, *purposes, consent_ids=()):
    return ConsentWithdrawnV1(
        case_id=new_id(),
        person_id=person_id,
        role=ParticipantRole.HARMED,
        strand_ids=(),
        consent_ids=consent_ids,
        purposes=purposes,
        withdrawn_at=world.clock.now(),
    )


@pytest.mark.requirement("PTR-33", "PTR-28")
def test_what_waited_over_the_end_of_the_agreement_never_leaves_and_answers_do(world):
    event = world.referred()
    asked = ask(world, event.case_id)
    desk = ends(world, world.clock.today())
    (receipt,) = [row.disclosure_id for row in world.logged("receipt")]
    assert [row.disclosure_id for row in desk.waiting()] == [receipt, asked], (
        "on the last day it goes"
    )
    world.clock.advance(timedelta(days=1))

    assert [row.disclosure_id for row in desk.waiting()] == [receipt]
    assert withheld(world) == {asked: "clause-not-in-force"}
    assert [row.disclosure_id for row in world.rows(answers)] == [receipt]
    assert leaving(world) == [receipt], "nor when it is in force again: it is asked anew"
    with world.runtime.store.reading() as connection:
        assert list(problems(connection, world.feed.book)) == []


@pytest.mark.requirement("CON-02")
def test_what_asks_to_reach_somebody_who_withdrew_is_kept_back(world):
    person = new_id()
    mine, other = ask(world, new_id(), person), ask(world, new_id())

    world.hear(withdrawn(world, person, ConsentPurpose.BE_CONTACTED))

    assert leaving(world) == [other]
    assert withheld(world) == {mine: "consent-withdrawn"}


@pytest.mark.requirement("CON-02", "CON-04")
def test_what_rests_on_another_consent_than_the_withdrawn_one_still_goes(world):
    person, stands, ended = new_id(), new_id(), new_id()
    first = ask(world, new_id(), person, stands)
    second = ask(world, new_id(), person, ended)

    world.hear(withdrawn(world, person, ConsentPurpose.SHARE_WITH_AGENCY, consent_ids=(ended,)))

    assert leaving(world) == [first]
    assert withheld(world) == {second: "consent-withdrawn"}


def test_of_an_erased_case_nothing_that_waited_is_kept_or_sent(world):
    kept, gone = new_id(), new_id()
    other, mine = ask(world, kept), ask(world, gone)

    world.hear(CaseErasedV1(case_id=gone, erased_at=world.clock.now()))

    assert leaving(world) == [other]
    assert withheld(world) == {mine: "case-erased"}
    assert [row.disclosure_id for row in world.rows(answers)] == [other]


def test_what_has_left_is_not_said_to_be_withheld(world):
    case = new_id()
    asked = ask(world, case)
    desk = ends(world, world.clock.today())
    gone = desk.waiting()
    world.hear(CaseErasedV1(case_id=case, erased_at=world.clock.now()))
    assert withheld(world) == {asked: "case-erased"}

    desk._mark_sent(gone)  # it was on the wire when the case was erased

    assert withheld(world) == {}


def test_who_was_told_of_a_joined_case_is_found_by_any_of_its_ids_and_references(world):
    first = world.referred(urn="SAMPLE/0001/20")
    second = world.referred(urn="SAMPLE/0002/20")
    other = world.referred(urn="SAMPLE/0003/20")
    last = new_id()
    world.hear(joined(world, first.case_id, second.case_id))
    world.hear(joined(world, second.case_id, last))
    world.hear(joined(world, second.case_id, last))
    asked = ask(world, last)

    expected = {row.disclosure_id for row in world.logged() if row.case_id != other.case_id}
    assert asked in expected
    assert len(expected) == 3
    for case_id in (first.case_id, second.case_id, last):
        assert {one.disclosure_id for one in entries(world, case_ids=[case_id])} == expected
    assert {one.disclosure_id for one in entries(world, reference=first.reference)} == expected
    assert len(entries(world, case_ids=[other.case_id])) == 1


def test_the_command_line_tells_of_a_joined_case_and_what_was_not_sent(world):
    event, into = world.referred(), new_id()
    world.hear(joined(world, event.case_id, into))
    ask(world, into)
    world.hear(CaseErasedV1(case_id=into, erased_at=world.clock.now()))
    run, common = CliRunner(), ["--agency", "mps", "--by", "dpo-1"]
    common += ["--data-dir", str(world.folder)]

    for about in (["--case", str(event.case_id)], ["--reference", event.reference]):
        shown = run.invoke(feed_command, ["told", *about, *common])
        assert shown.exit_code == 0, shown.output
        receipt, request = shown.output.splitlines()
        assert "receipt" in receipt
        assert "NOT SENT" not in receipt
        assert "request" in request
        assert request.endswith("NOT SENT: case-erased")
