"""The envelope of every message on the internal bus: CloudEvents 1.0, structured JSON.

Beside the standard attributes it carries extensions: ``sequence`` (dense per source and
subject), ``after`` (what must have been applied first, by type), correlation, causation,
trace and the role (never the name) of whoever recorded the fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

CONTENT_TYPE = "application/cloudevents+json"
MAX_MESSAGE_BYTES = 1024 * 1024
SCHEMA_BASE = "urn:redress:schema:"


class Envelope(BaseModel):
    """A CloudEvent as Redress sends it. ``data`` is an event's JSON or a sealed command."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: str = Field(pattern=r"^redress/[a-z_-]+$")
    type: str = Field(pattern=r"^[a-z_-]+\.[a-z_]+\.v[1-9][0-9]*$")
    subject: str = Field(min_length=3, max_length=120)
    time: datetime
    dataschema: str
    datacontenttype: str = "application/json"
    sequence: int = Field(ge=1)
    after: str = Field(default="", max_length=4000)
    correlationid: str = Field(max_length=64)
    causationid: str | None = Field(default=None, max_length=64)
    traceparent: str | None = Field(default=None, max_length=64)
    recordedby: str = Field(default="system", max_length=40)
    recordedtime: datetime
    data: dict[str, Any]

    @property
    def producer(self) -> str:
        """Return the service that published it."""
        return self.source.removeprefix("redress/")


class SealedData(BaseModel):
    """The ``data`` of a command: HPKE-sealed JSON, base64, readable by one service only."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sealed: str
    receiver: str


def format_after(last: Mapping[str, tuple[int, int]]) -> str:
    """Write ``type -> (sequence, epoch seconds)`` as ``type=sequence@epoch`` joined by commas."""
    return ",".join(f"{kind}={seq}@{epoch}" for kind, (seq, epoch) in sorted(last.items()))


def parse_after(text: str) -> dict[str, tuple[int, int]]:
    """Read ``format_after`` back. Raises ``ValueError`` for anything else."""
    found: dict[str, tuple[int, int]] = {}
    for part in filter(None, text.split(",")):
        kind, _, rest = part.partition("=")
        sequence, _, epoch = rest.partition("@")
        found[kind] = (int(sequence), int(epoch))
    return found
