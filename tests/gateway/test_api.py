"""What the API takes and answers, and how it refuses."""

from uuid import UUID, uuid4

import pytest

from shared.contracts.base import Nothing
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.entry import EnquiryKept
from shared.kernel.errors import (
    Conflict,
    Fault,
    InvalidInput,
    NotFound,
    NotPermitted,
    Refused,
    Unavailable,
)
from shared.observability.metrics import REGISTRY
from shared.security.actors import Role

CASE = UUID("01900000-0000-7000-8000-000000000001")
PERSON = {"ref": "h1", "role": "harmed", "given_name": "Invented", "family_name": "Testperson"}
SELF_REFERRAL = {
    "initiated_by": "harmed",
    "source": "self",
    "channel": "web_form",
    "harmed": [PERSON],
    "offence": {"crime_types": ["theft"]},
}
KEY = {"Idempotency-Key": "an-invented-key"}


def test_a_command_reaches_its_service_with_its_actor_and_key(coordinator, backoffice):
    backoffice.answers["hold_case"] = intake.HoldPlaced(hold_id=uuid4())

    answer = coordinator.post(
        f"/api/v1/cases/{CASE}/holds", json={"cause": "project_on_hold"}, headers=KEY
    )

    assert answer.status_code == 200
    (call,) = backoffice.asked
    assert call.request == intake.HoldCase(case_id=CASE, cause="project_on_hold")
    assert call.idempotency_key == "an-invented-key"
    assert call.actor.issuer == "gateway"


def test_a_command_without_an_idempotency_key_is_not_sent(coordinator, backoffice):
    answer = coordinator.post(f"/api/v1/cases/{CASE}/closure", json={})

    assert answer.json()["faults"] == [{"field": "header.Idempotency-Key", "code": "missing"}]
    assert backoffice.asked == []


def test_every_fault_of_a_body_is_listed_and_no_value_repeated(coordinator):
    body = {"submission": {**SELF_REFERRAL, "source": "Secretname", "offence": {}, "extra": 1}}

    answer = coordinator.post("/api/v1/referrals", json=body, headers=KEY)

    assert answer.status_code == 422
    fields = {fault["field"] for fault in answer.json()["faults"]}
    assert fields == {"submission.source", "submission.offence.crime_types", "submission.extra"}
    assert "Secretname" not in answer.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Refused("consent-not-given"), 409),
        (Conflict("changed-meanwhile"), 409),
        (NotPermitted("role-may-not"), 403),
        (NotFound("no-such-case"), 404),
        (InvalidInput("not-valid", (Fault("a", "missing"),)), 422),
        (Unavailable("no-answer"), 503),
    ],
)
def test_each_refusal_has_its_status_and_keeps_its_code(coordinator, backoffice, error, status):
    backoffice.answers["case"] = error

    answer = coordinator.get(f"/api/v1/cases/{CASE}")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == error.code


def test_what_we_did_not_foresee_says_nothing_of_itself(coordinator, backoffice):
    backoffice.answers["case"] = RuntimeError("a secret name")

    answer = coordinator.get(f"/api/v1/cases/{CASE}")

    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert "secret" not in answer.text


def test_a_person_refers_themselves_without_signing_in(anyone, backoffice):
    backoffice.answers["submit_referral"] = intake.ReferralAccepted(
        referral_id=uuid4(),
        case_id=CASE,
        reference="RJ-INVENTED",
        opened_case=True,
        participants=(),
        strands=(),
    )

    answer = anyone.post("/api/v1/self-referrals", json=SELF_REFERRAL, headers=KEY)

    assert answer.json() == {"reference": "RJ-INVENTED"}
    assert backoffice.asked[0].actor.id == "self-referral"


def test_somebody_in_custody_is_sent_to_their_offender_manager_and_what_they_asked_is_kept(
    anyone, backoffice
):
    backoffice.answers["submit_referral"] = Refused("ask-offender-manager")
    backoffice.answers["route_self_referral"] = EnquiryKept(enquiry_id=uuid4())

    answers = [
        anyone.post("/api/v1/self-referrals", json=SELF_REFERRAL, headers=KEY) for _ in range(2)
    ]

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (409, "ask-offender-manager")
    methods = [call.method.name for call in backoffice.asked]
    assert methods == ["submit_referral", "route_self_referral"] * 2
    keys = {call.idempotency_key for call in backoffice.asked}
    assert len(keys) == 2  # one for each method, the same when it is sent again


def test_what_only_staff_may_state_is_refused_to_the_public(anyone, backoffice):
    body = {**SELF_REFERRAL, "source": "police", "joins_case_reference": "RJ-OTHER"}

    answer = anyone.post("/api/v1/self-referrals", json=body, headers=KEY)

    assert answer.json()["faults"] == [
        {"field": "joins_case_reference", "code": "staff-only"},
        {"field": "source", "code": "must-be-self"},
    ]
    assert backoffice.asked == []


def test_a_body_over_one_mebibyte_is_refused_before_it_is_read(anyone):
    answer = anyone.post("/api/v1/self-referrals", content=b"x" * (1024 * 1024 + 1), headers=KEY)

    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_the_openapi_document_names_every_method(anyone):
    document = anyone.get("/api/v1/openapi.json").json()

    named = {
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
    }
    assert {"intake_record_consent", "comms_deliver_item", "reporting_annual_report"} <= named


def test_an_answer_carries_the_correlation_id_it_was_given(coordinator, backoffice):
    backoffice.answers["lapse_agency_request"] = Nothing()
    url = f"/api/v1/cases/{CASE}/agency-requests/{uuid4()}/lapse"

    answer = coordinator.post(url, headers={**KEY, "X-Correlation-Id": "invented-correlation"})

    assert answer.headers["x-correlation-id"] == "invented-correlation"
    assert answer.headers["cache-control"] == "no-store"


def test_requests_are_counted_by_route_and_never_by_what_was_asked(coordinator, backoffice):
    case_id, stranger = "01a21218-2ab0-7fe0-8a07-4a253ef7ea37", "invented-nobody"
    backoffice.answers["case"] = NotFound("case-unknown")

    coordinator.get(f"/api/v1/cases/{case_id}")
    coordinator.request("FOO", f"/nowhere/{stranger}")

    told = REGISTRY.exposition().decode()
    assert 'method="GET",route="/cases/{case_id}",service="gateway",status="404"' in told
    assert 'method="other",route="other",service="gateway",status="404"' in told
    assert not [word for word in (case_id, stranger, "FOO") if word in told]


def test_what_only_the_whole_request_can_tell_is_a_fault_and_no_breakdown(signed_in, backoffice):
    manager = signed_in(Role.SERVICE_MANAGER)
    rule = {**A_RULE, "otherwise": False}
    topic = {"id": "invented-topic", "title": "An invented topic", "rules": [rule]}
    policy = {"version": "invented-1", "effective_from": "2019-10-01", "topics": [topic]}

    answer = manager.post(
        "/api/v1/eligibility/policies/draft", json={"policy": policy}, headers=KEY
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert manager.get("/api/v1/eligibility/policies/0").status_code == 422
    assert backoffice.asked == []


A_RULE = {
    "id": "invented-rule",
    "decision": "proceed",
    "reason": "nothing-stands-in-the-way",
    "told": "Nothing stands in the way.",
    "source": "an invented source",
}


def test_a_body_that_is_no_text_is_said_to_be_unreadable(coordinator):
    headers = {**KEY, "Content-Type": "application/json"}

    answer = coordinator.post(
        f"/api/v1/cases/{CASE}/holds", content=b"\xcc\x44\x08", headers=headers
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "body-unreadable")


def test_every_operation_says_how_it_may_refuse_and_gives_examples(anyone):
    document = anyone.get("/api/v1/openapi.json").json()

    lacking = []
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            told = {"404", "409", "413", "422", "503"} <= set(operation["responses"])
            guarded = operation.get("security") == [{"session": []}]
            says_so = {"401", "403"} <= set(operation["responses"])
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            has_example = "example" in body or not body or operation["tags"][0] in OWN_TAGS
            if not told or (guarded and not says_so) or not has_example:
                lacking.append((verb, path))
    assert lacking == []
    open_to_all = {
        path
        for path, verbs in document["paths"].items()
        for operation in verbs.values()
        if "security" not in operation
    }
    assert open_to_all == {
        "/api/v1/sessions",
        "/api/v1/sessions/current",
        "/api/v1/self-referrals",
    }


OWN_TAGS = {"sessions", "accounts", "emergencies", "referrals"}


def test_every_body_and_every_answer_of_the_document_has_an_example(anyone):
    document = anyone.get("/api/v1/openapi.json").json()

    without = [
        (verb.upper(), path)
        for path, verbs in document["paths"].items()
        for verb, operation in verbs.items()
        for content in json_of(operation)
        if "example" not in content
    ]

    assert without == []


def json_of(operation):
    """What an operation takes and gives as JSON."""
    answers = (one for status, one in operation["responses"].items() if status.startswith("2"))
    for part in (operation.get("requestBody", {}), *answers):
        if content := part.get("content", {}).get("application/json"):
            yield content
