"""What the stores hold after a run, read with plain SQL: none of the product's code is asked."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, create_engine, text

Row = Mapping[str, Any]

OF_EVERY_STORE = {
    "outbox": "SELECT message_id, exchange, type, subject, body, sent_at FROM outbox",
    "inbox": "SELECT source, message_id, type, fate FROM inbox",
    "held": "SELECT source, message_id, subject FROM inbox_held",
    "parked": (
        "SELECT source, message_id, subject, state, reason FROM parked_messages"
        " WHERE state = 'parked'"
    ),
}
OF_FEEDS = {
    "messages": "SELECT message_id, feed_message_id FROM agency_messages",
    "unanswered": "SELECT position FROM agency_answers WHERE sent_at IS NULL",
}
OF_SERVICE = {
    "intake": {
        "referrals": "SELECT referral_id, case_id, feed_message_id FROM referrals",
        "cases": "SELECT case_id, reference FROM cases",
        "consents": "SELECT consent_id, case_id FROM consents",
        "timeline": "SELECT case_id, event FROM timeline",
    },
    "screening": {
        "decisions": "SELECT decision_id, referral_id FROM eligibility_decisions",
    },
    "allocation": {
        "referrals": "SELECT referral_id FROM allocation_referrals WHERE decision IS NOT NULL",
    },
    "comms": {"referrals": "SELECT referral_id FROM eligibility"},
    "reporting": {
        "referrals": "SELECT referral_id FROM referrals",
        "milestones": "SELECT type, subject FROM milestones",
    },
}


def plain(value: object) -> str:
    """Return an id in one form, however a store keeps it."""
    return str(value).replace("-", "").lower()


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one store, by name of its query."""

    tables: Mapping[str, list[Row]]

    def __getitem__(self, table: str) -> list[Row]:
        return self.tables[table]

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the type and data of everything announced in clear."""
        return [
            (row["type"], json.loads(bytes(row["body"]))["data"])
            for row in self["outbox"]
            if row["exchange"] == "redress.events"
        ]


class Stores:
    """The stores of every service and feed of a run."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        """``urls`` maps each service (``intake`` …, ``feeds-mps`` …) to its database."""
        self._engines: dict[str, Engine] = {
            name: create_engine(url, pool_pre_ping=True) for name, url in urls.items()
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The services and feeds."""
        return tuple(self._engines)

    def close(self) -> None:
        """Close every connection."""
        for engine in self._engines.values():
            engine.dispose()

    def read(self) -> dict[str, Kept]:
        """Read everything that the ledger needs."""
        return {name: self._kept(name) for name in self._engines}

    def _kept(self, name: str) -> Kept:
        more = OF_FEEDS if name.startswith("feeds-") else OF_SERVICE[name]
        return Kept(
            {table: self._rows(name, sql) for table, sql in (OF_EVERY_STORE | more).items()}
        )

    def _rows(self, name: str, sql: str, **values: object) -> list[Row]:
        with self._engines[name].connect() as connection:
            return [dict(row._mapping) for row in connection.execute(text(sql), values)]

    def unsettled(self) -> dict[str, int]:
        """Return where something still waits to be sent or applied, and how much."""
        asked = {
            "outbox": "SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL",
            "held": "SELECT count(*) AS n FROM inbox_held",
        }
        found = {
            f"{name} {what}": int(self._rows(name, sql)[0]["n"])
            for name in self._engines
            for what, sql in asked.items()
        }
        return {where: count for where, count in found.items() if count}

    def sent_events(
        self, count: int, chance: random.Random, type_: str | None = None
    ) -> list[tuple[str, str, str, bytes]]:
        """Return some events (exchange, type, id, body) that were sent before."""
        found = []
        for name in self._engines:
            sql = (
                "SELECT exchange, type, message_id, body FROM outbox"
                " WHERE sent_at IS NOT NULL AND exchange = 'redress.events'"
                + (" AND type = :type" if type_ else "")
                + " ORDER BY position DESC LIMIT 500"
            )
            rows = self._rows(name, sql, **({"type": type_} if type_ else {}))
            found += [(r["exchange"], r["type"], r["message_id"], bytes(r["body"])) for r in rows]
        return chance.sample(found, min(count, len(found)))
