"""The tree of errors, sorted by what the receiver should do (their fate).

::

    RedressError
    ├── Refused         a rule of practice says no        -> recorded, acknowledged, 409
    ├── NotPermitted    this actor may not                -> dead-letter, audited, 403
    ├── NotFound        no such thing for this actor      -> 404
    ├── Conflict        someone changed it meanwhile      -> try again, 409
    ├── InvalidInput    it does not parse; lists faults   -> parked at once, 422
    ├── Unavailable     outside system or store away      -> retried with delay, 503
    └── Ignorable       understood, and not for us        -> acknowledged and counted

An error carries a stable code and ids only, never words about a person: it may cross
the bus and reach logs. Wording for people belongs to the edge that shows it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with one field: a dotted path and a stable code."""

    field: str
    code: str


class RedressError(Exception):
    """Anything that Redress refuses or fails at, with a stable ``code``."""

    kind = "error"

    def __init__(self, code: str, **ids: object) -> None:
        """Keep the code and the ids that help to find the record (never a person's data)."""
        super().__init__(code)
        self.code = code
        self.ids = {name: str(value) for name, value in ids.items()}


class Refused(RedressError):
    """A rule of practice says no. The refusal is itself a result, and is recorded."""

    kind = "refused"


class NotPermitted(RedressError):
    """The actor's roles do not allow this."""

    kind = "not_permitted"


class NotFound(RedressError):
    """There is no such thing, as far as this actor may know."""

    kind = "not_found"


class Conflict(RedressError):
    """The record changed since it was read."""

    kind = "conflict"


class InvalidInput(RedressError):
    """The input breaks its schema or rules of form; every fault is listed, not the first."""

    kind = "invalid_input"

    def __init__(self, code: str, faults: tuple[Fault, ...] = (), **ids: object) -> None:
        """Keep every fault, in field order."""
        super().__init__(code, **ids)
        self.faults = tuple(sorted(faults))


class Unavailable(RedressError):
    """Something we depend on does not answer now; trying later may help."""

    kind = "unavailable"


class Ignorable(RedressError):
    """Understood, and rightly not acted upon."""

    kind = "ignorable"


KINDS: dict[str, type[RedressError]] = {
    cls.kind: cls
    for cls in (Refused, NotPermitted, NotFound, Conflict, InvalidInput, Unavailable, Ignorable)
}
