"""The whole relay over random histories with crashes and redeliveries (issue 5, shown by 2).

The suite runs a part of them; ``./redress relay`` runs the 10,000 of the claim.
"""

import pytest

from tests.relay.histories import PART, run_part
from tests.support.telling import tell

HAPPENED = (
    "delivered",
    "refused",
    "crashed",
    "died_hearing",
    "redelivered",
    "meanwhile",
    "withdraw",
)


@pytest.mark.slow
@pytest.mark.requirement("PRC-07", "CON-02", "CON-05")
def test_whatever_happens_only_what_may_pass_passes_unaltered_and_once(pytestconfig):
    counts = run_part(0, PART)

    tell(pytestconfig, "relay histories", str(dict(counts)))
    assert counts["histories"] >= PART
    for what in HAPPENED:
        assert counts[what] >= PART // 10, what
