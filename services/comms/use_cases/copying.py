"""Copies for those who take part: an agreement on paper, and when to come as a calendar file.

Both are built without anybody's name: whoever finds one learns nothing of the case.
"""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING, Any

from services.comms.domain import meetings as rules
from services.comms.domain.meetings import Meeting
from services.comms.rendering.agreement import Paper, Promise, Signature, agreement_page
from services.comms.rendering.calendar import Appointment, calendar_file, uid_for
from services.comms.store import relay_tables as t
from services.comms.store import rows
from services.comms.use_cases.agreeing import (
    breach_route_of,
    require_agreement,
    text_hash_now,
    undertakings_of,
)
from services.comms.use_cases.arranging import require_meeting
from services.comms.use_cases.telling_both import Known, known_of, require_told
from shared.contracts.comms import papers
from shared.contracts.comms.codes import SignedHow
from shared.kernel.clock import local_day
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork

PDF, CALENDAR = "application/pdf", "text/calendar"


def print_agreement(
    runtime: Runtime, context: Context, request: papers.PrintAgreement
) -> papers.PaperFile:
    """Give an agreement as a page: its exact words, the signatures on record, and their hash (PRC-05).

    Paper cannot be called back, and both parties hold a copy: the words are looked through again by
    what intake knows at this moment (``Unavailable`` when it does not answer).

    Raises ``Refused``: ``agreement-altered`` when the stored words are not those that were hashed,
    ``agreement-without-hash`` for one from before words were hashed; and as ``require_told`` says.
    """
    known = known_of(runtime, context, request.case_id, request.agreement_id)
    with runtime.transaction(context) as uow:
        return _printed(uow, request, known)


def _printed(uow: UnitOfWork, request: papers.PrintAgreement, known: Known) -> papers.PaperFile:
    row = require_agreement(uow, request.case_id, request.agreement_id)
    terms = rows.find(uow.connection, t.agreement_terms, agreement_id=row.agreement_id)
    if terms is None:
        raise Refused("agreement-without-hash", agreement=row.agreement_id)
    if text_hash_now(uow, row) != terms.text_hash:
        raise Refused("agreement-altered", agreement=row.agreement_id)
    require_told(uow, row, known)
    page = agreement_page(_paper(uow, row, terms.text_hash, terms.ends_on))
    uow.audit(
        "agreement_printed",
        subject=f"case/{request.case_id}",
        purpose="copy",
        agreement=row.agreement_id,
        hash=terms.text_hash,
    )
    return _file(page, PDF)


def _paper(uow: UnitOfWork, row: Any, text_hash: str, ends_on: date | None) -> Paper:
    return Paper(
        reached_on=local_day(row.reached_at),
        promises=tuple(
            Promise(one.by_side.value, one.text, one.due_on) for one in undertakings_of(uow, row)
        ),
        text_hash=text_hash,
        signatures=_signatures(uow, row),
        breach_route=breach_route_of(uow, row),
        ends_on=ends_on,
    )


def _signatures(uow: UnitOfWork, row: Any) -> tuple[Signature, ...]:
    which = {"agreement_id": row.agreement_id}
    signatories = rows.listed(uow.connection, t.agreement_signatories, **which)
    sides = {one.person_id: one.side for one in signatories}
    return tuple(
        Signature(sides[one.person_id], SignedHow(one.how).value, local_day(one.at))
        for one in rows.listed(uow.connection, t.agreement_signatures, "at", **which)
    )


def appointment_file(uow: UnitOfWork, request: papers.AskAppointment) -> papers.PaperFile:
    """Give one who is to come their own time as a calendar file, without what, where or with whom.

    Once a meeting was moved, undone or cancelled, the file takes the old time back.

    Raises ``NotFound`` for whoever is not invited, ``Refused`` (``meeting-not-confirmed``) for what
    was never confirmed: who is told of a time before it is safe and agreed may come to harm.
    """
    row, meeting = require_meeting(uow, request.case_id, request.meeting_id)
    coming = next((one for one in meeting.people if one.who == request.who), None)
    if coming is None:
        raise NotFound("participant-unknown", meeting=meeting.meeting_id)
    rules.require_once_confirmed(meeting)
    begins = coming.arrives_at or row.starts_at
    file = calendar_file(
        Appointment(
            uid=uid_for(meeting.meeting_id, request.who, _key(uow, meeting)),
            starts_at=begins,
            minutes=row.minutes + int((row.starts_at - begins).total_seconds() // 60),
            written_at=uow.now(),
            sequence=meeting.changes,
            cancelled=not meeting.stands_confirmed,
        )
    )
    uow.audit(
        "appointment_given",
        subject=f"case/{request.case_id}",
        purpose="invitation",
        meeting=meeting.meeting_id,
    )
    return _file(file, CALENDAR)


def _key(uow: UnitOfWork, meeting: Meeting) -> bytes:
    """A secret of this service for this meeting: nobody else can tell two files to be of one."""
    return uow.blind("appointment", str(meeting.meeting_id))


def _file(content: bytes, media_type: str) -> papers.PaperFile:
    return papers.PaperFile(content=base64.b64encode(content).decode(), media_type=media_type)
