"""An information sharing agreement as data (PTR-27, PTR-28, PTR-33), and what it says of a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent / "agreements"


class Status(StrEnum):
    """Where an agreement stands (PTR-27)."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    INTERIM = "interim_arrangement"
    REVIEW_DUE = "review_due"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


SHARING = frozenset({Status.IN_FORCE, Status.INTERIM, Status.REVIEW_DUE})


class Part(BaseModel):
    """A part of an agreement: a misspelt key stops the start."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(Part):
    """From a day on, the agreement stands so."""

    since: date
    status: Status
    note: str | None = None


class Clause(Part):
    """One clause: what it allows, on which basis, for which purpose."""

    title: str
    legal_basis: str
    purpose: str


class Inbound(Part):
    """What may come in: the agency's own field names, dotted; ``*`` stands for a list's rows."""

    clause: str
    participants: tuple[Literal["harmed", "responsible", "deceased", "family"], ...]
    payloads: tuple[Literal["plain", "sealed"], ...]
    fields: tuple[str, ...]


class Outbound(Part):
    """What may go out, and at which update cadences of the referral."""

    clause: str
    fields: tuple[str, ...]
    cadences: tuple[str, ...]


class Retention(Part):
    """How long what passed the boundary is kept here, in days."""

    messages_days: int = Field(ge=1)
    quarantine_days: int = Field(ge=1)
    disclosures_days: int = Field(ge=1)


class Contact(Part):
    """A counterpart by role, with the days for which it holds (PTR-31)."""

    role: str
    reached_at: str
    since: date
    until: date | None = None


class Agreement(Part):
    """The whole agreement with one agency."""

    agency: str = Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")
    dialect: str
    parties: tuple[str, ...]
    legal_bases: tuple[str, ...]
    purposes: tuple[str, ...]
    history: tuple[Step, ...] = Field(min_length=1)
    clauses: dict[str, Clause]
    inbound: Inbound
    outcome: Outbound
    retention: Retention
    contacts: tuple[Contact, ...]

    def status_on(self, day: date) -> Status | None:
        """Return where the agreement stands on a day; None before its history begins."""
        known = [step for step in self.history if step.since <= day]
        return max(known, key=lambda step: step.since).status if known else None

    def allows_sharing_on(self, day: date) -> bool:
        """Whether anything may cross on that day."""
        return self.status_on(day) in SHARING


def load(agency: str, folder: Path = FOLDER) -> Agreement:
    """Read an agency's agreement. Raises ``FileNotFoundError`` or pydantic's error."""
    text = (folder / f"{agency}.yaml").read_text()
    return Agreement.model_validate(yaml.safe_load(text))
