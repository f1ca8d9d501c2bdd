"""Hears every message of a virtual host: RabbitMQ's firehose, kept as it came."""

import threading
from dataclasses import dataclass

import pika

TRACE = "amq.rabbitmq.trace"
VHOST = "redress"


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it entered an exchange or left a queue, with its headers."""

    place: str
    exchange: str
    message_id: str
    body: bytes
    headers: bytes


class Wiretap:
    """Listens from ``with`` to its end; then ``heard`` holds everything."""

    def __init__(self, broker) -> None:
        self._broker = broker
        self.heard: list[Heard] = []
        self._ready, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self):
        self._broker.ctl("add_user", "listener", "only-for-this-test")
        self._broker.ctl("set_permissions", "-p", VHOST, "listener", ".*", ".*", ".*")
        self._broker.ctl("trace_on", "-p", VHOST)
        self._thread.start()
        assert self._ready.wait(20), "the tap did not open"
        return self

    def __exit__(self, *_):
        self._broker.ctl("trace_off", "-p", VHOST)
        self._stopping.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    @property
    def url(self) -> str:
        """The listener's own address: it may also say something, to test that it is heard."""
        return self._broker.url("listener", "only-for-this-test", VHOST)

    def _listen(self) -> None:
        with pika.BlockingConnection(pika.URLParameters(self.url)) as connection:
            channel = connection.channel()
            queue = channel.queue_declare("", exclusive=True).method.queue
            channel.queue_bind(queue, TRACE, "#")
            channel.basic_consume(queue, self._note, auto_ack=True)
            self._ready.set()
            idle = 0
            while idle < 5:  # what is still on its way is heard to the end
                before = len(self.heard)
                connection.process_data_events(0.2)
                quiet = self._stopping.is_set() and len(self.heard) == before
                idle = idle + 1 if quiet else 0

    def _note(self, _channel, method, properties, body) -> None:
        headers = properties.headers or {}
        inner = headers.get("properties") or {}
        self.heard.append(
            Heard(
                method.routing_key,
                str(headers.get("exchange_name")),
                str(inner.get("message_id")),
                bytes(body),
                repr((method.routing_key, headers)).encode(),
            )
        )
