"""Statements of agencies' answers: the request that one names, and what it said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from services.intake.store.contact_tables import agency_answers
from services.intake.store.tables import agency_requests


def asked(connection: Connection, request_id: UUID) -> Any:
    """Return the request of an id, of whichever case, or None. Not locked."""
    query = select(agency_requests).where(agency_requests.c.request_id == request_id)
    return connection.execute(query).one_or_none()


def add_answer(connection: Connection, row: dict[str, Any]) -> None:
    """Insert what an agency answered."""
    connection.execute(agency_answers.insert(), row)


def answer_of(connection: Connection, request_id: UUID) -> Any:
    """Return what came in by a feed for a request, or None."""
    query = select(agency_answers).where(agency_answers.c.request_id == request_id)
    return connection.execute(query).one_or_none()
