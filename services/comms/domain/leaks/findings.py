"""What a leak check tells: where, what kind, why, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID, uuid5

_NAMESPACE = UUID("7d1f3c52-6f0b-5a4e-9d0a-2b9c1e5f7a31")
_AROUND = 20


class Severity(StrEnum):
    """Whether the words must change, or somebody must answer for them in writing."""

    BLOCKS = "blocks"
    ANSWER = "answer"


class Why(StrEnum):
    """By what a place in the text was recognised."""

    EXACT = "exact"
    PART = "part_of"
    OTHER_FORM = "other_form"
    SPACED = "spaced"
    SPELLED = "spelled_out"
    LOOK_ALIKE = "look_alike"
    HIDDEN = "hidden_characters"
    MISSPELLED = "misspelled"
    SOUNDS_LIKE = "sounds_like"
    MASKED = "masked"
    BACKWARDS = "backwards"
    INITIALS = "first_letters"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A finding: its span in the original text, its kind, why, how grave, and the words around.

    ``known`` tells an identifier of the case from what only looks like one. The words never show
    in ``repr``: a finding may be logged.
    """

    start: int
    end: int
    kind: str
    why: Why = Why.PATTERN
    severity: Severity = Severity.ANSWER
    known: bool = False
    excerpt: str = field(default="", repr=False)

    def key(self, content_hash: str) -> UUID:
        """Return an id that is the same whenever the same words are checked again.

        It is derived from the keyed hash of the text, the kind and the span: no word can be
        guessed from it. Its weight is part of it: an answer for what only looked like a phone
        number is none once that number is known to be theirs.
        """
        weight = f"{self.severity.value}|{self.known}"
        return uuid5(_NAMESPACE, f"{content_hash}|{self.kind}|{self.start}|{self.end}|{weight}")


def around(text: str, start: int, end: int) -> str:
    """Return the words about a span, at most 200 characters."""
    return text[max(0, start - _AROUND) : end + _AROUND].strip()[:200]
