"""Builds one FastAPI endpoint per row of the route table.

The request model of the contract is split into what the path names, and the rest (query
parameters of a GET, JSON body of a POST), so that the OpenAPI document says exactly what
the service takes.
"""

from __future__ import annotations

import base64
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Header, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from services.gateway import etags
from services.gateway.access import ACCESS
from services.gateway.backoffice import Backoffice, Call, deadline_of
from services.gateway.handing_over import handed_over
from services.gateway.identity import Caller
from services.gateway.own_rows import ABOUT_ONESELF, ABOUT_PASSWORD
from services.gateway.problems import faults_of
from services.gateway.routes import ROUTES, Route
from shared.contracts.base import Answer, Request
from shared.contracts.comms.papers import PaperFile
from shared.contracts.intake.documents import DocumentFile
from shared.kernel.errors import InvalidInput, NotPermitted
from shared.security.permissions import check

_MAY_BE_LEFT_OUT = frozenset({"if_match", "if_none_match"})
Signed = Callable[..., Caller]
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=64,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="Yours to choose, one per intended act: sending it again repeats the answer, "
        "never the act.",
    ),
]


def build(backoffice: Backoffice, signed_in: Signed) -> APIRouter:
    """Return the router with every route of the table."""
    router = APIRouter()
    for route in ROUTES:
        router.add_api_route(
            route.path,
            _endpoint(route, backoffice, signed_in),
            methods=[route.verb],
            response_model=None if _is_file(route) else route.method.answer,
            response_class=Response if _is_file(route) else JSONResponse,
            response_model_exclude_none=True,
            summary=route.method.description,
            operation_id=route.method.routing_key.replace(".", "_"),
            tags=[route.tag],
        )
    return router


def _is_file(route: Route) -> bool:
    return issubclass(route.method.answer, PaperFile)


def _as_file(paper: PaperFile) -> Response:
    """Hand a paper over as the file that it is, to be kept by nobody on the way."""
    if isinstance(paper, DocumentFile):
        return handed_over(paper, paper.name)
    content = base64.b64decode(paper.content)
    return Response(content, media_type=paper.media_type, headers={"cache-control": "no-store"})


def permitted(signed_in: Signed, row: str) -> Any:
    """Return the caller as a dependency that lets in only whom a row lets in.

    A dependency is asked before the body is looked at: whom the row keeps out is told no fault.
    """

    def caller(found: Caller = Depends(signed_in)) -> Caller:
        return let_in(found, row)

    return Depends(caller)


def let_in(found: Caller, row: str) -> Caller:
    """Return who is signed in, where a row lets them in; raise ``NotPermitted`` where it does not."""
    check(ACCESS, row, found.actor)
    if found.owes_new_password and row not in ABOUT_PASSWORD:
        raise NotPermitted("new-password-owed")
    if found.owes_second_step and row not in ABOUT_ONESELF:
        raise NotPermitted("second-step-owed")
    return found


def path_fields(route: Route) -> tuple[str, ...]:
    """Return the request fields that the path names."""
    return tuple(re.findall(r"{(\w+)}", route.path))


def _rest_model(route: Route) -> type[BaseModel] | None:
    named = path_fields(route)
    fields = {
        name: (field.annotation, field)
        for name, field in route.method.request.model_fields.items()
        if name not in named
    }
    if not fields:
        return None
    make: Any = create_model
    made: type[BaseModel] = make(
        f"{route.method.request.__name__}Body", __config__=ConfigDict(extra="forbid"), **fields
    )
    return made


def _endpoint(
    route: Route, backoffice: Backoffice, signed_in: Signed
) -> Callable[..., Answer | Response]:
    def endpoint(**given: Any) -> Answer | Response:
        caller: Caller = given.pop("caller")
        key: str | None = given.pop("idempotency_key", None)
        rest: BaseModel | None = given.pop("rest", None)
        response: Response = given.pop("response")
        version = etags.expected(given.pop("if_match", None))
        held: str | None = given.pop("if_none_match", None)
        values = {**(rest.model_dump(exclude_unset=True) if rest else {}), **given}
        request = _request_of(route, values)
        call = Call(route.method, request, caller.actor, key, deadline_of(route.method), version)
        answer = backoffice.ask(call)
        if isinstance(answer, PaperFile):
            return _as_file(answer)
        return etags.tagged(answer, response, held) or answer

    endpoint.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        _parameters(route, signed_in)
    )
    endpoint.__name__ = route.method.name
    return endpoint


def _request_of(route: Route, values: dict[str, Any]) -> Request:
    """Return the contract's request; what only the whole of it can tell is a fault like others."""
    try:
        return route.method.request.model_validate(values)
    except ValidationError as error:
        raise InvalidInput("invalid-request", faults_of(error.errors())) from None


def _parameters(route: Route, signed_in: Signed) -> list[inspect.Parameter]:
    fields = route.method.request.model_fields
    found = [
        _keyword(name, Annotated[fields[name].annotation, *fields[name].metadata, Path()])
        for name in path_fields(route)
    ]
    rest = _rest_model(route)
    if rest is not None:
        source = Query() if route.verb == "GET" else Body()
        found.append(_keyword("rest", Annotated[rest, source]))
    found += [_keyword(name, kind) for name, kind in _headers(route)]
    let_in = permitted(signed_in, route.method.routing_key)
    found.append(_keyword("caller", Annotated[Caller, let_in]))
    return found


def _headers(route: Route) -> Iterator[tuple[str, Any]]:
    """Yield what a request may carry beside its body; a version only where something has one."""
    yield "response", Response
    if route.method.kind == "command":
        yield "idempotency_key", IdempotencyKey
        yield "if_match", etags.IfMatch if route.method.changes else etags.NoIfMatch
    elif route.method.shows and route.verb == "GET":
        yield "if_none_match", etags.IfNoneMatch


def _keyword(name: str, annotation: Any) -> inspect.Parameter:
    needed = inspect.Parameter.empty if name not in _MAY_BE_LEFT_OUT else None
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=needed, annotation=annotation)
