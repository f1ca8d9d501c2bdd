"""Dated rules as files: read once per process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from services.intake.domain.priority import PriorityRule
from shared.contracts.codes import CaseFlag, CrimeType

_FOLDER = Path(__file__).parents[1] / "policies"


@lru_cache(maxsize=1)
def priority_rules() -> tuple[PriorityRule, ...]:
    """Return every version of the enhanced-priority rule."""
    versions = yaml.safe_load((_FOLDER / "epr.yaml").read_text(encoding="utf-8"))
    return tuple(
        PriorityRule(
            version=version["version"],
            from_on=version["from_on"],
            crime_types=frozenset(map(CrimeType, version["crime_types"])),
            flags=frozenset(map(CaseFlag, version["flags"])),
            under_age=version["under_age"],
        )
        for version in versions
    )
