"""Nobody overwrites at the edge what they have not seen: ETag, If-None-Match, If-Match."""

from uuid import UUID

import pytest

from shared.contracts.base import Nothing
from shared.contracts.intake import rpc as intake
from shared.contracts.screening import rpc as screening
from shared.store.versions import not_current

CASE = UUID("01900000-0000-7000-8000-000000000001")
ADDRESS = f"/api/v1/cases/{CASE}/risk"
CHANGE = f"/api/v1/cases/{CASE}/holds"
HOLD = {"cause": "project_on_hold"}
KEY = {"Idempotency-Key": "an-invented-key"}


@pytest.fixture
def at_version_seven(backoffice):
    backoffice.answers["risk"] = screening.Risk(assessments=(), bars=(), record_version=7)


@pytest.mark.usefixtures("at_version_seven")
def test_what_shows_a_record_says_its_version_and_is_not_sent_twice(coordinator):
    first = coordinator.get(ADDRESS)
    tag = first.headers["etag"]

    again = coordinator.get(ADDRESS, headers={"If-None-Match": f'"0-else", W/{tag}'})

    assert first.json()["record_version"] == 7
    assert tag.startswith('"7-')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


@pytest.mark.usefixtures("at_version_seven")
def test_another_answer_of_the_same_version_is_sent(coordinator):
    answer = coordinator.get(ADDRESS, headers={"If-None-Match": '"7-0123456789abcdef"'})

    assert answer.status_code == 200


def test_a_record_whose_service_tells_no_version_yet_has_no_tag(coordinator, backoffice):
    backoffice.answers["risk"] = screening.Risk(assessments=(), bars=())

    assert "etag" not in coordinator.get(ADDRESS).headers


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"If-Match": '"7-0123456789abcdef"'}, 7),
        ({"If-Match": '"7"'}, 7),
        ({"If-Match": "*"}, None),
        ({}, None),
    ],
)
def test_a_command_goes_on_with_the_version_that_it_was_meant_for(
    coordinator, backoffice, sent, expected
):
    backoffice.answers["hold_case"] = intake.HoldPlaced(hold_id=CASE)

    answer = coordinator.post(CHANGE, json=HOLD, headers={**KEY, **sent})

    assert answer.status_code == 200
    assert backoffice.asked[-1].expected_version == expected


def test_where_another_version_stands_it_is_named_in_the_body_and_as_tag(coordinator, backoffice):
    backoffice.answers["hold_case"] = not_current("case", 9)

    answer = coordinator.post(CHANGE, json=HOLD, headers={**KEY, "If-Match": '"7"'})

    assert answer.status_code == 409
    assert (answer.headers["etag"], answer.json()["code"]) == ('"9"', "version-not-current")
    assert answer.json()["current"] == {"record": "case", "version": 9}


@pytest.mark.parametrize("sent", ["7", 'W/"7"', '"seven"', '"7", "8"', '""'])
def test_a_tag_that_we_never_gave_is_a_fault_and_nothing_is_asked(coordinator, backoffice, sent):
    answer = coordinator.post(CHANGE, json=HOLD, headers={**KEY, "If-Match": sent})

    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == ["header.If-Match"]
    assert backoffice.asked == []


def test_a_version_is_not_quietly_passed_over_where_nothing_has_one(coordinator, backoffice):
    """A withdrawal always works, whatever has changed: there is no version to hold it to."""
    address = f"/api/v1/cases/{CASE}/people/{CASE}/withdrawals"
    backoffice.answers["withdraw_consent"] = Nothing()

    answer = coordinator.post(address, json={}, headers={**KEY, "If-Match": '"7"'})

    assert answer.status_code == 422
    assert backoffice.asked == []


def test_the_document_tells_which_answers_have_tags_and_which_commands_take_them(anyone):
    paths = anyone.get("/api/v1/openapi.json").json()["paths"]
    risk = paths["/api/v1/cases/{case_id}/risk"]["get"]
    hold = paths["/api/v1/cases/{case_id}/holds"]["post"]
    withdrawal = paths["/api/v1/cases/{case_id}/people/{person_id}/withdrawals"]["post"]

    assert "ETag" in risk["responses"]["200"]["headers"]
    assert "304" in risk["responses"]
    assert "ETag" in hold["responses"]["409"]["headers"]
    assert {"If-Match"} == _named(hold) - _named(withdrawal)


def _named(operation):
    return {one["name"] for one in operation["parameters"] if one["in"] == "header"}
