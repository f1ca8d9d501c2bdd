"""A case that goes on in another: what was on its way comes back, and nothing passes in it."""

from uuid import uuid4

import pytest

from services.comms.domain.items import ItemState
from shared.contracts.codes import CaseStage
from shared.contracts.intake.events import CasesJoinedV1
from shared.kernel.errors import Refused


def test_nothing_passes_in_a_case_that_goes_on_in_another(world):
    offered = world.offered()
    joined = CasesJoinedV1(
        case_id=world.case_id,
        into_case_id=uuid4(),
        referral_ids=(),
        strands=(),
        stage=CaseStage.REFERRED,
        joined_at=world.runtime.clock.now(),
    )

    world.hear(joined)

    assert world.state(offered) is ItemState.RECALLED
    assert [one["reason"] for one in world.announced("item_recalled")] == ["cases_joined"]
    with pytest.raises(Refused):
        world.deliver(offered)
