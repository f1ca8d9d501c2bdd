"""Today: what waits for somebody, the most urgent first, each part from the service that knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from fastapi.responses import Response

from services.gateway.pages import waits, words
from services.gateway.pages.asking import Part
from services.gateway.pages.at_hand import GOES_ON
from services.gateway.pages.site import Page, Visit
from services.gateway.pages.today_words import REST, SAID, TITLES
from services.gateway.pages.waits import Line, case_path
from shared.contracts.allocation import needs
from shared.contracts.base import Request, RpcMethod
from shared.contracts.codes import CaseStage
from shared.contracts.comms import aftercare, agreements, notices, relay
from shared.contracts.intake import contact, entry, limits, waiting
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import TaskKind
from shared.contracts.screening import eligibility, risk_rpc
from shared.kernel.clock import SystemClock
from shared.kernel.errors import NotFound

MOST: Final = 25
"""How many lines of each box Today shows."""
ALL: Final = 500
"""How many its own page shows: what a service gives in one answer."""


@dataclass(frozen=True, slots=True)
class Box:
    """One heading of the page with its lines, or the part that is away.

    ``most``: how many lines it may have. ``rest`` is where all of it is listed, if a page does.
    """

    title: str
    part: Part
    lines: tuple[Line, ...]
    empty: str
    most: int = MOST
    rest: str = ""

    @property
    def more(self) -> bool:
        """Whether there may be more than is shown."""
        return len(self.lines) >= self.most


def today(visit: Visit) -> Response:
    """Show what waits."""
    parts = visit.gather(_questions(visit, MOST))
    reader = _reader(visit, parts, MOST)
    boxes = [box for name in MAKERS if (box := _box(parts, name, reader)) is not None]
    boxes += _emergencies(visit, reader.names)
    boxes.sort(key=_what_presses_first)
    done = visit.request.query_params.get("done", "")
    unguarded = done == "password" and not visit.site.identities.asks_for_code(visit.who.actor)
    return visit.show("today.html", boxes=boxes, said=SAID.get(done, ""), unguarded=unguarded)


def one_box(visit: Visit) -> Response:
    """Show all that waits under one heading, so that nothing is only where nobody comes to it."""
    name = str(visit.request.path_params["box"])
    question = _questions(visit, ALL).get(name)
    parts = visit.gather({name: question}) if question else {}
    box = _box(parts, name, _reader(visit, parts, ALL))
    if box is None:
        raise NotFound("no-such-page")
    return visit.show("today_box.html", box=replace(box, rest=REST.get(name, "")))


def _questions(visit: Visit, most: int) -> dict[str, tuple[RpcMethod, Request]]:
    """Return what is asked for each box; of lists, so many from the most urgent on."""
    return {
        **_cases_for(visit, most),
        "matches": (entry.POSSIBLE_MATCHES, entry.ListMatches(limit=most)),
        "tasks": (waiting.TASKS, waiting.ListTasks(limit=most)),
        "limits": (limits.LIMITS, limits.ListLimits(limit=most)),
        "updates": (contact.DUE_UPDATES, contact.ListUpdates(limit=most)),
        "requests": (waiting.WAITING, waiting.ListWaiting(limit=most)),
        "reviews": (contact.CONSENTS_TO_REVIEW, contact.ListReviews(limit=most)),
        "notices": (notices.NOTICES, notices.ListNotices()),
        "relay": (relay.RELAY, relay.AskRelay()),
        "risks": (risk_rpc.RISK_REVIEWS, risk_rpc.ListRiskReviews(limit=most)),
        "concerns": (risk_rpc.CONCERNS, risk_rpc.ListConcerns()),
        "needs": (needs.CASES_IN_NEED, needs.ListCasesInNeed(limit=most)),
        _whose(visit): (needs.RENEWALS, needs.ListRenewals(limit=most)),
        "changes": (eligibility.CHANGES, eligibility.AskChanges(limit=most)),
        "undertakings": (
            agreements.DUE_UNDERTAKINGS,
            agreements.AskDueUndertakings(limit=most),
        ),
        "follow-ups": (aftercare.DUE_FOLLOW_UPS, aftercare.AskDueFollowUps()),
    }


def _reader(visit: Visit, parts: Mapping[str, Part], most: int) -> Reader:
    """Return who reads, with what the cases are called that the answers name."""
    named = [one for part in parts.values() for one in _cases_of(part, most)]
    away = any(parts[name].away for name in ("new", "mine") if name in parts)
    names = {} if away else references(visit, named)
    return Reader(names, visit.who.actor.id, most, _under_limits(parts, most))


def _what_presses_first(box: Box) -> int:
    """Return where a box stands: what presses, then what waits or is away, then what is empty."""
    if any(line.urgent for line in box.lines):
        return 0
    return 1 if box.lines or box.part.away else 2


def _cases_for(visit: Visit, most: int) -> dict[str, tuple[RpcMethod, intake.ListCases]]:
    """Return what is asked about cases: of a volunteer theirs, of the office those that begin."""
    if not visit.may_open("page.assign"):
        return {"mine": (intake.CASES, intake.ListCases(limit=ALL))}
    return {
        "new": _longest_at(CaseStage.REFERRED, most),
        "decided": _longest_at(CaseStage.ELIGIBILITY_DECIDED, most),
    }


def _under_limits(parts: Mapping[str, Part], most: int) -> frozenset[UUID]:
    """Return the cases that stand under first contacts; none where a list is longer than shown."""
    decided, due = parts.get("decided"), parts.get("limits")
    if not (decided and decided.here and due and due.here) or len(decided.answer.cases) >= most:
        return frozenset()
    return frozenset(one.case_id for one in due.answer.limits)


def _longest_at(stage: CaseStage, most: int) -> tuple[RpcMethod, intake.ListCases]:
    """Return the question for the cases at a stage that wait longest."""
    return intake.CASES, intake.ListCases(stage=stage, oldest_first=True, limit=most)


def _whose(visit: Visit) -> str:
    """Return the box of what ends soon: the register's, or one's own for whoever reads no register."""
    return "renewals" if visit.may_open("page.facilitators") else "own-renewals"


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
                case_path(one.case_id),
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


def _cases_of(part: Part, most: int) -> Iterable[UUID]:
    """Return the cases that an answer's lists name."""
    if part.here:
        for listed in part.answer.__dict__.values():
            for one in listed[:most] if isinstance(listed, tuple) else ():
                if isinstance(one, UUID):
                    yield one
                for name in ("case_id", "other_case_id"):
                    if hasattr(one, name):
                        yield getattr(one, name)
                yield from getattr(one, "case_ids", ())


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the page, and what they call each case."""

    names: dict[UUID, str]
    me: str
    most: int = MOST
    under_limits: frozenset[UUID] = frozenset()
    """Cases that have their line under first contacts, and need no second one."""

    def name(self, case_id: UUID) -> str:
        """Return a case's reference."""
        return self.names.get(case_id, "A case")

    def told(self, line: Line) -> Line:
        """Return a line that names the cases that it is about."""
        named = words.listed(self.name(case_id) for case_id in line.of)
        text = f"{named}: {line.text}" if named else line.text[:1].upper() + line.text[1:]
        return replace(line, text=text)


def _new(part: Part, reader: Reader) -> Iterable[Line]:
    for case in part.answer.cases:
        when = f"arrived {words.day(case.opened_at)}"
        yield Line(f"{case.reference}: {words.label(case.stage)}", when, case_path(case.case_id))


def _mine(part: Part, reader: Reader) -> Iterable[Line]:
    for case in [one for one in part.answer.cases if one.closed_at is None][: reader.most]:
        stands = words.label(case.stage).lower() + (", on hold" if case.on_hold else "")
        when = f"arrived {words.day(case.opened_at)}"
        yield Line(f"{case.reference}: {stands}", when, case_path(case.case_id))


def _decided(part: Part, reader: Reader) -> Iterable[Line]:
    for case in part.answer.cases:
        if case.case_id in reader.under_limits and case.decision in GOES_ON:
            continue
        yield Line(
            f"{case.reference}: {waits.NEXT.get(case.decision, 'read the decision')}",
            f"arrived {words.day(case.opened_at)}",
            case_path(case.case_id, "eligibility"),
        )


def _matches(part: Part, reader: Reader) -> Iterable[Line]:
    return map(waits.match, part.answer.matches)


def _tasks(part: Part, reader: Reader) -> Iterable[Line]:
    for task in part.answer.tasks:
        line = waits.task(task)
        if task.kind is TaskKind.FIND_OFFENDER_MANAGER and task.person_id is None:
            text, path = "Somebody asked for themselves: find their offender manager", "/enquiries"
            line = replace(line, text=text, path=f"{path}/{task.case_id}", of=())
        yield line


def _limits(part: Part, reader: Reader) -> Iterable[Line]:
    yield from map(waits.limit, part.answer.limits)
    for case_id in part.answer.not_opened[: reader.most]:
        text = "what is due is not known, for its referral cannot be opened"
        when, path = "tell whoever runs the system", case_path(case_id)
        yield Line(text, when, path, urgent=True, of=(case_id,))


def _updates(part: Part, reader: Reader) -> Iterable[Line]:
    return map(waits.update, part.answer.updates)


def _requests(part: Part, reader: Reader) -> Iterable[Line]:
    for asked in part.answer.requests:
        about = (asked.case_id, asked.agency, asked.kind, asked.days_waiting)
        line = waits.request(*about, overdue=asked.overdue)
        yield replace(line, text=f"{asked.reference}: {line.text}", of=())


def _reviews(part: Part, reader: Reader) -> Iterable[Line]:
    for due in part.answer.consents:
        yield waits.consent(due.case_id, due.purpose, due.review_on)


def _notices(part: Part, reader: Reader) -> Iterable[Line]:
    return map(waits.notice, part.answer.notices)


def _to_vet(part: Part, reader: Reader) -> Iterable[Line]:
    return (waits.to_vet(item) for item in part.answer.items if waits.may_vet(item, reader.me))


def _needs(part: Part, reader: Reader) -> Iterable[Line]:
    return map(waits.need, part.answer.cases)


def _renewals(part: Part, reader: Reader) -> Iterable[Line]:
    today_ = SystemClock().today()
    return (waits.renewal(one, today_) for one in part.answer.renewals)


def _own_renewals(part: Part, reader: Reader) -> Iterable[Line]:
    today_ = SystemClock().today()
    return (waits.own_renewal(one, today_) for one in part.answer.renewals)


def _risks(part: Part, reader: Reader) -> Iterable[Line]:
    today_ = SystemClock().today()
    soon = (due for due in part.answer.reviews if due.due_on - today_ <= waits.AHEAD)
    return (waits.risk(due, today_) for due in soon)


def _concerns(part: Part, reader: Reader) -> Iterable[Line]:
    return map(waits.concern, part.answer.concerns)


def _changes(part: Part, reader: Reader) -> Iterable[Line]:
    return map(waits.change, part.answer.changes[: reader.most])


def _undertakings(part: Part, reader: Reader) -> Iterable[Line]:
    return map(waits.undertaking, part.answer.undertakings[: reader.most])


def _follow_ups(part: Part, reader: Reader) -> Iterable[Line]:
    return (
        waits.follow_up(due.case_id, due.due_on) for due in part.answer.follow_ups[: reader.most]
    )


MAKERS: Final[dict[str, Callable[[Part, Reader], Iterable[Line]]]] = {
    "notices": _notices,
    "concerns": _concerns,
    "needs": _needs,
    "renewals": _renewals,
    "own-renewals": _own_renewals,
    "mine": _mine,
    "new": _new,
    "decided": _decided,
    "limits": _limits,
    "matches": _matches,
    "updates": _updates,
    "requests": _requests,
    "tasks": _tasks,
    "relay": _to_vet,
    "risks": _risks,
    "reviews": _reviews,
    "undertakings": _undertakings,
    "follow-ups": _follow_ups,
    "changes": _changes,
}


def _box(parts: Mapping[str, Part], name: str, reader: Reader) -> Box | None:
    part = parts.get(name)
    if part is None:
        return None
    title, empty = TITLES[name]
    lines = tuple(map(reader.told, MAKERS[name](part, reader))) if part.here else ()
    return Box(title, part, lines, empty, reader.most, REST.get(name, f"/today/{name}"))


PAGES = (
    Page("GET", "/today", "page.today", today),
    Page("GET", "/today/{box}", "page.today", one_box),
)
