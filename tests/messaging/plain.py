"""Plain nameko, written as its guide has it: what the ten findings are shown with.

``python -m tests.messaging.plain URL SERVICE [FOLDER]`` runs one of these as ``nameko run`` does.
``Plain`` is that process, as a test holds it.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from tests.support.eventually import eventually


class Plain:
    """A plain nameko service in a process of its own; what it prints is kept line by line."""

    _count = 0

    def __init__(self, url: str, service: str, folder: Path) -> None:
        Plain._count += 1
        self._said = folder / f"plain-{Plain._count}.log"
        command = [sys.executable, "-W", "ignore", "-m", "tests.messaging.plain"]
        with self._said.open("w") as sink:
            self.process = subprocess.Popen(
                [*command, url, service, str(folder)], stdout=sink, stderr=sink
            )

    def lines(self, word: str) -> list[str]:
        return [line for line in self._said.read_text().splitlines() if line.startswith(word)]

    def said(self) -> str:
        return self._said.read_text()

    def wait_for(self, word: str, times: int = 1) -> None:
        """Wait until it has said ``word`` so often: a busy machine is slow to start a process."""
        saying = f"plain nameko says {word} {times} times"
        eventually(lambda: len(self.lines(word)) >= times, within_s=90, saying=saying)

    def wait_ready(self) -> None:
        self.wait_for("ready")

    def stop(self, within_s: float = 30) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(within_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait(10)


def say(*words: object) -> None:
    print(*words, flush=True)


if __name__ == "__main__":
    import eventlet

    eventlet.monkey_patch()

    from nameko.cli.run import run
    from nameko.events import EventDispatcher, event_handler
    from nameko.extensions import DependencyProvider
    from nameko.rpc import rpc
    from nameko.timer import timer
    from sqlalchemy import create_engine, event, text

    FOLDER = Path(sys.argv[3])
    SERVICE = sys.argv[2]

    class Ready(DependencyProvider):
        """Says that the service consumes."""

        def start(self):
            eventlet.spawn_after(0.3, say, "ready")

    class Failing:
        name = "plain"
        ready = Ready()

        @event_handler("source", "happened")
        def on(self, payload):
            say("called")
            raise RuntimeError("handler failed")

    class Requeueing(Failing):
        @event_handler("source", "happened", requeue_on_error=True)
        def on(self, payload):
            say("called")
            raise RuntimeError("handler failed")

    class Slow(Failing):
        @event_handler("source", "happened")
        def on(self, payload):
            say("started", payload)
            eventlet.sleep(6)
            say("finished", payload)

    class Hanging(Failing):
        """Raises what is no ``Exception``, as a time-out inside a handler does."""

        @event_handler("source", "happened")
        def on(self, payload):
            say("called", payload)
            if payload != "innocent":
                raise eventlet.Timeout(1)

    class Serving(Failing):
        @rpc
        def greet(self):
            return "hello"

        @event_handler("source", "happened")
        def on(self, payload):
            say("called")

    class Publishing:
        """Publishes once; ``confirm_timeout`` as nameko hands it on to kombu."""

        name = "plain"
        dispatch = EventDispatcher(**({"confirm_timeout": 3} if SERVICE == "Confirming" else {}))
        begun = False

        @timer(interval=0.2)
        def tick(self):
            if not Publishing.begun:
                Publishing.begun = True
                say("publishing")
                try:
                    self.dispatch("happened", {})
                finally:
                    say("returned")

    Confirming = Publishing

    class Dispatching:
        """Publishes one event after another and says of each what became of it."""

        name = "plain"
        dispatch = EventDispatcher()
        number = 0

        @timer(interval=0)
        def tick(self):
            number = Dispatching.number
            Dispatching.number += 1
            if number >= 3000:
                eventlet.sleep(1)
                return
            try:
                self.dispatch("happened", number)
                say("taken", number)
            except Exception as fault:  # noqa: BLE001 - whatever it raises is what is shown
                say("failed", number, type(fault).__name__)

    def engine(*, begins: bool = False):
        """A SQLAlchemy engine as it comes, or with the ``BEGIN`` that its guide recommends."""
        made = create_engine(f"sqlite:///{FOLDER / 'plain.sqlite'}", connect_args={"timeout": 5})

        @event.listens_for(made, "connect")
        def prepare(connection, record):
            connection.execute("PRAGMA journal_mode=WAL")
            if begins:
                connection.isolation_level = None

        if begins:
            event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        return made

    class Recording(Failing):
        """Writes its row, announces it, and dies once between its commit and nameko's ack."""

        dispatch = EventDispatcher()
        store = engine()

        @event_handler("source", "happened")
        def on(self, payload):
            with self.store.begin() as connection:
                connection.execute(text("INSERT INTO effects VALUES (:note)"), {"note": payload})
            self.dispatch("recorded", payload)
            if payload == 10 and not (FOLDER / "died").exists():
                (FOLDER / "died").touch()
                os.kill(os.getpid(), signal.SIGKILL)

    class Counting(Failing):
        """Reads, then writes what follows from it."""

        store = engine(begins=SERVICE == "CountingFromBegin")

        @event_handler("source", "happened")
        def on(self, payload):
            with self.store.begin() as connection:
                (last,) = connection.execute(text("SELECT count(*) FROM effects")).one()
                eventlet.sleep(0)  # any wait in a handler lets the next one in
                connection.execute(text("INSERT INTO effects VALUES (:note)"), {"note": last})
            say("counted", last)

    CountingFromBegin = Counting

    class Waiting(Failing):
        """Asks PostgreSQL through psycopg 3, whose compiled form waits outside Python."""

        @event_handler("source", "happened")
        def on(self, payload):
            import psycopg

            say("started", time.time())
            with psycopg.connect(payload) as connection:
                connection.execute("SELECT pg_sleep(0.5)")
            say("finished", time.time())

    run([globals()[SERVICE]], {"AMQP_URI": sys.argv[1]})
