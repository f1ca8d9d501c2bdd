"""The OpenAPI document, made true: every refusal, who must sign in, and an example of each body.

FastAPI describes what its routes take and give; that any of them may answer with problem details,
and which, is known here. Examples are the invented ones of the contracts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from services.gateway.own_rows import OWN_ROUTES, PUBLIC
from services.gateway.routes import ROUTES
from shared.contracts.examples import example, of_schema

if TYPE_CHECKING:
    from fastapi import FastAPI

Json = dict[str, Any]
PREFIX = "/api/v1"
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "Why a request was refused (RFC 9457). `code` is stable; `reference` finds the log.",
    "required": ["type", "title", "status", "code", "reference"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "reference": {"type": "string"},
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code"],
                "properties": {"field": {"type": "string"}, "code": {"type": "string"}},
            },
        },
        "cases": {"type": "array", "items": {"type": "string"}},
        "current": {
            "type": "object",
            "description": "The version that stands, where the request was meant for another.",
            "properties": {
                "record": {"type": "string"},
                "version": {"type": "integer"},
                "assessment_id": {"type": "string"},
                "changed": {"type": "array", "items": {"type": "string"}},
            },
        },
    },
}
ALWAYS = {
    "400": "The body cannot be read at all.",
    "404": "Not there, or not for you: nobody learns which.",
    "409": "A rule of practice does not allow it, or somebody changed it meanwhile.",
    "413": "The body is larger than a mebibyte (that of a document, than 5 MB in base64).",
    "422": "Not complete or not well formed; every fault is listed.",
    "503": "A service that it depends on does not answer; try again shortly.",
}
SIGNED_IN = {
    "401": "Nobody is signed in, or the session is over.",
    "403": "No role of yours lets you do this.",
}
OF_PATHS = {
    "/sessions": {"401": "User name, password or code are not right.", "429": "Too many attempts."},
    "/sessions/current": {"401": "The request carries no token."},
    "/me/password": {"429": "Too many attempts."},
    "/me/second-step/removal": {"429": "Too many attempts."},
}
ETAG = {
    "description": "The version of the record, for `If-Match`.",
    "schema": {"type": "string"},
}
BEARER = {"type": "http", "scheme": "bearer", "description": "The token that POST /sessions gives."}


def describe(app: FastAPI) -> None:
    """Let the app answer with the whole document."""
    plain = app.openapi

    def whole() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = completed(plain())
        return app.openapi_schema

    app.openapi = whole  # type: ignore[method-assign]


def document() -> Json:
    """Return the document of a gateway that asks nobody: routes need their parts only when asked."""
    from services.gateway.app import create_app  # noqa: PLC0415 - the app describes itself by us

    nobody: Any = None
    return create_app(nobody, nobody, nobody, nobody).openapi()


def completed(document: Json) -> Json:
    """Return FastAPI's document with what it does not know."""
    schemas = document["components"]["schemas"]
    schemas["Problem"] = PROBLEM
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    document["components"]["securitySchemes"] = {"session": BEARER}
    open_to_all = {(verb, path) for verb, path, row in OWN_ROUTES if row == PUBLIC}
    for verb, path, operation in _operations(document):
        short = path.removeprefix(PREFIX)
        public = (verb, short) in open_to_all
        refusals = {**ALWAYS, **({} if public else SIGNED_IN), **OF_PATHS.get(short, {})}
        operation["responses"].update(
            {status: _refusal(status, says) for status, says in refusals.items()}
        )
        if not public:
            operation["security"] = [{"session": []}]
    _add_tags(document)
    _add_examples(document)
    return document


def _operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            yield verb.upper(), path, operation


def _refusal(status: str, says: str) -> Json:
    body = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "example": {
            "type": "urn:redress:problem:invented-code",
            "title": says,
            "status": int(status),
            "code": "invented-code",
            "reference": "01900000-0000-7000-8000-000000000001",
        },
    }
    return {"description": says, "content": {"application/problem+json": body}}


def _add_tags(document: Json) -> None:
    """Say which answers carry an ETag, and which requests may be answered without a body."""
    for route in ROUTES:
        responses = document["paths"][PREFIX + route.path][route.verb.lower()]["responses"]
        if route.method.changes:
            responses["409"]["headers"] = {"ETag": ETAG}
        if route.method.shows:
            responses["200"]["headers"] = {"ETag": ETAG}
            if route.verb == "GET":
                says = "You hold it already: `If-None-Match` named its ETag."
                responses["304"] = {"description": says, "headers": {"ETag": ETAG}}


def _add_examples(document: Json) -> None:
    for route in ROUTES:
        operation = document["paths"][PREFIX + route.path][route.verb.lower()]
        named = set(_named(operation))
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body is not None:
            asked = example(route.method.request)
            body["example"] = {name: value for name, value in asked.items() if name not in named}
        answers = operation["responses"]["200"].get("content", {}).get("application/json")
        if answers is not None:
            answers["example"] = _without_nothing(example(route.method.answer))
    for verb, path, _row in OWN_ROUTES:
        for content in _contents(document["paths"][PREFIX + path][verb.lower()]):
            shape = content["schema"]
            content["example"] = _without_nothing(
                of_schema(shape, document["components"]["schemas"])
            )


def _contents(operation: Json) -> Iterator[Json]:
    """Yield what a route of the gateway's own takes and gives as JSON."""
    answers = (one for status, one in operation["responses"].items() if status.startswith("2"))
    for part in (operation.get("requestBody", {}), *answers):
        if content := part.get("content", {}).get("application/json"):
            yield content


def _named(operation: Json) -> Iterator[str]:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            yield parameter["name"]


def _without_nothing(value: Any) -> Any:
    """Return an example as an answer has it: without what is not there."""
    if isinstance(value, dict):
        return {key: _without_nothing(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_without_nothing(part) for part in value]
    return value
