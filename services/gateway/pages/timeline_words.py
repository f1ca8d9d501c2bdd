"""What a line of a case's timeline says beside its sentence."""

from __future__ import annotations

from typing import Final

from services.gateway.pages.words import OPEN_FACTS, label
from shared.contracts.intake.rpc import TimelineEntry

CODES: Final[dict[str, str]] = {
    **{name: text[0].lower() + text[1:] for name, text in OPEN_FACTS.items()},
    "obtained_by": "entered by",
    "rules": "by these rules",
}
"""What stands beside a sentence of the timeline, where its name alone would mislead."""
OF_NAMES: Final = frozenset({"agency", "harmed_home", "harmed_work", "offence_place"})
"""Codes of places and agencies, which keep their capitals within a sentence."""


def told_codes(entry: TimelineEntry) -> str:
    """Return what an entry says beside its sentence: neither ids nor moments, which tell nobody."""
    return "; ".join(
        f"{CODES.get(name) or name.replace('_', ' ')}: {_told(name, value)}"
        for name, value in sorted(entry.codes.items())
        if not name.endswith(("_id", "_ids", "_at", "_on", "reference", "_version"))
        and value not in ("unknown", "no")
    )


def _told(name: str, value: str) -> str:
    said = ", ".join(map(label, value.split(",")))
    return said if name in OF_NAMES else said.lower()
