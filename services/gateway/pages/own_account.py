"""One's own password, and where one is signed in."""

from __future__ import annotations

from typing import Final

from fastapi.responses import Response

from services.gateway import passwords
from services.gateway.identity import Means
from services.gateway.pages.entering import local_path, signed_out
from services.gateway.pages.forms import Field, Read, read
from services.gateway.pages.site import Page, Visit
from services.gateway.problems import TooManyAttempts
from shared.kernel.errors import InvalidInput

OLD = Field("old_password", "Password now", "password", autocomplete="current-password")
NEW = Field(
    "new_password",
    "New password",
    "password",
    "At least 12 characters, and nothing that is easily guessed: three or four words that do not "
    "belong together are good. Any characters are allowed.",
    autocomplete="new-password",
)
AGAIN = Field("again", "New password once more", "password", autocomplete="new-password")
PASSWORD = (OLD, NEW, AGAIN)
WISHED: Final = (
    "Change your password",
    "You stay signed in here. Everywhere else you are signed out.",
    "/account",
    "Change the password",
)
OWED: Final = (
    "Choose your own password",
    "Somebody told you the password that you signed in with, so they know it too. Choose your own.",
    "",
    "Choose it and go on",
)
"""Title, introduction, where it leads back, and the button: as somebody wishes, and as they must."""
NOT_TAKEN: Final[dict[str, str]] = {
    "wrong": "This is not your password as it is now",
    "too-short": "Too short: use at least 12 characters",
    "too-common": "Too easily guessed: it is a common password, your user name, or common words "
    "with a few signs changed. Use words that do not belong together",
    "too-long": f"Too long: use at most {passwords.LONGEST} characters",
    "the-same": "This is the password that you have now. Think of another",
    "too-often": "Too many attempts. Wait 15 minutes",
    "differs": "This is not the same as the new password above",
}
"""Why a password is not changed, in words."""
MEANS: Final[dict[Means, str]] = {
    Means.PASSWORD: "With your password",
    Means.OPENID: "By your organisation",
    Means.OPENID_MFA: "By your organisation, with its own second step",
}
SAID: Final = {"ended": "That session is over: whoever sits there has to sign in again."}


def password_page(visit: Visit) -> Response:
    """Ask for the password as it is, and as it shall be."""
    return _password(visit, Read(), 200)


def _password(visit: Visit, done: Read, status: int) -> Response:
    if not visit.site.identities.administering.has_password(visit.who.actor.id):
        return visit.show("entering/no_password.html")
    title, intro, back, send = OWED if visit.who.owes_new_password else WISHED
    return visit.show_form(
        status, title=title, intro=intro, back=back, fields=PASSWORD, read=done, send=send
    )


def change_password(visit: Visit) -> Response:
    """Change it, or say in words what is wrong with it."""
    done = read(PASSWORD, visit.form)
    if not done.errors:
        done.errors.update(_faults(done))
    if done.errors:
        return _password(visit, done, 422)
    old, new = done.values["old_password"], done.values["new_password"]
    try:
        visit.site.identities.change_password(visit.who.actor, old, new, visit.token)
    except InvalidInput as wrong:
        done.errors.update({one.field: NOT_TAKEN[one.code] for one in wrong.faults})
        return _password(visit, done, 422)
    except TooManyAttempts:
        done.errors.update({OLD.name: NOT_TAKEN["too-often"]})
        return _password(visit, done, 429)
    if not visit.who.owes_new_password:
        return visit.go("/account?done=password")
    then = local_path(visit.request.query_params.get("then", ""))
    return visit.go(f"{then}?done=password" if then == "/today" else then)


def _faults(done: Read) -> dict[str, str]:
    """Return what is wrong with what was typed, before the account is asked."""
    old, new, again = (done.values[one.name] for one in PASSWORD)
    if len(new) > passwords.LONGEST:
        return {"new_password": NOT_TAKEN["too-long"]}
    if new != again:
        return {"again": NOT_TAKEN["differs"]}
    return {"new_password": NOT_TAKEN["the-same"]} if new == old else {}


def sessions(visit: Visit) -> Response:
    """Show where one is signed in, the newest first."""
    found = visit.site.identities.sessions(visit.who.actor, visit.token)
    said = SAID.get(visit.request.query_params.get("done", ""), "")
    return visit.show("entering/sessions.html", sessions=found, means=MEANS, said=said)


def end_session(visit: Visit) -> Response:
    """End one of one's own sessions; with this one, one is signed out here."""
    identities, actor = visit.site.identities, visit.who.actor
    session_id = str(visit.request.path_params["session_id"])
    identities.end_session(actor, session_id)
    if identities.find(visit.token) is None:
        return signed_out(visit)
    return visit.go("/account/sessions?done=ended")


PAGES = (
    Page("GET", "/account/password", "page.account", password_page),
    Page("POST", "/account/password", "page.account", change_password),
    Page("GET", "/account/sessions", "page.account", sessions),
    Page("POST", "/account/sessions/{session_id}/end", "page.account", end_session),
)
