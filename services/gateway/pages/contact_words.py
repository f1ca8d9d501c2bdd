"""What was tried to reach somebody, where they stood and where they were held, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from services.gateway.pages import words
from shared.contracts.intake.codes import ContactChannel
from shared.contracts.intake.contact import (
    Contacts,
    ContactView,
    EngagementView,
    Preferences,
    SafeHours,
)
from shared.contracts.intake.waiting import CustodyView

TRIED: Final[dict[str, str]] = {
    "phone": "rang them",
    "text": "sent them a text",
    "email": "wrote them an e-mail",
    "post": "wrote them a letter",
    "video": "called them by video",
    "in_person": "went to see them",
    "through_agency": "asked an agency to reach them",
}
THROUGH: Final[dict[str, str]] = {
    "own_contact_details": "by their own contact details",
    "police_path": "through the police",
    "probation_path": "through probation",
    "rehabilitation_company_path": "through the rehabilitation company",
    "prison_path": "through the prison",
    "referrer": "through whoever referred them",
}
CAME: Final[dict[str, str]] = {
    "reached": "They were reached.",
    "no_answer": "Nobody answered.",
    "message_left": "A message was left.",
    "wrong_details": "The details were wrong.",
    "somebody_else_answered": "Somebody else answered.",
    "returned": "It came back.",
    "refused_to_talk": "They did not want to talk.",
}
STOOD: Final[dict[str, str]] = {
    "not_yet_contacted": "They were not contacted yet",
    "attempting": "We were trying to reach them",
    "unreachable": "They could not be reached",
    "informed_deciding": "They were informed and were deciding",
    "reluctant": "They were reluctant",
    "willing_indirect": "They were willing to take part without meeting",
    "willing_direct": "They were willing to meet",
    "declined": "They said no",
    "withdrew": "They withdrew",
    "deceased_or_ill": "They had died or were ill",
    "not_approached": "They were not to be approached",
}
HELD: Final[dict[str, str]] = {
    "received": "Taken into prison",
    "moved": "Moved",
    "released": "Released",
    "recalled": "Recalled to prison",
}
DETAILS: Final[dict[str, str]] = {
    "given_name": "First name",
    "family_name": "Last name",
    "known_as": "Known as",
    "email": "E-mail",
    "safe_contact": "Safe contact",
    "establishment": "Prison",
    "further_identifiers": "Also known by",
}
LEAP_YEAR = 2020
EVERY_WAY = frozenset(ContactChannel)
AGAINST = " It was against what they had asked for; why is kept."


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened, and the sentence that tells it."""

    at: datetime
    sentence: str


def teller(by: str, who: Mapping[str, str]) -> str:
    """Return who told a detail: an account by its name, an agency, or whoever referred themselves."""
    if by == "self-referral":
        return "The person themselves"
    kind, _, agency = by.partition(":")
    return words.label(agency) if kind == "agency" else who.get(by, "Somebody")


def steps(told: Contacts, who: Mapping[str, str], strands: Mapping[UUID, str]) -> list[Step]:
    """Return attempts and changes of where somebody stood as one account, the newest first.

    ``strands`` names each strand where there are several.
    """
    found = [Step(one.at, attempt(one, who.get(one.by, "Somebody"))) for one in told.contacts]
    found += [
        Step(one.since, stood(one, strands.get(one.strand_id, ""))) for one in told.engagement
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def attempt(one: ContactView, by: str) -> str:
    """Return one attempt: who tried it, how, through whom, and what came of it."""
    against = AGAINST if one.against_preferences else ""
    return f"{by} {TRIED[one.channel]}, {THROUGH[one.path]}. {CAME[one.result]}{against}"


def stood(one: EngagementView, strand: str) -> str:
    """Return where somebody stood from then on."""
    through = f" {THROUGH[one.path]}" if one.path else ""
    return f"{STOOD[one.engagement]}{through}{strand}."


def held(history: Iterable[CustodyView]) -> list[Step]:
    """Return where somebody was held, who said so and when that was checked, the newest first."""
    return [Step(one.changed_at, _held(one)) for one in reversed(tuple(history))]


def _held(one: CustodyView) -> str:
    place = f": {one.establishment}" if one.establishment else ""
    source = f"Said by {one.source}." if one.source else "Who said so is not kept."
    return f"{HELD[one.change]}{place}. {source}"


def asked_for(told: Preferences) -> list[tuple[str, str]]:
    """Return how somebody asked to be contacted, each wish with what it is about."""
    ways = ", ".join(words.label(one) for one in told.channels)
    days = ", ".join(_day(one) for one in told.avoid_every_year)
    found = (
        ("Safe ways", "Every way" if set(told.channels) >= EVERY_WAY else ways or "None: nobody contacts them"),
        ("Safe hours", "; ".join(_hours(one) for one in told.hours) or "Any"),
        ("Never on", ", ".join(words.day(one) for one in told.avoid)),
        ("Never, in any year, on", days),
        ("Call them", told.name_to_use or ""),
        ("May not learn of it", ", ".join(told.may_not_learn)),
        ("A message", "May be left" if told.leave_messages else "May not be left"),
    )  # fmt: skip
    return [(name, value) for name, value in found if value]


def _hours(one: SafeHours) -> str:
    return f"{one.day.capitalize()} from {one.after:%H:%M} to {one.until:%H:%M}"


def _day(written: str) -> str:
    """Return a day of every year, which is kept as month and day."""
    month, day = (int(part) for part in written.split("-"))
    return words.day(date(LEAP_YEAR, month, day)).rpartition(" ")[0]
