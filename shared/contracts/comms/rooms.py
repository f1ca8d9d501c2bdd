"""The RPC methods of comms that have a file of their own, together."""

from __future__ import annotations

from shared.contracts.comms import (
    aftercare,
    agreements,
    meetings,
    notices,
    papers,
    planning,
    relay,
    sending,
)

METHODS = (
    *notices.METHODS,
    *papers.METHODS,
    *planning.METHODS,
    *meetings.METHODS,
    *relay.METHODS,
    *agreements.METHODS,
    *aftercare.METHODS,
    *sending.METHODS,
)
