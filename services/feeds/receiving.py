"""What a feed does with each message of its agency, and with what intake says of it.

A message becomes a command to intake or a refusal; its answer waits in the store for the
agency's queue (or the batch's receipts file), in the same transaction. What was refused for its
form is held, sealed, for staff to look at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update

from services.feeds import quarantine
from services.feeds.answering import AcceptedAnswer
from services.feeds.boundary import Accepted, Arrived, check
from services.feeds.following import FOLLOWED, Follower
from services.feeds.outbound import Telling, Told, tell
from services.feeds.requesting import Requester
from services.feeds.tables import agency_messages, answers
from services.feeds.turned import Turned, theirs
from shared.contracts.feeds.events import AgencyMessageRefusedV1
from shared.contracts.intake.answering import (
    AgencyAnswerRefusedV1,
    AgencyAnswerTakenV1,
    AgencyRequestCalledOffV1,
    ReceiveAgencyAnswerV1,
)
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.intake.events import (
    AgencyRequestAnsweredV1,
    AgencyRequestLapsedV1,
    AgencyRequestOpenedV1,
    CaseClosedV1,
    CaseErasedV1,
    CasesJoinedV1,
    ConsentRecordedV1,
    ConsentWithdrawnV1,
    FaultCode,
    OutcomeRecordedV1,
    ReferralReceivedV1,
    ReferralRefusedV1,
)
from shared.contracts.intake.identity import PersonsMergedV1, PersonsUnmergedV1
from shared.kernel.errors import Fault
from shared.messaging.reactions import Reactions
from shared.store.later import touches, write_later

if TYPE_CHECKING:
    from services.feeds.book import Book
    from shared.contracts.envelope import Envelope
    from shared.messaging.unit_of_work import UnitOfWork
    from shared.security.key_files import ServiceKeys

_NOTE = agency_messages.insert()
_BY_ID = select(agency_messages).where(agency_messages.c.message_id == bindparam("message_id"))
_AMONG = select(agency_messages.c.message_id).where(
    agency_messages.c.message_id.in_(bindparam("message_ids", expanding=True))
)
_BY_FEED_ID = select(agency_messages).where(
    agency_messages.c.feed_message_id == bindparam("feed_message_id")
)
_CHANGE = update(agency_messages).where(
    agency_messages.c.message_id == bindparam("of_message"),
    agency_messages.c.feed_message_id == bindparam("of_feed_message"),
)


@dataclass(frozen=True, slots=True)
class Feed:
    """One agency's feed: its agreements, its dialect and our keys for it."""

    book: Book
    dialect: ModuleType
    keys: ServiceKeys
    follower: Follower = field(init=False)
    requester: Requester = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "follower", Follower(self.book, self.keys))
        object.__setattr__(self, "requester", Requester(self.book, self.keys))

    @property
    def agency(self) -> str:
        """The feed's name, which is its main agency's code."""
        return self.book.feed

    def receive(self, uow: UnitOfWork, arrived: Arrived, *, perhaps_known: bool = True) -> str:
        """Give one message its end here; returns ``handed-on``, ``refused`` or ``repeated``."""
        before = _known(uow, arrived.message_id) if perhaps_known else None
        if before is not None:
            if before.answer is not None and before.batch is None:
                self._repeat(uow, arrived.correlation_id, bytes(before.answer))
            return "repeated"
        feed_message_id = uow.ids.new()
        try:
            accepted = check(arrived, self.book, self.dialect, uow.today(), self.keys.sealing)
        except Turned as turned:
            self._turn_away(uow, arrived, feed_message_id, turned)
            return "refused"
        except Exception:  # noqa: BLE001 - what a message provokes in us must not stop the others
            poison = Turned(Fault("message", "cannot-be-processed"), held=True)
            self._turn_away(uow, arrived, feed_message_id, poison)
            return "refused"
        _note(uow, arrived, feed_message_id, accepted)
        self.hand_on(uow, feed_message_id, accepted)
        return "handed-on"

    def hand_on(
        self, uow: UnitOfWork, feed_message_id: UUID, accepted: Accepted | AcceptedAnswer
    ) -> None:
        """Give an accepted message to intake, under the clause that let it in."""
        agreement = accepted.agreement
        shared: dict[str, Any] = {
            "feed_message_id": feed_message_id,
            "agency": agreement.agency,
            "received_at": uow.now(),
        }
        if isinstance(accepted, AcceptedAnswer):
            clause = agreement.answers.clause if agreement.answers else ""
            answer = ReceiveAgencyAnswerV1(
                **shared, agreement_clause=clause, answer=accepted.answer
            )
            uow.command(answer, to="intake")
            return
        clause = agreement.inbound.clause if agreement.inbound else ""
        referral = ReceiveReferralV1(
            **shared, agreement_clause=clause, submission=accepted.submission
        )
        uow.command(referral, to="intake")

    def on_referral_received(
        self, uow: UnitOfWork, event: ReferralReceivedV1, envelope: Envelope
    ) -> None:
        """Answer with a receipt that carries our reference, if the referral came through here."""
        row = _by_feed_id(uow, event.feed_message_id)
        if row is None:
            return
        facts = {
            "your_message_id": row.message_id,
            "reference": event.reference,
            "received_at": event.received_at.isoformat(),
            "fields_not_kept": [name for name in row.dropped.split(",") if name],
        }
        known = {
            "case_id": event.case_id,
            "reference": event.reference,
            "cadence": event.update_cadence.value,
            "referral_id": event.referral_id,
            "strands": ",".join(str(strand.strand_id) for strand in event.strands)[:2000],
        }
        self._settle(uow, row, "receipt", facts, known)

    def on_referral_refused(
        self, uow: UnitOfWork, event: ReferralRefusedV1, envelope: Envelope
    ) -> None:
        """Pass on intake's refusal, with every fault."""
        row = _by_feed_id(uow, event.feed_message_id)
        if row is not None:
            faults = [theirs(Fault(f.field, f.code), self.dialect) for f in event.faults]
            self._settle(uow, row, "refusal", _refusal(row.message_id, faults), {})

    def refuse(self, uow: UnitOfWork, feed_message_id: UUID, fault: Fault) -> None:
        """Tell the sender of a message that was held that it is refused for good, and why."""
        row = _by_feed_id(uow, feed_message_id)
        if row is not None:
            self._settle(uow, row, "refusal", _refusal(row.message_id, (fault,)), {})

    def on_answer_taken(
        self, uow: UnitOfWork, event: AgencyAnswerTakenV1, envelope: Envelope
    ) -> None:
        """Answer with a receipt: what the agency said stands on the request."""
        row = _by_feed_id(uow, event.feed_message_id)
        if row is None:
            return
        facts = {
            "your_message_id": row.message_id,
            "reference": event.reference,
            "received_at": event.taken_at.isoformat(),
            "fields_not_kept": [name for name in row.dropped.split(",") if name],
        }
        # No cadence: an answer is no referral, and is told nothing of how the case goes on.
        known = {"case_id": event.case_id, "reference": event.reference}
        self._settle(uow, row, "receipt", facts, known)

    def on_answer_refused(
        self, uow: UnitOfWork, event: AgencyAnswerRefusedV1, envelope: Envelope
    ) -> None:
        """Pass on why an answer could not stand, by the agency's own field."""
        row = _by_feed_id(uow, event.feed_message_id)
        if row is not None:
            form = getattr(self.dialect, "answer", self.dialect)
            faults = [theirs(Fault(f.field, f.code), form) for f in event.faults]
            self._settle(uow, row, "refusal", _refusal(row.message_id, faults), {})

    def reactions(self) -> Reactions:
        """Return what this feed does with the events of the house."""
        found = Reactions()
        found.on(ReferralReceivedV1)(self.on_referral_received)
        found.on(ReferralRefusedV1)(self.on_referral_refused)
        found.on(AgencyAnswerTakenV1)(self.on_answer_taken)
        found.on(AgencyAnswerRefusedV1)(self.on_answer_refused)
        found.on(OutcomeRecordedV1)(self.follower.on_outcome)
        found.on(CaseClosedV1)(self.follower.on_closed)
        found.on(CasesJoinedV1)(self.follower.on_joined)
        found.on(CaseErasedV1)(self.follower.on_erased)
        found.on(ConsentWithdrawnV1)(self.follower.on_withdrawn)
        found.on(ConsentRecordedV1)(self.follower.on_consent)
        found.on(AgencyRequestAnsweredV1)(self.follower.recaller.on_answered)
        found.on(AgencyRequestLapsedV1)(self.follower.recaller.on_lapsed)
        found.on(AgencyRequestCalledOffV1)(self.follower.recaller.on_called_off)
        found.on(PersonsMergedV1)(self.follower.on_merged)
        found.on(PersonsUnmergedV1)(self.follower.on_unmerged)
        found.on(AgencyRequestOpenedV1, own_transaction=True)(self.requester.on_opened)
        for event in FOLLOWED:
            found.on(event)(self.follower.on_event)
        return found

    def _turn_away(
        self, uow: UnitOfWork, arrived: Arrived, feed_message_id: UUID, turned: Turned
    ) -> None:
        named = not any(fault.field == "message_id" for fault in turned.faults)
        held = turned.held and named and quarantine.has_room(uow.connection)
        facts = _refusal(arrived.message_id if named else "", turned.faults, held=held)
        refusal = Telling(
            kind="refusal",
            facts=facts,
            correlation_id=arrived.correlation_id,
            queued=not arrived.batch,
        )
        told = tell(uow, self.book, self.keys, refusal)
        if named:
            _note(uow, arrived, feed_message_id, answer=_answer_of(told, "refusal"))
        if held:
            quarantine.hold(uow, self.keys, arrived, feed_message_id, turned.faults)
        uow.announce(
            AgencyMessageRefusedV1(
                feed_message_id=feed_message_id,
                agency=self.agency,
                faults=tuple(FaultCode(field=f.field, code=f.code) for f in turned.faults),
                refused_at=uow.now(),
            )
        )

    def _settle(
        self,
        uow: UnitOfWork,
        row: Any,
        kind: str,
        facts: Mapping[str, Any],
        known: Mapping[str, Any],
    ) -> None:
        """Keep the answer with its message, and send it (a batch's go into its receipts file)."""
        told = tell(
            uow,
            self.book,
            self.keys,
            Telling(
                kind=kind,
                facts=facts,
                correlation_id=row.correlation_id,
                case_id=known.get("case_id"),
                reference=known.get("reference"),
                queued=row.batch is None,
            ),
        )
        same = {"of_message": row.message_id, "of_feed_message": row.feed_message_id}
        changes = {"answer": _answer_of(told, kind), **known}
        write_later(uow.connection, _CHANGE, {**same, **changes})

    def _repeat(self, uow: UnitOfWork, correlation_id: str, body: bytes) -> None:
        """Send the same answer once more: it says nothing that was not said."""
        uow.connection.execute(
            answers.insert().values(
                correlation_id=correlation_id[:255], body=body, made_at=uow.now()
            )
        )


def _answer_of(told: Told | None, kind: str) -> bytes:
    return json.dumps(told.document if told else {"kind": kind}).encode()


def _note(
    uow: UnitOfWork,
    arrived: Arrived,
    feed_message_id: UUID,
    accepted: Accepted | AcceptedAnswer | None = None,
    *,
    answer: bytes | None = None,
) -> None:
    row = {
        "message_id": arrived.message_id,
        "feed_message_id": feed_message_id,
        "correlation_id": arrived.correlation_id[:255],
        "received_at": uow.now(),
        "dropped": ",".join(accepted.dropped)[:4000] if accepted else "",
        "agreement": accepted.agreement.id if accepted else None,
        "batch": arrived.batch or None,
        "line": arrived.line,
        "answer": answer,
    }
    write_later(uow.connection, _NOTE, row)


def _known(uow: UnitOfWork, message_id: str) -> Any:
    mine = touches(agency_messages, by=[message_id])
    found = uow.connection.execute(_BY_ID, {"message_id": message_id}, execution_options=mine)
    return found.one_or_none()


def known_among(connection: Connection, message_ids: Sequence[str]) -> set[str]:
    """Return those ids under which a message came before: one question for a whole batch."""
    found = connection.execute(_AMONG, {"message_ids": list(message_ids)})
    return set(found.scalars())


def _by_feed_id(uow: UnitOfWork, feed_message_id: UUID | None) -> Any:
    if feed_message_id is None:
        return None
    mine = touches(agency_messages, by=[feed_message_id])
    values = {"feed_message_id": feed_message_id}
    return uow.connection.execute(_BY_FEED_ID, values, execution_options=mine).one_or_none()


def _refusal(message_id: str, faults: Sequence[Fault], *, held: bool = False) -> dict[str, Any]:
    listed = [{"field": fault.field, "code": fault.code} for fault in faults]
    # An id that is at fault itself is not sent back: it may be anything.
    known = {"your_message_id": message_id} if message_id else {}
    return {**known, "faults": listed, **({"held_for_staff": True} if held else {})}
