"""The document vs-rj-referral, revision 3, as Victim Support publish it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.feeds.agencies.victim_support.codes import (
    ADMITS,
    CRIMES,
    FEATURES,
    GIVEN_BY,
    INFORMED,
    PLACES,
    STAGES,
)

OWN = "your own reference: 3 to 60 letters, digits, strokes, dots or hyphens"
Name = Annotated[str, Field(min_length=1, max_length=100)]
Line = Annotated[str, Field(max_length=200)]


class Document(BaseModel):
    """Part of the document. What the agreement does not name was dropped before."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Permission(Document):
    """What the client allowed."""

    share_with_rj: bool
    rj_may_contact: bool
    given_by: Literal[*GIVEN_BY] = "phone"  # type: ignore[valid-type]
    given_on: date | None = None


class Client(Document):
    """The person whom Victim Support help."""

    first_name: Name
    last_name: Name
    known_as: Name | None = None
    date_of_birth: date | None = None
    address_lines: tuple[Line, ...] = Field(default=(), max_length=6)
    postcode: Annotated[str, Field(max_length=10)] | None = None
    mobile: Annotated[str, Field(max_length=30)] | None = None
    email: Line | None = None
    safe_to_contact: Annotated[str, Field(max_length=500)] | None = None
    lives: Literal[*PLACES] = "Unknown"  # type: ignore[valid-type]
    works: Literal[*PLACES] = "Unknown"  # type: ignore[valid-type]


class SomeoneElse(Document):
    """The person who died, or the offender, as far as known."""

    first_name: Name
    last_name: Name
    date_of_birth: date | None = None


class Offender(SomeoneElse):
    """The offender, where the client knows who it was."""

    in_prison: bool = False


class Crime(Document):
    """What happened.

    ``features`` apply; about ``features_ruled_out`` the client was asked, and they do not. What
    stands in neither list is not known, and our staff ask.
    """

    kind: Literal[*CRIMES]  # type: ignore[valid-type]
    features: tuple[Literal[*FEATURES], ...] = ()  # type: ignore[valid-type]
    features_ruled_out: tuple[Literal[*FEATURES], ...] = ()  # type: ignore[valid-type]
    happened_on: date | None = None
    happened_in: Literal[*PLACES] = "Unknown"  # type: ignore[valid-type]
    police_force: Annotated[str, Field(max_length=20)] | None = None
    police_reference: Annotated[str, Field(max_length=35)] | None = None
    stage: Literal[*STAGES] = "not_known"  # type: ignore[valid-type]
    offender_admits: Literal[*ADMITS] = "unknown"  # type: ignore[valid-type]
    about: Annotated[str, Field(max_length=7000)] | None = None


class Need(Document):
    """What the client needs."""

    additional: bool | None = None


class Caseworker(Document):
    """Who refers."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    contact: Line | None = None


class Referral(Document):
    """The whole document."""

    document: Literal["vs-rj-referral"]
    revision: Literal[3]
    client_reference: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9/._-]{3,60}$", description=OWN, examples=["SAMPLE-VS-0001"])
    ]
    caseworker: Caseworker
    client: Client
    on_behalf_of: SomeoneElse | None = None
    crime: Crime
    need: Need = Need()
    offenders: tuple[Offender, ...] = Field(default=(), max_length=30)
    permission: Permission | None = None
    rj_interest: Annotated[str, Field(max_length=900)] | None = None
    keep_informed: Literal[*INFORMED] = "when_finished"  # type: ignore[valid-type]
