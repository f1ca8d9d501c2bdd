"""One whole demo for every test of this room, heard and kept from its first message to its last."""

import contextlib
import sqlite3
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pika
import pytest

from ops.demo.play import Demo, Played
from ops.deployables import AGENCIES
from shared.contracts.registry import SERVICES
from tests.demo.wiretap import VHOST, Heard, Wiretap

PLANTED = "Testperson-Planted-Value"


@dataclass
class Year:
    """The demo that was played, still running, and all that was heard of it."""

    demo: Demo
    played: Played
    heard: list[Heard] = field(default_factory=list)
    metrics: dict[str, str] = field(default_factory=dict)
    sent: frozenset[str] = frozenset()

    @property
    def folder(self) -> Path:
        return self.demo.data_dir


@pytest.fixture(scope="session")
def year(tmp_path_factory):
    """Play the demo under the firehose, with every log line that its processes can write."""
    with pytest.MonkeyPatch.context() as patch:
        for prefix in (*SERVICES, "gateway", *(f"feed_{agency}" for agency in AGENCIES)):
            patch.setenv(f"{prefix.upper()}_LOG_LEVEL", "DEBUG")
        with Demo(tmp_path_factory.mktemp("demo") / "data", lambda _: None) as demo:
            with Wiretap(demo.system.broker) as tap:
                _plant(demo, tap)
                played = demo.play()
                sent = frozenset(_sent(demo.data_dir))
            yield Year(demo, played, tap.heard, _metrics(demo), sent)


def _plant(demo, tap):
    """Say a known value on the bus, and leave one on the broker's disk, to see it found."""
    with pika.BlockingConnection(pika.URLParameters(tap.url)) as connection:
        channel = connection.channel()
        channel.basic_publish("redress.events", "nobody.listens.v1", PLANTED.encode())
        channel.queue_declare("planted", durable=True, arguments={"x-queue-type": "quorum"})
        channel.confirm_delivery()
        kept = pika.BasicProperties(delivery_mode=2)
        channel.basic_publish("", "planted", PLANTED.encode(), kept, mandatory=True)
    demo.system.broker.ctl("delete_queue", "-p", VHOST, "planted")


def _sent(folder):
    """Yield the id of every message that a store has handed to the broker by now."""
    for store in folder.glob("*.sqlite"):
        with contextlib.closing(sqlite3.connect(store)) as connection:
            with contextlib.suppress(sqlite3.OperationalError):  # the gateway has no outbox
                query = "SELECT message_id FROM outbox WHERE sent_at IS NOT NULL"
                yield from (message for (message,) in connection.execute(query))


def _metrics(demo):
    told = {}
    for process, url in demo.system.urls.items():
        with urllib.request.urlopen(f"{url}/metrics", timeout=10) as answer:
            told[process] = answer.read().decode()
    return told
