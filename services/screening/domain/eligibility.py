"""Which policy version is in force, and what it says about a referral's facts (ELG-01 … ELG-16).

A rule fires when each of its facts has one of the values it names. A fact that is not known
leaves the rule open: the fact is named as missing and the rule gives what the policy says for
that case. Every rule is asked; the strictest result decides, whatever their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.screening.domain.facts import UNKNOWN, Facts
from shared.contracts.codes import EligibilityDecision as Decision
from shared.contracts.codes import Restriction
from shared.kernel.errors import Refused

_STRICTNESS = {
    Decision.PROCEED: 0,
    Decision.PROCEED_WITH_RESTRICTION: 1,
    Decision.DEFER: 2,
    Decision.REFER_ON: 3,
    Decision.DECLINE: 4,
}
GOES_ON = frozenset({Decision.PROCEED, Decision.PROCEED_WITH_RESTRICTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of practice: when it fires, what it then says, and where that is written."""

    id: str
    when: Mapping[str, frozenset[str]]
    decision: Decision
    reason: str
    source: str
    restrictions: frozenset[Restriction] = frozenset()
    if_unknown: Decision = Decision.PROCEED
    hard_stop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One dated version of the criteria, for every pathway or for one."""

    version: str
    from_on: date
    source: str
    rules: tuple[Rule, ...]
    pathway: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule said. ``fired`` is None when facts that it needs are missing."""

    rule: Rule
    fired: bool | None
    missing: frozenset[str]

    @property
    def outcome(self) -> Decision:
        """The decision that this rule alone would give."""
        if self.fired is None:
            return self.rule.if_unknown
        return self.rule.decision if self.fired else Decision.PROCEED

    @property
    def matters(self) -> bool:
        """Whether the rule holds the referral back or restricts it."""
        return self.outcome is not Decision.PROCEED


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A decision with every rule's result, in the order of the rules' ids."""

    decision: Decision
    restrictions: frozenset[Restriction]
    results: tuple[Result, ...]
    policy_version: str

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """The facts that a rule asked for and nobody knows yet."""
        return tuple(sorted({name for result in self.results for name in result.missing}))

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that decided."""
        return tuple(result.rule.id for result in self.results if result.matters)

    @property
    def hard_stops(self) -> tuple[str, ...]:
        """The fired rules that no exception may set aside (5.3)."""
        return tuple(r.rule.id for r in self.results if r.fired and r.rule.hard_stop)


def policy_on(policies: Iterable[Policy], day: date, pathway: str | None) -> Policy:
    """Return the newest version begun by ``day``; the pathway's own where it has one.

    A day before the first version is judged by the first. Raises ``Refused`` without any.
    """
    every = tuple(policies)
    own = [one for one in every if pathway is not None and one.pathway == pathway]
    fitting = own or [one for one in every if one.pathway is None]
    if not fitting:
        raise Refused("no-policy-in-force")
    begun = [one for one in fitting if one.from_on <= day]
    if begun:
        return max(begun, key=lambda one: one.from_on)
    return min(fitting, key=lambda one: one.from_on)


def eligibility_of(facts: Facts, policy: Policy) -> Eligibility:
    """Ask every rule; the strictest result decides, and all restrictions of fired rules hold."""
    results = tuple(sorted((_ask(rule, facts) for rule in policy.rules), key=lambda r: r.rule.id))
    decision = max(
        (result.outcome for result in results), key=_strictness, default=Decision.PROCEED
    )
    restrictions = frozenset[Restriction]().union(
        *(result.rule.restrictions for result in results if result.fired)
    )
    return Eligibility(decision, restrictions, results, policy.version)


def _ask(rule: Rule, facts: Facts) -> Result:
    known = {name: facts.get(name, UNKNOWN) for name in rule.when}
    # A rule may name "unknown" itself; only otherwise is the fact missing.
    unknown = {n for n, value in known.items() if value == UNKNOWN and UNKNOWN not in rule.when[n]}
    if any(value not in rule.when[n] for n, value in known.items() if n not in unknown):
        return Result(rule, fired=False, missing=frozenset())
    if unknown:
        return Result(rule, fired=None, missing=frozenset(unknown))
    return Result(rule, fired=True, missing=frozenset())


def _strictness(decision: Decision) -> int:
    return _STRICTNESS[decision]
