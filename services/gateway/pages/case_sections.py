"""The sections of a case's page: each with a line of account, and which are open at which stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from services.gateway import wording
from services.gateway.pages import risk_words, waits, words
from services.gateway.pages.at_hand import AtHand
from services.gateway.pages.next_steps import NOT_YET
from shared.contracts.codes import CaseStage

OPEN: Final[dict[CaseStage, tuple[str, ...]]] = {
    CaseStage.REFERRED: ("people", "eligibility"),
    CaseStage.ELIGIBILITY_DECIDED: ("contact",),
    CaseStage.CONTACTING: ("contact",),
    CaseStage.RISK_ASSESSED: ("facilitators",),
    CaseStage.ALLOCATED: ("process",),
    CaseStage.PREPARING: ("process",),
    CaseStage.COMMUNICATING: ("relay",),
    CaseStage.AGREEMENT: ("process",),
    CaseStage.FOLLOW_UP: ("aftercare",),
    CaseStage.CLOSED: (),
}
"""What a case's stage is about stands open; the rest is one click away."""
WITHIN: Final = {"sent": "contact"}
"""Places that have an address of their own within a section."""
NAMED: Final = 3
"""Up to so many people are told one by one."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: where it is, its title, what it comes to in a line, and whether it is open."""

    slug: str
    title: str
    account: str
    is_open: bool


def sections(at: AtHand, *, done_in: str = "") -> tuple[Section, ...]:
    """Return the sections of the page; open too is the one in which something was just done."""
    shown = {*OPEN[at.case.stage], WITHIN.get(done_in, done_in)}
    return tuple(
        Section(slug, title, _account(at, part, says), slug in shown)
        for slug, title, part, says in SECTIONS
    )


def _account(at: AtHand, part: str, says: Callable[[AtHand], str]) -> str:
    found = at.parts.get(part) if part else None
    if found is not None and found.away:
        return "Erased" if found.erased else "Cannot be shown just now"
    if part and found is None:
        return ""
    return says(at)


def _count(number: int, one: str, many: str = "") -> str:
    return f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"


def _joined(told: Iterable[str]) -> str:
    """Return what is to be told as one line, each told with a capital first letter."""
    text = "; ".join(one for one in told if one)
    return text[:1].upper() + text[1:]


def _timeline(at: AtHand) -> str:
    entries = at.listed("timeline", "entries")
    if not entries:
        return "Nothing yet"
    last = entries[-1]
    return f"Last, {words.day(last.at)}: {_lower(wording.sentence(last)).rstrip('.')}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _people(at: AtHand) -> str:
    names = words.people(at.case)
    stands = {
        person: where for strand in at.case.strands for person, where in strand.engagement.items()
    }
    alive = [one for one in at.case.participants if one.role not in ("deceased", "supporter")]
    if len(alive) <= NAMED:
        return _joined(
            f"{_lower(names[str(one.person_id)])}: "
            + _lower(words.label(stands.get(str(one.person_id)) or "not_yet_contacted"))
            for one in alive
        )
    counted: dict[str, int] = {}
    for one in alive:
        told = stands.get(str(one.person_id))
        said = words.label("not_yet_contacted" if told in NOT_YET else told)
        counted[said] = counted.get(said, 0) + 1
    each = (f"{number} {_lower(said)}" for said, number in counted.items())
    return f"{_count(len(alive), 'person', 'people')}: {', '.join(each)}"


def _consents(at: AtHand) -> str:
    found = at.case.consents
    withdrawn = sum(one.withdrawn_at is not None for one in found)
    given = sum(one.given and not one.withdrawn_at for one in found)
    refused = sum(not one.given and not one.withdrawn_at for one in found)
    told = (
        f"{number} {said}"
        for number, said in ((given, "given"), (refused, "refused"), (withdrawn, "withdrawn"))
        if number
    )
    return _joined(told) or "None is recorded"


def _contact(at: AtHand) -> str:
    found = at.listed("contact", "contacts")
    if not found:
        return "Nobody was contacted yet"
    last = max(found, key=lambda one: one.at)
    return f"{_count(len(found), 'attempt')}, last {words.day(last.at)}: {_lower(words.label(last.result))}"


def _requests(at: AtHand) -> str:
    found, waiting = at.case.agency_requests, at.unanswered
    if not found:
        return "No agency was asked"
    longest = max((one.days_waiting for one in waiting), default=0)
    still = f"{len(waiting)} without an answer for {words.days(longest)}" if waiting else ""
    return _joined((_count(len(found), "request"), still or "none waits"))


def _custody(at: AtHand) -> str:
    found = [one.steps[-1] for one in at.listed("custody", "people") if one.steps]
    if not found:
        return "Nothing is recorded"
    last = max(found, key=lambda one: one.changed_at)
    place = f" ({last.establishment})" if last.establishment else ""
    return f"{words.label(last.change)}{place}, {words.day(last.changed_at)}"


def _referrals(at: AtHand) -> str:
    found = at.listed("referrals", "referrals")
    if not found:
        return "None"
    first = f"received {words.day(min(one.received_at for one in found))}"
    return _joined((first if len(found) == 1 else f"{len(found)}, the first {first}",))


def _eligibility(at: AtHand) -> str:
    made = at.decision
    if made is None:
        return "Nothing is decided yet"
    exception = " by exception" if made.exception else ""
    return f"{words.label(made.decision)}{exception}, decided {words.day(made.decided_at)}"


def _risk(at: AtHand) -> str:
    return _joined((_assessed(at), *_risk_waits(at)))


def _assessed(at: AtHand) -> str:
    found = at.listed("risk", "assessments")
    if not found:
        return "not assessed"
    in_force = [one for one in found if one.in_force]
    if not in_force:
        return "; ".join(_lower(risk_words.stands(one)) for one in found if one.newest)
    levels = ", ".join(dict.fromkeys(_lower(words.label(one.highest_residual)) for one in in_force))
    until = min(one.valid_until for one in in_force)
    return f"{levels}, in force until {words.day(until)}"


def _risk_waits(at: AtHand) -> Iterable[str]:
    bars = [one for one in at.listed("risk", "bars") if not one.lifted_at]
    concerns = [one for one in at.listed("concerns", "concerns") if one.case_id == at.case.case_id]
    reviews = at.listed("reviews", "reviews")
    if concerns:
        yield _count(len(concerns), "safeguarding concern")
    if bars:
        yield _count(len(bars), "order or bar", "orders or bars")
    if reviews:
        yield f"review due {words.day(min(one.due_on for one in reviews))}"


def _facilitators(at: AtHand) -> str:
    found = [one for one in at.listed("facilitators", "facilitators") if not one.released_at]
    return " and ".join(one.name for one in found) or "Nobody is assigned"


def _process(at: AtHand) -> str:
    strands = at.listed("process", "strands")
    modes = dict.fromkeys(_lower(words.label(one.mode)) for one in strands if one.mode)
    meetings = sum(one.preparation_meetings for one in strands)
    agreements = len(at.listed("process", "agreements"))
    ended = bool(strands) and all(one.concluded_at for one in strands)
    return _joined(
        (
            ", ".join(modes) or "no form is chosen",
            _count(meetings, "preparation meeting") if meetings else "",
            _count(agreements, "agreement") if agreements else "",
            "concluded" if ended else "",
        )
    )


def _relay(at: AtHand) -> str:
    found = at.listed("process", "items")
    if not found:
        return "Nothing was written down"
    me = at.visit.who.actor.id
    mine = sum(waits.may_vet(one, me) for one in at.listed("relay", "items"))
    to_vet = f"{mine} {'awaits' if mine == 1 else 'await'} your vetting" if mine else ""
    passed = sum(one.delivered_at is not None for one in found)
    return _joined((_count(len(found), "item"), to_vet, f"{passed} delivered" if passed else ""))


def _documents(at: AtHand) -> str:
    kept = [one for one in at.listed("documents", "documents") if not one.removed_at]
    made = len(at.listed("process", "agreements"))
    made += sum(one.kind == "letter" for one in at.listed("process", "items"))
    told = (f"{len(kept)} came in" if kept else "", f"{made} made here" if made else "")
    return _joined(told) or "None"


def _aftercare(at: AtHand) -> str:
    planned = at.listed("aftercare", "follow_ups")
    due = [one.due_on for one in planned if one.result is None]
    support = len(at.listed("aftercare", "support"))
    return _joined(
        (
            _count(len(planned), "follow-up") if planned else "nothing is planned",
            f"next {words.day(min(due))}" if due else "",
            f"support offered {_count(support, 'time')}" if support else "",
        )
    )


def _tasks(at: AtHand) -> str:
    found = at.listed("tasks", "tasks")
    if not found:
        return "None is open"
    return f"{len(found)} open, next due {words.day(min(one.due_on for one in found))}"


def _ending(at: AtHand) -> str:
    outcome = at.case.primary_outcome
    return _joined(
        (
            "on hold" if at.case.on_hold else "",
            "legal hold" if at.case.under_legal_hold else "",
            f"main outcome: {_lower(words.label(outcome))}" if outcome else "no outcome yet",
            f"closed {words.day(at.case.closed_at)}" if at.case.closed_at else "",
        )
    )


SECTIONS: Final[tuple[tuple[str, str, str, Callable[[AtHand], Any]], ...]] = (
    ("people", "People", "", _people),
    ("contact", "Contact", "contact", _contact),
    ("consents", "Consents", "", _consents),
    ("eligibility", "Eligibility", "eligibility", _eligibility),
    ("risk", "Risk", "risk", _risk),
    ("facilitators", "Facilitators", "facilitators", _facilitators),
    ("process", "Process", "process", _process),
    ("relay", "Relay", "process", _relay),
    ("aftercare", "Aftercare", "aftercare", _aftercare),
    ("ending", "Hold, outcome and closing", "", _ending),
    ("requests", "Agency requests", "", _requests),
    ("custody", "Custody", "custody", _custody),
    ("tasks", "Tasks", "tasks", _tasks),
    ("referrals", "Referrals and deadlines", "referrals", _referrals),
    ("documents", "Documents", "documents", _documents),
    ("timeline", "What has happened", "timeline", _timeline),
)
"""Each section: where it is, its title, the part that tells of it, and its line of account."""
