"""The store of comms on SQLite and PostgreSQL: order, repetition, races, and nothing in clear."""

import sqlite3
import threading
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update

from services.comms.store.tables import items, metadata
from shared.audit.verification import verify
from shared.contracts.codes import ItemState, PlaceKind, Side
from shared.contracts.comms import rpc
from shared.contracts.intake.events import CaseErasedV1
from shared.kernel.errors import RedressError, Refused
from shared.security.errors import KeyMissing
from shared.store.case_keys import PersonalDataErased, case_keys, unwrap
from shared.store.columns import undeclared_columns
from shared.store.migrations import downgrade, drift, upgrade
from shared.store.retention import personal_without_end
from tests.application.comms.world import WORDS


def test_events_of_different_services_may_come_in_any_order_and_twice(world):
    for event in [*reversed(world.facts()), *world.facts()]:
        world.hear(event)

    item = world.offered()

    assert world.gate(item).open


def test_a_withdrawal_recalls_before_and_after_the_delivery_is_tried(world):
    item = world.ready().offered()
    world.hear(world.withdrawal())
    world.hear(world.withdrawal())

    with pytest.raises(Refused):
        world.deliver(item)

    assert world.state(item) is ItemState.RECALLED
    assert len(world.announced("item_recalled")) == 1
    assert world.announced("item_delivered") == []


def test_of_many_deliveries_at_once_one_happens(world):
    item = world.ready().offered()
    results = []

    def deliver():
        try:
            results.append(world.deliver(item))
        except RedressError as error:
            results.append(error.code)

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert results.count("gate-closed") == 3
    assert len(world.announced("item_delivered")) == 1


def test_a_withdrawal_and_a_delivery_at_once_end_in_one_order_or_the_other(world):
    world.ready()
    for _ in range(5):
        item = world.offered()
        outcome = []

        def deliver(item=item, outcome=outcome):
            try:
                outcome.append(world.deliver(item).content_hash)
            except RedressError as error:
                outcome.append(error.code)

        racing = threading.Thread(target=deliver)
        racing.start()
        world.hear(world.withdrawal())
        racing.join(timeout=60)

        state = world.state(item)
        if outcome == ["gate-closed"]:
            assert state is ItemState.RECALLED
        else:
            assert outcome == [item.content_hash]
            assert state is ItemState.DELIVERED


def test_words_swapped_in_the_store_do_not_pass(world):
    item, other = world.ready().offered(), world.compose("Other words that nobody has read.")
    with world.runtime.store.writing() as connection:
        blob = connection.execute(
            select(items.c.content).where(items.c.item_id == other.item_id)
        ).scalar_one()
        connection.execute(
            update(items).where(items.c.item_id == item.item_id).values(content=blob)
        )

    with pytest.raises(RedressError):
        world.deliver(item)

    assert world.announced("item_delivered") == []


def test_nothing_that_anybody_wrote_stands_in_the_store_in_clear(world, url, tmp_path):
    secret = "Zyzzogeton"
    item = world.ready().offered(f"{WORDS} {secret}, Testperson Alpha {secret}.")
    world.deliver(item)
    world.do(
        rpc.HOLD_RESTORATIVE_CONVERSATION,
        rpc.HoldRestorativeConversation(
            case_id=world.case_id,
            strand_id=world.strand_id,
            place=PlaceKind.OFFICE,
            minutes=9,
            notes=f"{secret} notes",
        ),
    )
    world.do(
        rpc.RECORD_AGREEMENT,
        rpc.RecordAgreement(
            case_id=world.case_id,
            strand_id=world.strand_id,
            kind="signed_by_all",
            breach_route=f"{secret} route",
            undertakings=(rpc.UndertakingDraft(by_side=Side.HARMED, text=f"{secret} promise"),),
        ),
    )

    kept = _every_byte(world, url, tmp_path)

    assert len(kept) > 5000
    for words in (secret, "Testperson", "sorry for the harm", "known this from the trial"):
        assert words.encode() not in kept
        assert words.encode().hex().encode() not in kept


def _every_byte(world, url, tmp_path):
    if url.startswith("sqlite"):
        return b"".join(path.read_bytes() for path in tmp_path.glob("comms.sqlite*"))
    with world.runtime.store.reading() as connection:
        tables = connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ).scalars()
        rows = [
            connection.execute(text(f'SELECT t::text FROM "{one}" t')).scalars().all()
            for one in list(tables)
        ]
    return "\n".join(row for table in rows for row in table).encode()


def test_after_erasure_no_word_can_be_read_and_the_history_stays(world):
    item = world.ready().offered()
    erased = CaseErasedV1(case_id=world.case_id, erased_at=world.clock.now())

    world.hear(erased)
    world.hear(erased)

    with pytest.raises(PersonalDataErased):
        world.do(rpc.READ_ITEM, rpc.ItemById(case_id=world.case_id, item_id=item.item_id))
    with pytest.raises(RedressError):
        world.deliver(item)
    assert world.state(item) is ItemState.RECALLED


def test_a_copy_made_before_the_erasure_is_unreadable_after_it(world, tmp_path):
    kept, erased_later = world.ready().offered(), world.case_id
    with world.runtime.store.reading() as connection:
        copied = connection.execute(
            select(case_keys).where(case_keys.c.owner_id == erased_later)
        ).one()
    ring = world.runtime.keys.keyring
    assert unwrap(ring, copied.wrapped_key, copied.kek_id, erased_later)
    other = uuid4()
    with world.runtime.transaction() as uow:
        uow.keys.create(other)
        sealed = uow.keys.seal(other, "of another case", "items.content")

    world.hear(CaseErasedV1(case_id=erased_later, erased_at=world.clock.now()))

    assert world.state(kept) is ItemState.RECALLED
    with pytest.raises(KeyMissing):
        unwrap(ring, copied.wrapped_key, copied.kek_id, erased_later)
    with world.runtime.transaction() as uow:
        assert uow.keys.open(other, sealed, "items.content") == "of another case"


def test_the_audit_chain_of_a_case_holds(world):
    world.deliver(world.ready().offered())

    with world.runtime.store.reading() as connection:
        assert verify(connection, world.runtime.keys.audit_key) == []


def test_the_migration_goes_back_and_forth_and_matches_the_tables(url, tmp_path):
    from shared.store.engine import Store

    upgrade(url, "comms")
    downgrade(url, "comms", "base")
    upgrade(url, "comms")
    store = Store.open(url, service="comms")
    with store.reading() as connection:
        assert drift(connection, metadata) == []
    store.close()


def test_every_column_declares_what_it_holds_and_every_word_has_an_end():
    assert undeclared_columns(metadata) == []
    assert personal_without_end(metadata) == []


def test_sqlite_is_really_the_file_that_was_searched(tmp_path):
    connection = sqlite3.connect(tmp_path / "comms.sqlite")
    connection.execute("CREATE TABLE notes (words TEXT)")
    connection.execute("INSERT INTO notes VALUES ('Zyzzogeton')")
    connection.commit()
    connection.close()

    assert b"Zyzzogeton" in _every_byte(None, "sqlite://", tmp_path)
