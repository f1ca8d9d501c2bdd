"""A real intake over a real store, and invented referrals for it."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services.intake.entrypoints import serves
from services.intake.papers.runtime import IntakeRuntime
from services.intake.use_cases.referring import receive_referral
from shared.contracts.base import Request, RpcMethod
from shared.contracts.codes import CaseFlag
from shared.contracts.intake.commands import ReceiveReferralV1
from shared.contracts.intake.people import ReferralSubmission
from shared.kernel.ids import SystemIds
from shared.messaging.context import Context
from shared.messaging.unit_of_work import UnitOfWork
from shared.security.actors import Actor, ActorKind, Role, partner_actor, system_actor
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.testing.fakes import FixedClock
from tests.support.migrated import migrated

COORDINATOR = Actor("coordinator-1", ActorKind.STAFF, frozenset({Role.CASE_COORDINATOR}))
MANAGER = Actor("manager-1", ActorKind.STAFF, frozenset({Role.SERVICE_MANAGER}))
FACILITATOR = Actor("facilitator-1", ActorKind.VOLUNTEER, frozenset({Role.FACILITATOR}))
POLICE = partner_actor("mps")
COMMS = system_actor("comms")


def a_submission(**changes: Any) -> dict[str, Any]:
    """A burglary referred by the person harmed, with one responsible person known; all was asked."""
    person = {"given_name": "Testperson", "email": "alpha@example.org", "phone": "07700 900001"}
    base: dict[str, Any] = {
        "initiated_by": "harmed",
        "source": "police",
        "channel": "feed",
        "harmed": [
            {
                **person,
                "ref": "alpha",
                "role": "harmed",
                "family_name": "Alphaexample",
                "date_of_birth": "1980-02-03",
                "home_area": "london",
            }
        ],
        "responsible": [
            {
                "ref": "beta",
                "role": "responsible",
                "given_name": "Testperson",
                "family_name": "Betaexample",
                "date_of_birth": "1990-04-05",
                "establishment": "WWI",
            }
        ],
        "offence": {
            "crime_types": ["burglary"],
            "asked": [flag.value for flag in CaseFlag],
            "narrative": "An invented Narrativetext.",
        },
        "consents": [
            {"participant": "alpha", "purpose": "be_contacted", "obtained_by": "PC Gammaexample"}
        ],
    }
    return {**base, **changes}


class Intake:
    """Intake's use cases, each call in a transaction of its own, as the skin would make it."""

    def __init__(self, url: str, folder: Path) -> None:
        migrated(url, "intake")
        create_service_keys(folder / "intake", folder / "public", "intake")
        self.clock = FixedClock(datetime(2019, 7, 1, 9, tzinfo=UTC))
        self.runtime = IntakeRuntime(
            service="intake",
            store=Store.open(url, service="intake"),
            keys=ServiceKeys.load(folder / "intake", folder / "public", "intake"),
            broker_url="",
            clock=self.clock,
            ids=SystemIds(),
        )

    def as_(self, actor: Actor) -> AbstractContextManager[UnitOfWork]:
        return self.runtime.transaction(Context.of_actor(actor))

    def ask(self, method: RpcMethod, request: Request, by: Actor = COORDINATOR) -> Any:
        served = serves.get(method.name)
        assert served is not None
        if served.own_transaction:
            return served.use_case(self.runtime, Context.of_actor(by), request)
        with self.as_(by) as uow:
            return served.use_case(uow, request)

    def receive(self, message: UUID, **changes: Any) -> None:
        command = ReceiveReferralV1(
            feed_message_id=message,
            agency="mps",
            agreement_clause="4.1",
            received_at=self.clock.now(),
            submission=ReferralSubmission.model_validate(a_submission(**changes)),
        )
        with self.as_(POLICE) as uow:
            receive_referral(uow, command, None)  # type: ignore[arg-type]

    def announced(self) -> list[tuple[str, dict[str, Any]]]:
        """Return (type, data) of everything in the outbox, in order."""
        with self.runtime.store.reading() as connection:
            rows = connection.execute(text("SELECT type, body FROM outbox ORDER BY position"))
            return [(row.type, json.loads(bytes(row.body))["data"]) for row in rows]

    def count(self, table: str) -> int:
        with self.runtime.store.reading() as connection:
            query = f"SELECT count(*) FROM {table}"
            return int(connection.execute(text(query)).scalar_one())


TODAY = date(2019, 7, 1)
