"""Enhanced priority (EPR, INT-05 and INT-06): derived by a dated rule, always with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.contracts.codes import CaseFlag, CrimeType


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """One version of the rule, in force from a day until the next version's."""

    version: str
    from_on: date
    crime_types: frozenset[CrimeType]
    flags: frozenset[CaseFlag]
    under_age: int
    bereaved: bool = False


def rule_on(rules: tuple[PriorityRule, ...], day: date) -> PriorityRule:
    """Return the version in force on ``day``: the newest that had begun, else the first."""
    begun = [rule for rule in rules if rule.from_on <= day]
    if begun:
        return max(begun, key=lambda rule: rule.from_on)
    return min(rules, key=lambda rule: rule.from_on)


def priority_reasons(
    rule: PriorityRule,
    *,
    crime_types: tuple[CrimeType, ...],
    flags: tuple[CaseFlag, ...],
    ages: tuple[int | None, ...],
    bereaved: bool = False,
) -> tuple[str, ...]:
    """Return why a referral has enhanced priority; empty when it has none.

    ``ages`` are those of the people harmed on the day of receipt, None where unknown;
    ``bereaved`` says that the harm was a death and somebody's family is referred (INT-16).
    """
    reasons = {f"crime:{crime.value}" for crime in rule.crime_types.intersection(crime_types)}
    reasons |= {f"flag:{flag.value}" for flag in rule.flags.intersection(flags)}
    if any(age is not None and age < rule.under_age for age in ages):
        reasons.add(f"under:{rule.under_age}")
    if rule.bereaved and bereaved:
        reasons.add("bereaved")
    return tuple(sorted(reasons))


def age_on(born: date, day: date) -> int:
    """Return an age in whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
