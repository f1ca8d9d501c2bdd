"""From the probation service's referral to a submission in our words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.feeds.agencies.probation import answer
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
    UNKNOWN,
    UPDATES,
)
from services.feeds.agencies.probation.wire import (
    Consent,
    Manager,
    Offence,
    Referral,
    Subject,
    Victim,
)
from services.feeds.identifiers import pnc_is_right
from services.feeds.looked_into import both_ways, looked_into
from shared.contracts.codes import Channel, ConsentPurpose, ParticipantRole, Side
from shared.kernel.errors import Fault

__all__ = ["THEIRS", "Referral", "answer", "faults", "translate"]

THEIRS = {
    "initiated_by": "requested_by",
    "harmed": "victims",
    "responsible.0": "subject",
    "responsible": "subject",
    "sender_reference": "referral_id",
    "offence.crime_types": "offence.group",
    "offence.proceedings": "offence.outcome",
    "offence.offence_on": "offence.committed_on",
}
"""Where the sender finds what we call so: for faults that only show in our words."""


def faults(form: Referral, today: date) -> Iterator[Fault]:
    """Yield what is wrong beyond the form's own shape, by the form's own fields."""
    subject = form.subject
    if LIMITED_ACCESS[form.limited_access]:
        yield Fault("limited_access", "restricted")
    if subject.pnc and not pnc_is_right(subject.pnc):
        yield Fault("subject.pnc", "check-letter")
    if subject.prison is None and subject.supervision == "CUST":
        yield Fault("subject.prison", "missing")
    for field, day in _days(form):
        if day and day > today:
            yield Fault(field, "in-the-future")
    if both_ways(form.offence.flags, form.offence.flags_ruled_out):
        yield Fault("offence.flags_ruled_out", "yes-and-no")
    yield from _asking(form)


def _asking(form: Referral) -> Iterator[Fault]:
    """Yield where the consent of the side that asks is not declared (INT-08)."""
    if form.requested_by == "SUBJECT":
        yield from _consent_faults(form.subject.consent, "subject")
        return
    for at, victim in enumerate(form.victims):
        if not victim.deceased:
            yield from _consent_faults(victim.consent, f"victims.{at}")


def translate(form: Referral) -> dict[str, Any]:
    """Return the submission as plain values; the contract validates it once more."""
    victims = [_victim(person, at) for at, person in enumerate(form.victims)]
    said = [("s1", form.subject.consent), *_of_victims(form)]
    return {
        "initiated_by": Side.RESPONSIBLE if form.requested_by == "SUBJECT" else Side.HARMED,
        "source": MANAGERS[form.manager.role],
        "channel": Channel.FEED,
        "sender_reference": form.referral_id,
        "referrer_name": _manager(form.manager),
        "referrer_contact": form.manager.contact,
        "update_cadence": UPDATES[form.updates],
        "harmed": victims,
        "responsible": [_subject(form.subject, form.manager)],
        "offence": _offence(form.offence, form.subject),
        "consents": [entry for ref, consent in said for entry in _consents(ref, consent)],
    }


def _days(form: Referral) -> Iterator[tuple[str, date | None]]:
    yield "subject.date_of_birth", form.subject.date_of_birth
    yield "offence.committed_on", form.offence.committed_on
    if form.subject.consent:
        yield "subject.consent.taken_on", form.subject.consent.taken_on
    for at, victim in enumerate(form.victims):
        yield f"victims.{at}.date_of_birth", victim.date_of_birth
        if victim.consent:
            yield f"victims.{at}.consent.taken_on", victim.consent.taken_on


def _consent_faults(consent: Consent | None, where: str) -> Iterator[Fault]:
    if consent is None:
        yield Fault(f"{where}.consent", "consent-missing")
    elif "Y" not in (consent.to_referral, consent.to_contact):
        yield Fault(f"{where}.consent.to_referral", "consent-refused")


def _manager(manager: Manager) -> str:
    return f"{manager.name} ({manager.role})"


def _subject(subject: Subject, manager: Manager) -> dict[str, Any]:
    in_custody, on_licence = SUPERVISION[subject.supervision]
    numbers = (
        ("probation_crn", subject.crn),
        ("prison_number", subject.prison_number),
        ("pnc_id", subject.pnc),
        ("cro_number", subject.cro),
    )
    return {
        "ref": "s1",
        "role": ParticipantRole.RESPONSIBLE,
        "given_name": subject.forenames,
        "family_name": subject.surname,
        "date_of_birth": subject.date_of_birth,
        "address": subject.address,
        "postcode": subject.postcode,
        "phone": subject.telephone,
        "home_area": AREAS[subject.lives_in],
        "in_custody": in_custody,
        "on_licence": on_licence,
        "establishment": None if subject.prison == UNKNOWN else subject.prison,
        "prison_number": subject.prison_number,
        "identifiers": [{"kind": kind, "value": value} for kind, value in numbers if value],
        "offender_manager": ", ".join(
            part for part in (manager.name, manager.role, manager.team) if part
        )[:200],
    }


def _victim(person: Victim, at: int) -> dict[str, Any]:
    role = ParticipantRole.HARMED
    if person.deceased:
        role = ParticipantRole.DECEASED
    elif person.bereaved_relative:
        role = ParticipantRole.FAMILY
    return {
        "ref": f"v{at + 1}",
        "role": role,
        "given_name": person.forenames,
        "family_name": person.surname,
        "date_of_birth": person.date_of_birth,
        "phone": person.telephone,
        "email": person.email,
        "postcode": person.postcode,
        "home_area": AREAS[person.lives_in],
    }


def _offence(offence: Offence, subject: Subject) -> dict[str, Any]:
    mappa = f"MAPPA {MAPPA_LEVELS[subject.mappa_level]}"
    if subject.mappa_category:
        mappa += f", category {MAPPA_CATEGORIES[subject.mappa_category]}"
    return {
        "crime_types": (OFFENCES[offence.group],),
        "crime_type_known": offence.group != UNKNOWN,
        **looked_into(offence.flags, offence.flags_ruled_out, FLAGS),
        "offence_on": offence.committed_on,
        "place_area": AREAS[offence.happened_in],
        "force": offence.police_force,
        "crime_number": offence.crime_reference,
        "proceedings": OUTCOMES[offence.outcome],
        "responsibility_accepted": ANSWERS[offence.accepts_responsibility],
        "narrative": "\n".join(part for part in (offence.summary, mappa) if part),
    }


def _of_victims(form: Referral) -> Iterator[tuple[str, Consent | None]]:
    for at, victim in enumerate(form.victims):
        if not victim.deceased:
            yield f"v{at + 1}", victim.consent


def _consents(ref: str, consent: Consent | None) -> Iterator[dict[str, Any]]:
    if consent is None:
        return
    for purpose, word in (
        (ConsentPurpose.BE_REFERRED, consent.to_referral),
        (ConsentPurpose.BE_CONTACTED, consent.to_contact),
    ):
        yield {
            "participant": ref,
            "purpose": purpose,
            "given": word == "Y",
            "method": FORMS[consent.form],
            "obtained_by": "probation_officer",
            "obtained_on": consent.taken_on,
        }
