"""What may be read: cases without names, the timeline, one person for a stated purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.intake.domain.endings import days_between
from services.intake.domain.identifiers import masked
from services.intake.domain.reference import parse_reference
from services.intake.domain.stages import rank_of, stage_at
from services.intake.store import cases, joining, legal_holds, referrals, work
from services.intake.store.cases import CaseRecord
from services.intake.store.reference import public_events
from services.intake.use_cases.people import (
    keep_reading,
    opened,
    person_of,
    purposes_in_words,
)
from services.intake.use_cases.visibility import may_see, sight_of, visible_case
from shared.audit.looking import looks_at
from shared.contracts.codes import Engagement, Outcome, ParticipantRole, Side
from shared.contracts.intake.people import PersonView
from shared.contracts.intake.rpc import (
    AgencyRequestView,
    CaseById,
    CaseByReference,
    CaseFound,
    CaseList,
    CaseSummary,
    CaseTimeline,
    CaseView,
    ConsentView,
    ListCases,
    ParticipantView,
    PersonRevealed,
    RevealPerson,
    StrandView,
    Timeline,
    TimelineEntry,
    TimelineMarker,
)
from shared.contracts.intake.waiting import AskReferences, CaseName, References
from shared.contracts.looking import AskLooks, Looks
from shared.contracts.screening.events import EligibilityDecidedV1
from shared.kernel.clock import local_day
from shared.kernel.errors import NotFound

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def case(uow: UnitOfWork, request: CaseById) -> CaseView:
    """Return a case as the registry knows it, without names."""
    found = visible_case(uow, request.case_id)
    summary = summaries(uow, [found])[0]
    before, after = cases.beside(uow.connection, found.case_id)
    return CaseView(
        **(summary.model_dump() | {"primary_outcome": _main_outcome(uow, found)}),
        referral_ids=tuple(cases.referral_ids(uow.connection, found.case_id)),
        participants=tuple(
            ParticipantView(
                person_id=row.person_id, role=ParticipantRole(row.role), side=Side(row.side)
            )
            for row in referrals.persons_of(uow.connection, found.case_id)
        ),
        strands=_strands(uow, found.case_id),
        consents=tuple(
            ConsentView.model_validate(dict(row._mapping))  # noqa: SLF001 - SQLAlchemy's public name
            for row in work.consent_rows(uow.connection, found.case_id)
        ),
        agency_requests=_requests(uow, found.case_id),
        joined_into_case_id=found.joined_into,
        joined_case_ids=tuple(joining.joined_into(uow.connection, found.case_id)),
        predecessor_case_id=before,
        successor_case_id=after,
        under_legal_hold=bool(legal_holds.standing(uow.connection, case_id=found.case_id, limit=1)),
    )


def _main_outcome(uow: UnitOfWork, found: CaseRecord) -> str | None:
    """Return the main outcome as soon as it is recorded: a case is closed with it."""
    recorded = work.outcomes_of(uow.connection, found.case_id)
    return next((row.outcome for row in recorded if row.is_primary), found.primary_outcome)


def find_case(uow: UnitOfWork, request: CaseByReference) -> CaseFound:
    """Return the case behind a reference, as somebody typed it; a joined one leads to the other.

    Whoever opens a case in an emergency may know its reference alone: the gateway vouches for that.
    """
    reference = parse_reference(request.reference)
    opening = request.reference in uow.actor.opened
    found = cases.case_by_reference(uow.connection, reference) if reference else None
    if found is not None and found.joined_into is not None:
        found = cases.case_by_id(uow.connection, found.joined_into)
    if found is None or not (opening or may_see(uow, found)):
        raise NotFound("case-unknown")
    return CaseFound(case_id=found.case_id, reference=found.reference)


def list_cases(uow: UnitOfWork, request: ListCases) -> CaseList:
    """Return the cases that the actor may see, in the order asked for."""
    listing = cases.Listing(
        limit=request.limit,
        rank=rank_of(request.stage) if request.stage else None,
        oldest_first=request.oldest_first,
        before=request.before,
        after=request.after,
    )
    found = cases.list_cases(uow.connection, listing, sight=sight_of(uow.actor))
    return CaseList(cases=tuple(summaries(uow, found)))


def references(uow: UnitOfWork, request: AskReferences) -> References:
    """Return what the cases that the actor may see are called."""
    found = cases.references(uow.connection, request.case_ids, sight=sight_of(uow.actor))
    return References(cases=tuple(CaseName(case_id=id_, reference=name) for id_, name in found))


def case_timeline(uow: UnitOfWork, request: CaseTimeline) -> Timeline:
    """Return what happened in a case, as codes, and what happened to everybody meanwhile."""
    case = visible_case(uow, request.case_id)
    first, last = local_day(case.opened_at), local_day(case.closed_at or uow.now())
    entries = cases.timeline_after(uow.connection, request.case_id, request.after)
    return Timeline(
        entries=tuple(
            TimelineEntry(
                number=number,
                at=entry.at,
                event=entry.event,
                producer=entry.producer,
                codes=entry.codes,
            )
            for number, entry in entries
        ),
        markers=tuple(
            TimelineMarker(on=one.on, event=one.code)
            for one in public_events()
            if first <= one.on <= last
        ),
    )


def reveal_person(uow: UnitOfWork, request: RevealPerson) -> PersonRevealed:
    """Return one person's details. The purpose is kept with the reading.

    A purpose in words may name somebody, so it is sealed; the audit has it when it is a code.
    Identifiers are masked here; ``person_identifiers`` shows them in full to who asks for that.
    """
    visible_case(uow, request.case_id)
    row = person_of(uow, request.case_id, request.person_id)
    person = opened(uow, row)
    reading = keep_reading(uow, request.case_id, request.person_id, request.purpose)
    uow.audit("person.revealed", subject=f"case/{request.case_id}", **reading)
    shown = person.model_dump(include=set(PersonView.model_fields) - {"person_id"})
    if person.prison_number:
        shown["prison_number"] = masked(person.prison_number)
    return PersonRevealed(person=PersonView(person_id=str(request.person_id), **shown))


def looks(uow: UnitOfWork, request: AskLooks) -> Looks:
    """Return who read something of a case here, and what for, in their own words where they used any."""
    visible_case(uow, request.case_id)
    return looks_at(uow.connection, request, lambda ids: purposes_in_words(uow, ids))


def summaries(uow: UnitOfWork, found: list[CaseRecord]) -> list[CaseSummary]:
    """Return cases as lists show them."""
    ids = [one.case_id for one in found]
    held = {case_id for case_id, _ in work.open_holds(uow.connection, ids)}
    decided = cases.newest_codes(uow.connection, ids, EligibilityDecidedV1.type())
    return [
        CaseSummary(
            case_id=record.case_id,
            reference=record.reference,
            stage=stage_at(record.stage_rank),
            on_hold=record.case_id in held,
            opened_at=record.opened_at,
            closed_at=record.closed_at,
            primary_outcome=Outcome(record.primary_outcome) if record.primary_outcome else None,
            decision=decided.get(record.case_id, {}).get("decision"),
        )
        for record in found
    ]


def _strands(uow: UnitOfWork, case_id: UUID) -> tuple[StrandView, ...]:
    stands = {
        (row.strand_id, row.person_id): Engagement(row.engagement)
        for row in work.engagements_of(uow.connection, case_id)
    }
    ended = work.outcomes_of(uow.connection, case_id)
    return tuple(
        StrandView(
            strand_id=strand.strand_id,
            harmed_ids=strand.harmed_ids,
            responsible_id=strand.responsible_id,
            engagement={
                str(person): stands.get((strand.strand_id, person), Engagement.NOT_YET_CONTACTED)
                for person in sorted(strand.people())
            },
            outcomes=tuple(
                Outcome(row.outcome) for row in ended if row.strand_id in (None, strand.strand_id)
            ),
        )
        for strand in cases.strands_of(uow.connection, case_id)
    )


def _requests(uow: UnitOfWork, case_id: UUID) -> tuple[AgencyRequestView, ...]:
    today = uow.today()
    views = []
    for row in work.agency_requests_of(uow.connection, case_id):
        ended = row.answered_at or row.lapsed_at or row.called_off_at
        until = local_day(ended) if ended else today
        waiting = days_between(local_day(row.opened_at).toordinal(), until.toordinal())
        fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
        views.append(AgencyRequestView.model_validate({**fields, "days_waiting": waiting}))
    return tuple(views)
