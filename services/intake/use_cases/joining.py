"""Joining two cases that are one harm: the one ends, and everything of it goes on in the other.

A join is a decision of staff with a reason; nothing is joined by being alike. Rows move with their
history, sealed anew under the key of the case that goes on; two records of one person stay two,
and are merged (which can be taken back). The join itself cannot: see ADR 11.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.intake.domain.joining import (
    Pair,
    Stands,
    check_joining,
    check_same,
    continued,
)
from services.intake.domain.stages import rank_of, stage_at
from services.intake.store import cases, joining, matching, referrals, work
from services.intake.store.cases import CaseRecord, Entry, StrandRecord
from services.intake.use_cases.calling_off import of_refused
from services.intake.use_cases.carrying import held_again, last_nos, said_again
from services.intake.use_cases.people import records_of, sealed
from services.intake.use_cases.telling import tell
from services.intake.use_cases.visibility import open_case
from shared.contracts.base import Event
from shared.contracts.codes import CaseStage, ParticipantRole, Side
from shared.contracts.intake.codes import MatchDecision
from shared.contracts.intake.events import (
    CasesJoinedV1,
    ReferralJoinedCaseV1,
    StrandContinued,
    StrandOpened,
)
from shared.contracts.intake.joining import JoinCases, JoinedStrand, JoinPlan, PlanJoin, SamePerson
from shared.kernel.errors import Refused
from shared.leases import register

if TYPE_CHECKING:
    from shared.messaging.unit_of_work import UnitOfWork

Ids = Mapping[UUID, UUID]


@dataclass(frozen=True, slots=True)
class _Join:
    """What a join is about to do."""

    source: CaseRecord
    target: CaseRecord
    same: dict[UUID, UUID]
    places: dict[UUID, UUID | None]
    referral_ids: tuple[UUID, ...]
    strands: list[StrandRecord]

    def plan(self, places: Mapping[UUID, UUID | None]) -> JoinPlan:
        """Return it as it is told."""
        return JoinPlan(
            referral_ids=self.referral_ids,
            same_persons=tuple(
                SamePerson(person_id=one, into_person_id=other) for one, other in self.same.items()
            ),
            strands=tuple(
                JoinedStrand(strand_id=one, into_strand_id=into) for one, into in places.items()
            ),
        )


def plan_join(uow: UnitOfWork, request: PlanJoin) -> JoinPlan:
    """Return what joining would do, or refuse as joining would."""
    found = _considered(uow, request)
    return found.plan(found.places)


def join_cases(uow: UnitOfWork, request: JoinCases) -> JoinPlan:
    """Join a case into another, which goes on with the referrals, people and words of both.

    Raises:
        NotFound: no such case for this actor.
        Refused: ``case-closed`` (either), and as ``check_joining``, ``check_same`` and
            ``continued`` say.

    """
    found = _considered(uow, request)
    source, target = found.source.case_id, found.target.case_id
    nos = last_nos(uow, source, target, found.same)
    held = joining.holds_standing(uow.connection, source)
    new = _new_strands(uow, found)
    places = {one: into or new[one].strand_id for one, into in found.places.items()}
    uow.keys.prime([source, target])
    joining.move_rows(uow.connection, uow.keys, source=source, target=target, strands=places)
    joining.point_elsewhere(uow.connection, source=source, target=target)
    joining.settle_promises(uow.connection, found.same)
    cases.add_strands(uow.connection, target, list(new.values()))
    _merge(uow, request, found)
    _decide_matches(uow, request)
    _keep(uow, request, found, places)
    _end(uow, found, places)
    register.end(uow, target, CasesJoinedV1.type())  # whoever asked was told of fewer records
    told = [*_joined(uow, found, list(new.values())), *held_again(target, held, places)]
    tell(uow, target, *told, *said_again(uow, target, nos))
    for ended in of_refused(uow, [*found.same, *found.same.values()]):
        tell(uow, ended.case_id, ended)
    uow.audit("cases.joined", subject=f"case/{source}", into=target)
    uow.audit("cases.joined", subject=f"case/{target}", joined=source)
    return found.plan(places)


def _considered(uow: UnitOfWork, request: PlanJoin | JoinCases) -> _Join:
    """Hold both cases, always in one order, and say what joining them means."""
    ends = (request.case_id, request.into_case_id)
    held = {case_id: open_case(uow, case_id) for case_id in sorted(set(ends))}
    source, target = (held[case_id] for case_id in ends)
    check_joining(
        stage=stage_at(source.stage_rank),
        outcomes=len(work.outcomes_of(uow.connection, source.case_id)),
        one_case=source.case_id == target.case_id,
    )
    same = _same_persons(uow, request)
    strands, standing = (cases.strands_of(uow.connection, case_id) for case_id in ends)
    return _Join(
        source=source,
        target=target,
        same=same,
        places=continued(_pairs(strands), _pairs(standing), same),
        referral_ids=tuple(cases.referral_ids(uow.connection, source.case_id)),
        strands=strands,
    )


def _same_persons(uow: UnitOfWork, request: PlanJoin | JoinCases) -> dict[UUID, UUID]:
    """Return who is who: as named, as merged, or by the index by which a referral's people meet."""
    ends = (request.case_id, request.into_case_id)
    ours, theirs = (referrals.persons_of(uow.connection, case_id) for case_id in ends)
    named = {one.person_id: one.into_person_id for one in request.same_persons}
    if len(named) < len(request.same_persons):
        raise Refused("person-named-twice")
    here = {row.person_id for row in theirs}
    by_index = {
        (row.side, bytes(row.match_index)): row.person_id for row in theirs if row.match_index
    }
    for row in ours:
        if row.person_id in named:
            continue
        merged = here & set(records_of(uow, [row.person_id]))
        met = by_index.get((row.side, bytes(row.match_index))) if row.match_index else None
        other = min(merged, default=met)
        if other is not None and other not in named.values():
            named[row.person_id] = other
    check_same(list(named.items()), _stand(ours), _stand(theirs))
    return named


def _stand(rows: Any) -> list[Stands]:
    return [Stands(row.person_id, Side(row.side), ParticipantRole(row.role)) for row in rows]


def _pairs(strands: list[StrandRecord]) -> list[Pair]:
    return [Pair(one.strand_id, one.harmed_ids, one.responsible_id) for one in strands]


def _new_strands(uow: UnitOfWork, found: _Join) -> dict[UUID, StrandRecord]:
    """Return a strand for each that has no counterpart, with its people as they are known now."""
    new = {}
    for pair in _pairs(found.strands):
        if found.places[pair.strand_id] is None:
            seen = pair.seen_as(found.same)
            new[pair.strand_id] = StrandRecord(uow.ids.new(), seen.harmed, seen.responsible)
    return new


def _merge(uow: UnitOfWork, request: JoinCases, found: _Join) -> None:
    target = found.target.case_id
    for one, other in found.same.items():
        if other in records_of(uow, [one]):
            continue
        row = {
            "merge_id": uow.ids.new(),
            "case_id": target,
            "person_id": one,
            "other_case_id": target,
            "other_person_id": other,
            "reason": sealed(uow, target, request.reason, "person_merges.reason"),
            "merged_by": uow.actor.id,
            "merged_at": uow.now(),
        }
        matching.add_merge(uow.connection, row)
        uow.audit("persons.merged", subject=f"case/{target}", merge=row["merge_id"], person=one)


def _decide_matches(uow: UnitOfWork, request: JoinCases) -> None:
    """What was noted as possibly the same has been decided by this."""
    for row in joining.undecided_between(uow.connection, request.case_id, request.into_case_id):
        changes = {
            "decision": MatchDecision.SAME.value,
            "reason": sealed(uow, row.case_id, request.reason, "possible_matches.reason"),
            "decided_by": uow.actor.id,
            "decided_at": uow.now(),
        }
        matching.decide(uow.connection, row.match_id, changes)


def _keep(uow: UnitOfWork, request: JoinCases, found: _Join, places: Ids) -> None:
    row = {
        "join_id": uow.ids.new(),
        "case_id": request.into_case_id,
        "joined_case_id": request.case_id,
        "strands": json.dumps({str(one): str(into) for one, into in places.items()}),
        "persons": json.dumps({str(one): str(other) for one, other in found.same.items()}),
        "reason": sealed(uow, request.into_case_id, request.reason, "case_joins.reason"),
        "joined_by": uow.actor.id,
        "joined_at": uow.now(),
    }
    joining.add_join(uow.connection, row)


def _end(uow: UnitOfWork, found: _Join, places: Ids) -> None:
    """End the case without an outcome: it closes nothing, and no report counts it."""
    source, target = found.source.case_id, found.target.case_id
    changes = {
        "closed_at": uow.now(),
        "joined_into": target,
        "successor_case_id": target,
        "stage_rank": rank_of(CaseStage.CLOSED),
    }
    cases.end_case(uow.connection, source, changes)
    event = CasesJoinedV1(
        case_id=source,
        into_case_id=target,
        referral_ids=found.referral_ids,
        strands=tuple(
            StrandContinued(strand_id=one, into_strand_id=into) for one, into in places.items()
        ),
        stage=stage_at(found.target.stage_rank),
        holds=tuple(row.hold_id for row in joining.holds_standing(uow.connection, target)),
        joined_at=uow.now(),
    )
    tell(uow, source, event)
    codes = {"joined_case_id": str(source), "referrals": str(len(found.referral_ids))}
    entry = Entry(uow.now(), event.type(), event.producer, codes)
    cases.advance(uow.connection, target, [entry], 0)


def _joined(uow: UnitOfWork, found: _Join, new: list[StrandRecord]) -> list[Event]:
    """Say of each referral that it is in the case that goes on; the first brings the new strands."""
    opened = tuple(
        StrandOpened(
            strand_id=one.strand_id, harmed_ids=one.harmed_ids, responsible_id=one.responsible_id
        )
        for one in new
    )
    return [
        ReferralJoinedCaseV1(
            case_id=found.target.case_id,
            referral_id=referral_id,
            joined_at=uow.now(),
            new_strands=() if number else opened,
        )
        for number, referral_id in enumerate(found.referral_ids)
    ]
