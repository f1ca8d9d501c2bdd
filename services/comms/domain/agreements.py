"""Agreements: their exact words, who has signed, and whether they are still in force (PRC-05, AFT-02)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.contracts.codes import AgreementKind, Side
from shared.contracts.comms.codes import AgreementStanding
from shared.kernel.errors import Fault, InvalidInput, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaken:
    """One undertaking in its words."""

    by_side: Side
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What decides whether an agreement is in force. Closing the case is not among it."""

    awaited: frozenset[UUID] = frozenset()
    ends_on: date | None = None
    ended_at: datetime | None = None


def text_of(
    kind: AgreementKind,
    undertaken: tuple[Undertaken, ...],
    breach_route: str | None,
    ends_on: date | None,
) -> str:
    """Return the one text that is hashed and signed: every word of an agreement, in order."""
    return json.dumps(
        {
            "kind": kind.value,
            "undertakings": [
                [one.by_side.value, one.text, one.due_on.isoformat() if one.due_on else None]
                for one in undertaken
            ],
            "breach_route": breach_route,
            "ends_on": ends_on.isoformat() if ends_on else None,
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def standing(terms: Terms, today: date) -> AgreementStanding:
    """Answer whether it is still in force, and if not, why. In force to the end of its last day."""
    if terms.ended_at is not None:
        return AgreementStanding.ENDED
    if terms.awaited:
        return AgreementStanding.AWAITING_SIGNATURES
    if terms.ends_on is not None and terms.ends_on < today:
        return AgreementStanding.TERM_OVER
    return AgreementStanding.IN_FORCE


def require_signatories(kind: AgreementKind, sides: list[Side]) -> None:
    """Refuse an agreement of all that one side would not sign (``both-sides-sign``).

    A statement is accepted by the side to which it was made: one signature is enough (PRC-05).
    """
    if kind is AgreementKind.SIGNED_BY_ALL and sides and set(sides) != set(Side):
        raise Refused("both-sides-sign")


def require_term(ends_on: date | None, dues: list[date | None], today: date) -> None:
    """Refuse (``InvalidInput``) a term that is over, or that ends before something is due."""
    faults = []
    if ends_on is not None and ends_on < today:
        faults.append(Fault("ends_on", "in-the-past"))
    if ends_on is not None and any(due and due > ends_on for due in dues):
        faults.append(Fault("undertakings", "due-after-the-end"))
    if faults:
        raise InvalidInput("agreement-invalid", tuple(faults))
