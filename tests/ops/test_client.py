"""The client that is made from the OpenAPI document: whole, typed, and it says why it is refused."""

import inspect
import json

import httpx
import pytest

from ops.client.generated import Client
from ops.client.transport import ProblemError
from services.gateway.description import document


@pytest.mark.slow
def test_every_operation_of_the_document_is_a_method():
    named = {
        operation["operationId"].lower()
        for verbs in document()["paths"].values()
        for operation in verbs.values()
    }

    assert named <= {name for name, _ in inspect.getmembers(Client, inspect.isfunction)}


@pytest.fixture
def asked():
    return []


@pytest.fixture
def client(asked):
    def answer(request):
        asked.append(request)
        if request.url.path.endswith("/cases"):
            return httpx.Response(200, json={"cases": []})
        return httpx.Response(409, json={"code": "case-closed", "faults": []})

    made = Client("http://gateway.test", token="invented")
    made.http = httpx.Client(
        base_url="http://gateway.test/api/v1",
        transport=httpx.MockTransport(answer),
        headers=made.http.headers,
    )
    yield made
    made.close()


def test_a_question_carries_only_what_was_asked(client, asked):
    assert client.intake_cases(limit=5) == {"cases": []}

    (request,) = asked
    assert str(request.url) == "http://gateway.test/api/v1/cases?limit=5"
    assert request.headers["authorization"] == "Bearer invented"


def test_every_command_has_a_key_of_its_own_unless_one_is_given(client, asked):
    for key in (None, None, "given-key"):
        with pytest.raises(ProblemError) as refused:
            client.intake_hold_case("a", {"cause": "project_on_hold"}, idempotency_key=key)

    keys = [request.headers["idempotency-key"] for request in asked]
    assert len(set(keys)) == 3
    assert keys[2] == "given-key"
    assert (refused.value.status, refused.value.code) == (409, "case-closed")
    assert json.loads(asked[0].content) == {"cause": "project_on_hold"}
