"""A feed that stops under load gives nothing back that was already on its way to it."""

import threading
from itertools import count

import pika
import pytest

from services.feeds.cancelling import cancel_keeping

PREFETCH, TAKEN = 50, 120


@pytest.fixture
def flooded(broker, vhost):
    """A queue into which messages keep coming."""
    url = pika.URLParameters(broker.url(vhost=vhost))
    with pika.BlockingConnection(url) as connection:
        connection.channel().queue_declare(
            "inbound", durable=True, arguments={"x-queue-type": "quorum"}
        )
    stopping = threading.Event()

    def flood():
        with pika.BlockingConnection(url) as connection:
            channel = connection.channel()
            for number in count():
                channel.basic_publish("", "inbound", b"invented %d" % number)
                if stopping.is_set():
                    return

    thread = threading.Thread(target=flood)
    thread.start()
    yield url
    stopping.set()
    thread.join()


@pytest.fixture
def wire(monkeypatch):
    """The body of every message that the broker sent to this process."""
    heard, deliver = [], pika.channel.Channel._on_deliver

    def hear(channel, method, header, body):
        heard.append(body)
        deliver(channel, method, header, body)

    monkeypatch.setattr(pika.channel.Channel, "_on_deliver", hear)
    return heard


def consume_until_stopped(url, stop):
    """Consume, acknowledging as we go, and stop in full flow."""
    with pika.BlockingConnection(url) as connection:
        channel, taken, acked = connection.channel(), [], 0
        channel.basic_qos(prefetch_count=PREFETCH)
        tag = channel.basic_consume("inbound", lambda _c, method, _p, _b: taken.append(method))
        while len(taken) < TAKEN:
            connection.process_data_events(time_limit=0.1)
            if len(taken) > acked:
                channel.basic_ack(taken[-1].delivery_tag, multiple=True)
                acked = len(taken)
        stop(connection, channel, tag)
        if len(taken) > acked:
            channel.basic_ack(taken[-1].delivery_tag, multiple=True)


def sent_again(url, wire, stop):
    for _ in range(20):
        consume_until_stopped(url, stop)
    assert len(wire) >= 20 * TAKEN
    return len(wire) - len(set(wire))


def test_what_is_on_its_way_when_a_feed_stops_is_not_delivered_again(flooded, wire):
    assert sent_again(flooded, wire, cancel_keeping) == 0


def test_pikas_own_cancel_gives_it_back(flooded, wire):
    """The reason for ours: when this fails, pika's own will do. It needs luck, hence the tries."""
    assert any(
        sent_again(flooded, wire, lambda _, channel, tag: channel.basic_cancel(tag))
        for _ in range(60)
    )
