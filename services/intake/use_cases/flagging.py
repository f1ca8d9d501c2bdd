"""What is known of a referral's flags as answers come in: asked, and yes, no or still not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from shared.contracts.codes import CaseFlag, Channel, Side, Source, YesNoUnknown
from shared.contracts.intake.amending import FlagAnswer
from shared.contracts.intake.flags import answer_about
from shared.contracts.intake.people import ReferralSubmission

Json = dict[str, Any]


def as_heard(submission: ReferralSubmission) -> ReferralSubmission:
    """Return a submission as it is taken in: who was asked is always said.

    A sender that cannot say has asked nobody. Who did harm, and refers themselves by the public form,
    cannot rule anything out: of their answers a yes is taken and a no is not. What staff wrote down
    of a conversation is their own judgement, and stays.
    """
    offence = submission.offence
    alone = submission.source is Source.SELF and submission.channel is Channel.WEB_FORM
    own = alone and submission.initiated_by is Side.RESPONSIBLE
    asked = {*offence.flags, *(() if own else offence.asked or ())}
    known = tuple(flag for flag in CaseFlag if flag in asked)
    return submission.model_copy(update={"offence": offence.model_copy(update={"asked": known})})


def keep_asked(offence: Json, *, before: Iterable[str]) -> None:
    """Let flags that stand anew, and those taken away, count as asked about."""
    if offence.get("asked") is not None:
        offence["asked"] = _in_order({*offence["asked"], *before, *(offence["flags"] or ())})


def answer_flags(
    offence: Json, answers: Iterable[FlagAnswer]
) -> Iterator[tuple[CaseFlag, YesNoUnknown, YesNoUnknown]]:
    """Answer flags of an offence, each once (the last word counts); yield what is other now.

    A referral that could not say who was asked says so from its first answer on: what was not set
    stays a no, as it was read until then.
    """
    for flag, new in {one.flag: one.answer for one in answers}.items():
        flags, asked = set(offence.get("flags") or ()), offence.get("asked")
        old = answer_about(flag, flags=flags, asked=asked)
        if old is new:
            continue
        known = {*(CaseFlag if asked is None else asked), *flags} - {flag}
        if new is not YesNoUnknown.UNKNOWN:
            known.add(flag)
        flags = flags | {flag} if new is YesNoUnknown.YES else flags - {flag}
        offence |= {"flags": _in_order(flags), "asked": _in_order(known)}
        yield flag, old, new


def _in_order(flags: Iterable[str]) -> list[str]:
    """Return flags as they are kept: each once, in the order of the closed list."""
    return [flag.value for flag in CaseFlag if flag in set(flags)]
