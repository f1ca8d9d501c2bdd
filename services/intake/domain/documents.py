"""Who may open a document, to whom it may be given, and what became of looking for malware."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from uuid import UUID

from shared.contracts.intake.codes import DocumentKind, MediaType, ScanFate

_LONGEST_NAME = 100
_ENDINGS = {
    MediaType.PDF: "pdf",
    MediaType.JPEG: "jpg",
    MediaType.PNG: "png",
    MediaType.TEXT: "txt",
}
NEVER_GIVEN = frozenset({DocumentKind.RISK_INFORMATION})
OF_SEVERAL = frozenset({DocumentKind.SIGNED_AGREEMENT})
"""What belongs to everybody whom it concerns, as they made it together."""
A_DAY = 200
"""How many documents one account may put in on one day, where no setting says otherwise."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What the rules ask of a document."""

    kind: DocumentKind
    concerns: frozenset[UUID]
    restricted: bool


def may_be_read(paper: Paper, *, office: bool, added_it: bool) -> bool:
    """Whether somebody who sees the case may open it; the restricted is the office's, and the adder's."""
    return office or added_it or not paper.restricted


def may_be_given(paper: Paper, person: UUID) -> bool:
    """Whether a copy may go to somebody who takes part: of what concerns them and nobody else.

    So nothing of a person harmed reaches the other side, nor of one family member another (CON-09).
    """
    if paper.restricted or paper.kind in NEVER_GIVEN or person not in paper.concerns:
        return False
    return len(paper.concerns) == 1 or paper.kind in OF_SEVERAL


def fate_of(verdict: str | None) -> ScanFate:
    """Return what became of the scan: without a verdict it is still to come."""
    return ScanFate(verdict) if verdict else ScanFate.PENDING


def cleaned_name(name: str) -> str:
    """Return a file's own name as words to show: no folder, nothing invisible, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(one for one in last if unicodedata.category(one)[0] not in "CZ" or one == " ")
    return " ".join(shown.split()).strip(". ")[:_LONGEST_NAME].strip()


def handed_over_as(kind: DocumentKind, document_id: UUID, media_type: MediaType) -> str:
    """Return the name under which a file leaves: its kind and number, and nobody's name."""
    return f"{kind.value.replace('_', '-')}-{document_id.hex[-8:]}.{_ENDINGS[media_type]}"
