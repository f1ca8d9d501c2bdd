"""What staff see of agreements that end: the feeds warn, reporting keeps the last warning."""

from __future__ import annotations

from datetime import date, datetime

from shared.contracts.base import Answer, Message, Request, RpcMethod


class ListEndings(Request):
    """Ask which agreements end soon, or ended within the last thirty days."""


class AgreementEnding(Message):
    """An agreement's last day as its feed last said. ``days_left``: 0 once it is over."""

    agreement: str
    agency: str
    last_day: date
    days_left: int
    warned_at: datetime


class AgreementEndings(Answer):
    """Agreements that end, the soonest first."""

    endings: tuple[AgreementEnding, ...]


AGREEMENTS_ENDING = RpcMethod(
    "reporting",
    "agreements_ending",
    ListEndings,
    AgreementEndings,
    "query",
    "Which agreements with agencies end soon.",
)
METHODS = (AGREEMENTS_ENDING,)
