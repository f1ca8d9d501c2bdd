"""What the ledger of the model knows of each item."""

from dataclasses import dataclass, field

from shared.contracts.codes import Side
from shared.contracts.comms import rpc


@dataclass
class Kept:
    """What the ledger knows of one item."""

    item_id: object
    hash: str
    side: Side
    text: str
    approved: bool = False
    findings: set = field(default_factory=set)
    answered: set = field(default_factory=set)
    checked: bool = False
    known: int = 0
    vetted: set = field(default_factory=set)
    window: tuple | None = None
    recalled: bool = False
    delivered: int = 0
    undone: int = 0


def kept_as_item(kept):
    """The item as the steps name it."""
    return rpc.ItemComposed(item_id=kept.item_id, content_hash=kept.hash)
