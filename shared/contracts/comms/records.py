"""The records of comms that people look at and then change."""

from __future__ import annotations

from shared.contracts.base import Record

ITEM_RECORD = Record("item", "item_id")
AGREEMENT_RECORD = Record("agreement", "agreement_id")
