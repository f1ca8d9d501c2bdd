"""Who may take a case: every reason why not, for a person, for a case and for a pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from shared.contracts.codes import EligibilityDecision, VolunteerStatus

GOES_ON = frozenset(
    {EligibilityDecision.PROCEED.value, EligibilityDecision.PROCEED_WITH_RESTRICTION.value}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What practice asks of facilitators, from policies/allocation.yaml."""

    version: str
    accreditation: frozenset[str]
    vetting: frozenset[str]
    specialist_for: Mapping[str, str]
    notice_days: int


@dataclass(frozen=True, slots=True)
class Valid:
    """Something that holds from one day to another, both included."""

    kind: str
    from_on: date
    until_on: date

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.from_on <= day <= self.until_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Facilitator:
    """What allocation judges a facilitator by: never their name."""

    facilitator_id: UUID
    user_id: str | None
    status: VolunteerStatus
    accreditations: tuple[Valid, ...] = ()
    vettings: tuple[Valid, ...] = ()
    skills: frozenset[str] = frozenset()
    conflicts: frozenset[UUID] = frozenset()
    open_cases: int = 0

    def specialisms(self, day: date) -> frozenset[str]:
        """Return the specialist skills that stand on a day."""
        accredited = {one.kind for one in self.accreditations if one.on(day)}
        return self.skills | accredited


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What allocation knows of a case."""

    case_id: UUID
    closed: bool = False
    decisions: tuple[str, ...] = ()
    needs: frozenset[str] = field(default_factory=frozenset)
    assigned: frozenset[UUID] = frozenset()


def reasons_against(
    facilitator: Facilitator, case_id: UUID, day: date, criteria: Criteria
) -> tuple[str, ...]:
    """Return every reason why a facilitator may not take a case on a day; empty when they may."""
    conflict = ("conflict-declared",) if case_id in facilitator.conflicts else ()
    return tuple(sorted((*conflict, *standing_reasons(facilitator, day, criteria))))


def standing_reasons(facilitator: Facilitator, day: date, criteria: Criteria) -> tuple[str, ...]:
    """Return every reason why a facilitator may take no case on a day, whichever it is."""
    found = {
        "not-active": facilitator.status is not VolunteerStatus.ACTIVE,
        "no-sign-in": facilitator.user_id is None,
        **_standing("accreditation", facilitator.accreditations, criteria.accreditation, day),
        **_standing("vetting", facilitator.vettings, criteria.vetting, day),
    }
    return tuple(sorted(code for code, holds in found.items() if holds))


def case_reasons(case: CaseFacts) -> tuple[str, ...]:
    """Return every reason why nobody can be assigned to a case now (RSK-01)."""
    found = {
        "case-closed": case.closed,
        "eligibility-not-decided": not case.decisions,
        "not-eligible": bool(case.decisions) and GOES_ON.isdisjoint(case.decisions),
    }
    return tuple(sorted(code for code, holds in found.items() if holds))


def pair_reasons(
    case: CaseFacts, pair: tuple[Facilitator, Facilitator], day: date, criteria: Criteria
) -> tuple[str, ...]:
    """Return every reason why these two cannot be the pair of a case (ALL-01, ALL-02, ALL-04)."""
    ids = {one.facilitator_id for one in pair}
    able = pair[0].specialisms(day) | pair[1].specialisms(day)
    needed = {criteria.specialist_for[need] for need in case.needs}
    found = {
        "same-person-twice": len(ids) == 1,
        "same-sign-in-twice": len(ids) == 2
        and pair[0].user_id is not None
        and pair[0].user_id == pair[1].user_id,
        "pair-already-assigned": case.assigned == ids,
        "others-still-assigned": not case.assigned <= ids,
        **{f"needs-{skill.replace('_', '-')}": True for skill in needed - able},
    }
    return tuple(sorted(code for code, holds in found.items() if holds))


def due_by(held: Iterable[Valid], kinds: frozenset[str], until: date) -> tuple[Valid, ...]:
    """Return what must be renewed by a day: the latest of each kind, where it ends by then."""
    latest: dict[str, Valid] = {}
    for one in sorted(held, key=lambda valid: valid.until_on):
        if one.kind in kinds:
            latest[one.kind] = one
    return tuple(one for _, one in sorted(latest.items()) if one.until_on <= until)


def to_renew(one: Facilitator, until: date, criteria: Criteria) -> tuple[Valid, ...]:
    """Return what somebody must renew by a day so as to be given cases after it (ALL-03).

    Of the accreditations that practice asks for, any one of which is enough, the last to end; and
    so of the checks. Who never had one has none to renew.
    """
    asked = (
        (one.accreditations, criteria.accreditation),
        (one.vettings, criteria.vetting),
    )
    last = (
        max((each for each in held if each.kind in kinds), key=_end, default=None)
        for held, kinds in asked
    )
    return tuple(sorted((each for each in last if each and each.until_on <= until), key=_end))


def _end(one: Valid) -> date:
    return one.until_on


def _standing(
    name: str, held: tuple[Valid, ...], kinds: frozenset[str], day: date
) -> dict[str, bool]:
    fitting = [one for one in held if one.kind in kinds]
    return {
        f"no-{name}": not fitting,
        f"{name}-not-in-date": bool(fitting) and not any(one.on(day) for one in fitting),
    }
