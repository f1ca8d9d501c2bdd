"""Composes the gateway: API, pages, headers and the table of errors; nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response

from services.gateway import endpoints, own_routes, pages, problems
from services.gateway.backoffice import Backoffice
from services.gateway.identity import Caller, Identities
from shared.observability import context as trace

LARGEST_BODY = 1024 * 1024
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
Next = Callable[[Request], Awaitable[Response]]


def create_app(identities: Identities, backoffice: Backoffice, *, secure: bool = False) -> FastAPI:
    """Return the gateway over its identities and the services.

    ``secure`` says that people reach it by https only, so that the cookie says so too.
    """
    app = FastAPI(
        title="Redress",
        version="1",
        summary="The case system of a restorative justice service.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    problems.install(app)
    app.middleware("http")(_traced)

    def signed_in(request: Request) -> Caller:
        caller = identities.find(own_routes.bearer(request))
        if caller is None:
            raise problems.NotSignedIn("not-signed-in")
        return caller

    api = APIRouter(prefix="/api/v1")
    api.include_router(own_routes.build(identities, backoffice, signed_in))
    api.include_router(endpoints.build(backoffice, signed_in))
    app.include_router(api)
    site = pages.Pages(identities, backoffice, secure=secure)
    app.include_router(pages.build(site, identities))
    app.mount("/static", pages.static_files(), name="static")
    return app


async def _traced(request: Request, call_next: Next) -> Response:
    """Give the request its correlation id, cap its size, and set the headers of every answer."""
    with trace.bound(request.headers.get("x-correlation-id")):
        declared = request.headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > LARGEST_BODY:
            answer: Response = problems.problem(413, "That is too large.", "too-large")
        else:
            answer = await call_next(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        answer.headers["X-Correlation-Id"] = trace.correlation_id()
    return answer
