"""When one case may be joined into another, and where its strands then go on (INT-19).

The case that has come less far is joined into the other: what a pair of facilitators began, a
signed assessment permits, or an outcome says cannot be moved by a machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.intake.domain.stages import rank_of
from shared.contracts.codes import CaseStage, ParticipantRole, Side
from shared.kernel.errors import NotFound, Refused

FURTHEST = CaseStage.RISK_ASSESSED


@dataclass(frozen=True, slots=True)
class Pair:
    """A strand as its people: one harmed side and one responsible person."""

    strand_id: UUID
    harmed: tuple[UUID, ...]
    responsible: UUID | None

    def seen_as(self, same: Mapping[UUID, UUID]) -> Pair:
        """Return it with everybody under the record that goes on."""
        harmed = tuple(dict.fromkeys(same.get(one, one) for one in self.harmed))
        responsible = self.responsible and same.get(self.responsible, self.responsible)
        return Pair(self.strand_id, harmed, responsible)


@dataclass(frozen=True, slots=True)
class Stands:
    """Somebody as one case has them."""

    person_id: UUID
    side: Side
    role: ParticipantRole


def check_joining(*, stage: CaseStage, outcomes: int, one_case: bool) -> None:
    """Refuse to join a case into itself, or one that has come too far to be moved.

    Raises:
        Refused: ``same-case``; ``case-in-process`` (somebody facilitates it, or did);
            ``outcomes-recorded``.

    """
    if one_case:
        raise Refused("same-case")
    if rank_of(stage) > rank_of(FURTHEST):
        raise Refused("case-in-process")
    if outcomes:
        raise Refused("outcomes-recorded")


def check_same(
    named: Sequence[tuple[UUID, UUID]], left: Iterable[Stands], right: Iterable[Stands]
) -> None:
    """Refuse what cannot be one person.

    Raises:
        NotFound: ``person-unknown`` in their case.
        Refused: ``person-named-twice``; ``sides-differ`` (who
            was harmed in one and responsible in the other was not in one and the same harm);
            ``roles-differ`` (one is dead).

    """
    ours, theirs = ({one.person_id: one for one in people} for people in (left, right))
    for people in ([a for a, _ in named], [b for _, b in named]):
        if len(set(people)) < len(people):
            raise Refused("person-named-twice")
    for one, other in named:
        if one not in ours or other not in theirs:
            raise NotFound("person-unknown", person=one)
        if ours[one].side is not theirs[other].side:
            raise Refused("sides-differ")
        dead = [at.role is ParticipantRole.DECEASED for at in (ours[one], theirs[other])]
        if dead[0] is not dead[1]:
            raise Refused("roles-differ")


def continued(
    joined: Sequence[Pair], standing: Sequence[Pair], same: Mapping[UUID, UUID]
) -> dict[UUID, UUID | None]:
    """Return for each strand the one in which it goes on; None: it needs one of its own.

    It goes on in a strand of the same responsible person and (at least) the same people harmed.
    Where nobody is known to be responsible, only a single such strand is certain enough.

    Raises:
        Refused: ``strands-collapse``: two strands of the case would become one.

    """
    places: dict[UUID, UUID | None] = {}
    for pair in joined:
        seen = pair.seen_as(same)
        fits = [
            one.strand_id
            for one in standing
            if seen.responsible in (None, one.responsible) and set(seen.harmed) <= set(one.harmed)
        ]
        places[pair.strand_id] = fits[0] if len(fits) == 1 else None
    found = [place for place in places.values() if place is not None]
    if len(set(found)) < len(found):
        raise Refused("strands-collapse")
    return places
