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


def faults_in(facts: Facts) -> tuple[Fault, ...]:
    """Return every fact that is not on the list or has a value that it cannot have."""
    return tuple(
        Fault(f"facts.{name[:40]}", "unknown-fact" if name not in VALUES else "invalid")
        for name, value in sorted(facts.items())
        if value not in VALUES.get(name, frozenset())
    )
