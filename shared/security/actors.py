"""Actors: who does something, in which roles, and who vouches for them.

An actor is believed only out of a verified assertion (see ``assertions``), never out of a
bare field of a message.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is trusted with. One person may hold several."""

    MANAGING_DIRECTOR = "managing_director"
    SERVICE_MANAGER = "service_manager"
    DEVELOPMENT_OFFICER = "development_officer"
    CASE_COORDINATOR = "case_coordinator"
    FACILITATOR = "facilitator"
    AUDITOR = "auditor"
    PARTNER_REFERRER = "partner_referrer"
    SYSTEM = "system"


class ActorKind(StrEnum):
    """What sort of actor this is."""

    STAFF = "staff"
    VOLUNTEER = "volunteer"
    PARTNER = "partner"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``id`` is an account or service id, never a name; ``issuer`` vouches for it."""

    id: str
    kind: ActorKind
    roles: frozenset[Role]
    organisation: str | None = None
    issuer: str = ""
    opened: frozenset[str] = frozenset()
    """Cases that the issuer opened for reading to this actor, in an emergency, for this request."""

    def has_any(self, roles: frozenset[Role]) -> bool:
        """Whether the actor holds at least one of ``roles``."""
        return not self.roles.isdisjoint(roles)


def system_actor(service: str) -> Actor:
    """Return the actor for what a service does of its own accord (timers, reactions)."""
    return Actor(
        id=f"system:{service}",
        kind=ActorKind.SYSTEM,
        roles=frozenset({Role.SYSTEM}),
        issuer=service,
    )


def partner_actor(agency: str) -> Actor:
    """Return the actor for a partner agency, as its feed vouches for it."""
    return Actor(
        id=f"agency:{agency}",
        kind=ActorKind.PARTNER,
        roles=frozenset({Role.PARTNER_REFERRER}),
        organisation=agency,
        issuer=f"feeds-{agency}",
    )
