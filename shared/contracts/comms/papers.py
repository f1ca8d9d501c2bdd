"""RPC methods of what comms puts on paper, and takes from paper. Bodies travel sealed."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts.base import Answer, Message, Request, RpcMethod
from shared.contracts.codes import ItemKind, Side

LARGEST_DOCUMENT = 600_000
"""Characters of base64 in a request: a document of about 450 kB."""


class PrintLetter(Request):
    """Ask for an item as a typed page, to be handed over (RSK-14, PRC-08)."""

    case_id: UUID
    item_id: UUID


class PrintAgreement(Request):
    """Ask for an outcome agreement as a page, for whoever holds a copy (PRC-05)."""

    case_id: UUID
    agreement_id: UUID


class AskAppointment(Request):
    """Ask for a calendar file that tells one who is to come when, and nothing else."""

    case_id: UUID
    meeting_id: UUID
    who: Annotated[str, Field(min_length=1, max_length=100)]


class PaperFile(Answer):
    """A file in base64, without metadata, and what kind of file it is."""

    content: str
    media_type: str


class ComposeDocument(Request):
    """Write down, as an item, the words of a document that somebody handed in (base64)."""

    case_id: UUID
    strand_id: UUID
    kind: ItemKind
    from_side: Side
    one_way: bool = False
    document: Annotated[str, Field(min_length=4, max_length=LARGEST_DOCUMENT)]


class LeftBehind(Message):
    """What of a document was not kept, and which identifiers of the case it would have told."""

    where: str
    kinds: tuple[str, ...] = ()


class DocumentComposed(Answer):
    """The item, its words, and what of the file was left behind."""

    item_id: UUID
    content_hash: str
    text: str
    left_behind: tuple[LeftBehind, ...] = ()


PRINT_LETTER = RpcMethod(
    "comms",
    "print_letter",
    PrintLetter,
    PaperFile,
    "query",
    "A vetted item as a typed page, checked for leaks once more.",
    alone=True,
)
PRINT_AGREEMENT = RpcMethod(
    "comms",
    "print_agreement",
    PrintAgreement,
    PaperFile,
    "query",
    "An agreement as a page, looked through once more.",
    alone=True,
)
APPOINTMENT_FILE = RpcMethod(
    "comms",
    "appointment_file",
    AskAppointment,
    PaperFile,
    "query",
    "When somebody is to come, as a calendar file without case detail.",
)
COMPOSE_DOCUMENT = RpcMethod(
    "comms",
    "compose_document",
    ComposeDocument,
    DocumentComposed,
    "command",
    "Write down the words of a document handed in.",
)

METHODS = (PRINT_LETTER, PRINT_AGREEMENT, APPOINTMENT_FILE, COMPOSE_DOCUMENT)
