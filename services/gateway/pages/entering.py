"""Signing in and out, the second step, and one's own account."""

from __future__ import annotations

import re
from urllib.parse import quote

import segno
from fastapi.responses import Response

from services.gateway.identity import SESSION_COOKIE, Session
from services.gateway.pages.access import PUBLIC
from services.gateway.pages.cookies import cookie_name, cookie_of, keep_cookie
from services.gateway.pages.site import Page, Visit
from services.gateway.problems import NotSignedIn, TooManyAttempts
from services.gateway.second_step import BASE_32, address_of, new_secret
from shared.kernel.errors import InvalidInput

SIGN_IN_WORDS = {
    "wrong-credentials": "The user name or the password is not right. Look both over and try again",
    "too-many-attempts": "Too many attempts. Wait 15 minutes, or ask a manager",
    "wrong-code": "This code is not right, or was used before. Wait for the next one, and enter it",
    "not-signed-in": "That took too long. Begin again",
}
SAID = {"password": "Your password is changed, and every other session of yours is over."}
KNOWN_COOKIE, KNOWN_FOR_S = "redress_known", 180 * 24 * 3600
_LOCAL = re.compile(r"/(?!/)[!-\[\]-~]*")
HOMES = (
    ("page.today", "/today"),
    ("page.referrals", "/referrals"),
    ("page.officer_form", "/referrals/officer"),
    ("page.account", "/account"),
)


def home(visit: Visit) -> Response:
    """Lead to the first page that is of use to whoever is signed in."""
    if visit.caller is None:
        return visit.go("/sign-in")
    return visit.go(next(path for row, path in HOMES if visit.may_open(row)))


def sign_in_page(visit: Visit) -> Response:
    """Ask for user name and password."""
    return visit.show("entering/sign_in.html", then="/", error="")


def sign_in(visit: Visit) -> Response:
    """Begin a session and go where the person wanted to go, or ask for the second step."""
    then = local_path(visit.form.one("then"))
    username, password = visit.form.one("username"), visit.form.one("password")
    try:
        known = cookie_of(visit.request, KNOWN_COOKIE, secure=visit.site.secure) or ""
        session = visit.site.identities.sign_in(username, password, visit.address, known)
    except (NotSignedIn, TooManyAttempts) as refusal:
        error = SIGN_IN_WORDS[refusal.code]
        return visit.show("entering/sign_in.html", 401, then=then, error=error, typed=username)
    return _keep_known(visit, visit.keep(visit.go(after(session, then)), session), session)


def _keep_known(visit: Visit, answer: Response, session: Session) -> Response:
    """Let the browser keep by what it is known again: what others guess here is not its fault then."""
    secure = visit.site.secure
    keep_cookie(answer, KNOWN_COOKIE, session.known, secure=secure, lives_s=KNOWN_FOR_S)
    return answer


def code_page(visit: Visit) -> Response:
    """Ask for the second step; without the first, begin with that."""
    if not visit.site.identities.is_half(visit.token):
        return visit.go("/sign-in")
    then = local_path(visit.request.query_params.get("then", "/"))
    return visit.show("entering/code.html", then=then, error="")


def code(visit: Visit) -> Response:
    """Take the second step, and go where the person wanted to go."""
    then = local_path(visit.form.one("then"))
    try:
        session = visit.site.identities.confirm(visit.token, visit.form.one("code"))
    except (NotSignedIn, TooManyAttempts) as refusal:
        error = SIGN_IN_WORDS[refusal.code]
        return visit.show("entering/code.html", 401, then=then, error=error)
    return visit.keep(visit.go(then), session)


def sign_out(visit: Visit) -> Response:
    """End this session."""
    visit.site.identities.sign_out(visit.token)
    return signed_out(visit)


def sign_out_everywhere(visit: Visit) -> Response:
    """End every session of this account, this one too."""
    visit.site.identities.sign_out_everywhere(visit.who.actor)
    return signed_out(visit)


def signed_out(visit: Visit) -> Response:
    """Lead to signing in, and let the browser forget the session that is over."""
    answer = visit.go("/sign-in")
    secure = visit.site.secure
    answer.delete_cookie(cookie_name(SESSION_COOKIE, secure=secure), secure=secure)
    return answer


def account(visit: Visit) -> Response:
    """Show one's own account."""
    return _account(visit)


def _account(visit: Visit, status: int = 200, error: str = "") -> Response:
    identities, actor = visit.site.identities, visit.who.actor
    return visit.show(
        "entering/account.html",
        status,
        guarded=identities.asks_for_code(actor),
        left=identities.recovery_codes_left(actor),
        error=error,
        said=SAID.get(visit.request.query_params.get("done", ""), ""),
    )


def second_step_page(visit: Visit) -> Response:
    """Show a new secret, as a picture for a phone and as text."""
    return _second_step(visit, new_secret())


def _second_step(visit: Visit, secret: str, error: str = "", present_error: str = "") -> Response:
    picture = segno.make(address_of(secret, visit.who.username))
    return visit.show(
        "entering/second_step.html",
        422 if error or present_error else 200,
        guarded=visit.site.identities.asks_for_code(visit.who.actor),
        secret=secret,
        spaced=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        address=address_of(secret, visit.who.username),
        picture=picture.svg_inline(scale=4, light="white"),
        error=error,
        present_error=present_error,
    )


def second_step(visit: Visit) -> Response:
    """Ask for codes from now on, once a code shows that the phone has the secret."""
    secret, typed = visit.form.one("secret"), "".join(visit.form.one("code").split())
    if not re.fullmatch(BASE_32, secret):
        return visit.go("/account/second-step")
    present = visit.form.one("present_code")
    try:
        codes = visit.site.identities.ask_for_code(visit.who.actor, secret, typed, present)
    except InvalidInput:
        return _second_step(visit, secret, present_error=SIGN_IN_WORDS["wrong-code"])
    if not codes:
        return _second_step(visit, secret, "This is not the code that your phone shows now")
    return visit.show("entering/recovery_codes.html", codes=codes)


def no_second_step(visit: Visit) -> Response:
    """Ask for no code any more, for one of the codes."""
    if visit.site.identities.ask_for_no_code(visit.who.actor, visit.form.one("code")):
        return visit.go("/account")
    return _account(visit, 422, SIGN_IN_WORDS["wrong-code"])


def after(session: Session, then: str) -> str:
    """Return where a session just begun leads: by way of its second step, if it asks for one."""
    return f"/sign-in/code?then={quote(then)}" if session.half else then


def local_path(then: str) -> str:
    """Return where to go after signing in: never to another site, as any browser reads an address.

    They drop tabs and ends of lines wherever these stand, and take a slash either way.
    """
    return then if _LOCAL.fullmatch(then) else "/"


PAGES = (
    Page("GET", "/", PUBLIC, home),
    Page("GET", "/sign-in", PUBLIC, sign_in_page),
    Page("POST", "/sign-in", PUBLIC, sign_in),
    Page("GET", "/sign-in/code", PUBLIC, code_page),
    Page("POST", "/sign-in/code", PUBLIC, code),
    Page("POST", "/sign-out", PUBLIC, sign_out),
    Page("GET", "/account", "page.account", account),
    Page("POST", "/account/sign-out-everywhere", "page.account", sign_out_everywhere),
    Page("GET", "/account/second-step", "page.account", second_step_page),
    Page("POST", "/account/second-step", "page.account", second_step),
    Page("POST", "/account/no-second-step", "page.account", no_second_step),
)
