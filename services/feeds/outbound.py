"""The one way out: build the minimum that a clause allows, write it in the log, then queue it.

All three happen in one transaction, so nothing can leave that the disclosure log does not account
for (PTR-28). A clause that names no fields lets nothing pass.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.feeds.agreement import Agreement, Clause, Outbound
from services.feeds.tables import answers, disclosure_log
from shared.contracts.feeds.events import DisclosureMadeV1
from shared.security.sealing import seal
from shared.store.later import write_later

if TYPE_CHECKING:
    from services.feeds.book import Book
    from shared.messaging.unit_of_work import UnitOfWork
    from shared.security.key_files import ServiceKeys

_LOG, _QUEUE = disclosure_log.insert(), answers.insert()
ANSWERS = frozenset({"receipt", "refusal"})
CANCELLATION = "cancellation"
OWED = ANSWERS | {CANCELLATION}
"""What names nobody and is owed on any day: to a sender its answer, to who was asked a stop."""

KEPT = b"redress:feed-answer"
NO_PERSON = Clause(
    title="Answer to the sender",
    legal_basis="no personal data: the sender's own message id and names of fields",
    purpose="tell the sender what became of the message",
)


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to be told: what of, about whom, to whom. ``facts``: dotted names to values."""

    kind: str
    facts: Mapping[str, Any]
    correlation_id: str = ""
    case_id: UUID | None = None
    strand_id: UUID | None = None
    person_id: UUID | None = None
    consent_id: UUID | None = None
    reference: str | None = None
    told_by: str = ""
    under: str | None = None
    queued: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What left, or is about to: the document and its row in the log."""

    disclosure_id: UUID
    document: dict[str, Any]
    agreement: str
    clause: str
    by_hand: bool


def tell(uow: UnitOfWork, book: Book, keys: ServiceKeys, telling: Telling) -> Told | None:
    """Tell the agency, if an agreement in force has a clause for it; None when nothing may pass.

    The answer to a message, a receipt or refusal, is owed to its sender on any day, and so is a
    stop to whoever was asked for something: it holds no person, and is logged all the same.
    """
    allowed = book.outbound(telling.kind, uow.today(), telling.under)
    if allowed is None:
        allowed = _owed(book, telling)
    if allowed is None:
        return None
    agreement, clause = allowed
    if clause.consent and telling.consent_id is None:
        return None
    minimum = within(telling.facts, _fields(telling.kind, clause))
    if not minimum:
        return None
    told = Told(
        disclosure_id=uow.ids.new(),
        document={"kind": telling.kind, **nested(minimum)},
        agreement=agreement.id,
        clause=clause.clause,
        by_hand=clause.by_hand,
    )
    _log(uow, agreement, clause, telling, told, tuple(minimum))
    if telling.queued and not clause.by_hand:
        _queue(uow, keys, telling, told)
    return told


def within(facts: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Return the facts that the clause names and that are known, in the clause's order."""
    return {name: facts[name] for name in fields if facts.get(name) not in (None, "")}


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return dotted names as objects within objects."""
    found: dict[str, Any] = {}
    for name, value in flat.items():
        *parents, last = name.split(".")
        inside = found
        for parent in parents:
            inside = inside.setdefault(parent, {})
        inside[last] = value
    return found


def _owed(book: Book, telling: Telling) -> tuple[Agreement, Outbound] | None:
    if telling.kind in ANSWERS:
        return book.main, book.main.outbound.get(telling.kind, Outbound(clause=""))
    if telling.kind == CANCELLATION and telling.under is not None:
        agreement = book.named(telling.under)
        clause = agreement.outbound.get(CANCELLATION)
        return (agreement, clause) if clause else None
    return None


def _fields(kind: str, clause: Outbound) -> tuple[str, ...]:
    if kind in ANSWERS and not clause.clause:
        return ("your_message_id", "reference", "received_at", "fields_not_kept", "faults")
    return clause.fields


def _log(
    uow: UnitOfWork,
    agreement: Agreement,
    outbound: Outbound,
    telling: Telling,
    told: Told,
    fields: tuple[str, ...],
) -> None:
    clause = agreement.clauses.get(outbound.clause, NO_PERSON)
    row = {
        "disclosure_id": told.disclosure_id,
        "kind": telling.kind,
        "agency": agreement.agency,
        "agreement": agreement.id,
        "clause": told.clause,
        "legal_basis": clause.legal_basis,
        "purpose": clause.purpose,
        "fields": ",".join(fields),
        "recipient": outbound.recipient or agreement.title,
        "case_id": telling.case_id,
        "strand_id": telling.strand_id,
        "person_id": telling.person_id,
        "consent_id": telling.consent_id,
        "reference": telling.reference,
        "told_by": telling.told_by or uow.actor.id,
        "disclosed_at": uow.now(),
    }
    write_later(uow.connection, _LOG, row)
    if telling.kind in ANSWERS or telling.case_id is None:
        return
    _announce(uow, row)
    uow.audit(
        "disclosure_made",
        subject=f"case/{telling.case_id}",
        purpose=_as_code(agreement.id, told.clause),
        disclosure=told.disclosure_id,
        kind=telling.kind,
    )


def announce_made(uow: UnitOfWork, entry: Any) -> None:
    """Announce an entry of the log (once more: where it had been said that it was kept back)."""
    _announce(uow, entry._mapping)  # noqa: SLF001 - a row's own way to be read by name


def _announce(uow: UnitOfWork, entry: Mapping[str, Any]) -> None:
    if entry["case_id"] is None or entry["kind"] in ANSWERS:
        return
    facts = {name: entry[name] for name in ("disclosure_id", "case_id", "agency", "clause", "kind")}
    fields = tuple(entry["fields"].split(","))
    uow.announce(DisclosureMadeV1(**facts, fields=fields, disclosed_at=entry["disclosed_at"]))


def _queue(uow: UnitOfWork, keys: ServiceKeys, telling: Telling, told: Told) -> None:
    body = json.dumps(told.document).encode()
    personal = telling.person_id is not None and telling.kind not in OWED
    if personal:  # a person's details lie in no store of ours in clear, not even for a second
        body = seal(keys.sealing.public, body, KEPT)
    row = {
        "correlation_id": telling.correlation_id[:255],
        "body": body,
        "made_at": uow.now(),
        "disclosure_id": told.disclosure_id,
        "sealed": personal,
    }
    write_later(uow.connection, _QUEUE, row)


def _as_code(agreement: str, clause: str) -> str:
    return f"{agreement}:{clause}" if clause else agreement
