"""Commands that the gateway answers itself: under an idempotency key, done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

from fastapi import Header

from services.gateway.repeats import Order

if TYPE_CHECKING:
    from pydantic import BaseModel

    from services.gateway.desk import Desk
    from services.gateway.identity import Caller
    from shared.contracts.base import Answer

A = TypeVar("A", bound="Answer")
OwnKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=64,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="Yours to choose, one per intended act: sending it again repeats the answer, "
        "never the act. Kept for 30 days; with another order it is refused. Without one, sending "
        "again acts again.",
    ),
]


class Once:
    """Does what a caller orders once for each of their keys."""

    def __init__(self, desk: Desk) -> None:
        """Keep answers on the caller's desk."""
        self._desk = desk

    def answer(
        self,
        caller: Caller,
        key: str | None,
        says: tuple[str, BaseModel],
        model: type[A],
        act: Callable[[], A],
    ) -> A:
        """Return the answer of ``act``, or the one that it gave when it was first ordered so."""
        if key is None:
            return act()
        told = self._desk.repeats.once(_order(caller, key, says), lambda: act().model_dump_json())
        return model.model_validate_json(told)

    def act(
        self,
        caller: Caller,
        key: str | None,
        says: tuple[str, BaseModel],
        act: Callable[[], None],
    ) -> None:
        """Do ``act``, unless it was done when it was first ordered so."""

        def done() -> str:
            act()
            return ""

        if key is None:
            act()
        else:
            self._desk.repeats.once(_order(caller, key, says), done)


def _order(caller: Caller, key: str, says: tuple[str, BaseModel]) -> Order:
    what, body = says
    return Order(caller.actor.id, key, f"{what} {body.model_dump_json()}")
