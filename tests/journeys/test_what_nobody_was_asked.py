"""Over the real bus: what nobody was asked is not known in any service, until staff have asked."""

from uuid import uuid4

import httpx
import pytest

from tests.journeys.conftest import as_published
from tests.support.eventually import eventually

DECIDING = ["child_abuse", "domestic_abuse", "stalking"]
MYSELF = {
    "initiated_by": "harmed",
    "source": "self",
    "channel": "web_form",
    "harmed": [
        {
            "ref": "h1",
            "role": "harmed",
            "given_name": "Fictional",
            "family_name": "Testperson-Journey",
            "date_of_birth": "1980-02-03",
            "home_area": "london",
        }
    ],
    "offence": {"crime_types": ["assault"], "proceedings": "sentenced"},
    "consents": [{"participant": "h1", "purpose": "be_contacted", "obtained_by": "self"}],
}


def referred_oneself(system, manager):
    """Refer oneself as an older form would, which says nothing of who was asked; return the case."""
    with httpx.Client(base_url=f"{system.site}/api/v1", timeout=10) as anyone:
        told = anyone.post("/self-referrals", json=MYSELF, headers=key())
    return manager.get(f"/cases/by-reference/{told.json()['reference']}").json()


def key():
    return {"Idempotency-Key": uuid4().hex}


def decided(manager, case, many):
    """Wait for so many decisions; return the one that stands."""
    path = f"/cases/{case['case_id']}/eligibility"

    def enough():
        found = manager.get(path).json()["decisions"]
        return found if len(found) >= many else None

    return eventually(enough, saying=f"{many} decisions")[0]


def answer(manager, case, referral, **answers):
    body = {
        "changes": {"answers": [{"flag": flag, "answer": said} for flag, said in answers.items()]},
        "reason": "She told us herself when we spoke on the telephone.",
    }
    path = f"/cases/{case['case_id']}/referrals/{referral}/amendments"
    return manager.post(path, json=body, headers=key())


@pytest.mark.requirement("ELG-06", "ELG-13", "ELG-16")
def test_a_self_referral_waits_for_what_nobody_was_asked_and_goes_on_once_staff_have(
    system, manager
):
    case = referred_oneself(system, manager)

    waiting = decided(manager, case, 1)
    referral = waiting["referral_id"]
    half = answer(manager, case, referral, stalking="no", child_abuse="no")
    still = decided(manager, case, 2)
    whole = answer(manager, case, referral, domestic_abuse="yes")
    found = decided(manager, case, 3)

    assert waiting["decision"] == still["decision"] == "defer"
    assert set(waiting["missing_facts"]) >= set(DECIDING)
    assert half.status_code == whole.status_code == 200
    assert set(still["missing_facts"]) & set(DECIDING) == {"domestic_abuse"}
    assert not set(found["missing_facts"]) & set(DECIDING)
    assert found["decision"] == "proceed_with_restriction"
    assert "specialist_first" in found["restrictions"]
    view = manager.get(f"/cases/{case['case_id']}/referrals/{referral}").json()
    assert (view["flags"], view["enhanced_priority"]) == (["domestic_abuse"], True)


@pytest.mark.requirement("ELG-06", "INT-20")
def test_an_agency_that_rules_nothing_out_is_asked_for_and_one_that_does_is_decided(
    system, manager
):
    spoken, silent = (
        as_published(system, "mps", "referral.json", urn=f"SAMPLE/{uuid4().hex[:8]}", **changed)
        for changed in (people("One"), people("Two") | {"offence": SILENT})
    )
    cases = [
        manager.get(f"/cases/by-reference/{one.content['reference']}").json()
        for one in (spoken, silent)
    ]

    first, second = (decided(manager, case, 1) for case in cases)

    assert (first["decision"], first["missing_facts"]) == ("proceed", [])
    assert (second["decision"], second["missing_facts"]) == ("defer", DECIDING)


SILENT = {
    "classification": "BURG",
    "markers": [],
    "committed_on": "2019-02-03",
    "in_mps_area": "Y",
    "result": "SENTENCED",
    "admitted": "Y",
}


def people(name):
    consent = {"to_referral": "Y", "to_contact": "Y", "how": "IN_PERSON"}
    victim = {"forenames": "Alpha", "surname": f"Testperson-Asked-{name}", "dob": "1980-01-02",
              "lives_in_london": "Y", "consent": consent}  # fmt: skip
    suspect = {"forenames": "Beta", "surname": f"Testperson-Asked-{name}", "dob": "1990-03-04"}
    return {"victims": [victim], "suspects": [suspect], "crime_reference": None}
