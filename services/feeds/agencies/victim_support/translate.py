"""From Victim Support's document to a submission in our words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.feeds.agencies.victim_support.codes import (
    ADMITS,
    CRIMES,
    FEATURES,
    GIVEN_BY,
    INFORMED,
    PLACES,
    STAGES,
)
from services.feeds.agencies.victim_support.wire import Crime, Referral
from services.feeds.looked_into import both_ways, looked_into
from shared.contracts.codes import (
    CaseFlag,
    Channel,
    ConsentPurpose,
    ParticipantRole,
    Side,
    Source,
)
from shared.kernel.errors import Fault

__all__ = ["THEIRS", "Referral", "faults", "translate"]

THEIRS = {
    "initiated_by": "client",
    "harmed": "client",
    "harmed.0": "client",
    "harmed.1": "on_behalf_of",
    "responsible": "offenders",
    "sender_reference": "client_reference",
    "offence.crime_types": "crime.kind",
    "offence.proceedings": "crime.stage",
    "offence.offence_on": "crime.happened_on",
}
"""Where the sender finds what we call so: for faults that only show in our words."""
FLAGS = {**FEATURES, "need": CaseFlag.ADDITIONAL_NEED}


def faults(document: Referral, today: date) -> Iterator[Fault]:
    """Yield what is wrong beyond the document's own shape, by its own fields."""
    permission = document.permission
    for field, day in _days(document):
        if day and day > today:
            yield Fault(field, "in-the-future")
    if both_ways(document.crime.features, document.crime.features_ruled_out):
        yield Fault("crime.features_ruled_out", "yes-and-no")
    if permission is None:
        yield Fault("permission", "consent-missing")
    elif not (permission.share_with_rj or permission.rj_may_contact):
        yield Fault("permission.share_with_rj", "consent-refused")


def _days(document: Referral) -> Iterator[tuple[str, date | None]]:
    died, permission = document.on_behalf_of, document.permission
    yield "client.date_of_birth", document.client.date_of_birth
    yield "on_behalf_of.date_of_birth", died.date_of_birth if died else None
    yield "crime.happened_on", document.crime.happened_on
    yield "permission.given_on", permission.given_on if permission else None
    for at, person in enumerate(document.offenders):
        yield f"offenders.{at}.date_of_birth", person.date_of_birth


def translate(document: Referral) -> dict[str, Any]:
    """Return the submission as plain values; the contract validates it once more."""
    return {
        "initiated_by": Side.HARMED,
        "source": Source.VICTIM_SUPPORT,
        "channel": Channel.FEED,
        "sender_reference": document.client_reference,
        "referrer_name": document.caseworker.name,
        "referrer_contact": document.caseworker.contact,
        "update_cadence": INFORMED[document.keep_informed],
        "harmed": _harmed(document),
        "responsible": [
            {
                "ref": f"o{at + 1}",
                "role": ParticipantRole.RESPONSIBLE,
                "given_name": person.first_name,
                "family_name": person.last_name,
                "date_of_birth": person.date_of_birth,
                "in_custody": person.in_prison,
            }
            for at, person in enumerate(document.offenders)
        ],
        "offence": _offence(
            document.crime, document.rj_interest, additional=document.need.additional
        ),
        "consents": _consents(document),
    }


def _harmed(document: Referral) -> list[dict[str, Any]]:
    client, died = document.client, document.on_behalf_of
    people = [
        {
            "ref": "client",
            "role": ParticipantRole.FAMILY if died else ParticipantRole.HARMED,
            "given_name": client.first_name,
            "family_name": client.last_name,
            "known_as": client.known_as,
            "date_of_birth": client.date_of_birth,
            "address": client.address_lines,
            "postcode": client.postcode,
            "phone": client.mobile,
            "email": client.email,
            "safe_contact": client.safe_to_contact,
            "home_area": PLACES[client.lives],
            "work_area": PLACES[client.works],
        }
    ]
    if died:
        lost: dict[str, Any] = {
            "ref": "died",
            "role": ParticipantRole.DECEASED,
            "given_name": died.first_name,
        }
        people.append(lost | {"family_name": died.last_name, "date_of_birth": died.date_of_birth})
    return people


def _offence(crime: Crime, interest: str | None, *, additional: bool | None) -> dict[str, Any]:
    need = {} if additional is None else {"need": additional}
    features = [*crime.features, *(name for name, has in need.items() if has)]
    return {
        "crime_types": (CRIMES[crime.kind],),
        **looked_into(features, (*crime.features_ruled_out, *need), FLAGS),
        "offence_on": crime.happened_on,
        "place_area": PLACES[crime.happened_in],
        "force": crime.police_force,
        "crime_number": crime.police_reference,
        "proceedings": STAGES[crime.stage],
        "responsibility_accepted": ADMITS[crime.offender_admits],
        "narrative": "\n".join(part for part in (crime.about, interest) if part) or None,
    }


def _consents(document: Referral) -> list[dict[str, Any]]:
    permission = document.permission
    if permission is None:
        return []
    said = (
        (ConsentPurpose.BE_REFERRED, permission.share_with_rj),
        (ConsentPurpose.BE_CONTACTED, permission.rj_may_contact),
    )
    return [
        {
            "participant": "client",
            "purpose": purpose,
            "given": given,
            "method": GIVEN_BY[permission.given_by],
            "obtained_by": "victim_support",
            "obtained_on": permission.given_on,
        }
        for purpose, given in said
    ]
