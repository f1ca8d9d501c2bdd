"""The catalogue, the classes, the schemas and the examples hold to each other."""

from __future__ import annotations

import copy
import json
from datetime import date, datetime
from enum import Enum
from typing import Any, get_args, get_origin
from uuid import UUID

import pytest
import yaml
from pydantic import BaseModel

from ops import contracts as tooling
from shared.contracts import examples, schemas
from shared.contracts.base import Versioned
from shared.contracts.registry import COMMANDS, EVENTS, METHODS, catalogue, types_for

MODELS = schemas.message_models()

# Text that an event may carry: each is a code or a reference that names nobody.
TEXT_THAT_NAMES_NOBODY = {
    "agency", "change", "clause", "code", "cohort", "content_hash", "enhanced_priority_reasons",
    "facts_changed",
    "field", "fields", "kind", "missing_facts", "obtained_by", "pathway", "policy_version",
    "reason", "reference", "rules", "trigger", "user_id", "user_ids",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_every_message_is_in_the_catalogue_with_its_own_producer(kind: str) -> None:
    entry = catalogue()[kind]

    assert entry.description
    if kind in EVENTS:
        assert entry.producer == EVENTS[kind].producer


def test_the_catalogue_lists_nothing_that_has_no_class() -> None:
    assert set(catalogue()) == set(MODELS)


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_every_published_example_is_accepted_by_its_class(kind: str) -> None:
    text = (examples.EXAMPLES / f"{kind}.json").read_text()

    parsed = MODELS[kind].model_validate_json(text)

    assert json.loads(parsed.model_dump_json()) == json.loads(text)


def _texts(model: type[BaseModel]) -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            if part is str:
                found.add(name)
            elif isinstance(part, type) and issubclass(part, BaseModel):
                found |= _texts(part)
            else:
                allowed = part in (int, bool, UUID, date, datetime, type(None), Ellipsis)
                assert allowed or issubclass(part, Enum), f"{model.__name__}.{name}: {part}"
    return found


def _parts(annotation: Any) -> list[Any]:
    if get_origin(annotation) is None:
        return [annotation]
    return [leaf for part in get_args(annotation) for leaf in _parts(part)]


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_an_event_carries_ids_codes_dates_and_counts_and_never_free_text(kind: str) -> None:
    assert _texts(EVENTS[kind]) <= TEXT_THAT_NAMES_NOBODY


@pytest.mark.slow
def test_the_generated_files_are_up_to_date() -> None:
    assert tooling.stale() == []


def test_nothing_published_is_broken_by_the_classes_of_today() -> None:
    assert tooling.breaks() == []


OPENED = schemas.all_schemas()["intake.case_opened.v1.json"]


def _changed(**edits: Any) -> dict[str, Any]:
    shape = copy.deepcopy(OPENED)
    for name, value in edits.items():
        if value is None:
            del shape["properties"][name]
        else:
            shape["properties"][name] = value
    return shape


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (_changed(reference=None), ".reference: field removed"),
        (_changed(reference={"type": "integer"}), ".reference: type changed"),
        (_changed(opened_at={"type": "string"}), ".opened_at: format changed"),
        ({**OPENED, "required": [*OPENED["required"], "predecessor_case_id"]}, "now required"),
    ],
)
def test_a_change_that_would_break_a_consumer_is_named(changed: dict[str, Any], said: str) -> None:
    found = schemas.breaking_changes(OPENED, changed)

    assert any(said in change for change in found), found


def test_taking_a_code_from_a_closed_list_is_breaking() -> None:
    old = schemas.all_schemas()["intake.case_held.v1.json"]
    new = copy.deepcopy(old)
    new["$defs"]["HoldCause"]["enum"].pop()

    assert schemas.breaking_changes(old, new) != []


def test_a_new_optional_field_breaks_nobody() -> None:
    new = _changed(note_code={"anyOf": [{"type": "string"}, {"type": "null"}], "default": None})

    assert schemas.breaking_changes(OPENED, new) == []


def test_the_asyncapi_document_points_only_at_what_it_holds() -> None:
    document = yaml.safe_load(tooling.ASYNCAPI.read_text())

    refs = list(_refs(document))

    assert len(refs) > len(MODELS)
    for ref in refs:
        assert _resolve(document, ref) is not None, ref


def _refs(node: Any) -> Any:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for part in node.values():
            yield from _refs(part)
    elif isinstance(node, list):
        for part in node:
            yield from _refs(part)


def _resolve(document: Any, ref: str) -> Any:
    node = document
    for step in ref.removeprefix("#/").split("/"):
        node = node[step]
    return node


def test_every_rpc_method_is_named_once_and_belongs_to_a_service() -> None:
    assert len(METHODS) == len({(m.service, m.name) for m in METHODS.values()})
    assert {m.service for m in METHODS.values()} == {
        "intake", "screening", "allocation", "comms", "reporting", "feeds",
    }  # fmt: skip


def test_a_record_that_is_changed_is_shown_with_its_version_and_named_by_each_request() -> None:
    shown = {method.shows for method in METHODS.values() if method.shows}

    for method in METHODS.values():
        assert method.changes is None or (method.changes in shown and method.kind == "command")
        assert method.shows is None or method.kind == "query"
        if method.shows:
            assert issubclass(method.answer, Versioned)
        for record in filter(None, (method.shows, method.changes)):
            assert record.key in method.request.model_fields


def test_nothing_holds_up_a_withdrawal_a_recall_or_a_concern() -> None:
    """What must always work is held to no version (design 2)."""
    always = ("intake.withdraw_consent", "comms.recall_item", "screening.raise_concern")

    assert [METHODS[name].changes for name in always] == [None] * 3


def test_a_feed_of_any_agency_takes_what_the_catalogue_gives_to_feeds() -> None:
    assert types_for("feeds-mps") == types_for("feeds-victim_support") != ()


def test_commands_name_their_receiver_as_their_only_consumer() -> None:
    for kind, command in COMMANDS.items():
        assert catalogue()[kind].consumers == (command.receiver,)


def _unbounded(schema: dict[str, Any]) -> set[str]:
    """Return the fields of a request whose number or text may be as long as somebody likes."""
    shapes = {"": schema, **schema.get("$defs", {})}
    return {
        f"{name}.{field}"
        for name, shape in shapes.items()
        for field, told in shape.get("properties", {}).items()
        for one in (told, *told.get("anyOf", ()), told.get("items", {}))
        if _has_no_end(one)
    }


def _has_no_end(told: dict[str, Any]) -> bool:
    ends = {
        "integer": {"maximum", "enum", "const"},
        "string": {"maxLength", "pattern", "format", "enum", "const"},
    }
    return told.get("type") in ends and not ends[told["type"]] & told.keys()


def test_every_number_and_text_that_somebody_may_send_has_an_end() -> None:
    """A recruitment drive of 6.6e20 applicants was answered as a fault of ours: no store holds it."""
    found = {
        key: unbounded
        for key, method in METHODS.items()
        if (unbounded := _unbounded(method.request.model_json_schema()))
    }

    assert found == {}
