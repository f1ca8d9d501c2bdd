"""A submission of the plan as its agency publishes it: the agency's form, in the agency's words.

The tables are the feeds' own, read backwards; nothing else of the feeds is used.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ops.demo.client import Json
from ops.demo.people import Cast, submission
from ops.demo.year import Door, Planned
from services.feeds.agencies.mps import codes as mps
from services.feeds.agencies.victim_support import codes as victim_support
from shared.contracts.codes import CaseFlag


def form(planned: Planned, cast: Cast) -> bytes:
    """Return the bytes that the referral's agency publishes."""
    body = submission(planned, cast)
    return json.dumps(FORMS[planned.door](body)).encode()


def _police(body: Json) -> Json:
    offence = body["offence"]
    return {
        "form": "RJ1",
        "version": "1",
        "urn": body["sender_reference"],
        "requested_by": "VICTIM" if body["initiated_by"] == "harmed" else "SUSPECT",
        "officer": {"name": "PC Fictional Testperson-Officer"},
        "offence": {
            "classification": _word(mps.CRIMES, offence["crime_types"][0]),
            "markers": [_word(mps.MARKERS, flag) for flag in offence["flags"]],
            "markers_ruled_out": [_word(mps.MARKERS, flag) for flag in _denied(offence)],
            "in_mps_area": _word(mps.AREAS, offence["place_area"]),
            "result": _word(mps.RESULTS, offence["proceedings"]),
            "admitted": _word(mps.ANSWERS, offence["responsibility_accepted"]),
            "circumstances": offence["narrative"],
        },
        "victims": [_police_person(body, person) for person in body["harmed"]],
        "suspects": [
            _police_person(body, person) | _custody(person) for person in body["responsible"]
        ],
        "updates": "END",
    }


def _police_person(body: Json, person: Json) -> Json:
    told = {
        "forenames": person["given_name"],
        "surname": person["family_name"],
        "dob": person.get("date_of_birth"),
        "address": person.get("address", []),
        "postcode": person.get("postcode"),
        "telephone": person.get("phone"),
        "email": person.get("email"),
        "lives_in_london": _word(mps.AREAS, person["home_area"]),
    }
    agreed = _agreed(body, person)
    if agreed:
        told["consent"] = {
            "to_referral": "Y" if "be_referred" in agreed else "N",
            "to_contact": "Y" if "be_contacted" in agreed else "N",
            "how": "IN_PERSON",
        }
    return told


def _custody(person: Json) -> Json:
    return {
        "in_custody": person["in_custody"],
        "prison": person.get("establishment"),
        "prison_number": person.get("prison_number"),
    }


def _victim_support(body: Json) -> Json:
    (client,) = body["harmed"]
    offence, agreed = body["offence"], _agreed(body, client)
    flags, denied = (
        [flag for flag in found if flag != CaseFlag.ADDITIONAL_NEED]
        for found in (offence["flags"], _denied(offence))
    )
    return {
        "document": "vs-rj-referral",
        "revision": 3,
        "client_reference": body["sender_reference"],
        "caseworker": {"name": "Fictional Testperson-Caseworker"},
        "client": {
            "first_name": client["given_name"],
            "last_name": client["family_name"],
            "date_of_birth": client["date_of_birth"],
            "address_lines": client["address"],
            "postcode": client["postcode"],
            "mobile": client["phone"],
            "email": client["email"],
            "lives": _word(victim_support.PLACES, client["home_area"]),
        },
        "crime": {
            "kind": _word(victim_support.CRIMES, offence["crime_types"][0]),
            "features": [_word(victim_support.FEATURES, flag) for flag in flags],
            "features_ruled_out": [_word(victim_support.FEATURES, flag) for flag in denied],
            "happened_in": _word(victim_support.PLACES, offence["place_area"]),
            "stage": _word(victim_support.STAGES, offence["proceedings"]),
            "offender_admits": _word(victim_support.ADMITS, offence["responsibility_accepted"]),
            "about": offence["narrative"],
        },
        "need": {"additional": CaseFlag.ADDITIONAL_NEED in offence["flags"]},
        "offenders": [
            {
                "first_name": person["given_name"],
                "last_name": person["family_name"],
                "date_of_birth": person["date_of_birth"],
                "in_prison": person["in_custody"],
            }
            for person in body["responsible"]
        ],
        "permission": {
            "share_with_rj": "be_referred" in agreed,
            "rj_may_contact": "be_contacted" in agreed,
            "given_by": "phone",
        },
    }


def _denied(offence: Json) -> list[str]:
    return [flag for flag in offence["asked"] if flag not in offence["flags"]]


def _agreed(body: Json, person: Json) -> set[str]:
    return {c["purpose"] for c in body["consents"] if c["participant"] == person["ref"]}


def _word(table: Mapping[str, Any], ours: str) -> str:
    """Return the agency's word for one of our codes."""
    return next(theirs for theirs, code in table.items() if code == ours)


FORMS: dict[Door, Callable[[Json], Json]] = {
    Door.MPS: _police,
    Door.VICTIM_SUPPORT: _victim_support,
}
