"""One check for every record: whoever changes it may say which version they had before them.

A query that shows a record tells its version, read before the record itself, so that it is never
newer than what was shown. A command that changes one is held to the version that it names in its own
transaction, and once it is known that its actor may change the record at all: to everybody else it
is not there, whatever version they name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from shared.contracts.base import Record, Request, RpcMethod, Versioned
from shared.kernel.errors import Fault, InvalidInput, Refused
from shared.store import versions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shared.messaging.rpc_methods import Served, Serves
    from shared.messaging.unit_of_work import UnitOfWork


class Numbering(Protocol):
    """Where a kind of record has its version, if not in the counter that all others share."""

    def __call__(self, connection: Connection, key: str, *, hold: bool) -> int:
        """Return the version of one; ``hold`` keeps it from being changed until the commit."""


def answered(
    serves: Serves, served: Served, uow: UnitOfWork, request: Request, expected: int | None = None
) -> Any:
    """Return a use case's answer, which tells the version of the record that it shows.

    Raises:
        Conflict: ``version-not-current``, with the version that is; nothing is done.
        InvalidInput: ``no-version-here``, for a command that changes no record with a version.

    """
    method = served.method
    if method.shows is not None:
        version = _current(serves, method.shows, uow, request, hold=False)
        return _with(served.use_case(uow, request), version)
    require_no_version(method, expected)
    if method.changes is None:
        return served.use_case(uow, request)
    with _expecting(serves, method.changes, uow, request, expected):
        return served.use_case(uow, request)


def require_no_version(method: RpcMethod, expected: int | None) -> None:
    """Refuse a version to which nothing would be held."""
    if expected is not None and method.changes is None:
        raise InvalidInput("no-version-here", (Fault("expected_version", "not-versioned"),))


@contextmanager
def _expecting(
    serves: Serves, record: Record, uow: UnitOfWork, request: Request, expected: int | None
) -> Iterator[None]:
    current = _current(serves, record, uow, request, hold=expected is not None)
    stale = expected is not None and expected != current
    try:
        yield
    except Refused:
        if stale:  # what a rule says of a record that they did not see misleads
            raise versions.not_current(record.name, current) from None
        raise
    if stale:
        raise versions.not_current(record.name, current)
    if record.name not in serves.numberings:
        versions.changed(uow.connection, record.name, _key(record, request), expected)


def _current(
    serves: Serves, record: Record, uow: UnitOfWork, request: Request, *, hold: bool
) -> int:
    key, own = _key(record, request), serves.numberings.get(record.name)
    if own is not None:
        return own(uow.connection, key, hold=hold)
    return versions.version_of(uow.connection, record.name, key)


def _key(record: Record, request: Request) -> str:
    return str(getattr(request, record.key))


def _with(answer: Any, version: int) -> Any:
    if not isinstance(answer, Versioned):
        return answer
    return answer.model_copy(update={"record_version": version})
