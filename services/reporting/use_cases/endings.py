"""Agreements that end: the last warning of each, kept from the feeds and shown to staff (PTR-27)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from services.reporting.store.reading import endings_since
from services.reporting.store.tables import agreement_endings
from services.reporting.store.writing import keep
from shared.contracts.reporting.endings import AgreementEnding, AgreementEndings, ListEndings

if TYPE_CHECKING:
    from shared.contracts.envelope import Envelope
    from shared.contracts.feeds.events import AgreementEndingV1
    from shared.messaging.unit_of_work import UnitOfWork

SHOWN_AFTER = timedelta(days=30)


def on_agreement_ending(uow: UnitOfWork, event: AgreementEndingV1, envelope: Envelope) -> None:
    """Keep the newest warning about an agreement."""
    keep(
        uow.connection,
        agreement_endings,
        agreement=event.kind,
        agency=event.agency,
        last_day=event.last_day,
        warned_at=event.warned_at,
    )


def agreements_ending(uow: UnitOfWork, request: ListEndings) -> AgreementEndings:
    """Return agreements that end, or ended in the last thirty days, the soonest first."""
    today = uow.today()
    rows = endings_since(uow.connection, today - SHOWN_AFTER)
    return AgreementEndings(
        endings=tuple(
            AgreementEnding(
                agreement=row.agreement,
                agency=row.agency,
                last_day=row.last_day,
                days_left=max(0, (row.last_day - today).days + 1),
                warned_at=row.warned_at,
            )
            for row in rows
        )
    )
