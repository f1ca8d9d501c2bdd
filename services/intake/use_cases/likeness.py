"""What of a referral is compared, and by which keys its like are found again.

Names lie sealed, so nothing can be searched for by being alike. Instead every person is kept under
a few keyed indexes of coarse forms (how the family name sounds with the year of birth, the initial
with the birth date …), and looked for under these and their usual corruptions: names swapped, day
and month swapped. What is found is opened and weighed (``domain.matching``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.intake.domain.identifiers import read_identifier, read_postcode, read_reference
from services.intake.domain.matching import Described, Incident
from shared.contracts.codes import Side
from shared.contracts.intake.codes import IdentifierKind, ReferenceKind
from shared.contracts.intake.people import OffenceDetails, ParticipantDetails, ReferralSubmission
from shared.security.normal_forms import normal_form, sounds_like

if TYPE_CHECKING:
    from shared.security.crypto import BlindIndex

_KIND = "match"
_COARSE = ("sy|", "gf|")
"""Many share one of these by chance: alone it says too little to open somebody's record."""


def described(person: ParticipantDetails, side: Side) -> Described:
    """Return a person in the forms that are compared."""
    return Described(
        side=side,
        given=normal_form("name", person.given_name),
        family=normal_form("name", person.family_name),
        known_as=normal_form("name", person.known_as or ""),
        born=person.date_of_birth,
        phone=normal_form("phone", person.phone or ""),
        email=normal_form("email", person.email or ""),
        postcode=read_postcode(person.postcode).same_as if person.postcode else "",
        identifiers=frozenset(_identifiers(person)),
    )


def people_of(submission: ReferralSubmission) -> tuple[Described, ...]:
    """Return everybody in a submission as they are compared."""
    sides = ((Side.HARMED, submission.harmed), (Side.RESPONSIBLE, submission.responsible))
    return tuple(described(person, side) for side, people in sides for person in people)


def incident_of(offence: OffenceDetails) -> Incident:
    """Return what happened in the forms that are compared."""
    return Incident(
        references=frozenset(_references(offence)),
        crime_types=frozenset(offence.crime_types),
        offence_on=offence.offence_on,
    )


def kept_keys(person: Described) -> set[str]:
    """Return the keys under which a person is kept."""
    return both_keys(person)[0]


def sought_keys(person: Described) -> set[str]:
    """Return the keys under which a person's like are looked for."""
    return both_keys(person)[1]


def both_keys(person: Described) -> tuple[set[str], set[str]]:
    """Return the keys under which a person is kept, and those under which their like are sought."""
    given, family, known_as = map(_sounded, (person.given, person.family, person.known_as))
    kept = {*_by_names(given, family, person.born), *_by_contact(person, family)}
    sought = set(kept)
    for first, last in ((given, family), (family, given), (known_as, _sounded(""))):
        for born in _spellings(person.born):
            sought.update(_by_names(first, last, born))
    return kept, sought


def incident_keys(incident: Incident) -> set[str]:
    """Return the keys under which an incident is kept and looked for, whatever force wrote it."""
    return {f"ref|{re.sub(r'[^A-Z0-9]', '', number)}" for _, _, number in incident.references}


def keys_of_number(text: str) -> set[str]:
    """Return the key under which an incident with this number is kept; none where it is no number."""
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    return {f"ref|{bare}"} if bare else set()


def keys_of_name(text: str) -> set[str]:
    """Return the keys of a first and a last name, in either order, as they sound.

    Where there are more than two words, each place may be where the one ends and the other begins.
    A single word is no such name, and has none.
    """
    words = normal_form("name", text).split()
    halves = [
        (_sounded(" ".join(words[:place])), _sounded(" ".join(words[place:])))
        for place in range(1, len(words))
    ]
    return {
        key
        for one, other in halves
        for key in (*_by_names(one, other, None), *_by_names(other, one, None))
    }


@dataclass(frozen=True, slots=True)
class Compared:
    """A submission as it is compared: worked out once, for looking for its like and for keeping."""

    people: tuple[Described, ...]
    incident: Incident
    kept: dict[str, set[str]]
    sought: set[str]
    stored: dict[str, bytes]

    def telling(self) -> list[bytes]:
        """Return the stored keys of which one alone makes it worth looking: all but the coarse."""
        return sorted(stored for key, stored in self.stored.items() if not key.startswith(_COARSE))

    def keys_of(self, ref: str) -> list[bytes]:
        """Return the stored keys of the person whom the submission calls ``ref``."""
        return sorted(self.stored[key] for key in self.kept[ref])

    def keys_of_incident(self) -> list[bytes]:
        """Return the stored keys of the incident."""
        return sorted(self.stored[key] for key in incident_keys(self.incident))


def compared(blind: BlindIndex, submission: ReferralSubmission) -> Compared:
    """Return a submission as it is compared. Stored keys tell nothing without the index key."""
    incident, people = incident_of(submission.offence), people_of(submission)
    refs = [person.ref for person in (*submission.harmed, *submission.responsible)]
    keys = [both_keys(person) for person in people]
    sought = incident_keys(incident).union(*(sought for _, sought in keys))
    return Compared(
        people=people,
        incident=incident,
        kept=dict(zip(refs, (kept for kept, _ in keys), strict=True)),
        sought=sought,
        stored={key: blind(_KIND, key) for key in sought},
    )


def blinded(blind: BlindIndex, keys: set[str]) -> list[bytes]:
    """Return keys as they are stored: keyed, so that they tell nothing without the index key."""
    return sorted(blind(_KIND, key) for key in keys)


@dataclass(frozen=True, slots=True)
class _Sounded:
    """A name and how it sounds."""

    name: str
    sound: str


def _sounded(name: str) -> _Sounded:
    return _Sounded(name, (sounds_like(name) or name) if name else "")


def _by_names(given: _Sounded, family: _Sounded, born: date | None) -> Iterator[str]:
    if born is not None and family.name:
        yield f"sy|{family.sound}|{born.year}"
    if born is not None and given.name:
        yield f"gd|{given.name[0]}|{born.isoformat()}"
    if given.name and family.name:
        yield f"gf|{given.sound}|{family.sound}"


def _by_contact(person: Described, family: _Sounded) -> Iterator[str]:
    if person.phone:
        yield f"ph|{person.phone}"
    if person.email:
        yield f"em|{person.email}"
    if person.postcode and person.family:
        yield f"pf|{person.postcode}|{family.sound}"
    for kind, value in person.identifiers:
        yield f"id|{kind}|{value}"


def _spellings(born: date | None) -> list[date | None]:
    if born is None or born.day > 12:
        return [born]
    return [born, date(born.year, born.day, born.month)]


def _identifiers(person: ParticipantDetails) -> Iterator[tuple[str, str]]:
    given = [(one.kind, one.value) for one in person.identifiers]
    if person.prison_number:
        given.append((IdentifierKind.PRISON_NUMBER, person.prison_number))
    for kind, text in given:
        if same_as := read_identifier(kind, text).same_as:
            yield kind.value, same_as


def _references(offence: OffenceDetails) -> Iterator[tuple[str, str, str]]:
    given = [(one.kind, one.force, one.value) for one in offence.references]
    if offence.crime_number:
        given.append((ReferenceKind.CRIME_NUMBER, offence.force, offence.crime_number))
    for kind, force, text in given:
        if same_as := read_reference(kind, text, force=force).same_as:
            yield kind.value, (force or "").lower(), same_as
