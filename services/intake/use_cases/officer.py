"""The officer's two-minute form (OCD-01 to OCD-06), and the block that goes back to a referrer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from services.intake.domain.endings import is_positive
from services.intake.domain.reference import parse_reference
from services.intake.domain.stages import stage_at
from services.intake.store import cases
from services.intake.store.cases import CaseRecord
from services.intake.use_cases.referring import submit
from services.intake.use_cases.visibility import may_see
from shared.contracts.codes import (
    Channel,
    ConsentMethod,
    ConsentPurpose,
    Outcome,
    ParticipantRole,
    Proceedings,
    Source,
)
from shared.contracts.intake.codes import Disposal, Door
from shared.contracts.intake.entry import AskFeedback, Feedback, Party, SubmitOfficerForm
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.intake.rpc import ReferralAccepted
from shared.kernel.clock import local_day
from shared.kernel.errors import NotFound

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

_DEFERRED = (Proceedings.DEFERRED_PROSECUTION, "mps_turning_point")
_OTHERWISE = (Proceedings.OUT_OF_COURT_DISPOSAL, "out_of_court_disposal")


def submit_officer_form(uow: UnitOfWork, request: SubmitOfficerForm) -> ReferralAccepted:
    """Take in the short form as the referral that it is: same command, same validation."""
    return submit(uow, ReferralSubmission.model_validate(as_submission(request)))


def as_submission(form: SubmitOfficerForm) -> dict[str, Any]:
    """Return the form as a submission. Turning Point is a pathway of its own (OCD-06)."""
    deferred = form.disposal is Disposal.DEFERRED_PROSECUTION
    proceedings, pathway = _DEFERRED if deferred else _OTHERWISE
    return {
        "door": Door.OFFICER_FORM,
        "initiated_by": form.asked_by,
        "source": Source.POLICE,
        "channel": Channel.WEB_FORM,
        "pathway": pathway,
        "disposal": form.disposal,
        "rj_is_condition": form.rj_is_condition,
        "referrer_contact": form.officer_contact,
        "update_cadence": form.update_cadence,
        "harmed": [_person("harmed", ParticipantRole.HARMED, form.harmed)],
        "responsible": [_person("responsible", ParticipantRole.RESPONSIBLE, form.responsible)],
        "offence": {
            "crime_types": [form.crime_type],
            "flags": form.flags,
            "asked": form.asked,
            "force": form.force,
            "crime_number": form.crime_number,
            "offence_on": form.offence_on,
            "proceedings": proceedings,
            "responsibility_accepted": form.admitted,
        },
        "consents": [
            *_consents("harmed", form.harmed),
            *_consents("responsible", form.responsible),
        ],
    }


def referral_feedback(uow: UnitOfWork, request: AskFeedback) -> Feedback:
    """Return how a referral stands, for who made it: minimal, nobody named (INT-14, OCD-03)."""
    reference = parse_reference(request.reference)
    found = cases.case_by_reference(uow.connection, reference) if reference else None
    if found is not None:
        found = _as_referred(uow, found)
    if found is None or not may_see(uow, found):
        raise NotFound("case-unknown")
    uow.audit("feedback.read", subject=f"case/{found.case_id}", purpose="referrer-feedback")
    closed_on = local_day(found.closed_at) if found.closed_at else None
    primary = Outcome(found.primary_outcome) if found.primary_outcome else None
    return Feedback(
        reference=found.reference,
        stage=stage_at(found.stage_rank),
        closed_on=closed_on,
        positive=_is_positive(primary),
        text=_block(found, primary, closed_on, uow.today()),
    )


def _as_referred(uow: UnitOfWork, found: CaseRecord) -> CaseRecord | None:
    """Return how a case stands where it goes on, under the reference and day of the receipt.

    The day on which the other case was opened would tell that somebody was known here before.
    """
    if found.joined_into is None:
        return found
    on = cases.case_by_id(uow.connection, found.joined_into)
    return on and replace(on, reference=found.reference, opened_at=found.opened_at)


def _person(ref: str, role: ParticipantRole, party: Party) -> dict[str, Any]:
    return {"ref": ref, "role": role, **party.model_dump(exclude={"agreed"})}


def _consents(ref: str, party: Party) -> list[dict[str, Any]]:
    return [
        {
            "participant": ref,
            "purpose": purpose,
            "given": party.agreed,
            "method": ConsentMethod.VIA_AGENCY,
            "obtained_by": "police_officer",
        }
        for purpose in (ConsentPurpose.BE_REFERRED, ConsentPurpose.BE_CONTACTED)
    ]


def _is_positive(primary: Outcome | None) -> bool | None:
    return None if primary is None else is_positive(primary)


def _block(found: CaseRecord, primary: Outcome | None, closed_on: date | None, today: date) -> str:
    lines = [
        f"Restorative justice referral {found.reference}",
        f"Opened: {_said(local_day(found.opened_at))}",
        f"Stage: {_words(stage_at(found.stage_rank).value)}",
    ]
    if closed_on is not None and primary is not None:
        lines += [f"Concluded: {_said(closed_on)}", f"Outcome: {_words(primary.value)}"]
    return "\n".join([*lines, f"As at: {_said(today)}"]) + "\n"


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize()
