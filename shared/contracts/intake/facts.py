"""What eligibility asks of a referral, in codes: carried by what announces one, and its amendment."""

from __future__ import annotations

from shared.contracts.base import Message
from shared.contracts.codes import Area, CaseFlag, CrimeType, Proceedings, Side, YesNoUnknown


class ReferralFacts(Message):
    """A referral as eligibility sees it, under the names that ``ReferralReceivedV1`` gives them."""

    initiated_by: Side
    pathway: str | None = None
    crime_types: tuple[CrimeType, ...]
    crime_type_known: bool | None = None
    flags: tuple[CaseFlag, ...] = ()
    asked: tuple[CaseFlag, ...] | None = None
    harmed_home: Area = Area.UNKNOWN
    harmed_work: Area = Area.UNKNOWN
    offence_place: Area = Area.UNKNOWN
    proceedings: Proceedings = Proceedings.UNKNOWN
    responsibility_accepted: YesNoUnknown = YesNoUnknown.UNKNOWN
    responsible_identified: YesNoUnknown = YesNoUnknown.UNKNOWN
    harmed_under_18_at_offence: YesNoUnknown = YesNoUnknown.UNKNOWN
    harmed_under_18_now: YesNoUnknown = YesNoUnknown.UNKNOWN


def changed(before: ReferralFacts, after: ReferralFacts) -> tuple[str, ...]:
    """Return the names of the facts in which two states of a referral differ, sorted."""
    return tuple(
        name
        for name in sorted(ReferralFacts.model_fields)
        if getattr(before, name) != getattr(after, name)
    )
