"""Closing is by dated reference data: what is in force, what it asks for, what may lead."""

from datetime import date

import pytest

from services.intake.domain.endings import OutcomeRule, outcome_faults
from services.intake.store.policies import outcome_rules
from shared.contracts.codes import POSITIVE_OUTCOMES, Outcome
from shared.contracts.intake import closing, rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput
from tests.support.intake import POLICE, a_submission

DAY = date(2019, 7, 1)


@pytest.fixture
def case(intake):
    submission = ReferralSubmission.model_validate(a_submission())
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission), POLICE)


def record(intake, case, outcome, **more):
    request = rpc.RecordOutcome(case_id=case.case_id, outcome=outcome, **more)
    return intake.ask(rpc.RECORD_OUTCOME, request)


@pytest.mark.requirement("OUT-04", "OUT-05")
def test_every_outcome_has_a_row_in_force_and_its_group_says_whether_it_is_positive(intake):
    found = intake.ask(closing.OUTCOMES, closing.AskOutcomes()).outcomes

    assert {one.outcome for one in found} == set(Outcome)
    assert {one.outcome for one in found if one.positive} == POSITIVE_OUTCOMES
    assert {one.outcome for one in found if one.group == "positive"} == POSITIVE_OUTCOMES
    assert intake.ask(closing.OUTCOMES, closing.AskOutcomes(on=date(2015, 1, 1))).outcomes == ()


@pytest.mark.requirement("OUT-06")
@pytest.mark.parametrize("outcome", ["harmed_not_contactable", "responsible_not_contactable"])
def test_a_failure_of_contact_names_its_path(intake, case, outcome):
    with pytest.raises(InvalidInput) as refusal:
        record(intake, case, outcome)

    record(intake, case, outcome, contact_path="police_path", primary=True)

    assert refusal.value.faults == (Fault("contact_path", "missing"),)
    assert dict(intake.announced())["intake.outcome_recorded.v1"]["contact_path"] == "police_path"


@pytest.mark.requirement("RSK-05")
def test_an_unmanageable_risk_names_its_kind_and_nothing_else_does(intake, case):
    with pytest.raises(InvalidInput) as missing:
        record(intake, case, "unmanageable_risk")
    with pytest.raises(InvalidInput) as invalid:
        record(intake, case, "died", unmanageable_risk="other")

    assert missing.value.faults == (Fault("unmanageable_risk", "missing"),)
    assert invalid.value.faults == (Fault("unmanageable_risk", "invalid"),)


@pytest.mark.requirement("OUT-03")
def test_an_agreement_stands_beside_a_primary_outcome_and_never_is_one(intake, case):
    with pytest.raises(InvalidInput) as refusal:
        record(intake, case, "outcome_agreement", primary=True)

    record(intake, case, "outcome_agreement")
    record(intake, case, "conference_held", primary=True)

    assert refusal.value.faults == (Fault("primary", "never-primary"),)
    view = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id))
    assert set(view.strands[0].outcomes) == {Outcome.OUTCOME_AGREEMENT, Outcome.CONFERENCE_HELD}


def test_an_outcome_that_was_ended_is_recorded_no_more():
    ended = OutcomeRule(Outcome.DIED, "other", date(2016, 1, 1), until_on=DAY)

    def faults(day):
        return outcome_faults((ended,), Outcome.DIED, told={}, primary=False, day=day)

    assert faults(date(2019, 6, 30)) == ()
    assert faults(DAY) == (Fault("outcome", "not-in-force"),)
    assert len(outcome_rules()) == len(Outcome)


def test_a_prison_number_is_masked_where_a_person_is_revealed(intake):
    beta = {**a_submission()["responsible"][0], "prison_number": "A1234BC"}
    submission = ReferralSubmission.model_validate(a_submission(responsible=[beta]))
    case = intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission), POLICE)

    reveal = rpc.RevealPerson(
        case_id=case.case_id, person_id=case.participants[1].person_id, purpose="to-check"
    )

    assert intake.ask(rpc.REVEAL_PERSON, reveal).person.prison_number == "*****BC"
