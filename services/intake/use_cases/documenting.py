"""Documents that came in about a case: kept, listed, opened for a purpose, taken out (design 8).

Whoever sees the case sees its documents, save those restricted to the office. A copy for somebody who
takes part is another question: see ``may_be_given``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain import documents as rules
from services.intake.papers.taking import Taken, take
from services.intake.store import cases, documents, legal_holds, matching, referrals
from services.intake.use_cases.people import keep_reading, purpose_told, sealed
from services.intake.use_cases.scanning import scan
from services.intake.use_cases.visibility import case_that_goes_on, visible_case
from shared.contracts.base import Nothing
from shared.contracts.intake import documents as contract
from shared.contracts.intake.codes import DocumentKind, MediaType, ScanFate
from shared.kernel.clock import day_began
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused
from shared.security.permissions import CASE_STAFF

if TYPE_CHECKING:
    from services.intake.papers.runtime import IntakeRuntime
    from shared.messaging.context import Context
    from shared.messaging.unit_of_work import UnitOfWork

CONTENT = "documents.content"
OPENABLE = frozenset({ScanFate.CLEAN, ScanFate.NOT_SCANNED})


def keep_document(
    runtime: IntakeRuntime, context: Context, request: contract.KeepDocument
) -> contract.DocumentKept:
    """Keep a file, and look for malware at once where there is a scanner.

    Whoever may not is told so before anything of the file is looked at.

    Raises:
        NotFound: no such case for this actor.
        Refused: ``case-erased``, or ``too-many-documents-today``.
        InvalidInput: not of this case, in the future, or a file that is not taken, with why.

    """
    with runtime.transaction(context.with_(mark=None)) as uow:
        _checked(uow, request)
    content = _decoded(request.content)
    taken = take(content)
    with runtime.transaction(context) as uow:
        row, kept_before = _kept(uow, request, content, taken, runtime)
    fate = rules.fate_of(row["verdict"])
    if fate is ScanFate.PENDING:
        fate = scan(runtime, row["case_id"], row["document_id"])
    return contract.DocumentKept(
        document_id=row["document_id"],
        fate=fate,
        kept_before=kept_before,
        left_out=_words(row["left_out"]),
    )


def _checked(uow: UnitOfWork, request: contract.KeepDocument) -> UUID:
    case_id = case_that_goes_on(uow, request.case_id)
    if visible_case(uow, case_id).erased_at is not None:
        raise Refused("case-erased", case=case_id)
    people = {row.person_id for row in referrals.persons_of(uow.connection, case_id)}
    faults = []
    if set(request.concerns) - people:
        faults.append(Fault("concerns", "not-of-this-case"))
    if request.received_on > uow.today():
        faults.append(Fault("received_on", "in-the-future"))
    if faults:
        raise InvalidInput("document-invalid", tuple(faults))
    return case_id


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise InvalidInput("document-invalid", (Fault("content", "not-base64"),)) from wrong


def _kept(
    uow: UnitOfWork,
    request: contract.KeepDocument,
    content: bytes,
    taken: Taken,
    runtime: IntakeRuntime,
) -> tuple[dict[str, Any], bool]:
    """Store a file, or return the document that it is already."""
    case_id = _checked(uow, request)
    cases.lock_case(uow.connection, case_id)
    content_index = uow.blind("document", hashlib.sha256(content).hexdigest())
    known = documents.same_file(uow.connection, case_id, content_index)
    if known is not None:
        return dict(known._mapping), True  # noqa: SLF001 - SQLAlchemy's public name
    _require_quota(uow, runtime.documents_a_day)
    row = {
        "document_id": uow.ids.new(),
        "case_id": case_id,
        "kind": request.kind.value,
        "concerns": json.dumps(sorted({str(one) for one in request.concerns})),
        "received_on": request.received_on,
        "restricted": request.restricted,
        "media_type": taken.media_type.value,
        "size": len(taken.content),
        "left_out": ",".join(taken.left_out),
        "content": uow.keys.seal(case_id, base64.b64encode(taken.content).decode(), CONTENT),
        "content_index": content_index,
        "name": sealed(uow, case_id, rules.cleaned_name(request.name), "documents.name"),
        "from_whom": sealed(uow, case_id, request.from_whom, "documents.from_whom"),
        "note": sealed(uow, case_id, request.note, "documents.note"),
        "added_at": uow.now(),
        "added_by": uow.actor.id,
        "verdict": None if runtime.scanner else ScanFate.NOT_SCANNED.value,
    }
    documents.add_document(uow.connection, row)
    uow.audit(
        "document.kept",
        subject=f"case/{case_id}",
        document=row["document_id"],
        kind=request.kind,
    )
    return row, False


def _require_quota(uow: UnitOfWork, a_day: int) -> None:
    """Raise ``Refused`` when this account has put in a day's documents (ASVS 12.1.3).

    Several that it puts in at the same moment, in different cases, are counted one after the other.
    """
    matching.one_at_a_time(uow.connection, (uow.blind("documents-by", uow.actor.id),))
    today = day_began(uow.today())
    if documents.added_since(uow.connection, uow.actor.id, today) >= a_day:
        raise Refused("too-many-documents-today", most=a_day)


def list_documents(uow: UnitOfWork, request: contract.ListDocuments) -> contract.Documents:
    """Return the documents that the actor may open, or those of them that somebody may be given."""
    case_id = case_that_goes_on(uow, request.case_id)
    visible_case(uow, case_id)
    uow.audit("documents.read", subject=f"case/{case_id}")
    found = [
        row
        for row in documents.documents_of(uow.connection, case_id)
        if _may_read(uow, row) and _may_be_for(row, request.for_person)
    ]
    return contract.Documents(documents=tuple(_view(uow, row) for row in found))


def open_document(
    runtime: IntakeRuntime, context: Context, request: contract.OpenDocument
) -> contract.DocumentFile:
    """Give a document's file. The purpose is kept with the reading, as for a person's details.

    Raises:
        NotFound: no such document for this actor.
        Refused: ``document-not-for-them``, ``document-removed``, ``document-refused-by-scanner``;
            ``document-not-scanned-yet`` while the scanner is away.

    """
    with runtime.transaction(context.with_(mark=None)) as uow:  # nothing may be read here yet
        row = _readable(uow, request)
        fate = rules.fate_of(row.verdict)
        if fate is ScanFate.CLEAN or (fate is ScanFate.NOT_SCANNED and runtime.scanner is None):
            return _opened(uow, row, request)
    scan(runtime, row.case_id, row.document_id)
    with runtime.transaction(context) as uow:
        return _opened(uow, _readable(uow, request), request, may_be_unscanned=not runtime.scanner)


def _readable(uow: UnitOfWork, request: contract.OpenDocument) -> Any:
    row = _document(uow, request.case_id, request.document_id)
    if not _may_read(uow, row):
        raise NotFound("document-unknown", document=request.document_id)
    if row.removed_at is not None:
        raise Refused("document-removed", document=row.document_id)
    if row.verdict == ScanFate.REFUSED.value:
        raise Refused("document-refused-by-scanner", document=row.document_id)
    if request.for_person and not rules.may_be_given(_paper(row), request.for_person):
        raise Refused("document-not-for-them", document=row.document_id)
    return row


def _opened(
    uow: UnitOfWork, row: Any, request: contract.OpenDocument, *, may_be_unscanned: bool = True
) -> contract.DocumentFile:
    fate = rules.fate_of(row.verdict)
    if fate not in OPENABLE or (fate is ScanFate.NOT_SCANNED and not may_be_unscanned):
        raise Refused("document-not-scanned-yet", document=row.document_id)
    content = uow.keys.open(row.case_id, row.content or b"", CONTENT)
    _note_reading(uow, row, request)
    kind, media_type = DocumentKind(row.kind), MediaType(row.media_type)
    return contract.DocumentFile(
        content=content,
        media_type=media_type.value,
        name=rules.handed_over_as(kind, row.document_id, media_type),
    )


def _note_reading(uow: UnitOfWork, row: Any, request: contract.OpenDocument) -> None:
    told = [
        keep_reading(uow, row.case_id, person_id, request.purpose) for person_id in _concerns(row)
    ]
    given = {} if request.for_person is None else {"given_to": request.for_person}
    uow.audit(
        "document.read",
        subject=f"case/{row.case_id}",
        purpose=purpose_told(request.purpose),
        document=row.document_id,
        reading=told[0]["reading"],
        **given,
    )


def remove_document(uow: UnitOfWork, request: contract.RemoveDocument) -> Nothing:
    """Take out a document that does not belong here: its contents and words go, the fact stays.

    Raises ``Refused``: ``document-removed``; ``legal-hold`` while the case is under one.
    """
    row = _document(uow, request.case_id, request.document_id)
    cases.lock_case(uow.connection, row.case_id)
    if row.removed_at is not None:
        raise Refused("document-removed", document=row.document_id)
    if legal_holds.standing(uow.connection, case_id=row.case_id, limit=1):
        raise Refused("legal-hold", case=row.case_id)
    gone = dict.fromkeys(("content", "content_index", "name", "from_whom", "note"))
    changes = {
        **gone,
        "removed_at": uow.now(),
        "removed_by": uow.actor.id,
        "remove_reason": sealed(uow, row.case_id, request.reason, "documents.remove_reason"),
    }
    documents.change_document(uow.connection, row.document_id, changes)
    uow.audit("document.removed", subject=f"case/{row.case_id}", document=row.document_id)
    return Nothing()


def _document(uow: UnitOfWork, case_id: UUID, document_id: UUID) -> Any:
    case_id = case_that_goes_on(uow, case_id)
    visible_case(uow, case_id)
    row = documents.document_of(uow.connection, case_id, document_id)
    if row is None:
        raise NotFound("document-unknown", document=document_id)
    return row


def _may_read(uow: UnitOfWork, row: Any) -> bool:
    return rules.may_be_read(
        _paper(row),
        office=uow.actor.has_any(CASE_STAFF),
        added_it=row.added_by == uow.actor.id,
    )


def _may_be_for(row: Any, person: UUID | None) -> bool:
    """Whether a document belongs in a list: of all, or of those that may be handed to somebody."""
    if person is None:
        return True
    there = row.removed_at is None and rules.fate_of(row.verdict) is not ScanFate.REFUSED
    return there and rules.may_be_given(_paper(row), person)


def _paper(row: Any) -> rules.Paper:
    return rules.Paper(DocumentKind(row.kind), frozenset(_concerns(row)), row.restricted)


def _concerns(row: Any) -> tuple[UUID, ...]:
    return tuple(UUID(one) for one in json.loads(row.concerns))


def _words(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(",")) if joined else ()


def _view(uow: UnitOfWork, row: Any) -> contract.DocumentView:
    def told(name: str) -> str | None:
        blob = getattr(row, name)
        return uow.keys.open(row.case_id, blob, f"documents.{name}") if blob else None

    return contract.DocumentView(
        document_id=row.document_id,
        kind=DocumentKind(row.kind),
        concerns=_concerns(row),
        received_on=row.received_on,
        from_whom=told("from_whom") or "",
        name=told("name") or "",
        note=told("note"),
        restricted=row.restricted,
        media_type=MediaType(row.media_type),
        size=row.size,
        left_out=_words(row.left_out),
        added_at=row.added_at,
        added_by=row.added_by,
        fate=rules.fate_of(row.verdict),
        found=told("found"),
        removed_at=row.removed_at,
    )
