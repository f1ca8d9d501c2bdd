"""What becomes of a message whose handler failed: one table from the error to the fate.

Every failure has a fate; none is swallowed and none turns in a hot loop. Messages of
exceptions are never kept, since they may quote a person's data: class, code and place only.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import exc as sql

from shared.kernel.errors import (
    Conflict,
    Ignorable,
    InvalidInput,
    NotFound,
    NotPermitted,
    RedressError,
    Refused,
    Unavailable,
)

RETRY_DELAYS_MS = (1_000, 5_000, 30_000, 120_000, 600_000)
AGAIN_NOW = 2
_LASTING = ("idempotency", "done-but", "version-not-current")  # no second try helps


class Fate(StrEnum):
    """The end of one try."""

    DONE = "done"
    DUPLICATE = "duplicate"
    HELD = "held"
    REFUSED = "refused"
    IGNORED = "ignored"
    RETRY = "retry"
    PARKED = "parked"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an error means for its message."""

    fate: Fate
    code: str
    retries: int = 0
    again_now: bool = False
    faults: tuple[str, ...] = ()
    place: str = ""

    def after(self, attempts: int) -> Fate:
        """Return the fate when ``attempts`` delayed tries have failed before this one."""
        if self.fate is Fate.RETRY and attempts >= self.retries:
            return Fate.PARKED
        return self.fate


class StoreAway(Exception):
    """The database does not answer: nothing may be acknowledged until it does."""


class HandlerTimeout(BaseException):
    """A handler ran longer than its deadline and was interrupted."""


_ROWS: tuple[tuple[type[RedressError], Fate, int, bool], ...] = (
    (Refused, Fate.REFUSED, 0, False),
    (Ignorable, Fate.IGNORED, 0, False),
    (NotPermitted, Fate.PARKED, 0, False),
    (InvalidInput, Fate.PARKED, 0, False),
    (Conflict, Fate.RETRY, len(RETRY_DELAYS_MS), True),
    (NotFound, Fate.RETRY, 3, False),
    (Unavailable, Fate.RETRY, len(RETRY_DELAYS_MS), False),
)
BUG_RETRIES = 2


def verdict_on(error: BaseException) -> Verdict:
    """Return what ``error`` means. Raises ``StoreAway`` when it is the database's absence."""
    if is_store_away(error):
        raise StoreAway(type(error).__name__) from error
    for kind, fate, retries, again in _ROWS:
        if isinstance(error, kind):
            faults = getattr(error, "faults", ())
            return Verdict(
                fate,
                error.code,
                retries,
                again,
                faults=tuple(f"{fault.field}: {fault.code}" for fault in faults),
                place=_place(error),
            )
    if isinstance(error, sql.SQLAlchemyError):
        return _verdict_on_store(error)
    return bug(error)


def failure_of(error: BaseException) -> RedressError | None:
    """Return what to tell the caller; None when the same work may simply be tried again."""
    if isinstance(error, RedressError) and not isinstance(error, Conflict):
        return error
    if is_store_away(error):
        return Unavailable("store-away")
    verdict = verdict_on(error)
    if verdict.again_now:
        lasting = isinstance(error, Conflict) and error.code.startswith(_LASTING)
        return error if lasting and isinstance(error, RedressError) else None
    return RedressError("internal-error")


def bug(error: BaseException) -> Verdict:
    """Return the verdict on an error that nobody foresaw."""
    code = "handler-timeout" if isinstance(error, HandlerTimeout) else "bug"
    return Verdict(Fate.RETRY, f"{code}:{type(error).__name__}", BUG_RETRIES, place=_place(error))


def _verdict_on_store(error: sql.SQLAlchemyError) -> Verdict:
    if _lost_a_race(error):
        code = f"store-conflict:{type(error).__name__}"
        return Verdict(Fate.RETRY, code, BUG_RETRIES, again_now=True, place=_place(error))
    return bug(error)


def is_store_away(error: BaseException) -> bool:
    """Whether the error says that the database is absent, full, locked or not yet migrated."""
    if isinstance(error, sql.TimeoutError):
        return True
    if isinstance(error, Unavailable) and error.code == "store-busy":
        return True
    if not isinstance(error, sql.DBAPIError) or _lost_a_race(error):
        return False
    if error.connection_invalidated or isinstance(error, sql.InterfaceError):
        return True
    words = str(error.orig)
    if "no such table" in words or getattr(error.orig, "pgcode", None) == "42P01":
        return True
    return isinstance(error, sql.OperationalError) and "syntax error" not in words


_RACES = frozenset({"40001", "40P01", "55P03"})


def _lost_a_race(error: BaseException) -> bool:
    """A deadlock, a serialization failure or a unique key: another replica was quicker."""
    if isinstance(error, sql.IntegrityError):
        return True
    return getattr(getattr(error, "orig", None), "pgcode", None) in _RACES


def _place(error: BaseException) -> str:
    """Return the innermost three frames of our own code as ``file:line`` (no values)."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "site-packages" not in f.filename] or frames
    return " < ".join(f"{'/'.join(f.filename.split('/')[-3:])}:{f.lineno}" for f in ours[:-4:-1])
