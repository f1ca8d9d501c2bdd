"""Reads the dated policy files. A file that names an unknown fact or value stops the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.screening.domain.eligibility import Policy, Rule
from services.screening.domain.facts import VALUES
from services.screening.domain.risk import RiskCriteria
from shared.contracts.codes import EligibilityDecision, Restriction

FOLDER = Path(__file__).resolve().parents[1] / "policies"
_RISK = "risk.yaml"


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """What a change asks for: a review by when, and whether contact waits for it (RSK-03)."""

    blocks_contact: bool
    due_in_days: int


@cache
def eligibility_policies() -> tuple[Policy, ...]:
    """Return every version of the eligibility criteria."""
    paths = sorted(path for path in FOLDER.glob("*.yaml") if path.name != _RISK)
    return tuple(policy_of(_read(path)) for path in paths)


def policy_of(found: Mapping[str, Any]) -> Policy:
    """Return one version from its file's content (``ValueError`` where a rule cannot be read)."""
    return Policy(
        version=found["version"],
        from_on=found["from_on"],
        source=found["source"],
        pathway=found.get("pathway"),
        rules=tuple(_rule(rule) for rule in found["rules"]),
    )


@cache
def risk_criteria() -> RiskCriteria:
    """Return the thresholds and factors of risk assessments."""
    found = _read(FOLDER / _RISK)
    return RiskCriteria(
        version=found["version"],
        factors=frozenset(found["factors"]),
        must_answer=frozenset(found["must_answer"]),
        manager_from=found["manager_from"],
        director_from=found["director_from"],
        longest_validity=timedelta(days=found["longest_validity_days"]),
    )


@cache
def review_policies() -> Mapping[str, ReviewPolicy]:
    """Return what each trigger asks for."""
    return {name: ReviewPolicy(**row) for name, row in _read(FOLDER / _RISK)["reviews"].items()}


def _rule(found: Mapping[str, Any]) -> Rule:
    when = {fact: frozenset(values) for fact, values in found["when"].items()}
    for fact, values in when.items():
        if fact not in VALUES or not values <= VALUES[fact]:
            raise ValueError(f"rule {found['id']} asks for something that no fact can be: {fact}")
    return Rule(
        id=found["id"],
        when=when,
        decision=EligibilityDecision(found["decision"]),
        reason=found["reason"],
        source=found["source"],
        restrictions=frozenset(Restriction(code) for code in found.get("restrictions", ())),
        if_unknown=EligibilityDecision(found.get("if_unknown", "proceed")),
        hard_stop=found.get("hard_stop", False),
    )


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
