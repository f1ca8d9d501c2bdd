"""The referrals that a bench publishes: invented, each its own people, harm and reference.

Names are syllables counted up and birth dates are spread over fifty years, so that looking for
likely duplicates finds about as few as it does among real people, and nobody's name is used.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
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
            "victims": [{**victim, **_somebody(f"{run} victim {number}"), "telephone": None}],
            "suspects": [{**suspect, **_somebody(f"{run} suspect {number}")}],
        }
    ).encode()


def _somebody(of: str) -> dict[str, str]:
    """Return an invented name and birth date, the same for the same words."""
    drawn = hashlib.sha256(of.encode()).digest()
    born = date(1950, 1, 1) + timedelta(days=int.from_bytes(drawn[:2], "big") % 18_000)
    forename, surname = (
        "".join(_ONSETS[byte % len(_ONSETS)] + "aeiou"[byte % 5] for byte in part).title()
        for part in (drawn[2:4], drawn[4:8])
    )
    return {"forenames": forename, "surname": surname, "dob": born.isoformat()}


_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z")
