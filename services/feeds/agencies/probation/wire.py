"""The referral PRJ, version 1: what an offender manager or victim liaison officer sends."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.feeds.agencies.probation.codes import (
    ANSWERS,
    AREAS,
    FLAGS,
    FORMS,
    LIMITED_ACCESS,
    MANAGERS,
    MAPPA_CATEGORIES,
    MAPPA_LEVELS,
    OFFENCES,
    OUTCOMES,
    SUPERVISION,
    UPDATES,
)

CRN = "a CRN: one or two letters and six digits, such as X123456"
NOMS = "a prison number: a letter, four digits and two letters, such as A1234BC"
PNC = "a PNC number: year, a stroke, the serial and its check letter, such as 99/123456X"
CRO = "a CRO number: serial, a stroke, the year and a letter, such as 123456/99X"
PRISON = "a prison's three letters, such as WWI, or UNK if nobody knows"
OWN = "your own reference: 3 to 60 letters, digits, strokes, dots or hyphens"
Name = Annotated[str, Field(min_length=1, max_length=100)]


class Form(BaseModel):
    """Part of the referral. What the agreement does not name was dropped before."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Consent(Form):
    """What somebody agreed to, and how they said so."""

    to_referral: Literal["Y", "N"]
    to_contact: Literal["Y", "N"]
    form: Literal[*FORMS] = "SPOKEN"  # type: ignore[valid-type]
    taken_on: date | None = None


class Manager(Form):
    """Who refers: a prison or community offender manager, a victim liaison officer, RE:Hub."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    role: Literal[*MANAGERS]  # type: ignore[valid-type]
    contact: Annotated[str, Field(max_length=200)] | None = None
    team: Annotated[str, Field(max_length=100)] | None = None


class Subject(Form):
    """The person on probation or in prison, by the numbers that the service knows them by."""

    crn: Annotated[str, Field(pattern=r"^[A-Z]{1,2}\d{6}$", description=CRN, examples=["X000001"])]
    forenames: Name
    surname: Name
    date_of_birth: date | None = None
    prison_number: (
        Annotated[
            str, Field(pattern=r"^[A-Z]\d{4}[A-Z]{2}$", description=NOMS, examples=["A0001AA"])
        ]
        | None
    ) = None
    pnc: (
        Annotated[
            str,
            Field(
                pattern=r"^(?:\d{2})?\d{2}/\d{1,7}[A-Z]$", description=PNC, examples=["99/123456X"]
            ),
        ]
        | None
    ) = None
    cro: (
        Annotated[
            str,
            Field(
                pattern=r"^(\d{1,6}/\d{2}[A-Z]|SF\d{2}/\d{1,6}[A-Z])$",
                description=CRO,
                examples=["123456/99X"],
            ),
        ]
        | None
    ) = None
    prison: (
        Annotated[str, Field(pattern=r"^[A-Z]{3}$", description=PRISON, examples=["WWI"])] | None
    ) = None
    supervision: Literal[*SUPERVISION]  # type: ignore[valid-type]
    mappa_level: Literal[*MAPPA_LEVELS]  # type: ignore[valid-type]
    mappa_category: Literal[*MAPPA_CATEGORIES] | None = None  # type: ignore[valid-type]
    address: tuple[Annotated[str, Field(max_length=200)], ...] = Field(default=(), max_length=6)
    postcode: Annotated[str, Field(max_length=10)] | None = None
    telephone: Annotated[str, Field(max_length=30)] | None = None
    lives_in: Literal[*AREAS] = "UNK"  # type: ignore[valid-type]
    consent: Consent | None = None


class Victim(Form):
    """A person harmed, as far as the officer may say."""

    forenames: Name
    surname: Name
    date_of_birth: date | None = None
    telephone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=200)] | None = None
    postcode: Annotated[str, Field(max_length=10)] | None = None
    lives_in: Literal[*AREAS] = "UNK"  # type: ignore[valid-type]
    deceased: bool = False
    bereaved_relative: bool = False
    consent: Consent | None = None


class Offence(Form):
    """The index offence.

    ``flags`` apply; ``flags_ruled_out`` were looked into and do not. What stands in neither list
    is not known, and our staff ask.
    """

    group: Literal[*OFFENCES]  # type: ignore[valid-type]
    flags: tuple[Literal[*FLAGS], ...] = ()  # type: ignore[valid-type]
    flags_ruled_out: tuple[Literal[*FLAGS], ...] = ()  # type: ignore[valid-type]
    committed_on: date | None = None
    happened_in: Literal[*AREAS] = "UNK"  # type: ignore[valid-type]
    outcome: Literal[*OUTCOMES] = "UNK"  # type: ignore[valid-type]
    accepts_responsibility: Literal[*ANSWERS] = "UNK"  # type: ignore[valid-type]
    summary: Annotated[str, Field(max_length=7000)] | None = None
    police_force: Annotated[str, Field(max_length=20)] | None = None
    crime_reference: Annotated[str, Field(max_length=35)] | None = None


class Referral(Form):
    """The whole referral."""

    form: Literal["PRJ"]
    version: Literal["1"]
    referral_id: Annotated[
        str,
        Field(pattern=r"^[A-Za-z0-9/._-]{3,60}$", description=OWN, examples=["SAMPLE-PRJ-0001"]),
    ]
    requested_by: Literal["SUBJECT", "VICTIM"]
    limited_access: Literal[*LIMITED_ACCESS] = "UNK"  # type: ignore[valid-type]
    manager: Manager
    subject: Subject
    offence: Offence
    victims: tuple[Victim, ...] = Field(min_length=1, max_length=30)
    updates: Literal[*UPDATES] = "END"  # type: ignore[valid-type]
