"""The whole system: an agency is asked, answers by its own queue, and staff act on the answer."""

import json

import pytest

from ops.publish import publish
from tests.journeys.conftest import as_published, samples
from tests.journeys.test_agencies_are_told import case_of, person, told_to
from tests.support.eventually import eventually


def answered(system, agency, sample, **changed):
    """Publish an agency's answer as the agency does; return what came back."""
    url = (system.data_dir / "agencies" / f"{agency}.url").read_text()
    written = json.loads((samples(agency) / sample).read_text())
    return publish(url, json.dumps(written | changed).encode())


def ask(manager, case, agency, role, key, **more):
    body = {
        "agency": agency,
        "kind": "find_person",
        "person_id": person(case, role),
        "strand_id": case["strands"][0]["strand_id"],
        "interim_arrangement": True,
        **more,
    }
    opened = manager.post(
        f"/cases/{case['case_id']}/agency-requests",
        json=body,
        headers={"Idempotency-Key": key},
    )
    assert opened.status_code in (200, 201), opened.text
    return opened.json()["request_id"]


def waiting_for(manager, case):
    waiting = manager.get("/agency-requests/waiting", params={"limit": 500}).json()["requests"]
    return [one["request_id"] for one in waiting if one["case_id"] == case["case_id"]]


@pytest.mark.requirement("PTR-05", "PTR-28", "PTR-29", "PRC-16", "CON-07")
def test_the_police_answer_by_their_queue_and_the_answer_stands_on_the_request(system, manager):
    case = case_of(manager, as_published(system, "hmpps", "referral.json", referral_id="ANSWERS-1"))
    request_id = ask(manager, case, "mps", "harmed", "journey-answer-1", clause="6.1")
    asked, _ = eventually(lambda: told_to(system, "mps", "request"), saying="the police are asked")
    assert asked["request"] == request_id
    assert waiting_for(manager, case) == [request_id]

    receipt = answered(system, "mps", "answer.json", request=asked["request"])

    assert receipt.accepted, receipt.content
    assert receipt.content["reference"] == case["reference"]
    assert waiting_for(manager, case) == []
    path = f"/cases/{case['case_id']}/agency-requests/{request_id}/answer/read"
    read = manager.post(path).json()
    assert (read["finding"], read["found"], read["phone"]) == (
        "agrees_to_contact",
        True,
        "07700 900001",
    )
    assert read["answered_by"] == "Officer Testperson, Invented Unit"
    now = manager.get(f"/cases/{case['case_id']}").json()
    word = [
        one
        for one in now["consents"]
        if one["person_id"] == person(case, "harmed") and one["purpose"] == "be_contacted"
    ]
    assert word[-1]["given"] is True
    tasks = manager.get("/tasks").json()["tasks"]
    assert [t["kind"] for t in tasks if t["case_id"] == case["case_id"]] == [
        "confirm_contact_details"
    ]


@pytest.mark.requirement("PTR-11", "PTR-28")
def test_probation_answers_in_its_own_words_and_a_second_answer_is_refused_in_them(system, manager):
    referred = as_published(system, "mps", "referral.json", urn="ANSWERS/2")
    case = case_of(manager, referred)
    request_id = ask(manager, case, "hmpps", "responsible", "journey-answer-2", clause="5.1")

    first = answered(system, "hmpps", "answer.json", request=request_id)
    second = answered(system, "hmpps", "answer.json", request=request_id)

    assert first.accepted, first.content
    assert not second.accepted
    assert second.content["faults"] == [{"field": "request", "code": "request-ended"}]


def test_an_agency_cannot_answer_for_another_nor_learn_that_there_is_such_a_request(
    system, manager
):
    case = case_of(manager, as_published(system, "mps", "referral.json", urn="ANSWERS/3"))
    request_id = ask(manager, case, "hmpps", "responsible", "journey-answer-3", clause="5.1")
    invented = "00000000-0000-7000-8000-000000000009"

    said = [
        answered(system, "mps", "answer.json", request=one).content["faults"]
        for one in (request_id, invented)
    ]

    assert said[0] == said[1] == [{"field": "request", "code": "unknown-request"}]
    assert waiting_for(manager, case) == [request_id]


def test_a_bad_answer_is_told_every_fault_by_its_own_fields(system):
    told = answered(system, "mps", "bad_answer.json").content

    assert {fault["field"] for fault in told["faults"]} == {
        "answered_on", "contact.telephone", "officer.name", "request", "result",
    }  # fmt: skip
