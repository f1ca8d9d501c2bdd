"""What a feed does by the calendar: statuses that fall due, warnings before an agreement ends, and
letting go of what was kept long enough.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from services.feeds.keeping import let_go
from services.feeds.tables import answers, ending_warnings
from shared.contracts.feeds.events import AgreementEndingV1
from shared.messaging.context import Context

if TYPE_CHECKING:
    from services.feeds.book import Ending
    from services.feeds.receiving import Feed
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

NO_END = 100_000
log = logging.getLogger(__name__)


def tend(runtime: Runtime, feed: Feed) -> None:
    """Tell what is due and warn of what ends; repeating it changes nothing."""
    show_days_left(runtime, feed)
    show_waiting_for_key(runtime, feed)
    with runtime.transaction(Context.of_system(runtime.service)) as uow:
        feed.follower.tell_due(uow)
        let_go(uow, feed.book.main.retention)
        for ending in feed.book.endings(uow.today()):
            warn(uow, ending)


def warn(uow: UnitOfWork, ending: Ending) -> bool:
    """Announce, once each, that an agreement ends in 60, 30 or 7 days; False when that was said."""
    key = {
        "agreement": ending.agreement.id,
        "last_day": ending.last_day,
        "days": ending.days,
    }
    columns = ending_warnings.c
    said = select(columns.days).where(*(columns[name] == value for name, value in key.items()))
    if uow.connection.execute(said).first() is not None:
        return False
    uow.connection.execute(ending_warnings.insert().values(**key, warned_at=uow.now()))
    uow.announce(
        AgreementEndingV1(
            agency=ending.agreement.agency,
            kind=ending.agreement.id,
            last_day=ending.last_day,
            days=ending.days,
            warned_at=uow.now(),
        )
    )
    log.warning("agreement-ends-soon", extra={"code": ending.agreement.id})
    return True


def show_days_left(runtime: Runtime, feed: Feed) -> None:
    """Set the gauge by which alarms are raised: days left, 0 when nothing may cross."""
    today = runtime.clock.today()
    for agreement in feed.book:
        last = agreement.ends_on(today)
        left = (last - today).days + 1 if last else NO_END
        if not agreement.allows_sharing_on(today):
            left = 0
        runtime.metrics.set("feed_agreement_days_left", left, agreement=agreement.id)


def show_waiting_for_key(runtime: Runtime, feed: Feed) -> None:
    """Set how many messages that name a person wait, as the agency has given us no public key."""
    waits = 0
    if feed.book.main.sealing_key is None:
        query = select(func.count()).where(answers.c.sent_at.is_(None), answers.c.sealed.is_(True))
        with runtime.store.reading() as connection:
            waits = connection.execute(query).scalar_one()
    if waits:
        log.warning("messages-wait-for-agency-key", extra={"code": feed.agency})
    runtime.metrics.set("feed_answers_waiting_for_key", waits, agency=feed.agency)
