"""Nothing leaves but what a clause names, and nothing leaves that the log does not account for."""

import csv
import io
import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.feeds.agreement import load_all
from services.feeds.book import Book, load_book
from services.feeds.outbound import ANSWERS, Telling, nested, tell, within
from services.feeds.tables import answers
from services.feeds.told import COLUMNS, export, told
from shared.contracts.codes import Outcome, UpdateCadence
from shared.contracts.intake.events import CaseClosedV1
from tests.feeds.world import new_id

EVERY = load_all()
KINDS = sorted({kind for one in EVERY for kind in one.outbound})
NAMES = sorted({name for one in EVERY for part in one.outbound.values() for name in part.fields})
SECRETS = ("religion", "person.address", "person.establishment", "victims.0.surname", "narrative")
texts = st.text(st.characters(categories=["L", "N"]), min_size=12, max_size=20)


def leaves(value, path=""):
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from leaves(inside, f"{path}.{name}" if path else name)
    else:
        yield path, value


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    from tests.feeds.world import World

    made = {
        name: World(tmp_path_factory.mktemp(name), name)
        for name in ("mps", "hmpps", "victim_support")
    }
    yield made
    for world in made.values():
        world.close()


@settings(max_examples=150)
@given(
    agency=st.sampled_from(["mps", "hmpps", "victim_support"]),
    kind=st.sampled_from([*KINDS, "anything-else"]),
    values=st.dictionaries(st.sampled_from([*NAMES, *SECRETS]), texts, min_size=1),
    consented=st.booleans(),
    days=st.integers(-500, 2500),
)
def test_no_field_outside_its_clause_leaves_whatever_is_known(
    worlds, agency, kind, values, consented, days
):
    world = worlds[agency]
    start = world.clock.now()
    world.clock.advance(timedelta(days=days))
    known = values | {
        name: text + "!" for name, text in zip(SECRETS, values.values(), strict=False)
    }
    before, queued = len(world.logged()), len(world.rows(answers))
    telling = Telling(
        kind,
        known,
        case_id=new_id(),
        person_id=new_id(),
        consent_id=new_id() if consented else None,
    )
    with world.unit() as uow:
        day = uow.today()
        found = tell(uow, world.feed.book, world.feed.keys, telling)
    world.clock.set(start)

    if found is None:
        assert (len(world.logged()), len(world.rows(answers))) == (before, queued)
        return
    logged = next(row for row in world.logged() if row.disclosure_id == found.disclosure_id)
    content = dict(leaves(found.document))
    assert content.pop("kind") == kind
    assert set(content) == set(logged.fields.split(","))
    one = next(a for a in world.feed.book if a.id == found.agreement)
    if kind not in ANSWERS:
        clause = one.outbound[kind]
        assert set(content) <= set(clause.fields)
        assert one.permits(clause.clause, day)
        assert not clause.consent or consented
        assert logged.legal_basis == one.clauses[clause.clause].legal_basis
    assert not [text for text in content.values() if str(text).endswith("!")]


def test_facts_that_a_clause_does_not_name_are_left_behind_and_empty_ones_are_not_sent():
    facts = {"reference": "R", "stage": None, "note": "", "secret": "S"}

    assert within(facts, ("reference", "stage", "note")) == {"reference": "R"}
    assert within(facts, ()) == {}
    assert nested({"a": 1, "b.c": 2, "b.d": 3}) == {"a": 1, "b": {"c": 2, "d": 3}}


def test_a_row_of_the_log_is_there_before_anything_can_be_sent(world):
    world.referred()

    by_log = {row.disclosure_id for row in world.logged()}
    assert {row.disclosure_id for row in world.rows(answers)} == by_log
    (row,) = world.logged("receipt")
    assert row.clause == "5.1"
    assert row.fields == "your_message_id,reference,received_at,fields_not_kept"
    assert row.recipient == "Metropolitan Police Service, referrals"


def test_what_names_a_person_lies_sealed_until_it_has_gone(world):
    secret = "Testperson-Sealed"
    with world.unit() as uow:
        facts = {"reference": "RJ-1", "person.family_name": secret, "asked": "find_person"}
        telling = Telling("request", facts, case_id=new_id(), person_id=new_id())
        assert tell(uow, world.feed.book, world.feed.keys, telling)

    (row,) = world.rows(answers)
    assert secret.encode() not in bytes(row.body)
    assert world.said("request")[0]["person"]["family_name"] == secret


def close(event, world):
    return CaseClosedV1(
        case_id=event.case_id,
        primary_outcome=Outcome.LETTER_DELIVERED,
        positive=True,
        completed=True,
        closed_at=world.clock.now(),
    )


@pytest.mark.requirement("PTR-28", "CON-08")
def test_the_log_answers_who_was_told_what_and_why_and_is_exported(world):
    event = world.referred(cadence=UpdateCadence.AT_END)
    world.hear(close(event, world))
    other = world.referred(urn="SAMPLE/0009/20")

    with world.unit() as uow:
        found = list(told(uow.connection, case_ids=[event.case_id]))
        assert {entry.case_id for entry in told(uow.connection)} >= {event.case_id, other.case_id}

    assert [entry.kind for entry in found] == ["receipt", "outcome"]
    assert found[1].purpose == "report the end of a case to its referrer"
    assert found[1].legal_basis == "public task"
    file = io.StringIO()
    assert export(found, file) == 2
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1]["fields"] == "reference,your_reference,outcome,closed_on"


def test_a_cell_of_the_export_is_never_a_formula(world):
    with world.unit() as uow:
        tell(
            uow,
            world.feed.book,
            world.feed.keys,
            Telling("receipt", {"reference": "=1+1"}, reference="=1+1"),
        )
        file = io.StringIO()
        export(told(uow.connection), file)

    assert "'=1+1" in file.getvalue()


def test_a_clause_without_fields_lets_nothing_out(world):
    main = world.feed.book.main
    empty = main.outbound["outcome"].model_copy(update={"fields": ()})
    book = Book(main.model_copy(update={"outbound": {**main.outbound, "outcome": empty}}))
    with world.unit() as uow:
        telling = Telling("outcome", {"outcome": "letter_delivered"}, case_id=new_id())
        assert tell(uow, book, world.feed.keys, telling) is None

    assert world.logged() == []


def test_every_document_of_a_feed_is_json_that_its_agency_can_read():
    for name in ("mps", "hmpps", "victim_support"):
        for one in load_book(name):
            for kind, part in one.outbound.items():
                document = {"kind": kind, **nested(dict.fromkeys(part.fields, "x"))}
                assert set(dict(leaves(json.loads(json.dumps(document))))) == {"kind", *part.fields}
