"""Today: what waits for somebody, the most urgent first, each part from the service that knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from fastapi.responses import Response

from services.gateway.pages import risk_words, words
from services.gateway.pages.asking import Part
from services.gateway.pages.site import Page, Visit
from shared.contracts.allocation import needs
from shared.contracts.base import RpcMethod
from shared.contracts.codes import CaseStage, EligibilityDecision
from shared.contracts.comms import aftercare, agreements, notices, relay
from shared.contracts.comms.codes import WaitsOn
from shared.contracts.intake import contact, entry, limits, waiting
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import TaskKind
from shared.contracts.screening import eligibility, risk_rpc
from shared.kernel.clock import SystemClock

MOST = 25
AHEAD = timedelta(days=14)
"""How long before its day a review that was planned is shown."""
NEXT = {
    EligibilityDecision.PROCEED: "contact comes next",
    EligibilityDecision.PROCEED_WITH_RESTRICTION: "contact comes next, within the restrictions",
    EligibilityDecision.DEFER: "deferred, something must be known or happen first",
    EligibilityDecision.REFER_ON: "for another service, refer it on",
    EligibilityDecision.DECLINE: "declined, tell who referred it and close it",
}
"""What a decision asks of staff."""
READERS_OF = frozenset({WaitsOn.FACILITATOR, WaitsOn.SECOND_VETTER})


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: what, when, and where to look."""

    text: str
    when: str
    path: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One heading of the page with its lines, or the part that is away.

    ``rest`` is where all of it is listed, if a page does.
    """

    title: str
    part: Part
    lines: tuple[Line, ...]
    empty: str
    rest: str = ""

    @property
    def more(self) -> bool:
        """Whether there may be more than is shown."""
        return len(self.lines) >= MOST


def today(visit: Visit) -> Response:
    """Show what waits."""
    parts = visit.gather(
        {
            "new": _longest_at(CaseStage.REFERRED),
            "decided": _longest_at(CaseStage.ELIGIBILITY_DECIDED),
            "matches": (entry.POSSIBLE_MATCHES, entry.ListMatches(limit=MOST)),
            "tasks": (waiting.TASKS, waiting.ListTasks(limit=MOST)),
            "limits": (limits.LIMITS, limits.ListLimits(limit=MOST)),
            "updates": (contact.DUE_UPDATES, contact.ListUpdates(limit=MOST)),
            "requests": (waiting.WAITING, waiting.ListWaiting(limit=MOST)),
            "reviews": (contact.CONSENTS_TO_REVIEW, contact.ListReviews(limit=MOST)),
            "notices": (notices.NOTICES, notices.ListNotices()),
            "relay": (relay.RELAY, relay.AskRelay()),
            "risks": (risk_rpc.RISK_REVIEWS, risk_rpc.ListRiskReviews(limit=MOST)),
            "concerns": (risk_rpc.CONCERNS, risk_rpc.ListConcerns()),
            "needs": (needs.CASES_IN_NEED, needs.ListCasesInNeed(limit=MOST)),
            "changes": (eligibility.CHANGES, eligibility.AskChanges()),
            "undertakings": (agreements.DUE_UNDERTAKINGS, agreements.AskDueUndertakings()),
            "follow_ups": (aftercare.DUE_FOLLOW_UPS, aftercare.AskDueFollowUps()),
        }
    )
    named = (one for part in parts.values() for one in _cases_of(part))
    names = {} if parts["new"].away else references(visit, named)
    reader = Reader(names, visit.who.actor.id)
    boxes = [box for name, make in MAKERS if (box := _box(parts, name, make, reader)) is not None]
    boxes += _emergencies(visit, names)
    boxes.sort(key=lambda box: not (box.lines or box.part.away))
    said = SAID.get(visit.request.query_params.get("done", ""), "")
    return visit.show("today.html", boxes=boxes, said=said)


def _longest_at(stage: CaseStage) -> tuple[RpcMethod, intake.ListCases]:
    """Return the question for the cases at a stage that wait longest."""
    return intake.CASES, intake.ListCases(stage=stage, oldest_first=True, limit=MOST)


SAID = {
    "conflict": "Your conflict of interest is kept, and you are off that case. The office sees that "
    "it needs somebody else."
}


def _emergencies(visit: Visit, names: dict[UUID, str]) -> list[Box]:
    """Return what was opened in emergencies: to review, for those who do; and one's own."""
    found = visit.site.emergencies
    boxes, kept, me = [], Part("gateway", answer=found), visit.who.actor.id
    if visit.may_open("page.review_emergency"):
        waiting_ = [one for one in found.everything(unreviewed=True) if one.account_id != me]
        named = names | references(visit, (one.case_id for one in waiting_))
        lines = tuple(
            Line(
                f"{named.get(one.case_id, 'A case')}: was it right to read it?",
                f"opened {words.local_time(one.opened_at)}",
                f"/emergencies/{one.emergency_id}",
                urgent=True,
            )
            for one in waiting_
        )
        boxes.append(Box("Cases read in an emergency", kept, lines, "No review is due."))
    if visit.may_open("page.emergency"):
        lines = tuple(
            Line(
                "A case of a colleague’s",
                f"until {words.local_time(one.until)}",
                _case(one.case_id),
            )
            for one in found.standing_of(visit.who.actor)
        )
        boxes.append(Box("Open to you in an emergency", kept, lines, "Nothing is open so."))
    return boxes


def references(visit: Visit, case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what cases are called; while intake is away they have no name."""
    wanted = tuple(sorted(set(case_ids)))[:500]
    if not wanted:
        return {}
    asked = (waiting.REFERENCES, waiting.AskReferences(case_ids=wanted))
    part = visit.gather({"names": asked}).get("names")
    return {one.case_id: one.reference for one in part.answer.cases} if part and part.here else {}


def _cases_of(part: Part) -> Iterable[UUID]:
    """Return the cases that an answer's lists name."""
    if part.here:
        for listed in part.answer.__dict__.values():
            for one in listed[:MOST] if isinstance(listed, tuple) else ():
                if isinstance(one, UUID):
                    yield one
                for name in ("case_id", "other_case_id"):
                    if hasattr(one, name):
                        yield getattr(one, name)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the page, and what they call each case."""

    names: dict[UUID, str]
    me: str

    def name(self, case_id: UUID) -> str:
        """Return a case's reference."""
        return self.names.get(case_id, "A case")


def _case(case_id: UUID) -> str:
    return f"/cases/{case_id}"


def _new(part: Part, reader: Reader) -> Iterable[Line]:
    for case in part.answer.cases:
        yield Line(
            f"{case.reference}: {words.label(case.stage)}",
            f"arrived {words.day(case.opened_at)}",
            _case(case.case_id),
        )


def _decided(part: Part, reader: Reader) -> Iterable[Line]:
    for case in part.answer.cases:
        yield Line(
            f"{case.reference}: {NEXT.get(case.decision, 'read the decision')}",
            f"arrived {words.day(case.opened_at)}",
            f"{_case(case.case_id)}#eligibility",
        )


def _matches(part: Part, reader: Reader) -> Iterable[Line]:
    for match in part.answer.matches:
        one, other = (reader.name(c) for c in (match.case_id, match.other_case_id))
        yield Line(
            f"{one} and {other}: {words.label(match.grade).lower()}",
            f"found {words.day(match.found_at)}",
            f"/referrals/matches/{match.match_id}",
        )


def _tasks(part: Part, reader: Reader) -> Iterable[Line]:
    for task in part.answer.tasks:
        if task.kind is TaskKind.FIND_OFFENDER_MANAGER and task.person_id is None:
            text, place = "Somebody asked for themselves: find their offender manager", "/enquiries"
            when = f"due {words.day(task.due_on)}"
            yield Line(text, when, f"{place}/{task.case_id}", task.overdue)
            continue
        asked = ", ".join(words.label(fact).lower() for fact in task.missing_facts)
        text = f"{reader.name(task.case_id)}: {words.label(task.kind).lower()}"
        text += f" ({asked})" if asked else ""
        yield Line(text, f"due {words.day(task.due_on)}", _case(task.case_id), task.overdue)


def _limits(part: Part, reader: Reader) -> Iterable[Line]:
    for due in part.answer.limits:
        left = due.working_days_left
        late = f", {words.days(-left)} late" if left < 0 else ""
        stopped = ", on hold" if due.on_hold else ""
        text = f"{reader.name(due.case_id)}: {words.limit(due.code)}"
        when = f"due {words.day(due.due_on)}{late}{stopped}"
        yield Line(text, when, f"{_case(due.case_id)}#contact", left < 0 and not due.on_hold)
    for case_id in part.answer.not_opened[:MOST]:
        text = (
            f"{reader.name(case_id)}: what is due is not known, for its referral cannot be opened"
        )
        yield Line(text, "tell whoever runs the system", _case(case_id), urgent=True)


def _updates(part: Part, reader: Reader) -> Iterable[Line]:
    for due in part.answer.updates:
        late = f", {words.days(due.days_overdue)} late" if due.days_overdue > 0 else ""
        text = f"{reader.name(due.case_id)}: tell a participant how things stand"
        when = f"due {words.day(due.due_on)}{late}"
        yield Line(text, when, f"{_case(due.case_id)}#contact", due.days_overdue > 0)


def _requests(part: Part, reader: Reader) -> Iterable[Line]:
    for asked in part.answer.requests:
        text = f"{asked.reference}: {words.label(asked.agency)}, {words.label(asked.kind).lower()}"
        when = f"waiting {words.days(asked.days_waiting)}"
        yield Line(text, when, f"{_case(asked.case_id)}#requests", asked.overdue)


def _reviews(part: Part, reader: Reader) -> Iterable[Line]:
    for due in part.answer.consents:
        text = f"{reader.name(due.case_id)}: {words.label(due.purpose).lower()}"
        yield Line(
            text, f"to review by {words.day(due.review_on)}", f"{_case(due.case_id)}#consents"
        )


def _notices(part: Part, reader: Reader) -> Iterable[Line]:
    for notice in part.answer.notices:
        text = f"{reader.name(notice.case_id)}: {words.label(notice.code).lower()}"
        yield Line(text, words.local_time(notice.told_at), _case(notice.case_id), urgent=True)


def _to_vet(part: Part, reader: Reader) -> Iterable[Line]:
    for item in part.answer.items:
        if item.waits_on in READERS_OF and reader.me not in item.vetted_by:
            text = f"{reader.name(item.case_id)}: {words.label(item.kind).lower()} to vet"
            path = f"{_case(item.case_id)}/items/{item.item_id}"
            yield Line(text, f"waiting since {words.day(item.since)}", path)


def _needs(part: Part, reader: Reader) -> Iterable[Line]:
    for one in part.answer.cases:
        why = ", then ".join(
            risk_words.LEFT.get(code) or words.label(code).lower() for code in one.reasons
        )
        text = f"{reader.name(one.case_id)}: {risk_words.REMAIN[one.remaining]} ({why})"
        path = f"{_case(one.case_id)}/facilitators"
        yield Line(text, f"since {words.day(one.since)}", path, urgent=not one.remaining)


def _risks(part: Part, reader: Reader) -> Iterable[Line]:
    today_ = SystemClock().today()
    for due in (one for one in part.answer.reviews if one.due_on - today_ <= AHEAD):
        text = f"{reader.name(due.case_id)}: {words.label(due.trigger).lower()}"
        stopped = risk_words.stops_contact(due, today_)
        urgent = due.overdue or stopped
        stops = ", contact waits for it" if stopped else ""
        yield Line(text, f"by {words.day(due.due_on)}{stops}", f"{_case(due.case_id)}#risk", urgent)


def _concerns(part: Part, reader: Reader) -> Iterable[Line]:
    for one in part.answer.concerns:
        taken = "taken on" if one.taken_by else "nobody has taken it on"
        text = f"{reader.name(one.case_id)}: a safeguarding concern, {taken}"
        when = f"raised {words.local_time(one.raised_at)}"
        yield Line(text, when, f"{_case(one.case_id)}#risk", not one.taken_by)


def _changes(part: Part, reader: Reader) -> Iterable[Line]:
    for one in part.answer.changes[:MOST]:
        text = f"{reader.name(one.case_id)}: now {words.label(one.decision.decision).lower()}"
        when = words.local_time(one.decision.decided_at)
        yield Line(text, when, f"{_case(one.case_id)}#eligibility")


def _undertakings(part: Part, reader: Reader) -> Iterable[Line]:
    for due in part.answer.undertakings[:MOST]:
        late = f", {words.days(due.days_overdue)} ago" if due.days_overdue > 0 else ""
        text = f"{reader.name(due.case_id)}: an undertaking"
        when = f"due {words.day(due.due_on)}{late}"
        path = f"{_case(due.case_id)}/agreements/{due.agreement_id}"
        yield Line(text, when, path, due.days_overdue > 0)


def _follow_ups(part: Part, reader: Reader) -> Iterable[Line]:
    for due in part.answer.follow_ups[:MOST]:
        text = f"{reader.name(due.case_id)}: ask how somebody is"
        yield Line(text, f"due {words.day(due.due_on)}", f"{_case(due.case_id)}#aftercare")


TITLES = {
    "relay": ("Words to vet", "Nothing waits to be vetted."),
    "risks": ("Risks to look at again", "No review of a risk is due."),
    "concerns": ("Safeguarding concerns", "No concern is open."),
    "changes": ("Decisions that came out otherwise", "No decision has changed."),
    "undertakings": ("Undertakings to review", "No undertaking is due."),
    "follow_ups": ("Follow-ups", "No follow-up is due."),
    "needs": ("Cases that need a facilitator", "No case has lost a facilitator."),
    "notices": ("Stop and look", "Nothing to stop for."),
    "new": ("New referrals", "No referral waits for a decision."),
    "decided": ("Decided, and nobody contacted yet", "No decided case waits for its first step."),
    "matches": ("Possibly the same as a case that we have", "No possible match waits."),
    "limits": ("First contacts, by what people have a right to", "Everybody was contacted."),
    "updates": ("Promised updates", "No promised update is due."),
    "requests": ("Waiting on agencies", "No agency owes us an answer."),
    "tasks": ("Tasks", "No task is open."),
    "reviews": ("Consents to look at again", "No consent is due to be looked at again."),
}
REST = {
    "new": f"/referrals?stage={CaseStage.REFERRED}",
    "decided": f"/referrals?stage={CaseStage.ELIGIBILITY_DECIDED}",
    "matches": "/referrals",
    "requests": "/agencies",
    "relay": "/relay",
}
"""Where the whole of a list is that is longer than what is shown."""
MAKERS = (
    ("notices", _notices),
    ("concerns", _concerns),
    ("needs", _needs),
    ("new", _new),
    ("decided", _decided),
    ("limits", _limits),
    ("matches", _matches),
    ("updates", _updates),
    ("requests", _requests),
    ("tasks", _tasks),
    ("relay", _to_vet),
    ("risks", _risks),
    ("reviews", _reviews),
    ("undertakings", _undertakings),
    ("follow_ups", _follow_ups),
    ("changes", _changes),
)


def _box(parts: dict[str, Part], name: str, make: object, reader: Reader) -> Box | None:
    part = parts.get(name)
    if part is None:
        return None
    title, empty = TITLES[name]
    lines = tuple(make(part, reader)) if part.here and callable(make) else ()
    return Box(title, part, lines, empty, REST.get(name, ""))


PAGES = (Page("GET", "/today", "page.today", today),)
