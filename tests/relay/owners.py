"""What intake, screening and allocation hold true in the model, with the leases of ADR 8.

An answer is given under a lease; whatever an owner records ends its leases. Confirming a lease works
once. What was recorded is heard by comms later, in its order.
"""

from __future__ import annotations

from uuid import uuid4

from shared.contracts.allocation.events import FacilitatorsAssignedV1
from shared.contracts.codes import BarKind, HoldCause, ParticipantRole
from shared.contracts.intake.events import CaseHeldV1, CaseResumedV1, ConsentRecordedV1
from shared.contracts.intake.guard import Term, Terms
from shared.contracts.leases import LeaseConfirmed
from shared.contracts.screening.events import ContactBarLiftedV1, ContactBarredV1
from shared.contracts.screening.guard import BarFact
from shared.kernel.errors import Unavailable
from tests.application.comms.world import FIRST, SECOND

OWNERS = ("allocation", "screening", "intake")


class Owners:
    """The truth at its owners."""

    def __init__(self, world) -> None:
        self.world = world
        self.takes_part = {"author": True, "recipient": True}
        self.consented: set = set()
        self.hold = self.bar = None
        self.users = {FIRST, SECOND}
        self.leases: dict = {owner: set() for owner in OWNERS}
        self.unheard: list = []
        self.silent: str | None = None
        self.before: dict = {}
        self.asked = 0
        self.at_confirmation: dict = {}
        for owner in OWNERS:
            world.runtime.answers[f"{owner}.contact_standing"] = self._answering(owner)
            world.runtime.answers[f"{owner}.confirm_lease"] = self._confirming(owner)
        self.terms = [Term(kind="name", text="Testperson Alpha")]
        world.runtime.answers["intake.identifying_terms"] = self._identify

    # what is asked
    def _answering(self, owner):
        def answer():
            question = self._next(owner)
            told = getattr(self, f"_{owner}")(question)
            self.leases[owner].add(told.lease_id)
            return told

        return answer

    def _confirming(self, owner):
        def confirm():
            lease = self._next(owner).lease_id
            stands = lease in self.leases[owner]
            self.leases[owner].discard(lease)
            if stands:
                self.at_confirmation[owner] = self.truth()
            now = self.world.clock.now()
            return LeaseConfirmed(stands=stands, confirmed_at=now if stands else None)

        return confirm

    def _next(self, owner):
        question = self.world.runtime.answers["asked"][-1][1]
        self.asked += 1
        if happening := self.before.get(self.asked):
            happening()
        if self.silent == owner:
            raise Unavailable("no-answer")
        return question

    def _identify(self):
        self._next("intake")
        return Terms(terms=tuple(self.terms))

    def _intake(self, asked):
        return self.world.standing(
            author_takes_part=self.takes_part["author"],
            author_consents_to_item=asked.item_id in self.consented,
            recipient_takes_part=self.takes_part["recipient"],
            recipient_consents_to_kind=self.takes_part["recipient"],
            on_hold=self.hold is not None,
        )

    def _screening(self, _asked):
        today = self.world.clock.today()
        bars = (BarFact(strand_id=self.world.strand_id, from_on=today),) if self.bar else ()
        return self.world.screening(bars=bars)

    def _allocation(self, _asked):
        return self.world.assignment(*sorted(self.users)) if self.users else _nobody(self.world)

    # what is recorded
    def truth(self) -> dict:
        """Everything as it stands at this moment."""
        return {
            "takes_part": all(self.takes_part.values()),
            "consented": frozenset(self.consented),
            "held": self.hold is not None,
            "barred": self.bar is not None,
            "users": frozenset(self.users),
            "identifiers": len(self.terms),
        }

    def record(self, owner, *events) -> None:
        self.leases[owner].clear()
        self.unheard.extend(events)

    def withdraw(self, who) -> None:
        self.takes_part[who] = False
        self.consented.clear()
        self.record("intake", self.world.withdrawal())

    def agree_again(self, who) -> None:
        self.takes_part[who] = True

    def learn_an_identifier(self) -> None:
        """Intake hears what stands in every clean letter; it announces nothing that comms hears."""
        if len(self.terms) == 1:
            self.terms.append(Term(kind="name", text="Testgorse"))
            self.record("intake")

    def consent(self, item_id) -> None:
        self.consented.add(item_id)
        event = ConsentRecordedV1(
            consent_id=uuid4(), case_id=self.world.case_id, person_id=self.world.harmed,
            role=ParticipantRole.HARMED, strand_id=self.world.strand_id, purpose="pass_item",
            given=True, item_id=item_id, method="spoken", obtained_by="staff",
            recorded_at=self.world.clock.now(),
        )  # fmt: skip
        self.unheard.append(event)

    def start_hold(self) -> None:
        if self.hold is None:
            self.hold = uuid4()
            event = CaseHeldV1(
                case_id=self.world.case_id, hold_id=self.hold, cause=HoldCause.OTHER,
                held_at=self.world.clock.now(),
            )  # fmt: skip
            self.record("intake", event)

    def end_hold(self) -> None:
        if self.hold is not None:
            event = CaseResumedV1(
                case_id=self.world.case_id, hold_id=self.hold, resumed_at=self.world.clock.now()
            )
            self.hold = None
            self.unheard.append(event)

    def start_bar(self) -> None:
        if self.bar is None:
            self.bar = uuid4()
            event = ContactBarredV1(
                bar_id=self.bar, case_id=self.world.case_id, strand_id=self.world.strand_id,
                kind=BarKind.NO_CONTACT_ORDER, from_on=self.world.clock.today(),
                barred_at=self.world.clock.now(),
            )  # fmt: skip
            self.record("screening", event)

    def lift_bar(self) -> None:
        if self.bar is not None:
            event = ContactBarLiftedV1(
                bar_id=self.bar, case_id=self.world.case_id, lifted_at=self.world.clock.now()
            )  # fmt: skip
            self.bar = None
            self.unheard.append(event)

    def mend(self) -> None:
        """Everybody takes part, nothing is held or barred, and two have the case."""
        for who in self.takes_part:
            self.agree_again(who)
        self.end_hold()
        self.lift_bar()
        if SECOND not in self.users:
            self.world.assignment_id = uuid4()
            self.users.add(SECOND)
            event = FacilitatorsAssignedV1(
                assignment_id=self.world.assignment_id, case_id=self.world.case_id,
                facilitator_ids=(uuid4(), uuid4()), user_ids=(FIRST, SECOND),
                assigned_at=self.world.clock.now(),
            )  # fmt: skip
            self.unheard.append(event)

    def release(self, user) -> None:
        if user in self.users:
            self.users.discard(user)
            self.record("allocation", self.world.released(user))


def _nobody(world):
    return world.assignment(FIRST).model_copy(update={"user_ids": ()})
