"""How alike two referrals are: people, incident, identifiers and dates weighed, always with why.

Points are evidence for or against being the same, roughly in bits: each says how much more often
a finding occurs among true pairs than among chance ones. They are policy of this module; nothing
joins by them, a person decides. Values come in the normal forms that are compared (lower case,
no accents, digits of telephone numbers).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA, JaroWinkler

from shared.contracts.codes import CrimeType, Side
from shared.contracts.intake.codes import MatchGrade

SAME_PERSON_FROM = 12.0
POSSIBLE_FROM = 8.0
SAME_INCIDENT_FROM = 10.0
_SHARED_BY_HOUSEHOLDS = {"phone": 8.0, "email": 8.0, "postcode": 3.0}
_STEPS = ((0.98, 4.5), (0.9, 3.5), (0.84, 2.0), (0.75, 0.0))
_NAME_DIFFERS, _DATE_DIFFERS, _SWAP = -6.0, -8.0, -1.0
_SAME_NUMBER = 26.0
"""Enough to outweigh two names that differ: an agency's own number of a person."""
_FAR_APART = 60


@dataclass(frozen=True, slots=True)
class Described:
    """A person as far as matching asks."""

    side: Side
    given: str
    family: str
    known_as: str = ""
    born: date | None = None
    phone: str = ""
    email: str = ""
    postcode: str = ""
    identifiers: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened, as far as matching asks. A reference is (kind, force, number)."""

    references: frozenset[tuple[str, str, str]] = frozenset()
    crime_types: frozenset[CrimeType] = frozenset()
    offence_on: date | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Points and the reasons that made them, strongest first when they are shown."""

    points: float = 0.0
    reasons: tuple[str, ...] = ()

    def plus(self, points: float, reason: str | None = None) -> Likeness:
        """Return this with one more finding."""
        return Likeness(self.points + points, (*self.reasons, reason) if reason else self.reasons)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How alike a referral and a known case are."""

    grade: MatchGrade
    points: float
    reasons: tuple[str, ...]


def weigh(
    people: tuple[Described, ...],
    incident: Incident,
    known_people: tuple[Described, ...],
    known_incidents: tuple[Incident, ...],
) -> Verdict | None:
    """Return how alike they are, or None when there is nothing to show to anybody."""
    by_side = {side: _best(people, known_people, side) for side in Side}
    happened = max(
        (_incident(incident, one) for one in known_incidents), key=lambda found: found.points
    )
    same = [side for side, found in by_side.items() if found.points >= SAME_PERSON_FROM]
    grade = _grade(by_side, happened, len(same))
    if grade is None:
        return None
    shown = [found for found in by_side.values() if found.points >= POSSIBLE_FROM]
    reasons = [reason for found in (*shown, happened) for reason in found.reasons]
    return Verdict(
        grade, sum(max(found.points, 0) for found in shown) + happened.points, tuple(reasons)
    )


def alike(one: Described, other: Described) -> Likeness:
    """Return how alike two people are."""
    found, names_fit = _names(one, other)
    found = _dates(found, one.born, other.born)
    if names_fit:
        for field, points in _SHARED_BY_HOUSEHOLDS.items():
            found = _contact(found, field, (getattr(one, field), getattr(other, field)), points)
    for kind, value in sorted(one.identifiers):
        theirs = {number for of, number in other.identifiers if of == kind}
        if theirs:
            fits = value in theirs
            found = found.plus(
                _SAME_NUMBER if fits else -10.0, f"{kind}-same" if fits else f"{kind}-differs"
            )
    return found


def _grade(by_side: dict[Side, Likeness], happened: Likeness, same_sides: int) -> MatchGrade | None:
    if same_sides and happened.points >= 0 and (happened.points > 0 or same_sides > 1):
        return MatchGrade.SAME_REFERRAL
    if same_sides:
        return MatchGrade.SAME_PERSON
    if happened.points >= SAME_INCIDENT_FROM:
        return MatchGrade.SAME_INCIDENT
    if max(found.points for found in by_side.values()) >= POSSIBLE_FROM:
        return MatchGrade.POSSIBLE
    return None


def _best(people: tuple[Described, ...], known: tuple[Described, ...], side: Side) -> Likeness:
    pairs = [
        alike(one, other)
        for one in people
        if one.side is side
        for other in known
        if other.side is side
    ]
    best = max(pairs, key=lambda found: found.points, default=Likeness())
    return Likeness(best.points, tuple(f"{side.value}:{reason}" for reason in best.reasons))


def _names(one: Described, other: Described) -> tuple[Likeness, bool]:
    """Compare names straight and swapped; also whether the given names fit at all."""
    straight = _pair(one.given, one.family, other)
    swapped = _pair(one.family, one.given, other)
    if swapped.points + _SWAP > straight.points:
        return swapped.plus(_SWAP, "names-swapped"), "given-name-differs" not in swapped.reasons
    return straight, "given-name-differs" not in straight.reasons


def _pair(given: str, family: str, other: Described) -> Likeness:
    first = max(_part(given, name) for name in (other.given, other.known_as) if name)
    last = _part(family, other.family)
    reasons = []
    for name, points in (("given", first), ("family", last)):
        if points == _NAME_DIFFERS:
            reasons.append(f"{name}-name-differs")
        elif points >= _STEPS[2][1]:
            reasons.append(f"{name}-name-{'same' if points == _STEPS[0][1] else 'alike'}")
    return Likeness(first + last, tuple(reasons))


def _part(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one[0] == other[0] and 1 in (len(one), len(other)):
        return 1.0
    digits = [character for character in one + other if character.isdigit()]
    if digits and one != other:
        return _NAME_DIFFERS
    likeness = max(JaroWinkler.similarity(one, other), OSA.normalized_similarity(one, other))
    return next((points for step, points in _STEPS if likeness >= step), _NAME_DIFFERS)


def _dates(found: Likeness, one: date | None, other: date | None) -> Likeness:
    if one is None or other is None:
        return found
    if one == other:
        return found.plus(8.0, "birth-date-same")
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return found.plus(6.0, "birth-date-transposed")
    if sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == 1:
        return found.plus(4.0, "birth-date-one-digit-differs")
    return found.plus(_DATE_DIFFERS, "birth-date-differs")


def _contact(found: Likeness, field: str, values: tuple[str, str], points: float) -> Likeness:
    if not all(values):
        return found
    if values[0] == values[1]:
        return found.plus(points, f"{field}-same")
    return found.plus(-1.0)


def _incident(one: Incident, other: Incident) -> Likeness:
    found = _references(one, other)
    if one.crime_types and other.crime_types:
        overlap = one.crime_types & other.crime_types
        found = found.plus(2.0 if overlap else -3.0, "crime-type-same" if overlap else None)
    if one.offence_on is None or other.offence_on is None:
        return found
    apart = abs((one.offence_on - other.offence_on).days)
    if apart == 0:
        return found.plus(4.0, "offence-date-same")
    if _transposed(one.offence_on, other.offence_on):
        return found.plus(2.0, "offence-date-transposed")
    if apart <= 7:
        return found.plus(2.0, "offence-date-near")
    return found.plus(-6.0 if apart > _FAR_APART else -2.0)


def _references(one: Incident, other: Incident) -> Likeness:
    shared = one.references & other.references
    if shared:
        return Likeness(12.0, tuple(sorted(f"{kind}-same" for kind, _, _ in shared)))
    kinds = {reference[:2] for reference in one.references}
    if any(reference[:2] in kinds for reference in other.references):
        return Likeness(-6.0)
    return Likeness()


def _transposed(one: date, other: date) -> bool:
    return one.year == other.year and (one.day, one.month) == (other.month, other.day)
