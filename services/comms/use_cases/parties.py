"""One side's file: all that may reach it, built from its compartments and from nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.comms.domain.compartments import Reader
from services.comms.domain.items import StepKind
from services.comms.domain.sending import in_force
from services.comms.store import items as item_store
from services.comms.store import meetings, policies, process, projections, rows
from services.comms.store import process_tables as p
from services.comms.store import relay_tables as t
from services.comms.store.tables import items
from services.comms.use_cases.agreeing import standing_of, undertakings_of
from services.comms.use_cases.arranging import venue_of
from services.comms.use_cases.noting import notes_of, words_of
from services.comms.use_cases.seeing import require_sight
from services.comms.use_cases.telling_both import Known, known_of, require_told
from shared.contracts.codes import AgreementKind
from shared.contracts.comms import relay
from shared.contracts.comms.codes import Compartment, DeliveryWay, NoticeState, NoticeWording
from shared.kernel.clock import local_day
from shared.kernel.errors import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from shared.messaging.context import Context
    from shared.messaging.runtime import Runtime
    from shared.messaging.unit_of_work import UnitOfWork


def party_file(runtime: Runtime, context: Context, request: relay.AskPartyFile) -> relay.PartyFile:
    """Return what one side may see of a case, for a copy to one of its people; audited.

    The words of its agreements are looked through first, as before any copy of one.

    Raises ``Refused`` (``whose-file``) when it is not said for whom, and the side's people are in
    several strands; and as ``require_told`` says.
    """
    with runtime.transaction(context.with_(mark=None)) as uow:
        require_sight(uow.connection, uow.actor, request.case_id)
        agreed = [row.agreement_id for row in _agreed(uow, request, _reader(uow, request))]
    known = {one: known_of(runtime, context, request.case_id, one) for one in agreed}
    with runtime.transaction(context) as uow:
        return _file(uow, request, known)


def _file(
    uow: UnitOfWork, request: relay.AskPartyFile, known: Mapping[UUID, Known]
) -> relay.PartyFile:
    require_sight(uow.connection, uow.actor, request.case_id)
    reader = _reader(uow, request)
    uow.audit(
        "party_file_read",
        subject=f"case/{request.case_id}",
        purpose=request.purpose.value,
        side=request.side,
        **({"person": request.person_id} if request.person_id else {}),
    )
    return relay.PartyFile(
        side=request.side,
        items=tuple(_items(uow, request, reader)),
        meetings=tuple(_meetings(uow, request, reader)),
        agreements=tuple(_agreements(uow, request, reader, known)),
        notes=tuple(
            words_of(uow, row)
            for row in notes_of(uow, request.case_id)
            if reader.may_read(Compartment(row.compartment), row.strand_id)
        ),
        notices=tuple(_notices(uow, request)),
    )


def _reader(uow: UnitOfWork, request: relay.AskPartyFile) -> Reader:
    of_side = {"case_id": request.case_id, "side": request.side.value}
    if request.person_id is not None:
        of_side["person_id"] = request.person_id
    strands = {row.strand_id for row in rows.listed(uow.connection, p.participants, **of_side)}
    if request.person_id is not None and not strands:
        raise NotFound("participant-unknown", person=request.person_id)
    if request.person_id is None and len(strands) > 1:
        raise Refused("whose-file", case=request.case_id)
    every = {one.strand_id for one in projections.strands_of(uow.connection, request.case_id)}
    return Reader(
        side=request.side,
        strands=frozenset(strands),
        person=request.person_id,
        alone=every == strands,
    )


def _items(uow: UnitOfWork, request: relay.AskPartyFile, reader: Reader) -> list[relay.PartyItem]:
    composed = {
        row.item_id: row.composed_at
        for row in rows.listed(uow.connection, items, case_id=request.case_id)
    }
    found = []
    for item in item_store.items_of(uow.connection, request.case_id):
        if not reader.has(item):
            continue
        text, _ = item_store.words_of(uow.connection, uow.keys, item)
        delivered = item.last(StepKind.DELIVERED) if item.is_delivered else None
        found.append(
            relay.PartyItem(
                kind=item.kind,
                written_by_them=item.from_side is request.side,
                text=text,
                at=delivered.at if delivered else composed[item.item_id],
                way=DeliveryWay(delivered.reason) if delivered and delivered.reason else None,
            )
        )
    return found


def _meetings(
    uow: UnitOfWork, request: relay.AskPartyFile, reader: Reader
) -> list[relay.PartyMeeting]:
    return [
        relay.PartyMeeting(
            purpose=meeting.purpose.value,
            place=row.place,
            starts_at=row.starts_at,
            minutes=row.minutes,
            venue=venue_of(uow, row) if reader.may_know_venue(meeting) else None,
        )
        for row, meeting in meetings.of_case(uow.connection, request.case_id)
        if reader.was_invited(meeting, row.strand_id)
    ]


def _agreed(uow: UnitOfWork, request: relay.AskPartyFile, reader: Reader) -> list[Any]:
    found = process.agreements_of(uow.connection, request.case_id)
    return [row for row in found if row.strand_id in reader.strands]


def _agreements(
    uow: UnitOfWork, request: relay.AskPartyFile, reader: Reader, known: Mapping[UUID, Known]
) -> list[relay.PartyAgreement]:
    agreed = _agreed(uow, request, reader)
    for row in agreed:
        require_told(uow, row, known.get(row.agreement_id, ()))
    return [
        relay.PartyAgreement(
            kind=AgreementKind(row.kind),
            standing=standing_of(uow, row).value,
            undertakings=tuple(one.text for one in undertakings_of(uow, row)),
            reached_at=row.reached_at,
        )
        for row in agreed
    ]


def _notices(uow: UnitOfWork, request: relay.AskPartyFile) -> list[relay.PartyNotice]:
    side = {"case_id": request.case_id, "side": request.side.value}
    found = rows.listed(uow.connection, p.participants, **side)
    people = {row.person_id for row in found if request.person_id in (None, row.person_id)}
    versions = policies.notice_policies()
    sent = {"case_id": request.case_id, "state": NoticeState.SENT.value}
    return [
        relay.PartyNotice(
            channel=row.channel,
            text=in_force(versions, local_day(row.sent_at)).wordings[NoticeWording(row.wording)],
            at=row.sent_at,
        )
        for row in rows.listed(uow.connection, t.sent_notices, "asked_at", **sent)
        if row.person_id in people
    ]
