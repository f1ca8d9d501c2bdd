"""How long a feed keeps what passed: the days of its agreement, and then it is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, or_

from services.feeds.tables import agency_messages, answers, asked, disclosure_log, quarantine

if TYPE_CHECKING:
    from services.feeds.agreement import Retention
    from shared.messaging.unit_of_work import UnitOfWork

SENT_DAYS = 7
"""What has gone to the agency's queue is kept that long, to show that it went."""


def let_go(uow: UnitOfWork, days: Retention) -> int:
    """Delete what is older than the agreement allows us to keep; returns how many rows."""
    now = uow.now()
    messages, held, sent = agency_messages.c, quarantine.c, answers.c
    old = {
        agency_messages: messages.received_at < now - timedelta(days=days.messages_days),
        quarantine: held.arrived_at < now - timedelta(days=days.quarantine_days),
        disclosure_log: disclosure_log.c.disclosed_at < now - timedelta(days=days.disclosures_days),
        asked: or_(
            asked.c.asked_at < now - timedelta(days=days.disclosures_days),
            asked.c.ended_at < now - timedelta(days=SENT_DAYS),
        ),
        answers: and_(sent.sent_at.is_not(None), sent.made_at < now - timedelta(days=SENT_DAYS)),
    }
    return sum(uow.connection.execute(delete(t).where(when)).rowcount for t, when in old.items())
