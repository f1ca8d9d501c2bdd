"""Intake over the real broker: the same message twice, and messages of one case out of order."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from services.intake.access import ACCESS
from services.intake.entrypoints import reactions, serves
from services.intake.store import cases
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.intake.people import ReferralSubmission
from shared.messaging.context import Context
from shared.messaging.outgoing import COMMANDS_EXCHANGE, EVENTS_EXCHANGE
from shared.messaging.runtime import Assembly
from shared.messaging.tables import inbox_held, outbox
from shared.security.actors import partner_actor
from tests.messaging.conftest import Bus, has_joined
from tests.support.eventually import eventually
from tests.support.intake import Intake, a_submission


def sees(user):
    return cases.Sight(user, facilitates=True, refers=False, agency=None)


@pytest.fixture
def intake(bus: Bus):
    made = Intake(f"sqlite:///{bus.folder}/intake.sqlite", bus.folder / "keys")
    made.runtime.broker_url = bus.url
    bus.start(Assembly(runtime=made.runtime, reactions=reactions, serves=serves, access=ACCESS))
    eventually(lambda: all(check() for check in bus.hosts[0].checks().values()))
    has_joined(bus.hosts[0])
    return made


def bodies(runtime):
    with runtime.store.reading() as connection:
        return [
            (row.type, bytes(row.body))
            for row in connection.execute(select(outbox).order_by(outbox.c.position))
        ]


def a_command(bus):
    feed = bus.runtime("feeds-mps")
    command = ReceiveReferralV1(
        feed_message_id=uuid4(),
        agency="mps",
        agreement_clause="4.1",
        received_at="2019-07-01T08:00:00Z",
        submission=ReferralSubmission.model_validate(a_submission()),
    )
    with feed.transaction(Context.of_actor(partner_actor("mps"))) as uow:
        uow.command(command, to="intake")
    return bodies(feed)[0]


def test_a_referral_delivered_twice_opens_one_case(bus: Bus, intake):
    type_, body = a_command(bus)

    bus.publish((COMMANDS_EXCHANGE, type_, body), (COMMANDS_EXCHANGE, type_, body))
    eventually(lambda: intake.count("cases") == 1)
    bus.publish((COMMANDS_EXCHANGE, type_, body))
    eventually(lambda: bus.depth("intake.events") == 0)
    assert intake.count("referrals") == 1
    assert intake.count("parked_messages") == 0


def test_a_release_that_overtakes_its_assignment_still_ends_the_access(bus: Bus, intake):
    intake.receive(uuid4())
    with intake.runtime.store.reading() as connection:
        case_id = cases.list_cases(connection, cases.Listing(limit=1))[0].case_id
    allocation, now = bus.runtime("allocation"), intake.clock.now()
    with allocation.transaction() as uow:
        ids = {"assignment_id": uuid4(), "case_id": case_id}
        users = ("facilitator-1", "facilitator-2")
        pair = (uuid4(), uuid4())
        uow.announce(
            FacilitatorsAssignedV1(**ids, facilitator_ids=pair, user_ids=users, assigned_at=now)
        )
        uow.announce(
            FacilitatorReleasedV1(
                **ids, facilitator_id=pair[0], user_id=users[0], reason="left", released_at=now
            )
        )
    assigned, released = bodies(allocation)

    bus.publish((EVENTS_EXCHANGE, *released))
    eventually(lambda: intake.count(inbox_held.name) == 1)
    bus.publish((EVENTS_EXCHANGE, *assigned))

    eventually(lambda: intake.count("timeline") == 5)
    with intake.runtime.store.reading() as connection:
        heard = [entry.event for _, entry in cases.timeline_after(connection, case_id, 3)]
        assert heard == [FacilitatorsAssignedV1.type(), FacilitatorReleasedV1.type()]
        assert not cases.is_in_sight(connection, case_id, sees("facilitator-1"))
        assert cases.is_in_sight(connection, case_id, sees("facilitator-2"))
