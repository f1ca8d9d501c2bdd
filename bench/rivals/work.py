"""What each hop does, without any transport or database: a message in, rows and messages out.

Both rivals call these, so that they differ only in how they receive, store, publish and
acknowledge. The work is what Redress does for a valid referral from a feed, written straight
down: the form is read and translated, sealed for intake, placed as a case with its people,
consents, timeline and audit entry, each field of a person encrypted under the case's own key,
decided by screening, and counted by reporting.
"""

from __future__ import annotations

import base64
import json
import os
from datetime import date

from uuid6 import uuid7

from bench.rivals.parts import (
    COMMANDS,
    CONSENTED,
    DECIDED,
    EVENTS,
    OPENED,
    RECEIVE,
    RECEIVED,
    Keys,
    Message,
    Row,
    Work,
    audit_entry,
    message_of,
    now,
)
from shared.security.crypto import encrypt, new_key
from shared.security.sealing import seal

_CRIMES = {"BURG": "burglary", "ROBB": "robbery", "ASLT": "assault"}
_AREAS = {"Y": "london", "N": "outside", "U": "unknown"}
_ANSWERS = {"Y": "yes", "N": "no", "U": "unknown"}
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


# --- the feed -----------------------------------------------------------------------------------


def take_form(form: Row, message_id: str, keys: Keys) -> Work:
    """Read an agency's form and hand it on to intake, sealed."""
    feed_message_id = str(uuid7())
    command_id = str(uuid7())
    command = {
        "feed_message_id": feed_message_id,
        "agency": "mps",
        "received_at": now(),
        "submission": _submission(form),
    }
    sealed = seal(keys.sealing.public, json.dumps(command).encode(), command_id.encode())
    data = {"sealed": base64.b64encode(sealed).decode()}
    note = {"message_id": message_id, "feed_message_id": feed_message_id, "received_at": now()}
    work = Work([("agency_messages", [note])])
    work.messages.append(message_of(COMMANDS, RECEIVE, feed_message_id, data, id_=command_id))
    return work


def answer(event: Row) -> Work:
    """Answer the agency with a receipt."""
    data = event["data"]
    receipt = {
        "kind": "receipt",
        "reference": data["reference"],
        "received_at": data["received_at"],
        "fields_not_kept": [],
    }
    body = json.dumps(receipt).encode()
    row = {
        "feed_message_id": data["feed_message_id"],
        "answer": body,
        "case_id": data["case_id"],
        "reference": data["reference"],
    }
    return Work([], [Message(f"answer-{event['id']}", "", "outbound", body)], row)


def _submission(form: Row) -> Row:
    offence = form["offence"]
    date.fromisoformat(offence["committed_on"])
    victims = [_person(person, f"v{at + 1}", "harmed") for at, person in enumerate(form["victims"])]
    suspects = [
        _person(person, f"s{at + 1}", "responsible") for at, person in enumerate(form["suspects"])
    ]
    return {
        "initiated_by": "harmed" if form["requested_by"] == "VICTIM" else "responsible",
        "source": "police",
        "sender_reference": form["urn"],
        "crime_number": form["crime_reference"],
        "referrer": form["officer"],
        "crime_types": [_CRIMES[offence["classification"]]],
        "offence_on": offence["committed_on"],
        "place": _AREAS[offence["in_mps_area"]],
        "proceedings": offence["result"].lower(),
        "accepted": _ANSWERS[offence["admitted"]],
        "narrative": offence.get("circumstances"),
        "harmed": victims,
        "responsible": suspects,
        "consents": [
            {"participant": f"v{at + 1}", "purpose": purpose, "given": said[answer_to] == "Y"}
            for at, person in enumerate(form["victims"])
            if (said := person.get("consent"))
            for purpose, answer_to in (
                ("be_referred", "to_referral"),
                ("be_contacted", "to_contact"),
            )
        ],
    }


def _person(person: Row, ref: str, side: str) -> Row:
    if person.get("dob"):
        date.fromisoformat(person["dob"])
    return {
        "ref": ref,
        "side": side,
        "given_name": person["forenames"],
        "family_name": person["surname"],
        "date_of_birth": person.get("dob"),
        "phone": person.get("telephone"),
        "home": _AREAS[person.get("lives_in_london", "U")],
    }


# --- intake -------------------------------------------------------------------------------------


def opened_command(message: Row, keys: Keys) -> Row:
    """Return the command that was sealed for intake."""
    sealed = base64.b64decode(message["data"]["sealed"])
    found: Row = json.loads(keys.sealing.open(sealed, message["id"].encode()))
    return found


def indexes(command: Row, keys: Keys) -> Row:
    """Return what intake looks for before it takes a referral in: a duplicate, a case to join."""
    submission = command["submission"]
    harmed = submission["harmed"][0]
    name = f"{harmed['given_name']} {harmed['family_name']} {harmed['date_of_birth']}"
    return {
        "sender_index": keys.blind("sender", f"mps|{submission['sender_reference']}"),
        "crime_index": keys.blind("crime", f"mps|{submission['crime_number']}"),
        "match_index": keys.blind("name", name),
    }


def place(command: Row, keys: Keys) -> Work:
    """Open a case for a referral that is new: its rows and what is announced."""
    found = indexes(command, keys)
    case = _Case(command["submission"], keys)
    submission, case_id, at = command["submission"], case.case_id, now()
    people = {person["ref"]: str(uuid7()) for person in case.people}
    strand = {
        "strand_id": str(uuid7()),
        "case_id": case_id,
        "harmed_ids": json.dumps([people[p["ref"]] for p in submission["harmed"]]),
        "responsible_id": next((people[p["ref"]] for p in submission["responsible"]), None),
    }
    consents = [case.consent(given, people, at) for given in submission["consents"]]
    referral_id = str(uuid7())
    told = case.told(command, referral_id, strand, consents, at)
    timeline = [
        {"case_id": case_id, "number": number, "at": at, "event": m.routing_key, "codes": codes}
        for number, (m, codes) in enumerate(told, start=1)
    ]
    case_row = {"case_id": case_id, "reference": case.reference, "opened_at": at}
    referral = {
        "referral_id": referral_id,
        "case_id": case_id,
        "feed_message_id": command["feed_message_id"],
        "sender_index": found["sender_index"],
        "crime_index": found["crime_index"],
        "received_at": command["received_at"],
        "details": case.sealed(json.dumps(case.rest), "details"),
        "answer": case.sealed(json.dumps({"reference": case.reference, **people}), "answer"),
    }
    return Work(
        [
            ("case_keys", [{"case_id": case_id, "wrapped_key": case.wrapped}]),
            ("cases", [{**case_row, "entries": len(told)}]),
            ("persons", [case.person(p, people[p["ref"]]) for p in case.people]),
            ("strands", [strand]),
            ("referrals", [referral]),
            ("consents", consents),
            ("timeline", timeline),
            ("audit", [audit_entry(case_id, "referral.received", at)]),
        ],
        [message for message, _ in told],
        unless=found,
    )


def follow(event: Row) -> Work:
    """Note on the case's timeline what screening decided."""
    row = {
        "case_id": event["data"]["case_id"],
        "number": 1000,
        "at": event["time"],
        "event": event["type"],
        "codes": json.dumps({"decision": event["data"]["decision"]}),
    }
    return Work([("timeline", [row])])


class _Case:
    """A case in the making: its id, its key, and what is sealed under it."""

    def __init__(self, submission: Row, keys: Keys) -> None:
        self.case_id = str(uuid7())
        self.reference = "RJ-" + "".join(_ALPHABET[byte % 31] for byte in os.urandom(9))
        self._key = new_key()
        self._keys = keys
        self.wrapped = encrypt(keys.wrapping, self._key, self.case_id.encode())
        self.people = [*submission["harmed"], *submission["responsible"]]
        without = ("harmed", "responsible", "consents")
        self.rest = {name: value for name, value in submission.items() if name not in without}

    def sealed(self, text: str, of: str) -> bytes:
        return encrypt(self._key, text.encode(), f"{self.case_id}|{of}".encode())

    def person(self, person: Row, person_id: str) -> Row:
        name = f"{person['given_name']} {person['family_name']} {person['date_of_birth']}"
        return {
            "person_id": person_id,
            "case_id": self.case_id,
            "side": person["side"],
            "details": self.sealed(json.dumps(person), "person"),
            "match_index": self._keys.blind("name", name),
        }

    def consent(self, given: Row, people: dict[str, str], at: str) -> Row:
        return {
            "consent_id": str(uuid7()),
            "case_id": self.case_id,
            "person_id": people[given["participant"]],
            "purpose": given["purpose"],
            "given": given["given"],
            "evidence": self.sealed("police_officer", "evidence"),
            "recorded_at": at,
        }

    def told(
        self, command: Row, referral_id: str, strand: Row, consents: list[Row], at: str
    ) -> list[tuple[Message, str]]:
        strands = [{**strand, "harmed_ids": json.loads(strand["harmed_ids"])}]
        data = {"case_id": self.case_id, "reference": self.reference, "strands": strands}
        events = [
            (OPENED, {**data, "opened_at": at}),
            (RECEIVED, {**data, "referral_id": referral_id, **_facts(command)}),
            *((CONSENTED, {key: row[key] for key in row if key != "evidence"}) for row in consents),
        ]
        return [
            (message_of(EVENTS, kind, self.case_id, body), json.dumps(_codes(body)))
            for kind, body in events
        ]


def _facts(command: Row) -> Row:
    submission = command["submission"]
    day = date.fromisoformat(submission["offence_on"])
    births = [p["date_of_birth"] for p in submission["harmed"] if p["date_of_birth"]]
    young = any((day - date.fromisoformat(born)).days < 18 * 365 for born in births)
    return {
        "agency": command["agency"],
        "feed_message_id": command["feed_message_id"],
        "received_at": command["received_at"],
        "initiated_by": submission["initiated_by"],
        "source": submission["source"],
        "crime_types": submission["crime_types"],
        "proceedings": submission["proceedings"],
        "responsibility_accepted": submission["accepted"],
        "responsible_identified": "yes" if submission["responsible"] else "unknown",
        "harmed_home": submission["harmed"][0]["home"],
        "offence_place": submission["place"],
        "harmed_under_18_at_offence": "yes" if young else "no",
    }


def _codes(body: Row) -> Row:
    return {key: value for key, value in body.items() if isinstance(value, str)}


# --- screening and reporting --------------------------------------------------------------------


def know_case(event: Row, keys: Keys) -> Work:
    """Note a case and its strands, with a key of screening's own for it."""
    data = event["data"]
    case_id = data["case_id"]
    wrapped = encrypt(keys.wrapping, new_key(), case_id.encode())
    row = {"case_id": case_id, "opened_at": event["time"], "wrapped_key": wrapped}
    strands = [{"strand_id": s["strand_id"], "case_id": case_id} for s in data["strands"]]
    return Work([("screening_cases", [row]), ("screening_strands", strands)])


def decide(event: Row) -> Work:
    """Decide whether a referral is eligible, with every rule's result."""
    data = event["data"]
    results = [
        {"rule": rule, "outcome": "met" if data[fact] in wanted else "failed", "source": "bench"}
        for rule, fact, wanted in _RULES
    ]
    decision = "proceed" if all(one["outcome"] == "met" for one in results) else "review"
    at, decision_id, case_id = now(), str(uuid7()), data["case_id"]
    referral = {
        "referral_id": data["referral_id"],
        "case_id": case_id,
        "received_on": data["received_at"][:10],
        "facts": json.dumps({fact: data[fact] for _, fact, _ in _RULES}),
    }
    row = {
        "decision_id": decision_id,
        "referral_id": data["referral_id"],
        "case_id": case_id,
        "decision": decision,
        "results": json.dumps(results),
        "decided_at": at,
    }
    told = {key: row[key] for key in row if key != "results"} | {"policy_version": "bench"}
    return Work(
        [
            ("screening_referrals", [referral]),
            ("decisions", [row]),
            ("audit", [audit_entry(case_id, "eligibility_decided", at)]),
        ],
        [message_of(EVENTS, DECIDED, case_id, told)],
    )


_RULES = (
    ("in-area", "offence_place", {"london"}),
    ("lives-here", "harmed_home", {"london", "unknown"}),
    ("accepted", "responsibility_accepted", {"yes", "unknown"}),
    ("known", "responsible_identified", {"yes"}),
    ("adult", "harmed_under_18_at_offence", {"no"}),
    ("after-sentence", "proceedings", {"sentenced", "none"}),
)


def count(event: Row) -> Work:
    """Bring reporting's read model up to date."""
    data, kind = event["data"], event["type"]
    if kind == OPENED:
        row = {key: data[key] for key in ("case_id", "reference", "opened_at")}
        return Work([("cases", [row])])
    if kind == RECEIVED:
        row = {
            "referral_id": data["referral_id"],
            "case_id": data["case_id"],
            "counted_on": data["received_at"][:10],
            "source": data["source"],
            "agency": data["agency"],
            "crime_types": ",".join(data["crime_types"]),
        }
        return Work([("referrals", [row])])
    row = {
        "event_id": event["id"],
        "type": kind,
        "subject": f"case/{data['case_id']}",
        "detail": data.get("purpose") or data.get("decision"),
        "at": event["time"],
    }
    return Work([("milestones", [row])])
