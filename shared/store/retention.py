"""Erasing in due time, driven by what the tables declare.

A table says ``retained(table, RetentionRule(...))``: from which moment, how many days, and what
then happens: the row goes, its personal columns go, or the owner's key goes and with it all
that it protects anywhere. Legal and safeguarding holds win over every rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, MetaData, Table, and_, or_, select, update

from shared.kernel.clock import Clock
from shared.security.keyring import KeyRing
from shared.store.case_keys import CaseKeys, case_keys
from shared.store.columns import PERSONAL, Keep, holds_of, personal_columns
from shared.store.engine import Store
from shared.store.rotation import rotate_kek

BATCH = 500


class Erase(StrEnum):
    """What happens when the time is up."""

    ROW = "row"
    PERSONAL_COLUMNS = "personal_columns"
    OWNER_KEY = "owner_key"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """When one kind of content in one table ends.

    ``since`` names the column to count from (null: not yet), ``days`` how long after it,
    ``unless`` a column that holds it off while it is set, ``owner`` the column with the owner
    of the key (for ``OWNER_KEY``).
    """

    keep: Keep
    since: str
    days: int
    erase: Erase
    owner: str | None = None
    unless: str | None = None


def retained(table: Table, *rules: RetentionRule, owner: str | None = None) -> Table:
    """Declare the rules of ``table``, and by which column its rows belong to a key's owner."""
    names = {rule.since for rule in rules} | {rule.owner for rule in rules} | {owner}
    names |= {rule.unless for rule in rules}
    if unknown := names - {None} - set(table.columns.keys()):
        raise ValueError(f"{table.name} has no column {sorted(map(str, unknown))}")
    for rule in rules:
        fixed = [found.name for found in personal_columns(table, rule.keep) if not found.nullable]
        if rule.erase is Erase.PERSONAL_COLUMNS and fixed:
            raise ValueError(f"{table.name} cannot blank {fixed}: make them nullable")
    table.info["retention"] = rules
    table.info["owner"] = owner
    return table


def rules_of(table: Table) -> tuple[RetentionRule, ...]:
    """Return the rules that ``table`` declares."""
    found: tuple[RetentionRule, ...] = table.info.get("retention", ())
    return found


def personal_without_end(metadata: MetaData) -> list[str]:
    """Return the personal columns that no rule would ever erase (a test refuses them).

    A column ends by a rule of its own table for its ``keep``, or by the key of its owner when
    the table says who that is.
    """
    by_key = {
        rule.keep
        for table in metadata.tables.values()
        for rule in rules_of(table)
        if rule.erase is Erase.OWNER_KEY
    }
    return sorted(
        f"{table.name}.{found.name}"
        for table in metadata.tables.values()
        for found in personal_columns(table)
        if found.info["keep"] not in {rule.keep for rule in rules_of(table)}
        and not (table.info.get("owner") and found.info["keep"] in by_key)
    )


Note = Callable[[Connection, Table, RetentionRule, int], None]


@dataclass(frozen=True, slots=True)
class Retention:
    """The retention run of one store. ``note`` writes each batch's audit entry, beside it.

    ``passes_over`` names tables whose rules somebody else carries out: an owner of cases erases
    them in its own way, since others must hear of it.
    """

    store: Store
    metadata: MetaData
    ring: KeyRing
    clock: Clock
    note: Note | None = None
    passes_over: frozenset[str] = frozenset()

    def run(self) -> dict[str, int]:
        """Erase everything whose time is up; return how many rows or keys, by table.

        Works in batches, each its own transaction, and may be repeated after a crash. If any
        key was destroyed the KEK is rotated at the end, so that older copies lose it as well.
        """
        counts: dict[str, int] = {}
        keys_erased = False
        for table in self.metadata.sorted_tables[::-1]:
            for rule in () if table.name in self.passes_over else rules_of(table):
                while done := self._erase_batch(table, rule):
                    counts[table.name] = counts.get(table.name, 0) + done
                    keys_erased |= rule.erase is Erase.OWNER_KEY
        if keys_erased:
            rotate_kek(self.store, self.ring)
        return counts

    def _erase_batch(self, table: Table, rule: RetentionRule) -> int:
        with self.store.writing() as connection:
            due = [tuple(row) for row in connection.execute(_due(table, rule, self.clock))]
            if not due:
                return 0
            self._erase(connection, table, rule, due)
            if self.note:
                self.note(connection, table, rule, len(due))
        return len(due)

    def _erase(
        self, connection: Connection, table: Table, rule: RetentionRule, due: list[Any]
    ) -> None:
        match rule.erase:
            case Erase.ROW:
                connection.execute(table.delete().where(_same_rows(table, due)))
            case Erase.PERSONAL_COLUMNS:
                blank = _blanks(table, rule.keep)
                connection.execute(update(table).where(_same_rows(table, due)).values(blank))
            case Erase.OWNER_KEY:
                keys = CaseKeys(connection, self.ring, self.clock)
                for (owner_id,) in due:
                    erase_owner(connection, self.metadata, keys, owner_id)


def erase_owner(connection: Connection, metadata: MetaData, keys: CaseKeys, owner_id: UUID) -> None:
    """Destroy an owner's key and blank its personal columns in every table that declares an owner.

    Blind indexes are blanked too: whoever holds the index key could otherwise still ask
    whether a guessed name is there.
    """
    keys.erase(owner_id)
    for table in metadata.tables.values():
        owner = table.info.get("owner")
        if owner and (blank := _blanks(table)):
            connection.execute(update(table).where(table.c[owner] == owner_id).values(blank))


def _due(table: Table, rule: RetentionRule, clock: Clock) -> Any:
    """Select the keys of rows whose time is up, and which are not done yet."""
    limit = clock.now() - timedelta(days=rule.days)
    conditions = [table.c[rule.since].is_not(None), table.c[rule.since] <= limit]
    if rule.unless:
        conditions.append(table.c[rule.unless].is_(None))
    columns = list(table.primary_key.columns)
    if rule.erase is Erase.PERSONAL_COLUMNS:
        left = [found.is_not(None) for found in personal_columns(table, rule.keep)]
        conditions.append(or_(*left))
    if rule.erase is Erase.OWNER_KEY:
        owner = table.c[rule.owner or ""]
        conditions.append(owner.in_(_with_key()))
        columns = [owner]
    return select(*columns).distinct().where(and_(*conditions)).limit(BATCH)


def _with_key() -> Any:
    return select(case_keys.c.owner_id).where(case_keys.c.wrapped_key.is_not(None))


def _same_rows(table: Table, rows: Any) -> Any:
    keys = list(table.primary_key.columns)
    if len(keys) == 1:
        return keys[0].in_([row[0] for row in rows])
    return or_(*(and_(*(k == v for k, v in zip(keys, row, strict=True))) for row in rows))


def _blanks(table: Table, keep: Keep | None = None) -> dict[str, None]:
    return {
        found.name: None
        for found in personal_columns(table, keep)
        if found.nullable and holds_of(found) in PERSONAL
    }
