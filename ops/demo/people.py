"""Invented people of the demo year: obviously invented, so that a search finds any leak.

Every name carries the word Testperson or Fictional, telephone numbers come from the range
kept for drama (07700 900xxx), e-mail from example.org, postcodes from a district that does
not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ops.demo.year import Door, Planned
from shared.contracts.codes import CaseFlag, Channel, CrimeType, Side

MARKERS = (
    "Testperson", "Fictional", "Inventedlane", "ZE9 9ZZ", "07700 900", "@people.example.org",
)  # fmt: skip
"""One of these stands in every name, address, contact and free text of the demo."""
ON_THE_PUBLIC_FORM = (CaseFlag.DOMESTIC_ABUSE, CaseFlag.STALKING)
NARRATIVE = "Fictional narrative of an invented harm, told by an invented person."


@dataclass(frozen=True, slots=True)
class Cast:
    """How many stand on each side, and who began it."""

    harmed: int = 1
    responsible: int = 1
    deceased: bool = False


def harmed(number: int, index: int = 0, *, role: str = "harmed") -> dict[str, Any]:
    """Return an invented harmed person (or family member) of referral ``number``."""
    return {
        "ref": f"h{index + 1}",
        "role": role,
        "given_name": f"Fictional{number:03d}{'abc'[index]}",
        "family_name": f"Testperson-Harmed{number:03d}",
        "date_of_birth": date(1960 + number % 40, 1 + number % 12, 1 + number % 28).isoformat(),
        "address": [f"{number} Inventedlane"],
        "postcode": "ZE9 9ZZ",
        "phone": f"07700 900{number:03d}",
        "email": f"harmed{number:03d}{'abc'[index]}@people.example.org",
        "home_area": "london",
    }


def deceased(number: int) -> dict[str, Any]:
    """Return the invented person who died: the primary victim, never contactable (INT-16)."""
    return {
        "ref": "d1",
        "role": "deceased",
        "given_name": f"Fictional{number:03d}d",
        "family_name": f"Testperson-Deceased{number:03d}",
    }


def responsible(number: int, index: int = 0, *, in_custody: bool = False) -> dict[str, Any]:
    """Return an invented responsible person of referral ``number``."""
    person: dict[str, Any] = {
        "ref": f"r{index + 1}",
        "role": "responsible",
        "given_name": f"Fictional{number:03d}{'rstuv'[index]}",
        "family_name": f"Testperson-Responsible{number:03d}",
        "date_of_birth": date(1970 + number % 30, 1 + number % 12, 1 + number % 28).isoformat(),
        "home_area": "unknown",
        "in_custody": in_custody,
    }
    if in_custody:
        person |= {"establishment": "WWI", "prison_number": f"A{number % 9000 + 1000}ZZ"}
    return person


def submission(planned: Planned, cast: Cast) -> dict[str, Any]:
    """Return a whole submission as the gateway takes it."""
    bereaved = cast.deceased
    side = [harmed(planned.number, n, role="family" if bereaved else "harmed")
            for n in range(cast.harmed)]  # fmt: skip
    if bereaved:
        side.insert(0, deceased(planned.number))
    others = [
        responsible(planned.number, n, in_custody=_in_custody(planned))
        for n in range(cast.responsible)
    ]
    body: dict[str, Any] = {
        "initiated_by": planned.initiated_by.value,
        "source": planned.source.value,
        "channel": _channel(planned).value,
        "sender_reference": None if planned.door is Door.SELF else f"DEMO-{planned.number:03d}",
        "update_cadence": "only_at_the_end",
        "harmed": side,
        "responsible": others,
        "offence": offence(planned),
        "consents": _consents(planned, side, others),
    }
    if planned.transferred_from:
        body |= {"original_received_on": "2018-11-05", "prior_provider": planned.transferred_from}
    return {name: value for name, value in body.items() if value is not None}


def offence(planned: Planned) -> dict[str, Any]:
    """Return what happened, as codes; the narrative is invented."""
    letter = CaseFlag.NON_RECENT in planned.flags
    return {
        "crime_types": [planned.crime.value],
        "flags": [flag.value for flag in planned.flags],
        "asked": [flag.value for flag in asked(planned)],
        "place_area": "london",
        "force": "mps",
        "proceedings": "released_without_charge" if letter else "sentenced",
        "responsibility_accepted": "unknown" if letter else "yes",
        "narrative": NARRATIVE,
    }


def asked(planned: Planned) -> tuple[CaseFlag, ...]:
    """Return what the form of the referral's door asks: an agency's all, the public one two."""
    return ON_THE_PUBLIC_FORM if planned.door is Door.SELF else tuple(CaseFlag)


def _channel(planned: Planned) -> Channel:
    if planned.transferred_from:
        return Channel.TRANSFER_IN
    return Channel.WEB_FORM if planned.door is Door.SELF else Channel.EMAIL


def _in_custody(planned: Planned) -> bool:
    by_responsible = planned.initiated_by is Side.RESPONSIBLE
    return by_responsible or planned.crime in (CrimeType.MURDER, CrimeType.MANSLAUGHTER)


def _consents(
    planned: Planned, side: list[dict[str, Any]], others: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    began = side if planned.initiated_by is Side.HARMED else others
    by = "self" if planned.door is Door.SELF else planned.source.value
    return [
        {"participant": person["ref"], "purpose": purpose, "method": "spoken", "obtained_by": by}
        for person in began
        if person["role"] != "deceased"
        for purpose in ("be_referred", "be_contacted")
    ]
