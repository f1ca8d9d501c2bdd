"""The relay: what one side wishes to say to the other, from its exact words to the release.

One page per item: whom it reaches, the exact words with what the leak check found in them, the
gate's conditions as ticks and crosses, and the one step that comes next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.access import ACCESS
from services.gateway.pages import done_words, words
from services.gateway.pages.asking import Part
from services.gateway.pages.forms import (
    Field,
    Read,
    changed_meanwhile,
    choices,
    new_key,
    opened_at,
    read,
    told_wrong,
)
from services.gateway.pages.relay_steps import (
    BY_SLUG,
    STEPS,
    ItemStep,
    Stands,
    ids_of,
    next_step,
)
from services.gateway.pages.site import Page, Visit
from services.gateway.pages.today import references
from shared.contracts.codes import ConsentPurpose, ItemKind, Side
from shared.contracts.comms import relay
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.codes import LetterForm, WaitsOn
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView
from shared.kernel.errors import Conflict, InvalidInput, NotFound, Refused, Unavailable
from shared.security.permissions import check

REWORD = "reword"
OTHER = {Side.HARMED: Side.RESPONSIBLE, Side.RESPONSIBLE: Side.HARMED}
ANSWERED = (("no", "Yes, an answer may be given"), ("yes", "No, no answer is wanted"))
"""Asked by what may happen; kept as whether the words go one way."""
WRITE = (
    Field("from_side", "Whose words are they?", "choice", choices=choices(Side)),
    Field("kind", "What is it?", "choice", choices=choices(ItemKind)),
    Field(
        "form",
        "If it is a letter: which kind?",
        "choice",
        choices=choices(LetterForm),
        needed=False,
        only_if=("kind", ItemKind.LETTER),
    ),
    Field("text", "The exact words", "area", "As they said or wrote them. Nothing is added later."),
    Field("one_way", "May the other side answer?", "choice", choices=ANSWERED),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """An item on the screen: whose words, to whom, and how it stands."""

    case: CaseView
    stands: Stands
    parts: dict[str, Part]

    @property
    def item(self) -> comms.ItemView:
        """Return the item without its words."""
        return self.stands.item

    @property
    def to_side(self) -> Side:
        """Return the side that it is for."""
        return OTHER[self.item.from_side]

    def people(self, side: Side) -> tuple[tuple[str, str], ...]:
        """Return who of a side of this strand could agree: id, and what to call them."""
        names = words.people(self.case)
        strand = next(s for s in self.case.strands if s.strand_id == self.item.strand_id)
        of = strand.harmed_ids if side is Side.HARMED else (strand.responsible_id,)
        return tuple((str(one), names[str(one)]) for one in of if str(one) in names)

    def named(self, side: Side) -> str:
        """Return what to call a side of this strand."""
        return " and ".join(name for _, name in self.people(side)) or words.label(side)

    @property
    def title(self) -> str:
        """Return what it is and whose, such as "Letter from the person harmed"."""
        whose = self.named(self.item.from_side).lower()
        return f"{words.label(self.item.kind)} from the {whose}"


def relay_page(visit: Visit) -> Response:
    """Show what waits on whom, the longest first."""
    parts = visit.gather({"relay": (relay.RELAY, relay.AskRelay())})
    items = parts["relay"].answer.items if parts["relay"].here else ()
    names = references(visit, (one.case_id for one in items))
    groups = [
        (words.WAITS_ON[on], [one for one in items if one.waits_on is on])
        for on in WaitsOn
        if any(one.waits_on is on for one in items)
    ]
    me = visit.who.actor.id
    return visit.show("relay/waiting.html", parts=parts, groups=groups, names=names, me=me)


def write_page(visit: Visit) -> Response:
    """Show the form for words of one side."""
    return _write(visit, Read(), new_key(), 200)


def _write(visit: Visit, done: Read, key: str, status: int) -> Response:
    case = _case(visit)
    if case.closed_at:
        raise Refused("case-closed")
    return visit.show_form(
        status,
        title="Write down what somebody wishes to say",
        caption=case.reference,
        intro="Nothing of it reaches the other side before its author approves it, two people have "
        "vetted it, the other side has agreed, and every condition of the gate holds.",
        back=f"/cases/{case.case_id}#relay",
        fields=WRITE,
        read=done,
        key=key,
        send="Keep these words",
    )


def write(visit: Visit) -> Response:
    """Keep the words, and show them as an item."""
    done, key, case_id = read(WRITE, visit.form), visit.form.one("key"), visit.id("case_id")
    if done.errors:
        return _write(visit, done, key, 422)
    try:
        told = done.values | {"one_way": done.values["one_way"] == "yes"}
        asked = comms.ComposeItem(case_id=case_id, strand_id=visit.id("strand_id"), **told)
    except ValidationError as wrong:
        return _write(visit, told_wrong(done, wrong, WRITE), key, 422)
    made = visit.ask(comms.COMPOSE_ITEM, asked, key)
    return visit.go(f"/cases/{case_id}/items/{made.item_id}")


def item_page(visit: Visit) -> Response:
    """Show an item whole."""
    seen = _seen(visit)
    possible = {step.slug: (step, step.why_not(seen.stands)) for step in STEPS if _may(visit, step)}
    open_to_me = [slug for slug, (_, why) in possible.items() if not why]
    next_up = BY_SLUG.get(next_step(seen.stands, open_to_me))
    done = BY_SLUG.get(visit.request.query_params.get("done", ""))
    return visit.show(
        "relay/item.html",
        seen=seen,
        text=seen.parts["text"],
        pieces=_pieces(seen),
        possible=[one for one in possible.values() if one[0].slug != "answer"],
        next_up=next_up,
        who=_who(visit, seen.stands),
        said=done_words.STEPS[done.slug] if done else "",
    )


def _may(visit: Visit, step: ItemStep) -> bool:
    return visit.may(step.method)


def _seen(visit: Visit) -> Seen:
    case, item_id = _case(visit), visit.id("item_id")
    one = {"case_id": case.case_id, "item_id": item_id}
    parts = visit.gather(
        {
            "process": (comms.PROCESS, comms.CaseById(case_id=case.case_id)),
            "text": (comms.READ_ITEM, comms.ItemById(**one)),
            "gate": (comms.GATE, comms.ItemById(**one)),
            "findings": (comms.FINDINGS, comms.ItemById(**one)),
            "steps": (relay.ITEM_STEPS, relay.AskStepsOfItem(**one)),
            "versions": (relay.VERSIONS, relay.AskVersions(**one)),
            "waiting": (relay.RELAY, relay.AskRelay(case_id=case.case_id)),
        }
    )
    item = _item(parts["process"], item_id)
    told = parts["waiting"].answer
    waiting = next((w for w in told.items if w.item_id == item_id), None) if told else None
    stands = Stands(
        item,
        visit.who.actor.id,
        parts["steps"].answer.steps if parts["steps"].here else None,
        waiting,
        parts["findings"].answer.findings if parts["findings"].here else None,
        parts["gate"].answer,
        _agreed(case, ConsentPurpose.PASS_ITEM, item, item.from_side),
        _agreed(case, ConsentPurpose.RECEIVE_ITEM, item, OTHER[item.from_side]),
    )
    return Seen(case, stands, parts)


def _who(visit: Visit, stands: Stands) -> dict[str, str]:
    """Return what each who took a step is called: an account by its name, or the system."""
    ids = {one.by for one in stands.steps or ()}
    known = visit.site.identities.administering.names(ids)
    return {one: words.the_system(one) or known.get(one, "Somebody") for one in ids}


def _agreed(case: CaseView, purpose: ConsentPurpose, item: comms.ItemView, side: Side) -> bool:
    """Whether somebody of a side has a standing yes to this item, or to a thing of its kind."""
    people = {one.person_id for one in case.participants if one.side is side}
    return any(
        one.purpose is purpose and one.given and one.withdrawn_at is None
        for one in case.consents
        if one.person_id in people
        and one.item_id in (None, item.item_id)
        and one.item_kind in (None, item.kind)
        and one.strand_id in (None, item.strand_id)
    )


def _item(process: Part, item_id: UUID) -> comms.ItemView:
    if process.away:
        raise Unavailable("no-answer-in-time", method=comms.PROCESS.routing_key)
    for item in process.answer.items if process.here else ():
        if item.item_id == item_id:
            return item  # type: ignore[no-any-return]
    raise NotFound("item-unknown")


def _pieces(seen: Seen) -> list[tuple[str, comms.FindingView | None]]:
    """Cut the exact words where findings stand, so that they can be marked."""
    if not seen.parts["text"].here:
        return []
    text, at = seen.parts["text"].answer.text, 0
    pieces: list[tuple[str, comms.FindingView | None]] = []
    for one in sorted(seen.stands.findings or (), key=lambda found: found.start or 0):
        if one.start is None or one.end is None or one.start < at:
            continue
        pieces += [(text[at : one.start], None), (text[one.start : one.end], one)]
        at = one.end
    return [*pieces, (text[at:], None)]


def step_page(visit: Visit) -> Response:
    """Show the form of a step, with the exact words that it is about."""
    return _step_form(visit, Read(), new_key(), 200)


def _step_form(
    visit: Visit, done: Read, key: str, status: int, *, overtaken: bool = False
) -> Response:
    step, seen = _step(visit), _seen(visit)
    if why := step.why_not(seen.stands):
        return visit.show("relay/not_now.html", 409, seen=seen, step=step, why=why)
    reading = seen.parts["text"]
    newest = _newest(visit, seen) if overtaken else None
    if not done.typed and step.slug == REWORD and reading.here:
        done = Read(typed={"text": reading.answer.text})
    return visit.show(
        "relay/step.html",
        status,
        seen=seen,
        step=step,
        fields=_fields(step, seen),
        read=done,
        key=key,
        text=reading,
        pieces=_pieces(seen),
        finding=_finding(visit, seen) if step.slug == "answer" else None,
        version=_version(visit, step, newest or (reading.answer if not done.errors else None)),
        newest=newest,
    )


def _newest(visit: Visit, seen: Seen) -> comms.ItemText:
    """Return the words that stand in place of those that somebody had open."""
    told = seen.parts["versions"].answer
    item_id = told.versions[-1].item_id if told else seen.item.item_id
    asked = comms.ItemById(case_id=seen.case.case_id, item_id=item_id)
    found: comms.ItemText = visit.ask(comms.READ_ITEM, asked)
    return found


def _version(visit: Visit, step: ItemStep, text: comms.ItemText | None) -> int | None:
    """Return to which version a step is held: rewording alone, as the others name the words."""
    if step.slug != REWORD:
        return None
    return opened_at(visit.form) if text is None else text.record_version


def _fields(step: ItemStep, seen: Seen) -> tuple[Field, ...]:
    if not step.of_side:
        return step.fields
    side = seen.item.from_side if step.of_side == "author" else seen.to_side
    return (Field("person_id", "Who?", "choice", choices=seen.people(side)), *step.fields)


def _finding(visit: Visit, seen: Seen) -> comms.FindingView:
    asked = visit.asked_id("finding_id")
    for one in seen.stands.findings or ():
        if one.finding_id == asked:
            return one
    raise NotFound("finding-unknown")


def take_step(visit: Visit) -> Response:
    """Take a step, about the words that were on the screen and no others."""
    step, seen, key = _step(visit), _seen(visit), visit.form.one("key")
    fields = _fields(step, seen)
    done = read(fields, visit.form)
    if done.errors:
        return _step_form(visit, done, key, 422)
    known: dict[str, Any] = {
        "item_id": seen.item.item_id,
        "strand_id": seen.item.strand_id,
        "item_kind": seen.item.kind,
        "content_hash": visit.form.one("content_hash"),
        "finding_id": visit.asked_id("finding_id"),
    }
    values = {"case_id": seen.case.case_id, **ids_of(step, known), **step.shape(done.values)}
    try:
        version = opened_at(visit.form) if step.slug == REWORD else None
        visit.ask(step.method, step.method.request.model_validate(values), key, version=version)
    except Conflict as error:
        changed_meanwhile(error)
        return _step_form(visit, Read(done.values, done.typed), key, 409, overtaken=True)
    except (ValidationError, InvalidInput) as wrong:
        return _step_form(visit, told_wrong(done, wrong, fields), key, 422)
    return visit.go(f"/cases/{seen.case.case_id}/items/{seen.item.item_id}?done={step.slug}")


def _step(visit: Visit) -> ItemStep:
    step = BY_SLUG.get(visit.request.path_params["step"])
    if step is None:
        raise NotFound("no-such-step")
    check(ACCESS, step.method.routing_key, visit.who.actor)
    return step


def _case(visit: Visit) -> CaseView:
    found: CaseView = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    return found


PAGES = (
    Page("GET", "/relay", "page.relay", relay_page),
    Page("GET", "/cases/{case_id}/strands/{strand_id}/write", "page.write", write_page),
    Page("POST", "/cases/{case_id}/strands/{strand_id}/write", "page.write", write),
    Page("GET", "/cases/{case_id}/items/{item_id}", "page.item", item_page),
    Page("GET", "/cases/{case_id}/items/{item_id}/do/{step}", "page.item", step_page),
    Page("POST", "/cases/{case_id}/items/{item_id}/do/{step}", "page.item", take_step),
)
