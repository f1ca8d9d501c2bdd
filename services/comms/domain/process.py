"""Rules of the process beside the gate: meetings, agreements, who may see a case."""

from __future__ import annotations

from shared.contracts.codes import AgreementKind, ConsentPurpose, Engagement, Mode
from shared.kernel.errors import Refused

LONGEST_MEETING = 180
"""Minutes; a session lasts up to three hours (PRC-10)."""

CONTACT_PURPOSES = frozenset(
    {
        ConsentPurpose.BE_REFERRED,
        ConsentPurpose.BE_CONTACTED,
        ConsentPurpose.TAKE_PART,
        ConsentPurpose.PASS_ITEM,
        ConsentPurpose.RECEIVE_ITEM,
    }
)
"""Purposes without which nothing may pass: their withdrawal recalls (CON-02, CON-04).

The others (updates, newsletter, case study, sharing with an agency) end only what they name.
"""


GONE = frozenset({Engagement.DECLINED, Engagement.WITHDREW, Engagement.DECEASED_OR_ILL})
"""Engagements after which nothing more passes in the strand (PRC-17)."""


def stops_contact(purposes: tuple[ConsentPurpose, ...]) -> bool:
    """Whether a withdrawal of these purposes stops what passes. None named: it stops all."""
    return not purposes or not CONTACT_PURPOSES.isdisjoint(purposes)


def require_length(minutes: int) -> None:
    """Refuse a meeting longer than three hours, or of no length (``meeting-too-long``)."""
    if not 1 <= minutes <= LONGEST_MEETING:
        raise Refused("meeting-length")


def require_common_ground(
    kind: AgreementKind, *, conference_held: bool, letter_delivered: bool
) -> None:
    """An agreement rests on what both sides know (PRC-05).

    Signed by all: after a conference, or after words have passed. A statement accepted: its
    letter was delivered through the gate (``agreement-without-letter``).
    """
    if kind is AgreementKind.STATEMENT_ACCEPTED and not letter_delivered:
        raise Refused("agreement-without-letter")
    if not (conference_held or letter_delivered):
        raise Refused("agreement-without-contact")


def require_mode_between_parties(mode: Mode | None) -> Mode:
    """Return the planned mode, or refuse to conclude what was never planned."""
    if mode is None:
        raise Refused("mode-not-planned")
    return mode
