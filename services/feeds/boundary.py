"""The boundary: untrusted bytes in, either a submission for intake or every fault by field.

No value of the message is ever repeated in a fault: a field and a code only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, Any

from services.feeds import restrictions
from services.feeds.agreement import Inbound
from services.feeds.always import faults_of_any
from services.feeds.answering import AcceptedAnswer, admit_answer, form_of, is_answer
from services.feeds.declining import somebody_declined
from services.feeds.judging import Verdict, judge
from services.feeds.minimum import keep_allowed
from services.feeds.turned import Turned, in_our_words, theirs
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.errors import Fault, RedressError

if TYPE_CHECKING:
    from services.feeds.agreement import Agreement
    from services.feeds.book import Book
    from shared.security.sealing import SealingKey

PLAIN, SEALED = "application/json", "application/vnd.redress.sealed"
PAYLOADS = {PLAIN: "plain", SEALED: "sealed"}
_MESSAGE_ID = re.compile(r"^[A-Za-z0-9._:/-]{1,128}$")


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the broker (or a batch, a form) handed over.

    ``user_id`` is the one the broker validated, if set. ``batch`` and ``line``: which record of
    which file, counted from 1.
    """

    body: bytes
    content_type: str
    message_id: str
    correlation_id: str = ""
    user_id: str = ""
    tag: int = 0
    batch: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A referral in our words, under which agreement, and the names of fields not kept."""

    submission: ReferralSubmission
    dropped: tuple[str, ...]
    agreement: Agreement


def sealing_context(agency: str) -> bytes:
    """Return what ties a sealed payload to the agency's inbound queue."""
    return f"redress:agency:{agency}".encode()


def check(
    arrived: Arrived, book: Book, dialect: ModuleType, today: date, key: SealingKey
) -> Accepted | AcceptedAnswer:
    """Return what may go on to intake. Raises ``Turned`` with every fault that can be found."""
    outer = _outer_faults(arrived, book)
    if outer:
        # What is not theirs, not named, or not of a size and kind we take is not kept either.
        raise Turned(*outer, *_inner_faults(arrived, book, dialect, today, key))
    content = read(arrived, book.feed, key)
    return admit(content, book, dialect, today)


def admit(
    content: dict[str, Any], book: Book, dialect: ModuleType, today: date
) -> Accepted | AcceptedAnswer:
    """Return what may go on of a message that has been read. Raises ``Turned``."""
    form = form_of(content, dialect)
    if is_answer(form):
        return admit_answer(content, book, form, today)
    return admit_referral(content, book, dialect, today)


def admit_referral(
    content: dict[str, Any], book: Book, dialect: ModuleType, today: date
) -> Accepted:
    """Return what may go on of a referral that has been read. Raises ``Turned``."""
    agreement = book.chosen_for(content)
    closed = () if isinstance(agreement, Fault) else tuple(_closed(agreement, today))
    judged = judge(content, dialect.Referral, lambda whole: _verdict(whole, book, dialect, today))
    if closed or judged.accepted is None:
        # Of somebody who said no there is nothing to correct: what was sent of them is not kept.
        held = not closed and not somebody_declined(content, judged)
        raise Turned(*closed, *judged.faults, held=held)
    return judged.accepted


def _verdict(
    content: Mapping[str, Any], book: Book, dialect: ModuleType, today: date
) -> Verdict[Accepted]:
    """Return what is wrong with the meaning of a referral, under the agreement that it names."""
    agreement = book.chosen_for(content)
    unknown = (agreement,) if isinstance(agreement, Fault) else ()
    agreement = book.main if isinstance(agreement, Fault) else agreement
    inbound = agreement.inbound or Inbound(clause="")
    kept, dropped = keep_allowed(content, inbound.fields)
    form = dialect.Referral.model_validate(kept)
    submission, against = in_our_words(form, dialect, ReferralSubmission)
    if submission is not None and not unknown:
        against = list(_against(submission, inbound))
    faults = (*unknown, *dialect.faults(form, today), *(theirs(one, dialect) for one in against))
    if faults or submission is None:
        return Verdict(faults)
    accepted = Accepted(_under(submission, inbound), tuple(sorted(dropped)), agreement)
    return Verdict((), accepted)


def _inner_faults(
    arrived: Arrived, book: Book, dialect: ModuleType, today: date, key: SealingKey
) -> tuple[Fault, ...]:
    """Return what else is wrong, for a message that is refused already."""
    if len(arrived.body) > book.main.limits.message_bytes or arrived.content_type not in PAYLOADS:
        return ()
    try:
        admit(read(arrived, book.feed, key), book, dialect, today)
    except Turned as turned:
        return turned.faults
    return ()


def _outer_faults(arrived: Arrived, book: Book) -> list[Fault]:
    inbound = book.main.inbound
    faults = []
    if len(arrived.body) > book.main.limits.message_bytes:
        faults.append(Fault("message", "too-large"))
    if inbound is None or PAYLOADS.get(arrived.content_type) not in inbound.payloads:
        faults.append(Fault("content_type", "not-accepted"))
    if not _MESSAGE_ID.match(arrived.message_id):
        faults.append(Fault("message_id", "invalid" if arrived.message_id else "missing"))
    if arrived.user_id and arrived.user_id != f"agency-{book.feed}":
        faults.append(Fault("user_id", "wrong-agency"))
    return faults


def _closed(agreement: Agreement, today: date) -> Iterator[Fault]:
    """Yield why nothing may come in today; a clause that names no field lets nothing pass."""
    inbound, standing = agreement.inbound, agreement.standing_on(today)
    if not standing.allowed:
        yield Fault("agreement", standing.reason)
    elif inbound is None or not inbound.fields:
        yield Fault("agreement", "nothing-may-come-in")
    elif not standing.permits(inbound.clause):
        yield Fault("agreement", "clause-not-in-force")


def _against(submission: ReferralSubmission, inbound: Inbound) -> Iterator[Fault]:
    yield from faults_of_any(submission)
    yield from _wrong_participants(submission, inbound)
    yield from restrictions.faults_of(inbound.restrictions, submission)


def _under(submission: ReferralSubmission, inbound: Inbound) -> ReferralSubmission:
    """Return the submission with what the agreement itself says of it: its pathway and source."""
    said = {"pathway": inbound.pathway, "source": inbound.source}
    return submission.model_copy(update={k: v for k, v in said.items() if v is not None})


def read(arrived: Arrived, agency: str, key: SealingKey) -> dict[str, Any]:
    """Return a message's content, opened if sealed. Raises ``Turned`` when it cannot be read."""
    body = arrived.body
    if arrived.content_type == SEALED:
        try:
            body = key.open(body, sealing_context(agency))
        except RedressError:
            raise Turned(Fault("message", "cannot-be-opened"), held=True) from None
    try:
        content = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Turned(Fault("message", "unparseable"), held=True) from None
    if not isinstance(content, dict):
        raise Turned(Fault("message", "not-an-object"), held=True)
    return content


def _wrong_participants(submission: ReferralSubmission, inbound: Inbound) -> Iterator[Fault]:
    for side, people in (("harmed", submission.harmed), ("responsible", submission.responsible)):
        for at, person in enumerate(people):
            if person.role.value not in inbound.participants:
                yield Fault(f"{side}.{at}", "participant-not-in-agreement")
