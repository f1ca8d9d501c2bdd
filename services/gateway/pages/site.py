"""The frame of every page: who visits, what a form must carry, and what a failure looks like."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.gateway import problems
from services.gateway.access import ACCESS
from services.gateway.backoffice import Backoffice, Call, deadline_of
from services.gateway.identity import SESSION_COOKIE, Caller, Identities, Session
from services.gateway.pages import cautions, flags, resuming, served, words
from services.gateway.pages.access import PAGE_ROWS, PUBLIC
from services.gateway.pages.agency_list import AgencyList
from services.gateway.pages.asking import DEADLINE_S, Part, Together
from services.gateway.pages.cookies import cookie_of, keep_cookie
from services.gateway.pages.forms import Field, Posted, Read, new_key
from shared.contracts.base import Request as ContractRequest
from shared.contracts.base import RpcMethod
from shared.kernel.errors import NotFound, NotPermitted, RedressError, Refused
from shared.observability import context as trace
from shared.security.permissions import check

if TYPE_CHECKING:
    from services.gateway.desk import Desk
    from services.gateway.emergencies import Emergencies
    from services.gateway.openid import SignInByOrganisation

HERE = Path(__file__).resolve().parent.parent
BUILT = HERE / "static" / "built"
VISITOR_COOKIE = "redress_visitor"
Handler = Callable[["Visit"], Response]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address, its row of permission (or ``public``), and what serves it."""

    verb: Literal["GET", "POST"]
    path: str
    row: str
    serve: Handler
    kept_out: Callable[[Visit], AbstractContextManager[None]] | None = None
    """Inside what its row is checked, where somebody whom it keeps out must be noted."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages work with."""

    identities: Identities
    backoffice: Backoffice
    together: Together
    desk: Desk
    emergencies: Emergencies
    secure: bool
    openid: SignInByOrganisation | None = None
    agencies: AgencyList = field(default_factory=AgencyList)


@dataclass(slots=True)
class Visit:
    """One request for a page, and who makes it."""

    site: Site
    request: Request
    caller: Caller | None
    form: Posted
    visitor: str
    taken_up: bool = False
    """Whether the form on the page holds what was written before the session ended."""

    @property
    def who(self) -> Caller:
        """Return who is signed in (pages with a row are served to nobody else)."""
        if self.caller is None:
            raise NotPermitted("not-signed-in")
        return self.caller

    @property
    def token(self) -> str | None:
        """Return the session token that the browser sent."""
        return _cookie_of(self.request, SESSION_COOKIE, self.site)

    @property
    def address(self) -> str:
        """Return the address that the request came from."""
        return self.request.client.host if self.request.client else ""

    def csrf(self) -> str:
        """Return what every form of this browser must carry."""
        return _csrf(self.token or self.visitor)

    def id(self, name: str) -> UUID:
        """Return an id of the address; what is no id leads nowhere."""
        return as_id(self.request.path_params[name])

    def form_id(self, name: str) -> UUID:
        """Return an id that a form carried."""
        return as_id(self.form.one(name))

    def asked_id(self, name: str) -> UUID | None:
        """Return an id of the query, if it carries one."""
        text = self.request.query_params.get(name)
        return as_id(text) if text else None

    def may(self, *methods: RpcMethod) -> bool:
        """Whether the caller's roles allow all of these methods."""
        return self.caller is not None and all(
            self.caller.actor.has_any(ACCESS.get(method.routing_key, frozenset()))
            for method in methods
        )

    def may_open(self, row: str) -> bool:
        """Whether the caller's roles allow a page."""
        return self.caller is not None and self.caller.actor.has_any(PAGE_ROWS[row])

    def ask(
        self,
        method: RpcMethod,
        request: ContractRequest,
        key: str | None = None,
        *,
        version: int | None = None,
    ) -> Any:
        """Ask a service in the caller's name; refusals are raised.

        ``version``: that of what a command changes, as the form of it was opened.
        """
        check(ACCESS, method.routing_key, self.who.actor)
        call = Call(method, request, self.who.actor, key, expected_version=version)
        if method.alone:
            call = replace(call, deadline_s=deadline_of(method))
        elif method.kind == "query":
            call = replace(call, deadline_s=DEADLINE_S)
        return self.site.backoffice.ask(call)

    def opened_until(self, case_id: UUID) -> datetime | None:
        """Return until when the caller reads a case in an emergency; None when they do not."""
        if not self.may_open("page.emergency"):
            return None
        return self.site.emergencies.stands_until(self.who.actor, case_id)

    def gather(self, asked: Mapping[str, tuple[RpcMethod, ContractRequest]]) -> dict[str, Part]:
        """Ask side by side whatever the caller may ask; the rest has no part."""
        actor = self.who.actor
        calls = {
            name: Call(method, request, actor)
            for name, (method, request) in asked.items()
            if self.may(method)
        }
        return self.site.together.ask(calls)

    def show(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page with a strict content security policy of its own."""
        nonce = secrets.token_urlsafe(16)
        values = resuming.taken_up(self, values) if status == 200 else values
        text = TEMPLATES.get_template(template).render(
            nonce=nonce, visit=self, styled=BUILT.exists(), new_key=new_key, **values
        )
        return HTMLResponse(text, status, headers={"Content-Security-Policy": policy(nonce)})

    def show_form(  # noqa: PLR0913 - what a form has
        self,
        status: int = 200,
        *,
        title: str,
        fields: Sequence[Field],
        read: Read,
        send: str,
        caption: str = "",
        intro: str = "",
        back: str = "",
        key: str = "",
        **more: Any,
    ) -> HTMLResponse:
        """Return a page that is one form: its fields as read, with what was wrong in them.

        ``key``: the idempotency key that makes sending it twice one command. ``back``: where its
        back link leads.
        """
        return self.show(
            "form.html",
            status,
            title=title,
            fields=fields,
            read=read,
            send=send,
            caption=caption,
            intro=intro,
            back=back,
            key=key,
            **more,
        )

    def go(self, path: str) -> Response:
        """Send the browser to another page of ours, by GET."""
        return RedirectResponse(path, 303)

    def keep(self, answer: Response, session: Session) -> Response:
        """Let the browser keep the session."""
        self._cookie(answer, SESSION_COOKIE, session.token)
        return answer

    def keep_visitor(self, answer: Response) -> Response:
        """Let a browser without a session keep what its forms are bound to."""
        if _cookie_of(self.request, VISITOR_COOKIE, self.site) != self.visitor:
            self._cookie(answer, VISITOR_COOKIE, self.visitor)
        return answer

    def _cookie(self, answer: Response, name: str, value: str) -> None:
        keep_cookie(answer, name, value, secure=self.site.secure)


def _cookie_of(request: Request, name: str, site: Site) -> str | None:
    return cookie_of(request, name, secure=site.secure)


def as_id(text: str) -> UUID:
    """Return an id, or say that there is no such thing."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("no-such-page") from None


def policy(nonce: str) -> str:
    """Return the content security policy: nothing but our own, named script and styles."""
    return (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
        "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def _csrf(bound_to: str) -> str:
    return hmac.new(bound_to.encode(), b"redress-form", hashlib.sha256).hexdigest()[:40]


def require_own_form(visit: Visit) -> None:
    """Refuse a form that another site made a browser send, or that another visitor was given."""
    headers = visit.request.headers
    origin, host = headers.get("origin"), headers.get("host")
    foreign = headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if foreign or (origin is not None and urlsplit(origin).netloc != host):
        raise Refused("cross-site-form")
    if not hmac.compare_digest(visit.form.one("csrf").encode(), visit.csrf().encode()):
        raise Refused("form-not-of-this-session")


def _is_own_form(visit: Visit) -> bool:
    try:
        require_own_form(visit)
    except Refused:
        return False
    return True


def serve(site: Site, page: Page, request: Request, form: Posted) -> Response:
    """Serve a page: find who asks, hold them to its row, and show a failure as a page."""
    visit = visit_of(site, request, form)
    try:
        answer = _served(page, visit)
    except RedressError as error:
        answer = failure(visit, error)
    return visit.keep_visitor(answer)


def visit_of(site: Site, request: Request, form: Posted) -> Visit:
    """Return a request with who makes it."""
    caller = site.identities.find(_cookie_of(request, SESSION_COOKIE, site))
    visitor = _cookie_of(request, VISITOR_COOKIE, site) or secrets.token_urlsafe(24)
    return Visit(site, request, caller, form, visitor)


def _served(page: Page, visit: Visit) -> Response:
    if page.row != PUBLIC and visit.caller is None:
        return _signed_out(page, visit)
    if page.verb == "POST":
        try:
            require_own_form(visit)
        except Refused as refused:
            if refused.code == "form-not-of-this-session" and _is_from_our_page(visit, page):
                return visit.go(resuming.page_of_form(visit))
            raise
    if page.row != PUBLIC:
        with page.kept_out(visit) if page.kept_out else nullcontext():
            check(PAGE_ROWS, page.row, visit.who.actor)
        if first := resuming.owed_first(visit, page.row, page.path):
            return visit.go(first)
    answer = page.serve(visit)
    if page.verb == "POST" and page.row != PUBLIC and answer.status_code < 400:
        resuming.sent(visit)
    return answer


def _is_from_our_page(visit: Visit, page: Page) -> bool:
    """Whether the browser vouches that a page of ours sent it, so that its words may be kept.

    That is a form opened in a session that ended, while its owner signed in again in another tab.
    """
    vouched = visit.request.headers.get("sec-fetch-site") == "same-origin"
    if not vouched or visit.caller is None:
        return False
    return resuming.keep(visit, page.row, visit.caller.actor.id)


def _signed_out(page: Page, visit: Visit) -> Response:
    """Ask to sign in and lead back from there; what a form brought is kept for who wrote it."""
    if page.verb == "GET":
        return visit.show("entering/sign_in.html", 401, then=resuming.here(visit), error="")
    owner = visit.site.identities.lately(visit.token) if _is_own_form(visit) else None
    kept = resuming.keep(visit, page.row, owner)
    then = resuming.page_of_form(visit) if kept else "/"
    return visit.show("entering/sign_in.html", 401, then=then, error="", kept=kept)


def failure(visit: Visit, error: RedressError) -> Response:
    """Show what went wrong. What somebody may not see is not there for them."""
    status, _ = problems.status_of(error)
    problems.tell(error, visit.caller.actor.id if visit.caller else None)
    if isinstance(error, NotPermitted):
        status = 404
    return visit.show(
        "failure.html",
        status,
        says=words.refusal(error.code, status),
        missing=status == 404,
        urgent=_urgent(visit) if status == 404 else "",
        case_id=visit.request.path_params.get("case_id", "") if status == 409 else "",
        ours=status >= 500,
        conditions=_conditions(error),
        about=_about(error),
        silent=error.ids.get("method", "").partition(".")[0] if status >= 500 else "",
        quoted=trace.correlation_id(),
    )


def _urgent(visit: Visit) -> str:
    """Return where a case is asked for in an emergency: alike whether there is such a case or not."""
    case_id = visit.request.path_params.get("case_id", "")
    if not visit.may_open("page.emergency") or not _is_id(case_id):
        return ""
    return f"/emergencies/new?case_id={case_id}"


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _about(error: RedressError) -> list[str]:
    """Return what else a refusal names as what it is about: factors, stops, parts that are missing."""
    named = error.ids.get("about", "").split(",") if isinstance(error, Refused) else []
    return [words.about(one) for one in named if one and one != error.code]


def _conditions(error: RedressError) -> list[str]:
    """Return what does not hold, where the gate refused."""
    told = error.ids.get("conditions", "") if error.code == "gate-closed" else ""
    return [words.condition(code) for code in re.findall(r"[a-z_]{4,}", told)]


TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    auto_reload=False,  # else every page asks of each of its templates whether its file changed
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals["words"] = words
TEMPLATES.filters["label"] = words.label
TEMPLATES.filters["priority_reason"] = words.priority_reason
TEMPLATES.globals["served"] = served
TEMPLATES.globals["flags"] = flags
TEMPLATES.globals["cautions"] = cautions
