"""What only comms asks of intake: for the safety gate, and for the leak check. Bodies travel sealed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shared.contracts.base import Answer, Message, Request, RpcMethod
from shared.contracts.codes import ItemKind, Side
from shared.contracts.intake.codes import ContactChannel
from shared.contracts.leases import confirm_method


class ContactStanding(Request):
    """Asked by comms at the last moment: does everything that contact depends on still stand?

    Without an item the parties are to meet: contact is then made with both sides.
    """

    case_id: UUID
    strand_id: UUID
    from_side: Side
    item_id: UUID | None = None
    item_kind: ItemKind | None = None
    channel: ContactChannel | None = None


class StandingFacts(Answer):
    """What intake knows, at this moment, that contact depends on, and the lease over it.

    ``contact_objections``: why contact now, by that channel, is not what whom it reaches asked for
    (``channel-not-safe``, ``date-to-avoid``, ``outside-safe-hours``); empty: it is. None: not told.
    """

    author_takes_part: bool
    author_consents_to_item: bool
    recipient_takes_part: bool
    recipient_consents_to_kind: bool
    case_open: bool
    on_hold: bool
    checked_at: datetime
    lease_id: UUID | None = None
    contact_objections: tuple[str, ...] | None = None


class IdentifyingTerms(Request):
    """Asked by comms for the leak check: what would identify one side to the other?"""

    case_id: UUID
    strand_id: UUID
    of_side: Side


class Term(Message):
    """One identifying text and what kind it is (name, postcode, phone …)."""

    kind: str
    text: str


class Terms(Answer):
    """Every identifier known for that side and for third parties of the case."""

    terms: tuple[Term, ...]


CONTACT_STANDING = RpcMethod(
    "intake",
    "contact_standing",
    ContactStanding,
    StandingFacts,
    "query",
    "For the safety gate: what stands at this moment.",
)
IDENTIFYING_TERMS = RpcMethod(
    "intake",
    "identifying_terms",
    IdentifyingTerms,
    Terms,
    "query",
    "For the leak check: what would identify one side.",
)
CONFIRM_LEASE = confirm_method("intake")

METHODS = (CONTACT_STANDING, CONFIRM_LEASE, IDENTIFYING_TERMS)
