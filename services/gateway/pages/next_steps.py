"""What comes next on a case's way: its decision, contact, two facilitators, the risk, the process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from services.gateway.pages import risk_words, waits, words
from services.gateway.pages.at_hand import AtHand, Step
from services.gateway.pages.flags import DECIDING
from shared.contracts.codes import (
    ConsentPurpose,
    EligibilityDecision,
    Engagement,
    Mode,
    Restriction,
    Side,
)
from shared.contracts.intake.limits import Limit
from shared.contracts.intake.rpc import StrandView

NOT_YET: Final = (None, Engagement.NOT_YET_CONTACTED)
THINKING: Final = (Engagement.DECIDING, Engagement.RELUCTANT)
WILLING: Final = (Engagement.WILLING_INDIRECT, Engagement.WILLING_DIRECT)
OVER: Final = (
    Engagement.DECLINED,
    Engagement.WITHDREW,
    Engagement.UNREACHABLE,
    Engagement.DECEASED_OR_ILL,
)


def decision(at: AtHand) -> Iterator[Step]:
    """What the newest decision asks for, where it does not let the case go on."""
    if at.case.closed_at or at.told("eligibility") is None:
        return
    made = at.decision
    if made is None:
        yield Step(
            "The decision is not there yet: look again", "in a moment", at.section("eligibility")
        )
    elif made.decision is EligibilityDecision.DEFER:
        yield from _deferred(at, made)
    elif made.decision is EligibilityDecision.REFER_ON:
        yield Step("Refer it on to another service", _decided(made), at.section("eligibility"))
    elif made.decision is EligibilityDecision.DECLINE and not at.case.primary_outcome:
        text = "Tell who referred it that it is declined, and record that as its outcome"
        yield at.offer(text, _decided(made), at.way("outcome"), "ending")


def _decided(made: Any) -> str:
    return f"decided {words.day(made.decided_at)}"


def _deferred(at: AtHand, made: Any) -> Iterator[Step]:
    if made.missing_facts:
        slug = "answers" if set(made.missing_facts) & set(map(str, DECIDING)) else "facts"
        way = at.way(slug, referral_id=made.referral_id)
        facts = [words.open_fact(fact) for fact in made.missing_facts]
        asked = "; ".join(f"{fact[0].lower()}{fact[1:]}" for fact in facts[:3])
        more = f", and {len(facts) - 3} more" if len(facts) > 3 else ""
        text = f"Find out what the decision turns on: {asked}{more}"
        yield at.offer(text, _decided(made), way, "eligibility")
        return
    waits_for = [one.waits_for for one in made.results if one.waits_for]
    told = risk_words.WAITS[waits_for[0]] if waits_for else "what its reasons name"
    yield Step(f"Deferred: it waits for {told}", _decided(made), at.section("eligibility"))


def contacts(at: AtHand) -> Iterator[Step]:
    """Whom to reach: the side that asked first, and the other once somebody of it is willing."""
    told = at.told("contact")
    if told is None or at.case.closed_at:
        return
    tried = {one.person_id for one in told.contacts}
    limit = None if tried else _limit(at)
    waiting = _to_reach(at) if at.goes_on and not _is_stopped(at) else []
    fresh = [person for person in waiting if person not in tried]
    if fresh:
        yield _reach(at, fresh, limit)
    elif limit:
        way = _to_record(at)
        yield at.step(limit, way, f"{'Record a' if way else 'No'} contact: {limit.text}")
    for person in (one for one in waiting if one in tried):
        attempts = [one.at for one in told.contacts if one.person_id == person]
        when = f"tried {len(attempts)} times" if len(attempts) > 1 else "tried once"
        when += f", last {words.day(max(attempts))}"
        way = at.way("contact", person_id=person)
        yield at.offer(f"Go on trying to reach {at.the(person)}", when, way, "contact")


def _to_record(at: AtHand) -> str:
    """Return where a contact is recorded of who stands further than nobody's contact explains."""
    known = [
        person
        for strand in at.case.strands
        for person in _people(strand, _sides(at)[0])
        if _stands(strand, person) not in NOT_YET
    ]
    return at.way("contact", person_id=known[0]) if known else ""


def _to_reach(at: AtHand) -> list[UUID]:
    """Return who is to be reached now."""
    first, other = _sides(at)
    waiting = _not_reached(at, first)
    if not waiting and _willing(at, first) and not _first_side_alone(at, other):
        waiting = _not_reached(at, other)
    return waiting


def _reach(at: AtHand, people: list[UUID], limit: waits.Line | None) -> Step:
    way = at.page("page.advice", f"people/{people[0]}/advice")
    more = f", and {len(people) - 1} more" if len(people) > 1 else ""
    safely = ": is it safe to reach them now?" if way else ""
    when = f"{limit.text}, {limit.when}" if limit else ""
    made = at.decision
    if made and made.restrictions:
        held = ", ".join(words.label(one).lower() for one in made.restrictions)
        when = f"{when}; {held}" if when else held
    text = f"Contact {at.the(people[0])}{more}{safely}"
    urgent = bool(limit and limit.urgent)
    return Step(text, when, way or at.section("contact"), urgent, act=bool(way))


def _is_stopped(at: AtHand) -> bool:
    """Whether a bar or a review forbids contact; each has a line of its own, or its section's."""
    bars = [one for one in at.listed("risk", "bars") if not one.lifted_at]
    barred = any(one.until_on is None or one.until_on >= at.today for one in bars)
    reviews = at.listed("reviews", "reviews")
    return barred or any(risk_words.stops_contact(one, at.today) for one in reviews)


def _sides(at: AtHand) -> tuple[Side, Side]:
    referrals = at.listed("referrals", "referrals")
    asked = referrals[0].initiated_by if referrals else Side.HARMED
    both = (Side.HARMED, Side.RESPONSIBLE)
    return both if asked is Side.HARMED else (Side.RESPONSIBLE, Side.HARMED)


def _first_side_alone(at: AtHand, other: Side) -> bool:
    made = at.decision
    held = made.restrictions if made else ()
    return Restriction.HARMED_SIDE_ONLY in held and other is Side.RESPONSIBLE


def _people(strand: StrandView, side: Side) -> tuple[UUID, ...]:
    if side is Side.HARMED:
        return strand.harmed_ids
    return (strand.responsible_id,) if strand.responsible_id else ()


def _stands(strand: StrandView, person: UUID) -> Engagement | None:
    return strand.engagement.get(str(person))


def _alive(at: AtHand) -> set[UUID]:
    return {one.person_id for one in at.case.participants if one.role != "deceased"}


def _not_reached(at: AtHand, side: Side) -> list[UUID]:
    """Return who of a side was not reached yet, each once."""
    alive = _alive(at)
    found: dict[UUID, None] = {}
    for strand in at.case.strands:
        for person in _people(strand, side):
            stands = _stands(strand, person)
            if person in alive and (stands in NOT_YET or stands is Engagement.ATTEMPTING):
                found[person] = None
    return list(found)


def _willing(at: AtHand, side: Side) -> bool:
    return any(
        _stands(strand, person) in WILLING
        for strand in at.case.strands
        for person in _people(strand, side)
    )


def _limit(at: AtHand) -> waits.Line | None:
    """Return the first limit that a first contact would meet."""
    due = [
        one
        for referral in at.listed("referrals", "referrals")
        for one in referral.deadlines
        if one.code in words.LIMITS
    ]
    if not due:
        return None
    first = min(due, key=lambda one: one.due_on)
    held = at.case.on_hold
    about = {"case_id": at.case.case_id, "referral_id": at.case.case_id, "on_hold": held}
    return waits.limit(Limit(**about, **first.model_dump()))


def standing(at: AtHand) -> Iterator[Step]:
    """Who is thinking it over, and who is willing but has not agreed to take part yet."""
    if not at.goes_on:
        return
    agreed = {
        one.person_id
        for one in at.case.consents
        if one.purpose is ConsentPurpose.TAKE_PART and not one.withdrawn_at
    }
    for strand in at.case.strands:
        for person in (*_people(strand, Side.HARMED), *_people(strand, Side.RESPONSIBLE)):
            stands, name = _stands(strand, person), at.the(person)
            if stands in THINKING:
                way = at.way("engagement", strand_id=strand.strand_id, person_id=person)
                text = f"Ask {name} what they have decided"
                yield at.offer(text, words.label(stands).lower(), way, "people")
            elif stands in WILLING and person not in agreed:
                way = at.way("consent", person_id=person)
                text = f"Record whether {name} agrees to take part"
                yield at.offer(text, words.label(stands).lower(), way, "consents")


def facilitators(at: AtHand) -> Iterator[Step]:
    """Two people for whoever is willing, and somebody in the place of each who has left."""
    told = at.told("facilitators")
    if told is None or at.case.closed_at:
        return
    active = [one for one in told.facilitators if not one.released_at]
    lost = len(told.facilitators) > len(active)
    if len(active) >= 2 or not (lost or (at.goes_on and _anybody_willing(at))):
        return
    text = "Assign a second facilitator" if active else "Assign two facilitators"
    when = risk_words.REMAIN[len(active)] if lost else "somebody is willing"
    way = at.page("page.assign", "facilitators")
    path = way or at.section("facilitators")
    yield Step(text, when, path, urgent=lost and not active, act=bool(way))


def _anybody_willing(at: AtHand) -> bool:
    return _willing(at, Side.HARMED) or _willing(at, Side.RESPONSIBLE)


def assessment(at: AtHand) -> Iterator[Step]:
    """An assessment of the risk, where somebody is willing and none was written."""
    told = at.told("risk")
    if told is None or not at.goes_on or not _has_pair(at):
        return
    assessed = {one.strand_id for one in told.assessments}
    for strand in at.case.strands:
        if strand.strand_id not in assessed and _goes_on(at, strand):
            way = at.page("page.assess", f"strands/{strand.strand_id}/risk")
            of = _of_strand(at, strand)
            when = "before the two sides are in touch"
            yield at.offer(f"Assess the risk{of}", when, way, "risk")


def _has_pair(at: AtHand) -> bool:
    found = at.listed("facilitators", "facilitators")
    return sum(not one.released_at for one in found) >= 2


def _of_strand(at: AtHand, strand: StrandView) -> str:
    if len(at.case.strands) == 1:
        return ""
    return f" of strand {at.case.strands.index(strand) + 1}"


def signatures(at: AtHand) -> Iterator[Step]:
    """An assessment that two people are to sign."""
    if at.case.closed_at:
        return
    me = at.visit.who.actor.id
    for one in at.listed("risk", "assessments"):
        if risk_words.awaits_signature(one):
            mine = me in one.signed_by
            way = "" if mine else at.way("sign", assessment_id=one.assessment_id)
            text = (
                "A second person must sign the risk assessment"
                if mine
                else "Sign the risk assessment"
            )
            yield at.offer(text, risk_words.stands(one), way, "risk")


def process(at: AtHand) -> Iterator[Step]:
    """The form of the process, and who is not ready for it yet."""
    if at.told("process") is None or not at.goes_on or not _has_pair(at):
        return
    known = {one.strand_id: one for one in at.listed("process", "strands")}
    steps = {one.strand_id: one.stands for one in at.listed("steps", "strands")}
    for strand in at.case.strands:
        one, of = known.get(strand.strand_id), _of_strand(at, strand)
        if not _goes_on(at, strand):
            continue
        if one is None or one.mode is None:
            way = at.way("plan", strand_id=strand.strand_id)
            yield at.offer(f"Choose the form of the process{of}", "", way, "process")
        elif not one.concluded_at and strand.strand_id in steps:
            yield from _prepared(at, steps[strand.strand_id], one, of)


def _prepared(at: AtHand, stands: Any, strand: Any, of: str) -> Iterator[Step]:
    missing = [one for one in stands.participants if one.missing]
    for one in missing:
        lacks = ", ".join(words.label(step).lower() for step in one.missing[:3])
        more = f", and {len(one.missing) - 3} more" if len(one.missing) > 3 else ""
        text = f"Prepare {at.the(one.person_id)}{of}"
        yield Step(text, f"missing: {lacks}{more}", at.section("process"))
    met = strand.conference_held_at or strand.conversation_held_at
    if not missing and stands.participants and not met and strand.mode is Mode.CONFERENCE:
        yield Step(f"Everybody is ready: hold the conference{of}", "", at.section("process"))


def ending(at: AtHand) -> Iterator[Step]:
    """An outcome once every strand is over, and the closing of a case that has its outcome."""
    if at.case.closed_at:
        return
    if at.case.primary_outcome:
        way = at.way("close")
        yield at.offer("Close the case", "its outcome is recorded", way, "ending")
    elif at.case.strands and all(_is_over(at, strand) for strand in at.case.strands):
        way = at.way("outcome")
        yield at.offer("Record the outcome", "every strand is over", way, "ending")


def _goes_on(at: AtHand, strand: StrandView) -> bool:
    """Whether somebody of a strand is willing, and neither side of it has gone."""
    willing = any(one in WILLING for one in strand.engagement.values())
    return willing and not _is_over(at, strand)


def _is_over(at: AtHand, strand: StrandView) -> bool:
    concluded = any(
        one.strand_id == strand.strand_id and one.concluded_at
        for one in at.listed("process", "strands")
    )
    sides = [_people(strand, side) for side in (Side.HARMED, Side.RESPONSIBLE)]
    gone = any(side and all(_stands(strand, one) in OVER for one in side) for side in sides)
    return concluded or gone
