"""Composes the gateway: API, pages, headers and the table of errors; nothing else."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response

from services.gateway import endpoints, own_routes, pages, problems
from services.gateway.backoffice import Backoffice
from services.gateway.identity import Caller, Identities
from shared.observability import context as trace
from shared.observability.logs import get_logger
from shared.observability.metrics import Metrics

log = get_logger("gateway")
METRICS = Metrics("gateway")
METHODS = frozenset({"GET", "HEAD", "POST", "DELETE", "OPTIONS"})
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
    started = time.perf_counter()
    with trace.bound(request.headers.get("x-correlation-id")):
        declared = request.headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > LARGEST_BODY:
            answer: Response = problems.problem(413, "That is too large.", "too-large")
        else:
            answer = await _answered(request, call_next, started)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        answer.headers["X-Correlation-Id"] = trace.correlation_id()
        _counted(request, answer.status_code, time.perf_counter() - started)
    return answer


async def _answered(request: Request, call_next: Next, started: float) -> Response:
    try:
        return await call_next(request)
    except Exception:
        _counted(request, 500, time.perf_counter() - started)
        raise


def _counted(request: Request, status: int, seconds: float) -> None:
    """Count an answer under its route as written in the table: never the path that was asked."""
    route = getattr(request.scope.get("route"), "path", "other")
    method = request.method if request.method in METHODS else "other"
    METRICS.inc("http_requests_total", route=route, method=method, status=str(status))
    METRICS.observe("http_request_seconds", seconds, route=route)
    log.debug("http_answered", route=route, status=status, duration_s=round(seconds, 4))
