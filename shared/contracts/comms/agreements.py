"""RPC methods of agreements: signed, reviewed, ended, broken, and still in force? Sealed bodies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod, Versioned
from shared.contracts.codes import AgreementKind, ReviewResult, Side
from shared.contracts.comms.codes import AgreementEnd, AgreementStanding, SignedHow
from shared.contracts.comms.planning import Note
from shared.contracts.comms.records import AGREEMENT_RECORD


class AgreementById(Request):
    """Ask about one agreement; the reading of its words is audited."""

    case_id: UUID
    agreement_id: UUID


class CheckAgreement(Request):
    """Look through an agreement's words before a copy is given; both parties read all of them.

    ``may_be_told``: why what was found may be told to both all the same. What blocks is not answered
    away: other words are agreed, and recorded as another agreement.
    """

    case_id: UUID
    agreement_id: UUID
    may_be_told: Annotated[str, Field(min_length=10, max_length=2000)] | None = None


class AgreementFinding(Message):
    """One place in an agreement that may tell one side of the other.

    ``place``: which text, counted from 0: the undertakings in order, then what happens on a breach.
    """

    place: int
    start: int
    end: int
    kind: str
    why: str


class AgreementChecked(Answer):
    """What was found, each answered: a copy may be given as long as nothing else becomes known."""

    findings: tuple[AgreementFinding, ...]


class SignAgreement(Request):
    """Record that somebody put their name to these exact words, and who witnessed it (PRC-05)."""

    case_id: UUID
    agreement_id: UUID
    person_id: UUID
    how: SignedHow
    text_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ConfirmReview(Request):
    """Record that a side says the same, or not, of what the latest review found (PRC-06)."""

    case_id: UUID
    undertaking_id: UUID
    side: Side
    agrees: bool


class EndAgreement(Request):
    """End an agreement before its term."""

    case_id: UUID
    agreement_id: UUID
    reason: AgreementEnd


class ReportBreach(Request):
    """Record that an agreement is said to be broken; possible after closure too (AFT-02)."""

    case_id: UUID
    agreement_id: UUID
    by_side: Side
    words: Note
    police_reference: Annotated[str, Field(max_length=60)] | None = None


class RecordPoliceNote(Request):
    """Record the reference of a note to police intelligence, where that was agreed (PRC-19)."""

    case_id: UUID
    agreement_id: UUID
    reference: Annotated[str, Field(min_length=1, max_length=60)]
    sent_on: date


class UndertakingView(Message):
    """One undertaking and what reviews found."""

    undertaking_id: UUID
    by_side: Side
    text: str
    owner_id: UUID | None = None
    due_on: date | None = None
    results: tuple[ReviewResult, ...] = ()
    confirmed_by: tuple[Side, ...] = ()
    disputed_by: tuple[Side, ...] = ()


class SignatureView(Message):
    """A signature as a recorded act."""

    person_id: UUID
    side: Side | None = None
    how: SignedHow
    witnessed_by: str
    text_hash: str
    at: datetime


class AgreementText(Versioned):
    """An agreement in its exact words, and whether it is still in force."""

    agreement_id: UUID
    kind: AgreementKind
    standing: AgreementStanding
    in_force: bool
    text_hash: str | None = None
    undertakings: tuple[UndertakingView, ...]
    signatures: tuple[SignatureView, ...] = ()
    awaited: tuple[UUID, ...] = ()
    breach_route: str | None = None
    ends_on: date | None = None
    breaches: int = 0
    police_references: tuple[str, ...] = ()


class AskDueUndertakings(Request):
    """Ask for undertakings to review by a day (today, where none is named); of one case, or of all.

    ``after`` is the ``next_page`` of the page before.
    """

    case_id: UUID | None = None
    by: date | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 200
    after: UUID | None = None


class DueUndertaking(Message):
    """An undertaking whose day has come and that nobody has reviewed since."""

    undertaking_id: UUID
    agreement_id: UUID
    case_id: UUID
    due_on: date
    days_overdue: int


class DueUndertakings(Answer):
    """Undertakings to review, the longest overdue first; ``next_page`` where there are more."""

    undertakings: tuple[DueUndertaking, ...]
    next_page: UUID | None = None


AGREEMENT = RpcMethod(
    "comms",
    "agreement",
    AgreementById,
    AgreementText,
    "query",
    "Is it still in force?",
    shows=AGREEMENT_RECORD,
)
CHECK_AGREEMENT = RpcMethod(
    "comms",
    "check_agreement",
    CheckAgreement,
    AgreementChecked,
    "command",
    "Look through an agreement for what would tell one side of the other.",
)
SIGN_AGREEMENT = RpcMethod(
    "comms",
    "sign_agreement",
    SignAgreement,
    Nothing,
    "command",
    "Record a signature.",
    changes=AGREEMENT_RECORD,
)
CONFIRM_REVIEW = RpcMethod(
    "comms", "confirm_review", ConfirmReview, Nothing, "command", "A side confirms a review."
)
END_AGREEMENT = RpcMethod(
    "comms",
    "end_agreement",
    EndAgreement,
    Nothing,
    "command",
    "End an agreement.",
    changes=AGREEMENT_RECORD,
)
REPORT_BREACH = RpcMethod(
    "comms",
    "report_breach",
    ReportBreach,
    Nothing,
    "command",
    "Record a breach.",
    changes=AGREEMENT_RECORD,
)
RECORD_POLICE_NOTE = RpcMethod(
    "comms",
    "record_police_note",
    RecordPoliceNote,
    Nothing,
    "command",
    "Record a note to police intelligence.",
    changes=AGREEMENT_RECORD,
)
DUE_UNDERTAKINGS = RpcMethod(
    "comms",
    "due_undertakings",
    AskDueUndertakings,
    DueUndertakings,
    "query",
    "Undertakings that are due for review.",
)

METHODS = (
    AGREEMENT,
    CHECK_AGREEMENT,
    SIGN_AGREEMENT,
    CONFIRM_REVIEW,
    END_AGREEMENT,
    REPORT_BREACH,
    RECORD_POLICE_NOTE,
    DUE_UNDERTAKINGS,
)
