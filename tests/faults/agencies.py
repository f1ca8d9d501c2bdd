"""The partners' side of a run: each agency publishes steadily and reads its answers.

As a careful partner would: a message counts as sent when the broker confirms it, and until then
it is sent again under the same id, however long the broker is away.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pika
from pika.exceptions import AMQPError

from tests.faults.forms import Letter
from tests.faults.journal import Journal
from tests.faults.visitors import Visitors

FAULTS = (AMQPError, OSError)
PAUSE_S = 0.25
VISITOR_EVERY = 10


class Agency:
    """Publishes letters at a pace, and reads answers, in two threads with own credentials."""

    def __init__(self, name: str, url: str, letters: Iterator[Letter], journal: Journal) -> None:
        self.name = name
        self._url = url
        self._letters = letters
        self._journal = journal
        self._stopping = threading.Event()
        self._moved = threading.Condition()
        self._allowed = 0
        self.referrals = 0
        self.repeats = True
        self.resent = 0
        self.answer_ids: dict[str, int] = {}
        self._threads = [
            threading.Thread(target=self._lasting, args=(work,), daemon=True)
            for work in (self._send, self._read)
        ]

    def start(self) -> None:
        """Work from now on, in the background."""
        for thread in self._threads:
            thread.start()

    def allow(self, more: int) -> None:
        """Let so many more referrals be sent."""
        with self._moved:
            self._allowed += more
            self._moved.notify_all()

    def stop(self) -> None:
        """Send and read no more."""
        self._stopping.set()
        with self._moved:
            self._moved.notify_all()
        for thread in self._threads:
            thread.join(30)

    @property
    def idle(self) -> bool:
        """Whether everything allowed has been sent and confirmed."""
        return self.referrals >= self._allowed

    def _lasting(self, work: Any) -> None:
        # A broker that is away is the point here; pika's word on it would fill the report.
        logging.getLogger("pika").setLevel(logging.CRITICAL)
        while not self._stopping.is_set():
            try:
                parameters = pika.URLParameters(self._url)
                parameters.blocked_connection_timeout = 5
                parameters.socket_timeout = 5
                with pika.BlockingConnection(parameters) as connection:
                    work(connection)
            except FAULTS:
                self._stopping.wait(PAUSE_S)

    # --- sending ------------------------------------------------------------------------------

    _unsettled: Letter | None = None

    def _send(self, connection: Any) -> None:
        channel = connection.channel()
        channel.confirm_delivery()
        while not self._stopping.is_set():
            letter = self._unsettled or self._next_letter(connection)
            if letter is None:
                continue
            if self._unsettled is not None:
                self.resent += 1
            self._unsettled = letter
            for _ in range(letter.times if self.repeats else 1):
                self._publish(channel, letter)
            self._journal.confirmed(letter.attempt)
            self._unsettled = None
            if letter.attempt.kind == "referral":
                with self._moved:
                    self.referrals += 1

    def _next_letter(self, connection: Any) -> Letter | None:
        with self._moved:
            if self.referrals >= self._allowed:
                self._moved.wait(0.2)
        connection.process_data_events(time_limit=0)
        return next(self._letters) if self.referrals < self._allowed else None

    def _publish(self, channel: Any, letter: Letter) -> None:
        self._journal.attempted(letter.attempt)
        properties = pika.BasicProperties(
            content_type=letter.content_type,
            message_id=letter.attempt.message_id,
            correlation_id=letter.attempt.message_id,
            delivery_mode=2,
        )
        channel.basic_publish("to-redress", "inbound", letter.body, properties, mandatory=True)

    # --- reading ------------------------------------------------------------------------------

    def _read(self, connection: Any) -> None:
        channel = connection.channel()
        channel.basic_qos(prefetch_count=100)
        channel.basic_consume("outbound", self._take)
        while not self._stopping.is_set():
            connection.process_data_events(time_limit=0.25)
            if not channel.is_open or not channel.consumer_tags:
                raise OSError("the broker cancelled the consumer")

    def _take(self, channel: Any, method: Any, properties: Any, body: bytes) -> None:
        self._journal.answered(self.name, json.loads(body))
        number = str(properties.message_id)
        self.answer_ids[number] = self.answer_ids.get(number, 0) + 1
        channel.basic_ack(method.delivery_tag)


class Pace:
    """Allows referrals at a steady rate, so that the last is sent when the last fault is over."""

    def __init__(
        self, agencies: Sequence[Agency], total: int, *, seconds: float, visitors: Visitors
    ) -> None:
        self._agencies = agencies
        self._visitors = visitors
        self._left = total
        self._rate = total / max(1.0, seconds)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def left(self) -> int:
        """How many have not been allowed yet."""
        return self._left

    def start(self) -> None:
        """Allow from now on."""
        self._thread.start()

    def expect(self, seconds: float) -> None:
        """Spread what is left over this many seconds."""
        self._rate = self._left / max(1.0, seconds)

    def finish(self) -> None:
        """Allow all that is left, at once."""
        self.stop()
        while self._left:
            self._allow(min(self._left, 50))

    def stop(self) -> None:
        """Allow no more, whatever is left."""
        self._stopping.set()
        self._thread.join(5)

    def _run(self) -> None:
        credit, last = 0.0, time.monotonic()
        while not self._stopping.wait(0.05):
            now = time.monotonic()
            credit += (now - last) * self._rate
            last = now
            whole = min(int(credit), self._left)
            if whole:
                credit -= whole
                self._allow(whole)

    def _allow(self, count: int) -> None:
        self._left -= count
        for at in range(count):
            self._agencies[(self._left + at) % len(self._agencies)].allow(1)
            if (self._left + at) % VISITOR_EVERY == 0:
                self._visitors.allow(1)
