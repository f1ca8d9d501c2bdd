"""The boundary: untrusted bytes in, either a submission for intake or every fault by field.

No value of the message is ever repeated in a fault: a field and a code only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from services.feeds import restrictions
from services.feeds.agreement import Inbound
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput, RedressError

if TYPE_CHECKING:
    from services.feeds.agreement import Agreement
    from services.feeds.book import Book
    from shared.security.sealing import SealingKey

MAX_FAULTS = 200
PLAIN, SEALED = "application/json", "application/vnd.redress.sealed"
PAYLOADS = {PLAIN: "plain", SEALED: "sealed"}
_MESSAGE_ID = re.compile(r"^[A-Za-z0-9._:/-]{1,128}$")
_FIELD = re.compile(r"^[A-Za-z][A-Za-z0-9_]{0,59}$")
_CODES = {
    "missing": "missing",
    "string_too_long": "too-long",
    "too_long": "too-many",
    "string_too_short": "missing",
    "too_short": "missing",
}


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the broker (or a batch, a form) handed over.

    ``user_id`` is the one the broker validated, if set. ``batch`` and ``line``: which record of
    which file, counted from 1.
    """

    body: bytes
    content_type: str
    message_id: str
    correlation_id: str = ""
    user_id: str = ""
    tag: int = 0
    batch: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message in our words, under which agreement, and the names of fields not kept."""

    submission: ReferralSubmission
    dropped: tuple[str, ...]
    agreement: Agreement


class Turned(InvalidInput):
    """A message turned away at the boundary. ``held``: staff may look, correct and release it."""

    def __init__(self, *faults: Fault, held: bool = False) -> None:
        super().__init__("message-refused", faults[:MAX_FAULTS])
        self.held = held


def sealing_context(agency: str) -> bytes:
    """Return what ties a sealed payload to the agency's inbound queue."""
    return f"redress:agency:{agency}".encode()


def check(
    arrived: Arrived, book: Book, dialect: ModuleType, today: date, key: SealingKey
) -> Accepted:
    """Return what may go on to intake. Raises ``Turned`` with every fault that can be found."""
    outer = _outer_faults(arrived, book)
    if outer:
        # What is not theirs, not named, or not of a size and kind we take is not kept either.
        raise Turned(*outer, *_inner_faults(arrived, book, dialect, today, key))
    content = read(arrived, book.feed, key)
    return admit(content, book, dialect, today)


def admit(content: dict[str, Any], book: Book, dialect: ModuleType, today: date) -> Accepted:
    """Return what may go on of a message that has been read. Raises ``Turned``."""
    agreement = book.chosen_for(content)
    if isinstance(agreement, Fault):
        raise Turned(agreement, held=True)
    closed = tuple(_closed(agreement, today))
    inbound = agreement.inbound or Inbound(clause="")
    kept, dropped = keep_allowed(content, inbound.fields)
    try:
        submission = _translated(kept, dialect, today)
        faults = (*closed, *(theirs(fault, dialect) for fault in _against(submission, inbound)))
    except Turned as turned:
        faults = (*closed, *turned.faults)
    if faults:
        raise Turned(*faults, held=not closed)
    return Accepted(_under(submission, inbound), tuple(sorted(dropped)), agreement)


def _inner_faults(
    arrived: Arrived, book: Book, dialect: ModuleType, today: date, key: SealingKey
) -> tuple[Fault, ...]:
    """Return what else is wrong, for a message that is refused already."""
    if len(arrived.body) > book.main.limits.message_bytes or arrived.content_type not in PAYLOADS:
        return ()
    try:
        admit(read(arrived, book.feed, key), book, dialect, today)
    except Turned as turned:
        return turned.faults
    return ()


def _outer_faults(arrived: Arrived, book: Book) -> list[Fault]:
    inbound = book.main.inbound
    faults = []
    if len(arrived.body) > book.main.limits.message_bytes:
        faults.append(Fault("message", "too-large"))
    if inbound is None or PAYLOADS.get(arrived.content_type) not in inbound.payloads:
        faults.append(Fault("content_type", "not-accepted"))
    if not _MESSAGE_ID.match(arrived.message_id):
        faults.append(Fault("message_id", "invalid" if arrived.message_id else "missing"))
    if arrived.user_id and arrived.user_id != f"agency-{book.feed}":
        faults.append(Fault("user_id", "wrong-agency"))
    return faults


def _closed(agreement: Agreement, today: date) -> Iterator[Fault]:
    """Yield why nothing may come in today; a clause that names no field lets nothing pass."""
    inbound, standing = agreement.inbound, agreement.standing_on(today)
    if not standing.allowed:
        yield Fault("agreement", standing.reason)
    elif inbound is None or not inbound.fields:
        yield Fault("agreement", "nothing-may-come-in")
    elif not standing.permits(inbound.clause):
        yield Fault("agreement", "clause-not-in-force")


def _against(submission: ReferralSubmission, inbound: Inbound) -> Iterator[Fault]:
    yield from _wrong_participants(submission, inbound)
    yield from restrictions.faults_of(inbound.restrictions, submission)


def theirs(fault: Fault, dialect: ModuleType) -> Fault:
    """Return a fault of the submission at the place where its sender wrote it."""
    places: Mapping[str, str] = getattr(dialect, "THEIRS", {})
    for ours in sorted(places, key=len, reverse=True):
        if fault.field == ours or fault.field.startswith(f"{ours}."):
            return Fault(places[ours] + fault.field.removeprefix(ours), fault.code)
    return fault


def _under(submission: ReferralSubmission, inbound: Inbound) -> ReferralSubmission:
    """Return the submission with what the agreement itself says of it: its pathway and source."""
    said = {"pathway": inbound.pathway, "source": inbound.source}
    return submission.model_copy(update={k: v for k, v in said.items() if v is not None})


def read(arrived: Arrived, agency: str, key: SealingKey) -> dict[str, Any]:
    """Return a message's content, opened if sealed. Raises ``Turned`` when it cannot be read."""
    body = arrived.body
    if arrived.content_type == SEALED:
        try:
            body = key.open(body, sealing_context(agency))
        except RedressError:
            raise Turned(Fault("message", "cannot-be-opened"), held=True) from None
    try:
        content = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Turned(Fault("message", "unparseable"), held=True) from None
    if not isinstance(content, dict):
        raise Turned(Fault("message", "not-an-object"), held=True)
    return content


def keep_allowed(content: Mapping[str, Any], allowed: tuple[str, ...]) -> tuple[Any, set[str]]:
    """Return the content without fields that the agreement does not name, and their names."""
    dropped: set[str] = set()
    named, parents = _paths(allowed)
    return _keep(content, "", named, parents, dropped), dropped


@cache
def _paths(allowed: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the paths of fields, and those of everything that holds one."""
    parents = {path.rsplit(".", 1)[0] for path in allowed if "." in path}
    while wider := {p.rsplit(".", 1)[0] for p in parents if "." in p} - parents:
        parents |= wider
    return frozenset(allowed), frozenset(parents)


def _keep(
    value: Any, path: str, allowed: frozenset[str], parents: frozenset[str], dropped: set[str]
) -> Any:
    if isinstance(value, dict):
        kept = {}
        for name, inner in value.items():
            # A key is the sender's text too: one that is no field name is not written down.
            known = name if _FIELD.match(name) else "unnamed"
            inside = f"{path}.{known}" if path else known
            if inside in allowed or inside in parents or f"{inside}.*" in parents:
                kept[name] = _keep(inner, inside, allowed, parents, dropped)
            else:
                dropped.add(inside)
        return kept
    if isinstance(value, list) and path not in allowed:
        return [_keep(row, f"{path}.*", allowed, parents, dropped) for row in value]
    return value


def _translated(content: dict[str, Any], dialect: ModuleType, today: date) -> ReferralSubmission:
    try:
        wire = dialect.Referral.model_validate(content)
    except ValidationError as error:
        raise Turned(*_faults(error)) from None
    faults = tuple(dialect.faults(wire, today))
    if faults:
        raise Turned(*faults)
    try:
        return ReferralSubmission.model_validate(dialect.translate(wire))
    except ValidationError as error:
        raise Turned(*_faults(error)) from None


def _faults(error: ValidationError) -> list[Fault]:
    details = error.errors(include_input=False, include_url=False, include_context=False)
    found = [
        Fault(
            ".".join(str(part) for part in detail["loc"]) or "message",
            _CODES.get(detail["type"], "invalid"),
        )
        for detail in details
    ]
    # A list whose rows are at fault also counts as too short: the rows say enough.
    deeper = tuple(fault.field for fault in found)
    return [f for f in found if not any(field.startswith(f"{f.field}.") for field in deeper)]


def _wrong_participants(submission: ReferralSubmission, inbound: Inbound) -> list[Fault]:
    people = (*submission.harmed, *submission.responsible)
    return [
        Fault(f"participants.{at}", "participant-not-in-agreement")
        for at, person in enumerate(people)
        if person.role.value not in inbound.participants
    ]
