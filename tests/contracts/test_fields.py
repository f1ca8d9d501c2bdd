"""What holds of every field of every message, and of what lies in it."""

import typing
from datetime import datetime

import pytest
from pydantic import AwareDatetime, BaseModel, TypeAdapter, ValidationError

from shared.contracts.registry import COMMANDS, EVENTS, METHODS


def kinds_of(field):
    """Return every type that a field's annotation names."""
    found, left = [], [field.annotation]
    while left:
        kind = left.pop()
        found.append(kind)
        left += [one for one in typing.get_args(kind) if one is not Ellipsis]
    return found


def fields_of(models):
    """Return the fields of messages, and of the messages in them, by where they stand."""
    found, seen, left = {}, set(), list(models)
    while left:
        model = left.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            found[f"{model.__module__}.{model.__name__}.{name}"] = field
            left += [
                kind
                for kind in kinds_of(field)
                if isinstance(kind, type) and issubclass(kind, BaseModel)
            ]
    return found


ASKED = fields_of((*(method.request for method in METHODS.values()), *COMMANDS.values()))
TOLD = fields_of((*(method.answer for method in METHODS.values()), *EVENTS.values()))
MOMENTS = {
    where: field
    for where, field in ASKED.items()
    if not {datetime, AwareDatetime}.isdisjoint(kinds_of(field))
}


def test_what_may_be_nothing_may_be_left_out():
    """Nothing is sent as nothing: who reads it must take the field's absence for that."""
    found = (ASKED | TOLD).items()
    must_be_there = [
        where for where, field in found if type(None) in kinds_of(field) and field.is_required()
    ]

    assert "shared.contracts.allocation.rpc.OwnStanding.volunteer" in TOLD
    assert must_be_there == []


def test_there_are_moments_that_others_tell():
    assert "shared.contracts.intake.contact.RecordContact.at" in MOMENTS


@pytest.mark.parametrize("where", sorted(MOMENTS))
def test_a_moment_without_its_offset_is_refused(where):
    """An hour more or less is a visit at the wrong time."""
    kept = TypeAdapter(MOMENTS[where].rebuild_annotation())

    assert kept.validate_python("2026-07-01T10:00:00+01:00") is not None
    with pytest.raises(ValidationError, match="timezone"):
        kept.validate_python("2026-07-01T10:00:00")
