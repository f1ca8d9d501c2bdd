"""Who made somebody aware is kept apart from who refers: a support line, an officer's leaflet."""

import pytest

from shared.contracts.intake import entry, rpc
from shared.contracts.intake.people import ReferralSubmission
from tests.support.intake import COORDINATOR, a_submission


@pytest.mark.parametrize(
    "heard",
    [
        pytest.param("victim_support", marks=pytest.mark.requirement("PTR-04")),
        pytest.param("police", marks=pytest.mark.requirement("PTR-06")),
        None,
    ],
)
def test_a_self_referral_says_by_whom_the_person_heard_of_the_service(intake, heard):
    body = a_submission(source="self", channel="phone", heard_via=heard)
    submission = ReferralSubmission.model_validate(body)
    taken = intake.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission), COORDINATOR)

    asked = entry.AskReferral(case_id=taken.case_id, referral_id=taken.referral_id)
    seen = intake.ask(entry.REFERRAL, asked)

    assert (seen.source, seen.heard_via) == ("self", heard)
    (told,) = [data for name, data in intake.announced() if name == "intake.referral_received.v1"]
    assert told.get("heard_via") == heard
