"""What may be said about a referral without naming anybody: codes, dates, answers to yes-or-no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.intake.domain.priority import age_on, priority_reasons, rule_on
from services.intake.store.policies import priority_rules
from shared.contracts.codes import Area, Channel, ParticipantRole, Side, YesNoUnknown
from shared.contracts.intake.events import ReferralReceivedV1
from shared.contracts.intake.facts import ReferralFacts
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.clock import local_day

_HARMED = frozenset({ParticipantRole.HARMED, ParticipantRole.DECEASED})


@dataclass(frozen=True, slots=True)
class Priority:
    """Why a referral has enhanced priority, and under which version of the rule."""

    version: str
    reasons: tuple[str, ...]


def priority_of(submission: ReferralSubmission, day: date) -> Priority:
    """Apply the rule in force on ``day``."""
    rule = rule_on(priority_rules(), day)
    reasons = priority_reasons(
        rule,
        crime_types=submission.offence.crime_types,
        flags=submission.offence.flags,
        ages=tuple(_ages(submission, day)),
        bereaved=any(p.role is ParticipantRole.DECEASED for p in submission.harmed),
    )
    return Priority(rule.version, reasons)


def received_event(
    submission: ReferralSubmission, priority: Priority, **placed: Any
) -> ReferralReceivedV1:
    """Return the announcement of a referral. ``placed``: the fields that its place decides."""
    facts = facts_of_referral(submission, local_day(placed["received_at"]))
    deceased = any(person.role is ParticipantRole.DECEASED for person in submission.harmed)
    return ReferralReceivedV1(
        **{name: getattr(facts, name) for name in ReferralFacts.model_fields},
        source=submission.source,
        channel=submission.channel,
        heard_via=submission.heard_via,
        original_received_on=submission.original_received_on,
        transferred_in=submission.channel is Channel.TRANSFER_IN,
        enhanced_priority=bool(priority.reasons),
        enhanced_priority_reasons=priority.reasons,
        offence_on=submission.offence.offence_on,
        bereaved_family_initiated=deceased and submission.initiated_by is Side.HARMED,
        update_cadence=submission.update_cadence,
        **placed,
    )


def facts_of_referral(submission: ReferralSubmission, day: date) -> ReferralFacts:
    """Return what eligibility asks of a referral that was received on ``day``."""
    offence = submission.offence
    living = [one for one in submission.harmed if one.role is not ParticipantRole.DECEASED]
    return ReferralFacts(
        initiated_by=submission.initiated_by,
        pathway=submission.pathway,
        crime_types=offence.crime_types,
        crime_type_known=offence.crime_type_known,
        flags=offence.flags,
        asked=offence.asked,
        harmed_home=_area(person.home_area for person in living),
        harmed_work=_area(person.work_area for person in living),
        offence_place=offence.place_area,
        proceedings=offence.proceedings,
        responsibility_accepted=offence.responsibility_accepted,
        responsible_identified=_identified(submission),
        harmed_under_18_at_offence=_under_18(_ages(submission, offence.offence_on)),
        harmed_under_18_now=_under_18(_ages(submission, day)),
    )


def _ages(submission: ReferralSubmission, day: date | None) -> list[int | None]:
    return [
        None if p.date_of_birth is None or day is None else age_on(p.date_of_birth, day)
        for p in submission.harmed
        if p.role in _HARMED
    ]


def _under_18(ages: list[int | None]) -> YesNoUnknown:
    if any(age is not None and age < 18 for age in ages):
        return YesNoUnknown.YES
    return YesNoUnknown.NO if ages and None not in ages else YesNoUnknown.UNKNOWN


def _identified(submission: ReferralSubmission) -> YesNoUnknown:
    known = any(p.role is ParticipantRole.RESPONSIBLE for p in submission.responsible)
    return YesNoUnknown.YES if known else YesNoUnknown.UNKNOWN


def _area(areas: Iterable[Area]) -> Area:
    """Return where any of them is, in London if one is; outside only where all are known to be."""
    found = set(areas)
    if Area.LONDON in found:
        return Area.LONDON
    return Area.OUTSIDE if found == {Area.OUTSIDE} else Area.UNKNOWN
