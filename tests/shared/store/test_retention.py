"""Declared columns, and erasure in due time driven by them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Column, Date, Integer, LargeBinary, MetaData, String, Table, Text, select

from shared.store.case_keys import CaseKeys, PersonalDataErased, define_case_keys
from shared.store.columns import Holds, Keep, column, undeclared_columns
from shared.store.retention import (
    Erase,
    Retention,
    RetentionRule,
    erase_owner,
    personal_without_end,
    retained,
)
from shared.store.types import GUID, UtcDateTime

KEPT = Keep.CASE_RETENTION
metadata = MetaData()
define_case_keys(metadata)
cases = retained(
    Table(
        "cases",
        metadata,
        Column("id", GUID, primary_key=True),
        Column("closed_at", UtcDateTime),
        Column("held_at", UtcDateTime),
    ),
    RetentionRule(KEPT, "closed_at", 365, Erase.OWNER_KEY, owner="id", unless="held_at"),
)
people = retained(
    Table(
        "people",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("case_id", GUID),
        column("name", LargeBinary, holds=Holds.PERSONAL_ENCRYPTED, keep=KEPT),
        column("name_index", LargeBinary, holds=Holds.PERSONAL_INDEX, keep=KEPT),
    ),
    owner="case_id",
)
enquiries = retained(
    Table(
        "enquiries",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("declined_at", UtcDateTime),
        Column("part", Integer, primary_key=True),
        column("words", LargeBinary, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.ENQUIRY_RETENTION),
        column("age_band", String(10), holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS),
    ),
    RetentionRule(Keep.ENQUIRY_RETENTION, "declined_at", 30, Erase.PERSONAL_COLUMNS),
)
sent = retained(
    Table(
        "sent", metadata, Column("id", Integer, primary_key=True), Column("sent_at", UtcDateTime)
    ),
    RetentionRule(Keep.TRANSPORT, "sent_at", 7, Erase.ROW),
)


@pytest.fixture(autouse=True)
def tables(store):
    metadata.create_all(store.engine)


def a_case(store, ring, clock, **times):
    case_id = uuid4()
    with store.writing() as connection:
        keys = CaseKeys(connection, ring, clock)
        keys.create(case_id)
        name = keys.seal(case_id, "Testperson Alpha", "people.name")
        connection.execute(cases.insert(), {"id": case_id, **times})
        connection.execute(
            people.insert(), {"case_id": case_id, "name": name, "name_index": b"index"}
        )
    return case_id, name


def name_of(store, ring, clock, case_id, blob):
    with store.reading() as connection:
        return CaseKeys(connection, ring, clock).open(case_id, blob, "people.name")


def test_a_case_is_erased_a_year_after_closure_with_its_key_fields_and_indexes(store, ring, clock):
    old = clock.now() - timedelta(days=366)
    due, due_name = a_case(store, ring, clock, closed_at=old)
    recent, recent_name = a_case(store, ring, clock, closed_at=clock.now())
    old_keks = ring.ids()
    noted = []

    counts = Retention(
        store, metadata, ring, clock, note=lambda c, t, r, n: noted.append((t.name, n))
    ).run()

    assert counts == {"cases": 1}
    assert noted == [("cases", 1)]
    with pytest.raises(PersonalDataErased):
        name_of(store, ring, clock, due, due_name)
    assert name_of(store, ring, clock, recent, recent_name) == "Testperson Alpha"
    with store.reading() as connection:
        row = connection.execute(select(people).where(people.c.case_id == due)).one()
    assert (row.name, row.name_index) == (None, None)
    assert ring.ids().isdisjoint(old_keks)


def test_a_hold_wins_over_the_end_of_the_term(store, ring, clock):
    old = clock.now() - timedelta(days=4000)
    case_id, name = a_case(store, ring, clock, closed_at=old, held_at=old)

    assert Retention(store, metadata, ring, clock).run() == {}
    assert name_of(store, ring, clock, case_id, name) == "Testperson Alpha"


def test_a_declined_enquiry_keeps_its_figures_and_loses_its_words(store, ring, clock):
    old = clock.now() - timedelta(days=31)
    with store.writing() as connection:
        for part in (1, 2):
            row = {"id": 1, "part": part, "words": b"x", "age_band": "18-25"}
            connection.execute(enquiries.insert(), {**row, "declined_at": old})

    assert Retention(store, metadata, ring, clock).run() == {"enquiries": 2}

    with store.reading() as connection:
        rows = connection.execute(select(enquiries.c.words, enquiries.c.age_band)).all()
    assert [tuple(row) for row in rows] == [(None, "18-25")] * 2


def test_more_rows_than_one_batch_go_and_a_second_run_finds_nothing(store, ring, clock):
    old = clock.now() - timedelta(days=8)
    with store.writing() as connection:
        connection.execute(sent.insert(), [{"id": n, "sent_at": old} for n in range(1100)])
        connection.execute(sent.insert(), {"id": 5000, "sent_at": clock.now()})

    assert Retention(store, metadata, ring, clock).run() == {"sent": 1100}
    assert Retention(store, metadata, ring, clock).run() == {}


def test_erasing_on_request_blanks_every_table_that_names_the_owner(store, ring, clock):
    case_id, _ = a_case(store, ring, clock)

    with store.writing() as connection:
        erase_owner(connection, metadata, CaseKeys(connection, ring, clock), case_id)

    with store.reading() as connection:
        assert connection.execute(select(people.c.name, people.c.name_index)).one() == (None, None)


class TestDeclarations:
    @pytest.fixture(autouse=True)
    def tables(self):
        """These need no store."""

    def test_text_bytes_and_dates_without_a_declaration_are_listed(self):
        loose = MetaData()
        Table(
            "letters",
            loose,
            Column("id", GUID, primary_key=True),
            Column("words", Text),
            Column("born_on", Date),
            Column("count", Integer),
            column("state", String(10), holds=Holds.NOTHING_PERSONAL, keep=Keep.PERMANENT),
        )

        assert undeclared_columns(loose) == ["letters.born_on", "letters.words"]
        assert undeclared_columns(metadata) == []

    def test_personal_content_in_readable_text_is_refused(self):
        with pytest.raises(ValueError, match="encrypted bytes"):
            column("name", Text, holds=Holds.PERSONAL_ENCRYPTED, keep=KEPT)

    def test_personal_columns_that_no_rule_would_erase_are_listed(self):
        loose = MetaData()
        Table(
            "letters",
            loose,
            Column("id", GUID, primary_key=True),
            column("words", LargeBinary, holds=Holds.PERSONAL_ENCRYPTED, keep=KEPT),
        )

        assert personal_without_end(loose) == ["letters.words"]
        assert personal_without_end(metadata) == []

    def test_a_rule_naming_a_column_that_is_not_there_is_refused(self):
        table = Table("t", MetaData(), Column("id", Integer, primary_key=True))

        with pytest.raises(ValueError, match="no column"):
            retained(table, RetentionRule(KEPT, "closed_at", 1, Erase.ROW))
