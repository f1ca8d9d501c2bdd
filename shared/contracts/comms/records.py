"""The records of comms that people look at and then change."""

from __future__ import annotations

from shared.contracts.base import Record

ITEM_RECORD = Record("item", "item_id")
AGREEMENT_RECORD = Record("agreement", "agreement_id")
SCRIPT_RECORD = Record("conference-script", "meeting_id")
"""Before one is written, a conference's script is at version 0."""
