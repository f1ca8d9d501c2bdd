"""Reads whatever can be read of a copy of the stores with a set of keys, by force.

Stands for somebody who holds an older copy of every store and, today, every key of ours. It
does not use the services' own code to read fields: AES-GCM's plaintext can be had without
knowing what a field was tied to, so no field is safe from it for want of a label.
"""

import base64
import contextlib
import json
import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from shared.messaging.outgoing import command_context
from shared.security.errors import CannotDecrypt, KeyMissing
from shared.security.keyring import KeyRing
from shared.security.sealing import SealingKey
from shared.store.case_keys import unwrap

OF_CASE = re.compile(rb"(?:Testperson-(?:Harmed|Responsible|Deceased)|Fictional-words-)(\d{3})")
FORM, NONCE, TAG = b"\x01", 12, 16


def copy_stores(data_dir: Path, to: Path) -> Path:
    """Copy every store as it stands, with what its log holds."""
    to.mkdir()
    for store in sorted(data_dir.glob("*.sqlite")):
        source, target = sqlite3.connect(store), sqlite3.connect(to / store.name)
        with contextlib.closing(source), contextlib.closing(target):
            source.backup(target)
    return to


def copy_keys(data_dir: Path, to: Path) -> Path:
    """Copy every private key."""
    shutil.copytree(data_dir / "keys", to)
    return to


class Thief:
    """Somebody with a copy of the stores and a set of keys."""

    def __init__(self, stores: Path, keys: Path) -> None:
        self._stores, self.keys = stores, keys
        self._sealing = [
            SealingKey.load(base64.b64decode(path.read_bytes()))
            for path in keys.glob("*/sealing.key")
        ]

    def cases(self) -> dict[int, set[str]]:
        """Return of which referrals (by the plan's number) what stores give personal data away."""
        found: dict[int, set[str]] = defaultdict(set)
        for path in sorted(self._stores.glob("*.sqlite")):
            for text in self._read(path):
                for number in OF_CASE.findall(text):
                    found[int(number)].add(path.stem)
        return found

    def _read(self, path: Path) -> Iterator[bytes]:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            keys = list(self._case_keys(connection, path.stem))
            for row in _rows(connection):
                for value in row:
                    yield value
                    yield from (plain for key in keys if (plain := _by_force(key, value)))
                yield from self._unsealed(path.stem, row)

    def _case_keys(self, connection: sqlite3.Connection, service: str) -> Iterator[bytes]:
        ring = KeyRing(self.keys / service / "ring.json")
        with contextlib.suppress(sqlite3.OperationalError):  # a store without case keys
            query = "SELECT owner_id, wrapped_key, kek_id FROM case_keys WHERE wrapped_key NOT NULL"
            for owner, wrapped, kek_id in connection.execute(query).fetchall():
                with contextlib.suppress(KeyMissing):
                    yield unwrap(ring, wrapped, kek_id.decode(), UUID(owner.decode()))

    def _unsealed(self, service: str, row: tuple[bytes, ...]) -> Iterator[bytes]:
        """Open what was sealed to any service, in any context that the bus or a feed uses."""
        contexts = {
            f"redress:kept:{service}".encode(),
            b"redress:quarantine",
            b"redress:rpc-answer",
        }
        for key, value, context in product(self._sealing, row, contexts):
            if value[:1] == FORM:
                with contextlib.suppress(CannotDecrypt):
                    yield key.open(value, context)
        for value in row:
            if value[:1] == b"{" and b'"sealed"' in value:
                yield from self._opened_command(json.loads(value))

    def _opened_command(self, envelope: dict) -> Iterator[bytes]:
        sealed = base64.b64decode(envelope["data"]["sealed"])
        for key in self._sealing:
            with contextlib.suppress(CannotDecrypt):
                yield key.open(sealed, command_context(envelope["type"], envelope["id"]))


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[bytes, ...]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for row in connection.execute(f'SELECT * FROM "{table.decode()}"'):
            yield tuple(value for value in row if isinstance(value, bytes) and value)


def _by_force(key: bytes, value: bytes) -> bytes | None:
    """Return the plaintext that AES-GCM would give, without asking whether it is the right one."""
    if value[:1] != FORM or len(value) <= 1 + NONCE + TAG:
        return None
    first_block = value[1 : 1 + NONCE] + b"\x00\x00\x00\x02"
    reading = Cipher(AES(key), CTR(first_block)).decryptor()
    return reading.update(value[1 + NONCE : -TAG])
