"""The reference data of closing: which outcomes there are on a day, and what each asks for."""

from __future__ import annotations

from datetime import date

from shared.contracts.base import Answer, Message, Request, RpcMethod
from shared.contracts.codes import Outcome


class AskOutcomes(Request):
    """Ask which outcomes may be recorded on a day (today, where none is named)."""

    on: date | None = None


class OutcomeView(Message):
    """An outcome, its group, and what must be told with it."""

    outcome: Outcome
    group: str
    positive: bool
    may_be_primary: bool
    asks: tuple[str, ...] = ()


class OutcomesInForce(Answer):
    """Outcomes that may be recorded."""

    outcomes: tuple[OutcomeView, ...]


OUTCOMES = RpcMethod(
    "intake",
    "outcomes",
    AskOutcomes,
    OutcomesInForce,
    "query",
    "Which outcomes may be recorded, and what each asks for.",
)

METHODS = (OUTCOMES,)
