"""Who may use each route and page, as one table to read: docs/access.md is written from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.gateway import pages
from services.gateway.access import ACCESS
from services.gateway.own_rows import OWN_ROUTES, PUBLIC
from services.gateway.pages.access import PAGE_ROWS
from services.gateway.routes import ROUTES
from shared.security.actors import Role

PREFIX = "/api/v1"
ANYBODY = frozenset(Role) - {Role.SYSTEM}
SHORT = {
    Role.MANAGING_DIRECTOR: "MD",
    Role.SERVICE_MANAGER: "SM",
    Role.DEVELOPMENT_OFFICER: "DO",
    Role.CASE_COORDINATOR: "CC",
    Role.FACILITATOR: "F",
    Role.AUDITOR: "A",
    Role.PARTNER_REFERRER: "PR",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: its address, the row that guards it, and whom that row lets through."""

    verb: str
    path: str
    row: str
    roles: frozenset[Role]

    @property
    def public(self) -> bool:
        """Whether it is open to who has not signed in."""
        return self.row == PUBLIC


def ways() -> Iterator[Way]:
    """Return every route of the API and every page, each with whom it lets in."""
    for route in ROUTES:
        row = route.method.routing_key
        yield Way(route.verb, PREFIX + route.path, row, ACCESS[row])
    for verb, path, row in OWN_ROUTES:
        yield Way(verb, PREFIX + path, row, ANYBODY if row == PUBLIC else ACCESS[row])
    for page in pages.PAGES:
        yield Way(
            page.verb, page.path, page.row, ANYBODY if page.row == PUBLIC else PAGE_ROWS[page.row]
        )


def document() -> str:
    """Return docs/access.md."""
    found = sorted(ways(), key=lambda way: (not way.path.startswith(PREFIX), way.path, way.verb))
    heads = list(SHORT.values())
    lines = [
        "# Who may do what",
        "",
        "Made by `./redress contracts` from the gateway's tables; tests hold every route, every page",
        "and every service's own table to it. A dot lets the role ask at all; whether for *this* case",
        'the owning service decides, and answers "not found" otherwise. `public` needs no sign-in.',
        "",
        ", ".join(f"{short} {role.value.replace('_', ' ')}" for role, short in SHORT.items()) + ".",
        "",
        f"| way | row | {' | '.join(heads)} |",
        f"| --- | --- | {' | '.join('---' for _ in heads)} |",
    ]
    lines += [_line(way) for way in found]
    return "\n".join(lines) + "\n"


def _line(way: Way) -> str:
    marks = ["●" if role in way.roles else "" for role in SHORT]
    row = way.row if way.public else f"`{way.row}`"
    return f"| {way.verb} `{way.path}` | {row} | {' | '.join(marks)} |"
