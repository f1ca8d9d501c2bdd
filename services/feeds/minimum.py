"""Only what an agreement names is kept of what came in; the names of the rest are written down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

_FIELD = re.compile(r"^[A-Za-z][A-Za-z0-9_]{0,59}$")


def keep_allowed(content: Mapping[str, Any], allowed: tuple[str, ...]) -> tuple[Any, set[str]]:
    """Return the content without fields that the agreement does not name, and their names."""
    dropped: set[str] = set()
    named, parents = _paths(allowed)
    return _keep(content, "", named, parents, dropped), dropped


@cache
def _paths(allowed: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the paths of fields, and those of everything that holds one."""
    parents = {path.rsplit(".", 1)[0] for path in allowed if "." in path}
    while wider := {p.rsplit(".", 1)[0] for p in parents if "." in p} - parents:
        parents |= wider
    return frozenset(allowed), frozenset(parents)


def _keep(
    value: Any, path: str, allowed: frozenset[str], parents: frozenset[str], dropped: set[str]
) -> Any:
    if isinstance(value, dict):
        kept = {}
        for name, inner in value.items():
            # A key is the sender's text too: one that is no field name is not written down.
            known = name if _FIELD.match(name) else "unnamed"
            inside = f"{path}.{known}" if path else known
            if inside in allowed or inside in parents or f"{inside}.*" in parents:
                kept[name] = _keep(inner, inside, allowed, parents, dropped)
            else:
                dropped.add(inside)
        return kept
    if isinstance(value, list) and path not in allowed:
        return [_keep(row, f"{path}.*", allowed, parents, dropped) for row in value]
    return value
