"""Accounts, for managers: who has one, what each may do, and what is done to one of somebody else."""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response

from services.gateway import passwords
from services.gateway.pages import words
from services.gateway.pages.forms import Field, Read, errors_of, read
from services.gateway.pages.site import Page, Visit
from shared.kernel.errors import Conflict, InvalidInput, NotFound, Refused
from shared.security.actors import ActorKind, Role

PER_PAGE = 100
ROLES = tuple((role.value, words.label(role)) for role in Role if role is not Role.SYSTEM)
KINDS = (ActorKind.STAFF, ActorKind.VOLUNTEER, ActorKind.PARTNER)
MAY = Field("roles", "What may they do?", "checks", choices=ROLES)
NEW = (
    Field("username", "User name", hint="Their e-mail address at work"),
    Field("kind", "Who are they?", "choice",
          choices=tuple((kind.value, words.label(kind)) for kind in KINDS)),
    MAY,
    Field("organisation", "Organisation", hint="Of a partner: the agency that refers. They see what "
          "it referred", needed=False),
    Field("signs_in", "How do they sign in?", "choice",
          choices=(("password", "With a password, which is made now and shown once"),
                   ("organisation", "By their organisation"))),
)  # fmt: skip
SAID = {
    "roles": "What they may do is changed, at once.",
    "lock": "The account is locked, and its sessions are over.",
    "unlock": "The account is unlocked.",
    "second-step": "No code is asked any more, and their sessions are over.",
    "created": "The account is made.",
}


def accounts(visit: Visit) -> Response:
    """Show every account, so many at a time."""
    office, after = visit.site.identities.administering, visit.asked_id("after")
    found, next_page = office.page_of_accounts(after=after, limit=PER_PAGE)
    return visit.show(
        "accounts/all.html", accounts=found, next_page=next_page, later=after is not None
    )


def account(visit: Visit) -> Response:
    """Show one account, and what can be done to it."""
    office, one = visit.site.identities.administering, _one(visit)
    said = visit.request.query_params.get("done", "")
    return visit.show(
        "accounts/one.html",
        one=one,
        guarded=office.asks_for_code(one),
        by_organisation=one.password_hash == passwords.NO_PASSWORD,
        mine=one.id == visit.who.actor.id,
        may_change=office.may_change(visit.who.actor, one),
        said=SAID.get(said, ""),
    )


def _id(visit: Visit) -> str:
    return str(visit.request.path_params["account_id"])


def _one(visit: Visit) -> Any:
    return visit.site.identities.administering.one(_id(visit))


def new_page(visit: Visit) -> Response:
    """Ask whose account it is, and what they may do."""
    return _new(visit, Read(), 200)


def _new(visit: Visit, done: Read, status: int) -> Response:
    return visit.show_form(
        status,
        title="New account",
        back="/accounts",
        fields=NEW,
        read=done,
        send="Make the account",
    )


def create(visit: Visit) -> Response:
    """Make it; its password is shown once."""
    done = read(NEW, visit.form)
    if done.errors:
        return _new(visit, done, 422)
    told = done.values
    password = passwords.invented() if told["signs_in"] == "password" else None
    try:
        made = visit.site.identities.create(
            username=told["username"][:200],
            password=password,
            kind=ActorKind(told["kind"]),
            roles=frozenset(map(Role, told["roles"])),
            organisation=told.get("organisation", "")[:120] or None,
            told_once=True,
            by=visit.who.actor,
        )
    except InvalidInput as wrong:
        done.errors.update(errors_of(wrong.faults, {field.name: field for field in NEW}))
        return _new(visit, done, 422)
    except Conflict as taken:
        done.errors["username"] = words.refusal(taken.code, 409)
        return _new(visit, done, 422)
    except Refused as refused:
        done.errors["roles"] = words.refusal(refused.code, 409)
        return _new(visit, done, 422)
    if password is None:
        return visit.go(f"/accounts/{made}?done=created")
    username = told["username"].casefold()
    return visit.show("accounts/password.html", account_id=made, name=username, password=password)


def roles_page(visit: Visit) -> Response:
    """Ask what somebody may do from now on."""
    typed = {"roles": sorted(role.value for role in _one(visit).roles)}
    return _roles(visit, Read(typed=typed), 200)


def _roles(visit: Visit, done: Read, status: int) -> Response:
    one = _one(visit)
    return visit.show_form(
        status,
        title="Change what they may do",
        caption=one.username,
        intro="It holds at once, in every session of theirs.",
        back=f"/accounts/{one.id}",
        fields=(MAY,),
        read=done,
        send="Change it",
    )


def change_roles(visit: Visit) -> Response:
    """Give somebody these roles and no others."""
    done = read((MAY,), visit.form)
    if done.errors:
        return _roles(visit, done, 422)
    roles = frozenset(map(Role, done.values["roles"]))
    visit.site.identities.administering.change_roles(visit.who.actor, _id(visit), roles)
    return visit.go(f"/accounts/{_id(visit)}?done=roles")


def act(visit: Visit) -> Response:
    """Lock an account, unlock it, or ask for no second step of a lost phone; twice is as once."""
    office, slug = visit.site.identities.administering, str(visit.request.path_params["act"])
    acts = {
        "lock": office.lock,
        "unlock": office.unlock,
        "second-step": office.reset_second_step,
    }
    if slug not in acts:
        raise NotFound("no-such-act")
    acts[slug](visit.who.actor, _id(visit))
    return visit.go(f"/accounts/{_id(visit)}?done={slug}")


def new_password(visit: Visit) -> Response:
    """Make a new password and show it once. Of two in a row the last holds, and is the one shown."""
    one = _one(visit)
    password = visit.site.identities.administering.reset_password(visit.who.actor, one.id)
    return visit.show(
        "accounts/password.html", account_id=one.id, name=one.username, password=password
    )


PAGES = (
    Page("GET", "/accounts", "page.accounts", accounts),
    Page("GET", "/accounts/new", "page.accounts", new_page),
    Page("POST", "/accounts/new", "page.accounts", create),
    Page("GET", "/accounts/{account_id}", "page.accounts", account),
    Page("GET", "/accounts/{account_id}/roles", "page.accounts", roles_page),
    Page("POST", "/accounts/{account_id}/roles", "page.accounts", change_roles),
    Page("POST", "/accounts/{account_id}/password", "page.accounts", new_password),
    Page("POST", "/accounts/{account_id}/do/{act}", "page.accounts", act),
)
