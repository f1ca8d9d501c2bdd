"""``./redress publish``: what an agency's engineer does, with the agency's own credentials.

Publishes a file to the agency's virtual host over pika and waits for the answer on its queue.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
import pika
import pika.exceptions

from services.feeds.address import parameters
from services.feeds.boundary import PLAIN, SEALED, sealing_context
from services.feeds.checking import in_words
from shared.kernel.errors import Fault
from shared.security.key_files import Publics
from shared.security.sealing import seal

WAIT_S = 15.0


@dataclass(frozen=True, slots=True)
class Answered:
    """The agency's answer, and how long it took from the confirmed publish."""

    content: dict[str, Any]
    seconds: float

    @property
    def accepted(self) -> bool:
        """Whether it is a receipt."""
        return self.content.get("kind") == "receipt"


def publish(
    url: str,
    body: bytes,
    *,
    message_id: str | None = None,
    content_type: str = PLAIN,
    wait_s: float = WAIT_S,
) -> Answered | None:
    """Publish one message and wait for its answer; None when none came in time.

    Answers to other messages are left on the queue. Raises pika's errors.
    """
    correlation_id = str(uuid4())
    with pika.BlockingConnection(parameters(url)) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        properties = pika.BasicProperties(
            content_type=content_type,
            message_id=message_id or str(uuid4()),
            correlation_id=correlation_id,
            delivery_mode=2,
        )
        channel.basic_publish("to-redress", "inbound", body, properties, mandatory=True)
        sent = time.perf_counter()
        for method, answer, content in channel.consume("outbound", inactivity_timeout=wait_s):
            if method is None or answer is None or content is None:
                break
            if answer.correlation_id != correlation_id:
                continue  # unsettled: it returns to the queue when we leave
            channel.basic_ack(method.delivery_tag or 0)
            return Answered(json.loads(content), time.perf_counter() - sent)
    return None


def agency_url(data_dir: Path, agency: str) -> str:
    """Return the agency's own broker address, as ``./redress up`` wrote it."""
    path = data_dir / "agencies" / f"{agency}.url"
    if not path.exists():
        known = ", ".join(sorted(one.stem for one in path.parent.glob("*.url")))
        if known:
            raise click.ClickException(f"no feed here is named {agency}; there are {known}")
        raise click.ClickException(f"{path} is not there: start the system with ./redress up")
    return path.read_text().strip()


@click.command("publish")
@click.option("--agency", required=True, help="Whose credentials and dialect: mps …")
@click.option("--sealed/--plain", default=False, help="Seal the file to the feed's public key.")
@click.option("--data-dir", type=click.Path(path_type=Path), default=Path(".redress"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def publish_command(agency: str, file: Path, data_dir: Path, *, sealed: bool) -> None:
    """Publish FILE as an agency does; print the receipt, or every fault of the file."""
    body, content_type = file.read_bytes(), PLAIN
    if sealed:
        keys = Publics(data_dir / "keys" / "public")[f"feeds-{agency}"]
        body, content_type = seal(keys.sealing, body, sealing_context(agency)), SEALED
    try:
        answered = publish(agency_url(data_dir, agency), body, content_type=content_type)
    except pika.exceptions.AMQPError as away:
        says = "the broker does not take it: look with ./redress status, start with ./redress up"
        raise click.ClickException(says) from away
    if answered is None:
        raise click.ClickException("no answer in time; it will wait on the agency's queue")
    if answered.accepted:
        click.echo(f"receipt  {answered.content['reference']}  {answered.seconds * 1000:.0f} ms")
        return
    click.echo(f"refused  {answered.seconds * 1000:.0f} ms")
    faults = tuple(Fault(one["field"], one["code"]) for one in answered.content.get("faults", ()))
    for line in _in_words(agency, file.read_bytes(), faults):
        click.echo(f"  {line}")
    raise SystemExit(1)


def _in_words(agency: str, sent: bytes, faults: tuple[Fault, ...]) -> tuple[str, ...]:
    """Return the faults as ``./redress feed check`` says them; by their codes for a feed not known here."""
    try:
        return in_words(agency, sent, faults)
    except FileNotFoundError:
        return tuple(f"{fault.field}: {fault.code}" for fault in faults)
