"""That two records are one person is told to those who act on a no: ids only, and whether one stands."""

from uuid import uuid4

import pytest

from shared.contracts.codes import AgencyRequestKind, ConsentPurpose
from shared.contracts.intake import rpc
from shared.contracts.intake.entry import (
    MERGE_PERSONS,
    UNMERGE_PERSONS,
    MergePersons,
    UnmergePersons,
)
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Refused
from tests.support.intake import a_submission

WHY = "The same invented person."


def referred(intake, **changes):
    content = a_submission(**changes)
    content["offence"]["crime_number"] = f"SAMPLE-{uuid4().hex[:8]}"
    content["sender_reference"] = f"SAMPLE-{uuid4().hex[:8]}"
    content["harmed"][0]["family_name"] = f"Testperson{uuid4().hex[:6]}"
    submission = ReferralSubmission.model_validate(content)
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def alpha(case):
    return next(one.person_id for one in case.participants if one.ref == "alpha")


def merge(intake, one, other):
    request = MergePersons(
        case_id=one.case_id,
        person_id=alpha(one),
        other_case_id=other.case_id,
        other_person_id=alpha(other),
        reason=WHY,
    )
    return intake.ask(MERGE_PERSONS, request).merge_id


def said(intake, kind):
    return [data for name, data in intake.announced() if name == f"intake.{kind}.v1"]


def withdraw(intake, case):
    request = rpc.WithdrawConsent(case_id=case.case_id, person_id=alpha(case))
    intake.ask(rpc.WITHDRAW_CONSENT, request)


@pytest.mark.requirement("CON-02")
@pytest.mark.parametrize("withdrew", [False, True])
def test_a_merge_is_told_with_whether_the_person_may_still_be_sought(intake, withdrew):
    one, other = referred(intake), referred(intake)
    assert one.case_id != other.case_id
    if withdrew:
        withdraw(intake, one)

    merge_id = merge(intake, one, other)

    (told,) = said(intake, "persons_merged")
    assert told["merge_id"] == str(merge_id)
    assert {told["person_id"], told["other_person_id"]} == {str(alpha(one)), str(alpha(other))}
    assert told["may_be_sought"] is not withdrew
    assert WHY not in str(told)


def test_a_merge_taken_back_is_told(intake):
    one, other = referred(intake), referred(intake)
    merge_id = merge(intake, one, other)

    intake.ask(UNMERGE_PERSONS, UnmergePersons(case_id=one.case_id, merge_id=merge_id, reason=WHY))

    (told,) = said(intake, "persons_unmerged")
    assert told["merge_id"] == str(merge_id)
    assert {told["person_id"], told["other_person_id"]} == {str(alpha(one)), str(alpha(other))}


@pytest.mark.requirement("CON-02", "PRC-16")
def test_no_agency_is_asked_to_look_for_somebody_who_said_no_under_another_record(intake):
    one, other = referred(intake), referred(intake)
    merge(intake, one, other)
    withdraw(intake, one)

    with pytest.raises(Refused, match="contact-refused"):
        intake.ask(
            rpc.OPEN_AGENCY_REQUEST,
            rpc.OpenAgencyRequest(
                case_id=other.case_id,
                strand_id=other.strands[0].strand_id,
                person_id=alpha(other),
                agency="mps",
                kind=AgencyRequestKind.FIND,
                clause="6.1",
            ),
        )
    assert ConsentPurpose.TAKE_PART.value in said(intake, "consent_withdrawn")[0]["purposes"]
