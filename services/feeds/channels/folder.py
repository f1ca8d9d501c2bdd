"""A folder (or a mounted object store) into which an agency drops files, by batch.

``in``: the agency writes ``name.part`` and renames it when it is whole. ``taken``: ours, while a
file is read. ``out``: ``<name>.receipts.jsonl``, one answer for each record in the file's order,
written at once when the last record has its answer. A file is removed when every record is with
intake or in quarantine; the same file again is the same batch, and only its answers come again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from services.feeds.boundary import PLAIN, Arrived
from services.feeds.channels.records import SUFFIXES, FileUnreadable, records
from services.feeds.limits import Pace
from services.feeds.tables import agency_messages, batches
from services.feeds.taking import BATCH, take

if TYPE_CHECKING:
    from services.feeds.receiving import Feed
    from shared.messaging.runtime import Runtime

LOOK_S = 1.0
_CHUNK = 1024 * 1024
log = logging.getLogger(__name__)


class Folder:
    """Watches one agency's folder in a thread of its own."""

    def __init__(self, place: Path, feed: Feed, runtime: Runtime) -> None:
        self._in, self._taken, self._out = (place / name for name in ("in", "taken", "out"))
        self._feed = feed
        self._runtime = runtime
        self._pace = Pace(feed.book.main.limits)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Watch from now on; what was begun before is read on."""
        for folder in (self._in, self._taken, self._out):
            folder.mkdir(parents=True, exist_ok=True)
        self._thread.start()

    def stop(self, grace_s: float = 10.0) -> None:
        """Finish the records in hand; the rest of the file is read at the next start."""
        self._stopping.set()
        self._thread.join(grace_s)

    def reachable(self) -> bool:
        """Whether the folder is there and can be read and written: it may be a mounted store."""
        needed = os.R_OK | os.W_OK | os.X_OK
        return all(os.access(one, needed) for one in (self._in, self._taken, self._out))

    def look(self) -> None:
        """Take in what was dropped, and write the answers of what is answered."""
        for path in sorted(self._in.iterdir()):
            if path.suffix.lower() in SUFFIXES and not path.name.startswith("."):
                self._claim(path)
        for path in sorted(self._taken.iterdir()):
            self._read(path)
        self._answer()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except Exception as fault:  # noqa: BLE001 - the store or the disk may be away
                log.warning("feed-folder-waits", extra={"code": type(fault).__name__})
            self._stopping.wait(LOOK_S)

    def _claim(self, path: Path) -> None:
        """Name a file by its content and move it out of the agency's reach."""
        batch = _digest(path)
        row = {"batch": batch, "name": path.name[:200], "begun_at": self._runtime.clock.now()}
        with self._runtime.store.writing() as connection:
            known = update(batches).where(batches.c.batch == batch).values(answered_at=None)
            if connection.execute(known).rowcount == 0:
                connection.execute(batches.insert().values(row))
        path.rename(self._taken / f"{batch}{path.suffix.lower()}")

    def _read(self, path: Path) -> None:
        batch = path.stem
        arriving = self._arriving(path, batch)
        count = 0
        while some := list(islice(arriving, BATCH)):
            self._take(some)
            count += len(some)
            if self._stopping.is_set():
                return  # what was taken is known by its number when the file is read again
        done = update(batches).where(batches.c.batch == batch).values(records=count)
        with self._runtime.store.writing() as connection:
            connection.execute(done)
        path.unlink()

    def _arriving(self, path: Path, batch: str) -> Iterator[Arrived]:
        number = 0
        try:
            for number, body in enumerate(records(path, self._feed.dialect.Referral), start=1):
                yield _arrived(batch, number, body)
        except FileUnreadable:
            yield _arrived(batch, number + 1, b"\xff")

    def _take(self, some: list[Arrived]) -> None:
        """Take records no faster than the agreement's rate; a long file only takes longer."""
        while some:
            allowed = self._pace.take(len(some))
            if allowed:
                take(self._runtime, self._feed, some[:allowed])
                some = some[allowed:]
            elif self._stopping.wait(0.1):
                return

    def _answer(self) -> None:
        waiting = select(batches).where(
            batches.c.answered_at.is_(None), batches.c.records.is_not(None)
        )
        with self._runtime.store.reading() as connection:
            found = connection.execute(waiting).all()
        for row in found:
            if self._all_answered(row):
                self._write_answers(row)

    def _all_answered(self, row: Any) -> bool:
        answered = select(func.count()).where(
            agency_messages.c.batch == row.batch, agency_messages.c.answer.is_not(None)
        )
        with self._runtime.store.reading() as connection:
            count: int = connection.execute(answered).scalar_one()
        return count >= int(row.records)

    def _write_answers(self, row: Any) -> None:
        rest = self._out / f".{row.batch}.part"
        query = (
            select(agency_messages.c.line, agency_messages.c.answer)
            .where(agency_messages.c.batch == row.batch)
            .order_by(agency_messages.c.line)
            .execution_options(yield_per=500)
        )
        with self._runtime.store.reading() as connection, rest.open("w") as file:
            for line, answer in connection.execute(query):
                file.write(json.dumps({"record": line, **json.loads(answer)}) + "\n")
            file.flush()
            os.fsync(file.fileno())
        rest.rename(self._out / f"{row.name}.receipts.jsonl")
        done = update(batches).where(batches.c.batch == row.batch)
        with self._runtime.store.writing() as connection:
            connection.execute(done.values(answered_at=self._runtime.clock.now()))


def _arrived(batch: str, number: int, body: bytes) -> Arrived:
    return Arrived(
        body=body,
        content_type=PLAIN,
        message_id=f"file:{batch}:{number}",
        batch=batch,
        line=number,
    )


def _digest(path: Path) -> str:
    found = hashlib.sha256(path.name.encode())
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()[:32]
