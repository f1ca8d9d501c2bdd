"""One validation for referrals from every door; all faults of an input, not the first.

Takes the facts of a submission as plain values and returns faults by field. Whether a reference
that it names exists is asked of the store and told here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shared.contracts.codes import (
    Channel,
    ConsentPurpose,
    ParticipantRole,
    Side,
    Source,
)
from shared.contracts.intake.codes import Disposal, Door, IdentifierKind, ReferenceKind
from shared.kernel.errors import Fault

BOTH_SIDES_PATHWAYS = frozenset({"out_of_court_disposal", "mps_turning_point"})
"""Schemes that refer both sides, and must hold the consent of both (CON-12)."""

ASK_OFFENDER_MANAGER = "ask-offender-manager"
_CONTACT = frozenset({ConsentPurpose.BE_REFERRED, ConsentPurpose.BE_CONTACTED})
_ON_SIDE = {
    Side.HARMED: frozenset(ParticipantRole) - {ParticipantRole.RESPONSIBLE},
    Side.RESPONSIBLE: frozenset({ParticipantRole.RESPONSIBLE, ParticipantRole.SUPPORTER}),
}
_CONTACTED = frozenset(
    {ParticipantRole.HARMED, ParticipantRole.FAMILY, ParticipantRole.RESPONSIBLE}
)


@dataclass(frozen=True, slots=True)
class Participant:
    """A person of a submission, as far as its rules ask."""

    field: str
    ref: str
    role: ParticipantRole
    side: Side
    date_of_birth: date | None = None
    email: str | None = None
    in_custody: bool = False
    on_licence: bool = False
    postcode: str | None = None
    reachable: bool = False
    identifiers: tuple[tuple[IdentifierKind, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """A consent that the referrer declares to hold."""

    ref: str
    purpose: ConsentPurpose
    given: bool
    obtained_on: date | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A referral's facts, as far as its rules ask."""

    initiated_by: Side
    source: Source
    channel: Channel
    participants: tuple[Participant, ...]
    consents: tuple[Declared, ...]
    pathway: str | None = None
    offence_on: date | None = None
    original_received_on: date | None = None
    arrived_on: date | None = None
    heard_via: Source | None = None
    door: Door | None = None
    disposal: Disposal | None = None
    rj_is_condition: bool | None = None
    prior_provider: str | None = None
    not_filled_in: tuple[str, ...] = ()
    references: tuple[tuple[ReferenceKind, str | None, str], ...] = ()


def faults_of(submission: Submission, *, today: date) -> tuple[Fault, ...]:
    """Return every fault of a submission, sorted by field (INT-08, INT-11, INT-16, INT-18)."""
    found: set[Fault] = set()
    for check in (_people, _initiator, _consents, _declared, _self_referral):
        found.update(check(submission))
    found.update(_days(submission, today))
    return tuple(sorted(found))


def _people(submission: Submission) -> Iterable[Fault]:
    seen: set[str] = set()
    for person in submission.participants:
        if person.ref in seen:
            yield Fault(f"{person.field}.ref", "duplicate")
        seen.add(person.ref)
        if person.role not in _ON_SIDE[person.side]:
            yield Fault(f"{person.field}.role", "invalid")
        if person.email is not None and "@" not in person.email:
            yield Fault(f"{person.field}.email", "invalid")


def _initiator(submission: Submission) -> Iterable[Fault]:
    roles = {person.role for person in submission.participants}
    if ParticipantRole.HARMED not in roles:
        if ParticipantRole.DECEASED not in roles:
            yield Fault("harmed", "missing")
        elif ParticipantRole.FAMILY not in roles:
            yield Fault("harmed", "family-member-missing")
    if submission.initiated_by is Side.RESPONSIBLE and ParticipantRole.RESPONSIBLE not in roles:
        yield Fault("responsible", "missing")


def _consents(submission: Submission) -> Iterable[Fault]:
    sides = {submission.initiated_by}
    if submission.pathway in BOTH_SIDES_PATHWAYS:
        sides = set(Side)
    agreed = {c.ref for c in submission.consents if c.given and c.purpose in _CONTACT}
    for person in submission.participants:
        asked = person.side in sides and person.role in _CONTACTED
        if asked and person.ref not in agreed:
            yield Fault("consents", "consent-missing")


def _declared(submission: Submission) -> Iterable[Fault]:
    roles = {person.ref: person.role for person in submission.participants}
    for place, consent in enumerate(submission.consents):
        if consent.ref not in roles:
            yield Fault(f"consents.{place}.participant", "unknown-reference")
        elif roles[consent.ref] is ParticipantRole.DECEASED:
            yield Fault(f"consents.{place}.participant", "deceased")


def _self_referral(submission: Submission) -> Iterable[Fault]:
    """People in custody or on licence ask through their offender manager (INT-11)."""
    if submission.source is not Source.SELF or submission.initiated_by is not Side.RESPONSIBLE:
        return
    for person in submission.participants:
        if person.role is ParticipantRole.RESPONSIBLE and (person.in_custody or person.on_licence):
            yield Fault(f"{person.field}.in_custody", ASK_OFFENDER_MANAGER)


def _days(submission: Submission, today: date) -> Iterable[Fault]:
    if submission.channel is Channel.TRANSFER_IN and submission.original_received_on is None:
        yield Fault("original_received_on", "missing")
    days: Sequence[tuple[str, date | None]] = (
        ("offence.offence_on", submission.offence_on),
        ("original_received_on", submission.original_received_on),
        ("arrived_on", submission.arrived_on),
        *((f"{p.field}.date_of_birth", p.date_of_birth) for p in submission.participants),
        *((f"consents.{n}.obtained_on", c.obtained_on) for n, c in enumerate(submission.consents)),
    )
    for field, day in days:
        if day is not None and day > today:
            yield Fault(field, "in-the-future")
