"""In place of what could not be read of a record, whatever might have stood there. Pure.

The published form itself says what may stand in a field. A choice of ways to complete a record
covers each option of every unreadable field, and all combinations of a few fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from math import prod
from typing import Any
from zlib import crc32

from pydantic import BaseModel

ABSENT = object()
"""The option of a field that need not be filled in."""

WAYS, INNER_WAYS = 64, 24
PAST, FUTURE = "1900-01-01", "9999-12-31"
_FORMATS = {
    "date": (PAST, FUTURE),
    "uuid": ("00000000-0000-0000-0000-000000000000",),
}
_PLAIN: dict[str, tuple[Any, ...]] = {"boolean": (True, False), "integer": (0,), "number": (0,)}
Place = tuple[str | int, ...]


def completed(
    content: Mapping[str, Any], form: type[BaseModel], unreadable: Sequence[Place]
) -> Iterator[dict[str, Any]]:
    """Yield the record with each unreadable place filled in, in up to ``WAYS`` ways.

    Nothing is yielded for a place of which the form does not say what may stand there.
    """
    places = [one for one in unreadable if not _inside_another(one, unreadable)]
    options = [options_at(form, place) for place in places]
    for way in _ways(options, WAYS):
        whole: Any = content
        for place, option in zip(places, way, strict=True):
            whole = put(whole, place, option)
        yield whole


def options_at(form: type[BaseModel], place: Place) -> tuple[Any, ...]:
    """Return what may stand at a place of a form, as plain JSON values; empty: nobody knows."""
    return _options_at(form, tuple(0 if isinstance(step, int) else step for step in place))


@cache
def _options_at(form: type[BaseModel], place: Place) -> tuple[Any, ...]:
    schema = form.model_json_schema()
    inside, optional = schema, False
    for step in place:
        inside = _resolved(inside, schema)
        if isinstance(step, int):
            inside, optional = inside.get("items", {}), False
        else:
            optional = step not in inside.get("required", ())
            inside = inside.get("properties", {}).get(step, {})
    return _options(inside, schema, optional=optional)


def _resolved(part: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a part of a schema without reference, and without the possibility of being null."""
    found = dict(part)
    while "$ref" in found or "anyOf" in found:
        if "$ref" in found:
            found = dict(schema["$defs"][found["$ref"].rpartition("/")[2]])
        else:
            some = [one for one in found["anyOf"] if one.get("type") != "null"]
            found = dict(some[0])
    return found


def _options(
    part: Mapping[str, Any], schema: Mapping[str, Any], *, optional: bool = False
) -> tuple[Any, ...]:
    part = _resolved(part, schema)
    absent = (ABSENT,) if optional else ()
    if "const" in part:
        return (part["const"], *absent)
    if "enum" in part:
        return (*part["enum"], *absent)
    kind = part.get("type")
    if kind == "object":
        return (*_objects(part, schema), *absent)
    if kind == "array":
        return (*_arrays(part, schema), *absent)
    if kind == "string":
        return (*_texts(part), *absent)
    return (*_PLAIN.get(str(kind), ()), *absent)


def _texts(part: Mapping[str, Any]) -> tuple[Any, ...]:
    if "pattern" in part:
        return tuple(part.get("examples", ()))
    return _FORMATS.get(part.get("format", ""), ("x",))


def _objects(part: Mapping[str, Any], schema: Mapping[str, Any]) -> tuple[Any, ...]:
    fields = part.get("properties", {})
    needed = part.get("required", ())
    options = [_options(inner, schema, optional=n not in needed) for n, inner in fields.items()]
    return tuple(
        {name: value for name, value in zip(fields, way, strict=True) if value is not ABSENT}
        for way in _ways(options, INNER_WAYS)
    )


def _arrays(part: Mapping[str, Any], schema: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return lists of none, of one, and of two that differ."""
    rows = _options(part.get("items", {}), schema)
    shifted = (*rows[1:], *rows[:1])
    ones = [[row] for row in rows]
    twos = [list(pair) for pair in zip(rows, shifted, strict=True)]
    least, most = part.get("minItems", 0), part.get("maxItems", 2)
    return tuple(rows for rows in ([], *ones, *twos) if least <= len(rows) <= most)


def _ways(options: Sequence[Sequence[Any]], most: int) -> Iterator[tuple[Any, ...]]:
    """Yield choices of one option each: all of them where they are few, else a fixed sample.

    Each option of each field stands in at least one choice of the sample.
    """
    counts = [len(some) for some in options]
    if prod(counts) <= most:
        yield from product(*options)
        return
    turns = max(counts)
    for number in range(turns):
        yield tuple(some[number % len(some)] for some in options)
    for number in range(max(most - turns, 0)):
        yield tuple(some[_drawn(number, at) % len(some)] for at, some in enumerate(options))


def _drawn(number: int, at: int) -> int:
    """Return a number that looks drawn by lot, and is the same whenever it is asked for."""
    return crc32(f"{number}:{at}".encode())


def put(value: Any, place: Place, option: Any) -> Any:
    """Return a copy of the record in which the option stands at the place."""
    step, *further = place
    if isinstance(step, int):
        rows = list(value)
        rows[step] = put(rows[step], tuple(further), option) if further else option
        return rows
    found = dict(value)
    if further:
        found[step] = put(found[step], tuple(further), option)
    elif option is ABSENT:
        found.pop(step, None)
    else:
        found[step] = option
    return found


def _inside_another(place: Place, places: Sequence[Place]) -> bool:
    return any(place[:end] in places for end in range(1, len(place)))
