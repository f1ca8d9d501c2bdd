"""Asking several services side by side, with one short deadline for all.

A service is asked all that a page wants of it in one message: its answers come from one moment of
its store. A part that does not come in time is away, and says so; the rest of the page is there.
"""

from __future__ import annotations

import contextvars
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import Any

from services.gateway.backoffice import Backoffice, Call
from shared.contracts.feeds import office
from shared.contracts.together import MOST
from shared.kernel.errors import NotFound, NotPermitted, RedressError, Unavailable

DEADLINE_S = 1.4
"""For all parts of a page together: with the rest of the work it stays under two seconds."""
_ERASED = frozenset({"personal-data-erased", "case-erased"})


@dataclass(frozen=True, slots=True)
class Part:
    """What a service answered for one part of a page."""

    service: str
    answer: Any = None
    away: bool = False
    """Whether there is nothing to show though it is asked for: no answer in time, or no more."""
    erased: bool = False
    """Whether that is because what it told of people was erased."""

    @property
    def here(self) -> bool:
        """Return whether there is an answer to show."""
        return self.answer is not None


def answer_of(part: Part | None) -> Any:
    """Return the answer without which there is no page.

    Raises ``Unavailable`` when its service is away, ``NotFound`` when it is not for this visitor.
    """
    if part is not None and part.away:
        raise Unavailable("no-answer-in-time", method=f"{part.service}.")
    if part is None or not part.here:
        raise NotFound("no-such-page")
    return part.answer


class Together:
    """Asks side by side on threads of its own."""

    def __init__(self, backoffice: Backoffice, threads: int = 32) -> None:
        """``threads`` bounds how many questions are under way at once."""
        self._backoffice = backoffice
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="asking")

    def ask(self, calls: Mapping[str, Call]) -> dict[str, Part]:
        """Return a part for every call, whatever became of it, within the deadline."""
        messages = [
            (names, self._begin([calls[name] for name in names])) for names in _messages(calls)
        ]
        wait([future for _, future in messages], timeout=DEADLINE_S + 0.1)
        found = {
            name: _part(_asked(calls[name]), told)
            for names, future in messages
            for name, told in zip(names, _told(future, len(names)), strict=True)
        }
        return {name: found[name] for name in calls}

    def _begin(self, calls: Sequence[Call]) -> Future[list[Any]]:
        here = contextvars.copy_context()
        asked = [replace(call, deadline_s=DEADLINE_S) for call in calls]
        return self._pool.submit(here.run, self._ask, asked)

    def _ask(self, calls: Sequence[Call]) -> list[Any]:
        if len(calls) > 1:
            return list(self._backoffice.ask_together(calls))
        try:
            return [self._backoffice.ask(calls[0])]
        except RedressError as error:
            return [error]


def _messages(calls: Mapping[str, Call]) -> Iterable[list[str]]:
    """Return the names of what goes into each message: one for a service, if it need not wait."""
    found: dict[object, list[str]] = {}
    for name, call in calls.items():
        alone = call.method.alone or call.method.kind != "query"
        found.setdefault(name if alone else (_asked(call),), []).append(name)
    for names in found.values():
        for at in range(0, len(names), MOST):
            yield names[at : at + MOST]


def _asked(call: Call) -> str:
    """Return who is asked: a service, or one agency's feed."""
    return office.addressed(call.method, call.request).service


def _told(future: Future[list[Any]], count: int) -> list[Any]:
    if future.done():
        return future.result()
    future.cancel()
    return [Unavailable("no-answer-in-time")] * count


def _part(service: str, told: Any) -> Part:
    if isinstance(told, NotFound | NotPermitted):
        return Part(service)
    if isinstance(told, RedressError):
        return Part(service, away=True, erased=told.code in _ERASED)
    return Part(service, told)
