"""What the broker itself lets each user do, with the definitions that every shape loads."""

import pytest
from amqp.exceptions import AccessRefused, NotAllowed

from ops.deployables import AGENCIES
from shared.messaging.connection import BROKER_FAULTS, connect
from shared.messaging.definitions import definitions
from shared.messaging.publisher import Parcel, Publisher
from shared.messaging.topology import build

TOPOLOGY = build(AGENCIES)
PASSWORDS = {user: f"pw-{user}" for user in TOPOLOGY.users}


@pytest.fixture(scope="module")
def loaded(brokers):
    node = brokers.node()
    node.start()
    node.load_definitions(definitions(PASSWORDS, TOPOLOGY))
    yield node
    node.stop()


def channel_as(node, user, vhost="redress"):
    return connect(node.url(user=user, password=PASSWORDS[user], vhost=vhost), name=user)


def publishes(node, user, exchange, key, vhost="redress"):
    url = node.url(user=user, password=PASSWORDS[user], vhost=vhost)
    publisher = Publisher(url, name=user)
    try:
        return publisher.publish([Parcel(exchange, key, b"{}", message_id="m-1")]) == {}
    except Exception:  # noqa: BLE001 - the broker's refusal, however it is told
        return False
    finally:
        publisher.close()


def test_an_agency_may_write_its_inbound_and_nothing_else(loaded):
    assert publishes(loaded, "agency-mps", "to-redress", "inbound", "agency-mps")
    assert not publishes(loaded, "agency-mps", "from-redress", "outbound", "agency-mps")
    assert not publishes(loaded, "agency-mps", "", "inbound", "agency-mps")
    for vhost in ("redress", "agency-victim_support"):
        with pytest.raises((NotAllowed, AccessRefused, *BROKER_FAULTS)):
            channel_as(loaded, "agency-mps", vhost)


def test_an_agency_reads_its_outbound_and_nothing_else(loaded):
    connection = channel_as(loaded, "agency-mps", "agency-mps")
    connection.channel().basic_consume("outbound")
    with pytest.raises(AccessRefused):
        connection.channel().basic_consume("inbound")
    connection.close()


def test_a_service_speaks_only_for_itself(loaded):
    assert publishes(loaded, "intake", "redress.events", "intake.case_opened.v1")
    assert not publishes(loaded, "screening", "redress.events", "intake.case_opened.v1")
    assert not publishes(loaded, "intake", "redress.retry", "comms.events.retry.1000")
    assert publishes(loaded, "intake", "redress.retry", "intake.events.retry.1000")
    assert not publishes(loaded, "intake", "", "comms.events")
    assert publishes(loaded, "feed-mps", "redress.commands", "intake.receive_referral.v1")


def test_nobody_listens_in_on_others_requests(loaded):
    connection = channel_as(loaded, "comms")
    channel = connection.channel()
    queue = "rpc.reply-comms-11111111-1111-1111-1111-111111111111"
    channel.queue_declare(queue, exclusive=True, auto_delete=True)
    channel.queue_bind(queue, "nameko-rpc", "11111111-1111-1111-1111-111111111111")
    with pytest.raises(AccessRefused):
        channel.queue_bind(queue, "nameko-rpc", "intake.*")
    with pytest.raises(AccessRefused):
        connection.channel().basic_consume("intake.events")
    connection.close()


def test_of_an_agencys_feed_only_the_gateway_may_ask(loaded):
    assert publishes(loaded, "gateway", "nameko-rpc", "feeds-mps.quarantine")
    for user in ("intake", "feed-hmpps", "feed-mps"):
        assert not publishes(loaded, user, "nameko-rpc", "feeds-mps.quarantine")


def test_a_feed_reads_its_own_requests_and_no_others(loaded):
    connection = channel_as(loaded, "feed-mps")
    connection.channel().basic_consume("rpc-feeds-mps", callback=lambda _message: None)
    for queue in ("rpc-feeds-hmpps", "rpc-intake"):
        with pytest.raises(AccessRefused):
            connection.channel().basic_consume(queue)
    connection.close()
