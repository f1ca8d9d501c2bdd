"""What a feed does with each message of its agency, and with what the house says of it.

A message becomes a command to intake or a refusal; its answer waits in the store for the
agency's queue, in the same transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update

from services.feeds.agreement import Agreement
from services.feeds.boundary import Arrived, Turned, check
from services.feeds.tables import agency_messages, answers, disclosures, quarantine
from shared.contracts.feeds.events import AgencyMessageRefusedV1, DisclosureMadeV1
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.intake.events import (
    CaseClosedV1,
    FaultCode,
    ReferralReceivedV1,
    ReferralRefusedV1,
)
from shared.kernel.clock import local_day
from shared.kernel.errors import Fault
from shared.messaging.reactions import Reactions
from shared.security.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.contracts.envelope import Envelope
    from shared.messaging.unit_of_work import UnitOfWork
    from shared.security.key_files import ServiceKeys


@dataclass(frozen=True, slots=True)
class Feed:
    """One agency's feed: its agreement, its dialect and our keys for it."""

    agreement: Agreement
    dialect: ModuleType
    keys: ServiceKeys

    @property
    def agency(self) -> str:
        """The agency's code."""
        return self.agreement.agency

    def receive(self, uow: UnitOfWork, arrived: Arrived) -> str:
        """Give one message its end here; returns ``handed-on``, ``refused`` or ``repeated``."""
        before = self._known(uow, arrived)
        if before is not None:
            if before.answer is not None:
                self._answer(uow, arrived.correlation_id, bytes(before.answer))
            return "repeated"
        feed_message_id = uow.ids.new()
        try:
            accepted = check(arrived, self.agreement, self.dialect, uow.today(), self.keys.sealing)
        except Turned as turned:
            self._turn_away(uow, arrived, feed_message_id, turned)
            return "refused"
        except Exception:  # noqa: BLE001 - what a message provokes in us must not stop the others
            poison = Turned(Fault("message", "cannot-be-processed"), unreadable=True)
            self._turn_away(uow, arrived, feed_message_id, poison)
            return "refused"
        self._note(uow, arrived, feed_message_id, dropped=accepted.dropped)
        uow.command(
            ReceiveReferralV1(
                feed_message_id=feed_message_id,
                agency=self.agency,
                agreement_clause=self.agreement.inbound.clause,
                received_at=uow.now(),
                submission=accepted.submission,
            ),
            to="intake",
        )
        return "handed-on"

    def on_referral_received(
        self, uow: UnitOfWork, event: ReferralReceivedV1, envelope: Envelope
    ) -> None:
        """Answer with a receipt that carries our reference, if the referral came through here."""
        row = self._by_feed_id(uow, event.feed_message_id)
        if row is None:
            return
        body = _json(
            {
                "kind": "receipt",
                "your_message_id": row.message_id,
                "reference": event.reference,
                "received_at": event.received_at.isoformat(),
                "fields_not_kept": [name for name in row.dropped.split(",") if name],
            }
        )
        self._settle(
            uow,
            row,
            body,
            case_id=event.case_id,
            reference=event.reference,
            cadence=event.update_cadence.value,
        )

    def on_referral_refused(
        self, uow: UnitOfWork, event: ReferralRefusedV1, envelope: Envelope
    ) -> None:
        """Pass on intake's refusal, with every fault."""
        row = self._by_feed_id(uow, event.feed_message_id)
        if row is not None:
            faults = [Fault(fault.field, fault.code) for fault in event.faults]
            self._settle(uow, row, _refusal(row.message_id, faults))

    def on_case_closed(self, uow: UnitOfWork, event: CaseClosedV1, envelope: Envelope) -> None:
        """Tell the referring agency the end (INT-14), if the agreement and the cadence allow it."""
        query = select(agency_messages).where(
            agency_messages.c.case_id == event.case_id,
            agency_messages.c.outcome_told_on.is_(None),
        )
        if not self.agreement.allows_sharing_on(uow.today()):
            return
        for row in uow.connection.execute(query).all():
            if row.cadence in self.agreement.outcome.cadences:
                self._disclose_outcome(uow, row, event)

    def reactions(self) -> Reactions:
        """Return what this feed does with the events of the house."""
        found = Reactions()
        found.on(ReferralReceivedV1)(self.on_referral_received)
        found.on(ReferralRefusedV1)(self.on_referral_refused)
        found.on(CaseClosedV1)(self.on_case_closed)
        return found

    def _disclose_outcome(self, uow: UnitOfWork, row: Any, event: CaseClosedV1) -> None:
        clause, fields = self.agreement.outcome.clause, self.agreement.outcome.fields
        known = {
            "reference": row.reference,
            "your_reference": row.message_id,
            "outcome": event.primary_outcome.value,
            "closed_on": local_day(event.closed_at).isoformat(),
        }
        told = {name: known[name] for name in fields if name in known}
        made = DisclosureMadeV1(
            disclosure_id=uow.ids.new(),
            case_id=event.case_id,
            agency=self.agency,
            clause=clause,
            fields=tuple(told),
            disclosed_at=uow.now(),
        )
        uow.connection.execute(
            disclosures.insert().values(
                disclosure_id=made.disclosure_id,
                case_id=made.case_id,
                clause=clause,
                fields=",".join(told),
                disclosed_at=made.disclosed_at,
            )
        )
        uow.announce(made)
        uow.audit("disclosure_made", subject=made.subject(), purpose=clause)
        self._change(uow, row.message_id, outcome_told_on=uow.today())
        self._answer(uow, row.correlation_id, _json({"kind": "outcome", **told}))

    def _turn_away(
        self, uow: UnitOfWork, arrived: Arrived, feed_message_id: UUID, turned: Turned
    ) -> None:
        body = _refusal(arrived.message_id, turned.faults)
        if not any(fault.field == "message_id" for fault in turned.faults):
            self._note(uow, arrived, feed_message_id, answer=body)
        if turned.unreadable:
            kept = seal(self.keys.sealing.public, arrived.body, b"redress:quarantine")
            uow.connection.execute(
                quarantine.insert().values(
                    feed_message_id=feed_message_id, body=kept, arrived_at=uow.now()
                )
            )
        self._answer(uow, arrived.correlation_id, body)
        uow.announce(
            AgencyMessageRefusedV1(
                feed_message_id=feed_message_id,
                agency=self.agency,
                faults=tuple(FaultCode(field=f.field, code=f.code) for f in turned.faults),
                refused_at=uow.now(),
            )
        )

    def _note(
        self,
        uow: UnitOfWork,
        arrived: Arrived,
        feed_message_id: UUID,
        *,
        dropped: Sequence[str] = (),
        answer: bytes | None = None,
    ) -> None:
        uow.connection.execute(
            agency_messages.insert().values(
                message_id=arrived.message_id,
                feed_message_id=feed_message_id,
                correlation_id=arrived.correlation_id[:255],
                received_at=uow.now(),
                dropped=",".join(dropped)[:4000],
                answer=answer,
            )
        )

    def _settle(self, uow: UnitOfWork, row: Any, body: bytes, **changes: Any) -> None:
        self._change(uow, row.message_id, answer=body, **changes)
        self._answer(uow, row.correlation_id, body)

    def _change(self, uow: UnitOfWork, message_id: str, **values: Any) -> None:
        uow.connection.execute(
            update(agency_messages)
            .where(agency_messages.c.message_id == message_id)
            .values(**values)
        )

    def _answer(self, uow: UnitOfWork, correlation_id: str, body: bytes) -> None:
        uow.connection.execute(
            answers.insert().values(
                correlation_id=correlation_id[:255], body=body, made_at=uow.now()
            )
        )

    def _known(self, uow: UnitOfWork, arrived: Arrived) -> Any:
        query = select(agency_messages).where(agency_messages.c.message_id == arrived.message_id)
        return uow.connection.execute(query).one_or_none()

    def _by_feed_id(self, uow: UnitOfWork, feed_message_id: UUID | None) -> Any:
        if feed_message_id is None:
            return None
        query = select(agency_messages).where(agency_messages.c.feed_message_id == feed_message_id)
        return uow.connection.execute(query).one_or_none()


def _refusal(message_id: str, faults: Sequence[Fault]) -> bytes:
    listed = [{"field": fault.field, "code": fault.code} for fault in faults]
    # An id that is at fault itself is not sent back: it may be anything.
    known = {} if any(f.field == "message_id" for f in faults) else {"your_message_id": message_id}
    return _json({"kind": "refusal", **known, "faults": listed})


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content).encode()
