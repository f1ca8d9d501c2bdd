"""What an act on a case is: its form, its method, where it stands, and when it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.gateway.pages.forms import Field
from shared.contracts.base import RpcMethod
from shared.contracts.intake.rpc import CaseView

WhyNot = Callable[[CaseView], str]
Values = dict[str, Any]


def open_case(case: CaseView) -> str:
    """Most acts need an open case."""
    return "The case is closed." if case.closed_at else ""


def always(case: CaseView) -> str:
    """Withdrawal, aftercare and concerns are possible for ever."""
    return ""


def to_close(case: CaseView) -> str:
    """A case is closed once, and with a main outcome."""
    if case.closed_at:
        return "The case is closed."
    return "" if case.primary_outcome else "Record the main outcome first."


def as_given(values: Values) -> Values:
    """Most forms have the fields of their request."""
    return values


@dataclass(frozen=True, slots=True)
class Action:
    """One act: where it stands on the page, what it asks, and what it is about."""

    slug: str
    section: str
    method: RpcMethod
    title: str
    button: str
    fields: tuple[Field, ...] = ()
    about: tuple[str, ...] = ()
    """Ids that the address must carry beside the case, under their names in the request."""
    intro: str = ""
    why_not: WhyNot = open_case
    shape: Callable[[Values], Values] = as_given


NOTE = Field("note", "Note", "area", needed=False)
REASON = Field("reason", "Why", "area")
