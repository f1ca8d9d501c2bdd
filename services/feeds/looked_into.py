"""What an agency looked into: the marks that apply, and those that it ruled out. Pure.

A list of marks that is empty, or left out, says nothing: nobody may have asked. Only what was
ruled out by name is a no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shared.contracts.codes import CaseFlag


def looked_into(
    apply: Iterable[str], ruled_out: Iterable[str], table: Mapping[str, CaseFlag]
) -> dict[str, Any]:
    """Return flags and what was asked about, from the agency's own marks."""
    flags = tuple(table[mark] for mark in apply)
    denied = (table[mark] for mark in ruled_out)
    return {"flags": flags, "asked": tuple(dict.fromkeys((*flags, *denied)))}


def both_ways(apply: Iterable[str], ruled_out: Iterable[str]) -> bool:
    """Whether a mark is said to apply and to be ruled out: then nobody knows which."""
    return not set(apply).isdisjoint(ruled_out)
