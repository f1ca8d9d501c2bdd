"""The boundary: untrusted bytes in, either a submission for intake or every fault by field.

No value of the message is ever repeated in a fault: a field and a code only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput, RedressError

if TYPE_CHECKING:
    from services.feeds.agreement import Agreement
    from shared.security.sealing import SealingKey

MAX_BYTES = 1024 * 1024
MAX_FAULTS = 200
PLAIN, SEALED = "application/json", "application/vnd.redress.sealed"
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
    """What the broker handed over. ``user_id`` is the one the broker validated, if set."""

    body: bytes
    content_type: str
    message_id: str
    correlation_id: str = ""
    user_id: str = ""
    tag: int = 0


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message in our words, and the names of the fields that we have no basis to hold."""

    submission: ReferralSubmission
    dropped: tuple[str, ...]


class Turned(InvalidInput):
    """A message turned away at the boundary. ``unreadable``: the bytes go into quarantine."""

    def __init__(self, *faults: Fault, unreadable: bool = False) -> None:
        super().__init__("message-refused", faults[:MAX_FAULTS])
        self.unreadable = unreadable


def sealing_context(agency: str) -> bytes:
    """Return what ties a sealed payload to the agency's inbound queue."""
    return f"redress:agency:{agency}".encode()


def check(
    arrived: Arrived, agreement: Agreement, dialect: ModuleType, today: date, key: SealingKey
) -> Accepted:
    """Return what may go on to intake. Raises ``Turned`` with every fault that can be found."""
    faults = _outer_faults(arrived, agreement, today)
    if len(arrived.body) > MAX_BYTES or any(fault.field == "content_type" for fault in faults):
        raise Turned(*faults)
    try:
        content = _read(arrived, agreement.agency, key)
    except Turned as turned:
        raise Turned(*faults, *turned.faults, unreadable=True) from None
    kept, dropped = keep_allowed(content, agreement.inbound.fields)
    try:
        submission = _translated(kept, dialect, today)
    except Turned as turned:
        raise Turned(*faults, *turned.faults) from None
    faults += _wrong_participants(submission, agreement)
    if faults:
        raise Turned(*faults)
    return Accepted(submission, tuple(sorted(dropped)))


def _outer_faults(arrived: Arrived, agreement: Agreement, today: date) -> list[Fault]:
    payload = {PLAIN: "plain", SEALED: "sealed"}.get(arrived.content_type)
    faults = []
    if len(arrived.body) > MAX_BYTES:
        faults.append(Fault("message", "too-large"))
    if payload not in agreement.inbound.payloads:
        faults.append(Fault("content_type", "not-accepted"))
    if not _MESSAGE_ID.match(arrived.message_id):
        faults.append(Fault("message_id", "invalid" if arrived.message_id else "missing"))
    if arrived.user_id and arrived.user_id != f"agency-{agreement.agency}":
        faults.append(Fault("user_id", "wrong-agency"))
    if not agreement.allows_sharing_on(today):
        faults.append(Fault("agreement", "agreement-not-in-force"))
    return faults


def _read(arrived: Arrived, agency: str, key: SealingKey) -> dict[str, Any]:
    body = arrived.body
    if arrived.content_type == SEALED:
        try:
            body = key.open(body, sealing_context(agency))
        except RedressError:
            raise Turned(Fault("message", "cannot-be-opened")) from None
    try:
        content = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Turned(Fault("message", "unparseable")) from None
    if not isinstance(content, dict):
        raise Turned(Fault("message", "not-an-object"))
    return content


def keep_allowed(content: Mapping[str, Any], allowed: tuple[str, ...]) -> tuple[Any, set[str]]:
    """Return the content without fields that the agreement does not name, and their names."""
    dropped: set[str] = set()
    parents = {path.rsplit(".", 1)[0] for path in allowed if "." in path}
    while wider := {p.rsplit(".", 1)[0] for p in parents if "." in p} - parents:
        parents |= wider
    return _keep(content, "", frozenset(allowed), frozenset(parents), dropped), dropped


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


def _wrong_participants(submission: ReferralSubmission, agreement: Agreement) -> list[Fault]:
    allowed = agreement.inbound.participants
    people = (*submission.harmed, *submission.responsible)
    return [
        Fault(f"participants.{at}", "participant-not-in-agreement")
        for at, person in enumerate(people)
        if person.role.value not in allowed
    ]
