"""A conflict of interest is ended by a manager with a reason, and follows a case that is joined."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.allocation.access import ACCESS
from services.allocation.store.tables import ended_conflicts
from shared.audit.trail import entries
from shared.contracts.allocation import conflicts, rpc
from shared.contracts.codes import CaseStage
from shared.contracts.intake.events import CasesJoinedV1
from shared.kernel.errors import NotPermitted, Refused
from shared.security.actors import Actor, ActorKind, Role
from shared.security.permissions import check
from tests.store.allocation.conftest import AT

WHY = "They know a namesake of the person harmed."


def declare(world, facilitator_id):
    request = conflicts.DeclareConflict(facilitator_id=facilitator_id, case_id=world.case_id)
    world.ask(conflicts.DECLARE_CONFLICT, request)


def end(world, facilitator_id, user="manager-1"):
    request = conflicts.EndConflict(
        facilitator_id=facilitator_id, case_id=world.case_id, reason=WHY
    )
    world.ask(conflicts.END_CONFLICT, request, user=user, role=Role.SERVICE_MANAGER)


def told(world):
    return world.ask(conflicts.CONFLICTS, conflicts.AskConflicts(case_id=world.case_id))


def may_take(world, case_id=None):
    asked = rpc.CaseById(case_id=case_id or world.case_id)
    return {
        one.facilitator_id for one in world.ask(rpc.CANDIDATES, asked).candidates if one.may_take
    }


@pytest.mark.requirement("ALL-07")
def test_an_ended_conflict_lets_them_take_the_case_and_keeps_who_said_what_and_why(world):
    world.decide()
    one = world.volunteer("vol-1")
    declare(world, one)
    before, kept_out = told(world), one not in may_take(world)
    world.clock.set(world.clock.now() + timedelta(days=1))

    end(world, one)

    assert kept_out
    assert [(held.name, held.declared_by) for held in before.standing] == [
        ("Testperson vol-1", "office")
    ]
    assert one in may_take(world)
    after = told(world)
    assert after.standing == ()
    (over,) = after.ended
    assert (over.declared_by, over.declared_at) == ("office", AT)
    assert (over.ended_by, over.ended_at, over.reason) == (
        "manager-1",
        AT + timedelta(days=1),
        WHY,
    )
    with world.runtime.store.reading() as connection:
        assert WHY.encode() not in connection.execute(select(ended_conflicts.c.reason)).scalar_one()
        actions = [entry.action for entry in entries(connection, f"case/{world.case_id}")]
    assert actions.count("conflict_ended") == 1


def test_declared_again_it_holds_again_and_both_ends_are_kept(world):
    world.decide()
    one = world.volunteer("vol-1")
    for _ in range(2):
        declare(world, one)
        assert one not in may_take(world)
        end(world, one)

    assert len(told(world).ended) == 2


def test_nobody_ends_a_conflict_of_their_own_nor_one_that_is_not_there(world):
    mine, other = world.volunteer("manager-1"), world.volunteer("vol-2")
    declare(world, mine)

    with pytest.raises(Refused, match="conflict-of-ones-own"):
        end(world, mine)
    with pytest.raises(Refused, match="conflict-not-declared"):
        end(world, other)

    assert len(told(world).standing) == 1


@pytest.mark.parametrize(
    "role", [Role.CASE_COORDINATOR, Role.FACILITATOR, Role.DEVELOPMENT_OFFICER]
)
def test_only_managers_end_one(role):
    actor = Actor(id="user-1", kind=ActorKind.STAFF, roles=frozenset({role}), issuer="gateway")

    with pytest.raises(NotPermitted):
        check(ACCESS, "end_conflict", actor)


def test_of_somebody_who_is_forgotten_the_reason_is_gone(world):
    one = world.volunteer("vol-1")
    declare(world, one)
    end(world, one)
    with world.runtime.transaction() as uow:
        uow.keys.erase(one)

    (over,) = told(world).ended
    assert (over.name, over.reason) == ("-", None)


@pytest.mark.requirement("ALL-07")
def test_who_must_not_take_a_case_must_not_take_the_one_in_which_it_goes_on(world):
    world.decide()
    first, second = world.volunteer("vol-1"), world.volunteer("vol-2")
    world.ask(
        rpc.ASSIGN_FACILITATORS,
        rpc.AssignFacilitators(case_id=world.case_id, facilitator_ids=(first, second)),
    )
    into, joined = world.case_id, uuid4()
    world.ask(
        conflicts.DECLARE_CONFLICT, conflicts.DeclareConflict(facilitator_id=first, case_id=joined)
    )

    for _ in range(2):
        world.hear(
            CasesJoinedV1(
                case_id=joined,
                into_case_id=into,
                referral_ids=(),
                strands=(),
                stage=CaseStage.REFERRED,
                joined_at=AT,
            )
        )

    assert [held.facilitator_id for held in told(world).standing] == [first]
    assert first not in may_take(world)
    stand = world.ask(rpc.ASSIGNMENT, rpc.CaseById(case_id=into)).facilitators
    assert {one.facilitator_id for one in stand if not one.released_at} == {second}
    assert world.said().count("allocation.facilitator_released.v1") == 1
