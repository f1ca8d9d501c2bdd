"""Short notices to participants: fixed wordings, and how many an hour (peers 6.11).

A wording names nobody, no case and no service: whoever else reads it learns nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from shared.contracts.comms.codes import NoticeChannel, NoticeWording
from shared.kernel.errors import Refused

HOUR = timedelta(hours=1)
UNANSWERED_AFTER = timedelta(minutes=10)
"""A sending that was begun and never ended is not tried again: nobody gets anything twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePolicy:
    """One version of the wordings and limits."""

    version: str
    from_on: date
    per_person_per_hour: int
    per_hour: int
    tries: int
    wordings: dict[NoticeWording, str]


class Provider(Protocol):
    """Whatever carries a notice away. Raises ``Unavailable`` when it surely did not."""

    def send(self, channel: NoticeChannel, address: str, text: str) -> None:
        """Hand over one text for one address."""


def in_force(policies: tuple[NoticePolicy, ...], day: date) -> NoticePolicy:
    """Return the version in force on a day."""
    found = [one for one in policies if one.from_on <= day]
    if not found:
        raise Refused("notice-policy-missing")
    return max(found, key=lambda one: one.from_on)


def too_many(
    policy: NoticePolicy, now: datetime, *, to_person: list[datetime], to_all: list[datetime]
) -> tuple[str, ...]:
    """Return the limits that one more notice now would break, as objections.

    Both lists hold the moments at which sending was begun.
    """
    since = now - HOUR
    found = []
    if sum(at > since for at in to_person) >= policy.per_person_per_hour:
        found.append("too-many-for-person")
    if sum(at > since for at in to_all) >= policy.per_hour:
        found.append("too-many-at-once")
    return tuple(found)
