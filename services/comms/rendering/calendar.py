"""Calendar files (RFC 5545) without case detail: when, how long, and nothing about what or who."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

_PRODUCT = "-//Appointments//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A time to keep free. ``sequence`` counts its changes from 0; times are aware."""

    uid: str
    starts_at: datetime
    minutes: int
    written_at: datetime
    sequence: int = 0
    cancelled: bool = False


def uid_for(meeting_id: UUID, recipient: str, key: bytes) -> str:
    """Return an id that stays for one recipient and links no two recipients of a meeting."""
    told = hmac.new(key, f"{meeting_id}|{recipient}".encode(), hashlib.sha256).hexdigest()
    return f"{told[:32]}@appointments.invalid"


def calendar_file(one: Appointment) -> bytes:
    """Return the file: an appointment, its times in UTC, private, without place or people."""
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.written_at)
    event.add("dtstart", one.starts_at)
    event.add("dtend", one.starts_at + timedelta(minutes=one.minutes))
    event.add("summary", "Appointment")
    event.add("class", "PRIVATE")
    event.add("sequence", one.sequence)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    file = Calendar()
    file.add("prodid", _PRODUCT)
    file.add("version", "2.0")
    file.add("method", "CANCEL" if one.cancelled else "PUBLISH")
    file.add_component(event)
    return bytes(file.to_ical())
