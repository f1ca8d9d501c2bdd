"""The whole relay as a state machine: real use cases over a real store, anything in any order.

The ledger is the machine's own: what was done and succeeded. It shares no code with the gate. Inside a
delivery something may be recorded before any of the seven questions, an owner may be silent, and the
process may die before or after it has committed; then the caller, who got no answer, asks again.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from services.comms.entrypoints import reactions
from services.comms.store.items import items_of
from services.comms.use_cases import passing
from shared.contracts.codes import Side
from shared.contracts.comms import relay, rpc
from shared.kernel.errors import Refused
from shared.messaging.context import Context
from shared.messaging.tables import outbox
from tests.application.comms.world import FIRST, OFFICE, SECOND, CommsWorld
from tests.relay.kept import Kept, kept_as_item
from tests.relay.owners import OWNERS, Owners

CLEAN = "It has stayed with me like the smell of testgorse, and it is hard to say."
LEAKY = "Ask for Testperson Alpha when you come."
PEOPLE = (FIRST, SECOND, OFFICE)
MEANWHILE = ("withdraw", "hold", "bar", "release", "identify", "recall", "revise", "deliver")
counts: Counter = Counter()


class Crash(BaseException):
    """The process died."""


class RelayMachine(RuleBasedStateMachine):
    """One case per history, in a store that all histories share."""

    world: CommsWorld
    items = Bundle("items")

    @initialize()
    def a_new_case(self):
        world = self.world
        for name in ("case_id", "strand_id", "referral_id", "assignment_id", "harmed"):
            setattr(world, name, uuid4())
        world.responsible = uuid4()
        world.runtime.answers["asked"] = []
        with world.runtime.store.writing() as connection:
            connection.execute(outbox.delete())
        world.ready()
        self.owners = Owners(world)
        self.kept: dict = {}
        self.last_event = None
        counts["histories"] += 1

    # the relay's own steps
    @rule(target=items, leaky=st.booleans(), side=st.sampled_from(Side))
    def compose(self, leaky, side):
        text = LEAKY if leaky else CLEAN
        made = self.world.compose(text, from_side=side)
        kept = Kept(made.item_id, made.content_hash, side, text)
        self.kept[made.item_id] = kept
        return kept

    @rule(target=items, side=st.sampled_from(Side))
    def compose_and_bring_to_the_gate(self, side):
        kept = self.compose(False, side)
        self.approve(kept)
        self.owners.consent(kept.item_id)
        self.check(kept)
        self.answer(kept)
        for who in (FIRST, SECOND):
            self.vet(kept, who)
        self.offer(kept, 0, 72)
        return kept

    @rule(kept=items)
    def approve(self, kept):
        with suppress(Refused):
            self._step(rpc.APPROVE_ITEM, kept)
            kept.approved = True

    @rule(kept=items)
    def check(self, kept):
        with suppress(Refused):
            found = self._step(rpc.CHECK_ITEM, kept).findings
            # The same words found again for the same reason keep the answer that they have.
            kept.checked = True
            kept.findings = {one.finding_id for one in found} - kept.answered
            kept.known = len(self.owners.terms)

    @rule(kept=items)
    def answer(self, kept):
        for finding_id in tuple(kept.findings):
            with suppress(Refused):
                self._ask(
                    rpc.ANSWER_FINDING, rpc.AnswerFinding, item_id=kept.item_id,
                    finding_id=finding_id, answer="Both have known it for years.",
                )  # fmt: skip
                kept.findings.discard(finding_id)
                kept.answered.add(finding_id)

    @rule(kept=items, who=st.sampled_from(PEOPLE))
    def vet(self, kept, who):
        if who != OFFICE and who not in self.owners.users:
            return
        with suppress(Refused):
            self._step(rpc.VET_ITEM, kept, who)
            kept.vetted.add(who)

    @rule(kept=items, starts=st.sampled_from([0, 0, 5, -9]), hours=st.sampled_from([2, 72]))
    def offer(self, kept, starts, hours):
        begins = self.world.clock.now() + timedelta(hours=starts)
        window = (begins, begins + timedelta(hours=hours))
        with suppress(Refused):
            self._choose(kept, accepts=True, window_from=window[0], window_until=window[1])
            kept.window = window

    @rule(kept=items, later=st.booleans())
    def decline(self, kept, later):
        until = self.world.clock.now() + timedelta(days=1) if later else None
        with suppress(Refused):
            self._choose(kept, accepts=False, keep_until=until)
            kept.window = None

    @rule(target=items, kept=items)
    def revise(self, kept):
        try:
            made = self._ask(relay.REVISE_ITEM, relay.ReviseItem, item_id=kept.item_id, text=CLEAN)
        except Refused:
            return kept
        kept.recalled = True
        newer = Kept(made.item_id, made.content_hash, kept.side, CLEAN)
        self.kept[made.item_id] = newer
        counts["revised"] += 1
        return newer

    @rule(kept=items)
    def recall(self, kept):
        with suppress(Refused):
            self._ask(rpc.RECALL_ITEM, rpc.RecallItem, item_id=kept.item_id, reason="by_hand")
            kept.recalled = True

    @rule(kept=items, what=st.sampled_from(["proven", "returned", "refused"]))
    def learn(self, kept, what):
        with suppress(Refused):
            about = {"item_id": kept.item_id, "result": what}
            self._ask(relay.RECORD_DELIVERY_RESULT, relay.RecordDeliveryResult, **about)
            if what != "proven":
                kept.undone += 1
                counts[what] += 1
            if what == "refused":
                kept.window = None

    # what owners record, and comms hears
    @rule(what=st.sampled_from(["withdraw", "hold", "resume", "bar", "lift", "release", "agree",
                               "identify"]),
          who=st.sampled_from(["author", "recipient"]))  # fmt: skip
    def happen(self, what, who):
        owners = self.owners
        {
            "withdraw": lambda: owners.withdraw(who),
            "agree": lambda: owners.agree_again(who),
            "hold": owners.start_hold,
            "resume": owners.end_hold,
            "bar": owners.start_bar,
            "lift": owners.lift_bar,
            "release": lambda: owners.release(SECOND),
            "identify": owners.learn_an_identifier,
        }[what]()
        counts[what] += 1

    @rule(kept=items)
    def consent(self, kept):
        self.owners.consent(kept.item_id)

    @rule()
    def hear_everything(self):
        while self.owners.unheard:
            self.hear_next()

    @rule()
    def hear_next(self):
        if self.owners.unheard:
            self.last_event = self.owners.unheard.pop(0)
            self._hear(self.last_event)

    @rule()
    def die_while_hearing(self):
        """Nothing of it is kept, and the broker brings it again: it is still unheard."""
        if not self.owners.unheard:
            return
        event = self.owners.unheard[0]
        handler = reactions.get(event.type()).handler
        with suppress(Crash), self.world.runtime.transaction(Context.of_system("comms")) as uow:
            handler(uow, event, None)
            raise Crash
        counts["died_hearing"] += 1

    @rule()
    def hear_the_last_again(self):
        if self.last_event is not None:
            self._hear(self.last_event)
            counts["redelivered"] += 1

    @rule(hours=st.sampled_from([1, 30]))
    def wait(self, hours):
        self.world.clock.advance(timedelta(hours=hours))

    # deliveries
    @rule(
        kept=items,
        gap=st.none() | st.integers(1, 7),
        what=st.sampled_from(MEANWHILE),
        heard=st.booleans(),
        silent=st.none() | st.none() | st.sampled_from(OWNERS),
        crash=st.none() | st.integers(1, 9),
    )
    def deliver_disturbed(self, kept, gap, what, heard, silent, crash):
        self._cross(kept, gap, what, heard=heard, silent=silent, crash=crash)

    @rule(
        target=items,
        side=st.sampled_from(Side),
        gap=st.none() | st.integers(1, 7),
        what=st.sampled_from(MEANWHILE),
        heard=st.booleans(),
        crash=st.none() | st.none() | st.integers(1, 9),
    )
    def a_whole_passage_disturbed(self, side, gap, what, heard, crash):
        """All is well again, and something goes the whole way, with something in its way."""
        self.owners.mend()
        self.hear_everything()
        kept = self.compose_and_bring_to_the_gate(side)
        self._cross(kept, gap, what, heard=heard, silent=None, crash=crash)
        return kept

    @rule(kept=items)
    def deliver(self, kept):
        self._cross(kept, None, "", heard=False, silent=None, crash=None)

    def _cross(self, kept, gap, what, *, heard, silent, crash):
        owners = self.owners
        owners.before, owners.asked, owners.at_confirmation = {}, 0, {}
        owners.silent = silent
        if gap:
            owners.before[gap] = lambda: self._meanwhile(kept, what, heard=heard)
        if crash and crash <= 7:
            owners.before[crash] = self._die
        try:
            self._deliver_dying(kept, crash)
        except Crash:
            counts["crashed"] += 1
        except Refused:
            counts["refused"] += 1
        else:
            counts["delivered"] += 1
            self._judge(kept)
        owners.silent, owners.before = None, {}

    def _deliver_dying(self, kept, crash):
        """At 8 the process dies inside of its last transaction, at 9 right after its commit."""
        if crash != 8:
            self.world.deliver(kept_as_item(kept))
            if crash == 9:
                counts["answer_lost"] += 1
                self._asks_again(kept)
            return
        record = passing._deliver

        def die(*about):
            record(*about)
            raise Crash

        passing._deliver = die
        try:
            self.world.deliver(kept_as_item(kept))
        finally:
            passing._deliver = record

    def _asks_again(self, kept):
        """Whoever got no answer asks again: the second finds it delivered."""
        before = self.owners.at_confirmation
        self.owners.before, self.owners.at_confirmation = {}, {}
        try:
            self.world.deliver(kept_as_item(kept))
        except Refused:
            self.owners.at_confirmation = before
        else:
            raise AssertionError("delivered twice")

    def _die(self):
        raise Crash

    def _meanwhile(self, kept, what, *, heard):
        counts["meanwhile"] += 1
        if what == "deliver":
            self._another_delivers(kept)
        elif what in {"recall", "revise"}:
            getattr(self, what)(kept)
        else:
            self.happen(what, "author")
        if heard:
            self.hear_everything()

    def _another_delivers(self, kept):
        """While one delivery is on its way, somebody else carries the same item the whole way."""
        owners = self.owners
        outer = owners.before, owners.asked, owners.at_confirmation
        owners.before, owners.at_confirmation = {}, {}
        try:
            self.world.deliver(kept_as_item(kept), SECOND if SECOND in owners.users else FIRST)
        except Refused:
            counts["refused"] += 1
        else:
            counts["overtaken"] += 1
            self._judge(kept)
        finally:
            owners.before, owners.asked, owners.at_confirmation = outer

    def _judge(self, kept):
        """Everything that the gate promises: each owner's as it stood when that owner confirmed."""
        confirmed, now = self.owners.at_confirmation, self.world.clock.now()
        assert set(confirmed) == set(OWNERS), "delivered without every confirmation"
        intake = confirmed["intake"]
        wrong = {
            "takes_part": intake["takes_part"],
            "consented": kept.item_id in intake["consented"],
            "not_held": not intake["held"],
            "not_barred": not confirmed["screening"]["barred"],
            "two_facilitators": len(confirmed["allocation"]["users"]) >= 2,
            "approved": kept.approved,
            "checked": kept.checked and not kept.findings,
            "by_all_identifiers": kept.known >= intake["identifiers"],
            "vetted": len(kept.vetted & {FIRST, SECOND}) == 2
            or bool(kept.vetted & {FIRST, SECOND} and OFFICE in kept.vetted),
            "window": kept.window is not None and kept.window[0] <= now <= kept.window[1],
            "not_recalled": not kept.recalled,
            "not_twice": kept.delivered == kept.undone,
        }
        assert all(wrong.values()), [name for name, holds in wrong.items() if not holds]
        kept.delivered += 1
        steps = self._ask(relay.ITEM_STEPS, relay.AskStepsOfItem, item_id=kept.item_id)
        words = self._ask(rpc.READ_ITEM, rpc.ItemById, item_id=kept.item_id)
        assert steps.sealed
        assert {one.content_hash for one in steps.steps} == {kept.hash} == {words.content_hash}
        assert words.text == kept.text

    @invariant()
    def as_many_deliveries_as_the_ledger_has(self):
        if not hasattr(self, "kept"):
            return
        with self.world.runtime.store.reading() as connection:
            found = items_of(connection, self.world.case_id)
        assert {item.item_id for item in found} == set(self.kept)
        for item in found:
            kept = self.kept[item.item_id]
            assert item.is_delivered == (kept.delivered > kept.undone)
            assert not (kept.recalled and item.state not in {"recalled", "delivered"})

    def teardown(self):
        if not hasattr(self, "kept"):
            return
        self.hear_everything()
        announced = Counter(one["item_id"] for one in self.world.announced("item_delivered"))
        assert announced == +Counter({str(k.item_id): k.delivered for k in self.kept.values()})

    def _hear(self, event):
        self.world.hear(event)
        recalls = type(event).__name__ in {"ConsentWithdrawnV1", "ContactBarredV1"}
        held = type(event).__name__ == "CaseHeldV1"
        for view in self.world.process(OFFICE).items if recalls or held else ():
            kept = self.kept[view.item_id]
            if recalls:
                assert view.state in {"recalled", "delivered", "acknowledged"}, view.state
            kept.recalled = kept.recalled or view.state == "recalled"

    def _step(self, method, kept, who=OFFICE):
        return self.world.step(method, kept_as_item(kept), who)

    def _choose(self, kept, **choice):
        return self._ask(rpc.RECORD_OFFER, rpc.RecordOffer, item_id=kept.item_id, **choice)

    def _ask(self, method, request, **about):
        return self.world.do(method, request(case_id=self.world.case_id, **about), OFFICE)
