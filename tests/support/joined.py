"""Two invented cases that are one harm, and what staff do to see and to join them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from shared.contracts.codes import ConsentPurpose, Side
from shared.contracts.intake import guard, joining, rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.security.actors import Actor
from tests.support.intake import COMMS, COORDINATOR, POLICE, Intake, a_submission

WHY = "The same burglary, told by both."


@dataclass
class Both:
    """The police's case, and what the harmed person sent in about it by herself a day later."""

    police: rpc.ReferralAccepted
    herself: rpc.ReferralAccepted

    def case(self, which: str) -> rpc.ReferralAccepted:
        return self.police if which == "police" else self.herself

    def person(self, which: str, ref: str = "alpha") -> UUID:
        known = {one.ref: one.person_id for one in self.case(which).participants}
        return known[ref]

    def strand(self, which: str) -> UUID:
        return self.case(which).strands[0].strand_id


def submit(intake: Intake, by: Actor = COORDINATOR, **changes: Any) -> Any:
    submission = ReferralSubmission.model_validate(a_submission(**changes))
    request = rpc.SubmitReferral(submission=submission)
    return intake.ask(rpc.SUBMIT_REFERRAL, request, by)


def herself(**changes: Any) -> dict[str, Any]:
    """Who asks for herself writes her name otherwise, and knows no date of birth or officer."""
    alpha = {
        **a_submission()["harmed"][0],
        "given_name": "Testy",
        "date_of_birth": None,
        "phone": "07700 900077",
        "email": "other@example.org",
    }
    told = {
        "initiated_by": "harmed",
        "source": "self",
        "channel": "web_form",
        "harmed": [alpha],
        "responsible": [],
    }
    return {**told, **changes}


def two_cases(intake: Intake) -> Both:
    police = submit(intake, POLICE, source="police", heard_via="police")
    intake.clock.advance(timedelta(days=1))
    return Both(police, submit(intake, POLICE, **herself()))


def join(intake: Intake, both: Both, **changes: Any) -> Any:
    request = {
        "case_id": both.herself.case_id,
        "into_case_id": both.police.case_id,
        "reason": WHY,
        "same_persons": [
            {"person_id": both.person("herself"), "into_person_id": both.person("police")}
        ],
        **changes,
    }
    return intake.ask(joining.JOIN_CASES, joining.JoinCases.model_validate(request))


def view(intake: Intake, case_id: UUID) -> Any:
    return intake.ask(rpc.CASE, rpc.CaseById(case_id=case_id))


def told(intake: Intake, case_id: UUID, strand_id: UUID, side: Side = Side.HARMED) -> Any:
    question = guard.ContactStanding(case_id=case_id, strand_id=strand_id, from_side=side)
    return intake.ask(guard.CONTACT_STANDING, question, COMMS)


def say(
    intake: Intake,
    case_id: UUID,
    person_id: UUID,
    purpose: ConsentPurpose = ConsentPurpose.TAKE_PART,
    **more: Any,
) -> Any:
    request = rpc.RecordConsent(case_id=case_id, person_id=person_id, purpose=purpose, **more)
    return intake.ask(rpc.RECORD_CONSENT, request)


def withdraw(intake: Intake, case_id: UUID, person_id: UUID, **more: Any) -> Any:
    request = rpc.WithdrawConsent(case_id=case_id, person_id=person_id, **more)
    return intake.ask(rpc.WITHDRAW_CONSENT, request)


def since(intake: Intake, count: int) -> list[tuple[str, dict[str, Any]]]:
    return [(kind.split(".")[1], data) for kind, data in intake.announced()[count:]]


def heard(intake: Intake) -> int:
    return len(intake.announced())
