"""The facts that eligibility rules may read: a closed list of names, each with its values.

Nothing outside the list is ever stored, so that no words about a person can slip in as a fact.
"""

from __future__ import annotations

from collections.abc import Mapping

from shared.contracts.codes import Area, Proceedings, Side, YesNoUnknown
from shared.kernel.errors import Fault

Facts = Mapping[str, str]
UNKNOWN = "unknown"

_YES_NO = frozenset(YesNoUnknown)
_AREA = frozenset(Area)
VALUES: Mapping[str, frozenset[str]] = {
    "initiated_by": frozenset(Side),
    "proceedings": frozenset(Proceedings),
    "responsibility_accepted": _YES_NO,
    "responsible_identified": _YES_NO,
    "harmed_home": _AREA,
    "harmed_work": _AREA,
    "offence_place": _AREA,
    "harmed_under_18_at_offence": _YES_NO,
    "harmed_under_18_now": _YES_NO,
    "domestic_abuse": _YES_NO,
    "stalking": _YES_NO,
    "sexual": _YES_NO,
    "child_abuse": _YES_NO,
    "non_recent": _YES_NO,
    "direct_personal_harm": _YES_NO,
}
KNOWN_VALUES: Mapping[str, tuple[str, ...]] = {
    name: tuple(sorted(str(value) for value in values if value != UNKNOWN))
    for name, values in VALUES.items()
}
"""What each fact can be once it is known, in a fixed order."""
FLAGS_OF_INTAKE = frozenset({"domestic_abuse", "stalking", "child_abuse", "non_recent"})
"""What a referral's flags answer. Intake keeps those, and a second answer here would stand alone."""
NOTHING_KNOWN: Facts = dict.fromkeys(VALUES, UNKNOWN)

QUESTIONS: Mapping[str, str] = {
    "initiated_by": "Which side asked for this, the person harmed or the person responsible?",
    "proceedings": "How far has the legal process come?",
    "responsibility_accepted": "Has the person responsible accepted responsibility?",
    "responsible_identified": "Is it known who is responsible?",
    "harmed_home": "Does the person harmed live in London?",
    "harmed_work": "Does the person harmed work in London?",
    "offence_place": "Did it happen in London?",
    "harmed_under_18_at_offence": "Was the person harmed under 18 when it happened?",
    "harmed_under_18_now": "Is the person harmed under 18 now?",
    "domestic_abuse": "Is there domestic abuse?",
    "stalking": "Is there stalking or harassment?",
    "sexual": "Is there a sexual offence?",
    "child_abuse": "Is there abuse of a child?",
    "non_recent": "Did it happen long ago (a non-recent offence)?",
    "direct_personal_harm": "Was somebody harmed directly?",
}
"""How staff ask for a fact that is missing."""

_BROUGHT_TO_LAW = frozenset(
    {
        Proceedings.OUT_OF_COURT_DISPOSAL,
        Proceedings.DEFERRED_PROSECUTION,
        Proceedings.CHARGED,
        Proceedings.CONVICTED,
        Proceedings.SENTENCED,
    }
)
IMPOSSIBLE: tuple[Mapping[str, frozenset[str]], ...] = (
    {"harmed_under_18_now": frozenset({"yes"}), "harmed_under_18_at_offence": frozenset({"no"})},
    {"responsible_identified": frozenset({"no"}), "responsibility_accepted": frozenset({"yes"})},
    {
        "responsible_identified": frozenset({"no"}),
        "proceedings": frozenset(value.value for value in _BROUGHT_TO_LAW),
    },
)
"""What cannot be true together. Only the search for faults in a policy relies on it."""


def faults_in(facts: Facts) -> tuple[Fault, ...]:
    """Return every fact that is not on the list or has a value that it cannot have."""
    return tuple(
        Fault(f"facts.{name[:40]}", "unknown-fact" if name not in VALUES else "invalid")
        for name, value in sorted(facts.items())
        if value not in VALUES.get(name, frozenset())
    )


def faults_in_recorded(facts: Facts) -> tuple[Fault, ...]:
    """Return every fault of facts that staff record here: a flag is answered in intake (ADR 13)."""
    kept = tuple(
        Fault(f"facts.{name}", "kept-by-intake") for name in sorted(FLAGS_OF_INTAKE & facts.keys())
    )
    rest = {name: value for name, value in facts.items() if name not in FLAGS_OF_INTAKE}
    return kept + faults_in(rest)


def possible(facts: Facts) -> bool:
    """Whether facts, some of which may be open, can be true together."""
    return not any(
        all(facts.get(name) in values for name, values in one.items()) for one in IMPOSSIBLE
    )
