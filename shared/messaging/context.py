"""Where a piece of work came from: who asked, what caused it, and what marks it as done.

A ``Context`` travels beside every message. ``mark`` is the transport's own: rows that must
be written in the same transaction as the work (the inbox row, the stored RPC answer).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shared.security.actors import Actor, system_actor

if TYPE_CHECKING:
    from shared.messaging.transaction import Transaction


class Mark:
    """Rows of the transport that belong to the work's own transaction."""

    def write(self, transaction: Transaction) -> None:
        """Write them. Called once, just before the commit."""

    def committed(self) -> None:
        """Note that the transaction which wrote them has committed."""


@dataclass(frozen=True, slots=True)
class Context:
    """The origin of one piece of work. Ids and codes only."""

    actor: Actor
    correlation_id: str
    causation_id: str | None = None
    traceparent: str | None = None
    idempotency_key: str | None = None
    mark: Mark | None = field(default=None, compare=False)

    @property
    def issuer(self) -> str:
        """Who vouched for the actor."""
        return self.actor.issuer

    @property
    def role(self) -> str:
        """The role under which the fact is recorded on the bus (never a name)."""
        roles = sorted(role.value for role in self.actor.roles)
        return roles[0] if roles else "system"

    @classmethod
    def of_system(cls, service: str, correlation_id: str | None = None) -> Context:
        """Return the context for what a service does of its own accord."""
        return cls(actor=system_actor(service), correlation_id=correlation_id or str(uuid4()))

    @classmethod
    def of_actor(cls, actor: Actor, correlation_id: str | None = None) -> Context:
        """Return the context for what ``actor`` starts here (a feed's message, a test)."""
        return cls(actor=actor, correlation_id=correlation_id or str(uuid4()))

    def with_(self, **changes: Any) -> Context:
        """Return a copy with some fields changed."""
        return replace(self, **changes)
