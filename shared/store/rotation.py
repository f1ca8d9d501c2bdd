"""Replacing the key-encryption key, so that erased keys are gone from every copy.

Three steps, each safe to be killed in and to be repeated: a new KEK joins the ring and becomes
current; every row wrapped by another KEK is wrapped anew; KEKs that wrap nothing are dropped.
Nobody can write a row under a KEK while it is being dropped.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, text, update

from shared.security.keyring import KeyRing
from shared.store.case_keys import case_keys, rewrap
from shared.store.engine import Store

BATCH = 500

_STALE = (
    select(case_keys.c.owner_id, case_keys.c.wrapped_key, case_keys.c.kek_id)
    .where(case_keys.c.wrapped_key.is_not(None), case_keys.c.kek_id != bindparam("current"))
    .order_by(case_keys.c.owner_id)
    .limit(BATCH)
)
_REWRAP = (
    update(case_keys)
    .where(
        case_keys.c.owner_id == bindparam("owner"),
        # Erased or wrapped anew meanwhile: then this row is no longer ours to write.
        case_keys.c.kek_id == bindparam("old_kek"),
    )
    .values(wrapped_key=bindparam("wrapped"), kek_id=bindparam("new_kek"))
)


def rotate_kek(store: Store, ring: KeyRing) -> int:
    """Put a new KEK in force and destroy the old ones; return how many keys were wrapped anew.

    Killed at any point, the next call finishes the work; no key is lost in between.
    """
    ring.add()
    return finish_rotation(store, ring)


def finish_rotation(store: Store, ring: KeyRing) -> int:
    """Do what a rotation that was cut short left undone (steps two and three)."""
    done = 0
    while moved := _wrap_a_batch(store, ring):
        done += moved
    _drop_unused(store, ring)
    return done


def _wrap_a_batch(store: Store, ring: KeyRing) -> int:
    with store.writing() as connection:
        rows = connection.execute(_STALE, {"current": ring.current[0]}).all()
        changes = []
        for owner, wrapped, kek_id in rows:
            fresh, fresh_id = rewrap(ring, wrapped, kek_id, owner)
            changes.append(
                {"owner": owner, "old_kek": kek_id, "wrapped": fresh, "new_kek": fresh_id}
            )
        if changes:
            connection.execute(_REWRAP, changes)
    return len(changes)


def _drop_unused(store: Store, ring: KeyRing) -> None:
    with store.writing() as connection:
        _hold_off_writers(store, connection)
        used = set(connection.execute(select(case_keys.c.kek_id).distinct()).scalars())
        for kek_id in ring.ids() - used - {ring.current[0]}:
            ring.drop(kek_id)


def _hold_off_writers(store: Store, connection: Connection) -> None:
    """Wait for open transactions that write keys, and hold off new ones until the drop is done.

    SQLite needs nothing: the write transaction already excludes every other writer.
    """
    if store.is_postgres:
        connection.execute(text("LOCK TABLE case_keys IN SHARE ROW EXCLUSIVE MODE"))
