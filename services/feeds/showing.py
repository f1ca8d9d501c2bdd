"""Agreements as staff are shown them: how each stands on a day, and what its clauses let pass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, func, select

from services.feeds import quarantine
from services.feeds.standing import warning_due
from services.feeds.tables import answers
from shared.contracts.feeds import agreements as contract

if TYPE_CHECKING:
    from services.feeds.agreement import Agreement
    from services.feeds.book import Book


def agreements_of(book: Book, connection: Connection, today: date) -> contract.Agreements:
    """Return every agreement that a feed goes by, and what waits in its store."""
    unsent = select(func.count()).where(answers.c.sent_at.is_(None))
    keyless = book.main.sealing_key is None
    for_key = unsent.where(answers.c.sealed.is_(True))
    return contract.Agreements(
        agency=book.feed,
        today=today,
        agreements=tuple(agreement_view(one, book.feed, today) for one in book),
        held=quarantine.count_held(connection),
        wait_to_leave=connection.execute(unsent).scalar_one(),
        wait_for_key=connection.execute(for_key).scalar_one() if keyless else 0,
    )


def agreement_view(agreement: Agreement, feed: str, today: date) -> contract.AgreementView:
    """Return one agreement as it stands on a day."""
    standing, last = agreement.standing_on(today), agreement.ends_on(today)
    return contract.AgreementView(
        agreement=agreement.id,
        agency=agreement.agency,
        title=agreement.title,
        carried=_carried(agreement, feed),
        status=standing.status.value if standing.status else None,
        may_share=standing.allowed,
        refused_as=standing.reason or None,
        interim=standing.interim,
        last_day=last,
        days_left=(last - today).days if last else None,
        warning=warning_due(last, today),
        parties=agreement.parties,
        history=tuple(
            contract.StepView.model_validate(step.model_dump())
            for step in sorted(agreement.history, key=lambda step: step.since)
        ),
        arrangements=tuple(
            contract.InterimView(
                **one.model_dump(),
                running=one.since <= today and (one.until is None or today <= one.until),
            )
            for one in agreement.interim
        ),
        clauses=tuple(_clauses(agreement, today)),
        counterparts=tuple(
            contract.CounterpartView.model_validate(one.model_dump()) for one in agreement.contacts
        ),
        **agreement.retention.model_dump(),
    )


def _carried(agreement: Agreement, feed: str) -> Literal["own_feed", "other_feed", "by_hand"]:
    if agreement.feed is None:
        return "by_hand"
    return "own_feed" if agreement.id == feed else "other_feed"


def _clauses(agreement: Agreement, today: date) -> Iterator[contract.ClauseView]:
    passing = tuple(_passages(agreement))
    for name, clause in agreement.clauses.items():
        yield contract.ClauseView(
            clause=name,
            title=clause.title,
            legal_basis=clause.legal_basis,
            purpose=clause.purpose,
            may_today=agreement.permits(name, today),
            passages=tuple(passage for of, passage in passing if of == name),
        )


def _passages(agreement: Agreement) -> Iterator[tuple[str, contract.Passage]]:
    """Yield what passes, each with the clause that lets it."""
    for kind, part in (("referral", agreement.inbound), ("answer", agreement.answers)):
        if part is not None:
            yield part.clause, contract.Passage(way="in", kind=kind, fields=part.fields)
    for kind, out in agreement.outbound.items():
        yield (
            out.clause,
            contract.Passage(
                way="out",
                kind=kind,
                fields=out.fields,
                with_consent=out.consent,
                by_hand=out.by_hand,
                recipient=out.recipient,
            ),
        )
