"""An outcome agreement on paper: undertakings, signatures as recorded acts, the text's hash (PRC-05).

People stand in it by their side, never by name: a copy is for whoever holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.comms.rendering.pages import typed

_SIDES = {"harmed": "The person who was harmed", "responsible": "The person responsible"}


@dataclass(frozen=True, slots=True)
class Promise:
    """One undertaking: whose, what, and by when."""

    side: str
    words: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as an act on record: by which side, how, when, and before whom."""

    side: str
    how: str
    signed_on: date
    witnessed: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """What an agreement says, without anybody's name."""

    reached_on: date
    promises: tuple[Promise, ...]
    text_hash: str
    signatures: tuple[Signature, ...] = ()
    breach_route: str | None = None
    ends_on: date | None = None


def words_of(paper: Paper) -> str:
    """Return what was agreed, in its words."""
    lines = [f"Agreement of {_day(paper.reached_on)}", ""]
    for number, one in enumerate(paper.promises, 1):
        until = f" (by {_day(one.due_on)})" if one.due_on else ""
        lines += [f"{number}. {_side(one.side)} agrees: {one.words.strip()}{until}", ""]
    if paper.ends_on:
        lines += [f"It is in force until the end of {_day(paper.ends_on)}.", ""]
    if paper.breach_route:
        lines += ["If it is not kept:", paper.breach_route.strip(), ""]
    return "\n".join(lines)


def agreement_page(paper: Paper) -> bytes:
    """Return the agreement as a PDF, with the signatures on record and the hash they stand under."""
    lines = [words_of(paper), "Signatures on record:"]
    for one in paper.signatures:
        before = ", before a facilitator" if one.witnessed else ""
        how = one.how.replace("_", " ")
        lines.append(f"{_side(one.side)}: {how}, {_day(one.signed_on)}{before}")
    if not paper.signatures:
        lines.append("None yet.")
    digest = paper.text_hash
    lines += ["", "Signed under this check sum of the words on record:", digest[:32], digest[32:]]
    return typed("\n".join(lines))


def _side(side: str) -> str:
    return _SIDES.get(side, "Both")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
