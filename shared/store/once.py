"""Looking up once what several questions of one transaction need alike.

Only in a transaction that asks and orders nothing (``only_asks``). In every other each look is a
new one: what was read before may have been changed since, by the very same hands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from shared.store.transactions import gathered, in_transaction, transaction_of

T = TypeVar("T")
P = ParamSpec("P")
_FOUND = "found-once"


def only_asks(connection: Connection) -> None:
    """Say that the open transaction only asks: what it reads of its tables it does not change."""
    gathered(connection, _FOUND, dict)


def asks_only(connection: Connection) -> bool:
    """Whether the open transaction only asks."""
    return _found(connection) is not None


def once(look: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """Let ``look`` give the same again to who asks the same again, where nothing is ordered.

    What it returns is given to several, so nobody changes it; its arguments tell what is asked.
    """

    @wraps(look)
    def looked(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        found = _found(connection)
        if found is None:
            return look(connection, *args, **kwargs)
        key = (look, args, tuple(sorted(kwargs.items())))
        if key not in found:
            found[key] = look(connection, *args, **kwargs)
        known: T = found[key]
        return known

    return looked


def _found(connection: Connection) -> dict[Hashable, Any] | None:
    if not in_transaction(connection):
        return None
    return transaction_of(connection).gathered.get(_FOUND)
