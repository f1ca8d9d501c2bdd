"""What an act on a case is: its form, its method, where it stands, and when it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.gateway.pages.forms import Field
from shared.contracts.base import RpcMethod
from shared.contracts.intake.rpc import CaseView

if TYPE_CHECKING:
    from services.gateway.pages.site import Visit

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


def place_of(action: Action, case_id: UUID, ids: Mapping[str, object], *, done: str = "") -> str:
    """Return the address at which an act stands, and to which it returns."""
    if action.page:
        return f"/cases/{case_id}/{action.page.format(**ids)}{done}"
    return f"/cases/{case_id}{done}#{action.section}"


def as_given(values: Values) -> Values:
    """Most forms have the fields of their request."""
    return values


def nothing_to_show(record: Any) -> tuple[str, ...]:
    """Most records are looked at on the case's page."""
    return ()


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
    marks: tuple[str, ...] = ()
    """Hashes that the address must carry too: of the exact words that were on the screen."""
    choose: Callable[[Visit, CaseView], tuple[Field, ...]] | None = None
    """Makes the questions whose answers hang on the case: who is in it, what is in force."""
    page: str = ""
    """Where it stands below the case's address, by its ids; empty: on the case's own page."""
    seen: RpcMethod | None = None
    """What shows the record that it changes: the form is held to the version that it was opened at."""
    now: Callable[[Any], tuple[str, ...]] = nothing_to_show
    """What of the record is shown to somebody whose form was overtaken."""
    ends_sight: str = ""
    """Where it leads a facilitator, who no longer sees the case once it is done."""


NOTE = Field("note", "Note", "area", needed=False)
REASON = Field("reason", "Why", "area")
