"""Asking a quorum queue for no more in full flow gives nothing back that was on its way."""

import pytest
from amqp import Channel, Message

from shared.messaging.connection import cancel_keeping, connect
from tests.support.eventually import eventually

QUEUE, PREFETCH, ROUNDS = "flooded", 100, 30


@pytest.fixture
def flooded(broker, vhost):
    """A queue that holds more than all rounds take."""
    url = broker.url(vhost=vhost)
    connection = connect(url, name="fills")
    channel = connection.channel()
    channel.queue_declare(
        QUEUE, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"}
    )
    for number in range(ROUNDS * PREFETCH * 4):
        channel.basic_publish(Message(b"invented %d" % number), "", QUEUE)
    connection.close()
    return url


@pytest.fixture
def wire(monkeypatch):
    """The body of every message that the broker sent to this process."""
    heard, deliver = [], Channel._on_basic_deliver

    def hear(channel, *method):
        heard.append(bytes(method[-1].body))
        return deliver(channel, *method)

    monkeypatch.setattr(Channel, "_on_basic_deliver", hear)
    return heard


def consume_and_stop(url, cancel):
    """Take some, cancel in full flow, settle what was taken; return the bodies."""
    connection = connect(url, name="consumes")
    channel, taken = connection.channel(), []
    channel.basic_qos(0, PREFETCH, False)
    channel.basic_consume(QUEUE, consumer_tag="takes", callback=taken.append)
    settled = 0

    def enough():
        nonlocal settled
        connection.read(0.05)
        if len(taken) > settled:
            channel.basic_ack(taken[-1].delivery_tag, multiple=True)
            settled = len(taken)
        return settled >= PREFETCH

    eventually(enough, within_s=60, every_s=0)
    cancel(channel)
    if len(taken) > settled:
        channel.basic_ack(taken[-1].delivery_tag, multiple=True)
    connection.close()
    return [bytes(message.body) for message in taken]


def test_what_was_on_its_way_is_taken_and_nothing_comes_twice(flooded, wire):
    taken = []
    for _ in range(ROUNDS):
        taken += consume_and_stop(flooded, lambda channel: cancel_keeping(channel, PREFETCH))

    assert len(taken) >= ROUNDS * PREFETCH
    assert wire == taken
    assert len(wire) == len(set(wire))
