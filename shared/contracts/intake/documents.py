"""RPC methods of documents that came in about a case. Bodies travel sealed; no event tells of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Nothing, Request, RpcMethod
from shared.contracts.comms.papers import PaperFile
from shared.contracts.intake.codes import DocumentKind, MediaType, ScanFate
from shared.contracts.intake.entry import Reason
from shared.contracts.intake.rpc import Purpose

LARGEST = 5_000_000
"""Bytes of a document. In base64, sealed and in base64 again it is 8.9 MB on the bus; RabbitMQ 4
takes 16 MiB as it comes, 3.10 takes 128."""
LARGEST_BASE64 = 6_666_668
"""Characters of base64 of the largest document."""


class KeepDocument(Request):
    """Keep a file that came in about a case (base64). The same file again is the same document.

    ``concerns`` names every person whom it tells something of; whoever is not named is never given it.
    ``restricted``: for the office alone, and not for facilitators.
    """

    case_id: UUID
    kind: DocumentKind
    concerns: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=30)]
    received_on: date
    from_whom: Annotated[str, Field(min_length=2, max_length=200)]
    name: Annotated[str, Field(max_length=300)] = ""
    note: Annotated[str, Field(max_length=2000)] | None = None
    restricted: bool = False
    content: Annotated[
        str,
        Field(
            min_length=4,
            max_length=LARGEST_BASE64,
            examples=["SW52ZW50ZWQgd29yZHMu"],
        ),
    ]


class DocumentKept(Answer):
    """The document, what became of looking for malware, and what of the file was left out."""

    document_id: UUID
    fate: ScanFate
    kept_before: bool = False
    left_out: tuple[str, ...] = ()


class ListDocuments(Request):
    """List the documents of a case that the caller may open; or those that may be given to somebody."""

    case_id: UUID
    for_person: UUID | None = None


class DocumentView(Message):
    """A document without its contents."""

    document_id: UUID
    kind: DocumentKind
    concerns: tuple[UUID, ...]
    received_on: date
    from_whom: str
    name: str
    note: str | None = None
    restricted: bool
    media_type: MediaType
    size: int
    left_out: tuple[str, ...] = ()
    added_at: datetime
    added_by: str
    fate: ScanFate
    found: str | None = None
    removed_at: datetime | None = None


class Documents(Answer):
    """Documents, the newest first."""

    documents: tuple[DocumentView, ...]


class OpenDocument(Request):
    """Ask for a document's file, for a stated purpose that is audited.

    ``for_person``: a copy of it is for this person, who must then be the only one whom it concerns.
    """

    case_id: UUID
    document_id: UUID
    purpose: Purpose
    for_person: UUID | None = None


class DocumentFile(PaperFile):
    """The file as it is kept, under a name that says nothing of anybody."""

    name: str


class RemoveDocument(Request):
    """Take out a document that was put into the wrong case; its contents go for good."""

    case_id: UUID
    document_id: UUID
    reason: Reason


KEEP_DOCUMENT = RpcMethod(
    "intake",
    "keep_document",
    KeepDocument,
    DocumentKept,
    "command",
    "Keep a file that came in about a case.",
    alone=True,
)
DOCUMENTS = RpcMethod(
    "intake",
    "documents",
    ListDocuments,
    Documents,
    "query",
    "The documents of a case, without their contents.",
)
OPEN_DOCUMENT = RpcMethod(
    "intake",
    "open_document",
    OpenDocument,
    DocumentFile,
    "query",
    "A document's file, for a stated and audited purpose.",
    alone=True,
)
REMOVE_DOCUMENT = RpcMethod(
    "intake",
    "remove_document",
    RemoveDocument,
    Nothing,
    "command",
    "Take out a document that was put into the wrong case.",
)

METHODS = (KEEP_DOCUMENT, DOCUMENTS, OPEN_DOCUMENT, REMOVE_DOCUMENT)
