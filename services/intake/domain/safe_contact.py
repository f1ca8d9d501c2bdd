"""Whether contact is safe at a moment, by what the person asked for: every objection as a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from shared.contracts.intake.codes import ContactChannel
from shared.kernel.clock import LONDON

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of a weekday (0 is Monday), London time."""

    weekday: int
    after: time
    until: time


@dataclass(frozen=True, slots=True)
class Safety:
    """What a person asked for. No hours means any; every year's dates are ``(month, day)``."""

    channels: frozenset[ContactChannel] = frozenset(ContactChannel)
    hours: tuple[Hours, ...] = ()
    avoid: frozenset[date] = frozenset()
    avoid_every_year: frozenset[tuple[int, int]] = frozenset()


def objections(safety: Safety, channel: ContactChannel | None, moment: datetime) -> tuple[str, ...]:
    """Return why contact by ``channel`` at ``moment`` is not what was asked for; empty: it is.

    A letter or e-mail reaches somebody at no hour of the sender's choosing, so hours do not bind
    them; dates to avoid bind everything. Where the channel is not chosen yet, only what would object
    to every channel does.
    """
    local = moment.astimezone(LONDON)
    found = []
    if not safety.channels or channel not in {None, *safety.channels}:
        found.append("channel-not-safe")
    if local.date() in safety.avoid or (local.month, local.day) in safety.avoid_every_year:
        found.append("date-to-avoid")
    if channel not in {None, *_AT_NO_HOUR} and not _within(safety.hours, local):
        found.append("outside-safe-hours")
    return tuple(found)


_AT_NO_HOUR = frozenset({ContactChannel.POST, ContactChannel.EMAIL, ContactChannel.THROUGH_AGENCY})


def _within(hours: tuple[Hours, ...], local: datetime) -> bool:
    if not hours:
        return True
    return any(
        one.weekday == local.weekday() and one.after <= local.time() < one.until for one in hours
    )
