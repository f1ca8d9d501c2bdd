"""Which answer fits which request, and what an answer means for it (PRC-16, PTR-30). Pure."""

from __future__ import annotations

from shared.contracts.codes import AgencyRequestKind
from shared.contracts.intake.codes import AgencyFinding, TaskKind

_TRACING = frozenset({AgencyFinding.NOT_FOUND, AgencyFinding.NOT_REACHED, AgencyFinding.CANNOT_SAY})
CONSENTS = frozenset({AgencyFinding.AGREES, AgencyFinding.DECLINES})
FITTING: dict[AgencyRequestKind, frozenset[AgencyFinding]] = {
    AgencyRequestKind.FIND: _TRACING | CONSENTS | {AgencyFinding.FOUND, AgencyFinding.REACHED},
    AgencyRequestKind.CONTACT: _TRACING | CONSENTS | {AgencyFinding.REACHED},
    AgencyRequestKind.CONSENT: _TRACING | CONSENTS,
    AgencyRequestKind.LOCATION: frozenset(
        {AgencyFinding.INFORMATION, AgencyFinding.NOT_FOUND, AgencyFinding.CANNOT_SAY}
    ),
    AgencyRequestKind.RISK: frozenset({AgencyFinding.INFORMATION, AgencyFinding.CANNOT_SAY}),
}
FOUND = CONSENTS | {AgencyFinding.FOUND, AgencyFinding.REACHED, AgencyFinding.INFORMATION}
"""What counts as found in figures: the person, or what was asked about them."""


def fits(kind: AgencyRequestKind, finding: AgencyFinding, *, names_somebody: bool) -> bool:
    """Whether an answer answers what was asked; a yes or no needs somebody whose it is."""
    if finding in CONSENTS and not names_somebody:
        return False
    return finding in FITTING[kind]


def tasks_of(
    kind: AgencyRequestKind, finding: AgencyFinding, *, tells_details: bool
) -> tuple[TaskKind, ...]:
    """Return what the answer asks staff to do: somebody has to act on what came in by itself."""
    if kind is AgencyRequestKind.RISK and finding is AgencyFinding.INFORMATION:
        return (TaskKind.REVIEW_RISK,)
    return (TaskKind.CONFIRM_DETAILS,) if tells_details else ()
