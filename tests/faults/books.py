"""From journal, stores and queues to accounts: who owed what to whom, and what became of it.

The journal says what agencies attempted; everything after the feed's own table is found by ids
that the stores keep. A key is ``agency/message id`` wherever a row can be traced to one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.faults.journal import ACCEPT, Told
from tests.faults.ledger import Account, Ledger
from tests.faults.stores import Kept, plain
from tests.faults.visitors import PUBLIC

CATALOGUE = Path(__file__).resolve().parents[2] / "shared/contracts/catalogue.yaml"
APPLIED = ("done", "refused", "ignored")
REFUSED = "feeds.agency_message_refused.v1"
ON_TIMELINE = {
    "intake.case_opened.v1": 1,
    "intake.referral_received.v1": 1,
    "screening.eligibility_decided.v1": 1,
}
MILESTONES = {"screening.eligibility_decided.v1": 1}
CONSENT = "intake.consent_recorded.v1"


def hearers(type_: str, names: Iterable[str]) -> list[str]:
    """Return which of these services and feeds hear messages of a type, by the catalogue."""
    listed = yaml.safe_load(CATALOGUE.read_text())[type_]["consumers"]
    return [name for name in names if ("feeds" if name.startswith("feeds-") else name) in listed]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Ids of messages that lie on the broker, by queue (``inbound`` by agency)."""

    queues: Mapping[str, list[str]] = field(default_factory=dict)

    def of(self, consumer: str) -> frozenset[str]:
        """Return what waits for a consumer, in its queue, its retries and its dead letters."""
        own = (f"{consumer}.events", f"{consumer}/inbound")
        found = (ids for queue, ids in self.queues.items() if queue.startswith(own))
        return frozenset(one for ids in found for one in ids)


class Books:
    """Everything known after a run, and the accounts that follow from it."""

    def __init__(self, told: Told, kept: Mapping[str, Kept], waiting: Waiting) -> None:
        self._told = told
        self._kept = kept
        self._waiting = waiting
        self._feeds = [name for name in kept if name.startswith("feeds-")]
        self._of_feed_id: dict[str, str] = {}
        for feed in self._feeds:
            agency = feed.removeprefix("feeds-")
            for row in kept[feed]["messages"]:
                self._of_feed_id[plain(row["feed_message_id"])] = f"{agency}/{row['message_id']}"
        by_reference = {case: key for key, case in self._references()}
        self._of_case: dict[str, str] = {
            plain(row["case_id"]): by_reference[row["reference"]]
            for row in kept["intake"]["cases"]
            if row["reference"] in by_reference
        }
        self._of_referral: dict[str, str] = {}
        for row in kept["intake"]["referrals"]:
            case = plain(row["case_id"])
            if row["feed_message_id"] is None:  # through the gateway: known by what it was told
                self._of_referral[plain(row["referral_id"])] = self._by_case(row["case_id"])
                continue
            key = self._by_feed_id(row["feed_message_id"])
            self._of_referral[plain(row["referral_id"])] = self._of_case[case] = key
        self._wait, self._park = self._subjects_that_wait(), self._subjects_parked()

    def ledger(self) -> Ledger:
        """Return the ledger of the run."""
        return Ledger.of(self.accounts())

    def accounts(self) -> Iterator[Account]:
        """Yield every account, in the order in which a referral passes."""
        for feed in self._feeds:
            yield self._at_the_boundary(feed)
            yield self._answers(feed.removeprefix("feeds-"))
        yield self._answers(PUBLIC)
        yield from self._deliveries()
        yield self._poison()
        yield from self._in_intake()
        yield from self._further_on()

    # --- the agency's side --------------------------------------------------------------------

    def _at_the_boundary(self, feed: str) -> Account:
        agency, kept = feed.removeprefix("feeds-"), self._kept[feed]
        mine = [key for key in self._told.attempts if key[0] == agency]
        told = Counter(
            self._by_feed_id(row["subject"].partition("/")[2])
            for row in kept["outbox"]
            if row["subject"].startswith("feed_message/")
        )
        return Account(
            f"{agency}: message taken by its feed",
            attempted={_key(key): 1 for key in mine},
            acknowledged=frozenset(_key(key) for key in self._told.confirmed),
            applied=Counter(f"{agency}/{row['message_id']}" for row in kept["messages"]),
            pending=frozenset(f"{agency}/{one}" for one in self._waiting.of(feed)),
            announced=told,
        )

    def _answers(self, agency: str) -> Account:
        """One answer of the right kind; the same answer again is no other answer."""
        had: Counter[str] = Counter()
        for key, gists in self._told.answers.items():
            for gist in set(gists) if key[0] == agency else ():
                kind = ACCEPT if gist.startswith("receipt ") else "refuse"
                had[f"{_key(key)} {kind}"] += 1
        return Account(
            f"{agency}: one answer, the right one",
            attempted={
                f"{_key(key)} {attempt.expected}": 1
                for key, attempt in self._told.attempts.items()
                if key[0] == agency
            },
            applied=had,
        )

    # --- the bus ------------------------------------------------------------------------------

    def _deliveries(self) -> Iterator[Account]:
        names = list(self._kept)
        heard = {type_: hearers(type_, names) for type_ in self._types()}
        for producer, kept in self._kept.items():
            for consumer in names:
                sent = [row for row in kept["outbox"] if consumer in heard[row["type"]]]
                account = self._delivery(producer, consumer, sent)
                if account.attempted or account.applied:
                    yield account

    def _delivery(self, producer: str, consumer: str, sent: list[Mapping[str, Any]]) -> Account:
        source, kept = f"redress/{producer}", self._kept[consumer]
        of_source = [row for row in kept["inbox"] if row["source"] == source]
        unsent = {row["message_id"] for row in sent if row["sent_at"] is None}
        held = {row["message_id"] for row in kept["held"] if row["source"] == source}
        parked = Counter(
            row["message_id"]
            for row in kept["parked"]
            if row["source"] == source and (consumer, row["message_id"]) not in self._told.poison
        )
        return Account(
            f"bus: {producer} to {consumer}",
            attempted={row["message_id"]: 1 for row in sent},
            applied=Counter(row["message_id"] for row in of_source if row["fate"] in APPLIED),
            parked=parked,
            pending=frozenset(unsent | held | self._waiting.of(consumer)),
        )

    def _poison(self) -> Account:
        """What could not be read is parked, once, in the store of whoever heard it."""
        sources = {f"redress/{name}" for name in self._kept}
        unreadable = Counter(
            f"{name}/{row['message_id']}"
            for name, kept in self._kept.items()
            for row in kept["parked"]
            if row["source"] not in sources or (name, row["message_id"]) in self._told.poison
        )
        owed = {f"{consumer}/{one}": 1 for consumer, one in self._told.poison}
        waiting = frozenset(
            f"{name}/{one}" for name in self._kept for one in self._waiting.of(name)
        )
        return Account("bus: poison", owed, {}, parked=unreadable, pending=waiting)

    # --- what it led to -----------------------------------------------------------------------

    def _in_intake(self) -> Iterator[Account]:
        kept, events = self._kept["intake"], self._kept["intake"].events()
        yield self._effect(
            "intake: referral received",
            self._owed(),
            (self._by_referral(row["referral_id"]) for row in kept["referrals"]),
            (
                self._by_referral(data["referral_id"])
                for type_, data in events
                if type_ == "intake.referral_received.v1"
            ),
        )
        yield self._effect(
            "intake: case opened",
            self._owed(),
            (self._by_case(row["case_id"]) for row in kept["cases"]),
            (self._by_case(d["case_id"]) for t, d in events if t == "intake.case_opened.v1"),
        )
        yield self._effect(
            "intake: consent recorded",
            self._owed_consents(),
            (self._by_case(row["case_id"]) for row in kept["consents"]),
            (self._by_case(data["case_id"]) for type_, data in events if type_ == CONSENT),
        )
        yield self._effect(
            "intake: timeline",
            self._owed_entries(ON_TIMELINE),
            (f"{self._by_case(row['case_id'])} {row['event']}" for row in kept["timeline"]),
        )

    def _further_on(self) -> Iterator[Account]:
        screening, reporting = self._kept["screening"], self._kept["reporting"]
        decided = "screening.eligibility_decided.v1"
        yield self._effect(
            "screening: eligibility decided",
            self._owed(),
            (self._by_referral(row["referral_id"]) for row in screening["decisions"]),
            (self._by_referral(d["referral_id"]) for t, d in screening.events() if t == decided),
        )
        for name in ("allocation", "comms"):
            rows = self._kept[name]["referrals"]
            found = (self._by_referral(row["referral_id"]) for row in rows)
            yield self._effect(f"{name}: decision known", self._owed(), found)
        rows = reporting["referrals"]
        counted = (self._by_referral(row["referral_id"]) for row in rows)
        yield self._effect("reporting: referral counted", self._owed(), counted)
        refused = {
            f"{_key(key)} {REFUSED}": 1
            for key, attempt in self._told.attempts.items()
            if attempt.expected != ACCEPT
        }
        yield self._effect(
            "reporting: milestones",
            self._owed_entries(MILESTONES) | refused,
            (f"{self._by_subject(r['subject'])} {r['type']}" for r in reporting["milestones"]),
        )

    def _effect(
        self,
        name: str,
        owed: Mapping[str, int],
        rows: Iterable[str],
        announced: Iterable[str] | None = None,
    ) -> Account:
        """An account of rows that trace back to an agency's message."""
        keys, applied = {key: key.partition(" ")[0] for key in owed}, Counter(rows)
        return Account(
            name,
            attempted=owed,
            applied=applied,
            parked=self._parked_of(keys, applied),
            pending=frozenset(key for key, root in keys.items() if root in self._wait),
            announced=None if announced is None else Counter(announced),
        )

    def _parked_of(self, keys: Mapping[str, str], applied: Counter[str]) -> dict[str, int]:
        """What had no effect because something of the same agency's message is parked."""
        return {key: 1 for key, root in keys.items() if root in self._park and not applied[key]}

    def _owed(self) -> dict[str, int]:
        return {
            _key(key): 1
            for key, attempt in self._told.attempts.items()
            if attempt.expected == ACCEPT
        }

    def _owed_consents(self) -> dict[str, int]:
        return {
            _key(key): attempt.consents
            for key, attempt in self._told.attempts.items()
            if attempt.consents
        }

    def _owed_entries(self, types: Mapping[str, int]) -> dict[str, int]:
        owed = {f"{key} {type_}": n for key in self._owed() for type_, n in types.items()}
        return owed | {f"{key} {CONSENT}": n for key, n in self._owed_consents().items()}

    # --- tracing ------------------------------------------------------------------------------

    def _references(self) -> Iterator[tuple[str, str]]:
        """Yield what visitors of the gateway were told: their key, and the reference."""
        for key, gists in self._told.answers.items():
            for gist in gists if key[0] == PUBLIC else ():
                kind, _, reference = gist.partition(" ")
                if kind == "receipt":
                    yield _key(key), reference

    def _types(self) -> set[str]:
        return {row["type"] for kept in self._kept.values() for row in kept["outbox"]}

    def _by_feed_id(self, feed_message_id: object) -> str:
        return self._of_feed_id.get(plain(feed_message_id), f"feed_message/{feed_message_id}")

    def _by_referral(self, referral_id: object) -> str:
        return self._of_referral.get(plain(referral_id), f"referral/{referral_id}")

    def _by_case(self, case_id: object) -> str:
        return self._of_case.get(plain(case_id), f"case/{case_id}")

    def _by_subject(self, subject: str) -> str:
        kind, _, one = subject.partition("/")
        return self._by_case(one) if kind == "case" else self._by_feed_id(one)

    def _subjects_that_wait(self) -> set[str]:
        """Return the agencies' messages of which something has not arrived everywhere."""
        on_queues = {one for ids in self._waiting.queues.values() for one in ids}
        found = set()
        for kept in self._kept.values():
            rows = [row for row in kept["outbox"] if row["sent_at"] is None]
            rows += [row for row in kept["outbox"] if row["message_id"] in on_queues]
            found |= {self._by_subject(row["subject"]) for row in (*rows, *kept["held"])}
        for feed in self._feeds:
            agency = feed.removeprefix("feeds-")
            found |= {f"{agency}/{one}" for one in self._waiting.of(feed)}
        return found

    def _subjects_parked(self) -> set[str]:
        return {
            self._by_subject(row["subject"])
            for kept in self._kept.values()
            for row in kept["parked"]
            if row["subject"]
        }


def _key(key: tuple[str, str]) -> str:
    return "/".join(key)
