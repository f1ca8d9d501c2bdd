"""One case as comms meets it: events in, commands by people, and intake's answers by hand."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select

from services.comms.domain.passage import OWNERS
from services.comms.entrypoints import reactions, serves
from shared.contracts.allocation.events import FacilitatorReleasedV1, FacilitatorsAssignedV1
from shared.contracts.allocation.guard import AssignmentFacts
from shared.contracts.codes import (
    ConsentPurpose,
    EligibilityDecision,
    ItemKind,
    Mode,
    ParticipantRole,
    PlaceKind,
    RiskDecision,
    Side,
)
from shared.contracts.comms import planning, rpc
from shared.contracts.intake.contact import ContactAdvice
from shared.contracts.intake.events import CaseOpenedV1, ConsentWithdrawnV1, StrandOpened
from shared.contracts.intake.guard import StandingFacts, Term, Terms
from shared.contracts.leases import LeaseConfirmed
from shared.contracts.screening.events import EligibilityDecidedV1, RiskAssessmentSignedOffV1
from shared.contracts.screening.guard import EligibilityFact, RiskFact, ScreeningFacts
from shared.kernel.errors import Unavailable
from shared.messaging.context import Context
from shared.messaging.runtime import Runtime
from shared.messaging.tables import outbox
from shared.security.actors import Actor, ActorKind, Role
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.testing.fakes import FixedClock
from tests.support.migrated import migrated

CONFERENCE_STEPS = (
    "informed",
    "hopes_heard",
    "prepared",
    "access_needs_met",
    "venue_agreed",
)
WORDS = "I have thought about it every day, and I am sorry for the harm."
FIRST, SECOND, OTHER, OFFICE, AUDITOR = "vol-1", "vol-2", "vol-3", "office-1", "audit-1"


class Asking(Runtime):
    """A runtime whose other services answer as the test says."""

    answers: dict

    def ask(self, method, request, **options):
        self.answers.setdefault("asked", []).append((method.routing_key, request, options))
        answer = self.answers[method.routing_key]
        found = answer() if callable(answer) else answer
        if isinstance(found, Exception):
            raise found
        return found


def actor(user: str, role: Role) -> Actor:
    return Actor(id=user, kind=ActorKind.STAFF, roles=frozenset({role}), issuer="gateway")


PEOPLE = {
    FIRST: actor(FIRST, Role.FACILITATOR),
    SECOND: actor(SECOND, Role.FACILITATOR),
    OTHER: actor(OTHER, Role.FACILITATOR),
    OFFICE: actor(OFFICE, Role.CASE_COORDINATOR),
    AUDITOR: actor(AUDITOR, Role.AUDITOR),
}


class CommsWorld:
    """A migrated store of comms and one case in it."""

    def __init__(self, url: str, folder: Path) -> None:
        migrated(url, "comms")
        create_service_keys(folder / "keys", folder / "public", "comms")
        self.clock = FixedClock()
        self.runtime = Asking(
            service="comms",
            store=Store.open(url, service="comms"),
            keys=ServiceKeys.load(folder / "keys", folder / "public", "comms"),
            broker_url="",
            clock=self.clock,
        )
        self.runtime.answers = {
            "intake.contact_standing": self.standing,
            "screening.contact_standing": self.screening,
            "allocation.contact_standing": self.assignment,
            **{f"{owner}.confirm_lease": self.confirmed for owner in OWNERS},
            "intake.contact_advice": ContactAdvice(allowed=True, objections=()),
            "intake.identifying_terms": Terms(terms=(Term(kind="name", text="Testperson Alpha"),)),
        }
        self.case_id, self.strand_id, self.referral_id = uuid4(), uuid4(), uuid4()
        self.assignment_id = uuid4()
        self.harmed, self.responsible = uuid4(), uuid4()

    def standing(self, **changes) -> StandingFacts:
        given = {
            "author_takes_part": True,
            "author_consents_to_item": True,
            "recipient_takes_part": True,
            "recipient_consents_to_kind": True,
            "case_open": True,
            "on_hold": False,
            "checked_at": self.clock.now(),
            "lease_id": uuid4(),
            "contact_objections": (),
        }
        return StandingFacts(**{**given, **changes})

    def screening(self, **changes) -> ScreeningFacts:
        given = {
            "bars": (),
            "eligibility": (EligibilityFact(decision=EligibilityDecision.PROCEED),),
            "risk": RiskFact(
                decision=RiskDecision.PROCEED,
                modes=tuple(Mode),
                signatures=2,
                valid_until=self.clock.today() + timedelta(days=56),
            ),
            "lease_id": uuid4(),
        }
        return ScreeningFacts(**{**given, **changes})

    def assignment(self, *users) -> AssignmentFacts:
        return AssignmentFacts(user_ids=users or (FIRST, SECOND), lease_id=uuid4())

    def confirmed(self, **changes) -> LeaseConfirmed:
        given = {"stands": True, "confirmed_at": self.clock.now(), "number": 1}
        return LeaseConfirmed(**{**given, **changes})

    def intake_is_away(self) -> None:
        for asked in ("contact_standing", "confirm_lease", "identifying_terms", "contact_advice"):
            self.runtime.answers[f"intake.{asked}"] = Unavailable("no-answer")

    def hear(self, event) -> None:
        """An event arrives."""
        reaction = reactions.get(event.type())
        context = Context.of_system("comms")
        if reaction.own_transaction:
            reaction.handler(self.runtime, context, event, None)
            return
        with self.runtime.transaction(context) as uow:
            reaction.handler(uow, event, None)

    def do(self, method, request, by=FIRST):
        """Somebody calls an RPC method."""
        served = serves.get(method.name)
        context = Context.of_actor(PEOPLE[by])
        if served.own_transaction:
            return served.use_case(self.runtime, context, request)
        with self.runtime.transaction(context) as uow:
            return served.use_case(uow, request)

    def strand(self) -> StrandOpened:
        return StrandOpened(
            strand_id=self.strand_id, harmed_ids=(self.harmed,), responsible_id=self.responsible
        )

    def get_ready(self, person=None, *steps) -> None:
        """Somebody, or everybody, is ready for a conference."""
        for one in [person] if person else [self.harmed, self.responsible]:
            for step in steps or CONFERENCE_STEPS:
                self.do(
                    planning.RECORD_READINESS,
                    planning.RecordReadiness(
                        case_id=self.case_id, strand_id=self.strand_id, person_id=one, step=step
                    ),
                )

    def facts(self) -> list:
        """The events after which comms may let things pass."""
        now = self.clock.now()
        return [
            CaseOpenedV1(
                case_id=self.case_id,
                reference="RJ-1907-TEST",
                opened_at=now,
                strands=(self.strand(),),
            ),
            EligibilityDecidedV1(
                decision_id=uuid4(),
                case_id=self.case_id,
                referral_id=self.referral_id,
                decision=EligibilityDecision.PROCEED,
                policy_version="practice-2019",
                decided_at=now,
            ),
            RiskAssessmentSignedOffV1(
                assessment_id=uuid4(),
                case_id=self.case_id,
                strand_id=self.strand_id,
                decision=RiskDecision.PROCEED,
                modes_permitted=tuple(Mode),
                signatures=2,
                valid_until=self.clock.today() + timedelta(days=56),
                signed_off_at=now,
            ),
            FacilitatorsAssignedV1(
                assignment_id=self.assignment_id,
                case_id=self.case_id,
                facilitator_ids=(uuid4(), uuid4()),
                user_ids=(FIRST, SECOND),
                assigned_at=now,
            ),
        ]

    def ready(self) -> CommsWorld:
        for event in self.facts():
            self.hear(event)
        return self

    def compose(self, text=WORDS, **more):
        request = rpc.ComposeItem(
            **{
                "case_id": self.case_id,
                "strand_id": self.strand_id,
                "kind": ItemKind.LETTER,
                "from_side": Side.HARMED,
                "text": text,
                **more,
            }
        )
        return self.do(rpc.COMPOSE_ITEM, request)

    def step(self, method, item, by=FIRST):
        request = rpc.ItemStep(
            case_id=self.case_id, item_id=item.item_id, content_hash=item.content_hash
        )
        return self.do(method, request, by)

    def offered(self, text=WORDS, **more):
        """An item that needs only to be delivered."""
        item = self.compose(text, **more)
        self.step(rpc.APPROVE_ITEM, item)
        for finding in self.step(rpc.CHECK_ITEM, item).findings:
            self.do(
                rpc.ANSWER_FINDING,
                rpc.AnswerFinding(
                    case_id=self.case_id,
                    item_id=item.item_id,
                    finding_id=finding.finding_id,
                    answer="Both sides have known this from the trial.",
                ),
            )
        self.step(rpc.VET_ITEM, item, FIRST)
        self.step(rpc.VET_ITEM, item, SECOND)
        self.offer(item)
        return item

    def offer(self, item, *, accepts=True):
        window = {
            "window_from": self.clock.now() - timedelta(hours=1),
            "window_until": self.clock.now() + timedelta(days=3),
        }
        return self.do(
            rpc.RECORD_OFFER,
            rpc.RecordOffer(
                case_id=self.case_id,
                item_id=item.item_id,
                accepts=accepts,
                **(window if accepts else {}),
            ),
        )

    def deliver(self, item, by=FIRST, content_hash=None):
        return self.do(
            rpc.DELIVER_ITEM,
            rpc.DeliverItem(
                case_id=self.case_id,
                item_id=item.item_id,
                how="read_aloud",
                content_hash=content_hash or item.content_hash,
            ),
            by,
        )

    def gate(self, item):
        return self.do(rpc.GATE, rpc.ItemById(case_id=self.case_id, item_id=item.item_id))

    def process(self, by=FIRST):
        return self.do(rpc.PROCESS, rpc.CaseById(case_id=self.case_id), by)

    def state(self, item):
        (found,) = [one for one in self.process().items if one.item_id == item.item_id]
        return found.state

    def withdrawal(self, *purposes, strands=None) -> ConsentWithdrawnV1:
        return ConsentWithdrawnV1(
            case_id=self.case_id,
            person_id=uuid4(),
            role=ParticipantRole.HARMED,
            strand_ids=(self.strand_id,) if strands is None else strands,
            consent_ids=(uuid4(),),
            purposes=purposes or (ConsentPurpose.TAKE_PART,),
            withdrawn_at=self.clock.now(),
        )

    def released(self, user=SECOND) -> FacilitatorReleasedV1:
        return FacilitatorReleasedV1(
            assignment_id=self.assignment_id,
            case_id=self.case_id,
            facilitator_id=uuid4(),
            user_id=user,
            reason="left",
            released_at=self.clock.now(),
        )

    def conference(self, by=FIRST):
        self.get_ready()
        return self.do(
            rpc.HOLD_CONFERENCE,
            rpc.HoldConference(
                case_id=self.case_id,
                strand_id=self.strand_id,
                place=PlaceKind.PRISON,
                minutes=120,
            ),
            by,
        )

    def announced(self, name: str) -> list[dict]:
        """The data of every event of a name in the outbox."""
        with self.runtime.store.reading() as connection:
            bodies = connection.execute(select(outbox.c.body).order_by(outbox.c.position)).scalars()
            messages = [json.loads(bytes(body)) for body in bodies]
        return [m["data"] for m in messages if m["type"] == f"comms.{name}.v1"]

    def audited(self) -> list[str]:
        from shared.audit.trail import entries

        with self.runtime.store.reading() as connection:
            return [entry.action for entry in entries(connection, f"case/{self.case_id}")]


def codes(view) -> set[str]:
    """The conditions that do not hold."""
    return {one.code for one in view.conditions if not one.holds}


def unknown() -> UUID:
    return uuid4()
