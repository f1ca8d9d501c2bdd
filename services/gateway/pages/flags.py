"""The questions about a case's flags: yes, no or not known, and what their answers tell.

A flag that was not answered, or of which nobody knows, is not a no: it is asked for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from services.gateway.pages.forms import Field
from shared.contracts.codes import CaseFlag, YesNoUnknown

ANSWERS = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))
DECIDING = (
    CaseFlag.DOMESTIC_ABUSE, CaseFlag.STALKING, CaseFlag.CHILD_ABUSE, CaseFlag.HATE,
    CaseFlag.NON_RECENT,
)  # fmt: skip
"""What criteria of eligibility, or the choice of facilitators, turn on."""
QUESTIONS: Mapping[CaseFlag, tuple[str, str]] = {
    CaseFlag.DOMESTIC_ABUSE: (
        "Is there domestic abuse?",
        "By a partner, a former partner or somebody of the family, now or in the past",
    ),
    CaseFlag.STALKING: (
        "Is there stalking or harassment?",
        "Contact or attention again and again that somebody does not want",
    ),
    CaseFlag.CHILD_ABUSE: ("Is there abuse of a child?", "Also where the child is grown up now"),
    CaseFlag.HATE: (
        "Is it a hate crime?",
        "Because of who somebody is, or is taken to be",
    ),
    CaseFlag.GANG: ("Is a gang involved?", ""),
    CaseFlag.KNIFE: ("Was a knife involved?", ""),
    CaseFlag.NON_RECENT: ("Did it happen long ago?", "A non-recent offence"),
    CaseFlag.ADDITIONAL_NEED: ("Does the person harmed have an additional need?", ""),
}
APPLIES: Mapping[CaseFlag, str] = {
    CaseFlag.GANG: "A gang is involved",
    CaseFlag.KNIFE: "A knife was involved",
    CaseFlag.ADDITIONAL_NEED: "The person harmed has an additional need",
}
"""The same of those that decide nothing, to be ticked where they apply."""
_PREFIX = "flag_"


def questions(flags: Iterable[CaseFlag], *, needed: bool) -> tuple[Field, ...]:
    """Return a question for each flag, to be answered by yes, no or not known."""
    return tuple(
        Field(f"{_PREFIX}{flag}", label, "choice", hint, choices=ANSWERS, needed=needed)
        for flag, (label, hint) in ((flag, QUESTIONS[flag]) for flag in flags)
    )


def answered(values: Mapping[str, Any]) -> dict[CaseFlag, YesNoUnknown]:
    """Return what was answered, flag by flag; what was left alone is not in it."""
    return {
        flag: YesNoUnknown(values[f"{_PREFIX}{flag}"])
        for flag in CaseFlag
        if values.get(f"{_PREFIX}{flag}")
    }


def told(values: Mapping[str, Any], *, ticked: Iterable[str] = ()) -> dict[str, list[str]]:
    """Return answers as a submission tells them. What is ticked applies, and is a yes."""
    found = {CaseFlag(flag): YesNoUnknown.YES for flag in ticked} | answered(values)
    flags = [flag.value for flag in CaseFlag if found.get(flag) is YesNoUnknown.YES]
    denied = [flag.value for flag in CaseFlag if found.get(flag) is YesNoUnknown.NO]
    return {"flags": flags, "asked": flags + denied}


def not_asked(flags: Iterable[str], asked: Iterable[str] | None) -> tuple[CaseFlag, ...]:
    """Return the flags about which nobody was asked; none where it cannot be said."""
    if asked is None:
        return ()
    known = {*flags, *asked}
    return tuple(flag for flag in CaseFlag if flag not in known)
