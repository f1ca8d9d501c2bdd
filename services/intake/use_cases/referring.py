"""Taking a referral in, by whatever door: one validation, one place in one case (INT-01 to INT-19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.domain.doors import door_of
from services.intake.domain.identifiers import read_reference
from services.intake.domain.reference import make_reference, parse_reference
from services.intake.domain.submission import (
    ASK_OFFENDER_MANAGER,
    Declared,
    Participant,
    Submission,
)
from services.intake.domain.validation import all_faults, all_warnings
from services.intake.store import cases, matching, referrals
from services.intake.store.referrals import Known
from services.intake.use_cases import finding
from services.intake.use_cases.enquiring import convert, keep_routed
from services.intake.use_cases.flagging import as_heard
from services.intake.use_cases.likeness import compared
from services.intake.use_cases.people import match_index
from services.intake.use_cases.placing import Arrival, place, stored_answer
from services.intake.use_cases.visibility import case_that_goes_on
from shared.contracts.codes import ParticipantRole, Side
from shared.contracts.intake.codes import ReferenceKind
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.intake.events import FaultCode, ReferralRefusedV1
from shared.contracts.intake.people import Considered, ReferralSubmission
from shared.contracts.intake.rpc import ReferralAccepted, SubmitReferral
from shared.kernel.errors import Fault, InvalidInput, Refused
from shared.security.actors import Role
from shared.security.permissions import CASE_STAFF

if TYPE_CHECKING:
    from shared.contracts.envelope import Envelope
    from shared.messaging.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer to a referral; ``again`` when it had been taken in before."""

    answer: ReferralAccepted
    again: bool = False


def receive_referral(uow: UnitOfWork, command: ReceiveReferralV1, envelope: Envelope) -> None:
    """Take in a referral from a feed; a refusal is announced with every fault."""
    result = take_in(
        uow,
        command.submission,
        agency=command.agency,
        feed_message_id=command.feed_message_id,
        received_at=command.received_at,
    )
    if isinstance(result, Taken) and not result.again:
        return
    faults = (Fault("sender_reference", "duplicate"),) if isinstance(result, Taken) else result
    if {fault.code for fault in faults} == {ASK_OFFENDER_MANAGER}:
        keep_routed(uow, command.submission)
    uow.audit(
        "referral.refused",
        subject=f"feed_message/{command.feed_message_id}",
        agency=command.agency,
        faults=len(faults),
    )
    uow.announce(
        ReferralRefusedV1(
            feed_message_id=command.feed_message_id,
            agency=command.agency,
            refused_at=uow.now(),
            faults=tuple(FaultCode(field=fault.field, code=fault.code) for fault in faults),
        )
    )


def submit_referral(uow: UnitOfWork, request: SubmitReferral) -> ReferralAccepted:
    """Take in a referral from the gateway; the same one twice gets the same answer.

    Raises:
        Refused: ``ask-offender-manager`` (INT-11), ``possible-duplicate`` for staff who have not
            said why it is another, ``enquiry-converted``.
        InvalidInput: with every fault by field.

    """
    answer = submit(uow, request.submission, considered=request.considered)
    if request.enquiry_id is not None:
        convert(uow, request.enquiry_id, answer.referral_id)
    return answer


def submit(
    uow: UnitOfWork, submission: ReferralSubmission, *, considered: tuple[Considered, ...] = ()
) -> ReferralAccepted:
    """Take in a submission of somebody who waits for the answer (raises as above).

    Only staff hear of probable duplicates: that somebody is known here is told to nobody else.
    """
    partner = Role.PARTNER_REFERRER in uow.actor.roles
    result = take_in(
        uow,
        submission,
        agency=uow.actor.organisation if partner else None,
        feed_message_id=None,
        received_at=uow.now(),
        considered=considered if uow.actor.has_any(CASE_STAFF) else None,
    )
    if isinstance(result, Taken):
        return result.answer
    if {fault.code for fault in result} == {ASK_OFFENDER_MANAGER}:
        raise Refused(ASK_OFFENDER_MANAGER)
    raise InvalidInput("referral-invalid", result)


def take_in(
    uow: UnitOfWork,
    submission: ReferralSubmission,
    *,
    agency: str | None,
    feed_message_id: UUID | None,
    received_at: datetime,
    considered: tuple[Considered, ...] | None = None,
) -> Taken | tuple[Fault, ...]:
    """Place a referral in a case, or return every fault. A few look-ups, then bulk inserts.

    ``considered`` is None where nobody waits who could decide about duplicates.
    """
    submission = as_heard(submission)
    named = _named_references(submission)
    candidates = [make_reference(uow.today(), uow.ids.new().int) for _ in range(3)]
    sender, crime = _sender_index(uow, submission, agency), crime_index(uow, submission)
    matching.one_at_a_time(uow.connection, (sender, crime))
    known = referrals.look_up(
        uow.connection,
        feed_message_id=feed_message_id,
        sender_index=sender,
        crime_index=crime,
        matches=_matches(uow, submission),
        references=[*filter(None, named.values()), *candidates],
    )
    _follow_joined(uow, known)
    if known.duplicate is not None:
        return Taken(stored_answer(uow, known.duplicate), again=True)
    facts = facts_of(submission)
    faults = {
        *all_faults(facts, today=uow.today()),
        *_reference_faults(submission, named, known),
    }
    if faults:
        return tuple(sorted(faults))
    arrival = Arrival(
        submission=submission,
        agency=agency,
        feed_message_id=feed_message_id,
        received_at=received_at,
        sender_index=sender,
        crime_index=crime,
        joins=_case_to_join(submission, named, known),
        predecessor=known.case_of(named["predecessor_reference"]),
        reference=_free(candidates, known),
        door=door_of(facts),
        warnings=all_warnings(facts),
    )
    return Taken(_settle(uow, arrival, considered))


def _settle(
    uow: UnitOfWork, arrival: Arrival, considered: tuple[Considered, ...] | None
) -> ReferralAccepted:
    """Place it, beside what it is like: a probable duplicate stops it only where staff decide."""
    beside = (arrival.joins, arrival.predecessor)
    wanted = compared(uow.blind, arrival.submission)
    found = finding.like(uow, wanted, beside=beside)
    if considered is not None:
        finding.require_considered(found, considered)
    answer = place(uow, arrival)
    finding.remember(uow, arrival.submission, wanted, answer, found, considered or ())
    return answer


def facts_of(submission: ReferralSubmission) -> Submission:
    """Return a submission as far as the rules ask."""
    sides = ((Side.HARMED, submission.harmed), (Side.RESPONSIBLE, submission.responsible))
    return Submission(
        initiated_by=submission.initiated_by,
        source=submission.source,
        channel=submission.channel,
        pathway=submission.pathway,
        heard_via=submission.heard_via,
        door=submission.door,
        disposal=submission.disposal,
        rj_is_condition=submission.rj_is_condition,
        prior_provider=submission.prior_provider,
        not_filled_in=submission.not_filled_in,
        arrived_on=submission.arrived_on,
        references=tuple((r.kind, r.force, r.value) for r in submission.offence.references),
        offence_on=submission.offence.offence_on,
        original_received_on=submission.original_received_on,
        participants=tuple(
            Participant(
                field=f"{side.value}.{number}",
                ref=person.ref,
                role=person.role,
                side=side,
                date_of_birth=person.date_of_birth,
                email=person.email,
                in_custody=person.in_custody,
                on_licence=person.on_licence,
                postcode=person.postcode,
                reachable=bool(person.phone or person.email or person.address),
                identifiers=tuple((one.kind, one.value) for one in person.identifiers),
            )
            for side, people in sides
            for number, person in enumerate(people)
        ),
        consents=tuple(
            Declared(c.participant, c.purpose, c.given, c.obtained_on) for c in submission.consents
        ),
    )


def _named_references(submission: ReferralSubmission) -> dict[str, str | None]:
    return {
        name: parse_reference(text) if (text := getattr(submission, name)) else None
        for name in ("joins_case_reference", "predecessor_reference")
    }


def _reference_faults(
    submission: ReferralSubmission, named: dict[str, str | None], known: Known
) -> set[Fault]:
    faults = {
        Fault(name, "unknown-reference")
        for name, reference in named.items()
        if getattr(submission, name) and known.case_of(reference) is None
    }
    if named["joins_case_reference"] in known.closed_by_reference:
        faults.add(Fault("joins_case_reference", "case-closed"))
    return faults


def _follow_joined(uow: UnitOfWork, known: Known) -> None:
    """Let the reference of a case that was joined stand for the one in which it goes on."""
    for reference, case_id in list(known.closed_by_reference.items()):
        on = case_that_goes_on(uow, case_id)
        found = cases.case_by_id(uow.connection, on)
        if on == case_id or found is None:
            continue
        known.closed_by_reference[reference] = on
        if found.closed_at is None:
            known.open_by_reference[reference] = known.closed_by_reference.pop(reference)


def _case_to_join(
    submission: ReferralSubmission, named: dict[str, str | None], known: Known
) -> UUID | None:
    if submission.joins_case_reference:
        return known.case_of(named["joins_case_reference"])
    return None if submission.predecessor_reference else known.joins


def _free(candidates: list[str], known: Known) -> str:
    free = [reference for reference in candidates if known.case_of(reference) is None]
    return free[0] if free else candidates[0]


def _matches(uow: UnitOfWork, submission: ReferralSubmission) -> list[bytes]:
    roles = {ParticipantRole.HARMED, ParticipantRole.DECEASED}
    found = [match_index(uow.blind, p) for p in submission.harmed if p.role in roles]
    return [index for index in found if index is not None]


def _sender_index(
    uow: UnitOfWork, submission: ReferralSubmission, agency: str | None
) -> bytes | None:
    if not submission.sender_reference:
        return None
    return uow.blind("sender", f"{agency or uow.actor.id}|{submission.sender_reference}")


def crime_index(uow: UnitOfWork, submission: ReferralSubmission) -> bytes | None:
    """Return the index by which referrals about one crime meet; None without force and number."""
    offence = submission.offence
    if not (offence.crime_number and offence.force):
        return None
    number = read_reference(ReferenceKind.CRIME_NUMBER, offence.crime_number).value
    return uow.blind("crime", f"{offence.force}|{number}")
