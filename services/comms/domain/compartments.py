"""Compartments: who may read a note, and what a side's own file is made of (CON-09).

Everything that reaches a party is built from here and from nowhere else: what they wrote, what
reached them through the gate, what is shared, and what is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.comms.domain.items import Item
from services.comms.domain.meetings import Meeting
from shared.contracts.codes import Side
from shared.contracts.comms.codes import Compartment

_OF_SIDE = {Side.HARMED: Compartment.HARMED, Side.RESPONSIBLE: Compartment.RESPONSIBLE}


def staff_may_read(compartment: Compartment, *, wrote_it: bool, office: bool) -> bool:
    """Whether staff who see the case may read a note; internal ones are the author's and office's.

    So a facilitator who takes a case over does not read the private notes of the one before.
    """
    return compartment is not Compartment.INTERNAL or wrote_it or office


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a file is made: somebody of a side, or the whole side where it is in one strand.

    Of several people responsible none may have what concerns another, so a file is of strands.
    ``alone``: the case has no strand but these, and what names no strand is of them too.
    """

    side: Side
    strands: frozenset[UUID]
    person: UUID | None = None
    alone: bool = True

    def may_read(self, compartment: Compartment, strand_id: UUID | None) -> bool:
        """Whether a note is in the file; never the other side's, never the office's."""
        here = self.alone if strand_id is None else strand_id in self.strands
        return here and compartment in {Compartment.SHARED, _OF_SIDE[self.side]}

    def has(self, item: Item) -> bool:
        """Whether an item's words are: the side wrote them, or they stand delivered to it."""
        return item.strand_id in self.strands and (item.from_side is self.side or item.is_delivered)

    def was_invited(self, meeting: Meeting, strand_id: UUID) -> bool:
        """Whether the person, or for a whole side somebody of it, was invited."""
        if self.person is not None:
            return any(one.who == str(self.person) for one in meeting.people)
        return strand_id in self.strands and self.side in meeting.sides

    def may_know_venue(self, meeting: Meeting) -> bool:
        """Whether a venue's words may be told: of a meeting of that side alone, or of both."""
        return meeting.sides <= {self.side} or len(meeting.sides) > 1
