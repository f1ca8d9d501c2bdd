"""The form RJ1, version 1, as the Metropolitan Police publish it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.feeds.agencies.mps.codes import CRIMES, DISPOSALS, HOW, MARKERS, RESULTS, UPDATES

OWN = "your own reference: 3 to 60 letters, digits, strokes, dots or hyphens"
CRIME = "a crime reference: 3 to 35 letters, digits, strokes, dots or hyphens"
PRISON = "a prison's three letters, such as WWI"
NOMS = "a prison number: a letter, four digits and two letters, such as A1234BC"
Name = Annotated[str, Field(min_length=1, max_length=100)]
Answer = Literal["Y", "N", "U"]


class Form(BaseModel):
    """Part of the form. What the agreement does not name was dropped before."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Consent(Form):
    """What somebody agreed to, and with whom they spoke."""

    to_referral: Literal["Y", "N"]
    to_contact: Literal["Y", "N"]
    how: Literal[*HOW] = "IN_PERSON"  # type: ignore[valid-type]
    taken_on: date | None = None


class Person(Form):
    """A victim or suspect."""

    forenames: Name
    surname: Name
    dob: date | None = None
    address: tuple[Annotated[str, Field(max_length=200)], ...] = Field(default=(), max_length=6)
    postcode: Annotated[str, Field(max_length=10)] | None = None
    telephone: Annotated[str, Field(max_length=30)] | None = None
    email: Annotated[str, Field(max_length=200)] | None = None
    lives_in_london: Answer = "U"
    works_in_london: Answer = "U"
    consent: Consent | None = None


class Victim(Person):
    """Somebody harmed; ``deceased`` people are never contacted (INT-16)."""

    deceased: bool = False
    bereaved_relative: bool = False
    contact_advice: Annotated[str, Field(max_length=500)] | None = None


class Suspect(Person):
    """Somebody believed responsible."""

    in_custody: bool = False
    on_licence: bool = False
    prison: (
        Annotated[str, Field(pattern=r"^[A-Z]{3}$", description=PRISON, examples=["WWI"])] | None
    ) = None
    prison_number: (
        Annotated[
            str, Field(pattern=r"^[A-Z]\d{4}[A-Z]{2}$", description=NOMS, examples=["A0001AA"])
        ]
        | None
    ) = None


class Offence(Form):
    """The crime report.

    ``markers`` apply; ``markers_ruled_out`` were looked into and do not. What stands in neither list
    is not known, and our staff ask.
    """

    classification: Literal[*CRIMES]  # type: ignore[valid-type]
    markers: tuple[Literal[*MARKERS], ...] = ()  # type: ignore[valid-type]
    markers_ruled_out: tuple[Literal[*MARKERS], ...] = ()  # type: ignore[valid-type]
    committed_on: date | None = None
    in_mps_area: Answer = "U"
    result: Literal[*RESULTS] = "UNKNOWN"  # type: ignore[valid-type]
    admitted: Answer = "U"
    circumstances: Annotated[str, Field(max_length=8000)] | None = None


class Officer(Form):
    """Who refers."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    contact: Annotated[str, Field(max_length=200)] | None = None
    unit: Annotated[str, Field(max_length=60)] | None = None


class Referral(Form):
    """The whole form."""

    form: Literal["RJ1"]
    version: Literal["1"]
    urn: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9/._-]{3,60}$", description=OWN, examples=["SAMPLE/0001/19"])
    ]
    crime_reference: (
        Annotated[
            str,
            Field(pattern=r"^[A-Za-z0-9/._-]{3,35}$", description=CRIME, examples=["0000001/19"]),
        ]
        | None
    ) = None
    requested_by: Literal["VICTIM", "SUSPECT"]
    officer: Officer
    offence: Offence
    victims: tuple[Victim, ...] = Field(min_length=1, max_length=30)
    suspects: tuple[Suspect, ...] = Field(default=(), max_length=30)
    updates: Literal[*UPDATES] = "END"  # type: ignore[valid-type]
    disposal: Literal[*DISPOSALS] | None = None  # type: ignore[valid-type]
    disposal_condition: bool | None = None
