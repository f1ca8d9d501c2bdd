"""The few plain pages: sign in, find a case, and a case's timeline as it moves.

They work without JavaScript; nothing personal stands in a URL or a title.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Cookie, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from services.gateway import wording
from services.gateway.access import ACCESS
from services.gateway.backoffice import Backoffice, Call
from services.gateway.identity import SESSION_COOKIE, Caller, Identities, Session
from services.gateway.problems import NotSignedIn, TooManyAttempts
from shared.contracts.base import Request as ContractRequest
from shared.contracts.base import RpcMethod
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView, Timeline, TimelineEntry
from shared.kernel.errors import NotFound, NotPermitted
from shared.security.permissions import check

HERE = Path(__file__).parent
Kept = Annotated[str | None, Cookie(alias=SESSION_COOKIE)]


@dataclass(frozen=True, slots=True)
class Shown:
    """A timeline entry exactly as the page shows it."""

    number: int
    iso: str
    at: str
    sentence: str
    codes: str


def shown(entry: TimelineEntry) -> Shown:
    """Return what the page shows for an entry."""
    return Shown(
        number=entry.number,
        iso=entry.at.isoformat(),
        at=wording.local_time(entry.at),
        sentence=wording.sentence(entry),
        codes=wording.codes(entry),
    )


class Pages:
    """The pages over the identities and the services."""

    def __init__(self, identities: Identities, backoffice: Backoffice, *, secure: bool) -> None:
        """``secure`` marks the session cookie as for https only."""
        self._identities = identities
        self._backoffice = backoffice
        self._secure = secure
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
        )

    def render(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page with a strict content security policy of its own."""
        nonce = secrets.token_urlsafe(16)
        text = self._templates.get_template(template).render(base="", nonce=nonce, **values)
        policy = (
            f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        return HTMLResponse(
            text, status, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"}
        )

    def sign_in(self, request: Request, username: str, password: str, then: str) -> Response:
        """Start a session and go where the person wanted to go."""
        require_same_origin(request)
        address = request.client.host if request.client else ""
        try:
            session = self._identities.sign_in(username, password, address)
        except (NotSignedIn, TooManyAttempts) as refusal:
            return self.render("sign_in.html", 401, then=then, error=SIGN_IN_WORDS[refusal.code])
        return self._with_cookie(RedirectResponse(_local_path(then), 303), session)

    def _with_cookie(self, answer: Response, session: Session) -> Response:
        answer.set_cookie(
            SESSION_COOKIE,
            session.token,
            httponly=True,
            samesite="strict",
            secure=self._secure,
        )
        return answer

    def find(self, caller: Caller, reference: str) -> Response:
        """Go to the timeline of the case with this reference."""
        try:
            found = self._ask(intake.FIND_CASE, intake.CaseByReference(reference=reference), caller)
        except (NotFound, NotPermitted):
            return self.render("home.html", 404, error="We cannot find that reference.")
        return RedirectResponse(f"/cases/{found.case_id}/timeline", 303)

    def timeline(self, caller: Caller, case_id: str) -> Response:
        """Show the timeline of a case."""
        case, entries = self.entries(caller, case_id, 0)
        return self.render(
            "timeline.html",
            reference=case.reference,
            stage=case.stage.replace("_", " "),
            case_id=str(case.case_id),
            entries=entries,
            last=entries[-1].number if entries else 0,
        )

    def entries(self, caller: Caller, case_id: str, after: int) -> tuple[CaseView, list[Shown]]:
        """Return the case and its timeline entries after a number."""
        asked = intake.CaseById.model_validate({"case_id": case_id})
        case: CaseView = self._ask(intake.CASE, asked, caller)
        told: Timeline = self._ask(
            intake.CASE_TIMELINE, intake.CaseTimeline(case_id=case.case_id, after=after), caller
        )
        return case, [shown(entry) for entry in told.entries]

    def _ask(self, method: RpcMethod, request: ContractRequest, caller: Caller) -> Any:
        check(ACCESS, method.routing_key, caller.actor)
        return self._backoffice.ask(Call(method, request, caller.actor))


SIGN_IN_WORDS = {
    "wrong-credentials": "The user name or the password is not right.",
    "too-many-attempts": "Too many attempts. Wait 15 minutes, or ask a manager.",
}


def require_same_origin(request: Request) -> None:
    """Refuse a form that another site made a browser send (CSRF)."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        raise NotPermitted("cross-site-form")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise NotPermitted("cross-site-form")


def static_files() -> StaticFiles:
    """Return the pages' own script."""
    return StaticFiles(directory=HERE / "static")


def _local_path(then: str) -> str:
    """Return where to go after signing in: never to another site."""
    return then if then.startswith("/") and not then.startswith(("//", "/\\")) else "/"


def build(  # noqa: C901  a list of routes, each its own few lines
    pages: Pages, identities: Identities
) -> APIRouter:
    """Return the router of the pages."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def home(redress_session: Kept = None, reference: str = "") -> Response:
        caller = identities.find(redress_session)
        if caller is None:
            return pages.render("sign_in.html", then="/", error="")
        if reference:
            return pages.find(caller, reference)
        return pages.render("home.html", error="")

    @router.post("/sign-in")
    def sign_in(
        request: Request,
        username: Annotated[str, Form(max_length=200)],
        password: Annotated[str, Form(max_length=200)],
        then: Annotated[str, Form(max_length=200)] = "/",
    ) -> Response:
        return pages.sign_in(request, username, password, then)

    @router.post("/sign-out")
    def sign_out(request: Request, redress_session: Kept = None) -> Response:
        require_same_origin(request)
        identities.sign_out(redress_session)
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(SESSION_COOKIE)
        return answer

    @router.get("/cases/{case_id}/timeline")
    def timeline(case_id: str, redress_session: Kept = None) -> Response:
        caller = identities.find(redress_session)
        if caller is None:
            return pages.render("sign_in.html", 401, then=f"/cases/{case_id}/timeline", error="")
        try:
            return pages.timeline(caller, case_id)
        except (NotFound, NotPermitted, ValueError):
            return pages.render("home.html", 404, error="We cannot find that case.")

    @router.get("/cases/{case_id}/timeline/entries")
    def entries(case_id: str, after: int = 0, redress_session: Kept = None) -> Response:
        caller = identities.find(redress_session)
        if caller is None:
            raise NotSignedIn("not-signed-in")
        case, found = pages.entries(caller, case_id, after)
        body = {"stage": case.stage.replace("_", " "), "entries": [asdict(e) for e in found]}
        return JSONResponse(body, headers={"Cache-Control": "no-store"})

    return router
