"""JSON Schemas and the AsyncAPI document, made from the classes; and what breaks one.

The files under ``schemas/`` are the published language. They are made by
``./redress contracts``, which refuses to overwrite one with a schema that would break a
consumer: such a change is a new version of the type instead.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from shared.contracts.base import BusCommand, Event
from shared.contracts.envelope import CONTENT_TYPE, SCHEMA_BASE, Envelope
from shared.contracts.registry import COMMANDS, EVENTS, METHODS, catalogue

Json = dict[str, Any]
HERE = Path(__file__).parent
SCHEMAS = HERE / "schemas"


def schema_of(model: type[BaseModel], urn: str) -> Json:
    """Return the JSON Schema of a message body, named by its URN."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{SCHEMA_BASE}{urn}",
        **model.model_json_schema(mode="validation"),
    }


def all_schemas() -> dict[str, Json]:
    """Return every published schema by file name below ``schemas/``."""
    found: dict[str, Json] = {"envelope.json": schema_of(Envelope, "envelope")}
    for kind, model in message_models().items():
        found[f"{kind}.json"] = schema_of(model, kind)
    for key, method in METHODS.items():
        found[f"rpc/{key}.request.json"] = schema_of(method.request, f"rpc:{key}.request")
        found[f"rpc/{key}.answer.json"] = schema_of(method.answer, f"rpc:{key}.answer")
    return found


def message_models() -> dict[str, type[Event | BusCommand]]:
    """Return every event and bus command by wire type."""
    return {**EVENTS, **COMMANDS}


def written(directory: Path = SCHEMAS) -> dict[str, Json]:
    """Return the schemas as they were last published."""
    return {
        str(path.relative_to(directory)): json.loads(path.read_text())
        for path in sorted(directory.rglob("*.json"))
    }


def breaking_changes(old: Json, new: Json, *, at: str = "") -> list[str]:
    """Say what in ``new`` would break someone who relies on ``old`` (empty when nothing does).

    Adding an optional field is fine. Taking a field or a code away, asking for a field that
    was optional, adding a code to a closed list, or narrowing a type or bound is not.
    """
    return list(_object_changes(old, new, at)) + _definition_changes(old, new, at)


def _definition_changes(old: Json, new: Json, at: str) -> list[str]:
    found: list[str] = []
    before, after = old.get("$defs", {}), new.get("$defs", {})
    for name, shape in before.items():
        if name in after:
            found += list(_object_changes(shape, after[name], f"{at}#{name}"))
    return found


def _object_changes(old: Json, new: Json, at: str) -> list[str]:
    found: list[str] = []
    before, after = old.get("properties", {}), new.get("properties", {})
    found += [f"{at}.{name}: field removed" for name in before if name not in after]
    newly_asked = set(new.get("required", ())) - set(old.get("required", ()))
    found += [f"{at}.{name}: now required" for name in sorted(newly_asked)]
    for name, shape in before.items():
        if name in after:
            found += _value_changes(shape, after[name], f"{at}.{name}")
    return found + _value_changes(old, new, at)


SHAPE_KEYS = (
    "type",
    "format",
    "$ref",
    "const",
    "pattern",
    "maxLength",
    "maximum",
    "maxItems",
    "minLength",
    "minimum",
    "minItems",
    "additionalProperties",
)


def _value_changes(old: Json, new: Json, at: str) -> list[str]:
    found = [
        f"{at}: {key} changed from {old.get(key)!r} to {new.get(key)!r}"
        for key in SHAPE_KEYS
        if not isinstance(old.get(key), dict) and old.get(key) != new.get(key)
    ]
    if old.get("enum") != new.get("enum"):
        found.append(f"{at}: the closed list of codes changed")
    for key in ("items", "additionalProperties"):
        if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
            found += _value_changes(old[key], new[key], f"{at}[]")
    found += _choices(old, new, at)
    return found


def _choices(old: Json, new: Json, at: str) -> list[str]:
    before, after = old.get("anyOf"), new.get("anyOf")
    if before is None and after is None:
        return []
    if before is None or after is None or len(before) != len(after):
        return [f"{at}: the choice of types changed"]
    return [
        change for a, b in zip(before, after, strict=True) for change in _value_changes(a, b, at)
    ]


def asyncapi() -> Json:
    """Return the AsyncAPI 3.0 document of the internal bus."""
    listed = catalogue()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Redress internal bus",
            "version": "1",
            "description": "Events carry ids, codes, dates and counts; commands are sealed for "
            "their receiver. Every body travels in a CloudEvents 1.0 envelope.",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {kind: _channel(kind) for kind in listed},
        "operations": dict(_operations()),
        "components": {
            "messages": {kind: _message(kind) for kind in listed},
            "schemas": {kind: _inner(model, kind) for kind, model in message_models().items()},
        },
    }


def _inner(model: type[BaseModel], kind: str) -> Json:
    refs = f"#/components/schemas/{kind}/$defs/{{model}}"
    return model.model_json_schema(mode="validation", ref_template=refs)


def _channel(kind: str) -> Json:
    exchange = "redress.commands" if kind in COMMANDS else "redress.events"
    return {
        "address": kind,
        "messages": {"message": {"$ref": f"#/components/messages/{kind}"}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {
                    "name": exchange,
                    "type": "topic",
                    "durable": True,
                    "autoDelete": False,
                    "vhost": "redress",
                },
            }
        },
    }


def _message(kind: str) -> Json:
    return {
        "name": kind,
        "summary": catalogue()[kind].description,
        "contentType": CONTENT_TYPE,
        "payload": {"$ref": f"#/components/schemas/{kind}"},
    }


def _operations() -> list[tuple[str, Json]]:
    found: list[tuple[str, Json]] = []
    for kind, entry in catalogue().items():
        channel = {"$ref": f"#/channels/{kind}"}
        found.append((f"{entry.producer}.sends.{kind}", {"action": "send", "channel": channel}))
        found += [
            (f"{consumer}.receives.{kind}", {"action": "receive", "channel": channel})
            for consumer in entry.consumers
        ]
    return found
