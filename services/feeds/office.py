"""What an agency's feed answers to staff, over the house's bus: for its own agency and no other.

Every look at what names a person is audited here, where it is kept, with its purpose.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from services.feeds import correcting, quarantine
from services.feeds.logbook import read_log
from services.feeds.showing import agreements_of
from services.feeds.turned import Turned
from shared.contracts.feeds import agreements as terms
from shared.contracts.feeds import office as contract
from shared.contracts.feeds import operating as operating_contract
from shared.kernel.clock import local_day
from shared.kernel.errors import Fault, NotFound
from shared.messaging import operating
from shared.messaging.rpc_methods import Serves

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from services.feeds.receiving import Feed
    from shared.contracts.base import RpcMethod
    from shared.messaging.unit_of_work import UnitOfWork

ACCOUNTING = "accounting"


class Office:
    """One feed's answers to staff."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def serves(self) -> Serves:
        """Return what this feed answers, under its own service name."""
        found, own = Serves(), contract.service_of(self._feed.agency)
        answers: tuple[tuple[RpcMethod, Callable[..., Any]], ...] = (
            (contract.AGREEMENTS, self.agreements),
            (contract.DISCLOSURES, self.disclosures),
            (contract.QUARANTINE, self.list_quarantined),
            (contract.READ_QUARANTINED, self.read_quarantined),
            (contract.RELEASE_QUARANTINED, self.release),
            (contract.REJECT_QUARANTINED, self.reject),
        )
        for method, use_case in answers:
            found.method(method.at(own))(use_case)
        about_itself: tuple[tuple[RpcMethod, Callable[..., Any]], ...] = (
            (operating_contract.STANDING, operating.standing),
            (operating_contract.PARKED, operating.list_parked),
            (operating_contract.REPLAY_PARKED, operating.replay),
            (operating_contract.DISCARD_PARKED, operating.discard),
        )
        for method, use_case in about_itself:
            found.method(method.at(own), own_transaction=True)(use_case)
        return found

    def agreements(self, uow: UnitOfWork, asked: terms.AskAgreements) -> terms.Agreements:
        """Say how the agreements stand today. Holds no person."""
        self._mine(asked)
        return agreements_of(self._feed.book, uow.connection, uow.today())

    def disclosures(self, uow: UnitOfWork, asked: contract.AskDisclosures) -> contract.Disclosures:
        """Say who was told what. Audited under the case that was asked about, or the whole log."""
        self._mine(asked)
        subject = f"case/{asked.case_id}" if asked.case_id else f"disclosure_log/{asked.agency}"
        named = {"reference": asked.reference, "person": asked.person_id}
        uow.audit(
            "disclosure_log.exported" if asked.for_export else "disclosure_log.read",
            subject=subject,
            purpose=ACCOUNTING,
            **{name: str(value) for name, value in named.items() if value},
        )
        return read_log(uow.connection, asked)

    def list_quarantined(
        self, uow: UnitOfWork, asked: contract.ListQuarantined
    ) -> contract.Quarantined:
        """List what is held and why, without what it says."""
        self._mine(asked)
        held, next_page = self._held(uow, asked)
        return contract.Quarantined(
            messages=tuple(self._view(one) for one in held),
            waiting=quarantine.count_held(uow.connection),
            next_page=next_page,
        )

    def read_quarantined(
        self, uow: UnitOfWork, asked: contract.ReadQuarantined
    ) -> contract.HeldMessage:
        """Show what a held message says, field by field; audited with its purpose."""
        self._mine(asked)
        held = quarantine.find(uow.connection, asked.feed_message_id)
        subject = f"feed_message/{asked.feed_message_id}"
        uow.audit("quarantine.read", subject=subject, purpose=asked.purpose.value)
        try:
            original, now = quarantine.contents(uow.connection, self._feed, asked.feed_message_id)
        except Turned:
            return contract.HeldMessage(about=self._view(held), readable=False, fields=())
        dialect = self._feed.dialect
        model = correcting.form_model(now, dialect)
        allowed = correcting.allowed_fields(now, self._feed.book, dialect)
        wrong = (*held.faults, *(Fault(field, correcting.ALSO) for field in asked.also))
        fields, dropped = correcting.written_fields(now, original, wrong, model, allowed)
        return contract.HeldMessage(
            about=self._view(held), readable=True, fields=fields, not_kept=dropped
        )

    def release(
        self, uow: UnitOfWork, order: contract.ReleaseQuarantined
    ) -> contract.QuarantineSettled:
        """Correct the named fields and hand the message on, by the same checks as any message.

        Raises ``Turned`` with what is still at fault: then nothing is changed.
        """
        self._mine(order)
        _, now = quarantine.contents(uow.connection, self._feed, order.feed_message_id)
        corrections = {one.field: one.value for one in order.corrections}
        model = correcting.form_model(now, self._feed.dialect)
        better, changed = correcting.corrected(now, corrections, model)
        if changed:
            body = json.dumps(better).encode()
            faults = quarantine.correct(
                uow, self._feed, order.feed_message_id, body, fields=changed
            )
            if faults:
                raise Turned(*faults)
        quarantine.release(uow, self._feed, order.feed_message_id, reason=order.reason)
        return contract.QuarantineSettled(
            feed_message_id=order.feed_message_id, state=quarantine.RELEASED, corrected=changed
        )

    def reject(
        self, uow: UnitOfWork, order: contract.RejectQuarantined
    ) -> contract.QuarantineSettled:
        """Give a held message up; its sender is told why by a code, and the note stays here."""
        self._mine(order)
        quarantine.reject(
            uow,
            self._feed,
            order.feed_message_id,
            because=order.because.value,
            reason=order.note,
        )
        return contract.QuarantineSettled(
            feed_message_id=order.feed_message_id, state=quarantine.REJECTED
        )

    def _held(
        self, uow: UnitOfWork, asked: contract.ListQuarantined
    ) -> tuple[list[quarantine.Held], UUID | None]:
        if asked.feed_message_id is not None:
            return [quarantine.find(uow.connection, asked.feed_message_id)], None
        return quarantine.page_of_held(
            uow.connection, settled_too=asked.settled_too, after=asked.after, limit=asked.limit
        )

    def _mine(self, asked: terms.OfFeed) -> None:
        if asked.agency != self._feed.agency:
            raise NotFound("agency-unknown")

    def _view(self, held: quarantine.Held) -> contract.HeldView:
        kept = timedelta(days=self._feed.book.main.retention.quarantine_days)
        model = correcting.likely_model(held.faults, self._feed.dialect)
        return contract.HeldView(
            feed_message_id=held.feed_message_id,
            message_id=held.message_id,
            state=held.state,
            arrived_at=held.arrived_at,
            kept_until=local_day(held.arrived_at + kept),
            faults=correcting.in_words(held.faults, model),
            corrected=held.corrected,
            settled_by=held.settled_by,
            settled_why=held.settled_why,
            settled_at=held.settled_at,
        )
