"""RPC methods of what people are told: notices and leaflets, pathways, the helpline, that somebody asked.

Bodies travel sealed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod
from shared.contracts.intake.codes import ContactChannel
from shared.contracts.intake.people import Code


class AskMaterials(Request):
    """Ask which notices, leaflets and guides there are for an audience (all), on a day (today)."""

    audience: Code | None = None
    on: date | None = None


class MaterialView(Message):
    """One edition of a notice, leaflet or guide."""

    code: str
    kind: str
    audience: str
    version: str
    notice: bool
    from_on: date


class Materials(Answer):
    """The editions in force."""

    materials: tuple[MaterialView, ...]


class RecordShown(Request):
    """Record that somebody was shown a notice or leaflet, in the edition of that day (INT-23)."""

    case_id: UUID
    person_id: UUID
    material: Code
    shown_on: date | None = None


class ShownKept(Answer):
    """Which edition it was."""

    shown_id: UUID
    version: str


class AskShown(Request):
    """Ask what people of a case were shown, and who still has to see the notice."""

    case_id: UUID


class ShownView(Message):
    """Somebody was shown something."""

    person_id: UUID
    material: str
    version: str
    shown_on: date
    recorded_by: str


class WhatWasShown(Answer):
    """What was shown, in order; and who was never shown the fair processing notice in force."""

    shown: tuple[ShownView, ...]
    without_notice: tuple[UUID, ...]


class AskPathways(Request):
    """Ask for the referral pathways as they stood on a day (today)."""

    on: date | None = None


class PathwayView(Message):
    """A referral pathway with its status, and since when (INT-21)."""

    code: str
    partner: str | None = None
    both_sides: bool
    status: str
    since: date


class Pathways(Answer):
    """Every pathway that had begun."""

    pathways: tuple[PathwayView, ...]


class AskHelpline(Request):
    """Ask for the helpline's number."""


class Helpline(Answer):
    """The number as configured, what a call is charged as, and whether somebody answers now."""

    number: str | None = None
    charge: str | None = None
    open_now: bool


class AllowFirstTelling(Request):
    """Allow that a responsible person is told that somebody asked: which words, and by whom."""

    case_id: UUID
    strand_id: UUID
    words: Annotated[str, Field(min_length=10, max_length=2000)]
    by_user: Annotated[str, Field(min_length=1, max_length=200)]


class FirstTellingAllowed(Answer):
    """The step's id."""

    telling_id: UUID


class TellFirst(Request):
    """Record that the person who was named told it, in the words that were allowed (INT-28)."""

    case_id: UUID
    telling_id: UUID
    channel: ContactChannel


class AskFirstTellings(Request):
    """Ask what may be, or was, said first to the responsible people of a case. Audited."""

    case_id: UUID


class FirstTellingView(Message):
    """What may be said first, by whom, and whether it was."""

    telling_id: UUID
    strand_id: UUID
    words: str
    by_user: str
    allowed_by: str
    allowed_at: datetime
    told_at: datetime | None = None
    channel: ContactChannel | None = None


class FirstTellings(Answer):
    """First tellings of a case, oldest first."""

    tellings: tuple[FirstTellingView, ...]


def _method(name: str, request: type[Request], answer: type[Answer], does: str) -> RpcMethod:
    kind = "command" if request in {RecordShown, AllowFirstTelling, TellFirst} else "query"
    return RpcMethod("intake", name, request, answer, kind, does)  # type: ignore[arg-type]


MATERIALS = _method("materials", AskMaterials, Materials, "Notices, leaflets and guides in force.")
RECORD_SHOWN = _method("record_shown", RecordShown, ShownKept, "Record what somebody was shown.")
SHOWN = _method("shown", AskShown, WhatWasShown, "What people were shown, and who was not.")
PATHWAYS = _method("pathways", AskPathways, Pathways, "Referral pathways with their status.")
HELPLINE = _method("helpline", AskHelpline, Helpline, "The helpline's number, as configured.")
ALLOW_FIRST_TELLING = _method(
    "allow_first_telling",
    AllowFirstTelling,
    FirstTellingAllowed,
    "Allow that somebody is told that they were asked for.",
)
TELL_FIRST = _method("tell_first", TellFirst, Nothing, "Record that it was told, as allowed.")
FIRST_TELLINGS = _method(
    "first_tellings", AskFirstTellings, FirstTellings, "What may be said first, and by whom."
)

METHODS = (
    MATERIALS,
    RECORD_SHOWN,
    SHOWN,
    PATHWAYS,
    HELPLINE,
    ALLOW_FIRST_TELLING,
    TELL_FIRST,
    FIRST_TELLINGS,
)
