"""The readable difference between two versions of an assessment, or two templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LEFT_OUT = frozenset({"case_id", "strand_id", "based_on", "template"})
"""What says where a version comes from, not what it judges."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One thing that differs: a dotted path in practice's words, before and after (None: absent)."""

    path: str
    before: str | None
    after: str | None

    @property
    def sentence(self) -> str:
        """The change as people read it."""
        if self.before is None:
            return f"{self.path}: added, {self.after}"
        if self.after is None:
            return f"{self.path}: taken away, was {self.before}"
        return f"{self.path}: from {self.before} to {self.after}"


def difference(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return everything that differs between two records as plain values, in order of path."""
    before, after = dict(_leaves(earlier)), dict(_leaves(later))
    return tuple(
        sorted(
            Change(path, before.get(path), after.get(path))
            for path in before.keys() | after.keys()
            if before.get(path) != after.get(path)
        )
    )


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Flatten a record: every value with its path; what is empty has none."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if path or name not in LEFT_OUT:
                yield from _leaves(part, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        seen: dict[str, int] = {}
        for part in value:
            name = _name(part)
            seen[name] = seen.get(name, 0) + 1
            again = f"{name} ({seen[name]})" if seen[name] > 1 else name
            yield from _leaves(part, f"{path}[{again}]")
    elif value is not None:
        yield path, str(value)


def _name(part: Any) -> str:
    """Return what an entry of a list is about, so that an entry added before it changes nothing."""
    if not isinstance(part, Mapping):
        return str(part)
    about = (
        "factor",
        "code",
        "whom",
        "subject",
        "person_id",
        "given_by",
        "provider",
        "tool",
        "path",
    )
    return " ".join(str(part[name]) for name in about if part.get(name) is not None)
