"""``./redress dead``: what an operator can do about a parked message."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import MetaData, insert, select

from ops.cli import main
from shared.audit.tables import define_audit_tables
from shared.messaging.tables import define_messaging_tables, parked_messages
from shared.security.key_files import create_service_keys
from shared.store.engine import Store

SAID = b'{"note": "Testperson Alpha"}'


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("REDRESS_DATA_DIR", str(tmp_path))
    create_service_keys(tmp_path / "keys" / "intake", tmp_path / "keys" / "public", "intake")
    opened = Store.open(f"sqlite:///{tmp_path}/intake.sqlite", service="intake")
    metadata = define_messaging_tables(MetaData())
    define_audit_tables(metadata)
    with opened.writing() as connection:
        metadata.create_all(connection)
    yield opened
    opened.close()


@pytest.fixture
def parked(store):
    row = {
        "id": "5b1d6f2e-0000-4000-8000-000000000001",
        "queue": "intake.events",
        "state": "parked",
        "reason": "schema-broken",
        "faults": json.dumps(["data.case_id: missing"]),
        "place": "",
        "attempts": 1,
        "source": "screening",
        "message_id": "m-1",
        "type": "screening.eligibility_decided.v1",
        "subject": "case/1",
        "sequence": 1,
        "body": SAID,
        "headers": "{}",
        "parked_at": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
    }
    with store.writing() as connection:
        connection.execute(insert(parked_messages), row)
    return row["id"]


def dead(*arguments):
    return CliRunner().invoke(main, ["dead", *arguments])


def state(store, parked):
    with store.reading() as connection:
        query = select(parked_messages.c.state, parked_messages.c.settled_by)
        return tuple(connection.execute(query.where(parked_messages.c.id == parked)).one())


def test_a_parked_message_is_listed_with_its_reason(parked):
    said = dead("list", "intake")

    assert said.exit_code == 0
    assert parked in said.output
    assert "schema-broken" in said.output


def test_showing_a_message_tells_its_faults_and_not_its_words(parked):
    said = dead("show", "intake", parked)

    assert "data.case_id: missing" in said.output
    assert "Testperson" not in said.output


def test_nothing_is_discarded_without_a_name_and_a_reason(store, parked):
    nameless = dead("discard", "intake", parked, "--reason", "a test message")
    without_reason = dead("discard", "intake", parked, "--by", "op-1", "--reason", " ")

    assert nameless.exit_code != 0
    assert without_reason.exit_code == 1
    assert state(store, parked) == ("parked", None)


def test_a_discarded_message_keeps_who_gave_it_up(store, parked):
    said = dead("discard", "intake", parked, "--by", "op-1", "--reason", "a test message")

    assert said.exit_code == 0, said.output
    assert state(store, parked) == ("discarded", "op-1")
    assert dead("list", "intake").output.startswith("0 messages")


def test_a_message_is_replayed_once(store, parked):
    first = dead("replay", "intake", parked, "--by", "op-1", "--reason", "mended in 0.2")
    second = dead("replay", "intake", parked, "--by", "op-2", "--reason", "mended in 0.2")

    assert first.exit_code == 0, first.output
    assert second.exit_code == 1
    assert "parked-message-settled-already" in second.output
    assert state(store, parked) == ("replayed", "op-1")


def test_an_unknown_message_is_refused_in_plain_words(store):
    said = dead("show", "intake", "5b1d6f2e-0000-4000-8000-00000000ffff")

    assert said.exit_code == 1
    assert "./redress dead list intake --all" in said.output
    assert "parked-message-unknown" in said.output
    assert "Traceback" not in said.output


def test_a_decided_message_is_said_to_be_and_where_to_read_by_whom(store, parked):
    decide = ("--by", "op-1", "--reason", "mended in 0.2")
    dead("replay", "intake", parked, *decide)

    again = dead("discard", "intake", parked, *decide)

    assert "./redress dead show intake" in again.output


def test_without_a_service_all_are_listed_and_those_that_cannot_be_read_are_named(parked):
    said = dead("list")

    assert said.exit_code == 0
    assert f"intake: {parked}" in said.output
    assert "intake: 1 messages" in said.output
    assert "not listed: screening: " in said.output
    assert "not listed: feeds-mps: " in said.output
    assert "Traceback" not in said.output


def test_where_no_store_can_be_read_that_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setenv("REDRESS_DATA_DIR", str(tmp_path))

    said = dead("list")

    assert said.exit_code == 1
    assert "run this where they run" in said.output
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"
