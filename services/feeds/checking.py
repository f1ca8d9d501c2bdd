"""Checking a file without sending it: everything that is wrong, record by record. Needs no server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

from pydantic import BaseModel

from services.feeds.answering import form_of, is_answer
from services.feeds.book import Book, feeds, load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.boundary import admit
from services.feeds.channels.records import records
from services.feeds.turned import Turned
from services.feeds.words import sentence
from shared.kernel.errors import Fault


@dataclass(frozen=True, slots=True)
class Checked:
    """One record of a file: what is wrong with it, and what would not be kept of it."""

    record: int
    faults: tuple[Fault, ...]
    sentences: tuple[str, ...]
    not_kept: tuple[str, ...] = ()
    agreement: str = ""


def check_file(path: Path, agency: str | None, day: date) -> Iterator[Checked]:
    """Yield every record's faults. Raises ``FileUnreadable``, ``FileNotFoundError``.

    Without an agency, it is whose form the first record fits best.
    """
    book = load_book(agency or _guess(path))
    dialect = dialect_of(book)
    for number, body in enumerate(records(path, dialect.Referral), start=1):
        yield check_record(body, book, dialect, day, number)


def check_record(
    body: bytes, book: Book, dialect: ModuleType, day: date, number: int = 1
) -> Checked:
    """Return what the boundary would say of one record."""
    model = dialect.Referral
    try:
        if len(body) > book.main.limits.message_bytes:
            raise Turned(Fault("message", "too-large"))
        content = _content(body)
        model = _model(content, dialect)
        accepted = admit(content, book, dialect, day)
        return Checked(number, (), (), accepted.dropped, accepted.agreement.id)
    except Turned as turned:
        faults = tuple(turned.faults)
    return Checked(number, faults, tuple(sentence(fault, model) for fault in faults))


def in_words(agency: str, body: bytes, faults: Iterable[Fault]) -> tuple[str, ...]:
    """Return a sentence for each fault that an agency was answered with about a message it sent.

    Raises ``FileNotFoundError`` when no agreement here has a feed of that name.
    """
    dialect = dialect_of(load_book(agency))
    try:
        model = _model(_content(body), dialect)
    except Turned:
        model = dialect.Referral
    return tuple(sentence(fault, model) for fault in faults)


def _model(content: dict[str, object], dialect: ModuleType) -> type[BaseModel]:
    """Return the form that a record fills in: the referral, or the answer to a request."""
    form = form_of(content, dialect)
    found: type[BaseModel] = form.Answer if is_answer(form) else dialect.Referral
    return found


def _content(body: bytes) -> dict[str, object]:
    try:
        content = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Turned(Fault("message", "unparseable")) from None
    if not isinstance(content, dict):
        raise Turned(Fault("message", "not-an-object"))
    return content


def _guess(path: Path) -> str:
    """Return the feed whose form has the most of the first record's own fields."""

    def known(feed: str) -> int:
        dialect = dialect_of(load_book(feed))
        try:
            given = _content(next(records(path, dialect.Referral), b""))
        except Turned:
            return 0
        model = _model(given, dialect)
        # A form that names itself in the dialect's own list is that dialect's.
        return len(set(given) & set(model.model_fields)) + 100 * (model is not dialect.Referral)

    return max(feeds(), key=known)
