"""The three kinds of message (event, bus command, RPC body) and how each is declared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Moment = AwareDatetime
"""A moment that somebody tells us: with its offset from UTC, without which it is none (ADR 4)."""


class Message(BaseModel):
    """Anything that crosses the bus. Frozen; consumers ignore fields that they do not know."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_enum_values=False)


class Event(Message):
    """Something that happened, in the past tense, with ids and codes only.

    ``subject_field`` names the field whose value orders the events: those of one
    subject take effect in the order in which they were recorded.
    """

    producer: ClassVar[str]
    name: ClassVar[str]
    version: ClassVar[int] = 1
    subject_kind: ClassVar[str] = "case"
    subject_field: ClassVar[str] = "case_id"

    @classmethod
    def type(cls) -> str:
        """Return the wire type, which is also the routing key: ``intake.case_opened.v1``."""
        return f"{cls.producer}.{cls.name}.v{cls.version}"

    def subject(self) -> str:
        """Return the subject on the wire, such as ``case/0190…``."""
        return f"{self.subject_kind}/{getattr(self, self.subject_field)}"


class BusCommand(Message):
    """An order to one service, sent through the outbox and sealed for it."""

    receiver: ClassVar[str]
    name: ClassVar[str]
    version: ClassVar[int] = 1
    subject_kind: ClassVar[str]
    subject_field: ClassVar[str]

    @classmethod
    def type(cls) -> str:
        """Return the wire type, which is also the routing key: ``intake.receive_referral.v1``."""
        return f"{cls.receiver}.{cls.name}.v{cls.version}"

    def subject(self) -> str:
        """Return the subject on the wire."""
        return f"{self.subject_kind}/{getattr(self, self.subject_field)}"


class Request(Message):
    """The question or order of an RPC call. Unknown fields are refused: a typo must not pass."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(Message):
    """What an RPC call returns."""


class Nothing(Answer):
    """An answer that only says: done."""


class Versioned(Answer):
    """An answer that shows a record: ``record_version`` is sent back by who then changes it.

    The service that owns the record fills it in (``shared.messaging.versioning``).
    """

    record_version: Annotated[int | None, Field(ge=0)] = None


@dataclass(frozen=True, slots=True)
class Record:
    """A kind of record that people look at and then change.

    ``key`` is the field of each request about it that names the one. Whoever changes it may say
    which version they had before them: where another stands, nothing is done.
    """

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class RpcMethod:
    """One RPC method of one service: its wire name, both bodies, and whether it changes anything.

    A query that ``shows`` a record tells its version; a command that ``changes`` one makes the next.
    """

    service: str
    name: str
    request: type[Request]
    answer: type[Answer]
    kind: Literal["command", "query"]
    description: str
    alone: bool = False
    """Whether it is never asked together with others, since answering it may take its time."""
    shows: Record | None = None
    changes: Record | None = None

    @property
    def routing_key(self) -> str:
        """Return the routing key under which nameko's RPC exchange carries it."""
        return f"{self.service}.{self.name}"

    def at(self, service: str) -> RpcMethod:
        """Return the same method as another service answers it (one of several alike)."""
        return replace(self, service=service)


def json_ready(model: BaseModel) -> dict[str, Any]:
    """Return a model as plain JSON values."""
    return model.model_dump(mode="json", exclude_none=True)


Id = UUID
