"""What intake told the gate is leased, and every event that may undo it ends the lease."""

from uuid import uuid4

import pytest

from services.intake.use_cases.telling import ENDING, ends_leases
from shared.contracts.codes import ConsentPurpose, Side
from shared.contracts.examples import example
from shared.contracts.intake import events, guard, rpc
from shared.contracts.intake.entry import MERGE_PERSONS, MergePersons
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.leases import ConfirmLease
from shared.kernel.errors import NotFound
from tests.support.intake import COMMS, a_submission

ENDS_NONE = {
    events.AgencyRequestLapsedV1,
    events.CaseOpenedV1,
    events.CaseResumedV1,
    events.OutcomeRecordedV1,
    events.PriorityOverriddenV1,
    events.ReferralReceivedV1,
    events.ReferralRefusedV1,
}


@pytest.fixture
def case(intake):
    submission = ReferralSubmission.model_validate(a_submission())
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def told(intake, case, side=Side.HARMED):
    strand = case.strands[0].strand_id
    question = guard.ContactStanding(case_id=case.case_id, strand_id=strand, from_side=side)
    return intake.ask(guard.CONTACT_STANDING, question, COMMS)


def confirmed(intake, case, facts):
    question = ConfirmLease(case_id=case.case_id, lease_id=facts.lease_id)
    return intake.ask(guard.CONFIRM_LEASE, question, COMMS)


def say(intake, case, person, purpose, **more):
    request = rpc.RecordConsent(case_id=case.case_id, person_id=person, purpose=purpose, **more)
    intake.ask(rpc.RECORD_CONSENT, request)


@pytest.mark.parametrize("event", events.EVENTS, ids=lambda event: event.__name__)
def test_of_every_event_it_is_said_whether_it_ends_leases(event):
    """A new event that may undo what contact depends on belongs in ``telling.ENDING``."""
    by_what_it_says = {events.ConsentRecordedV1}
    assert [event in ENDING, event in ENDS_NONE, event in by_what_it_says].count(True) == 1


def test_a_recorded_no_ends_leases_and_a_yes_does_not():
    consent = events.ConsentRecordedV1.model_validate(example(events.ConsentRecordedV1))

    assert ends_leases(consent.model_copy(update={"given": False}))
    assert not ends_leases(consent.model_copy(update={"given": True}))


def test_what_was_told_stands_until_somebody_withdraws(intake, case):
    alpha, _ = (one.person_id for one in case.participants)
    first, second = told(intake, case), told(intake, case)

    assert confirmed(intake, case, first).stands
    intake.ask(rpc.WITHDRAW_CONSENT, rpc.WithdrawConsent(case_id=case.case_id, person_id=alpha))

    assert confirmed(intake, case, second).objection == "lease-ended"


def test_a_yes_leaves_what_was_told_standing(intake, case):
    alpha, _ = (one.person_id for one in case.participants)
    facts = told(intake, case)

    say(intake, case, alpha, ConsentPurpose.TAKE_PART)

    assert confirmed(intake, case, facts).stands


def test_who_asks_of_no_case_gets_no_lease(intake, case):
    question = guard.ContactStanding(case_id=uuid4(), strand_id=uuid4(), from_side=Side.HARMED)

    with pytest.raises(NotFound):
        intake.ask(guard.CONTACT_STANDING, question, COMMS)

    assert intake.count("lease_heads") == 0


def test_a_no_under_a_merged_record_is_a_no(intake, case):
    alpha, beta = (one.person_id for one in case.participants)
    again = a_submission(joins_case_reference=case.reference)
    again["harmed"][0].update(given_name="Otherwise", date_of_birth="1971-12-30")
    submission = ReferralSubmission.model_validate(again)
    also = intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))
    record = next(one.person_id for one in also.participants if one.ref == "alpha")
    for person in (alpha, beta):
        say(intake, case, person, ConsentPurpose.TAKE_PART)
    assert record != alpha
    assert told(intake, case).author_takes_part
    before = told(intake, case)

    intake.ask(
        MERGE_PERSONS,
        MergePersons(
            case_id=case.case_id,
            person_id=alpha,
            other_case_id=case.case_id,
            other_person_id=record,
            reason="The same invented person.",
        ),
    )
    merged = told(intake, case)
    say(intake, case, record, ConsentPurpose.TAKE_PART, given=False)

    assert confirmed(intake, case, before).objection == "lease-ended"
    assert merged.author_takes_part
    assert not told(intake, case).author_takes_part


@pytest.mark.requirement("CON-09")
def test_an_identifier_that_comes_with_another_referral_ends_the_lease(intake, case):
    """A letter was checked by what was known before it."""
    facts = told(intake, case)
    submission = a_submission(joins_case_reference=case.reference, referrer_name="Testreferrer Two")
    request = rpc.SubmitReferral(submission=ReferralSubmission.model_validate(submission))

    joined = intake.ask(rpc.SUBMIT_REFERRAL, request)

    assert joined.case_id == case.case_id
    assert not confirmed(intake, case, facts).stands
