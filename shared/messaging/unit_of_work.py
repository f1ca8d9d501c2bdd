"""What a use case is given: its connection, its clock, and the ways out of its transaction.

Events, commands and audit entries that a use case makes here are stored in the transaction
that holds its own rows, and leave only with it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.audit.looking import EMERGENCY, is_a_look
from shared.kernel.clock import Clock
from shared.kernel.ids import Ids
from shared.messaging.context import Context
from shared.messaging.outgoing import Outgoing, outgoing_command, outgoing_event
from shared.security.actors import Actor
from shared.store import versions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shared.contracts.base import BusCommand, Event, Record
    from shared.messaging.transaction import Transaction
    from shared.security.crypto import BlindIndex
    from shared.store.case_keys import CaseKeys

CASEWORK = "casework"


class UnitOfWork:
    """One use case's view of one transaction. Never kept beyond the handler."""

    __slots__ = ("_looked", "_transaction", "context")

    def __init__(self, transaction: Transaction, context: Context) -> None:
        self._transaction = transaction
        self._looked: set[str] = set()
        self.context = context

    @property
    def connection(self) -> Connection:
        """The SQLAlchemy connection, inside the open transaction."""
        return self._transaction.connection

    @property
    def clock(self) -> Clock:
        """The time of practice."""
        return self._transaction.runtime.clock

    @property
    def ids(self) -> Ids:
        """The source of new ids."""
        return self._transaction.runtime.ids

    @property
    def keys(self) -> CaseKeys:
        """The case keys of this store, for sealing and opening fields."""
        return self._transaction.case_keys

    @property
    def blind(self) -> BlindIndex:
        """The keyed index for matching on encrypted fields."""
        return self._transaction.runtime.keys.blind_index

    @property
    def actor(self) -> Actor:
        """Who acts: verified, never read from a bare field."""
        return self.context.actor

    def of_another(self) -> UnitOfWork:
        """Return the view that another use case has of the same transaction, for the same actor."""
        return self._transaction.unit(self.context)

    def in_the_name_of(self, actor: Actor) -> UnitOfWork:
        """Return the same transaction in another's name: what is sent from it says so.

        A feed may vouch for its agency and for nobody else, so what staff release from it goes on as
        the agency's own; the audit keeps who released it.
        """
        return self._transaction.unit(Context.of_actor(actor, self.context.correlation_id))

    def now(self) -> datetime:
        """Return the present moment of practice, UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Return the present day in London."""
        return self.clock.today()

    def announce(self, event: Event) -> UUID:
        """Put an event in the outbox; it leaves when, and only when, the transaction commits.

        Returns the event's id. Events of one subject are applied everywhere in the order in
        which they were announced.
        """
        return self._send(outgoing_event(event, self.ids.new(), self.now(), self.context))

    def command(self, command: BusCommand, to: str) -> UUID:
        """Put a command in the outbox, sealed so that only the service ``to`` can read it.

        Raises:
            KeyMissing: the service's public key is not in the folder of public keys.

        """
        keys = self._transaction.runtime.keys
        message = outgoing_command(
            command, to, self.ids.new(), self.now(), context=self.context, keys=keys
        )
        return self._send(message)

    def audit(
        self, action: str, *, subject: object, purpose: str | None = None, **detail: Any
    ) -> None:
        """Record in the audit trail, in this transaction. Ids and codes only in ``detail``.

        What is read without a purpose of its own is read for casework.
        """
        if self.actor.opened:
            detail[EMERGENCY] = True
        if is_a_look(action):
            purpose = purpose or CASEWORK
            self._looked.add(str(subject))
            self._transaction.looked.add(str(subject))
        self._transaction.audit_trail.record(
            action=action,
            subject=str(subject),
            by=self.actor,
            purpose=purpose,
            at=self.now(),
            detail=detail,
        )

    def looked_at(self, subject: str) -> bool:
        """Whether this use case has audited that somebody read something of a subject."""
        return subject in self._looked

    def changed(self, record: Record, key: object) -> None:
        """Note that a record was changed, where no command that names it says so."""
        versions.changed(self.connection, record.name, str(key))

    def _send(self, message: Outgoing) -> UUID:
        self._transaction.outgoing.append(message)
        return message.id
