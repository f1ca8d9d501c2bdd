"""What a hop is made of, for both rivals: rows and messages, keys, the names on their bus."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from shared.security.crypto import new_key
from shared.security.sealing import SealingKey

EVENTS, COMMANDS = "events", "commands"
RECEIVE = "receive_referral"
OPENED, RECEIVED = "case_opened", "referral_received"
CONSENTED, DECIDED = "consent_recorded", "eligibility_decided"
BINDINGS = {
    "feed.events": (RECEIVED,),
    "intake.events": (DECIDED,),
    "screening.events": (OPENED, RECEIVED),
    "reporting.events": (OPENED, RECEIVED, CONSENTED, DECIDED),
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One message to be published, with its id."""

    id: str
    exchange: str
    routing_key: str
    body: bytes


@dataclass(slots=True)
class Work:
    """What one message leads to.

    ``answered``: the row of the feed that now has its answer. ``unless``: what the store must
    not hold yet (a duplicate, or a case to join), looked for in the same transaction.
    """

    inserts: list[tuple[str, list[Row]]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    answered: Row | None = None
    unless: Row | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """What the hops need that is secret: intake's sealing key, a key-encryption key, an index key."""

    sealing: SealingKey
    wrapping: bytes
    index: bytes

    @classmethod
    def new(cls) -> Keys:
        """Return fresh keys for one run."""
        return cls(SealingKey.generate(), new_key(), new_key())

    def packed(self) -> str:
        """Return them as text, for the environment of the rival's processes."""
        parts = (self.sealing.private_bytes(), self.wrapping, self.index)
        return base64.b64encode(b"".join(parts)).decode()

    @classmethod
    def unpacked(cls, text: str) -> Keys:
        """Read ``packed`` back."""
        raw = base64.b64decode(text)
        return cls(SealingKey.load(raw[:32]), raw[32:64], raw[64:96])

    def blind(self, kind: str, value: str) -> bytes:
        """Return the index under which an encrypted value is found again."""
        return hmac.digest(self.index, f"{kind}|{value.lower()}".encode(), hashlib.sha256)[:16]


def now() -> str:
    """Return the present moment as the stores keep it."""
    return datetime.now(UTC).isoformat()


def audit_entry(case_id: str, action: str, at: str) -> Row:
    """Return the first audit entry of a new subject."""
    subject = f"case/{case_id}"
    digest = hashlib.sha256(f"{subject}|1|{action}|{at}".encode()).digest()
    return {"subject": subject, "position": 1, "action": action, "at": at, "hash": digest}


def message_of(exchange: str, kind: str, subject: str, data: Row, *, id_: str = "") -> Message:
    """Return an event or a command as CloudEvents JSON."""
    id_ = id_ or str(UUID(bytes=uuid4().bytes))
    head = {
        "specversion": "1.0",
        "id": id_,
        "source": "bench",
        "type": kind,
        "subject": f"case/{subject}",
        "time": now(),
        "datacontenttype": "application/json",
        "data": data,
    }
    return Message(id_, exchange, kind, json.dumps(head).encode())
