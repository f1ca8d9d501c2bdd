"""Builds one FastAPI endpoint per row of the route table.

The request model of the contract is split into what the path names, and the rest (query
parameters of a GET, JSON body of a POST), so that the OpenAPI document says exactly what
the service takes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Header, Path, Query
from pydantic import BaseModel, ConfigDict, create_model

from services.gateway.access import ACCESS
from services.gateway.backoffice import Backoffice, Call
from services.gateway.identity import Caller
from services.gateway.routes import ROUTES, Route
from shared.contracts.base import Answer
from shared.security.permissions import check

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
            response_model=route.method.answer,
            response_model_exclude_none=True,
            summary=route.method.description,
            operation_id=route.method.routing_key.replace(".", "_"),
            tags=[route.tag],
        )
    return router


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


def _endpoint(route: Route, backoffice: Backoffice, signed_in: Signed) -> Callable[..., Answer]:
    def endpoint(**given: Any) -> Answer:
        caller: Caller = given.pop("caller")
        key: str | None = given.pop("idempotency_key", None)
        rest: BaseModel | None = given.pop("rest", None)
        check(ACCESS, route.method.routing_key, caller.actor)
        values = {**(rest.model_dump(exclude_unset=True) if rest else {}), **given}
        request = route.method.request.model_validate(values)
        return backoffice.ask(Call(route.method, request, caller.actor, key))

    endpoint.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        _parameters(route, signed_in)
    )
    endpoint.__name__ = route.method.name
    return endpoint


def _parameters(route: Route, signed_in: Signed) -> list[inspect.Parameter]:
    fields = route.method.request.model_fields
    found = [
        _keyword(name, Annotated[fields[name].annotation, Path()]) for name in path_fields(route)
    ]
    rest = _rest_model(route)
    if rest is not None:
        source = Query() if route.verb == "GET" else Body()
        found.append(_keyword("rest", Annotated[rest, source]))
    if route.method.kind == "command":
        found.append(_keyword("idempotency_key", IdempotencyKey))
    found.append(_keyword("caller", Annotated[Caller, Depends(signed_in)]))
    return found


def _keyword(name: str, annotation: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation)
