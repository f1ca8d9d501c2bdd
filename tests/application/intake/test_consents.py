"""A consent as a record: who took it and when, what was shown, that it was understood, its review."""

from datetime import date, timedelta

import pytest

from shared.contracts.intake import contact, rpc
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, InvalidInput
from tests.support.intake import FACILITATOR, POLICE, a_submission


@pytest.fixture
def case(intake):
    submission = ReferralSubmission.model_validate(a_submission())
    return intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission), POLICE)


def consent(intake, case, **more):
    values = {"purpose": "take_part", "shown": "leaflet for harmed people, version 3", **more}
    person = case.participants[0].person_id
    request = rpc.RecordConsent(case_id=case.case_id, person_id=person, **values)
    return intake.ask(rpc.RECORD_CONSENT, request).consent_id


def view(intake, case, consent_id):
    found = intake.ask(rpc.CASE, rpc.CaseById(case_id=case.case_id)).consents
    return next(one for one in found if one.consent_id == consent_id)


@pytest.mark.requirement("CON-03", "CON-06", "CON-07")
def test_a_consent_keeps_who_took_it_when_what_was_shown_and_that_it_was_understood(intake, case):
    kept = consent(
        intake, case, taken_by="Fictional Testperson-Officer", obtained_on="2019-06-28",
        understood=True, review_on="2019-10-01",
    )  # fmt: skip

    shown = view(intake, case, kept)
    assert (shown.obtained_on, shown.review_on) == (date(2019, 6, 28), date(2019, 10, 1))
    assert shown.understood
    assert "Testperson-Officer" not in str(intake.announced())


@pytest.mark.requirement("CON-06")
def test_a_yes_that_was_not_understood_is_none_and_a_no_always_counts(intake, case):
    with pytest.raises(InvalidInput) as refusal:
        consent(intake, case, understood=False)

    refused = consent(intake, case, understood=False, given=False)

    assert refusal.value.faults == (Fault("understood", "not-informed"),)
    assert not view(intake, case, refused).given


def test_days_that_cannot_be_are_faults(intake, case):
    with pytest.raises(InvalidInput) as refusal:
        consent(intake, case, obtained_on="2019-07-02", review_on="2019-07-01")

    assert refusal.value.faults == (
        Fault("obtained_on", "in-the-future"),
        Fault("review_on", "not-in-the-future"),
    )


@pytest.mark.requirement("CON-04")
def test_a_consent_that_stands_comes_up_for_review_on_its_day_and_a_withdrawn_one_never(
    intake, case
):
    due = consent(intake, case, review_on="2019-07-10")
    consent(intake, case, purpose="newsletter", review_on="2019-07-11")
    withdraw = rpc.WithdrawConsent(
        case_id=case.case_id, person_id=case.participants[0].person_id, purposes=("newsletter",)
    )
    intake.ask(rpc.WITHDRAW_CONSENT, withdraw)

    def listed(*by):
        found = intake.ask(contact.CONSENTS_TO_REVIEW, contact.ListReviews(), *by).consents
        return [one.consent_id for one in found]

    assert listed() == []
    intake.clock.advance(timedelta(days=30))
    assert listed() == [due]
    assert listed(FACILITATOR) == []
