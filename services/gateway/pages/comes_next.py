"""What comes next in a case: the few things that it waits for now, the most urgent first.

Made of what the case's page has at hand, in the words of Today, for who reads it: an act is offered
to whoever may do it now, and leads everybody else to the section where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from services.gateway.pages import next_steps, waits, words
from services.gateway.pages.asking import Part
from services.gateway.pages.at_hand import AtHand, Step
from shared.contracts.comms import agreements, relay
from shared.contracts.comms.codes import WaitsOn
from shared.contracts.intake import contact, entry
from shared.contracts.intake.codes import TaskKind

FEW: Final = 5
"""How many things are shown at once; the others are folded below them."""
ASKED: Final = ("eligibility", "risk", "facilitators", "process", "contact", "tasks", "updates",
                "relay", "reviews", "aftercare", "undertakings")  # fmt: skip
"""Parts without which nobody can say that nothing waits."""


@dataclass(frozen=True, slots=True)
class ComesNext:
    """What a case waits for, and of which parts that cannot be said just now."""

    steps: tuple[Step, ...]
    away: tuple[Part, ...]

    @property
    def first(self) -> Step | None:
        """Return what is to be done first, where it is an act."""
        return self.steps[0] if self.steps and self.steps[0].act else None

    @property
    def few(self) -> tuple[Step, ...]:
        """Return what is shown at once below the first."""
        return self.steps[1 if self.first else 0 : FEW]

    @property
    def more(self) -> tuple[Step, ...]:
        """Return what is folded below that."""
        return self.steps[FEW:]


def questions(case_id: UUID) -> dict[str, tuple[Any, Any]]:
    """Return what is asked for this alone, beside what the page's sections ask."""
    of_case = {"case_id": case_id}
    return {
        "updates": (contact.DUE_UPDATES, contact.ListUpdates(**of_case)),
        "relay": (relay.RELAY, relay.AskRelay(**of_case)),
        "undertakings": (agreements.DUE_UNDERTAKINGS, agreements.AskDueUndertakings(**of_case)),
        "matches": (entry.POSSIBLE_MATCHES, entry.ListMatches(**of_case)),
    }


def comes_next(at: AtHand) -> ComesNext:
    """Return what the case waits for, by what is urgent, then in the order of a case's way."""
    if at.acts.erased:
        return ComesNext((), ())
    made = [step for make in MAKERS for step in make(at)]
    away = {at.parts[one].service: at.parts[one] for one in ASKED if at.is_away(one)}
    return ComesNext(tuple(sorted(made, key=lambda step: not step.urgent)), tuple(away.values()))


def _notices(at: AtHand) -> Iterator[Step]:
    for one in at.listed("notices", "notices"):
        if one.case_id == at.case.case_id:
            way = at.way("seen", notice_id=one.notice_id)
            line = waits.notice(one)
            yield at.step(line, way, f"Stop and look: {line.text}")


def _concerns(at: AtHand) -> Iterator[Step]:
    for one in at.listed("concerns", "concerns"):
        if one.case_id == at.case.case_id:
            way = "" if one.taken_by else at.way("take", concern_id=one.concern_id)
            yield at.step(waits.concern(one), way)


def _changes(at: AtHand) -> Iterator[Step]:
    for one in at.listed("changes", "changes"):
        if one.case_id == at.case.case_id:
            way = at.way("change_seen", decision_id=one.decision.decision_id)
            line = waits.change(one)
            yield at.step(line, way, f"The decision came out otherwise: {line.text}")


def _legal(at: AtHand) -> Iterator[Step]:
    for one in at.listed("legal", "holds"):
        if one.overdue:
            way = at.way("legal_review", legal_hold_id=one.legal_hold_id)
            line = waits.Line(
                "Look at the legal hold again",
                f"by {words.day(one.review_on)}",
                at.section("ending"),
                urgent=True,
            )
            yield at.step(line, way)


def _updates(at: AtHand) -> Iterator[Step]:
    for due in at.listed("updates", "updates"):
        way = at.way("updated", person_id=due.person_id)
        name = at.the(due.person_id)
        yield at.step(waits.update(due), way, f"Tell {name} how things stand")


def _to_vet(at: AtHand) -> Iterator[Step]:
    me = at.visit.who.actor.id
    for item in at.listed("relay", "items"):
        if waits.may_vet(item, me):
            line = waits.to_vet(item)
            yield at.step(line, at.page("page.item", f"items/{item.item_id}"))


def _reviews(at: AtHand) -> Iterator[Step]:
    for due in at.listed("reviews", "reviews"):
        if due.due_on - at.today <= waits.AHEAD:
            line = waits.risk(due, at.today)
            way = at.page("page.assess", f"strands/{due.strand_id}/risk") if line.urgent else ""
            way = "" if at.case.closed_at else way
            yield at.step(line, way, f"Look at the risk again: {line.text}")


def _consents(at: AtHand) -> Iterator[Step]:
    for one in at.case.consents:
        stands = one.given and not one.withdrawn_at and not at.case.closed_at
        if stands and one.review_on and one.review_on <= at.today:
            line = waits.consent(at.case.case_id, one.purpose, one.review_on)
            name = at.the(one.person_id)
            yield at.step(line, "", f"Look at the consent of {name} again: {line.text}")


def _follow_ups(at: AtHand) -> Iterator[Step]:
    for one in at.listed("aftercare", "follow_ups"):
        if one.result is None and one.due_on <= at.today:
            way = at.way("followed", follow_up_id=one.follow_up_id)
            line = waits.follow_up(at.case.case_id, one.due_on)
            yield at.step(line, way, f"Ask how {at.the(one.person_id)} is")


def _undertakings(at: AtHand) -> Iterator[Step]:
    for due in at.listed("undertakings", "undertakings"):
        line = waits.undertaking(due)
        way = at.page("page.agreement", f"agreements/{due.agreement_id}")
        yield at.step(line, way, "Review an undertaking")


def _tasks(at: AtHand) -> Iterator[Step]:
    for one in at.listed("tasks", "tasks"):
        if one.kind is not TaskKind.ANSWER_FACTS:  # what the decision asks for says so already
            yield at.step(waits.task(one))


def _matches(at: AtHand) -> Iterator[Step]:
    for one in at.listed("matches", "matches"):
        if one.decision is None:
            line = waits.match(one)
            way = line.path if at.changes else at.section("people")
            yield at.step(line, way, f"Another case may be the same: {line.text}")


def _requests(at: AtHand) -> Iterator[Step]:
    for one in at.unanswered if not at.case.closed_at else ():
        line = waits.request(at.case.case_id, one.agency, one.kind, one.days_waiting)
        yield at.step(line, "", f"An answer of {line.text}")


def _others(at: AtHand) -> Iterator[Step]:
    """What was written down and waits for somebody else than who reads this page."""
    me = at.visit.who.actor.id
    for item in at.listed("relay", "items"):
        if item.waits_on is not WaitsOn.NOBODY and not waits.may_vet(item, me):
            text = f"{words.label(item.kind)}: waits {words.WAITS_ON[item.waits_on][0].lower()}"
            text += words.WAITS_ON[item.waits_on][1:]
            path = at.page("page.item", f"items/{item.item_id}") or at.section("relay")
            yield Step(text, f"since {words.day(item.since)}", path)


def _hold(at: AtHand) -> Iterator[Step]:
    if at.case.on_hold and not at.case.closed_at:
        yield Step(
            "The case is on hold: see why, and whether it still must be", "", at.section("ending")
        )


MAKERS: Final = (
    _notices,
    _concerns,
    _changes,
    _legal,
    next_steps.decision,
    next_steps.contacts,
    _updates,
    _to_vet,
    _reviews,
    next_steps.signatures,
    _follow_ups,
    _undertakings,
    next_steps.standing,
    next_steps.facilitators,
    next_steps.assessment,
    next_steps.process,
    next_steps.ending,
    _consents,
    _tasks,
    _matches,
    _hold,
    _requests,
    _others,
)
"""In the order in which things are done where none presses more than another."""
