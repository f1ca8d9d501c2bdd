"""The journal of a run: every message before it is sent, every confirm, every answer.

One line of JSON each, written through before the step it tells of; the ledger reads it and
nothing else of what the driver did.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ACCEPT, REFUSE = "accept", "refuse"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One message of an agency: what should become of it, and how many consents it declares."""

    agency: str
    message_id: str
    expected: str
    kind: str
    consents: int = 0


@dataclass(slots=True)
class Told:
    """What the journal says of a whole run."""

    attempts: dict[tuple[str, str], Attempt] = field(default_factory=dict)
    confirmed: set[tuple[str, str]] = field(default_factory=set)
    sendings: Counter[tuple[str, str]] = field(default_factory=Counter)
    # Receipts by our reference, refusals by their faults; one message may be answered again.
    answers: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    # Messages put on the internal bus by the test itself: (consumer, message id).
    poison: set[tuple[str, str]] = field(default_factory=set)

    def unanswered(self) -> set[tuple[str, str]]:
        """Return attempts that have no answer yet."""
        return self.attempts.keys() - self.answers.keys()


class Journal:
    """Appends to a file and keeps the same in memory. Threads may share it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self.told = Told()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def attempted(self, attempt: Attempt) -> None:
        """Note a message about to be sent (again: of the same id, it is the same message)."""
        key = (attempt.agency, attempt.message_id)
        self._write(
            "attempted",
            agency=attempt.agency,
            message_id=attempt.message_id,
            expected=attempt.expected,
            kind=attempt.kind,
            consents=attempt.consents,
        )
        self.told.attempts[key] = attempt
        self.told.sendings[key] += 1

    def confirmed(self, attempt: Attempt) -> None:
        """Note that the broker has taken it: from now on it may not be lost."""
        self._write("confirmed", agency=attempt.agency, message_id=attempt.message_id)
        self.told.confirmed.add((attempt.agency, attempt.message_id))

    def answered(self, agency: str, content: dict[str, Any]) -> None:
        """Note an answer of the house."""
        message_id = str(content.get("your_message_id", ""))
        gist = gist_of(content)
        self._write("answered", agency=agency, message_id=message_id, gist=gist)
        with self._lock:
            self.told.answers.setdefault((agency, message_id), []).append(gist)

    def poisoned(self, consumers: Iterable[str], message_id: str, kind: str) -> None:
        """Note a message that the test puts on the internal bus and that must end parked."""
        for consumer in consumers:
            self._write("poisoned", consumer=consumer, message_id=message_id, kind=kind)
            self.told.poison.add((consumer, message_id))

    def _write(self, what: str, **about: str | int) -> None:
        line = json.dumps({"what": what, **about})
        with self._lock:
            self._file.write(f"{line}\n")
            self._file.flush()


def gist_of(answer: dict[str, Any]) -> str:
    """Return what an answer says in one line: the reference, or the faults' codes."""
    if answer.get("kind") == "receipt":
        return f"receipt {answer['reference']}"
    codes = sorted({str(fault["code"]) for fault in answer.get("faults", ())})
    return f"refusal {','.join(codes)}"


def read(path: Path) -> Told:
    """Return what a journal file tells."""
    told = Told()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            _take(told, json.loads(line))
    return told


def _take(told: Told, entry: dict[str, Any]) -> None:
    what = entry.pop("what")
    if what == "poisoned":
        told.poison.add((entry["consumer"], entry["message_id"]))
        return
    key = (entry["agency"], entry["message_id"])
    if what == "attempted":
        told.attempts[key] = Attempt(**entry)
        told.sendings[key] += 1
    elif what == "confirmed":
        told.confirmed.add(key)
    else:
        told.answers.setdefault(key, []).append(entry["gist"])
