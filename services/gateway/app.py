"""Composes the gateway: API, pages, headers and the table of errors; nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.datastructures import MutableHeaders

from services.gateway import endpoints, own_routes, pages, problems
from services.gateway.backoffice import Backoffice
from services.gateway.description import describe
from services.gateway.desk import Desk
from services.gateway.emergencies import Emergencies, WithEmergencies
from services.gateway.identity import SESSION_COOKIE, Caller, Identities
from services.gateway.limits import LARGEST_BODY, CountedBodies, largest_for
from services.gateway.openid import SignInByOrganisation
from services.gateway.pages import failing
from services.gateway.pages.asking import Together
from services.gateway.pages.cookies import cookie_name
from services.gateway.pages.site import Site
from services.gateway.passing import Before, Message, Receive, Send
from services.gateway.shapes import bearer
from shared.observability import context as trace
from shared.observability.logs import get_logger
from shared.observability.metrics import Metrics

log = get_logger("gateway")
METRICS = Metrics("gateway")
METHODS = frozenset({"GET", "HEAD", "POST", "DELETE", "OPTIONS"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
API_FILE = 'attachment; filename="api.json"'
HTTPS_ONLY = "max-age=31536000; includeSubDomains"


def headers(*, secure: bool) -> dict[str, str]:
    """Return the headers that every answer carries."""
    return {**HEADERS, **({"Strict-Transport-Security": HTTPS_ONLY} if secure else {})}


def create_app(
    identities: Identities,
    backoffice: Backoffice,
    desk: Desk,
    emergencies: Emergencies,
    *,
    secure: bool = False,
    openid: SignInByOrganisation | None = None,
) -> FastAPI:
    """Return the gateway over its identities, the services, and what it keeps itself.

    ``secure`` says that people reach it by https only, so that cookies and headers say so too.
    """
    app = FastAPI(
        title="Redress",
        version="1",
        summary="The case system of a restorative justice service.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        separate_input_output_schemas=False,  # answers leave out what is not there
    )
    problems.install(app)
    app.add_middleware(CountedBodies)
    app.add_middleware(Traced)
    app.state.always = headers(secure=secure)

    def signed_in(request: Request) -> Caller:
        caller = identities.find(bearer(request))
        if caller is None:
            raise problems.NotSignedIn("not-signed-in")
        request.state.account = caller.actor.id  # who it is that is refused
        return caller

    app.state.knows = _knowing(identities, cookie_name(SESSION_COOKIE, secure=secure))
    services = WithEmergencies(backoffice, emergencies)
    api = APIRouter(prefix="/api/v1")
    api.include_router(own_routes.build(identities, services, emergencies, desk, signed_in))
    api.include_router(endpoints.build(services, signed_in))
    site = Site(identities, services, Together(services), desk, emergencies, secure, openid)
    app.state.page_of = partial(failing.page_of, site)
    # First, since a route is looked for in their order; the app's own, since a router that is
    # included looks for each twice.
    app.router.routes.extend(pages.build(site).routes)
    app.include_router(api)
    describe(app)
    app.mount("/static", pages.static_files(), name="static")
    return app


def _knowing(identities: Identities, cookie: str) -> Callable[[Request], bool]:
    """Return whether somebody is signed in who makes a request, or was until time ended it."""

    def knows(request: Request) -> bool:
        tokens = (bearer(request), request.cookies.get(cookie))
        return any(identities.find(one) or identities.lately(one) for one in tokens)

    return knows


class Traced(Before):
    """Gives a request its correlation id, caps its size, sets every answer's headers."""

    async def request(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer what may not come in at all."""
        request, started, told = Request(scope), time.perf_counter(), False

        async def headed(message: Message) -> None:
            nonlocal told
            if message["type"] == "http.response.start":
                told = True
                _head(request, message)
                _counted(request, message["status"], time.perf_counter() - started)
            await send(message)

        with trace.bound(request.headers.get("x-correlation-id")):
            try:
                turned_away = _turned_away(request) or await _sent_by_nobody(request)
                await (turned_away or self._app)(scope, receive, headed)
            except Exception as error:
                # Answered here and not further out: there it would carry no header of ours, and
                # another reference than its log.
                log.error("request_failed", fault=error)
                if told:
                    raise
                page = await request.app.state.page_of(request, 500)
                await (page or problems.of(error))(scope, receive, headed)


def _turned_away(request: Request) -> Response | None:
    """Return the answer to a request that does not say its length, or is too large."""
    declared = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers:
        return problems.problem(411, "Say how long it is.", "length-not-stated")
    if not declared.isdecimal() or int(declared) > largest_for(request.url.path):
        return problems.problem(413, "That is too large.", "too-large")
    return None


async def _sent_by_nobody(request: Request) -> Response | None:
    """Return the answer to a large request of nobody we know: files would be held in memory for them.

    Who was signed in until lately is known: what they wrote beside the file is kept for them.
    """
    large = int(request.headers.get("content-length", "0")) > LARGEST_BODY
    if not large or await run_in_threadpool(request.app.state.knows, request):
        return None
    return problems.of(problems.NotSignedIn("not-signed-in"))


def _head(request: Request, message: Message) -> None:
    """Set the headers that every answer carries, and leave those that it has."""
    headers = MutableHeaders(scope=message)
    if request.url.path.startswith("/static/") and message["status"] == 200:
        headers["Cache-Control"] = "no-cache"  # asked again each time, by its ETag
    if request.url.path.startswith("/api/"):
        headers.setdefault("Content-Disposition", API_FILE)
    for name, value in request.app.state.always.items():
        headers.setdefault(name, value)
    headers["X-Correlation-Id"] = trace.correlation_id()


def _counted(request: Request, status: int, seconds: float) -> None:
    """Count an answer under its route as written in the table: never the path that was asked."""
    route = getattr(request.scope.get("route"), "path", "other")
    method = request.method if request.method in METHODS else "other"
    METRICS.inc("http_requests_total", route=route, method=method, status=str(status))
    METRICS.observe("http_request_seconds", seconds, route=route)
    log.debug("http_answered", route=route, status=status, duration_s=round(seconds, 4))
