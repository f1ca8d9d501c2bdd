"""Readiness: what must be so for a participant before their strand's next step (PRC-01, PRC-03).

What each mode asks for is the service's own choice, after the factors B4, D3, E1, E2 and G1 of the
risk checklist. The latest word on each thing counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.codes import Mode, Side
from shared.contracts.comms.codes import ProcessStep, ReadinessStep
from shared.kernel.errors import Refused

_INDIRECT = frozenset({ReadinessStep.INFORMED, ReadinessStep.HOPES_HEARD, ReadinessStep.PREPARED})
_ASKED: dict[Mode, frozenset[ReadinessStep]] = {
    Mode.CONFERENCE: _INDIRECT | {ReadinessStep.ACCESS_NEEDS_MET, ReadinessStep.VENUE_AGREED},
    Mode.SHUTTLE: _INDIRECT,
    Mode.LETTER: _INDIRECT,
    Mode.RESTORATIVE_CONVERSATION: frozenset({ReadinessStep.INFORMED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What was said last of one participant. ``told`` holds a step once anything was said of it."""

    person_id: UUID
    side: Side
    told: dict[ReadinessStep, bool]

    @property
    def done(self) -> frozenset[ReadinessStep]:
        """What is so."""
        return frozenset(step for step, done in self.told.items() if done)

    def missing(self, mode: Mode) -> frozenset[ReadinessStep]:
        """What is not so yet, for this mode. A supporter who is known of must be prepared too."""
        asked = set(_ASKED[mode])
        if ReadinessStep.SUPPORTER_PREPARED in self.told and mode is Mode.CONFERENCE:
            asked.add(ReadinessStep.SUPPORTER_PREPARED)
        return frozenset(asked) - self.done

    def is_ready(self, mode: Mode) -> bool:
        """Whether nothing is missing."""
        return not self.missing(mode)


def sides_ready(people: list[Readiness], mode: Mode) -> bool:
    """Whether somebody of each side that the mode needs is ready."""
    needed = {Side.HARMED} if mode is Mode.RESTORATIVE_CONVERSATION else set(Side)
    return needed <= {one.side for one in people if one.is_ready(mode)}


def require_ready(people: list[Readiness], coming: frozenset[UUID], mode: Mode) -> None:
    """Refuse a meeting for which somebody who comes, or a whole side, is not ready.

    Raises ``Refused`` (``participant-not-ready``) naming who, or ``side-not-ready``.
    """
    for one in sorted(people, key=lambda one: one.person_id):
        if one.person_id in coming and not one.is_ready(mode):
            raise Refused("participant-not-ready", person=one.person_id)
    if not sides_ready(people, mode):
        raise Refused("side-not-ready")


def step_of(
    people: list[Readiness],
    mode: Mode | None,
    *,
    communicated: bool,
    agreed: bool,
    concluded: bool,
) -> ProcessStep:
    """Return the step at which a strand stands, from what was done (PRC-01)."""
    if concluded:
        return ProcessStep.FOLLOWING_UP
    if agreed:
        return ProcessStep.AGREEING
    if communicated or (mode is not None and sides_ready(people, mode)):
        return ProcessStep.COMMUNICATING
    if any(ReadinessStep.INFORMED in one.done for one in people):
        return ProcessStep.PREPARING
    return ProcessStep.INFORMING
