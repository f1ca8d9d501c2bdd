"""Which use case answers each RPC method: a registry that ``Assembly`` carries.

::

    serves = Serves()

    @serves.method(rpc.RECORD_CONSENT)
    def record_consent(uow, request) -> ConsentRecorded: ...

The use case returns the method's answer model. Commands and queries both run in a
transaction. With ``own_transaction=True`` it is called as ``use_case(runtime, context,
request)`` and opens ``runtime.transaction(context)`` itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from shared.contracts.base import Answer, Record, Request, RpcMethod
from shared.kernel.errors import Fault, InvalidInput
from shared.messaging.versioning import Numbering

UseCase = Callable[..., Any]
_U = TypeVar("_U", bound=UseCase)


@dataclass(frozen=True, slots=True)
class Served:
    """One RPC method and the use case behind it."""

    method: RpcMethod
    use_case: UseCase
    own_transaction: bool


class Serves:
    """RPC methods by name. One use case per method."""

    def __init__(self) -> None:
        self._by_name: dict[str, Served] = {}
        self.numberings: dict[str, Numbering] = {}

    def method(self, method: RpcMethod, *, own_transaction: bool = False) -> Callable[[_U], _U]:
        """Declare the use case that answers ``method``."""

        def register(use_case: _U) -> _U:
            if method.name in self._by_name:
                raise ValueError(f"{method.routing_key} is served already")
            if own_transaction and (method.shows or method.changes):
                raise ValueError(f"{method.routing_key} holds its record in our transaction")
            self._by_name[method.name] = Served(method, use_case, own_transaction)
            return use_case

        return register

    def number(self, record: Record, numbering: Numbering) -> None:
        """Say where a kind of record has its versions, if not in the counter of all others."""
        self.numberings[record.name] = numbering

    def get(self, name: str) -> Served | None:
        """Return what serves a method's wire name, or None."""
        return self._by_name.get(name)

    def names(self) -> frozenset[str]:
        """Return the wire names of every served method."""
        return frozenset(self._by_name)


def request_of(served: Served, data: object) -> Request:
    """Return a method's request. Raises ``InvalidInput`` with where it is wrong."""
    try:
        return served.method.request.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        faults = tuple(Fault(".".join(map(str, f["loc"])) or "request", f["type"]) for f in found)
        raise InvalidInput("rpc-request-invalid", faults) from None


def plain_of(answer: object, served: Served) -> bytes:
    """Return a method's answer as JSON."""
    if not isinstance(answer, Answer):
        answer = served.method.answer.model_validate(answer or {})
    return answer.model_dump_json(exclude_none=True).encode()
