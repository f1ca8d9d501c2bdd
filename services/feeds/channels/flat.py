"""From a flat row (a table's line, a form's fields) to the nested message that the dialect reads.

Column and field names are the message's own, dotted, with numbers for rows of a list counted
from 0: ``victims.0.forenames``. An empty cell is a field that was not filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

ROWS_AT_MOST = 100
YES = frozenset({"y", "yes", "true", "1", "on", "x"})
NO = frozenset({"n", "no", "false", "0", "off"})


def nest(row: Mapping[str, str], model: type[BaseModel]) -> dict[str, Any]:
    """Return a row as the nested message; what the model does not know is kept as text."""
    found: dict[str, Any] = {}
    for name, text in row.items():
        parts = [part for part in name.strip().replace("/", ".").split(".") if part]
        if parts and text.strip():
            _put(found, parts, value_of(text.strip(), expected(model, parts)))
    listed: dict[str, Any] = _lists(found)
    return listed


def expected(model: Any, parts: list[str]) -> Any:
    """Return the type that a model gives to a dotted path, or None where it knows no such field."""
    kind: Any = model
    for part in parts:
        kind = _plain(kind)
        if part.isdigit():
            inner = get_args(kind)
            kind = inner[0] if get_origin(kind) in (tuple, list) and inner else None
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(part)
            kind = field.annotation if field else None
        else:
            return None
    return _plain(kind)


def _plain(kind: Any) -> Any:
    """Return a type without its notes and without the possibility of being absent."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) is Union or type(kind).__name__ == "UnionType":
        options = [option for option in get_args(kind) if option is not type(None)]
        return _plain(options[0]) if len(options) == 1 else kind
    return kind


def value_of(text: str, kind: Any) -> Any:
    """Return a cell's text as the type that a form gives its field; what does not fit stays text."""
    if kind is bool:
        return True if text.lower() in YES else False if text.lower() in NO else text
    if get_origin(kind) is Literal:
        same = [option for option in get_args(kind) if str(option) == text]
        return same[0] if same else text
    if get_origin(kind) in (tuple, list):
        inner = get_args(kind)[0]
        return [value_of(part.strip(), _plain(inner)) for part in text.split(";") if part.strip()]
    return text


def _put(found: dict[str, Any], parts: list[str], value: Any) -> None:
    *parents, last = parts
    inside = found
    for parent in parents:
        deeper = inside.setdefault(parent, {})
        if not isinstance(deeper, dict):
            return
        inside = deeper
    inside[last] = value


def _lists(value: Any) -> Any:
    """Turn what is numbered into lists; numbers that were left out leave no hole."""
    if not isinstance(value, dict):
        return value
    inside = {name: _lists(part) for name, part in value.items()}
    if inside and all(name.isdigit() for name in inside):
        numbered = sorted(inside.items(), key=lambda pair: int(pair[0]))
        return [part for _, part in numbered][:ROWS_AT_MOST]
    return inside
