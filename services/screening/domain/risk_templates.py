"""The versioned checklist of risk factors (5.3): what to consider, never what to add up.

A version may also change who must sign, and who may advise on a specialist path; what it does not
name is as the service laid it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shared.contracts.screening.risk_codes import AdviceFrom, RiskSubject, SpecialistPath


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFactor:
    """One factor of the checklist. ``marked``: it must be answered before anything passes.

    ``each`` names those for whom a marked factor is judged one by one.
    """

    code: str
    title: str
    consider: str
    domain: str = ""
    marked: bool = False
    each: tuple[RiskSubject, ...] = ()
    evidence: tuple[str, ...] = ()
    mitigations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One version of the checklist. A version never changes; practice changes by another."""

    version: str
    reason: str
    source: str
    factors: Mapping[str, TemplateFactor]
    based_on: str | None = None
    domains: Mapping[str, str] = field(default_factory=dict)
    thresholds: Mapping[str, int] = field(default_factory=dict)
    consult: Mapping[SpecialistPath, frozenset[AdviceFrom]] = field(default_factory=dict)

    @property
    def marked(self) -> frozenset[str]:
        """The factors that must be answered."""
        return frozenset(code for code, one in self.factors.items() if one.marked)

    @property
    def each(self) -> Mapping[str, frozenset[RiskSubject]]:
        """For whom a factor is judged one by one, by factor."""
        return {code: frozenset(one.each) for code, one in self.factors.items() if one.each}


def derive(
    base: Template,
    *,
    version: str,
    reason: str,
    source: str,
    changed: Iterable[TemplateFactor],
    removed: Iterable[str] = (),
) -> Template:
    """Return the next version: the base with factors added, changed or taken away."""
    gone = frozenset(removed)
    factors = {code: one for code, one in base.factors.items() if code not in gone}
    factors |= {one.code: one for one in changed}
    return Template(
        version=version,
        reason=reason,
        source=source,
        based_on=base.version,
        domains=base.domains,
        thresholds=base.thresholds,
        consult=base.consult,
        factors=dict(sorted(factors.items())),
    )


def to_judge_anew(old: Template, new: Template) -> frozenset[str]:
    """Return the factors of the new version that nobody has judged in its words (RSK-13).

    Where another signature or another specialist is asked for now, all of them are judged anew.
    """
    if (old.thresholds, old.consult) != (new.thresholds, new.consult):
        return frozenset(new.factors)
    return frozenset(code for code, one in new.factors.items() if old.factors.get(code) != one)
