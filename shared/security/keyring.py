"""The ring of key-encryption keys (KEKs): one file, several keys, one of them current.

Case keys are wrapped by the current KEK. Dropping a KEK from the ring makes every wrapping
made with it unreadable, wherever a copy of it lies: that is how erasure reaches backups. The
ring itself must therefore never be part of a backup of the store.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from shared.kernel.errors import Refused
from shared.security.atomic_files import write_private
from shared.security.crypto import new_key
from shared.security.errors import KeyMissing


class KeyRing:
    """KEKs by id. Follows the file: what another process added or dropped is seen at once."""

    def __init__(self, path: Path) -> None:
        self._path = Path(path)
        self._stamp: tuple[int, int, int] | None = None
        self._keys: dict[str, bytes] = {}
        self._current = ""

    @classmethod
    def create(cls, path: Path) -> KeyRing:
        """Write a ring with one new KEK, unless the file already holds a ring."""
        ring = cls(path)
        with ring._locked():
            if not ring._path.exists():
                ring._write({(kek_id := _new_kek_id()): new_key()}, current=kek_id)
        return ring

    @property
    def current(self) -> tuple[str, bytes]:
        """The id and bytes of the KEK that wraps new case keys."""
        self._follow_file()
        return self._current, self._keys[self._current]

    def get(self, kek_id: str) -> bytes:
        """Return a KEK's bytes.

        Raises:
            KeyMissing: the ring does not hold it (dropped, or another store's).

        """
        self._follow_file()
        try:
            return self._keys[kek_id]
        except KeyError:
            raise KeyMissing("kek-not-in-ring", kek=kek_id) from None

    def ids(self) -> frozenset[str]:
        """Return the ids of every KEK in the ring."""
        self._follow_file()
        return frozenset(self._keys)

    def add(self) -> str:
        """Put a new KEK in the ring, make it current and return its id."""
        with self._locked():
            self._follow_file()
            kek_id = _new_kek_id()
            self._write({**self._keys, kek_id: new_key()}, current=kek_id)
        return kek_id

    def drop(self, kek_id: str) -> None:
        """Destroy a KEK for good; refuses the current one. Dropping twice is harmless."""
        with self._locked():
            self._follow_file()
            if kek_id == self._current:
                raise Refused("kek-is-current", kek=kek_id)
            left = {name: key for name, key in self._keys.items() if name != kek_id}
            self._write(left, current=self._current)

    def _follow_file(self) -> None:
        try:
            found = self._path.stat()
            stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
            if stamp == self._stamp:
                return
            content: dict[str, Any] = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            raise KeyMissing("key-ring-unreadable", path=self._path) from None
        self._keys = {name: base64.b64decode(raw) for name, raw in content["keys"].items()}
        self._current = content["current"]
        self._stamp = stamp

    def _write(self, keys: dict[str, bytes], *, current: str) -> None:
        encoded = {name: base64.b64encode(key).decode() for name, key in keys.items()}
        write_private(
            self._path, json.dumps({"current": current, "keys": encoded}, indent=1).encode()
        )

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the ring against other processes while it is read, changed and written."""
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _new_kek_id() -> str:
    return f"kek-{uuid4().hex[:16]}"
