"""A case: its header, its timeline, and sections that each come from the service that knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError

from services.gateway import wording
from services.gateway.access import ACCESS
from services.gateway.pages import (
    case_sections,
    comes_next,
    done_words,
    outcomes,
    process_words,
    risk_words,
    timeline_words,
    words,
)
from services.gateway.pages.acting import place_of
from services.gateway.pages.actions import BY_SLUG, Action, Acts
from services.gateway.pages.acts_meeting import next_of
from services.gateway.pages.agency_list import filled
from services.gateway.pages.asking import Part, answer_of
from services.gateway.pages.at_hand import AtHand
from services.gateway.pages.erasing import erased_at
from services.gateway.pages.forms import (
    Field,
    Read,
    changed_meanwhile,
    new_key,
    opened_at,
    read,
    told_wrong,
)
from services.gateway.pages.interpreting import checked
from services.gateway.pages.site import Page, Visit, as_id
from shared.contracts.allocation import rpc as allocation
from shared.contracts.comms import aftercare as care
from shared.contracts.comms import meetings, notices, planning, sending
from shared.contracts.comms import rpc as comms
from shared.contracts.intake import closing, contact, documents, entry, informing, joining, waiting
from shared.contracts.intake import legal_holds as legal
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.events import CaseHeldV1, CaseResumedV1, StrandHeldV1
from shared.contracts.intake.rpc import CaseView, TimelineEntry
from shared.contracts.screening import eligibility, risk_rpc
from shared.contracts.screening import rpc as screening
from shared.kernel.clock import SystemClock
from shared.kernel.errors import Conflict, InvalidInput, NotFound, Refused
from shared.security.permissions import check

HELD = frozenset({CaseHeldV1.type(), StrandHeldV1.type()})


@dataclass(frozen=True, slots=True)
class Shown:
    """A timeline entry exactly as the page shows it."""

    number: int
    iso: str
    at: str
    sentence: str
    codes: str


def shown(entry_: TimelineEntry) -> Shown:
    """Return what the page shows for an entry."""
    return Shown(
        number=entry_.number,
        iso=entry_.at.isoformat(),
        at=wording.local_time(entry_.at),
        sentence=wording.sentence(entry_),
        codes=timeline_words.told_codes(entry_),
    )


def case_page(visit: Visit) -> Response:
    """Show a case. Whatever service is away leaves its own section grey, and the rest is there."""
    after, case_id = visit.asked_id("referrals_after"), visit.id("case_id")
    asked = questions(case_id, referrals_after=after) | comes_next.questions(case_id)
    parts = visit.gather(asked)
    case: CaseView = answer_of(parts.get("case"))
    done = BY_SLUG.get(visit.request.query_params.get("done", ""))
    erased, today = erased_at(parts), SystemClock().today()
    acts = Acts(visit, case, erased=erased is not None)
    at = AtHand(visit, case, parts, acts, today)
    shown_in = "referrals" if after else done.section if done else ""
    return visit.show(
        "cases/case.html",
        case=case,
        names=words.people(case),
        parts=parts,
        linked=linked(visit, case, parts),
        meeting_steps=next_of,
        interpreters=checked(visit, case, parts.get("interpreters")),
        process_words=process_words,
        risk_words=risk_words,
        today=today,
        comes_next=comes_next.comes_next(at),
        erased_at=erased,
        holds=_holds(parts["timeline"].answer.entries if parts["timeline"].here else ()),
        ended=outcomes.recorded(case, parts),
        acts=acts,
        sections=case_sections.sections(at, done_in=shown_in),
        shown=shown,
        said=done_words.ACTS[done.slug] if done else _said(visit),
    )


SAID = {
    "document_kept": "The document is kept.",
    "document_kept_before": "This very file was here already, so it is not kept twice.",
    "document_refused": "The scanner found something in the file, so it was destroyed.",
    "document_removed": "The document is taken out.",
    "submit_referral": "The referral is sent. Its decision stands under the reference, within moments.",
    "assigned": "Two facilitators are assigned.",
    "joined": "The two cases are joined. What is here now is of both.",
    "reopened": "The case is closed, and the other continues it.",
    "assessed": "The draft is kept. It has no force until two people have signed it.",
}


def _said(visit: Visit) -> str:
    return SAID.get(visit.request.query_params.get("done", ""), "")


def _holds(entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """Return the entries of the holds that stand, of the case and of single strands."""
    lifted = {one.codes.get("hold_id") for one in entries if one.event == CaseResumedV1.type()}
    held = [one for one in entries if one.event in HELD]
    return [one for one in held if one.codes.get("hold_id") not in lifted]


def linked(visit: Visit, case: CaseView, parts: Mapping[str, Part]) -> dict[UUID, str]:
    """Return what the other cases are called that this one names; those one may not see are not."""
    merged = parts["merges"].answer.merges if "merges" in parts and parts["merges"].here else ()
    named = {end for one in merged for end in (one.case_id, one.other_case_id)}
    named |= {*case.joined_case_ids, case.joined_into_case_id, case.predecessor_case_id}
    wanted = (named | {case.successor_case_id}) - {None, case.case_id}
    if not wanted:
        return {}
    asked = (waiting.REFERENCES, waiting.AskReferences(case_ids=tuple(sorted(wanted))))
    part = visit.gather({"linked": asked}).get("linked")
    return {one.case_id: one.reference for one in part.answer.cases} if part and part.here else {}


def _case(visit: Visit) -> CaseView:
    found: CaseView = visit.ask(intake.CASE, intake.CaseById(case_id=visit.id("case_id")))
    return found


def questions(case_id: UUID, *, referrals_after: UUID | None = None) -> dict[str, tuple[Any, Any]]:
    """Return what the page asks, all at once: the case itself, and each of its sections."""
    of_case = {"case_id": case_id}
    return {
        "case": (intake.CASE, intake.CaseById(**of_case)),
        "timeline": (intake.CASE_TIMELINE, intake.CaseTimeline(**of_case)),
        "contact": (contact.CONTACTS, contact.AskContacts(**of_case)),
        "notices": (notices.NOTICES, notices.ListNotices()),
        "concerns": (risk_rpc.CONCERNS, risk_rpc.ListConcerns(**of_case)),
        "changes": (eligibility.CHANGES, eligibility.AskChanges()),
        "shown": (informing.SHOWN, informing.AskShown(**of_case)),
        "tellings": (informing.FIRST_TELLINGS, informing.AskFirstTellings(**of_case)),
        "tasks": (waiting.TASKS, waiting.ListTasks(**of_case)),
        "eligibility": (screening.ELIGIBILITY, screening.CaseById(**of_case)),
        "risk": (screening.RISK, screening.CaseById(**of_case)),
        "facilitators": (allocation.ASSIGNMENT, allocation.CaseById(**of_case)),
        "process": (comms.PROCESS, comms.CaseById(**of_case)),
        "meetings": (meetings.MEETINGS, meetings.AskMeetings(**of_case)),
        "interpreters": (meetings.INTERPRETERS, meetings.AskInterpreters(**of_case)),
        "reviews": (risk_rpc.RISK_REVIEWS, risk_rpc.ListRiskReviews(**of_case)),
        "aftercare": (care.AFTERCARE, care.AskAftercare(**of_case)),
        "steps": (planning.STEPS_OF_CASE, planning.AskStepsOfCase(**of_case)),
        "referrals": (entry.REFERRALS, entry.AskReferrals(**of_case, after=referrals_after)),
        "sent": (sending.SENT_NOTICES, sending.AskSentNotices(**of_case)),
        "documents": (documents.DOCUMENTS, documents.ListDocuments(**of_case)),
        "outcomes": (closing.OUTCOMES, closing.AskOutcomes()),
        "legal": (legal.LEGAL_HOLDS, legal.ListLegalHolds(**of_case)),
        "merges": (joining.MERGES, joining.ListMerges(**of_case)),
        "custody": (waiting.CUSTODY_OF_CASE, waiting.AskCustodyOfCase(**of_case)),
    }


def timeline_page(visit: Visit) -> Response:
    """Show a case's timeline as it moves."""
    case, entries = _entries(visit, 0)
    return visit.show(
        "cases/timeline.html",
        case=case,
        entries=entries,
        last=entries[-1].number if entries else 0,
    )


def entries_after(visit: Visit) -> Response:
    """Answer the timeline page's question for what came after an entry."""
    after = visit.request.query_params.get("after", "0")
    case, found = _entries(visit, int(after) if re.fullmatch(r"[0-9]{1,15}", after) else 0)
    stage = words.label(case.stage)
    return JSONResponse({"stage": stage, "entries": [asdict(one) for one in found]})


def _entries(visit: Visit, after: int) -> tuple[CaseView, list[Shown]]:
    case = _case(visit)
    asked = intake.CaseTimeline(case_id=case.case_id, after=after)
    told = visit.ask(intake.CASE_TIMELINE, asked)
    return case, [shown(one) for one in told.entries]


def act_page(visit: Visit) -> Response:
    """Show the form of an act."""
    return _act_form(visit, Read(), new_key(), 200)


def _act_form(
    visit: Visit, done: Read, key: str, status: int, *, overtaken: bool = False
) -> Response:
    action, case = _action(visit), _case(visit)
    check_why_not(action, case)
    ids = _ids(visit, action)
    record = _record(visit, action, ids) if overtaken or not done.typed else None
    version = record.record_version if record else opened_at(visit.form)
    named = words.people(case).get(str(ids.get("person_id", "")), "")
    return visit.show_form(
        status,
        title=action.title + (f": {named.lower()}" if named else ""),
        caption=case.reference,
        intro=action.intro,
        back=place_of(action, case.case_id, ids),
        fields=_fields(visit, action, case),
        read=done,
        key=key,
        send=action.button,
        version=version,
        overtaken=overtaken,
        now=action.now(record) if overtaken and record else (),
    )


def _fields(visit: Visit, action: Action, case: CaseView) -> tuple[Field, ...]:
    more = action.choose(visit, case) if action.choose else ()
    return (*more, *filled(visit, action.fields))


def _record(visit: Visit, action: Action, ids: Mapping[str, object]) -> Any:
    """Return what an act changes as it stands, where its form is held to the version of that.

    None too where that cannot be seen just now: then whichever stands is changed.
    """
    if action.seen is None:
        return None
    known = {"case_id": visit.id("case_id"), **ids}
    fields = action.seen.request.model_fields
    asked = action.seen.request.model_validate({n: known[n] for n in known if n in fields})
    part = visit.gather({"record": (action.seen, asked)}).get("record")
    return part.answer if part is not None and part.here else None


def check_why_not(action: Action, case: CaseView) -> None:
    """Refuse an act that is not possible now, with its reason."""
    if action.why_not(case):
        raise Refused("case-closed" if case.closed_at else "primary-outcome-missing")


def act(visit: Visit) -> Response:
    """Do it, once however often the form is sent, and go back to where it shows."""
    action, key = _action(visit), visit.form.one("key")
    case = _case(visit) if action.choose else None
    fields = filled(visit, action.fields) if case is None else _fields(visit, action, case)
    done = read(fields, visit.form)
    if done.errors:
        return _act_form(visit, done, key, 422)
    case_id, ids = visit.id("case_id"), _ids(visit, action)
    about = {"case_id": case_id, **ids}
    asked = {name: about[name] for name in about if name in action.method.request.model_fields}
    try:
        request = action.method.request.model_validate({**asked, **action.shape(done.values)})
        version = opened_at(visit.form) if action.seen else None
        visit.ask(action.method, request, key, version=version)
    except Conflict as error:
        changed_meanwhile(error)
        return _act_form(visit, Read(done.values, done.typed), key, 409, overtaken=True)
    except (ValidationError, InvalidInput) as wrong:
        return _act_form(visit, told_wrong(done, wrong, fields), key, 422)
    if action.ends_sight and not visit.may_open("page.assign"):
        return visit.go(action.ends_sight)
    return visit.go(place_of(action, case_id, ids, done=f"?done={action.slug}"))


def _action(visit: Visit) -> Action:
    action = BY_SLUG.get(visit.request.path_params["act"])
    if action is None:
        raise NotFound("no-such-act")
    check(ACCESS, action.method.routing_key, visit.who.actor)
    return action


def _ids(visit: Visit, action: Action) -> dict[str, UUID | str]:
    asked = visit.request.query_params
    ids: dict[str, UUID | str] = {name: as_id(asked.get(name, "")) for name in action.about}
    return ids | {name: asked.get(name, "")[:64] for name in action.marks}


PAGES = (
    Page("GET", "/cases/{case_id}", "page.case", case_page),
    Page("GET", "/cases/{case_id}/timeline", "page.timeline", timeline_page),
    Page("GET", "/cases/{case_id}/timeline/entries", "page.timeline", entries_after),
    Page("GET", "/cases/{case_id}/do/{act}", "page.act", act_page),
    Page("POST", "/cases/{case_id}/do/{act}", "page.act", act),
)
