"""Deciding about likeness: possible matches, persons merged and unmerged, their identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.consents import may_be_sought
from services.intake.domain.identifiers import masked
from services.intake.store import matching
from services.intake.use_cases.calling_off import of_refused
from services.intake.use_cases.finding import like
from services.intake.use_cases.likeness import compared
from services.intake.use_cases.people import (
    keep_reading,
    person_of,
    records_of,
    sealed,
    words_of,
)
from services.intake.use_cases.telling import tell
from services.intake.use_cases.visibility import visible_case
from shared.contracts.base import Nothing
from shared.contracts.intake.codes import IdentifierKind, MatchDecision, MatchGrade
from shared.contracts.intake.entry import (
    AskIdentifiers,
    DecideMatch,
    FindMatches,
    Identifiers,
    IdentifierView,
    ListMatches,
    Matches,
    MatchView,
    MergePersons,
    PersonsMerged,
    PossibleMatch,
    PossibleMatches,
    UnmergePersons,
)
from shared.contracts.intake.identity import PersonsMergedV1, PersonsUnmergedV1
from shared.contracts.intake.joining import ListMerges, Merges, MergeView
from shared.kernel.errors import NotFound, Refused
from shared.leases import register
from shared.store.case_keys import PersonalDataErased

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork


def find_matches(uow: UnitOfWork, request: FindMatches) -> Matches:
    """Return which cases a referral is like, and why, before it is submitted.

    That is looking for somebody by what is known of them: each case found says who looked.
    """
    found = like(uow, compared(uow.blind, request.submission))
    named = matching.references_of(uow.connection, [one.case_id for one in found])
    why = "before-submitting"
    uow.audit("matches.sought", subject="intake", purpose=why, found=len(found))
    for case_id in sorted({one.case_id for one in found}):
        uow.audit("search.read", subject=f"case/{case_id}", purpose=why)
    return Matches(
        matches=tuple(
            MatchView(
                case_id=one.case_id,
                reference=named[one.case_id][0],
                closed=named[one.case_id][1],
                grade=one.verdict.grade,
                points=round(one.verdict.points),
                reasons=one.verdict.reasons,
            )
            for one in found
        )
    )


def possible_matches(uow: UnitOfWork, request: ListMatches) -> PossibleMatches:
    """Return what waits for a decision; for one case everything, decided or not."""
    if request.case_id is not None:
        visible_case(uow, request.case_id)
    rows = matching.possible(uow.connection, case_id=request.case_id, limit=request.limit)
    return PossibleMatches(matches=tuple(_view(row) for row in rows))


def decide_match(uow: UnitOfWork, request: DecideMatch) -> Nothing:
    """Keep what a person decided about a possible match, and why.

    Raises:
        NotFound: no such match of this case.
        Refused: ``match-decided`` already.

    """
    visible_case(uow, request.case_id)
    found = matching.match_of(uow.connection, request.case_id, request.match_id)
    if found is None:
        raise NotFound("match-unknown", match=request.match_id)
    if found.decision is not None:
        raise Refused("match-decided", match=request.match_id)
    changes = {
        "decision": request.decision.value,
        "reason": sealed(uow, request.case_id, request.reason, "possible_matches.reason"),
        "decided_by": uow.actor.id,
        "decided_at": uow.now(),
    }
    matching.decide(uow.connection, request.match_id, changes)
    uow.audit(
        "match.decided",
        subject=f"case/{request.case_id}",
        match=request.match_id,
        decision=request.decision,
        other_case=found.other_case_id,
    )
    return Nothing()


def merge_persons(uow: UnitOfWork, request: MergePersons) -> PersonsMerged:
    """Say that two records are one person; each record stays whole where it is.

    Raises:
        NotFound: no such case or person.
        Refused: ``same-record``, ``already-merged``.

    """
    for case_id, person_id in _ends(request):
        visible_case(uow, case_id)
        person_of(uow, case_id, person_id)
    if request.person_id == request.other_person_id:
        raise Refused("same-record", person=request.person_id)
    if request.other_person_id in _merged_with(uow, request.person_id):
        raise Refused("already-merged", person=request.person_id)
    merge_id = uow.ids.new()
    row = {
        **request.model_dump(exclude={"reason"}),
        "merge_id": merge_id,
        "reason": sealed(uow, request.case_id, request.reason, "person_merges.reason"),
        "merged_by": uow.actor.id,
        "merged_at": uow.now(),
    }
    matching.add_merge(uow.connection, row)
    for case_id in sorted({case_id for case_id, _ in _ends(request)}):
        register.end(uow, case_id, "persons_merged")  # a no under one record is a no under both
    uow.announce(
        PersonsMergedV1(
            **request.model_dump(exclude={"reason"}),
            merge_id=merge_id,
            may_be_sought=_may_be_sought(uow, request),
            merged_at=row["merged_at"],
        )
    )
    for ended in of_refused(uow, [request.person_id]):
        tell(uow, ended.case_id, ended)
    for case_id, person_id in _ends(request):
        uow.audit("persons.merged", subject=f"case/{case_id}", merge=merge_id, person=person_id)
    return PersonsMerged(merge_id=merge_id)


def unmerge_persons(uow: UnitOfWork, request: UnmergePersons) -> Nothing:
    """Take a merge back: both records are again what they were, and the merge stays on record."""
    visible_case(uow, request.case_id)
    found = matching.merge_of(uow.connection, request.case_id, request.merge_id)
    if found is None:
        raise NotFound("merge-unknown", merge=request.merge_id)
    if found.unmerged_at is not None:
        raise Refused("merge-taken-back", merge=request.merge_id)
    changes = {
        "unmerge_reason": sealed(
            uow, request.case_id, request.reason, "person_merges.unmerge_reason"
        ),
        "unmerged_by": uow.actor.id,
        "unmerged_at": uow.now(),
    }
    matching.end_merge(uow.connection, request.merge_id, changes)
    uow.announce(
        PersonsUnmergedV1(
            case_id=found.case_id,
            merge_id=request.merge_id,
            person_id=found.person_id,
            other_case_id=found.other_case_id,
            other_person_id=found.other_person_id,
            unmerged_at=changes["unmerged_at"],
        )
    )
    for case_id in (found.case_id, found.other_case_id):
        uow.audit("persons.unmerged", subject=f"case/{case_id}", merge=request.merge_id)
    return Nothing()


def merges(uow: UnitOfWork, request: ListMerges) -> Merges:
    """Return who of a case is taken for one person with another record, as far as it stands."""
    visible_case(uow, request.case_id)
    rows = matching.merges_about(uow.connection, request.case_id)
    shown = set(MergeView.model_fields)
    return Merges(
        merges=tuple(
            MergeView.model_validate({name: getattr(row, name) for name in shown}) for row in rows
        )
    )


def person_identifiers(uow: UnitOfWork, request: AskIdentifiers) -> Identifiers:
    """Return by what a person is and was known, over all records merged with theirs; audited."""
    visible_case(uow, request.case_id)
    person_of(uow, request.case_id, request.person_id)
    others = _merged_with(uow, request.person_id)
    rows = matching.identifiers_of(uow.connection, {request.person_id, *others})
    reading = keep_reading(uow, request.case_id, request.person_id, request.purpose)
    uow.audit(
        "identifiers.read",
        subject=f"case/{request.case_id}",
        unmasked=request.unmasked,
        count=len(rows),
        **reading,
    )
    views = [_identifier(uow, row, unmasked=request.unmasked) for row in rows]
    return Identifiers(
        identifiers=tuple(view for view in views if view is not None),
        merged_with=tuple(sorted(others)),
    )


def _ends(request: MergePersons) -> tuple[tuple[UUID, UUID], tuple[UUID, UUID]]:
    return (
        (request.case_id, request.person_id),
        (request.other_case_id, request.other_person_id),
    )


def _may_be_sought(uow: UnitOfWork, request: MergePersons) -> bool:
    """Whether a person's words under both records leave them to be looked for or reached."""
    words = words_of(uow, request.case_id, request.person_id)
    return may_be_sought(words, records_of(uow, [request.person_id]))


def _merged_with(uow: UnitOfWork, person_id: UUID) -> frozenset[UUID]:
    """Return every other record of one person."""
    return frozenset(records_of(uow, [person_id])) - {person_id}


def _identifier(uow: UnitOfWork, row: Any, *, unmasked: bool) -> IdentifierView | None:
    if row.value is None:
        return None
    try:
        value = uow.keys.open(row.case_id, row.value, "identifiers.value")
    except PersonalDataErased:
        return None
    return IdentifierView(
        kind=IdentifierKind(row.kind),
        shown=value if unmasked else masked(value),
        case_id=row.case_id,
        person_id=row.person_id,
        recorded_at=row.recorded_at,
        warning=row.warning,
    )


def _view(row: Any) -> PossibleMatch:
    return PossibleMatch(
        match_id=row.match_id,
        case_id=row.case_id,
        referral_id=row.referral_id,
        other_case_id=row.other_case_id,
        grade=MatchGrade(row.grade),
        points=row.points,
        reasons=tuple(row.reasons.split(",")) if row.reasons else (),
        found_at=row.found_at,
        decision=MatchDecision(row.decision) if row.decision else None,
        decided_at=row.decided_at,
    )
