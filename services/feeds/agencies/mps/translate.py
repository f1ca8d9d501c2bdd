"""From the Metropolitan Police's form to a submission in our words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.feeds.agencies.mps import answer
from services.feeds.agencies.mps.codes import (
    ANSWERS,
    AREAS,
    CRIMES,
    DISPOSALS,
    HOW,
    MARKERS,
    RESULTS,
    UPDATES,
)
from services.feeds.agencies.mps.wire import Offence, Officer, Person, Referral, Suspect, Victim
from services.feeds.looked_into import both_ways, looked_into
from shared.contracts.codes import Channel, ConsentPurpose, ParticipantRole, Side, Source
from shared.kernel.errors import Fault

__all__ = ["THEIRS", "Referral", "answer", "faults", "translate"]

THEIRS = {
    "initiated_by": "requested_by",
    "harmed": "victims",
    "responsible": "suspects",
    "sender_reference": "urn",
    "rj_is_condition": "disposal_condition",
    "offence.crime_types": "offence.classification",
    "offence.proceedings": "offence.result",
    "offence.offence_on": "offence.committed_on",
}
"""Where the sender finds what we call so: for faults that only show in our words."""


def faults(form: Referral, today: date) -> Iterator[Fault]:
    """Yield what is wrong beyond the form's own shape, by the form's own fields."""
    yield from _offence_faults(form.offence, today)
    asking = "victims" if form.requested_by == "VICTIM" else "suspects"
    for group, people in (("victims", form.victims), ("suspects", form.suspects)):
        for at, person in enumerate(people):
            where = f"{group}.{at}"
            if person.dob and person.dob > today:
                yield Fault(f"{where}.dob", "in-the-future")
            if person.consent and person.consent.taken_on and person.consent.taken_on > today:
                yield Fault(f"{where}.consent.taken_on", "in-the-future")
            if group == asking and not getattr(person, "deceased", False):
                yield from _consent_faults(person, where)
    if asking == "suspects" and not form.suspects:
        yield Fault("suspects", "missing")


def _offence_faults(offence: Offence, today: date) -> Iterator[Fault]:
    if offence.committed_on and offence.committed_on > today:
        yield Fault("offence.committed_on", "in-the-future")
    if both_ways(offence.markers, offence.markers_ruled_out):
        yield Fault("offence.markers_ruled_out", "yes-and-no")


def translate(form: Referral) -> dict[str, Any]:
    """Return the submission as plain values; the contract validates it once more."""
    victims = [_victim(person, at) for at, person in enumerate(form.victims)]
    suspects = [_suspect(person, at) for at, person in enumerate(form.suspects)]
    return {
        "initiated_by": Side.HARMED if form.requested_by == "VICTIM" else Side.RESPONSIBLE,
        "source": Source.POLICE,
        "channel": Channel.FEED,
        "sender_reference": form.urn,
        "referrer_name": _officer(form.officer),
        "referrer_contact": form.officer.contact,
        "update_cadence": UPDATES[form.updates],
        "disposal": DISPOSALS[form.disposal] if form.disposal else None,
        "rj_is_condition": form.disposal_condition,
        "harmed": victims,
        "responsible": suspects,
        "offence": {
            "crime_types": (CRIMES[form.offence.classification],),
            **looked_into(form.offence.markers, form.offence.markers_ruled_out, MARKERS),
            "offence_on": form.offence.committed_on,
            "place_area": AREAS[form.offence.in_mps_area],
            "force": "mps" if form.crime_reference else None,
            "crime_number": form.crime_reference,
            "proceedings": RESULTS[form.offence.result],
            "responsibility_accepted": ANSWERS[form.offence.admitted],
            "narrative": form.offence.circumstances,
        },
        "consents": [
            *_consents(zip(victims, form.victims, strict=True)),
            *_consents(zip(suspects, form.suspects, strict=True)),
        ],
    }


def _officer(officer: Officer) -> str:
    return f"{officer.name}, {officer.unit}"[:120] if officer.unit else officer.name


def _consent_faults(person: Person, where: str) -> Iterator[Fault]:
    if person.consent is None:
        yield Fault(f"{where}.consent", "consent-missing")
        return
    if "Y" not in (person.consent.to_referral, person.consent.to_contact):
        yield Fault(f"{where}.consent.to_referral", "consent-refused")


def _person(person: Person) -> dict[str, Any]:
    return {
        "given_name": person.forenames,
        "family_name": person.surname,
        "date_of_birth": person.dob,
        "address": person.address,
        "postcode": person.postcode,
        "phone": person.telephone,
        "email": person.email,
        "home_area": AREAS[person.lives_in_london],
        "work_area": AREAS[person.works_in_london],
    }


def _victim(person: Victim, at: int) -> dict[str, Any]:
    role = ParticipantRole.HARMED
    if person.deceased:
        role = ParticipantRole.DECEASED
    elif person.bereaved_relative:
        role = ParticipantRole.FAMILY
    extra = {"ref": f"v{at + 1}", "role": role, "safe_contact": person.contact_advice}
    return _person(person) | extra


def _suspect(person: Suspect, at: int) -> dict[str, Any]:
    return _person(person) | {
        "ref": f"s{at + 1}",
        "role": ParticipantRole.RESPONSIBLE,
        "in_custody": person.in_custody,
        "on_licence": person.on_licence,
        "establishment": person.prison,
        "prison_number": person.prison_number,
    }


def _consents(pairs: Any) -> Iterator[dict[str, Any]]:
    for ours, theirs in pairs:
        if theirs.consent is None or ours["role"] is ParticipantRole.DECEASED:
            continue
        said = (
            (ConsentPurpose.BE_REFERRED, theirs.consent.to_referral),
            (ConsentPurpose.BE_CONTACTED, theirs.consent.to_contact),
        )
        for purpose, word in said:
            yield {
                "participant": ours["ref"],
                "purpose": purpose,
                "given": word == "Y",
                "method": HOW[theirs.consent.how],
                "obtained_by": "police_officer",
                "obtained_on": theirs.consent.taken_on,
            }
