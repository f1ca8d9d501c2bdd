"""One agency's feed over a real store, without a broker: what it stored is what would leave."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from services.feeds.bootstrap import feed_of
from services.feeds.boundary import PLAIN, Arrived
from services.feeds.outbound import KEPT
from services.feeds.tables import agency_messages, answers, disclosure_log
from services.feeds.taking import take
from shared.contracts.codes import Channel, CrimeType, Side, Source, UpdateCadence
from shared.contracts.intake.events import ReferralReceivedV1, StrandOpened
from shared.kernel.ids import SystemIds
from shared.messaging.context import Context
from shared.messaging.runtime import Runtime
from shared.messaging.tables import outbox
from shared.security.actors import Actor, ActorKind, Role
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.testing.fakes import FixedClock
from tests.support.migrated import migrated

MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}), None, "gateway")
DAY = datetime(2020, 5, 4, 9, tzinfo=UTC)


class World:
    def __init__(self, folder, agency="mps", at=DAY, url=None):
        self.agency, self.clock, self.folder = agency, FixedClock(at), folder
        service = f"feeds-{agency}"
        for name in (service, "intake"):
            create_service_keys(folder / "keys" / name, folder / "keys" / "public", name)
        url = url or f"sqlite:///{folder}/{service}.sqlite"
        migrated(url, "feeds")
        self.runtime = Runtime(
            service=service,
            store=Store.open(url, service=service),
            keys=ServiceKeys.load(folder / "keys" / service, folder / "keys" / "public", service),
            broker_url="amqp://unused",
            clock=self.clock,
            ids=SystemIds(),
        )
        self.feed = feed_of(agency, self.runtime.keys)

    @contextmanager
    def unit(self, actor=MANAGER):
        with self.runtime.transaction(Context.of_actor(actor)) as uow:
            yield uow

    def sample(self, name="referral", **changed):
        path = self.feed.book.main.samples / f"{name}.json"
        return json.loads(path.read_text()) | changed

    def arrive(self, content, message_id=None, **more):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        message_id = message_id or uuid4().hex
        arrived = Arrived(body, PLAIN, message_id, message_id, **more)
        take(self.runtime, self.feed, [arrived])
        return message_id

    def accepted(self, message_id, *, cadence=UpdateCadence.AT_END, case_id=None, strands=None):
        """Let intake say that it has taken the referral in."""
        strands = strands or (uuid4(),)
        row = self.message(message_id)
        event = ReferralReceivedV1(
            referral_id=uuid4(),
            case_id=case_id or uuid4(),
            reference=f"RJ-2005-{uuid4().hex[:5].upper()}",
            opened_case=case_id is None,
            initiated_by=Side.HARMED,
            source=Source.POLICE,
            channel=Channel.FEED,
            agency=self.agency,
            feed_message_id=row.feed_message_id,
            received_at=self.clock.now(),
            enhanced_priority=False,
            crime_types=(CrimeType.BURGLARY,),
            update_cadence=cadence,
            strands=tuple(StrandOpened(strand_id=one, harmed_ids=()) for one in strands),
        )
        self.hear(event)
        return event

    def hear(self, event):
        reaction = self.feed.reactions().get(event.type())
        assert not reaction.own_transaction
        with self.unit() as uow:
            reaction.handler(uow, event, None)

    def referred(self, *, cadence=UpdateCadence.AT_END, case_id=None, strands=None, **changed):
        message_id = self.arrive(self.sample(**changed))
        return self.accepted(message_id, cadence=cadence, case_id=case_id, strands=strands)

    def rows(self, table):
        with self.runtime.store.reading() as connection:
            return connection.execute(select(table)).all()

    def message(self, message_id):
        return next(r for r in self.rows(agency_messages) if r.message_id == message_id)

    def said(self, kind=None):
        """Return what was put on the agency's queue, oldest first."""
        found = []
        for row in sorted(self.rows(answers), key=lambda r: r.position):
            body = bytes(row.body)
            body = self.runtime.keys.sealing.open(body, KEPT) if row.sealed else body
            found.append(json.loads(body))
        return [one for one in found if kind in (None, one["kind"])]

    def logged(self, kind=None):
        return [row for row in self.rows(disclosure_log) if kind in (None, row.kind)]

    def handed_on(self):
        return [r for r in self.rows(outbox) if "receive_referral" in r.type]

    def close(self):
        self.runtime.close()


def new_id() -> UUID:
    return uuid4()
