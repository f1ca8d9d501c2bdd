"""One key per case or person (the owner), wrapped by the current KEK of the key ring.

Erasing an owner deletes the wrapped key; rotating the KEK afterwards (``rotate_kek``) makes
older copies of the store useless too. Rows are gathered and written in bulk at the commit; a
key is read once per transaction, however many fields it opens.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, LargeBinary, MetaData, String, Table, bindparam, select, update

from shared.kernel.clock import Clock
from shared.kernel.errors import NotFound, Refused
from shared.security.crypto import decrypt, encrypt, new_key
from shared.security.errors import CannotDecrypt, KeyMissing
from shared.store.columns import Holds, Keep, column
from shared.store.later import touches
from shared.store.transactions import Order, before_commit, gathered, in_transaction
from shared.store.types import GUID, UtcDateTime

if TYPE_CHECKING:
    from shared.security.keyring import KeyRing


class PersonalDataErased(Refused):
    """The owner's key was destroyed on purpose; what it protected is gone for good."""

    def __init__(self, owner_id: UUID) -> None:
        super().__init__("personal-data-erased", owner=owner_id)


def define_case_keys(metadata: MetaData) -> Table:
    """Add the table of wrapped keys to ``metadata``. An erased owner keeps a row, without key."""
    return Table(
        "case_keys",
        metadata,
        column("owner_id", GUID, primary_key=True, holds=Holds.IDENTIFIER, keep=Keep.PERMANENT),
        column("wrapped_key", LargeBinary, holds=Holds.SECRET, keep=Keep.CASE_RETENTION),
        column("kek_id", String(40), index=True, holds=Holds.NOTHING_PERSONAL, keep=Keep.PERMANENT),
        column(
            "created_at",
            UtcDateTime,
            nullable=False,
            holds=Holds.NOTHING_PERSONAL,
            keep=Keep.PERMANENT,
        ),
        column("erased_at", UtcDateTime, holds=Holds.NOTHING_PERSONAL, keep=Keep.PERMANENT),
    )


case_keys = define_case_keys(MetaData())
_READ = select(case_keys.c.owner_id, case_keys.c.wrapped_key, case_keys.c.kek_id).where(
    case_keys.c.owner_id.in_(bindparam("owners", expanding=True))
)
_ERASE = (
    update(case_keys)
    .where(case_keys.c.owner_id == bindparam("owner"))
    .values(wrapped_key=None, kek_id=None, erased_at=bindparam("at"))
)


class _Known:
    """What one transaction knows: open keys by owner (None: erased), and keys to be written."""

    def __init__(self) -> None:
        self.keys: dict[UUID, bytes | None] = {}
        self.new: dict[UUID, bytes] = {}


class CaseKeys:
    """The keys of one store over one connection. Several over one transaction share a cache."""

    def __init__(self, connection: Connection, keyring: KeyRing, clock: Clock) -> None:
        self._connection = connection
        self._ring = keyring
        self._clock = clock
        if in_transaction(connection):
            self._known = gathered(connection, "case_keys", _Known)
        else:
            self._known = _Known()

    def create(self, owner_id: UUID) -> None:
        """Give ``owner_id`` a new key. Written at the commit; usable at once.

        An owner that exists already fails at the commit (``IntegrityError``).
        """
        if not self._known.new:
            before_commit(self._connection, self.flush, Order.CASE_KEYS)
        self._known.keys[owner_id] = self._known.new[owner_id] = new_key()

    def prime(self, owner_ids: Iterable[UUID]) -> None:
        """Read the keys of many owners in one go, before opening many fields.

        A key that is missing fails where a field of its own owner is opened, and nowhere else.
        """
        missing = {owner for owner in owner_ids if owner not in self._known.keys}
        if missing:
            with suppress(KeyMissing):
                self._read(sorted(missing))

    def seal(self, owner_id: UUID, text: str, field: str) -> bytes:
        """Encrypt ``text`` for ``field`` (``table.column``) under the owner's key."""
        return encrypt(self._key(owner_id), text.encode(), _aad(owner_id, field))

    def open(self, owner_id: UUID, blob: bytes, field: str) -> str:
        """Decrypt what ``seal`` made for the same owner and field.

        Raises:
            PersonalDataErased: the owner's key was destroyed.
            NotFound: the owner never had a key here.
            CannotDecrypt: altered, or from another owner or field.

        """
        return decrypt(self._key(owner_id), blob, _aad(owner_id, field)).decode()

    def open_or_none(self, owner_id: UUID, blob: bytes | None, field: str) -> str | None:
        """Decrypt one of many, or return None where it is erased, damaged, or its key is missing.

        For lists: whoever reads one must see the rest, and be told which could not be opened.
        """
        try:
            return None if blob is None else self.open(owner_id, blob, field)
        except (PersonalDataErased, CannotDecrypt, KeyMissing, NotFound):
            return None

    def erase(self, owner_id: UUID) -> None:
        """Destroy the owner's key. Rotate the KEK afterwards, so that copies lose it too."""
        self.flush()
        self._connection.execute(_ERASE, {"owner": owner_id, "at": self._clock.now()})
        self._known.keys[owner_id] = None

    def is_erased(self, owner_id: UUID) -> bool:
        """Whether the owner's key was destroyed (``NotFound`` if there never was one)."""
        if owner_id not in self._known.keys:
            self._read([owner_id])
        if owner_id not in self._known.keys:
            raise NotFound("case-key-unknown", owner=owner_id)
        return self._known.keys[owner_id] is None

    def flush(self) -> None:
        """Write the new keys now (the commit does this by itself)."""
        pending, self._known.new = self._known.new, {}
        if not pending:
            return
        kek_id, kek = self._ring.current
        created = self._clock.now()
        rows = [
            {
                "owner_id": owner,
                "wrapped_key": _wrap(kek, key, owner),
                "kek_id": kek_id,
                "created_at": created,
            }
            for owner, key in pending.items()
        ]
        self._connection.execute(case_keys.insert(), rows)
        # From here our rows hold off the dropping of a KEK (see rotation). If it was dropped
        # between choosing and writing, this transaction fails and is tried again.
        self._ring.get(kek_id)

    def _key(self, owner_id: UUID) -> bytes:
        known = self._known.keys
        if owner_id not in known:
            self._read([owner_id])
        if owner_id not in known:
            raise NotFound("case-key-unknown", owner=owner_id)
        key = known[owner_id]
        if key is None:
            raise PersonalDataErased(owner_id)
        return key

    def _read(self, owners: list[UUID], *, again: bool = True) -> None:
        sought = touches(case_keys)
        rows = self._connection.execute(_READ, {"owners": owners}, execution_options=sought).all()
        try:
            for owner, wrapped, kek_id in rows:
                known = None if wrapped is None else unwrap(self._ring, wrapped, kek_id, owner)
                self._known.keys[owner] = known
        except KeyMissing:
            # A rotation wrapped the row anew after we read it; the row now names its new KEK.
            if not again:
                raise
            self._read(owners, again=False)


def unwrap(ring: KeyRing, wrapped: bytes, kek_id: str, owner: UUID) -> bytes:
    """Open a wrapped key (``KeyMissing`` when its KEK is gone)."""
    return decrypt(ring.get(kek_id), wrapped, _wrap_aad(owner))


def _wrap(kek: bytes, key: bytes, owner: UUID) -> bytes:
    return encrypt(kek, key, _wrap_aad(owner))


def rewrap(ring: KeyRing, wrapped: bytes, kek_id: str, owner: UUID) -> tuple[bytes, str]:
    """Return the same key wrapped by the ring's current KEK, and that KEK's id."""
    new_id, new_kek = ring.current
    return _wrap(new_kek, unwrap(ring, wrapped, kek_id, owner), owner), new_id


def _aad(owner: UUID, field: str) -> bytes:
    return f"{owner}|{field}".encode()


def _wrap_aad(owner: UUID) -> bytes:
    return f"case-key|{owner}".encode()
