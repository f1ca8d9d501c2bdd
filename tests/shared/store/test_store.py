"""Transactions, types, case keys and rotation: the same promises on both databases."""

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, select, text

from shared.kernel.errors import NotFound
from shared.security.errors import CannotDecrypt
from shared.store.case_keys import CaseKeys, PersonalDataErased, case_keys
from shared.store.rotation import finish_rotation, rotate_kek
from shared.store.transactions import after_commit, before_commit
from shared.store.types import GUID, UtcDateTime

metadata = MetaData()
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", GUID),
    Column("at", UtcDateTime),
    Column("count", Integer),
    Column("code", String(20)),
)


@pytest.fixture(autouse=True)
def tables(store):
    metadata.create_all(store.engine)
    case_keys.metadata.create_all(store.engine)


def test_a_transaction_that_fails_keeps_nothing_and_tells_nobody(store):
    told = []

    with pytest.raises(ZeroDivisionError), store.writing() as connection:  # noqa: PT012
        connection.execute(notes.insert(), {"id": 1})
        before_commit(connection, lambda: told.append("before"), 1)
        after_commit(connection, lambda: told.append("after"))
        1 / 0  # noqa: B018

    with store.reading() as connection:
        assert connection.execute(select(notes)).all() == []
    assert told == []


def test_what_is_gathered_is_written_in_order_before_the_commit_and_the_rest_is_told_after(store):
    told = []
    store.on_commit(lambda: told.append("store"))

    with store.writing() as connection:
        after_commit(connection, lambda: told.append("after"))
        before_commit(connection, lambda: told.append("audit"), 90)
        before_commit(connection, lambda: told.append("keys"), 10)

    assert told == ["keys", "audit", "after", "store"]


def test_times_and_ids_come_back_as_they_went_in_and_sort_as_time_does(store):
    early = datetime(2019, 7, 1, 9, 0, 0, 5, tzinfo=UTC)
    late = datetime(2019, 7, 1, 9, 0, 1, tzinfo=UTC)
    owner = uuid4()

    with store.writing() as connection:
        connection.execute(
            notes.insert(),
            [{"id": 1, "owner": owner, "at": late}, {"id": 2, "owner": owner, "at": early}],
        )

    with store.reading() as connection:
        rows = connection.execute(select(notes.c.owner, notes.c.at).order_by(notes.c.at)).all()
    assert [tuple(row) for row in rows] == [(owner, early), (owner, late)]


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(Exception, match="without a zone"), store.writing() as connection:
        connection.execute(notes.insert(), {"id": 1, "at": datetime(2019, 7, 1)})  # noqa: DTZ001


def test_many_writers_that_read_first_never_lose_an_update(store):
    with store.writing() as connection:
        connection.execute(notes.insert(), {"id": 1, "count": 0})

    def add():
        for _ in range(20):
            with store.writing() as connection:
                read = select(notes.c.count).where(notes.c.id == 1).with_for_update()
                count = connection.execute(read).scalar_one()
                connection.execute(notes.update().values(count=count + 1))

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.reading() as connection:
        assert connection.execute(select(notes.c.count)).scalar_one() == 120


def test_opening_a_transaction_inside_another_on_sqlite_is_named_instead_of_hanging(store):
    if store.is_postgres:
        with store.writing(), store.writing() as inner:
            assert inner.execute(text("SELECT 1")).scalar_one() == 1
        return

    with pytest.raises(RuntimeError, match="already open"), store.writing(), store.writing():
        pass


def test_a_field_opens_only_for_its_owner_and_its_field(store, ring, clock):
    first, second = uuid4(), uuid4()
    with store.writing() as connection:
        keys = CaseKeys(connection, ring, clock)
        keys.create(first)
        keys.create(second)
        blob = keys.seal(first, "Testperson Alpha", "people.name")

    with store.reading() as connection:
        keys = CaseKeys(connection, ring, clock)
        assert keys.open(first, blob, "people.name") == "Testperson Alpha"
        for owner, field in ((second, "people.name"), (first, "people.phone")):
            with pytest.raises(CannotDecrypt):
                keys.open(owner, blob, field)
        with pytest.raises(NotFound):
            keys.open(uuid4(), blob, "people.name")


def test_a_batch_reads_the_keys_of_all_its_cases_once(store, ring, clock):
    owners = [uuid4() for _ in range(50)]
    with store.writing() as connection:
        keys = CaseKeys(connection, ring, clock)
        for owner in owners:
            keys.create(owner)
    statements = []
    from sqlalchemy import event

    event.listen(store.engine, "after_cursor_execute", lambda *a: statements.append(a[2]))

    with store.writing() as connection:
        CaseKeys(connection, ring, clock).prime(owners)
        for owner in owners:
            CaseKeys(connection, ring, clock).seal(owner, "words", "f")

    assert len([s for s in statements if "case_keys" in s]) == 1


def _with_a_sealed_name(store, ring, clock):
    owner = uuid4()
    with store.writing() as connection:
        keys = CaseKeys(connection, ring, clock)
        keys.create(owner)
        return owner, keys.seal(owner, "Testperson Alpha", "people.name")


def test_an_erased_owner_is_told_apart_from_an_unknown_one(store, ring, clock):
    owner, blob = _with_a_sealed_name(store, ring, clock)

    with store.writing() as connection:
        CaseKeys(connection, ring, clock).erase(owner)

    with store.reading() as connection, pytest.raises(PersonalDataErased):
        CaseKeys(connection, ring, clock).open(owner, blob, "people.name")


def test_after_erasure_and_rotation_a_copy_of_the_store_made_before_is_unreadable(
    store, ring, clock
):
    kept, kept_blob = _with_a_sealed_name(store, ring, clock)
    erased, erased_blob = _with_a_sealed_name(store, ring, clock)
    with store.reading() as connection:
        copy = [dict(row._mapping) for row in connection.execute(select(case_keys))]

    with store.writing() as connection:
        CaseKeys(connection, ring, clock).erase(erased)
    rotate_kek(store, ring)

    with store.reading() as connection:
        name = CaseKeys(connection, ring, clock).open(kept, kept_blob, "people.name")
        assert name == "Testperson Alpha"
    with store.writing() as connection:
        connection.execute(case_keys.delete())
        connection.execute(case_keys.insert(), copy)
    with store.reading() as connection, pytest.raises(Exception, match="kek-not-in-ring"):
        CaseKeys(connection, ring, clock).open(erased, erased_blob, "people.name")


@pytest.mark.parametrize("step", ["ring.add", "wrap", "drop"])
def test_a_rotation_killed_at_any_step_loses_no_key_and_is_finished_by_the_next(
    store, ring, clock, step, monkeypatch
):
    owner, blob = _with_a_sealed_name(store, ring, clock)
    from shared.store import rotation

    def die(*_args):
        raise KeyboardInterrupt

    target = {"ring.add": "_wrap_a_batch", "wrap": "_drop_unused", "drop": "_hold_off_writers"}
    with monkeypatch.context() as patch:
        patch.setattr(rotation, target[step], die)
        with pytest.raises(KeyboardInterrupt):
            rotate_kek(store, ring)
    with store.reading() as connection:
        before = CaseKeys(connection, ring, clock).open(owner, blob, "people.name")
    finish_rotation(store, ring)

    with store.reading() as connection:
        after = CaseKeys(connection, ring, clock).open(owner, blob, "people.name")
    assert (before, after) == ("Testperson Alpha", "Testperson Alpha")
    assert len(ring.ids()) == 1


def test_keys_made_while_the_kek_is_rotated_again_and_again_are_never_lost(store, ring, clock):
    made, failures, stop = [], [], threading.Event()

    def make():
        while not stop.is_set():
            try:
                made.append(_with_a_sealed_name(store, ring, clock))
            except Exception as fault:  # noqa: BLE001 - the test asks which kinds there were
                failures.append(getattr(fault, "code", type(fault).__name__))

    threads = [threading.Thread(target=make) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(10):
        rotate_kek(store, ring)
    stop.set()
    for thread in threads:
        thread.join()

    with store.reading() as connection:
        keys = CaseKeys(connection, ring, clock)
        opened = {keys.open(owner, blob, "people.name") for owner, blob in made}
    assert opened == {"Testperson Alpha"}
    assert set(failures) <= {"kek-not-in-ring"}


ROOT = Path(__file__).resolve().parents[3]
ADD_FROM_ANOTHER_PROCESS = """
import sys
from sqlalchemy import Column, Integer, MetaData, Table, select
from shared.store.engine import Store

notes = Table("notes", MetaData(), Column("id", Integer), Column("count", Integer))
store = Store.open(sys.argv[1], service="test")
for _ in range(25):
    with store.writing() as connection:
        count = connection.execute(select(notes.c.count).with_for_update()).scalar_one()
        connection.execute(notes.update().values(count=count + 1))
"""


def test_writers_in_other_processes_wait_for_their_turn(store, store_url):
    with store.writing() as connection:
        connection.execute(notes.insert(), {"id": 1, "count": 0})

    command = [sys.executable, "-c", ADD_FROM_ANOTHER_PROCESS, store_url]
    workers = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = [worker.communicate(timeout=60)[1] for worker in workers]

    assert [worker.returncode for worker in workers] == [0, 0, 0], said
    with store.reading() as connection:
        assert connection.execute(select(notes.c.count)).scalar_one() == 75
