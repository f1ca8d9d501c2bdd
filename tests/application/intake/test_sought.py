"""No agency is asked to find or reach somebody who died, or who said no."""

from datetime import timedelta

import pytest

from shared.contracts.intake import rpc
from shared.contracts.intake.agencies import DISCLOSURE_FACTS, DisclosureFacts
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Refused
from tests.application.intake.test_contact import of
from tests.support.intake import COMMS, a_submission

SEEKING = ("find_person", "contact_person", "gain_consent")


@pytest.fixture
def case(intake):
    submission = ReferralSubmission.model_validate(a_submission())
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def sought(intake, case, kind, index=0, **more):
    asked = {"agency": "mps", "kind": kind, "clause": "6.1", **more}
    request = rpc.OpenAgencyRequest(**of(case, index), **asked)
    return intake.ask(rpc.OPEN_AGENCY_REQUEST, request).request_id


def withdraw(intake, case, index=0, **more):
    intake.ask(rpc.WITHDRAW_CONSENT, rpc.WithdrawConsent(**of(case, index), **more))


@pytest.mark.requirement("CON-02", "PRC-16")
@pytest.mark.parametrize("kind", SEEKING)
def test_who_said_no_is_not_looked_for_and_who_was_never_asked_may_be(intake, case, kind):
    withdraw(intake, case)

    with pytest.raises(Refused, match="contact-refused"):
        sought(intake, case, kind)
    assert intake.count("agency_requests") == 0
    assert sought(intake, case, kind, index=1), "the other side was never asked"


@pytest.mark.requirement("CON-02")
def test_who_never_agreed_to_contact_and_says_no_is_left_alone_too(intake, case):
    withdraw(intake, case, index=1)

    with pytest.raises(Refused, match="contact-refused"):
        sought(intake, case, "gain_consent", index=1)


@pytest.mark.requirement("PRC-12", "RSK-07")
@pytest.mark.parametrize("kind", ["custody_location", "risk_information"])
def test_what_brings_nobody_to_their_door_may_still_be_asked(intake, case, kind):
    withdraw(intake, case, index=1)

    assert sought(intake, case, kind, index=1)


@pytest.mark.requirement("INT-16")
def test_nobody_is_sent_to_look_for_the_deceased(intake):
    family = {**a_submission()["harmed"][0], "role": "family"}
    late = {"ref": "late", "role": "deceased", "given_name": "Late", "family_name": "Testperson"}
    submission = ReferralSubmission.model_validate(a_submission(harmed=[late, family]))
    case = intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))
    (index,) = [at for at, one in enumerate(case.participants) if one.role == "deceased"]

    with pytest.raises(Refused, match="deceased-is-never-contacted"):
        sought(intake, case, "find_person", index)


@pytest.mark.requirement("CON-02")
def test_a_request_that_was_not_sent_yet_is_not_sent_after_a_no(intake, case):
    request_id = sought(intake, case, "contact_person")
    question = DisclosureFacts(
        case_id=case.case_id, agency="mps", request_id=request_id, purpose="agency-request"
    )
    assert intake.ask(DISCLOSURE_FACTS, question, COMMS).request_open

    withdraw(intake, case)

    assert not intake.ask(DISCLOSURE_FACTS, question, COMMS).request_open


def test_a_newer_yes_to_being_contacted_lets_an_agency_be_asked_again(intake, case):
    withdraw(intake, case, index=1)
    intake.clock.advance(timedelta(days=9))
    yes = rpc.RecordConsent(**of(case, 1), purpose="be_contacted", given=True, method="spoken")
    intake.ask(rpc.RECORD_CONSENT, yes)

    assert sought(intake, case, "contact_person", index=1)


def test_a_no_to_one_strand_leaves_the_others_as_they_were(intake, case):
    (strand,) = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id)).strands
    withdraw(intake, case, index=1, strand_id=strand.strand_id, purposes=("take_part",))

    assert sought(intake, case, "find_person", index=1), "whatever else there is with them"
    with pytest.raises(Refused, match="contact-refused"):
        sought(intake, case, "find_person", index=1, strand_id=strand.strand_id)
