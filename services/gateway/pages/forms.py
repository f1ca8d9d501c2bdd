"""Forms: their fields as data, read back as values or as what to put right, field by field."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from pydantic import ValidationError

from services.gateway.pages import words
from services.gateway.problems import faults_in
from shared.kernel.errors import Conflict, Fault, InvalidInput, Refused
from shared.store.versions import OTHER_VERSION

Kind = Literal[
    "text",
    "area",
    "choice",
    "checks",
    "date",
    "yesno",
    "email",
    "tel",
    "number",
    "select",
    "code",
    "password",
    "file",
]
LONGEST = 60_000
"""Beyond what any field takes: the service says so, and nothing is cut off unseen."""


def new_key() -> str:
    """Return the idempotency key of one form: sent twice, it acts once."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of a posted form, under the name that its sender gave it."""

    name: str
    content: bytes


class Posted:
    """The fields of a posted form: texts, each cut at a sensible length, and files."""

    def __init__(
        self, items: Iterable[tuple[str, Any]] = (), files: Mapping[str, SentFile] | None = None
    ) -> None:
        """Keep texts and the files that were read; what is neither is left out."""
        self._files = dict(files or {})
        self._values: dict[str, list[str]] = {}
        for name, value in items:
            if isinstance(value, str):
                text = value.replace("\r\n", "\n").strip()[:LONGEST]
                self._values.setdefault(name, []).append(text)

    def one(self, name: str) -> str:
        """Return a field's first value; empty when it was not sent."""
        return self._values.get(name, [""])[0]

    def file(self, name: str) -> SentFile | None:
        """Return the file that a field carried, if one was chosen."""
        return self._files.get(name)

    def under(self, prefix: str) -> dict[str, str]:
        """Return the first value of every field whose name begins so, by the rest of its name."""
        return {
            name.removeprefix(prefix): values[0]
            for name, values in self._values.items()
            if name.startswith(prefix)
        }

    def items(self) -> list[tuple[str, str]]:
        """Return every field and value."""
        return [(name, one) for name, values in self._values.items() for one in values]

    def all(self, name: str) -> list[str]:
        """Return every value of a field that may have several."""
        return self._values.get(name, [])


def opened_at(form: Posted) -> int | None:
    """Return the version of what a form changes, as it stood when the form was opened."""
    typed = form.one("version")
    return int(typed) if re.fullmatch(r"[0-9]{1,18}", typed) else None


def changed_meanwhile(error: Conflict) -> None:
    """Go on where somebody changed it since the form was opened; any other conflict is raised."""
    if error.code != OTHER_VERSION:
        raise error


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form."""

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = True
    autocomplete: str = ""
    heading: str = ""
    """What stands over it, where a group of questions begins."""
    source: str = ""
    """Where its choices come from, when they are not the same for ever."""
    only_if: tuple[str, ...] = ()
    """The name of another question, and its answers with which this one applies; empty: always.

    With scripts it is shown then alone, and sent then alone. Its label or hint says so to everybody.
    """


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody filled in: values that are right, what was typed, and what is not right."""

    values: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def choices(codes: type[StrEnum], *only: StrEnum) -> tuple[tuple[str, str], ...]:
    """Return the codes of a closed list with their words, in its order."""
    return tuple((code.value, words.label(code.value)) for code in (only or tuple(codes)))


def read(fields: Sequence[Field], form: Posted) -> Read:
    """Read a form; an empty answer to what need not be answered is no value."""
    done, labels, group = Read(), [asked.label for asked in fields], ""
    for asked in fields:
        group = asked.heading or group
        _READERS.get(asked.kind, _text)(asked, form, done)
        if asked.needed and asked.name not in done.values and asked.name not in done.errors:
            twice = group and labels.count(asked.label) > 1
            of = f" ({group[0].lower()}{group[1:]})" if twice else ""
            done.errors[asked.name] = unanswered(asked) + of
    return done


def unanswered(asked: Field) -> str:
    """Return what to do about a question that was left empty."""
    if asked.label.endswith("?"):
        return f"Answer “{asked.label}”"
    verb = "Choose" if asked.kind in _CHOSEN else "Enter"
    return f"{verb} {asked.label[0].lower()}{asked.label[1:]}"


def _file(asked: Field, form: Posted, done: Read) -> None:
    sent = form.file(asked.name)
    if sent is not None:
        done.values[asked.name] = sent


def _text(asked: Field, form: Posted, done: Read) -> None:
    typed = form.one(asked.name)
    done.typed[asked.name] = typed
    if typed and asked.kind == "email" and "@" not in typed:
        done.errors[asked.name] = "Enter an e-mail address, such as name@example.org"
    elif typed and asked.kind == "number" and not (typed.isascii() and typed.isdigit()):
        done.errors[asked.name] = "Enter a whole number"
    elif typed:
        done.values[asked.name] = typed


def _password(asked: Field, form: Posted, done: Read) -> None:
    """Read a password: what was typed goes into no page again."""
    typed = form.one(asked.name)
    done.typed[asked.name] = ""
    if typed:
        done.values[asked.name] = typed


def _choice(asked: Field, form: Posted, done: Read) -> None:
    typed = form.one(asked.name)
    done.typed[asked.name] = typed
    if typed in {code for code, _ in asked.choices}:
        done.values[asked.name] = typed
    elif typed:
        done.errors[asked.name] = "Choose one of the answers"


def _checks(asked: Field, form: Posted, done: Read) -> None:
    known = {code for code, _ in asked.choices}
    chosen = [code for code in form.all(asked.name) if code in known]
    done.typed[asked.name] = chosen
    if chosen:
        done.values[asked.name] = chosen


def _yesno(asked: Field, form: Posted, done: Read) -> None:
    typed = form.one(asked.name)
    done.typed[asked.name] = typed
    if typed in ("yes", "no"):
        done.values[asked.name] = typed == "yes"


def _date(asked: Field, form: Posted, done: Read) -> None:
    parts = {part: form.one(f"{asked.name}-{part}") for part in ("day", "month", "year")}
    done.typed[asked.name] = parts
    if not any(parts.values()):
        return
    try:
        day, month, year = (int(parts[part]) for part in ("day", "month", "year"))
        done.values[asked.name] = date(year, month, day).isoformat()
    except ValueError:
        done.errors[asked.name] = "Enter a real date, such as 27 3 2019"


_CHOSEN = ("choice", "select", "checks", "yesno", "file")
_READERS = {
    "file": _file,
    "choice": _choice,
    "select": _choice,
    "checks": _checks,
    "yesno": _yesno,
    "date": _date,
    "password": _password,
}


def errors_of(faults: Iterable[Fault], fields: Mapping[str, Field]) -> dict[str, str]:
    """Return what a service found wrong, under our fields where they have the name."""
    found: dict[str, str] = {}
    for fault in faults:
        name = fault.field if fault.field in fields else fault.field.split(".")[-1]
        place = name if name in fields else ""
        found.setdefault(place, words.fault(fault, fields[name].label if place else ""))
    return found


def told_refused(done: Read, refused: Refused) -> Read:
    """Return a form as it was read, with why a service refuses what it asks."""
    return Read(done.values, done.typed, {"": words.refusal(refused.code, 409)})


def told_wrong(done: Read, wrong: ValidationError | InvalidInput, fields: Sequence[Field]) -> Read:
    """Return a form as it was read, with what a contract or a service found wrong in it.

    What is wrong in one line of a list is told at the list.
    """
    named = {field.name: field for field in fields}
    found = faults_in(wrong)
    at_lists = (
        Fault(first, one.code) if (first := one.field.split(".")[0]) in named else one
        for one in found
    )
    return Read(done.values, done.typed, errors_of(at_lists, named))
