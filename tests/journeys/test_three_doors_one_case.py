"""The same incident by an officer's form, by Victim Support and from the person: one case."""

import pytest

from tests.journeys.conftest import as_published
from tests.support.eventually import eventually

FORCE, CRIME = "mps", "9990001/26"
HARMED = {"given": "Alpha", "family": "Testperson-Threedoors", "born": "1980-01-02"}


def by_officer(system):
    victim = {
        "forenames": HARMED["given"],
        "surname": HARMED["family"],
        "dob": HARMED["born"],
        "lives_in_london": "Y",
        "consent": {"to_referral": "Y", "to_contact": "Y", "taken_on": "2026-01-05"},
    }
    changes = {"urn": "JOURNEY/DOORS/1", "crime_reference": CRIME, "victims": [victim]}
    return as_published(system, "mps", "out_of_court.json", **changes)


def by_victim_support(system):
    client = {
        "first_name": HARMED["given"],
        "last_name": HARMED["family"],
        "date_of_birth": HARMED["born"],
        "lives": "London",
    }
    crime = {
        "kind": "burglary",
        "stage": "not_known",
        "police_force": FORCE,
        "police_reference": CRIME,
    }
    changes = {"client_reference": "JOURNEY-DOORS-2", "client": client, "crime": crime}
    return as_published(system, "victim_support", "referral.json", **changes)


def own_words(**more):
    person = {
        "ref": "h1",
        "role": "harmed",
        "given_name": HARMED["given"],
        "family_name": HARMED["family"],
        "date_of_birth": HARMED["born"],
        "home_area": "london",
    }
    return {
        "initiated_by": "harmed",
        "source": "self",
        "channel": "phone",
        "heard_via": "victim_support",
        "harmed": [person],
        "offence": {"crime_types": ["burglary"]},
        "consents": [{"participant": "h1", "purpose": "be_contacted", "obtained_by": "self"}],
        **more,
    }


def submit(manager, key, submission, unlike=()):
    headers = {"Idempotency-Key": key}
    considered = [
        {"case_id": case, "reason": "Another matter, read and compared."} for case in unlike
    ]
    body = {"submission": submission, "considered": considered}
    return manager.post("/referrals", json=body, headers=headers)


def case_by(manager, reference):
    found = manager.get(f"/cases/by-reference/{reference}").json()
    return manager.get(f"/cases/{found['case_id']}").json()


@pytest.fixture(scope="module")
def told(system, manager):
    """Every door's own answer, the person's last: nobody joins theirs but somebody of staff."""
    officer, support = by_officer(system), by_victim_support(system)
    assert officer.accepted, officer.content
    assert support.accepted, support.content
    alone = submit(manager, "journey-doors-alone", own_words())
    reference = officer.content["reference"]
    same = case_by(manager, reference)["case_id"]
    others = [case for case in alone.json()["cases"] if case != same]  # of the room's other stories
    joining = own_words(joins_case_reference=reference)
    joined = submit(manager, "journey-doors-join", joining, unlike=others)
    assert joined.status_code == 200, joined.text
    return officer.content, support.content, alone, joined.json()


@pytest.mark.requirement("INT-04", "INT-19", "OCD-01", "OCD-04", "PTR-01", "PTR-08")
def test_three_doors_lead_to_one_case_with_three_referrals_and_three_receipts(manager, told):
    officer, support, _, joined = told

    assert officer["kind"] == support["kind"] == "receipt"
    assert officer["reference"] == support["reference"] == joined["reference"]
    assert officer["your_message_id"] != support["your_message_id"]
    case = case_by(manager, officer["reference"])
    assert len(set(case["referral_ids"])) == 3
    seen = [
        manager.get(f"/cases/{case['case_id']}/referrals/{one}").json()
        for one in case["referral_ids"]
    ]
    facts = {(r["source"], r.get("heard_via"), r["channel"], r.get("agency")) for r in seen}
    assert facts == {
        ("police", None, "feed", "mps"),
        ("victim_support", None, "feed", "victim_support"),
        ("self", "victim_support", "phone", None),
    }
    (disposal,) = (r for r in seen if r["source"] == "police")
    assert disposal["pathway"] == "out_of_court_disposal"
    assert disposal["disposal"] == "community_resolution"
    assert disposal["rj_is_condition"] is True


@pytest.mark.requirement("INT-19")
def test_what_is_only_alike_is_joined_by_nobody_until_a_person_says_so(told):
    _, _, alone, _ = told

    assert alone.status_code == 409
    assert alone.json()["code"] == "possible-duplicate"


def test_each_agency_gets_only_its_own_receipt(system, told):
    officer, support, _, _ = told

    for content in (officer, support):
        assert set(content) <= {
            "kind", "your_message_id", "reference", "received_at", "fields_not_kept",
        }  # fmt: skip


@pytest.mark.requirement("INT-19")
def test_a_self_referral_by_the_web_form_is_not_joined_either_and_waits_for_a_decision(
    system, manager, told
):
    import httpx

    with httpx.Client(base_url=f"{system.site}/api/v1", timeout=10) as anyone:
        alone = anyone.post(
            "/self-referrals",
            json=own_words(channel="web_form"),
            headers={"Idempotency-Key": "journey-doors-web"},
        )
    assert alone.status_code == 201, alone.text
    officer, _, _, _ = told

    assert alone.json()["reference"] != officer["reference"]
    own = case_by(manager, alone.json()["reference"])
    waiting = eventually(
        lambda: [
            match
            for match in manager.get("/possible-matches").json()["matches"]
            if match["case_id"] == own["case_id"]
        ],
        saying="somebody of staff is asked about the likeness",
    )
    assert case_by(manager, officer["reference"])["case_id"] in {
        match["other_case_id"] for match in waiting
    }
