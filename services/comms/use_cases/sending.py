"""Short notices to participants: asked for, sent when that is safe, never twice.

Before each try intake says whether contact is safe at this moment, and then where to. No answer, or
any objection, and the notice waits; the job ``send-notices`` tries again. A sending that was begun and
never ended (the process died) may have arrived: it is left uncertain, for a person to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.comms.domain import sending as rules
from services.comms.domain.sending import Provider
from services.comms.store import policies, projections, providers, rows
from services.comms.store.process_tables import participants
from services.comms.store.relay_tables import sent_notices
from services.comms.use_cases.seeing import require_sight
from shared.contracts.comms import sending as contract
from shared.contracts.comms.codes import NoticeChannel, NoticeState, NoticeWording
from shared.contracts.intake import contact
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import ContactChannel
from shared.kernel.errors import NotFound, RedressError, Unavailable

if TYPE_CHECKING:
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

PURPOSE = "Sending a short notice."
_CHANNELS = {NoticeChannel.TEXT: ContactChannel.TEXT, NoticeChannel.EMAIL: ContactChannel.EMAIL}
Carrier = Callable[["Runtime", UUID, UUID], Provider]


def send_notice(
    runtime: Runtime, context: Context, request: contract.SendNotice
) -> contract.NoticeTaken:
    """Take a notice and try it at once; what cannot be sent safely now waits."""
    with runtime.transaction(context) as uow:
        notice_id = _take(uow, request)
    return try_notice(runtime, notice_id)


def _take(uow: UnitOfWork, request: contract.SendNotice) -> UUID:
    require_sight(uow.connection, uow.actor, request.case_id)
    which = {"case_id": request.case_id, "person_id": request.person_id}
    if not rows.listed(uow.connection, participants, **which):
        raise NotFound("participant-unknown", person=request.person_id)
    notice_id = uow.ids.new()
    row = {
        **which,
        "notice_id": notice_id,
        "channel": request.channel.value,
        "wording": request.wording.value,
        "state": NoticeState.WAITING.value,
        "objections": "",
        "tries": 0,
        "by_user": uow.actor.id,
        "asked_at": uow.now(),
    }
    rows.add(uow.connection, sent_notices, row)
    uow.audit("notice_asked_for", subject=f"case/{request.case_id}", notice=notice_id)
    return notice_id


def try_notice(
    runtime: Runtime, notice_id: UUID, carrier: Carrier = providers.LocalOutbox
) -> contract.NoticeTaken:
    """Try one notice that waits. Asks intake first, then begins, sends, and ends."""
    with runtime.store.reading() as connection:
        row = rows.find(connection, sent_notices, notice_id=notice_id)
    if row is None or row.state != NoticeState.WAITING.value:
        raise NotFound("notice-unknown", notice=notice_id)
    objections, address = _ask(runtime, row)
    with runtime.transaction() as uow:
        begun = _begin(uow, notice_id, objections)
    if begun.state is not NoticeState.SENDING or address is None:
        return begun
    channel, text = NoticeChannel(row.channel), _text(runtime, row)
    try:
        carrier(runtime, row.case_id, notice_id).send(channel, address, text)
    except Unavailable:
        return _end(runtime, notice_id, NoticeState.WAITING, ("provider-away",))
    return _end(runtime, notice_id, NoticeState.SENT, ())


def _ask(runtime: Runtime, row: Any) -> tuple[tuple[str, ...], str | None]:
    """Return why it must not be sent now, and else where to, as intake knows at this moment."""
    about = {"case_id": row.case_id, "person_id": row.person_id, "purpose": PURPOSE}
    channel = NoticeChannel(row.channel)
    try:
        advice = runtime.ask(
            contact.CONTACT_ADVICE, contact.AskContact(**about, channel=_CHANNELS[channel])
        )
        if not isinstance(advice, contact.ContactAdvice) or not advice.allowed:
            return getattr(advice, "objections", ()) or ("no-answer",), None
        shown = runtime.ask(intake.REVEAL_PERSON, intake.RevealPerson(**about))
    except RedressError as fault:
        return (fault.code,), None
    if not isinstance(shown, intake.PersonRevealed):
        return ("no-answer",), None
    person = shown.person
    address = person.phone if channel is NoticeChannel.TEXT else person.email
    return ((), address) if address else (("address-unknown",), None)


def _begin(uow: UnitOfWork, notice_id: UUID, objections: tuple[str, ...]) -> contract.NoticeTaken:
    """Mark the sending as begun, unless something objects, a limit is reached, or another did."""
    row = rows.find(uow.connection, sent_notices, notice_id=notice_id)
    assert row is not None
    projections.lock_case(uow.connection, row.case_id)
    row = rows.find(uow.connection, sent_notices, notice_id=notice_id)
    if row is None or row.state != NoticeState.WAITING.value:
        raise NotFound("notice-unknown", notice=notice_id)
    policy = rules.in_force(policies.notice_policies(), uow.today())
    objections = objections or _limits(uow, row, policy)
    tries = row.tries + 1
    state = NoticeState.WAITING if objections else NoticeState.SENDING
    if objections and tries >= policy.tries:
        state = NoticeState.GIVEN_UP
    changes = {"state": state.value, "objections": ",".join(objections)[:200], "tries": tries}
    if state is NoticeState.SENDING:
        changes["tried_at"] = uow.now()
    rows.change(uow.connection, sent_notices, {"notice_id": notice_id}, **changes)
    return contract.NoticeTaken(notice_id=notice_id, state=state, objections=objections)


def _limits(uow: UnitOfWork, row: Any, policy: rules.NoticePolicy) -> tuple[str, ...]:
    recent = rows.since(uow.connection, sent_notices, "tried_at", uow.now() - rules.HOUR)
    return rules.too_many(
        policy,
        uow.now(),
        to_person=[one.tried_at for one in recent if one.person_id == row.person_id],
        to_all=[one.tried_at for one in recent],
    )


def _text(runtime: Runtime, row: Any) -> str:
    policy = rules.in_force(policies.notice_policies(), runtime.clock.today())
    return policy.wordings[NoticeWording(row.wording)]


def _end(
    runtime: Runtime, notice_id: UUID, state: NoticeState, objections: tuple[str, ...]
) -> contract.NoticeTaken:
    with runtime.transaction() as uow:
        row = rows.find(uow.connection, sent_notices, notice_id=notice_id)
        assert row is not None
        changes: dict[str, Any] = {"state": state.value, "objections": ",".join(objections)}
        if state is NoticeState.SENT:
            changes["sent_at"] = uow.now()
        rows.change(uow.connection, sent_notices, {"notice_id": notice_id}, **changes)
        uow.audit(f"notice_{state.value}", subject=f"case/{row.case_id}", notice=notice_id)
    return contract.NoticeTaken(notice_id=notice_id, state=state, objections=objections)


def send_waiting(runtime: Runtime) -> dict[str, int]:
    """Try every notice that waits, and mark as uncertain what was begun long ago; count by state."""
    counts: dict[str, int] = {}
    with runtime.transaction() as uow:
        for row in rows.listed(uow.connection, sent_notices, state=NoticeState.SENDING.value):
            if row.tried_at < uow.now() - rules.UNANSWERED_AFTER:
                which = {"notice_id": row.notice_id}
                rows.change(uow.connection, sent_notices, which, state=NoticeState.UNCERTAIN.value)
                counts["uncertain"] = counts.get("uncertain", 0) + 1
    with runtime.store.reading() as connection:
        waiting = rows.listed(connection, sent_notices, "asked_at", state=NoticeState.WAITING.value)
    for row in waiting:
        state = try_notice(runtime, row.notice_id).state.value
        counts[state] = counts.get(state, 0) + 1
    return counts


def list_sent(uow: UnitOfWork, request: contract.AskSentNotices) -> contract.SentNotices:
    """Show which notices were asked for in a case, and what became of them."""
    require_sight(uow.connection, uow.actor, request.case_id)
    found = rows.listed(uow.connection, sent_notices, "asked_at", case_id=request.case_id)
    return contract.SentNotices(
        notices=tuple(
            contract.SentNoticeView(
                notice_id=row.notice_id,
                person_id=row.person_id,
                channel=NoticeChannel(row.channel),
                wording=NoticeWording(row.wording),
                state=NoticeState(row.state),
                asked_at=row.asked_at,
                sent_at=row.sent_at,
                objections=tuple(code for code in row.objections.split(",") if code),
            )
            for row in found
        )
    )
