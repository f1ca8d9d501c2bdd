"""Signing in at one's own organisation: there, and back.

What comes back comes from another site, so that the browser keeps our strict cookies to itself
until a page of ours leads on; the one that binds the two halves is lax, and lives ten minutes.
"""

from __future__ import annotations

import secrets
from urllib.parse import quote, unquote

from fastapi.responses import RedirectResponse, Response

from services.gateway.pages.access import PUBLIC
from services.gateway.pages.cookies import cookie_name, keep_cookie
from services.gateway.pages.entering import after, local_path
from services.gateway.pages.site import Page, Visit
from services.gateway.problems import NotSignedIn
from shared.kernel.errors import NotFound, Unavailable

BEGUN_COOKIE = "redress_begun"
LIVES_S = 600
WORDS = {
    "organisation-away": "Your organisation's sign-in does not answer. Try again shortly",
    "account-not-registered": "Nobody is registered here for you yet. Ask your manager",
    "no-role-by-organisation": "Your organisation gives you no role here. Ask your manager",
}
OTHERWISE = "That did not work. Begin again"


def there(visit: Visit) -> Response:
    """Send the browser to the organisation."""
    openid = visit.site.openid
    if openid is None:
        raise NotFound("no-such-page")
    browser = f"{secrets.token_urlsafe(24)}.{quote(visit.request.query_params.get('then', '/'))}"
    try:
        answer = RedirectResponse(openid.begin(browser), 303)
    except (NotSignedIn, Unavailable) as refusal:
        return _refused(visit, refusal.code)
    secure = visit.site.secure
    keep_cookie(answer, BEGUN_COOKIE, browser, secure=secure, lives_s=LIVES_S, samesite="lax")
    return answer


def back(visit: Visit) -> Response:
    """Begin the session of whom the organisation sent back."""
    openid = visit.site.openid
    if openid is None:
        raise NotFound("no-such-page")
    name = cookie_name(BEGUN_COOKIE, secure=visit.site.secure)
    browser = visit.request.cookies.get(name, "")
    try:
        session = openid.finish(browser, dict(visit.request.query_params))
    except (NotSignedIn, Unavailable) as refusal:
        return _refused(visit, refusal.code)
    then = after(session, local_path(unquote(browser.partition(".")[2])))
    answer = visit.keep(visit.show("entering/continue.html", then=then), session)
    answer.headers["Refresh"] = f"0; url={then}"
    answer.delete_cookie(name)
    return answer


def _refused(visit: Visit, code: str) -> Response:
    error = WORDS.get(code, OTHERWISE)
    return visit.show("entering/sign_in.html", 401, then="/", error=error)


PAGES = (
    Page("GET", "/sign-in/organisation", PUBLIC, there),
    Page("GET", "/sign-in/organisation/return", PUBLIC, back),
)
