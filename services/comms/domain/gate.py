"""The safety gate: may this pass from one side to the other at this moment?

One pure function over facts. Each condition is named, all are always told, and every fact
that is missing closes the gate. It never raises: what cannot be judged does not pass.

What another service owns counts twice: as comms has heard it, and as its owner told it at the
last moment. Both must allow it. The owners' leases are confirmed after that (``passage``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts.codes import EligibilityDecision, Mode, Restriction, RiskDecision

FRESH_S = 5.0
"""How many seconds of real time may lie between the first question to an owner and the record."""

MODES_OF_CONTACT = frozenset({Mode.CONFERENCE, Mode.SHUTTLE, Mode.LETTER})
_PROCEEDS = frozenset({EligibilityDecision.PROCEED, EligibilityDecision.PROCEED_WITH_RESTRICTION})
_RISK_ALLOWS = frozenset(
    {RiskDecision.PROCEED, RiskDecision.PROCEED_WITH_CONDITIONS, RiskDecision.INDIRECT_ONLY}
)


class ConditionCode(StrEnum):
    """The conditions of the gate, by the stable codes that screens and tests use."""

    ANSWERED = "owners_answered_now"
    CASE_OPEN = "case_open"
    NO_HOLD = "no_hold"
    NO_BAR = "no_order_or_bar"
    ELIGIBLE = "eligible_for_contact"
    RISK_SIGNED_OFF = "risk_signed_off_by_two"
    RISK_IN_DATE = "risk_in_date"
    RISK_PERMITS_MODE = "risk_permits_mode"
    TWO_FACILITATORS = "two_current_facilitators"
    AUTHOR_TAKES_PART = "author_takes_part"
    RECIPIENT_TAKES_PART = "recipient_takes_part"
    CONTACT_SAFE = "contact_safe_now"
    AUTHOR_CONSENTS = "author_consents_to_item"
    RECIPIENT_CONSENTS = "recipient_consents_to_kind"
    WORDS_UNCHANGED = "words_unchanged"
    AUTHOR_APPROVED = "author_approved_these_words"
    LEAK_CHECKED = "leak_check_done"
    FINDINGS_ANSWERED = "every_finding_answered"
    LEAKS_NOW = "leak_check_stands_now"
    VETTED = "vetted_by_two"
    ACCEPTED = "recipient_accepted"
    WINDOW_OPEN = "window_open"
    NOT_RECALLED = "not_recalled"
    NOT_DELIVERED = "not_delivered_before"
    CONFIRMED = "owners_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What intake told at the last moment. No objections told (None) is not the same as none."""

    author_takes_part: bool
    author_consents_to_item: bool
    recipient_takes_part: bool
    recipient_consents_to_kind: bool
    case_open: bool
    on_hold: bool
    contact_objections: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """An order, measure or open safeguarding concern. ``strand_id`` None: the whole case.

    ``modes`` are those that it forbids: all, unless it forbids less.
    """

    strand_id: UUID | None
    from_on: date
    until_on: date | None = None
    lifted: bool = False
    modes: frozenset[Mode] = frozenset(Mode)


def barred_modes(named: Iterable[Mode]) -> frozenset[Mode]:
    """Return the modes that a bar forbids; one that names none forbids them all."""
    return frozenset(named) or frozenset(Mode)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The latest decision on one referral of the case."""

    decision: EligibilityDecision
    restrictions: frozenset[Restriction] = frozenset()


@dataclass(frozen=True, slots=True)
class Risk:
    """The latest risk assessment signed off for the strand. Valid to the end of its day."""

    decision: RiskDecision
    modes: frozenset[Mode]
    signatures: int
    valid_until: date
    review_blocks_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What screening decided about a case and strand: as heard, or as told at the last moment."""

    bars: tuple[Bar, ...] = ()
    eligibility: tuple[Eligibility, ...] = ()
    risk: Risk | None = None


@dataclass(frozen=True, slots=True)
class Vetting:
    """Somebody read the exact text and found it safe to pass."""

    by: str
    content_hash: str
    as_supervisor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One item as it stands; ``text_hash`` and unanswered ``leaks_now`` (None: no check) as of now."""

    text_hash: str
    composed_hash: str
    asked_hash: str
    approved_hash: str | None = None
    checked_hash: str | None = None
    findings_open: int = 0
    leaks_now: int | None = None
    vettings: tuple[Vetting, ...] = ()
    accepted_hash: str | None = None
    window_from: datetime | None = None
    window_until: datetime | None = None
    recalled: bool = False
    delivered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the gate looks at. ``item`` is None for a meeting of the parties.

    ``heard``, ``facilitators``, ``case_open`` and ``held`` are as events told them; ``standing``
    (intake), ``screening`` and ``current`` (allocation) as their owners told at the last moment.
    """

    at: datetime
    today: date
    strand_id: UUID
    mode: Mode
    case_open: bool = False
    held: bool = False
    heard: Screening = Screening()
    facilitators: frozenset[str] = frozenset()
    standing: Standing | None = None
    screening: Screening | None = None
    current: frozenset[str] | None = None
    answers_age_s: float = 0.0
    confirmed: bool = False
    item: ItemFacts | None = None

    @property
    def screenings(self) -> tuple[Screening, ...]:
        """What was heard and what was told; nothing told allows nothing."""
        return (self.heard, self.screening or Screening())

    @property
    def pair(self) -> frozenset[str]:
        """The facilitators, as heard, whom allocation still names."""
        return self.facilitators & (self.current or frozenset())


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition and whether it holds."""

    code: ConditionCode
    holds: bool


@dataclass(frozen=True, slots=True)
class GateDecision:
    """Whether the gate is open, and every condition that was asked."""

    conditions: tuple[Condition, ...] = field(default=())

    @property
    def open(self) -> bool:
        """Open only if something was asked and all of it holds."""
        return bool(self.conditions) and all(c.holds for c in self.conditions)

    @property
    def closed_by(self) -> tuple[ConditionCode, ...]:
        """The conditions that do not hold."""
        return tuple(c.code for c in self.conditions if not c.holds)


def decide(facts: Facts) -> GateDecision:
    """Say whether an item may pass, or the parties meet, now (design 7; RSK-02, CON-02, CON-04).

    A meeting is asked every condition but those about an item.
    """
    return GateDecision(_asked(facts))


def decide_release(facts: Facts) -> GateDecision:
    """Say whether it passes: all of ``decide``, again, and that every owner has confirmed."""
    confirmed = [Condition(code, bool(holds(facts))) for code, holds in RELEASE_CONDITIONS.items()]
    return GateDecision((*_asked(facts), *confirmed))


def _asked(facts: Facts) -> tuple[Condition, ...]:
    asked = [Condition(code, bool(holds(facts))) for code, holds in MEETING_CONDITIONS.items()]
    item = facts.item
    if item is not None:
        asked += [
            Condition(code, bool(holds(facts, item))) for code, holds in ITEM_CONDITIONS.items()
        ]
    elif facts.mode is not Mode.CONFERENCE:  # words pass only as an item
        asked.append(Condition(ConditionCode.WORDS_UNCHANGED, holds=False))
    return tuple(asked)


def _answered(facts: Facts) -> bool:
    told = (facts.standing, facts.screening, facts.current)
    return None not in told and 0 <= facts.answers_age_s <= FRESH_S


def _case_open(facts: Facts) -> bool:
    return facts.case_open and facts.standing is not None and facts.standing.case_open


def _no_hold(facts: Facts) -> bool:
    return not facts.held and facts.standing is not None and not facts.standing.on_hold


def _no_bar(facts: Facts) -> bool:
    return not any(_bars_today(bar, facts) for one in facts.screenings for bar in one.bars)


def _bars_today(bar: Bar, facts: Facts) -> bool:
    concerns = bar.strand_id is None or bar.strand_id == facts.strand_id
    begun = bar.from_on <= facts.today
    over = bar.until_on is not None and bar.until_on < facts.today
    return concerns and begun and not over and not bar.lifted and facts.mode in bar.modes


def _eligible(facts: Facts) -> bool:
    return all(_goes_on(one.eligibility, facts.mode) for one in facts.screenings)


def _goes_on(decisions: tuple[Eligibility, ...], mode: Mode) -> bool:
    allowing = [one for one in decisions if one.decision in _PROCEEDS]
    restrictions = frozenset().union(*(one.restrictions for one in allowing))
    if Restriction.HARMED_SIDE_ONLY in restrictions:
        return False
    if Restriction.INDIRECT_ONLY in restrictions and mode is Mode.CONFERENCE:
        return False
    return bool(allowing)


def _risk_signed_off(facts: Facts) -> bool:
    risks = [one.risk for one in facts.screenings]
    return all(risk is not None and risk.signatures >= 2 for risk in risks)


def _risk_in_date(facts: Facts) -> bool:
    return all(_in_date(one.risk, facts.today) for one in facts.screenings)


def _in_date(risk: Risk | None, today: date) -> bool:
    if risk is None or risk.valid_until < today:
        return False
    return risk.review_blocks_from is None or risk.review_blocks_from > today


def _risk_permits_mode(facts: Facts) -> bool:
    return all(_permits(one.risk, facts.mode) for one in facts.screenings)


def _permits(risk: Risk | None, mode: Mode) -> bool:
    if risk is None or risk.decision not in _RISK_ALLOWS:
        return False
    if risk.decision is RiskDecision.INDIRECT_ONLY and mode is Mode.CONFERENCE:
        return False
    return mode in MODES_OF_CONTACT and mode in risk.modes


def _two_facilitators(facts: Facts) -> bool:
    return len(facts.pair) >= 2


def _author_takes_part(facts: Facts) -> bool:
    return facts.standing is not None and facts.standing.author_takes_part


def _recipient_takes_part(facts: Facts) -> bool:
    return facts.standing is not None and facts.standing.recipient_takes_part


def _contact_safe(facts: Facts) -> bool:
    """Whether it is what those whom it reaches asked for: channel, hours, dates (RSK-04)."""
    return facts.standing is not None and facts.standing.contact_objections == ()


def _author_consents(facts: Facts, item: ItemFacts) -> bool:
    return facts.standing is not None and facts.standing.author_consents_to_item


def _recipient_consents(facts: Facts, item: ItemFacts) -> bool:
    return facts.standing is not None and facts.standing.recipient_consents_to_kind


def _words_unchanged(facts: Facts, item: ItemFacts) -> bool:
    return bool(item.text_hash) and item.text_hash == item.composed_hash == item.asked_hash


def _author_approved(facts: Facts, item: ItemFacts) -> bool:
    return item.approved_hash == item.composed_hash


def _leak_checked(facts: Facts, item: ItemFacts) -> bool:
    return item.checked_hash == item.composed_hash


def _findings_answered(facts: Facts, item: ItemFacts) -> bool:
    return item.findings_open == 0


def _vetted(facts: Facts, item: ItemFacts) -> bool:
    """Two current facilitators vetted these words, or one of them and another as supervisor."""
    these = [vetting for vetting in item.vettings if vetting.content_hash == item.composed_hash]
    pair = {v.by for v in these if v.by in facts.pair}
    supervisors = {v.by for v in these if v.as_supervisor} - facts.facilitators
    return len(pair) >= 2 or (bool(pair) and bool(supervisors))


def _accepted(facts: Facts, item: ItemFacts) -> bool:
    return item.accepted_hash == item.composed_hash


def _window_open(facts: Facts, item: ItemFacts) -> bool:
    if item.window_from is None or item.window_until is None:
        return False
    return item.window_from <= facts.at <= item.window_until


def _not_recalled(facts: Facts, item: ItemFacts) -> bool:
    return not item.recalled


def _not_delivered(facts: Facts, item: ItemFacts) -> bool:
    return not item.delivered


def _confirmed(facts: Facts) -> bool:
    return facts.confirmed


MEETING_CONDITIONS: dict[ConditionCode, Callable[[Facts], bool]] = {
    ConditionCode.ANSWERED: _answered,
    ConditionCode.CASE_OPEN: _case_open,
    ConditionCode.NO_HOLD: _no_hold,
    ConditionCode.NO_BAR: _no_bar,
    ConditionCode.ELIGIBLE: _eligible,
    ConditionCode.RISK_SIGNED_OFF: _risk_signed_off,
    ConditionCode.RISK_IN_DATE: _risk_in_date,
    ConditionCode.RISK_PERMITS_MODE: _risk_permits_mode,
    ConditionCode.TWO_FACILITATORS: _two_facilitators,
    ConditionCode.AUTHOR_TAKES_PART: _author_takes_part,
    ConditionCode.RECIPIENT_TAKES_PART: _recipient_takes_part,
    ConditionCode.CONTACT_SAFE: _contact_safe,
}
ITEM_CONDITIONS: dict[ConditionCode, Callable[[Facts, ItemFacts], bool]] = {
    ConditionCode.AUTHOR_CONSENTS: _author_consents,
    ConditionCode.RECIPIENT_CONSENTS: _recipient_consents,
    ConditionCode.WORDS_UNCHANGED: _words_unchanged,
    ConditionCode.AUTHOR_APPROVED: _author_approved,
    ConditionCode.LEAK_CHECKED: _leak_checked,
    ConditionCode.FINDINGS_ANSWERED: _findings_answered,
    ConditionCode.LEAKS_NOW: lambda _, item: item.leaks_now == 0,
    ConditionCode.VETTED: _vetted,
    ConditionCode.ACCEPTED: _accepted,
    ConditionCode.WINDOW_OPEN: _window_open,
    ConditionCode.NOT_RECALLED: _not_recalled,
    ConditionCode.NOT_DELIVERED: _not_delivered,
}
RELEASE_CONDITIONS: dict[ConditionCode, Callable[[Facts], bool]] = {
    ConditionCode.CONFIRMED: _confirmed,
}
