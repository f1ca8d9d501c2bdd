from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.screening.entrypoints import reactions, serves
from shared.contracts.codes import CaseFlag, Channel, CrimeType, Proceedings, Side, Source
from shared.contracts.intake.events import CaseOpenedV1, ReferralReceivedV1, StrandOpened
from shared.messaging.context import Context
from shared.messaging.runtime import Runtime
from shared.messaging.tables import outbox
from shared.security.actors import Actor, ActorKind, Role, system_actor
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.store.migrations import upgrade
from shared.testing.fakes import FixedClock

AT = datetime(2019, 7, 1, 9, tzinfo=UTC)


class ScreeningWorld:
    """A migrated store of screening with one case, as events and people meet it."""

    def __init__(self, url, folder):
        upgrade(url, "screening")
        create_service_keys(folder / "keys", folder / "public", "screening")
        self.clock = FixedClock(AT)
        self.runtime = Runtime(
            service="screening",
            store=Store.open(url, service="screening"),
            keys=ServiceKeys.load(folder / "keys", folder / "public", "screening"),
            broker_url="",
            clock=self.clock,
        )
        self.case_id, self.referral_id, self.strand_id = uuid4(), uuid4(), uuid4()
        self.responsible_id = uuid4()

    def hear(self, event):
        reaction = reactions.get(event.type())
        if reaction.own_transaction:
            context = Context(actor=system_actor("intake"), correlation_id="heard")
            reaction.handler(self.runtime, context, event, None)
            return
        with self.runtime.transaction() as uow:
            reaction.handler(uow, event, None)

    def ask(self, method, request, *, user="office", role=Role.CASE_COORDINATOR):
        actor = Actor(id=user, kind=ActorKind.STAFF, roles=frozenset({role}), issuer="gateway")
        with self.runtime.transaction(Context(actor=actor, correlation_id="c")) as uow:
            return serves.get(method.name).use_case(uow, request)

    def said(self):
        with self.runtime.store.reading() as connection:
            return list(connection.execute(select(outbox.c.type).order_by("position")).scalars())

    def refer(self, **changes):
        strand = StrandOpened(
            strand_id=self.strand_id, harmed_ids=(uuid4(),), responsible_id=self.responsible_id
        )
        opened = CaseOpenedV1(
            case_id=self.case_id, reference="RJ-1907-TEST", opened_at=AT, strands=(strand,)
        )
        facts = {
            "initiated_by": Side.HARMED,
            "crime_types": (CrimeType.ASSAULT,),
            "proceedings": Proceedings.SENTENCED,
            **changes,
        }
        received = ReferralReceivedV1(
            referral_id=self.referral_id,
            case_id=self.case_id,
            reference="RJ-1907-TEST",
            opened_case=True,
            source=Source.SELF,
            channel=Channel.WEB_FORM,
            enhanced_priority=False,
            strands=(strand,),
            **{"received_at": AT, **facts},
        )
        for event in (opened, received, received):
            self.hear(event)

    def refer_letter(self):
        self.refer(
            flags=(CaseFlag.STALKING, CaseFlag.NON_RECENT),
            proceedings=Proceedings.RELEASED_WITHOUT_CHARGE,
        )


@pytest.fixture(params=["sqlite", "postgres"])
def world(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/screening.sqlite"
    else:
        url = request.getfixturevalue("new_database")()
    made = ScreeningWorld(url, tmp_path)
    made.url = url
    yield made
    made.runtime.close()
