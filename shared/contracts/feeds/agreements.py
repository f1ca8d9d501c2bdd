"""What a feed tells staff of its agreements: how each stands, since when, and what it lets pass."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Answer, Message, Request

AGENCY = r"^[a-z][a-z0-9_]{1,40}$"
Agency = Annotated[str, Field(pattern=AGENCY)]


class OfFeed(Request):
    """Asked of one agency's own feed: no other holds its store, or its key."""

    agency: Agency


class AskAgreements(OfFeed):
    """Ask how the agreements that a feed carries stand today."""


class StepView(Message):
    """From a day on, the agreement stands so; ``source`` is ``assumed`` where nobody says it."""

    since: date
    status: str
    until: date | None = None
    exact_to: str
    source: str
    note: str | None = None


class InterimView(Message):
    """What happens by arrangement before the agreement is in force."""

    name: str
    since: date
    until: date | None = None
    clauses: tuple[str, ...]
    within_proposed_terms: bool
    running: bool
    note: str | None = None


class Passage(Message):
    """What one clause lets pass, which way; ``fields`` are the agency's own names."""

    way: Literal["in", "out"]
    kind: str
    fields: tuple[str, ...]
    with_consent: bool = False
    by_hand: bool = False
    recipient: str | None = None


class ClauseView(Message):
    """One clause: what it is for, on which basis, what it lets pass, and whether it may today."""

    clause: str
    title: str
    legal_basis: str
    purpose: str
    may_today: bool
    passages: tuple[Passage, ...] = ()


class CounterpartView(Message):
    """Whom to speak to, by role, and for how long."""

    role: str
    reached_at: str
    since: date
    until: date | None = None
    succeeded_by: str | None = None


class AgreementView(Message):
    """One agreement. ``carried``: by its own feed, by another's, or by hand.

    ``last_day`` is the last on which anything may cross, as known today; ``warning`` the warning
    that is due (60, 30 or 7 days before). ``refused_as`` says why nothing may cross today.
    """

    agreement: str
    agency: str
    title: str
    carried: Literal["own_feed", "other_feed", "by_hand"]
    status: str | None = None
    may_share: bool
    refused_as: str | None = None
    interim: str | None = None
    last_day: date | None = None
    days_left: int | None = None
    warning: int | None = None
    parties: tuple[str, ...]
    history: tuple[StepView, ...]
    arrangements: tuple[InterimView, ...] = ()
    clauses: tuple[ClauseView, ...] = ()
    counterparts: tuple[CounterpartView, ...] = ()
    messages_days: int
    quarantine_days: int
    disclosures_days: int


class Agreements(Answer):
    """The agreements of one feed, its agency's main one first, and what waits in the feed.

    ``wait_to_leave`` counts what is to go to the agency; ``wait_for_key`` what of it names a person
    while the agency has given us no key.
    """

    agency: str
    today: date
    agreements: tuple[AgreementView, ...]
    held: int
    wait_to_leave: int
    wait_for_key: int
