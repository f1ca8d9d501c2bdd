from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.allocation.entrypoints import reactions, serves
from shared.contracts.allocation import rpc
from shared.contracts.codes import EligibilityDecision, VolunteerStatus
from shared.contracts.intake.events import CaseOpenedV1
from shared.contracts.screening.events import EligibilityDecidedV1
from shared.messaging.context import Context
from shared.messaging.runtime import Runtime
from shared.messaging.tables import outbox
from shared.security.actors import Actor, ActorKind, Role
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.store.migrations import upgrade
from shared.testing.fakes import FixedClock

AT = datetime(2019, 7, 1, 9, tzinfo=UTC)


class AllocationWorld:
    """A migrated store of allocation with one eligible case."""

    def __init__(self, url, folder):
        self.url, self.case_id = url, uuid4()
        upgrade(url, "allocation")
        create_service_keys(folder / "keys", folder / "public", "allocation")
        self.clock = FixedClock(AT)
        self.runtime = Runtime(
            service="allocation",
            store=Store.open(url, service="allocation"),
            keys=ServiceKeys.load(folder / "keys", folder / "public", "allocation"),
            broker_url="",
            clock=self.clock,
        )
        self.hear(CaseOpenedV1(case_id=self.case_id, reference="R", opened_at=AT, strands=()))

    def decide(self, decision=EligibilityDecision.PROCEED):
        event = EligibilityDecidedV1(
            decision_id=uuid4(),
            case_id=self.case_id,
            referral_id=uuid4(),
            decision=decision,
            policy_version="practice-2019",
            decided_at=AT,
        )
        self.hear(event)
        return event.referral_id

    def hear(self, event):
        with self.runtime.transaction() as uow:
            reactions.get(event.type()).handler(uow, event, None)

    def ask(self, method, request, *, user="office", role=Role.CASE_COORDINATOR):
        actor = Actor(id=user, kind=ActorKind.STAFF, roles=frozenset({role}), issuer="gateway")
        with self.runtime.transaction(Context(actor=actor, correlation_id="c")) as uow:
            return serves.get(method.name).use_case(uow, request)

    def said(self):
        with self.runtime.store.reading() as connection:
            return list(connection.execute(select(outbox.c.type).order_by("position")).scalars())

    def volunteer(self, user, *, until=date(2020, 6, 1)):
        request = rpc.RegisterVolunteer(
            name=f"Testperson {user}",
            user_id=user,
            organisation="Example",
            status=VolunteerStatus.ACTIVE,
        )
        found = self.ask(rpc.REGISTER_VOLUNTEER, request).facilitator_id
        held = {"facilitator_id": found}
        accredited = rpc.RecordAccreditation(
            **held, kind="practitioner", valid_from=date(2019, 1, 1), valid_until=date(2021, 1, 1)
        )
        self.ask(rpc.RECORD_ACCREDITATION, accredited)
        vetted = rpc.RecordVetting(
            **held, kind="dbs_enhanced", issued_on=date(2019, 1, 1), next_check_on=until
        )
        self.ask(rpc.RECORD_VETTING, vetted)
        return found


@pytest.fixture(params=["sqlite", "postgres"])
def world(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/allocation.sqlite"
    else:
        url = request.getfixturevalue("new_database")()
    made = AllocationWorld(url, tmp_path)
    yield made
    made.runtime.close()
