"""Tables of permission: one readable row per method, saying which roles may use it.

A method without a row is refused, so forgetting one closes it instead of opening it. Rows
answer "may this role do this at all"; whether it may for *this* case is asked by the use
case, which raises ``NotFound`` so that nobody learns what exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.kernel.errors import NotPermitted
from shared.security.actors import Actor, Role

AccessTable = Mapping[str, frozenset[Role]]

MANAGERS = frozenset({Role.MANAGING_DIRECTOR, Role.SERVICE_MANAGER})
CASE_STAFF = MANAGERS | {Role.CASE_COORDINATOR}
CASE_WORKERS = CASE_STAFF | {Role.FACILITATOR}
OFFICE = CASE_STAFF | {Role.DEVELOPMENT_OFFICER}
ANY_STAFF = OFFICE | {Role.FACILITATOR, Role.AUDITOR}
READERS = CASE_WORKERS | {Role.AUDITOR}
SYSTEM_ONLY = frozenset({Role.SYSTEM})
OPERATING: AccessTable = dict.fromkeys(
    ("standing", "parked", "replay_parked", "discard_parked"), MANAGERS
)
"""What every service answers about itself (``shared.contracts.operating``): a part of each table."""


def check(access: AccessTable, method: str, actor: Actor) -> None:
    """Let ``actor`` use ``method``, or raise ``NotPermitted``; no row means nobody."""
    allowed = access.get(method)
    if not allowed:
        raise NotPermitted("method-without-permission-row", method=method)
    if not actor.has_any(allowed):
        raise NotPermitted("role-may-not", method=method)


def methods_without_row(access: AccessTable, methods: Iterable[str]) -> list[str]:
    """Return the methods that nobody may use because no row names them (for tests)."""
    return sorted(method for method in methods if not access.get(method))


def rows_without_method(access: AccessTable, methods: Iterable[str]) -> list[str]:
    """Return rows that grant something that does not exist: stale, or misspelt (for tests)."""
    return sorted(set(access) - set(methods))
