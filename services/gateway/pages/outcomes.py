"""How strands and cases ended: what was recorded so far, and which outcomes may be recorded today.

Which there are, and what each asks for, is intake's dated list (1.17); it is shown, never copied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from services.gateway.pages import words
from services.gateway.pages.asking import Part
from services.gateway.pages.forms import Field, choices
from shared.contracts.codes import ContactPath, Outcome, UnmanageableRisk
from shared.contracts.intake import closing
from shared.contracts.intake.events import OutcomeRecordedV1
from shared.contracts.intake.rpc import CaseView, TimelineEntry

if TYPE_CHECKING:
    from services.gateway.pages.site import Visit

FIELDS = (
    Field("primary", "Is it the main outcome of the case?", "yesno"),
    Field(
        "contact_path",
        "By which path, where somebody could not be reached",
        "choice",
        choices=choices(ContactPath),
        needed=False,
    ),
    Field(
        "unmanageable_risk",
        "Which risk, where it could not be managed",
        "choice",
        choices=choices(UnmanageableRisk),
        needed=False,
    ),
    Field(
        "responsible_in_community_off_probation",
        "Was the person responsible in the community, off probation?",
        "yesno",
        "Only where they could not be reached",
        needed=False,
    ),
)
GROUPS: Final[dict[str, str]] = {
    "positive": "Something restorative came of it",
    "contact": "Contact was lost",
    "choice": "Somebody chose so",
    "risk": "The risk could not be managed",
    "eligibility": "It was not ours to take on",
    "administrative": "Closed for a reason of our records",
    "agency": "An agency did not answer",
}
ASKS: Final[dict[str, str]] = {
    "contact_path": "by which path somebody was sought",
    "unmanageable_risk": "which risk it was",
}

WITH: Final = {"responsible_in_community_off_probation": "contact_path"}
"""What is asked together with another."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An outcome as it was recorded, in words."""

    at: datetime
    outcome: str
    of: str
    means: str
    more: str
    main: bool


def recorded(case: CaseView, parts: Mapping[str, Part]) -> list[Ended]:
    """Return the outcomes recorded so far, the newest first, as the timeline keeps them."""
    entries = parts["timeline"].answer.entries if parts["timeline"].here else ()
    part = parts.get("outcomes")
    listed = part.answer.outcomes if part and part.here else ()
    groups = {one.outcome.value: GROUPS.get(one.group, "") for one in listed}
    found = [one for one in entries if one.event == OutcomeRecordedV1.type()]
    return [_ended(one, case, groups) for one in reversed(found)]


def _ended(entry: TimelineEntry, case: CaseView, groups: Mapping[str, str]) -> Ended:
    told = entry.codes
    strands = [str(one.strand_id) for one in case.strands]
    strand = told.get("strand_id", "")
    number = strands.index(strand) + 1 if strand in strands else 0
    more = [words.label(told[name]) for name in ASKS if name in told]
    return Ended(
        at=entry.at,
        outcome=words.label(told["outcome"]),
        of=f"Strand {number}" if number else "The case",
        means=groups.get(told["outcome"], ""),
        more=", ".join(more),
        main=told.get("primary") == "yes",
    )


def which(visit: Visit, case: CaseView) -> tuple[Field, ...]:
    """Return the questions of an outcome: which of those of today, and what some of them ask for.

    While intake does not say which there are, all are offered; it refuses what is not in force.
    """
    asked = (closing.OUTCOMES, closing.AskOutcomes())
    part = visit.gather({"outcomes": asked}).get("outcomes")
    listed = part.answer.outcomes if part and part.here else ()
    codes = tuple(one.outcome for one in listed)
    outcome = Field("outcome", "Outcome", "choice", _hint(listed), choices=choices(Outcome, *codes))
    return (outcome, *(_only_where_asked(one, listed) for one in FIELDS))


def _only_where_asked(asked: Field, listed: Sequence[closing.OutcomeView]) -> Field:
    """Return a question that is put with those outcomes alone that ask for it; with any, if unknown."""
    name = WITH.get(asked.name, asked.name)
    outcomes = [one.outcome.value for one in listed if name in one.asks]
    return replace(asked, only_if=("outcome", *outcomes)) if outcomes else asked


def _hint(listed: Sequence[closing.OutcomeView]) -> str:
    """Return what must be told with some of them, and which never stand alone."""
    said = []
    for name, text in ASKS.items():
        named = [words.label(one.outcome).lower() for one in listed if name in one.asks]
        if named:
            said.append(f"Say {text} for: {', '.join(named)}.")
    beside = [words.label(one.outcome).lower() for one in listed if not one.may_be_primary]
    if beside:
        said.append(f"Only beside a main outcome: {', '.join(beside)}.")
    return " ".join(said)
