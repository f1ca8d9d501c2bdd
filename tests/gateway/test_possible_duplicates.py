from uuid import uuid4

from shared.kernel.errors import Refused
from shared.security.actors import Role

CASE = str(uuid4())
REFERRAL = {
    "submission": {
        "initiated_by": "harmed",
        "source": "police",
        "channel": "paper",
        "harmed": [],
        "offence": {"crime_types": ["theft"]},
    }
}
KEY = {"Idempotency-Key": "one-intended-act"}


def test_staff_are_told_which_cases_to_look_at_and_continue_with_a_reason(signed_in, backoffice):
    coordinator = signed_in(Role.CASE_COORDINATOR)
    backoffice.answers["submit_referral"] = Refused("possible-duplicate", cases=CASE)

    refused = coordinator.post("/api/v1/referrals", json=REFERRAL, headers=KEY)
    considered = {"considered": [{"case_id": CASE, "reason": "Another year, another street."}]}
    coordinator.post("/api/v1/referrals", json=REFERRAL | considered, headers=KEY)

    assert (refused.status_code, refused.json()["code"]) == (409, "possible-duplicate")
    assert refused.json()["cases"] == [CASE]
    assert str(backoffice.asked[-1].request.considered[0].case_id) == CASE


def test_no_other_refusal_tells_an_id(signed_in, backoffice):
    backoffice.answers["case"] = Refused("case-closed", case=CASE)

    answer = signed_in(Role.CASE_COORDINATOR).get(f"/api/v1/cases/{uuid4()}")

    assert CASE not in answer.text
