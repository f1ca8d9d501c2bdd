"""What one running service holds: its store, keys, clock and its way to ask other services."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from shared.config.settings import ServiceSettings
from shared.kernel.clock import Clock, SystemClock
from shared.kernel.ids import Ids, SystemIds
from shared.messaging.context import Context
from shared.messaging.keeping import KEEPING, Keeping
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_methods import Serves
from shared.messaging.transaction import Transaction
from shared.messaging.watch import HANDLER_DEADLINE_S
from shared.observability.metrics import Metrics
from shared.security.actors import Actor, system_actor
from shared.security.key_files import ServiceKeys
from shared.security.permissions import AccessTable
from shared.store.engine import Store

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from shared.contracts.base import Answer, Request, RpcMethod
    from shared.contracts.operating import QueueStanding
    from shared.messaging.rpc_client import RpcClient
    from shared.messaging.unit_of_work import UnitOfWork


@dataclass(slots=True, kw_only=True)
class Runtime:
    """One service's own things. Made once per process and service; safe to share by threads."""

    service: str
    store: Store
    keys: ServiceKeys
    broker_url: str
    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=SystemIds)
    keeping: Keeping = KEEPING
    metrics: Metrics = field(init=False)
    on_outgoing: Callable[[], None] = field(default=lambda: None)
    checks: Callable[[], Mapping[str, Callable[[], bool]]] = field(default=dict)
    """The checks of its readiness, once a host runs it."""
    depth: Callable[[], QueueStanding | None] = field(default=lambda: None)
    """What waits for it at the broker, once a host runs it."""
    lag_s: float | None = None
    """How long the message that took effect last had been on its way."""
    _client: RpcClient | None = None
    _client_lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.metrics = Metrics(self.service)

    @classmethod
    def build(
        cls, settings: ServiceSettings, *, clock: Clock | None = None, ids: Ids | None = None
    ) -> Self:
        """Open the store and the keys that the settings name. Connects to no broker yet."""
        return cls(
            service=settings.service,
            store=Store.open(settings.database_url, service=settings.service),
            keys=ServiceKeys.load(settings.keys_dir, settings.public_keys_dir, settings.service),
            broker_url=settings.broker_url,
            clock=clock or SystemClock(),
            ids=ids or SystemIds(),
            keeping=Keeping.of(settings),
        )

    @contextmanager
    def transaction(self, context: Context | None = None) -> Iterator[UnitOfWork]:
        """Open one transaction; rows, events, audit and the context's mark commit together.

        Raises whatever the block raises (then nothing is kept); database faults as they come.
        """
        context = context or Context.of_system(self.service)
        marks = (context.mark,) if context.mark else ()
        with self.store.writing() as connection:
            transaction = Transaction(self, connection)
            yield transaction.unit(context)
            transaction.finish(*marks)
        for mark in marks:
            mark.committed()
        if transaction.outgoing:
            self.on_outgoing()

    def ask(
        self,
        method: RpcMethod,
        request: Request,
        *,
        deadline_s: float = 5.0,
        by: Actor | None = None,
        context: Context | None = None,
    ) -> Answer:
        """Ask another service by RPC. Never call it with a transaction open.

        Raises ``Unavailable`` when no answer came in time, else what the other side raised.
        """
        return self._rpc_client().call(
            method,
            request,
            actor=by or system_actor(self.service),
            deadline_s=deadline_s,
            idempotency_key=context.idempotency_key if context else None,
            correlation_id=context.correlation_id if context else None,
        )

    def close(self) -> None:
        """Close the RPC client and the store."""
        if self._client is not None:
            self._client.close()
        self.store.close()

    def _rpc_client(self) -> RpcClient:
        from shared.messaging.rpc_client import RpcClient  # noqa: PLC0415 - only askers pay for it

        with self._client_lock:
            if self._client is None:
                self._client = RpcClient(self.broker_url, self.keys)
            return self._client


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A service put together: what ``bootstrap.assemble`` returns and the process hosts."""

    runtime: Runtime
    reactions: Reactions
    serves: Serves
    access: AccessTable
    consumer: str = ""
    handler_deadline_s: float = HANDLER_DEADLINE_S
    readiness: Mapping[str, Callable[[], bool]] = field(default_factory=dict)
    sees: Callable[[Connection, Actor, UUID], None] | None = None
    """Raises ``NotFound`` for a case that somebody may not see, where answers to commands tell of it."""

    @property
    def name(self) -> str:
        """The name of its queue's owner: the service, or ``feeds-<agency>``."""
        return self.consumer or self.runtime.service
