"""One database transaction and what leaves with it; several units of work may share it.

A batch of messages is handled in one ``Transaction``: one commit for all of them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from shared.audit.trail import AuditTrail
from shared.messaging.context import Context, Mark
from shared.messaging.outbox import store_outgoing
from shared.messaging.outgoing import Outgoing
from shared.messaging.unit_of_work import UnitOfWork
from shared.store.case_keys import CaseKeys
from shared.store.transactions import Order, before_commit

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shared.messaging.runtime import Runtime


class Transaction:
    """An open transaction of the service's store."""

    def __init__(self, runtime: Runtime, connection: Connection) -> None:
        self.runtime = runtime
        self.connection = connection
        self.outgoing: list[Outgoing] = []
        self.looked: set[str] = set()
        """Of which subjects a reading was audited in it."""
        before_commit(connection, self._store_outgoing, Order.OUTBOX)

    def unit(self, context: Context) -> UnitOfWork:
        """Return one use case's view of this transaction."""
        return UnitOfWork(self, context)

    @cached_property
    def case_keys(self) -> CaseKeys:
        """The case keys of the store, read over this connection."""
        return CaseKeys(self.connection, self.runtime.keys.keyring, self.runtime.clock)

    @cached_property
    def audit_trail(self) -> AuditTrail:
        """The audit trail, written over this connection."""
        return AuditTrail(self.connection, self.runtime.keys.audit_key)

    def finish(self, *marks: Mark) -> None:
        """Write the transport's rows that belong to the work."""
        for mark in marks:
            mark.write(self)

    def _store_outgoing(self) -> None:
        if self.outgoing:
            store_outgoing(self.connection, self.runtime.service, self.outgoing)
