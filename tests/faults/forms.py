"""Invented messages of agencies, good and bad, each with what must become of it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.faults.journal import ACCEPT, REFUSE, Attempt

JSON = "application/json"
OVERSIZE = 1024 * 1024 + 4096
BAD_EVERY = 20
AGAIN_EVERY = 10
MPS, VICTIM_SUPPORT = "mps", "victim_support"
AGENCIES = (MPS, VICTIM_SUPPORT)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as its agency sends it; ``times`` says how often it is sent."""

    attempt: Attempt
    body: bytes
    content_type: str = JSON
    times: int = 1


def letters(agency: str, run: str) -> Iterator[Letter]:
    """Yield messages without end: one bad one after nineteen good, every tenth good one twice."""
    bad = itertools.cycle(BAD)
    for number in itertools.count(1):
        form = _mps(run, number) if agency == MPS else _victim_support(run, number)
        if number % BAD_EVERY == 0:
            yield _bad(agency, f"{run}-bad-{number:06d}", next(bad), form)
        consents = 2
        attempt = Attempt(agency, f"{run}-{number:06d}", ACCEPT, "referral", consents)
        times = 2 if number % AGAIN_EVERY == 0 else 1
        yield Letter(attempt, json.dumps(form).encode(), times=times)


BAD = ("unparseable", "schema", "oversize", "no-consent", "content-type")


def _bad(agency: str, message_id: str, kind: str, form: dict[str, Any]) -> Letter:
    attempt = Attempt(agency, message_id, REFUSE, kind)
    good = json.dumps(form).encode()
    if kind == "unparseable":
        return Letter(attempt, good[: len(good) // 2])
    if kind == "oversize":
        return Letter(attempt, good + b" " * OVERSIZE)
    if kind == "content-type":
        return Letter(attempt, good, content_type="text/plain")
    broken = dict(form)
    if kind == "no-consent":
        broken.pop("permission", None)
        broken["victims"] = [
            {k: v for k, v in victim.items() if k != "consent"}
            for victim in form.get("victims", ())
        ]
    else:
        broken["version" if agency == MPS else "revision"] = "no such version"
    return Letter(attempt, json.dumps(broken).encode())


def _mps(run: str, number: int) -> dict[str, Any]:
    consent = {
        "to_referral": "Y",
        "to_contact": "Y",
        "how": "IN_PERSON",
        "taken_on": "2019-03-01",
    }
    return {
        "form": "RJ1",
        "version": "1",
        "urn": f"{run}/{number:06d}",
        "requested_by": "VICTIM",
        "officer": {"name": "Officer Testperson", "contact": "officer@police.example.org"},
        "offence": {
            "classification": "BURG",
            "committed_on": "2019-02-03",
            "in_mps_area": "Y",
            "result": "SENTENCED",
            "admitted": "Y",
            "circumstances": "Fictional: a bicycle was taken from a shed.",
        },
        "victims": [
            {
                "forenames": "Testperson",
                "surname": f"Faultexample {number}",
                "dob": "1980-01-02",
                "telephone": "07700 900001",
                "lives_in_london": "Y",
                "consent": consent,
            }
        ],
        "suspects": [{"forenames": "Testperson", "surname": "Otherexample", "dob": "1990-03-04"}],
    }


def _victim_support(run: str, number: int) -> dict[str, Any]:
    return {
        "document": "vs-rj-referral",
        "revision": 3,
        "client_reference": f"{run}/{number:06d}",
        "caseworker": {"name": "Caseworker Testperson", "contact": "worker@vs.example.org"},
        "client": {
            "first_name": "Testperson",
            "last_name": f"Faultexample {number}",
            "date_of_birth": "1975-06-07",
            "mobile": "07700 900002",
            "lives": "London",
        },
        "crime": {
            "kind": "assault",
            "happened_on": "2019-01-15",
            "happened_in": "London",
            "stage": "sentenced",
            "offender_admits": "yes",
            "about": "Fictional.",
        },
        "permission": {
            "share_with_rj": True,
            "rj_may_contact": True,
            "given_by": "phone",
            "given_on": "2019-04-02",
        },
    }
