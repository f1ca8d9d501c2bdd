"""An invented, fully filled example of every message, made from its schema."""

from __future__ import annotations

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
}
BY_PATTERN = {
    r"^[a-z][a-z0-9_-]{0,19}$": "h1",
    r"^[a-z][a-z0-9_.-]{1,59}$": "invented_code",
    r"^E090000(0[1-9]|[12]\d|3[0-3])$": "E09000022",
    r"^[A-Z]{3}$": "WWI",
    r"^[A-Z]\d{4}[A-Z]{2}$": "A0000AA",
}


def example(model: type[BaseModel]) -> Json:
    """Return an example that the model itself accepts. Raises pydantic's error where it does not."""
    schema = model.model_json_schema(mode="validation")
    built = _value(schema, schema.get("$defs", {}), model.__name__)
    return dict(model.model_validate(built).model_dump(mode="json"))


def _value(shape: Json, defs: Json, name: str) -> Any:
    if "$ref" in shape:
        return _value(defs[shape["$ref"].rsplit("/", 1)[1]], defs, name)
    if "anyOf" in shape:
        return _value(shape["anyOf"][0], defs, name)
    if "enum" in shape or "const" in shape:
        return shape.get("enum", [shape.get("const")])[0]
    return BY_TYPE[shape["type"]](shape, defs, name)


def _object(shape: Json, defs: Json, _name: str) -> Json:
    return {key: _value(part, defs, key) for key, part in shape.get("properties", {}).items()}


def _list(shape: Json, defs: Json, name: str) -> list[Any]:
    parts = shape.get("prefixItems") or [shape["items"]]
    return [_value(part, defs, name) for part in parts]


def _text(shape: Json, _defs: Json, name: str) -> str:
    known = BY_FORMAT.get(shape.get("format", "")) or BY_PATTERN.get(shape.get("pattern", ""))
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
    "boolean": _boolean,
}
