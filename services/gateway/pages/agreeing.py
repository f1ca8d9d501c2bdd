"""An agreement: drafted with each undertaking and who is to sign, and shown in its exact words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.pages import done_words, words
from services.gateway.pages.actions import BY_SLUG, Acts
from services.gateway.pages.asking import answer_of
from services.gateway.pages.forms import (
    Field,
    Read,
    choices,
    new_key,
    read,
    told_refused,
    told_wrong,
)
from services.gateway.pages.site import Page, Visit
from shared.contracts.codes import AgreementKind, ItemKind
from shared.contracts.comms import agreements
from shared.contracts.comms import rpc as comms
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView, StrandView
from shared.kernel.errors import InvalidInput, NotFound, Refused

MOST = 30
"""Undertakings of one agreement, as many as comms takes."""
FEW = 3


def agreement_page(visit: Visit) -> Response:
    """Show an agreement: its words, who has signed and who has not, and what became of it."""
    case_id, agreement_id = visit.id("case_id"), visit.id("agreement_id")
    parts = visit.gather(
        {
            "case": (intake.CASE, intake.CaseById(case_id=case_id)),
            "agreement": (
                agreements.AGREEMENT,
                agreements.AgreementById(case_id=case_id, agreement_id=agreement_id),
            ),
        }
    )
    case: CaseView = answer_of(parts.get("case"))
    done = BY_SLUG.get(visit.request.query_params.get("done", ""))
    drafted = visit.request.query_params.get("done") == "drafted"
    return visit.show(
        "cases/agreement.html",
        case=case,
        names=words.people(case),
        told=answer_of(parts.get("agreement")),
        acts=Acts(visit, case),
        said=done_words.ACTS[done.slug] if done else "It is written down." if drafted else "",
    )


def draft_page(visit: Visit) -> Response:
    """Show the form of a new agreement."""
    return _draft(visit, Read(), new_key(), FEW, 200)


def _draft(visit: Visit, done: Read, key: str, count: int, status: int) -> Response:
    case, strand = _strand(visit)
    return visit.show(
        "cases/agree.html",
        status,
        case=case,
        fields=_fields(visit, case, strand, count),
        read=done,
        key=key,
        count=count,
        most=MOST,
    )


def draft(visit: Visit) -> Response:
    """Write the agreement down, or show the form with one more undertaking."""
    case, strand = _strand(visit)
    key, count = visit.form.one("key"), _count(visit)
    done = read(_fields(visit, case, strand, count), visit.form)
    if visit.form.one("step") == "more":
        return _draft(visit, Read(typed=done.typed), key, min(count + 1, MOST), 200)
    _check_pairs(done, count)
    if done.errors:
        return _draft(visit, done, key, count, 422)
    try:
        asked = _request(case, strand, done.values, count)
        kept = visit.ask(comms.RECORD_AGREEMENT, asked, key)
    except (ValidationError, InvalidInput) as wrong:
        told = told_wrong(done, wrong, _fields(visit, case, strand, count))
        return _draft(visit, told, key, count, 422)
    except Refused as refused:
        return _draft(visit, told_refused(done, refused), key, count, 409)
    return visit.go(f"/cases/{case.case_id}/agreements/{kept.agreement_id}?done=drafted")


def _strand(visit: Visit) -> tuple[CaseView, StrandView]:
    case: CaseView = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    for strand in case.strands:
        if strand.strand_id == visit.id("strand_id"):
            return case, strand
    raise NotFound("strand-unknown")


def _count(visit: Visit) -> int:
    text = visit.form.one("count")
    return max(1, min(int(text), MOST)) if text.isascii() and text.isdigit() else FEW


def _fields(visit: Visit, case: CaseView, strand: StrandView, count: int) -> tuple[Field, ...]:
    names = words.people(case)
    people = tuple((one, names.get(one, "Person")) for one in _people(strand))
    letters = _letters(visit, case, strand)
    return (
        Field("kind", "What kind?", "choice", choices=choices(AgreementKind)),
        *((Field("letter", "Which letter does it rest on?", "choice", choices=letters,
                 needed=False),) if letters else ()),
        *(one for place in range(1, count + 1) for one in _undertaking(place, people)),
        Field("signatories", "Who is to sign it?", "checks",
              "It is in force when all of them have signed. Tick nobody where everybody has signed "
              "already.", people, needed=False, heading="The agreement as a whole"),
        Field("breach_route", "What happens if it is broken", needed=False),
        Field("ends_on", "Last day on which it is in force", "date", needed=False),
        Field("police_note_agreed", "Is it agreed that the police are told of it?", "yesno",
              needed=False),
    )  # fmt: skip


def _undertaking(place: int, people: tuple[tuple[str, str], ...]) -> tuple[Field, ...]:
    needed = place == 1
    return (
        Field(f"owner{place}", "Who undertakes it?", "select", choices=people, needed=needed,
              heading=f"Undertaking {place}"),
        Field(f"text{place}", "What, in their exact words", "area", needed=needed),
        Field(f"due{place}", "By when", "date", needed=False),
    )  # fmt: skip


def _people(strand: StrandView) -> tuple[str, ...]:
    ids = (*strand.harmed_ids, *filter(None, [strand.responsible_id]))
    return tuple(str(one) for one in ids)


def _letters(visit: Visit, case: CaseView, strand: StrandView) -> tuple[tuple[str, str], ...]:
    """Return the letters that were delivered in the strand, by side and day."""
    asked = (comms.PROCESS, comms.CaseById(case_id=case.case_id))
    part = visit.gather({"process": asked})["process"]
    return tuple(
        (str(one.item_id), _letter(one))
        for one in (part.answer.items if part.here else ())
        if one.kind is ItemKind.LETTER and one.delivered_at and one.strand_id == strand.strand_id
    )


def _letter(one: comms.ItemView) -> str:
    return f"From: {words.label(one.from_side).lower()}, delivered {words.day(one.delivered_at)}"


def _check_pairs(done: Read, count: int) -> None:
    """An undertaking has both: somebody, and what they undertake."""
    for place in range(1, count + 1):
        owner, text = f"owner{place}", f"text{place}"
        if text in done.values and owner not in done.values:
            done.errors.setdefault(owner, f"Answer “Who undertakes number {place}?”")
        if owner in done.values and text not in done.values:
            done.errors.setdefault(text, f"Enter what is undertaken as number {place}")


def _request(
    case: CaseView, strand: StrandView, values: dict[str, Any], count: int
) -> comms.RecordAgreement:
    places = [place for place in range(1, count + 1) if f"text{place}" in values]
    sides = {str(one.person_id): one.side for one in case.participants}
    return comms.RecordAgreement(
        case_id=case.case_id,
        strand_id=strand.strand_id,
        kind=values["kind"],
        letter_item_id=values.get("letter"),
        undertakings=tuple(
            comms.UndertakingDraft(
                by_side=sides[values[f"owner{place}"]],
                owner_id=UUID(values[f"owner{place}"]),
                text=values[f"text{place}"],
                due_on=values.get(f"due{place}"),
            )
            for place in places
        ),
        breach_route=values.get("breach_route"),
        signatories=tuple(UUID(one) for one in values.get("signatories", ())),
        ends_on=values.get("ends_on"),
        police_note_agreed=values.get("police_note_agreed", False),
    )


ROW = "page.agreement"
PAGES = (
    Page("GET", "/cases/{case_id}/agreements/{agreement_id}", ROW, agreement_page),
    Page("GET", "/cases/{case_id}/strands/{strand_id}/agreement", ROW, draft_page),
    Page("POST", "/cases/{case_id}/strands/{strand_id}/agreement", ROW, draft),
)
