"""Past referrals decided by another version, all of them: as screening does it piece by piece."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.screening.domain.eligibility import Policy
from services.screening.store.past import Past
from services.screening.use_cases.replaying import Replayed, replay_some
from shared.store.engine import Store

AT_ONCE = 20_000
"""As many as a piece may hold without much memory: each piece goes through the order of receipt anew."""

__all__ = ["Replayed", "replay"]


def replay(store: Store, policy: Policy, from_: date, to: date) -> Replayed:
    """Decide every referral received in these days by ``policy``; the store is only read."""
    found, past = Replayed(), Past(policy, from_, to)
    with store.reading() as connection:
        while place := replay_some(connection, past, AT_ONCE, found):
            past = replace(past, after=place)
    return found
