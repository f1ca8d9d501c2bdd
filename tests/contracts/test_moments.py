"""What others tell us as a moment says its offset: an hour more or less is a visit at the wrong time."""

import typing
from datetime import datetime

import pytest
from pydantic import AwareDatetime, BaseModel, TypeAdapter, ValidationError

from shared.contracts.registry import COMMANDS, METHODS


def told_in(model, seen):
    """Yield every field of a message, and of what lies in it, that holds a moment."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        kinds = [field.annotation]
        while kinds:
            kind = kinds.pop()
            kinds += [one for one in typing.get_args(kind) if one is not Ellipsis]
            if kind in (datetime, AwareDatetime):
                yield f"{model.__module__}.{model.__name__}.{name}", field
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from told_in(kind, seen)


SEEN: set[type] = set()
ASKED = (*(method.request for method in METHODS.values()), *COMMANDS.values())
FOUND = {name: field for model in ASKED for name, field in told_in(model, SEEN)}


def test_there_are_moments_that_others_tell():
    assert "shared.contracts.intake.contact.RecordContact.at" in FOUND


@pytest.mark.parametrize("where", sorted(FOUND))
def test_a_moment_without_its_offset_is_refused(where):
    field = FOUND[where]
    kept = TypeAdapter(field.rebuild_annotation())

    assert kept.validate_python("2026-07-01T10:00:00+01:00") is not None
    with pytest.raises(ValidationError, match="timezone"):
        kept.validate_python("2026-07-01T10:00:00")
