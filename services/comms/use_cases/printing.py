"""Items on paper: printed once they may be offered, and taken from documents handed in."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from services.comms.domain import items as rules
from services.comms.domain.items import Item, StepKind
from services.comms.domain.leaks import find_leaks
from services.comms.rendering.letter import letter_page
from services.comms.rendering.uploads import Document, read_document
from services.comms.store import items as item_store
from services.comms.store import projections
from services.comms.use_cases.seeing import require_item, require_sight, require_strand
from services.comms.use_cases.writing import compose_item, identifying_terms
from shared.contracts.comms import papers, rpc
from shared.kernel.errors import Fault, InvalidInput, NotFound, Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.security.actors import Actor

PDF = "application/pdf"
_LONGEST = 40_000
_OVERLAP = 1_000
_MOST_LEFT_BEHIND = 1_000_000


def print_letter(
    runtime: Runtime, context: Context, request: papers.PrintLetter
) -> papers.PaperFile:
    """Give an assigned facilitator the page to hand over: vetted by two, recalled by nobody.

    Paper cannot be called back. So the words are checked for leaks again first, by what intake knows
    at this moment (``Unavailable`` when it does not answer): ``check-outdated`` until what that finds
    is answered.
    """
    with runtime.store.reading() as connection:
        item = _printable(connection, context.actor, request)
    terms = identifying_terms(runtime, context, item.case_id, item.strand_id, item.from_side)
    with runtime.transaction(context) as uow:
        item = _printable(uow.connection, uow.actor, request)
        text, salt = item_store.words_of(uow.connection, uow.keys, item)
        _require_nothing_new(item, text, salt, terms)
        page = letter_page(text)
        uow.audit(
            "item_printed",
            subject=f"case/{request.case_id}",
            purpose="delivery",
            item=item.item_id,
            hash=item.content_hash,
        )
    return papers.PaperFile(content=base64.b64encode(page).decode(), media_type=PDF)


def _printable(connection: Connection, actor: Actor, request: papers.PrintLetter) -> Item:
    item = require_item(connection, actor, request.case_id, request.item_id)
    if actor.id not in projections.facilitators_of(connection, request.case_id):
        raise NotFound("item-unknown", item=request.item_id)
    rules.require_checked(item)
    rules.require_vetted(item)
    if item.has(StepKind.RECALLED):
        raise Refused("item-recalled", item=item.item_id)
    return item


def _require_nothing_new(
    item: Item, text: str, salt: str, terms: tuple[tuple[str, str], ...]
) -> None:
    hash_ = rules.content_hash(text, salt)
    if hash_ != item.content_hash:
        raise Refused("words-differ", item=item.item_id)
    if rules.unanswered(item, (leak.key(hash_) for leak in find_leaks(text, terms))):
        raise Refused("check-outdated", item=item.item_id)


def compose_document(
    runtime: Runtime, context: Context, request: papers.ComposeDocument
) -> papers.DocumentComposed:
    """Keep the words of a document as an item, and say what the file would have given away.

    The file itself is not kept. Raises ``Unavailable`` when intake does not say what would
    identify the author's side: then nothing is looked through, and nothing is taken.
    """
    with runtime.store.reading() as connection:
        require_sight(connection, context.actor, request.case_id)
        require_strand(connection, request.case_id, request.strand_id)
    document = _read(request.document)
    about = (request.case_id, request.strand_id, request.from_side)
    terms = identifying_terms(runtime, context, *about)
    composed = rpc.ComposeItem(
        case_id=request.case_id,
        strand_id=request.strand_id,
        kind=request.kind,
        from_side=request.from_side,
        one_way=request.one_way,
        text=document.words,
    )
    with runtime.transaction(context) as uow:
        item = compose_item(uow, composed)
        return papers.DocumentComposed(
            item_id=item.item_id,
            content_hash=item.content_hash,
            text=document.words,
            left_behind=_left_behind(document, terms),
        )


def _read(encoded: str) -> Document:
    try:
        content = base64.b64decode(encoded, validate=True)
    except ValueError as wrong:
        raise InvalidInput("document-unreadable", (Fault("document", "not-base64"),)) from wrong
    document = read_document(content)
    if not document.words.strip() or len(document.words) > _LONGEST:
        code = "too-long" if document.words.strip() else "no-words"
        raise InvalidInput("document-unreadable", (Fault("document", code),))
    return document


def _left_behind(
    document: Document, terms: tuple[tuple[str, str], ...]
) -> tuple[papers.LeftBehind, ...]:
    told: dict[str, list[str]] = {}
    for left in document.left_behind:
        told.setdefault(left.where[:100], []).append(left.text)
    if sum(len(text) for texts in told.values() for text in texts) > _MOST_LEFT_BEHIND:
        raise InvalidInput("document-unreadable", (Fault("document", "too-long"),))
    return tuple(
        papers.LeftBehind(where=where, kinds=_kinds_in("\n".join(texts), terms))
        for where, texts in told.items()
    )


def _kinds_in(text: str, terms: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    pieces = (text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST - _OVERLAP))
    return tuple(
        sorted({leak.kind for one in pieces for leak in find_leaks(one, terms) if leak.known})
    )
