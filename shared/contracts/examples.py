"""An invented, fully filled example of every message, made from its schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

Json = dict[str, Any]
EXAMPLES = Path(__file__).parent / "examples"
BY_FORMAT = {
    "uuid": "01900000-0000-7000-8000-000000000001",
    "date-time": "2019-10-07T09:30:00Z",
    "date": "2019-10-07",
    "time": "09:30:00",
}
BY_PATTERN = {
    r"^[a-z][a-z0-9_-]{0,19}$": "h1",
    r"^[a-z][a-z0-9_.-]{1,59}$": "invented_code",
    r"^E090000(0[1-9]|[12]\d|3[0-3])$": "E09000022",
    r"^[A-Z]{3}$": "WWI",
    r"^\d{2}-\d{2}$": "10-07",
    r"^[A-I][1-6]$": "A1",
    r"^[A-Z2-7]{32}$": "INVENTED" * 4,
    r"^[a-z][a-z0-9-]{1,58}$": "invented-version",
    r"^[0-9a-f]{64}$": "0a" * 32,
    r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$": "pl",
    r"^[A-Z]\d{4}[A-Z]{2}$": "A0000AA",
    r"^[A-Z]{2}-\d{4}-[0-9A-Z]{1,12}$": "RJ-1907-00001",
    r"^[a-z][a-z0-9_]{1,40}$": "mps",
    r"^[A-Za-z][A-Za-z0-9_]{0,59}(\.[A-Za-z0-9_]{1,60}){0,7}$": "victims.0.surname",
}

ONE_OF = re.compile(r"\^\(([a-z_]+)(?:\|[^)]*)?\)\$")


def example(model: type[BaseModel]) -> Json:
    """Return an example that the model itself accepts. Raises pydantic's error where it does not."""
    schema = model.model_json_schema(mode="validation")
    built = _value(schema, schema.get("$defs", {}), model.__name__)
    return dict(model.model_validate(built).model_dump(mode="json"))


def of_schema(shape: Json, defs: Json) -> Any:
    """Return an example of a JSON Schema; ``defs`` are the shapes that it refers to by name."""
    return _value(shape, defs, "value")


def _value(shape: Json, defs: Json, name: str) -> Any:
    if "$ref" in shape:
        return _value(defs[shape["$ref"].rsplit("/", 1)[1]], defs, name)
    if "anyOf" in shape:
        return _value(shape["anyOf"][0], defs, name)
    if "examples" in shape:
        return shape["examples"][0]
    if "enum" in shape or "const" in shape:
        return shape.get("enum", [shape.get("const")])[0]
    return BY_TYPE[shape["type"]](shape, defs, name)


def _object(shape: Json, defs: Json, _name: str) -> Json:
    return {key: _value(part, defs, key) for key, part in shape.get("properties", {}).items()}


def _list(shape: Json, defs: Json, name: str) -> list[Any]:
    parts = shape.get("prefixItems") or [shape["items"]] * max(1, shape.get("minItems", 1))
    return [_value(part, defs, name) for part in parts]


def _text(shape: Json, _defs: Json, name: str) -> str:
    pattern = shape.get("pattern", "")
    known = BY_FORMAT.get(shape.get("format", "")) or BY_PATTERN.get(pattern)
    if known is None and (chosen := ONE_OF.fullmatch(pattern)):
        return chosen[1]
    return known or f"invented_{name}"[: shape.get("maxLength", 100)]


def _integer(shape: Json, _defs: Json, _name: str) -> int:
    return max(2, int(shape.get("minimum", 0)))


def _boolean(_shape: Json, _defs: Json, _name: str) -> bool:
    return True


BY_TYPE: dict[str, Callable[[Json, Json, str], Any]] = {
    "object": _object,
    "array": _list,
    "string": _text,
    "integer": _integer,
    "number": _integer,
    "boolean": _boolean,
}
