"""Facilitators are told the reviews of their own cases, and of no others."""

from uuid import uuid4

import pytest

from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.screening import risk_rpc
from shared.security.actors import Role
from tests.store.screening.risk_work import in_force, reviews


@pytest.mark.requirement("RSK-04")
def test_a_facilitator_is_told_the_reviews_of_the_cases_that_they_facilitate_now(world):
    world.refer()
    in_force(world)
    assigned = FacilitatorsAssignedV1(
        assignment_id=uuid4(), case_id=world.case_id, facilitator_ids=(uuid4(), uuid4()),
        user_ids=("vol-1", "vol-2"), assigned_at=world.clock.now(),
    )  # fmt: skip
    world.hear(assigned)

    def theirs(user):
        asked = risk_rpc.ListRiskReviews()
        found = world.ask(risk_rpc.RISK_REVIEWS, asked, user=user, role=Role.FACILITATOR)
        return [one.trigger for one in found.reviews]

    assert theirs("vol-1") == reviews(world) == ["weeks_since_review"]
    assert theirs("vol-3") == []
    left = FacilitatorReleasedV1(
        assignment_id=assigned.assignment_id, case_id=world.case_id, facilitator_id=assigned.facilitator_ids[0], user_id="vol-1",
        reason="unavailable", released_at=world.clock.now(),
    )  # fmt: skip
    world.hear(left)
    assert theirs("vol-1") == []
    assert theirs("vol-2") == reviews(world)
