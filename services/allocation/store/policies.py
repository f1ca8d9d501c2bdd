"""Reads what practice asks of facilitators."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from services.allocation.domain.suitability import Criteria

_FILE = Path(__file__).resolve().parents[1] / "policies" / "allocation.yaml"


@cache
def criteria() -> Criteria:
    """Return the criteria in force."""
    found = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Criteria(
        version=found["version"],
        accreditation=frozenset(found["accreditation"]),
        vetting=frozenset(found["vetting"]),
        specialist_for=found["specialist_for"],
        notice_days=found["notice_days"],
    )
