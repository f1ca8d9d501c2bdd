"""RPC methods of allocation. Bodies travel sealed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.allocation import conflicts, guard, needs
from shared.contracts.base import Answer, Message, Nothing, Record, Request, RpcMethod, Versioned
from shared.contracts.codes import VolunteerStatus

Label = Annotated[str, Field(min_length=1, max_length=120)]

ASSIGNMENT_RECORD = Record("assignment", "case_id")


class RegisterVolunteer(Request):
    """Enter a volunteer (or staff facilitator) in the register, at any standing."""

    name: Label
    user_id: Annotated[str, Field(max_length=80)] | None = None
    organisation: Label
    workplaces: tuple[Label, ...] = ()
    status: VolunteerStatus
    cohort: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")] | None = None
    skills: tuple[Label, ...] = ()


class VolunteerRegistered(Answer):
    """The register's id."""

    facilitator_id: UUID


class ChangeVolunteerStatus(Request):
    """Move a volunteer to another standing."""

    facilitator_id: UUID
    status: VolunteerStatus


class RecordAccreditation(Request):
    """Record practitioner accreditation or training that allocation asks for (ALL-03)."""

    facilitator_id: UUID
    kind: Annotated[str, Field(pattern=r"^(practitioner|advanced|specialist_[a-z_]+)$")]
    valid_from: date
    valid_until: date


class RecordVetting(Request):
    """Record that a check was made: never what it disclosed (2.10)."""

    facilitator_id: UUID
    kind: Annotated[str, Field(pattern=r"^(dbs_enhanced|dbs_standard|police_vetting)$")]
    issued_on: date
    next_check_on: date


class CaseById(Request):
    """Ask about one case."""

    case_id: UUID


class Candidate(Message):
    """Whether a facilitator may take a case, and every reason why not."""

    facilitator_id: UUID
    name: str
    may_take: bool
    reasons: tuple[str, ...] = ()
    open_cases: int = 0


class Candidates(Answer):
    """Everybody in the register, the possible first."""

    candidates: tuple[Candidate, ...]


class AssignFacilitators(Request):
    """Assign exactly two facilitators to a case (ALL-01)."""

    case_id: UUID
    facilitator_ids: tuple[UUID, UUID]


class Assigned(Answer):
    """The assignment's id."""

    assignment_id: UUID


class ReleaseFacilitator(Request):
    """Take a facilitator off a case."""

    case_id: UUID
    facilitator_id: UUID
    reason: Annotated[str, Field(pattern=r"^[a-z_]{3,40}$")]


class FacilitatorView(Message):
    """A facilitator of a case."""

    facilitator_id: UUID
    user_id: str | None = None
    name: str
    assigned_at: datetime
    released_at: datetime | None = None


class AssignmentView(Versioned):
    """Who facilitates a case, past and present."""

    facilitators: tuple[FacilitatorView, ...]


class ListVolunteers(Request):
    """List the register, those at one standing, or one volunteer with what they bring."""

    status: VolunteerStatus | None = None
    facilitator_id: UUID | None = None


class Held(Message):
    """An accreditation or a check with its days. ``renew``: it ends soon or ended, and none follows."""

    kind: str
    from_on: date
    until_on: date
    renew: bool = False


class VolunteerView(Message):
    """A volunteer in the register, with every reason why they can take no case today.

    ``skills`` and ``workplaces`` are told where one volunteer was asked for.
    """

    facilitator_id: UUID
    name: str
    organisation: str
    status: VolunteerStatus
    cohort: str | None = None
    vetting_next_check_on: date | None = None
    accredited_until: date | None = None
    accreditations: tuple[Held, ...] = ()
    checks: tuple[Held, ...] = ()
    reasons: tuple[str, ...] = ()
    open_cases: int = 0
    skills: tuple[str, ...] = ()
    workplaces: tuple[str, ...] = ()


class Volunteers(Answer):
    """The register."""

    volunteers: tuple[VolunteerView, ...]


class AskOwnStanding(Request):
    """Ask what the register holds of oneself."""


class OwnStanding(Answer):
    """One's own entry in the register, whole; None when no entry has one's account."""

    volunteer: VolunteerView | None = None


REGISTER_VOLUNTEER = RpcMethod(
    "allocation",
    "register_volunteer",
    RegisterVolunteer,
    VolunteerRegistered,
    "command",
    "Enter somebody in the register.",
)
CHANGE_VOLUNTEER_STATUS = RpcMethod(
    "allocation",
    "change_volunteer_status",
    ChangeVolunteerStatus,
    Nothing,
    "command",
    "Move a volunteer to another standing.",
)
RECORD_ACCREDITATION = RpcMethod(
    "allocation",
    "record_accreditation",
    RecordAccreditation,
    Nothing,
    "command",
    "Record accreditation.",
)
RECORD_VETTING = RpcMethod(
    "allocation", "record_vetting", RecordVetting, Nothing, "command", "Record a check."
)
CANDIDATES = RpcMethod(
    "allocation", "candidates", CaseById, Candidates, "query", "Who may take a case, and why not."
)
ASSIGN_FACILITATORS = RpcMethod(
    "allocation",
    "assign_facilitators",
    AssignFacilitators,
    Assigned,
    "command",
    "Assign two facilitators.",
    changes=ASSIGNMENT_RECORD,
)
RELEASE_FACILITATOR = RpcMethod(
    "allocation",
    "release_facilitator",
    ReleaseFacilitator,
    Nothing,
    "command",
    "Take a facilitator off a case.",
    changes=ASSIGNMENT_RECORD,
)
ASSIGNMENT = RpcMethod(
    "allocation",
    "assignment",
    CaseById,
    AssignmentView,
    "query",
    "Who facilitates a case.",
    shows=ASSIGNMENT_RECORD,
)
VOLUNTEERS = RpcMethod(
    "allocation", "volunteers", ListVolunteers, Volunteers, "query", "The register."
)
OWN_STANDING = RpcMethod(
    "allocation",
    "own_standing",
    AskOwnStanding,
    OwnStanding,
    "query",
    "One's own entry in the register.",
)

METHODS = (
    REGISTER_VOLUNTEER,
    CHANGE_VOLUNTEER_STATUS,
    RECORD_ACCREDITATION,
    RECORD_VETTING,
    *conflicts.METHODS,
    *needs.METHODS,
    CANDIDATES,
    ASSIGN_FACILITATORS,
    RELEASE_FACILITATOR,
    ASSIGNMENT,
    VOLUNTEERS,
    OWN_STANDING,
    *guard.METHODS,
)
