"""Comms' lists over all cases hold what the record check of each case allows, and nothing else."""

import random
from uuid import uuid4

import pytest

from services.comms.access import ACCESS
from services.comms.entrypoints import serves
from services.comms.use_cases.seeing import require_sight
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.comms import aftercare, relay
from shared.kernel.errors import NotFound, NotPermitted
from shared.messaging.context import Context
from shared.security.actors import Actor, ActorKind, Role
from shared.security.permissions import check
from tests.application.comms.world import CommsWorld
from tests.support.telling import tell

CASES, USERS = 10, 200
PEOPLE = sorted(set(Role) - {Role.SYSTEM})


@pytest.fixture
def town(tmp_path):
    world = CommsWorld(f"sqlite:///{tmp_path}/comms.sqlite", tmp_path)
    found = [a_case(world) for _ in range(CASES)]
    yield world, found
    world.runtime.close()


def a_case(world):
    world.case_id, world.strand_id, world.referral_id = uuid4(), uuid4(), uuid4()
    world.assignment_id = uuid4()
    world.harmed, world.responsible = uuid4(), uuid4()
    world.ready()
    world.compose()
    plan = aftercare.PlanAftercare(
        case_id=world.case_id, strand_id=world.strand_id, person_id=world.harmed
    )
    world.do(aftercare.PLAN_AFTERCARE, plan)
    return world.case_id


def assigned(world, user, case_id):
    world.hear(
        FacilitatorsAssignedV1(
            assignment_id=uuid4(),
            case_id=case_id,
            facilitator_ids=(uuid4(), uuid4()),
            user_ids=(user.id, f"other-{uuid4()}"),
            assigned_at=world.clock.now(),
        )
    )


def released(world, user, case_id):
    world.hear(
        FacilitatorReleasedV1(
            assignment_id=uuid4(),
            case_id=case_id,
            facilitator_id=uuid4(),
            user_id=user.id,
            reason="left",
            released_at=world.clock.now(),
        )
    )


def may_open(uow, user, case_id):
    try:
        require_sight(uow.connection, user, case_id)
    except NotFound:
        return False
    return True


EVERY_LIST = {
    relay.RELAY: (relay.AskRelay(), "items"),
    aftercare.DUE_FOLLOW_UPS: (aftercare.AskDueFollowUps(by="2099-01-01"), "follow_ups"),
}


@pytest.mark.slow
def test_two_hundred_people_find_in_every_list_what_they_may_open_and_nothing_else(
    town, pytestconfig
):
    world, found = town
    made = random.Random(20191002)
    compared = narrowed = 0
    for number in range(USERS):
        roles = frozenset({Role.FACILITATOR} if number % 2 else made.sample(PEOPLE, 2))
        user = Actor(f"user-{number}", ActorKind.VOLUNTEER, roles, None, "gateway")
        chosen = made.sample(found, made.randrange(4))
        for case_id in chosen:
            assigned(world, user, case_id)
        for case_id in chosen[: made.randrange(2)]:
            released(world, user, case_id)
        with world.runtime.transaction(Context.of_actor(user)) as uow:
            allowed = {case_id for case_id in found if may_open(uow, user, case_id)}
            for method, (request, field) in EVERY_LIST.items():
                try:
                    check(ACCESS, method.name, user)
                except NotPermitted:
                    continue
                answer = serves.get(method.name).use_case(uow, request)
                listed = {row.case_id for row in getattr(answer, field)}
                assert listed == allowed, (method.name, user)
                compared += 1
                narrowed += 0 < len(allowed) < len(found)
    tell(
        pytestconfig,
        "Lists equal record checks",
        f"comms: {USERS} people, {CASES} cases, {compared} lists compared "
        f"({narrowed} narrowed to some cases)",
    )
    assert narrowed > USERS // 3
