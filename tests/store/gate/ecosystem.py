"""The four owners of the gate's conditions, each over a real store, and cases ready to cross.

Questions between services are put to the real use cases of the other service, in its own
transaction, as its RPC server would; ``before`` and ``after`` each question something may happen.
Events are carried by hand (``carry``), so that a test decides what comms has heard.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from string import ascii_lowercase
from types import SimpleNamespace
from uuid import UUID

from sqlalchemy import select

from services.allocation import entrypoints as allocation_door
from services.comms import entrypoints as comms_door
from services.intake import entrypoints as intake_door
from services.screening import entrypoints as screening_door
from shared.audit.trail import entries
from shared.contracts.allocation import rpc as allocation
from shared.contracts.codes import ItemKind, Mode, RiskDecision, Side, VolunteerStatus
from shared.contracts.comms import rpc as comms
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.people import ReferralSubmission
from shared.contracts.registry import EVENTS
from shared.contracts.screening import rpc as screening
from shared.kernel.ids import SystemIds
from shared.messaging.context import Context
from shared.messaging.runtime import Runtime
from shared.messaging.tables import outbox
from shared.security.actors import Actor, ActorKind, Role, system_actor
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.testing.fakes import FixedClock
from tests.support.intake import a_submission
from tests.support.migrated import migrated
from tests.support.risk import WHOLE

DOORS = {
    "intake": intake_door,
    "screening": screening_door,
    "allocation": allocation_door,
    "comms": comms_door,
}
WORDS = "I have thought about it every day."
MUST_ANSWER = ("A1", "A2", "B1", "B3", "C1", "C2", "C3", "C4", "D1", "D6", "E1", "F1")
_numbers = count(1)
YEAR = {"valid_from": date(2019, 1, 1), "valid_until": date(2021, 1, 1)}


def staff(user: str, role: Role = Role.CASE_COORDINATOR) -> Actor:
    return Actor(id=user, kind=ActorKind.STAFF, roles=frozenset({role}), issuer="gateway")


OFFICE, MANAGER = staff("office-1"), staff("manager-1", Role.SERVICE_MANAGER)


def someone_elses_submission():
    """A referral of people whom no other case knows."""
    number = next(_numbers)
    chance, about = random.Random(number), a_submission()
    for person in (*about["harmed"], *about["responsible"]):
        for name in ("given_name", "family_name"):
            letters = "".join(chance.choices(ascii_lowercase, k=9))
            person[name] = f"{letters}example".capitalize()
        person["date_of_birth"] = str(date(1940, 1, 1) + timedelta(days=chance.randrange(20_000)))
    phone = f"07700 900{number % 1000:03}"
    about["harmed"][0].update(email=f"person-{number}@example.org", phone=phone)
    return about


class Questions(Runtime):
    """A runtime that puts its questions to the other services' own use cases."""

    others: Ecosystem

    def ask(self, method, request, **options):
        self.others.before(method)
        answer = self.others.ask(method, request, system_actor(self.service))
        self.others.after(method)
        return answer


def nothing(method) -> None:
    """Nothing happens."""


class Ecosystem:
    """Four services and the roads between them."""

    def __init__(self, url_of, folder) -> None:
        self.clock = FixedClock()
        self.before = self.after = nothing
        self._carried = dict.fromkeys(DOORS, 0)
        self.runtimes = {name: self._runtime(name, url_of(name), folder) for name in DOORS}

    def _runtime(self, name, url, folder) -> Runtime:
        migrated(url, name)
        create_service_keys(folder / name, folder / "public", name)
        made = Questions(
            service=name,
            store=Store.open(url, service=name),
            keys=ServiceKeys.load(folder / name, folder / "public", name),
            broker_url="",
            clock=self.clock,
            ids=SystemIds(),
        )
        made.others = self
        return made

    def ask(self, method, request, by=OFFICE):
        """Somebody calls a method of a service."""
        runtime = self.runtimes[method.service]
        served = DOORS[method.service].serves.get(method.name)
        context = Context.of_actor(by)
        if served.own_transaction:
            return served.use_case(runtime, context, request)
        with runtime.transaction(context) as uow:
            return served.use_case(uow, request)

    def carry(self, *to: str) -> None:
        """Let everything announced be heard, by all or by some, until all is quiet."""
        while any(self._carry_from(name, to or tuple(DOORS)) for name in DOORS):
            pass

    def _carry_from(self, name, receivers) -> bool:
        with self.runtimes[name].store.reading() as connection:
            newer = outbox.c.position > self._carried[name]
            rows = connection.execute(select(outbox).where(newer).order_by("position")).all()
        for row in rows:
            self._carried[name] = row.position
            event = EVENTS[row.type].model_validate(json.loads(bytes(row.body))["data"])
            for receiver in receivers:
                self._hear(receiver, event)
        return bool(rows)

    def _hear(self, receiver, event) -> None:
        reaction = DOORS[receiver].reactions.get(event.type())
        if reaction is None:
            return
        runtime, envelope = self.runtimes[receiver], SimpleNamespace(time=self.clock.now())
        if reaction.own_transaction:
            reaction.handler(runtime, Context.of_system(receiver), event, envelope)
            return
        with runtime.transaction() as uow:
            reaction.handler(uow, event, envelope)

    def audited(self, service: str, case_id: UUID) -> list[str]:
        """The actions on record for a case, in the order of their recording."""
        with self.runtimes[service].store.reading() as connection:
            return [one.action for one in entries(connection, f"case/{case_id}")]

    def close(self) -> None:
        for runtime in self.runtimes.values():
            runtime.close()

    def case(self) -> Case:
        """A new case in which a letter from the harmed side may pass."""
        return Case(self).referred().assessed().allocated().agreed()


@dataclass
class Case:
    """One case, and what people do in it."""

    world: Ecosystem
    case_id: UUID | None = None
    strand_id: UUID | None = None
    referral_id: UUID | None = None
    author: UUID | None = None
    recipient: UUID | None = None
    users: tuple[str, str] = ("", "")
    facilitators: list[UUID] = field(default_factory=list)

    def ask(self, method, request, by=OFFICE, **about):
        return self.world.ask(method, request(case_id=self.case_id, **about), by)

    def referred(self):
        submission = ReferralSubmission.model_validate(someone_elses_submission())
        found = self.world.ask(intake.SUBMIT_REFERRAL, intake.SubmitReferral(submission=submission))
        self.case_id, strand = found.case_id, found.strands[0]
        self.referral_id = found.referral_id
        self.strand_id = strand.strand_id
        self.author, self.recipient = strand.harmed_ids[0], strand.responsible_id
        self.world.carry()
        return self

    def assessed(self):
        self.assess(RiskDecision.PROCEED, tuple(Mode))
        return self

    def assess(self, decision, modes):
        factors = tuple(
            screening.RiskFactor(
                factor=code, likelihood=2, impact=2, residual_likelihood=1, residual_impact=2,
                rationale=WORDS, mitigation=WORDS,
            )
            for code in MUST_ANSWER
        )  # fmt: skip
        drafted = self.ask(
            screening.DRAFT_RISK_ASSESSMENT,
            screening.DraftRiskAssessment,
            strand_id=self.strand_id,
            factors=factors,
            decision=decision,
            modes_permitted=modes,
            reasons=WORDS,
            **WHOLE,
            valid_until=self.world.clock.today() + timedelta(days=90),
        )
        for signer in (staff("signer-1"), staff("signer-2")):
            self.ask(
                screening.SIGN_RISK_ASSESSMENT,
                screening.SignRiskAssessment,
                signer,
                assessment_id=drafted.assessment_id,
            )

    def allocated(self):
        short = str(self.case_id)[-12:]
        self.users = (f"vol-1-{short}", f"vol-2-{short}")
        self.facilitators = [self._volunteer(user) for user in self.users]
        self.world.carry()
        self.ask(
            allocation.ASSIGN_FACILITATORS,
            allocation.AssignFacilitators,
            facilitator_ids=tuple(self.facilitators),
        )
        self.world.carry()
        return self

    def _volunteer(self, user):
        ask = self.world.ask
        entered = allocation.RegisterVolunteer(
            name=f"Testperson {user}", user_id=user, organisation="Example",
            status=VolunteerStatus.ACTIVE,
        )  # fmt: skip
        found = ask(allocation.REGISTER_VOLUNTEER, entered, MANAGER).facilitator_id
        accredited = allocation.RecordAccreditation(
            facilitator_id=found, kind="practitioner", **YEAR
        )
        vetted = allocation.RecordVetting(
            facilitator_id=found, kind="dbs_enhanced", issued_on=YEAR["valid_from"],
            next_check_on=YEAR["valid_until"],
        )  # fmt: skip
        ask(allocation.RECORD_ACCREDITATION, accredited, MANAGER)
        ask(allocation.RECORD_VETTING, vetted, MANAGER)
        return found

    def agreed(self):
        """Both sides say yes to taking part, and the recipient to letters."""
        self.agree()
        self.world.carry()
        return self

    def agree(self):
        for person in (self.author, self.recipient):
            self.consent(person, "take_part")
        self.consent(self.recipient, "receive_item", item_kind=ItemKind.LETTER)

    def consent(self, person, purpose, *, given=True, **about):
        return self.ask(
            intake.RECORD_CONSENT,
            intake.RecordConsent,
            person_id=person,
            purpose=purpose,
            given=given,
            **about,
        )

    def withdraw(self, person):
        return self.ask(intake.WITHDRAW_CONSENT, intake.WithdrawConsent, person_id=person)

    def by(self, number):
        return staff(self.users[number], Role.FACILITATOR)

    def letter(self, text=WORDS):
        """A letter that needs only to be delivered."""
        item = self.ask(
            comms.COMPOSE_ITEM,
            comms.ComposeItem,
            self.by(0),
            strand_id=self.strand_id,
            kind=ItemKind.LETTER,
            from_side=Side.HARMED,
            text=text,
        )
        about = {"item_id": item.item_id, "content_hash": item.content_hash}
        self.ask(comms.APPROVE_ITEM, comms.ItemStep, self.by(0), **about)
        self.consent(self.author, "pass_item", item_id=item.item_id)
        for finding in self.ask(comms.CHECK_ITEM, comms.ItemStep, self.by(0), **about).findings:
            self.ask(
                comms.ANSWER_FINDING,
                comms.AnswerFinding,
                self.by(0),
                item_id=item.item_id,
                finding_id=finding.finding_id,
                answer="Known to both from the trial.",
            )
        for number in (0, 1):
            self.ask(comms.VET_ITEM, comms.ItemStep, self.by(number), **about)
        self.ask(
            comms.RECORD_OFFER,
            comms.RecordOffer,
            self.by(0),
            item_id=item.item_id,
            accepts=True,
            window_from=self.world.clock.now() - timedelta(hours=1),
            window_until=self.world.clock.now() + timedelta(days=30),
        )
        self.world.carry()
        return item

    def deliver(self, item, by=None):
        return self.ask(
            comms.DELIVER_ITEM,
            comms.DeliverItem,
            by or self.by(0),
            item_id=item.item_id,
            content_hash=item.content_hash,
            how="read_aloud",
        )

    def state(self, item):
        shown = self.ask(comms.PROCESS, comms.CaseById)
        return next(one.state for one in shown.items if one.item_id == item.item_id)
