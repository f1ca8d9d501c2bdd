"""The gate over the real broker: intake is asked by RPC, and silence closes it in two seconds."""

import time

import pytest

from services.comms.access import ACCESS
from services.comms.entrypoints import reactions, serves
from shared.contracts.allocation import guard as allocation
from shared.contracts.comms import rpc
from shared.contracts.intake import guard as intake
from shared.contracts.screening import guard as screening
from shared.kernel.errors import NotFound, Refused
from shared.messaging.reactions import Reactions
from shared.messaging.rpc_client import RpcClient
from shared.messaging.rpc_methods import Serves
from shared.messaging.runtime import Assembly, Runtime
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.security.permissions import SYSTEM_ONLY
from tests.application.comms.world import FIRST, OTHER, PEOPLE, CommsWorld
from tests.messaging.conftest import a_bus


@pytest.fixture
def bus(broker, vhost, tmp_path):
    with a_bus(broker, vhost, tmp_path) as made:
        yield made


@pytest.fixture
def world(tmp_path, bus):
    public = tmp_path / "keys" / "public"
    made = CommsWorld(f"sqlite:///{tmp_path}/comms.sqlite", tmp_path).ready()
    create_service_keys(tmp_path / "keys" / "comms", public, "comms")
    keys = ServiceKeys.load(tmp_path / "keys" / "comms", public, "comms")
    made.item = made.offered()
    ring = made.runtime.keys.keyring
    over_bus = Runtime(
        service="comms",
        store=made.runtime.store,
        broker_url=bus.url,
        clock=made.clock,
        keys=_with_ring(keys, ring, made.runtime.keys),
    )
    bus.start(Assembly(runtime=over_bus, reactions=reactions, serves=serves, access=ACCESS))
    yield made
    made.runtime.close()


def _with_ring(keys, ring, own):
    from dataclasses import replace

    return replace(keys, keyring=ring, audit_key=own.audit_key, blind_index=own.blind_index)


def _owner(bus, world, guard):
    """An owner of facts that tells them and confirms its leases as the world says."""
    owner, answers = guard.CONTACT_STANDING.service, Serves()
    for method in guard.METHODS:
        told = world.runtime.answers[method.routing_key]
        answers.method(method)(lambda uow, request, told=told: told() if callable(told) else told)
    access = dict.fromkeys(answers.names(), SYSTEM_ONLY)
    runtime = bus.runtime(owner)
    return bus.start(
        Assembly(runtime=runtime, reactions=Reactions(), serves=answers, access=access)
    )


def _client(bus):
    return RpcClient(bus.url, bus.runtime("gateway").keys)


def _delivery(world):
    return rpc.DeliverItem(
        case_id=world.case_id,
        item_id=world.item.item_id,
        content_hash=world.item.content_hash,
        how="by_hand",
    )


def test_over_the_bus_a_letter_passes_once_and_silence_is_a_no(bus, world):
    client = _client(bus)
    _owner(bus, world, allocation)
    _owner(bus, world, screening)
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        client.call(rpc.DELIVER_ITEM, _delivery(world), actor=PEOPLE[FIRST], deadline_s=15)
    assert refused.value.code == "gate-closed"
    assert time.monotonic() - began < 8
    assert world.announced("item_delivered") == []

    _owner(bus, world, intake)
    delivered = client.call(
        rpc.DELIVER_ITEM,
        _delivery(world),
        actor=PEOPLE[FIRST],
        deadline_s=15,
        idempotency_key="delivery-1",
    )
    again = client.call(
        rpc.DELIVER_ITEM,
        _delivery(world),
        actor=PEOPLE[FIRST],
        deadline_s=15,
        idempotency_key="delivery-1",
    )

    assert delivered == again
    assert delivered.content_hash == world.item.content_hash
    assert len(world.announced("item_delivered")) == 1
    client.close()


def test_over_the_bus_a_stranger_to_the_case_finds_nothing(bus, world):
    client = _client(bus)

    with pytest.raises(NotFound):
        client.call(rpc.DELIVER_ITEM, _delivery(world), actor=PEOPLE[OTHER], deadline_s=15)

    client.close()
