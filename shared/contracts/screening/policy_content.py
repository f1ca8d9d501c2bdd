"""How a version of the eligibility criteria is written: in a file, or sent by a manager.

What is misspelt is refused: a rule that silently lost half of its condition would decide wrongly.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from shared.contracts.base import Message
from shared.contracts.codes import EligibilityDecision, Restriction
from shared.contracts.screening.eligibility_codes import Covers, WaitFor

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,58}$")]
Words = Annotated[str, Field(min_length=3, max_length=600)]
_NEEDS = {
    EligibilityDecision.PROCEED_WITH_RESTRICTION: "restrictions",
    EligibilityDecision.DEFER: "until",
    EligibilityDecision.REFER_ON: "refer_to",
    EligibilityDecision.DECLINE: "offers",
}

_A_RULE: JsonDict = {
    "id": "invented-rule",
    "otherwise": True,
    "decision": "proceed",
    "reason": "nothing-stands-in-the-way",
    "told": "Nothing stands in the way.",
    "source": "an invented source",
}


class Written(Message):
    """Anything that a person writes: unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WaitsUntil(Written):
    """What a deferred referral waits for: one event, or one date."""

    event: WaitFor | None = None
    on: date | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.event is None) == (self.on is None):
            raise ValueError("an event or a date, one of the two")
        return self


class ReferredTo(Written):
    """Where a referral is sent on, and how that is done."""

    where: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,58}$")]
    how: Words


class WrittenRule(Written):
    """One rule: ``when`` its facts have one of the values named, or ``otherwise``.

    Whatever is not plainly "proceed" says what then happens: no decision is a bare no (ELG-13).
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_A_RULE]})

    id: Name
    when: dict[str, tuple[str, ...]] | None = None
    otherwise: bool = False
    decision: EligibilityDecision
    restrictions: tuple[Restriction, ...] = ()
    until: WaitsUntil | None = None
    refer_to: ReferredTo | None = None
    offers: tuple[Words, ...] = ()
    hard_stop: bool = False
    reason: Words
    told: Words
    source: Words

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.otherwise == bool(self.when):
            raise ValueError("a rule has conditions, or is what applies otherwise")
        for decision, name in _NEEDS.items():
            if bool(getattr(self, name)) != (self.decision is decision) and name != "offers":
                raise ValueError(f"{name} stands with {decision.value}, and only there")
        if self.decision is EligibilityDecision.DECLINE and not self.offers:
            raise ValueError("decline says what else is offered")
        return self


class WrittenTopic(Written):
    """One question of practice: its rules, and what stands while a fact is still asked for."""

    id: Name
    meanwhile: EligibilityDecision = EligibilityDecision.DEFER
    rules: Annotated[tuple[WrittenRule, ...], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _meanwhile(self) -> Self:
        if self.meanwhile not in {EligibilityDecision.PROCEED, EligibilityDecision.DEFER}:
            raise ValueError("meanwhile is proceed or defer")
        return self


class WrittenPolicy(Written):
    """A version of the criteria, whole."""

    version: Name
    from_on: date
    source: Words
    pathway: Annotated[str, Field(max_length=60)] | None = None
    covers: Covers = Covers.RECEIVED
    topics: Annotated[tuple[WrittenTopic, ...], Field(min_length=1, max_length=30)]
