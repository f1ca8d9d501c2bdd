"""Events as the bus hands them over: late, doubled and mixed up, through the real inbox."""

import json
import random
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.comms.access import ACCESS
from services.comms.entrypoints import reactions, serves
from shared.audit.tables import define_audit_tables
from shared.contracts.codes import ConsentPurpose, HoldCause, ItemState
from shared.contracts.intake.events import CaseHeldV1, CaseResumedV1
from shared.kernel.errors import Refused
from shared.messaging.delivery import Delivery
from shared.messaging.processor import Processor
from shared.messaging.runtime import Assembly, Runtime
from shared.messaging.tables import inbox_bindings, outbox
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.store.migrations import _shared


@pytest.fixture
def sender(tmp_path):
    """Makes the messages of one producer, with its own outbox, in their order."""
    from shared.messaging.tables import define_messaging_tables

    opened = []

    def messages(service, *events):
        store = Store.open(f"sqlite:///{tmp_path}/{service}.sqlite", service=service)
        opened.append(store)
        _shared((define_audit_tables, define_messaging_tables)).create_all(store.engine)
        create_service_keys(tmp_path / service, tmp_path / "public", service)
        keys = ServiceKeys.load(tmp_path / service, tmp_path / "public", service)
        runtime = Runtime(service=service, store=store, keys=keys, broker_url="")
        for event in events:
            with runtime.transaction() as uow:
                uow.announce(event)
        with store.reading() as connection:
            rows = connection.execute(select(outbox.c.body).order_by(outbox.c.position))
            return [_delivery(bytes(body)) for body in rows.scalars()]

    yield messages
    for store in opened:
        store.close()


def _delivery(body):
    type_ = json.loads(body)["type"]
    return Delivery(
        body=body,
        routing_key=type_,
        exchange="redress.events",
        content_type="application/cloudevents+json",
        message_id=json.loads(body)["id"],
    )


@pytest.fixture
def bus(world):
    long_ago = [{"type": kind, "joined_at": 1} for kind in reactions.types()]
    with world.runtime.store.writing() as connection:
        connection.execute(inbox_bindings.insert(), long_ago)
    return Processor(
        Assembly(runtime=world.runtime, reactions=reactions, serves=serves, access=ACCESS)
    )


@pytest.mark.parametrize("seed", range(4))
def test_mixed_up_and_doubled_events_end_where_the_right_order_ends(world, sender, bus, seed):
    opened, eligible, risk, assigned = world.facts()
    hold = uuid4()
    intake = sender(
        "intake",
        opened,
        CaseHeldV1(
            case_id=world.case_id, hold_id=hold, cause=HoldCause.OTHER, held_at=world.clock.now()
        ),
        CaseResumedV1(case_id=world.case_id, hold_id=hold, resumed_at=world.clock.now()),
    )
    chance = random.Random(seed)
    everything = [
        *intake,
        *sender("screening", eligible, risk),
        *sender("allocation", assigned),
    ] * 2
    everything.reverse() if seed == 0 else chance.shuffle(everything)

    for delivery in everything:
        assert bus.handle([delivery]) == []

    item = world.offered()
    assert world.gate(item).open


def test_a_withdrawal_that_comes_twice_recalls_once_and_nothing_passes_after_it(world, sender, bus):
    opened, eligible, risk, assigned = world.facts()
    early = sender("intake", opened, world.withdrawal(ConsentPurpose.TAKE_PART))
    bus.handle([early[0], *sender("screening", eligible, risk), *sender("allocation", assigned)])
    item = world.offered()

    bus.handle([early[1]])
    bus.handle([early[1], early[0], early[1]])

    assert world.state(item) is ItemState.RECALLED
    assert len(world.announced("item_recalled")) == 1
    with pytest.raises(Refused):
        world.deliver(item)


def test_a_withdrawal_during_an_outage_stops_delivery_at_once_and_is_honoured_when_it_ends(
    world, sender, bus
):
    opened, eligible, risk, assigned = world.facts()
    early = sender("intake", opened, world.withdrawal(ConsentPurpose.TAKE_PART))
    bus.handle([early[0], *sender("screening", eligible, risk), *sender("allocation", assigned)])
    item = world.offered()
    world.intake_is_away()
    for _ in range(3):  # tried again and again while intake is down: refused, never sent
        with pytest.raises(Refused, match="gate-closed"):
            world.deliver(item)
    told = world.standing(recipient_takes_part=False)
    world.runtime.answers["intake.contact_standing"] = told
    with pytest.raises(Refused, match="gate-closed"):  # intake is back, comms has not heard yet
        world.deliver(item)
    assert world.state(item) is ItemState.OFFERED

    bus.handle([early[1]])

    assert world.state(item) is ItemState.RECALLED
    assert world.announced("item_delivered") == []
