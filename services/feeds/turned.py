"""What is turned away, with every fault by the sender's own field, and never a value."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from shared.kernel.errors import Fault, InvalidInput

MAX_FAULTS = 200
_CODES = {
    "missing": "missing",
    "string_too_long": "too-long",
    "too_long": "too-many",
    "string_too_short": "missing",
    "too_short": "missing",
}
_M = TypeVar("_M", bound=BaseModel)


class Turned(InvalidInput):
    """A message turned away at the boundary. ``held``: staff may look, correct and release it."""

    def __init__(self, *faults: Fault, held: bool = False) -> None:
        super().__init__("message-refused", faults[:MAX_FAULTS])
        self.held = held


def theirs(fault: Fault, dialect: ModuleType) -> Fault:
    """Return a fault of what we made of a message at the place where its sender wrote it."""
    places: Mapping[str, str] = getattr(dialect, "THEIRS", {})
    for ours in sorted(places, key=len, reverse=True):
        if fault.field == ours or fault.field.startswith(f"{ours}."):
            return Fault(places[ours] + fault.field.removeprefix(ours), fault.code)
    return fault


def in_our_words(read: Any, dialect: ModuleType, ours: type[_M]) -> tuple[_M | None, list[Fault]]:
    """Return what a form says in our words, or what our own shape has against that."""
    try:
        return ours.model_validate(dialect.translate(read)), []
    except ValidationError as error:
        return None, faults_of_shape(error)


def faults_of_shape(error: ValidationError) -> list[Fault]:
    """Return every field that could not be read, and why."""
    return [
        Fault(".".join(map(str, one["loc"])) or "message", _CODES.get(one["type"], "invalid"))
        for one in unreadable(error)
    ]


def unreadable(error: ValidationError) -> list[Any]:
    """Return pydantic's details of each place that could not be read, without its value.

    A list whose rows are at fault also counts as too short: the rows say enough.
    """
    found = error.errors(include_input=False, include_url=False)
    holders = {one["loc"][:end] for one in found for end in range(len(one["loc"]))}
    return [one for one in found if one["loc"] not in holders or not one["loc"]]
