"""The whole system as ./redress up runs it: an agency publishes, staff see the case."""

import json

import httpx
import pytest

from ops.deployables import AGENCIES
from tests.journeys.conftest import as_published, samples
from tests.support.eventually import eventually


@pytest.mark.parametrize("agency", AGENCIES)
def test_a_referral_published_by_an_agency_is_decided_and_seen_by_staff(system, manager, agency):
    answered = as_published(system, agency, "referral.json")

    assert answered.accepted
    found = manager.get(f"/cases/by-reference/{answered.content['reference']}").json()

    def stage():
        case = manager.get(f"/cases/{found['case_id']}").json()
        return case["stage"] == "eligibility_decided"

    assert eventually(stage, saying="screening's decision reaches the registry")
    decisions = manager.get(f"/cases/{found['case_id']}/eligibility").json()["decisions"]
    assert decisions[0]["policy_version"]
    told = manager.get(f"/cases/{found['case_id']}/timeline").json()["entries"]
    assert "screening.eligibility_decided.v1" in {entry["event"] for entry in told}


def test_a_referral_with_faults_is_answered_with_every_one_of_them(system):
    answered = as_published(system, "mps", "bad_many_faults.json")

    assert not answered.accepted
    assert len(answered.content["faults"]) > 3


def test_a_person_who_refers_themselves_is_told_a_reference_that_staff_find(system, manager):
    body = {
        "initiated_by": "harmed",
        "source": "self",
        "channel": "web_form",
        "harmed": [
            {
                "ref": "h1",
                "role": "harmed",
                "given_name": "Fictional",
                "family_name": "Testperson-Journey",
                "home_area": "london",
            }
        ],
        "offence": {"crime_types": ["burglary"], "proceedings": "sentenced"},
        "consents": [{"participant": "h1", "purpose": "be_contacted", "obtained_by": "self"}],
    }
    with httpx.Client(base_url=f"{system.site}/api/v1", timeout=10) as anyone:
        told = anyone.post(
            "/self-referrals", json=body, headers={"Idempotency-Key": "invented-journey"}
        )
        again = anyone.post(
            "/self-referrals", json=body, headers={"Idempotency-Key": "invented-journey"}
        )

    assert told.status_code == 201
    assert again.json() == told.json()
    found = manager.get(f"/cases/by-reference/{told.json()['reference']}")
    assert found.status_code == 200


def test_no_file_of_the_system_holds_a_name_in_clear(system):
    names = {
        str(value).encode()
        for agency in AGENCIES
        for value in _surnames(json.loads((samples(agency) / "referral.json").read_text()))
    }
    names.add(b"Testperson-Journey")
    stores = [path for path in system.data_dir.rglob("*.sqlite*") if path.is_file()]
    logs = list((system.data_dir / "log").glob("*.log"))

    assert len(names) > 1
    assert len(stores) >= 6
    for path in (*stores, *logs):
        content = path.read_bytes()
        assert not [name for name in names if name in content], path.name


def _surnames(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and ("surname" in key or "family" in key):
                yield value
            else:
                yield from _surnames(value)
    elif isinstance(node, list):
        for part in node:
            yield from _surnames(part)
