"""The referrals that a bench publishes: invented, each its own person, harm and reference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SAMPLE = Path("services/feeds/agencies/mps/samples/referral.json")
ROOT = Path(__file__).resolve().parent.parent
CONSENTS = 2


def bodies(run: str, count: int) -> list[tuple[str, bytes]]:
    """Return ``count`` (message id, body) of the form that the police publish.

    ``run`` keeps those of one run apart from those of every other in the same store.
    """
    form = json.loads((ROOT / SAMPLE).read_text())
    return [(f"{run}-{number}", _body(form, run, number)) for number in range(count)]


def _body(form: dict[str, Any], run: str, number: int) -> bytes:
    victim, suspect = form["victims"][0], form["suspects"][0]
    numbered = f"{run}/{number:06}"
    return json.dumps(
        {
            **form,
            "urn": f"BENCH/{numbered}",
            "crime_reference": f"CR/{numbered}",
            "victims": [{**victim, "forenames": f"Alpha {number}"}],
            "suspects": [{**suspect, "forenames": f"Beta {number}"}],
        }
    ).encode()
