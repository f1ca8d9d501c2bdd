"""No words are lost to a session that ends: what was sent too late stands in its form again.

Every page of a form shows its fields and what was read of them, so this is done once, for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from services.gateway.pages.forms import Posted, Read, read

if TYPE_CHECKING:
    from services.gateway.pages.site import Visit

OWN_ACCOUNT = "page.account"
CHOOSING = ("/account/password", "/account/sign-out-everywhere")
"""What is open to who must choose a password first; signing out is public."""
LEFT_OUT = frozenset({"csrf", "key", "code", "secret", "content_hash"})
SEEN = frozenset({"read"})
"""Ticks that say "I have read this": only who sees it again says so again."""


def here(visit: Visit) -> str:
    """Return the address of what is asked for, with its ids."""
    asked = visit.request.url
    return f"{asked.path}?{asked.query}" if asked.query else asked.path


def owed_first(visit: Visit, row: str, path: str) -> str:
    """Return where somebody is led who owes a password of their own, or a second step; else empty.

    From the choice of a password they go on to where they wanted to go.
    """
    if visit.who.owes_new_password:
        then = here(visit) if visit.request.method == "GET" else "/"
        return "" if path in CHOOSING else f"/account/password?then={quote(then)}"
    owes = visit.who.owes_second_step and row != OWN_ACCOUNT
    return "/account/second-step" if owes else ""


def page_of_form(visit: Visit) -> str:
    """Return the page of ours on which the posted form stood: as the browser says, or this one."""
    said = urlsplit(visit.request.headers.get("referer", ""))
    if said.netloc != visit.request.headers.get("host") or not said.path:
        return here(visit)
    return f"{said.path}?{said.query}" if said.query else said.path


def keep(visit: Visit, row: str, owner: str | None) -> bool:
    """Keep what a form brought for the account that wrote it; false where there is nothing to keep.

    Passwords and codes are not kept.
    """
    filled = [(name, value) for name, value in visit.form.items() if _is_words(name, value)]
    if owner is None or not filled or row == OWN_ACCOUNT:
        return False
    visit.site.desk.unsent.keep(owner, page_of_form(visit), filled)
    return True


def _is_words(name: str, value: str) -> bool:
    return bool(value) and name not in LEFT_OUT and "password" not in name


def taken_up(visit: Visit, values: dict[str, Any]) -> dict[str, Any]:
    """Return what a page shows, with what was kept of its form in its fields."""
    done = values.get("read")
    if visit.request.method != "GET" or visit.caller is None or not isinstance(done, Read):
        return values
    kept = visit.site.desk.unsent.of(visit.caller.actor.id, here(visit))
    if kept is None:
        return values
    visit.taken_up = True
    again = read(values["fields"], Posted((name, one) for name, one in kept if name not in SEEN))
    return {**values, "read": Read(typed={**done.typed, **again.typed})}


def sent(visit: Visit) -> None:
    """Forget what was kept of a form that has now been sent."""
    visit.site.desk.unsent.drop(visit.who.actor.id, page_of_form(visit))
