"""What an agency answers to a request of ours: in by its own queue, recorded by intake (PRC-16).

An answer is a form of the agency's dialect beside its referral (``agencies/<dialect>/answer.py``),
and crosses under the clause that let us ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, Any

from services.feeds.judging import Verdict, judge
from services.feeds.minimum import keep_allowed
from services.feeds.turned import Turned, in_our_words, theirs
from shared.contracts.intake.answering import AgencyAnswer
from shared.kernel.errors import Fault

if TYPE_CHECKING:
    from services.feeds.agreement import Agreement, Answers
    from services.feeds.book import Book


@dataclass(frozen=True, slots=True)
class AcceptedAnswer:
    """An answer in our words, under which agreement, and the names of fields not kept."""

    answer: AgencyAnswer
    dropped: tuple[str, ...]
    agreement: Agreement


def form_of(content: Mapping[str, Any], dialect: ModuleType) -> ModuleType:
    """Return what reads a message: the dialect, or its form for answers (by its ``form``)."""
    answer: ModuleType | None = getattr(dialect, "answer", None)
    if answer is not None and content.get("form") == answer.FORM:
        return answer
    return dialect


def is_answer(form: ModuleType) -> bool:
    """Whether it is a form for answers."""
    return hasattr(form, "FORM")


def admit_answer(
    content: Mapping[str, Any], book: Book, form: ModuleType, today: date
) -> AcceptedAnswer:
    """Return an answer that may go on to intake. Raises ``Turned`` with every fault."""
    agreement, answers = _under(book, today)
    closed = tuple(_closed(agreement, answers, today))

    def decide(content: Mapping[str, Any]) -> Verdict[AcceptedAnswer]:
        kept, dropped = keep_allowed(content, answers.fields if answers else ())
        read = form.Answer.model_validate(kept)
        said, faults = in_our_words(read, form, AgencyAnswer)
        found = (*form.faults(read, today), *(theirs(fault, form) for fault in faults))
        if found or said is None:
            return Verdict(found)
        return Verdict((), AcceptedAnswer(said, tuple(sorted(dropped)), agreement))

    judged = judge(content, form.Answer, decide)
    if closed or judged.accepted is None:
        raise Turned(*closed, *judged.faults, held=not closed)
    return judged.accepted


def _under(book: Book, today: date) -> tuple[Agreement, Answers | None]:
    """Return the agreement that lets answers in today; else the first that ever does."""
    having = [one for one in book if one.answers is not None]
    open_ = [one for one in having if one.answers and one.permits(one.answers.clause, today)]
    chosen = next(iter((*open_, *having)), book.main)
    return chosen, chosen.answers


def _closed(agreement: Agreement, answers: Answers | None, today: date) -> Iterator[Fault]:
    standing = agreement.standing_on(today)
    if not standing.allowed:
        yield Fault("agreement", standing.reason)
    elif answers is None or not answers.fields:
        yield Fault("agreement", "nothing-may-come-in")
    elif not standing.permits(answers.clause):
        yield Fault("agreement", "clause-not-in-force")
