"""A manager's exception (ELG-14): what it may set aside, and how long it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from services.screening.domain.eligibility import GOES_ON, Eligibility
from services.screening.domain.facts import Facts
from shared.contracts.codes import EligibilityDecision, Restriction
from shared.kernel.errors import Refused

LONGEST = timedelta(days=366)
_SAFE_FOR_DOMESTIC_ABUSE = frozenset({Restriction.HARMED_SIDE_ONLY, Restriction.SPECIALIST_FIRST})


@dataclass(frozen=True, slots=True)
class ManagersException:
    """What a manager decided instead, over which rules, and when to look again."""

    decision: EligibilityDecision
    restrictions: frozenset[Restriction]
    over_rules: frozenset[str]
    review_on: date


def authorise(
    standing: Eligibility,
    facts: Facts,
    *,
    decision: EligibilityDecision,
    restrictions: frozenset[Restriction],
    review_on: date,
    today: date,
) -> ManagersException:
    """Return the exception, or raise ``Refused`` with the rule that forbids it.

    Hard stops cannot be set aside, nor a question whose answer may be one; domestic abuse keeps a
    restriction, also while nobody knows (5.3); a restriction is named when, and only when, the
    decision says that there is one. The day of review comes within a year.
    """
    if decision not in GOES_ON:
        raise Refused("exception-must-let-it-go-on")
    if standing.hard_stops:
        raise Refused("hard-stop", rules=",".join(standing.hard_stops))
    if unknown := standing.open_stops:
        raise Refused("hard-stop-not-ruled-out", facts=",".join(unknown))
    if review_on <= today:
        raise Refused("review-date-not-ahead")
    if review_on > today + LONGEST:
        raise Refused("review-date-too-far")
    if bool(restrictions) != (decision is EligibilityDecision.PROCEED_WITH_RESTRICTION):
        raise Refused("restriction-and-decision-differ")
    if facts.get("domestic_abuse") != "no" and not restrictions & _SAFE_FOR_DOMESTIC_ABUSE:
        raise Refused("domestic-abuse-needs-restriction")
    return ManagersException(decision, restrictions, frozenset(standing.rules), review_on)


def still_stands(exception: ManagersException, anew: Eligibility, today: date) -> bool:
    """Whether the exception outlives a new decision: nothing new speaks against it (ELG-16)."""
    covered = exception.over_rules >= set(anew.rules)
    return covered and not anew.hard_stops and today <= exception.review_on
