"""An information sharing agreement as data (PTR-27, PTR-28, PTR-33), and what it says of a day.

One file per agency, and one per scheme that has terms of its own. A key that is not known stops
the start. What an agreement does not name does not pass: no list of fields is an empty one.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.feeds.standing import Interim, Standing, Status, Step, ends_on, standing_on
from shared.contracts.codes import Source

__all__ = ["FOLDER", "Agreement", "Status", "load", "load_all"]

FOLDER = Path(__file__).parent / "agreements"
DIALECTS = Path(__file__).parent / "agencies"
MAX_BYTES = 1024 * 1024


class Part(BaseModel):
    """A part of an agreement: a misspelt key stops the start."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Clause(Part):
    """One clause: what it allows, on which basis, for which purpose."""

    title: str
    legal_basis: str
    purpose: str


class When(Part):
    """By which field of the message a scheme's own terms are chosen."""

    field: str
    is_: str = Field(alias="is")


class Inbound(Part):
    """What may come in: the agency's own field names, dotted; ``*`` stands for a list's rows.

    ``restrictions`` are names of rules (``services.feeds.restrictions``); a name that is not
    known there restricts everything.
    """

    clause: str
    when: When | None = None
    pathway: str | None = Field(default=None, max_length=60)
    source: Source | None = None
    participants: tuple[Literal["harmed", "responsible", "deceased", "family"], ...] = ()
    payloads: tuple[Literal["plain", "sealed"], ...] = ()
    restrictions: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class Answers(Part):
    """What may come in as the agency's answer to a request: under which clause, which fields."""

    clause: str
    fields: tuple[str, ...] = ()


class Outbound(Part):
    """What may go out under one clause, and (status, outcome) at which update cadences.

    ``consent``: only with the person's own standing consent to tell this agency.
    ``by_hand``: staff carry it; nothing is put on a queue.
    """

    clause: str
    fields: tuple[str, ...] = ()
    cadences: tuple[str, ...] = ()
    consent: bool = False
    by_hand: bool = False
    recipient: str | None = None


class Limits(Part):
    """What the agency may send before it has to wait (never: before something is lost)."""

    messages_per_minute: int = Field(default=6000, ge=1)
    burst: int = Field(default=500, ge=1)
    message_bytes: int = Field(default=MAX_BYTES, ge=1024, le=MAX_BYTES)


class Retention(Part):
    """How long what passed the boundary is kept here, in days."""

    messages_days: int = Field(ge=1)
    quarantine_days: int = Field(ge=1)
    disclosures_days: int = Field(ge=1)


class Contact(Part):
    """A counterpart by role, with the days for which it holds, and who came after (PTR-31)."""

    role: str
    reached_at: str
    since: date
    until: date | None = None
    succeeded_by: str | None = None


class Agreement(Part):
    """The whole agreement with one agency, or for one of its schemes.

    ``feed`` names the process that carries it: its own where it equals ``id``, that of another
    agreement for a scheme, none where staff carry everything by hand. ``log`` names the feed that
    keeps the disclosure log of an agreement without a process. ``sealing_key``: the agency's X25519
    public key in base64. What names a person is sealed to it, and without it waits here unsent.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")
    agency: str = Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")
    title: str
    feed: str | None = None
    log: str | None = None
    dialect: str | None = None
    requirements: tuple[str, ...] = ()
    parties: tuple[str, ...]
    legal_bases: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    history: tuple[Step, ...] = Field(min_length=1)
    interim: tuple[Interim, ...] = ()
    clauses: dict[str, Clause] = Field(default_factory=dict)
    inbound: Inbound | None = None
    answers: Answers | None = None
    outbound: dict[str, Outbound] = Field(default_factory=dict)
    limits: Limits = Limits()
    retention: Retention = Retention(messages_days=365, quarantine_days=30, disclosures_days=2555)
    contacts: tuple[Contact, ...] = ()
    sealing_key: str | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Every clause that is relied on stands in the agreement, on a basis that it names."""
        used = [
            part.clause for part in (self.inbound, self.answers, *self.outbound.values()) if part
        ]
        used += [clause for one in self.interim for clause in one.clauses]
        if unknown := set(used) - set(self.clauses):
            raise ValueError(f"no such clause: {', '.join(sorted(unknown))}")
        for name, clause in self.clauses.items():
            if clause.legal_basis not in self.legal_bases or clause.purpose not in self.purposes:
                raise ValueError(f"clause {name}: its basis or purpose is not the agreement's")
        if self.feed is not None and self.dialect is None:
            raise ValueError("what a feed carries has a dialect")
        return self

    @property
    def samples(self) -> Path:
        """The folder of samples, good and bad, in the agency's own words."""
        return DIALECTS / str(self.dialect) / "samples"

    @property
    def has_process(self) -> bool:
        """Whether a feed process of this agreement's own name runs."""
        return self.feed == self.id

    @property
    def kept_by(self) -> str | None:
        """The feed whose store holds this agreement's disclosure log."""
        return self.feed or self.log

    def standing_on(self, day: date) -> Standing:
        """Return whether anything may cross on that day, under which clauses, and if not why."""
        return standing_on(self.history, self.interim, day)

    def status_on(self, day: date) -> Status | None:
        """Return where the agreement stands on a day; None before its history begins."""
        return self.standing_on(day).status

    def allows_sharing_on(self, day: date) -> bool:
        """Whether anything may cross on that day."""
        return self.standing_on(day).allowed

    def permits(self, clause: str, day: date) -> bool:
        """Whether that clause may be relied on, on that day."""
        return clause in self.clauses and self.standing_on(day).permits(clause)

    def ends_on(self, day: date) -> date | None:
        """Return the last day on which anything may cross, as known on ``day``; None: no end."""
        return ends_on(self.history, self.interim, day)


def load(agreement: str, folder: Path = FOLDER) -> Agreement:
    """Read one agreement. Raises ``FileNotFoundError``, or pydantic's error for what is wrong."""
    found = _parsed((folder / f"{agreement}.yaml").read_text())
    if found.id != agreement:
        raise ValueError(f"{agreement}.yaml holds the agreement {found.id}")
    return found


@cache
def _parsed(text: str) -> Agreement:
    return Agreement.model_validate(yaml.safe_load(text))


def load_all(folder: Path = FOLDER) -> tuple[Agreement, ...]:
    """Read every agreement of the folder, by its id in alphabetical order."""
    return tuple(load(path.stem, folder) for path in sorted(folder.glob("*.yaml")))
