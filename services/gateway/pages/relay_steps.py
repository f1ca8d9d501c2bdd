"""What can be done to an item, step by step, as one table: its form, its method, when it cannot be.

Each step carries the hash of the exact words that were on the screen, so that nobody approves,
vets or releases words that somebody else has changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.gateway.pages.forms import Field, choices
from shared.contracts.base import RpcMethod
from shared.contracts.codes import ConsentMethod, ConsentPurpose
from shared.contracts.comms import relay
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.codes import DeliveryResult, DeliveryWay, WaitsOn
from shared.contracts.intake import rpc as intake
from shared.kernel.clock import LONDON

Values = dict[str, Any]
BEFORE_THE_OFFER = frozenset({WaitsOn.AUTHOR, WaitsOn.FACILITATOR, WaitsOn.SECOND_VETTER})
ORDER = ("approve", "author", "check", "vet", "recipient", "offer", "release", "taken")
RECALLS = (
    ("author_changed_mind", "The author changed their mind"),
    ("recipient_not_well", "It would not be good for the recipient now"),
    ("words_unclear", "The words are not clear"),
    ("facts_changed", "Something has changed"),
)


@dataclass(frozen=True, slots=True)
class Stands:
    """How an item stands, as far as the services told; what is not known is None."""

    item: comms.ItemView
    me: str
    steps: tuple[relay.StepView, ...] | None
    waiting: relay.Waiting | None
    findings: tuple[comms.FindingView, ...] | None
    gate: comms.GateView | None
    author_agreed: bool = False
    recipient_agreed: bool = False

    def has(self, *kinds: str) -> bool:
        """Whether a step of one of these kinds was recorded for these exact words."""
        return any(one.kind in kinds for one in self.steps or ())

    @property
    def over(self) -> str:
        """Why nothing more may change before it is delivered; empty while something may."""
        if self.steps is None:
            return "How it stands cannot be seen just now."
        if self.has("recalled"):
            return "It was recalled."
        return "It was delivered." if self.delivered else ""

    @property
    def delivered(self) -> bool:
        """Whether it stands delivered: a return or a refusal undoes the delivery before it."""
        told = ("delivered", "returned", "refused")
        last = next((one.kind for one in reversed(self.steps or ()) if one.kind in told), "")
        return last == "delivered"

    @property
    def vetters(self) -> tuple[str, ...]:
        """Who has vetted these words."""
        return tuple(one.by for one in self.steps or () if one.kind == "vetted")

    @property
    def unanswered(self) -> int | None:
        """How many findings have no answer yet; None when that is not known."""
        if self.findings is None:
            return None
        return sum(1 for one in self.findings if one.answer is None)


WhyNot = Callable[[Stands], str]


def next_step(stands: Stands, possible: Collection[str]) -> str:
    """Return the step that comes next for somebody who may take these; none where it waits."""
    done = {
        "check": stands.has("checked"),
        "recipient": stands.recipient_agreed,
        "offer": stands.has("accepted") and not stands.has("refused"),
    }
    return next((one for one in ORDER if one in possible and not done.get(one)), "")


def to_approve(stands: Stands) -> str:
    """Words are approved once."""
    return stands.over or ("It is approved." if stands.has("approved") else "")


def approved(stands: Stands) -> str:
    """Nothing is checked or consented to that its author has not approved."""
    return stands.over or ("" if stands.has("approved") else "The author approves it first.")


def to_consent(stands: Stands) -> str:
    """The author's yes is to words that they have approved."""
    if why := approved(stands):
        return why
    return "The author has agreed." if stands.author_agreed else ""


def to_vet(stands: Stands) -> str:
    """Two different people read the exact words, after the leak check and its answers."""
    if why := approved(stands):
        return why
    if not stands.has("checked"):
        return "The leak check comes first."
    if stands.unanswered is None:
        return "The findings cannot be seen just now."
    if stands.unanswered:
        return "Every finding is answered first."
    return "You have vetted it: somebody else must too." if stands.me in stands.vetters else ""


def to_offer(stands: Stands) -> str:
    """Nobody is asked about words that may yet be stopped."""
    if stands.over:
        return stands.over
    if stands.waiting is None:
        return "It waits for nobody."
    early = stands.waiting.waits_on in BEFORE_THE_OFFER
    return "Two people vet it first." if early else ""


def to_release(stands: Stands) -> str:
    """The gate decides, here and again when it is released."""
    if stands.over:
        return stands.over
    if stands.gate is None:
        return "The gate does not answer, so nothing passes."
    return "" if stands.gate.open else "The gate is closed: what does not hold is listed above."


def to_take_in(stands: Stands) -> str:
    """Only what was delivered is taken in, once."""
    if not stands.delivered:
        return "It was not delivered yet."
    return "It was taken in." if stands.has("acknowledged") else ""


def to_learn(stands: Stands) -> str:
    """What came of a delivery is known after it."""
    return "" if stands.delivered else "It was not delivered yet."


def to_recall(stands: Stands) -> str:
    """What was not delivered can be stopped."""
    return stands.over


def to_reword(stands: Stands) -> str:
    """Other words start again as the next version, unless these were delivered."""
    return "It was delivered." if stands.delivered else ""


@dataclass(frozen=True, slots=True)
class ItemStep:
    """One step: what it is called, what it asks, and when it cannot be taken."""

    slug: str
    title: str
    button: str
    method: RpcMethod
    why_not: WhyNot
    intro: str = ""
    fields: tuple[Field, ...] = ()
    of_side: str = ""
    """Whose people the form lets one choose from: the author's or the recipient's."""
    carries: tuple[str, ...] = ("item_id",)
    shape: Callable[[Values], Values] = lambda values: values
    shows_words: bool = True
    warns: bool = False


READ = Field("read", "Before you go on", "checks",
             choices=(("yes", "I have read these exact words and know whom they reach"),))  # fmt: skip
HOW_AGREED = Field("method", "How was it said?", "choice", choices=choices(ConsentMethod))
HOW = Field("how", "How does it reach them?", "choice", choices=choices(DeliveryWay))


def _without_read(values: Values) -> Values:
    return {name: value for name, value in values.items() if name != "read"}


def _author_consent(values: Values) -> Values:
    return {**values, "purpose": ConsentPurpose.PASS_ITEM}


def _recipient_consent(values: Values) -> Values:
    return {**values, "purpose": ConsentPurpose.RECEIVE_ITEM}


def _offer(values: Values) -> Values:
    """Turn days into moments: from the start of the first to the end of the last, in London."""
    chose = values["chose"]
    if chose == "no":
        return {"accepts": False}
    if chose == "later":
        return {"accepts": True, "keep_until": _starts(values.get("from_on"))}
    window = {"window_from": _starts(values.get("from_on")), "how": values.get("how")}
    return {"accepts": True, **window, "window_until": _ends(values.get("until_on"))}


def _starts(day: str | None) -> datetime | None:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), LONDON) if day else None


def _ends(day: str | None) -> datetime | None:
    first = _starts(day)
    return first + timedelta(days=1) - timedelta(seconds=1) if first else None


STEPS: tuple[ItemStep, ...] = (
    ItemStep(
        "approve", "The author approves these words", "These words are approved",
        comms.APPROVE_ITEM, to_approve,
        "Read them out to their author, word for word. Record it only when they say yes to exactly "
        "this.", (READ,), carries=("item_id", "content_hash"), shape=_without_read,
    ),
    ItemStep(
        "author", "The author agrees that they are passed on", "Save", intake.RECORD_CONSENT,
        to_consent, "Their yes, or their no, to passing on exactly these words.",
        (Field("given", "Did they agree?", "yesno"), HOW_AGREED), "author",
        ("item_id", "strand_id"), _author_consent,
    ),
    ItemStep(
        "check", "Leak check", "Check the words", comms.CHECK_ITEM, approved,
        "Looks for names, places, contacts and whatever else could tell who or where somebody is.",
        carries=("item_id", "content_hash"),
    ),
    ItemStep(
        "answer", "Answer a finding", "Keep this answer", comms.ANSWER_FINDING, approved,
        "Say why it may stay. If it may not, change the words instead.",
        (Field("answer", "Why may it stay?", "area"),), carries=("item_id", "finding_id"),
    ),
    ItemStep(
        "vet", "Vet these words", "I let these words pass", comms.VET_ITEM, to_vet,
        "Two people read the exact words, each for themselves: both facilitators, or one and a "
        "supervisor.", (READ,), carries=("item_id", "content_hash"), shape=_without_read,
    ),
    ItemStep(
        "recipient", "The recipient agrees to receive such a thing", "Save",
        intake.RECORD_CONSENT, to_offer,
        "They are told the kind only, not the words.",
        (Field("given", "Did they agree?", "yesno"), HOW_AGREED), "recipient",
        ("strand_id", "item_kind"), _recipient_consent, shows_words=False,
    ),
    ItemStep(
        "offer", "The recipient chooses whether, how and when", "Save", comms.RECORD_OFFER, to_offer,
        "They are told the kind only, not the words.",
        (
            Field("chose", "What did they choose?", "choice",
                  choices=(("yes", "To have it"), ("later", "To be asked again later"),
                           ("no", "Not to have it"))),
            Field("from_on", "From which day", "date", "Or the day to ask again", needed=False),
            Field("until_on", "Until which day", "date", needed=False),
            Field("how", "How", "choice", choices=choices(DeliveryWay), needed=False),
        ),
        shape=_offer, shows_words=False,
    ),
    ItemStep(
        "release", "Release it", "Release it to them now", comms.DELIVER_ITEM, to_release,
        "This cannot be taken back. The gate is asked once more at that moment.",
        (HOW, READ), carries=("item_id", "content_hash"), shape=_without_read, warns=True,
    ),
    ItemStep(
        "taken", "The recipient took it in", "Save", comms.ACKNOWLEDGE_ITEM, to_take_in,
    ),
    ItemStep(
        "result", "What came of the delivery", "Save", relay.RECORD_DELIVERY_RESULT, to_learn,
        fields=(
            Field("result", "What do you know?", "choice", choices=choices(DeliveryResult)),
            Field("words", "In a few words", "area", needed=False),
        ),
    ),
    ItemStep(
        "reword", "Change the words", "Keep the new words", relay.REVISE_ITEM, to_reword,
        "The new words are a new version and start again: approval, check, two vettings.",
        (Field("text", "The exact words", "area"),),
    ),
    ItemStep(
        "recall", "Recall it", "Recall it now", comms.RECALL_ITEM, to_recall,
        "It is stopped at once, whatever was done so far.",
        (Field("reason", "Why", "choice", choices=RECALLS),), warns=True,
    ),
)  # fmt: skip
BY_SLUG = {step.slug: step for step in STEPS}


def ids_of(step: ItemStep, known: dict[str, str | UUID]) -> Values:
    """Return what a step sends beside its form."""
    return {name: known[name] for name in step.carries}
