"""Asking the owners of the facts at the last moment, and confirming what they told (ADR 8)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain.gate import (
    FRESH_S,
    Bar,
    Eligibility,
    Risk,
    Screening,
    Standing,
    barred_modes,
)
from services.comms.domain.leaks import CheckerBroken, find_leaks
from services.comms.domain.passage import Owner
from shared.contracts.allocation import guard as allocation
from shared.contracts.codes import ItemKind, Mode, Side
from shared.contracts.intake import guard as intake
from shared.contracts.intake.codes import ContactChannel
from shared.contracts.leases import ConfirmLease, LeaseConfirmed
from shared.contracts.screening import guard as screening
from shared.kernel.errors import RedressError

if TYPE_CHECKING:
    from datetime import datetime

    from shared.contracts.base import Answer, Request, RpcMethod
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime

STANDING_DEADLINE_S = 2.0
_CONFIRM = {
    Owner.ALLOCATION: allocation.CONFIRM_LEASE,
    Owner.SCREENING: screening.CONFIRM_LEASE,
    Owner.INTAKE: intake.CONFIRM_LEASE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """What is to cross: an item, or (without one) the parties to a meeting."""

    case_id: UUID
    strand_id: UUID
    from_side: Side
    mode: Mode
    item_id: UUID | None = None
    item_kind: ItemKind | None = None
    channel: ContactChannel | None = None


class Inquiry:
    """What the owners told about one crossing, their leases, and how long ago that began.

    After one silence nobody else is asked: no answer is a no. All of it takes at most ``FRESH_S``.

    Under its lease intake is also asked what would identify the author's side. Whatever teaches it
    another identifier ends the lease: what passes was checked with all that intake knows then.
    """

    def __init__(self, runtime: Runtime, context: Context, crossing: Crossing) -> None:
        self.crossing = crossing
        self._runtime = runtime
        self._context = context.with_(idempotency_key=None, mark=None)
        self._began = time.monotonic()
        self._told: dict[Owner, Any] = {}
        self._silence = False
        self._terms: tuple[tuple[str, str], ...] = ()
        self._found: dict[str, frozenset[UUID]] = {}
        self.confirmed_at: datetime | None = None  # by intake

    @property
    def age_s(self) -> float:
        """Seconds since the first question, by this machine's own clock."""
        return time.monotonic() - self._began

    def ask(self, owner: Owner) -> None:
        """Ask one owner, for at most two seconds; intake, about an item, twice."""
        method, question = _question(owner, self.crossing)
        answer = None if self._silence else self._call(method, question)
        self._silence = answer is None
        if answer is not None:
            self._told[owner] = answer
        if owner is Owner.INTAKE and answer is not None and self.crossing.item_id is not None:
            self._ask_terms()

    def confirm(self, owner: Owner) -> bool:
        """Use the lease that an owner gave; False also when it did not answer."""
        lease = self._told[owner].lease_id if owner in self._told else None
        if lease is None:
            return False
        question = ConfirmLease(case_id=self.crossing.case_id, lease_id=lease)
        answer = self._call(_CONFIRM[owner], question)
        if not isinstance(answer, LeaseConfirmed) or not answer.stands:
            return False
        if owner is Owner.INTAKE:
            self.confirmed_at = answer.confirmed_at
        return True

    def standing(self) -> Standing | None:
        """Return what intake told."""
        told: intake.StandingFacts | None = self._told.get(Owner.INTAKE)
        if told is None:
            return None
        return Standing(
            author_takes_part=told.author_takes_part,
            author_consents_to_item=told.author_consents_to_item,
            recipient_takes_part=told.recipient_takes_part,
            recipient_consents_to_kind=told.recipient_consents_to_kind,
            case_open=told.case_open,
            on_hold=told.on_hold,
            contact_objections=told.contact_objections,
        )

    def screening(self) -> Screening | None:
        """Return what screening told."""
        told: screening.ScreeningFacts | None = self._told.get(Owner.SCREENING)
        if told is None:
            return None
        return Screening(
            bars=tuple(
                Bar(bar.strand_id, bar.from_on, bar.until_on, modes=barred_modes(bar.modes))
                for bar in told.bars
            ),
            eligibility=tuple(
                Eligibility(one.decision, frozenset(one.restrictions)) for one in told.eligibility
            ),
            risk=_risk(told.risk),
        )

    def found_now(self, text: str, text_hash: str) -> frozenset[UUID] | None:
        """Return what the leak check finds in a text by what intake just told; None: no check."""
        if not self._terms:
            return None
        if text_hash not in self._found:
            try:
                leaks = find_leaks(text, self._terms)
            except CheckerBroken:
                return None
            self._found[text_hash] = frozenset(leak.key(text_hash) for leak in leaks)
        return self._found[text_hash]

    def _ask_terms(self) -> None:
        about = self.crossing
        question = intake.IdentifyingTerms(
            case_id=about.case_id, strand_id=about.strand_id, of_side=about.from_side
        )
        answer = self._call(intake.IDENTIFYING_TERMS, question)
        if isinstance(answer, intake.Terms):
            self._terms = tuple((term.kind, term.text) for term in answer.terms)

    def current(self) -> frozenset[str] | None:
        """Return whom allocation named as assigned and current."""
        told: allocation.AssignmentFacts | None = self._told.get(Owner.ALLOCATION)
        return None if told is None else frozenset(told.user_ids)

    def _call(self, method: RpcMethod, question: Request) -> Answer | None:
        left = FRESH_S - self.age_s
        if left <= 0:
            return None
        deadline_s = min(STANDING_DEADLINE_S, left)
        try:
            answer = self._runtime.ask(
                method, question, deadline_s=deadline_s, context=self._context
            )
        except RedressError:
            return None
        return answer if isinstance(answer, method.answer) else None


def _question(owner: Owner, about: Crossing) -> tuple[RpcMethod, Request]:
    if owner is Owner.ALLOCATION:
        return allocation.CONTACT_STANDING, allocation.AssignmentStanding(case_id=about.case_id)
    if owner is Owner.SCREENING:
        question = screening.ScreeningStanding(case_id=about.case_id, strand_id=about.strand_id)
        return screening.CONTACT_STANDING, question
    return intake.CONTACT_STANDING, intake.ContactStanding(
        case_id=about.case_id,
        strand_id=about.strand_id,
        from_side=about.from_side,
        item_id=about.item_id,
        item_kind=about.item_kind,
        channel=about.channel,
    )


def _risk(told: screening.RiskFact | None) -> Risk | None:
    if told is None:
        return None
    return Risk(
        decision=told.decision,
        modes=frozenset(told.modes),
        signatures=told.signatures,
        valid_until=told.valid_until,
        review_blocks_from=told.review_blocks_from,
    )
