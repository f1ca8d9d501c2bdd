"""An item is recalled by hand, for whatever reason somebody has."""

from shared.contracts.codes import ItemState
from shared.contracts.comms import rpc


def test_an_item_is_recalled_for_whatever_reason_its_contract_allows(world):
    """A reason that begins with an underscore could not be told to the trail, so nothing was recalled."""
    draft = world.compose()

    world.do(
        rpc.RECALL_ITEM,
        rpc.RecallItem(case_id=world.case_id, item_id=draft.item_id, reason="_invented"),
    )

    assert world.state(draft) is ItemState.RECALLED
