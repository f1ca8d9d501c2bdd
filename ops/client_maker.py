"""Makes ops/client/generated.py, the typed Python client, out of the gateway's OpenAPI document.

Small on purpose: every schema of the document becomes a ``TypedDict``, every operation a method with
its path's names, its query, its body and its answer typed. ``./redress contracts`` writes it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
HEADERS = {
    "Idempotency-Key": ("idempotency_key", "str"),
    "If-Match": ("expected_version", "int"),
}
HEAD = '''"""The gateway's API as typed Python. Made by ``./redress contracts``; edit ops/client_maker.py."""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from ops.client.transport import Transport

'''


def client(document: Json) -> str:
    """Return the text of the client."""
    schemas = document["components"]["schemas"]
    chosen = sorted(schemas.items(), key=lambda one: ("enum" not in one[1], one[0]))
    shapes = [_shape(_class(name), schema) for name, schema in chosen]
    methods = [
        _method(*one)
        for one in sorted(_operations(document), key=lambda one: one[3]["operationId"])
    ]
    return (
        HEAD
        + "\n".join(shapes)
        + '\n\n\nclass Client(Transport):\n    """Every operation of the API, one method each."""\n'
        + "".join(methods)
    )


def _operations(document: Json) -> Iterator[tuple[str, str, Json, Json]]:
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            yield verb.upper(), path, document, operation


def _shape(name: str, schema: Json) -> str:
    if "enum" in schema:
        return f"{name} = Literal[{', '.join(map(repr, schema['enum']))}]"
    if schema.get("type") != "object" or not schema.get("properties"):
        return f"{name} = dict[str, Any]"
    required = set(schema.get("required", ()))
    fields = [
        f"    {field}: {_type(part) if field in required else f'NotRequired[{_type(part)}]'}"
        for field, part in schema["properties"].items()
    ]
    return "\n".join(["", f"class {name}(TypedDict):", *fields, ""])


def _type(schema: Json) -> str:
    """Return the Python type of a schema, quoted where it names another shape."""
    if "$ref" in schema:
        return _class(schema["$ref"].rsplit("/", 1)[1])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(part) for part in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return f"Literal[{', '.join(map(repr, schema.get('enum', [schema.get('const')])))}]"
    kind = schema.get("type")
    if kind == "array":
        return f"list[{_type(schema.get('items', {}))}]"
    if kind == "object":
        more = schema.get("additionalProperties")
        return f"dict[str, {_type(more) if isinstance(more, dict) and more else 'Any'}]"
    return PLAIN.get(str(kind), "Any")


def _class(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _method(verb: str, path: str, document: Json, operation: Json) -> str:
    parameters = operation.get("parameters", ())
    named = [one for one in parameters if one["in"] == "path"]
    query = [one for one in parameters if one["in"] == "query"]
    headers = {one["name"] for one in parameters if one["in"] == "header"}
    sent = [name for header, name in HEADERS.items() if header in headers]
    body = _body(operation)
    takes = ["self", *(f"{_name(one['name'])}: str" for one in named)]
    if body is not None:
        takes.append(f"body: {body}")
    extras = [
        f"{_name(one['name'])}: {_type(one['schema'])}"
        + ("" if one.get("required") else " | None = None")
        for one in sorted(query, key=lambda one: not one.get("required"))
    ]
    extras += [f"{name}: {kind} | None = None" for name, kind in sent]
    if extras:
        takes += ["*", *extras]
    asked = ", ".join(f"{one['name']!r}: {_name(one['name'])}" for one in query)
    address = re.sub(
        r"{(\w+)}", lambda found: f"{{{_name(found[1])}}}", path.removeprefix("/api/v1")
    )
    given = [f"{verb!r}", f"f{address!r}" if named else repr(address)]
    given += [f"query={{{asked}}}"] if query else []
    given += ["body=body"] if body is not None else []
    given += [f"{name}={name}" for name, _ in sent]
    given += ["is_command=True"] if "Idempotency-Key" in headers else []
    says = (operation.get("summary") or "").replace('"', "'").replace("\\", "")
    return (
        f"\n    def {_operation_name(operation)}({', '.join(takes)}) -> {_answer(operation)}:\n"
        f'        """{says}"""\n'
        f"        return self.ask({', '.join(given)})\n"
    )


def _absence(parameter: Json) -> str:
    if parameter.get("required"):
        return ""
    return " = None" if "None" in _type(parameter["schema"]) else " | None = None"


def _operation_name(operation: Json) -> str:
    return _name(operation["operationId"])


def _name(name: str) -> str:
    plain = re.sub(r"\W", "_", name).lower()
    return f"{plain}_" if keyword.iskeyword(plain) else plain


def _body(operation: Json) -> str | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return None if content is None else _type(content["schema"])


def _answer(operation: Json) -> str:
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            content = answer.get("content", {}).get("application/json")
            return "Any" if content is None else _type(content["schema"])
    return "Any"
