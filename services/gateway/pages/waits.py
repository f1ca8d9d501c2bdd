"""What waits for somebody, each kind in the words that Today and the page of its case both use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.gateway.pages import risk_words, standing_words, words
from shared.contracts.allocation import needs
from shared.contracts.codes import ConsentPurpose, EligibilityDecision
from shared.contracts.comms import agreements, notices, relay
from shared.contracts.comms.codes import WaitsOn
from shared.contracts.intake import contact, entry, limits, waiting
from shared.contracts.screening import eligibility, risk_rpc

AHEAD: Final = timedelta(days=14)
"""How long before its day a review that was planned is shown."""
NEXT: Final = {
    EligibilityDecision.PROCEED: "contact comes next",
    EligibilityDecision.PROCEED_WITH_RESTRICTION: "contact comes next, within the restrictions",
    EligibilityDecision.DEFER: "deferred, something must be known or happen first",
    EligibilityDecision.REFER_ON: "for another service, refer it on",
    EligibilityDecision.DECLINE: "declined, tell who referred it and close it",
}
"""What a decision asks of staff."""
READERS_OF: Final = frozenset({WaitsOn.FACILITATOR, WaitsOn.SECOND_VETTER})


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: what, when, and where to look."""

    text: str
    when: str
    path: str
    urgent: bool = False
    of: tuple[UUID, ...] = ()
    """The cases that it is about, named before it where a page is of many cases."""


def case_path(case_id: UUID, section: str = "") -> str:
    """Return the address of a case's page, or of one section of it."""
    return f"/cases/{case_id}" + (f"#{section}" if section else "")


def notice(one: notices.NoticeView) -> Line:
    """Return a notice to stop."""
    text, when = words.label(one.code).lower(), words.local_time(one.told_at)
    return Line(text, when, case_path(one.case_id), True, (one.case_id,))


def concern(one: risk_rpc.ConcernView) -> Line:
    """Return a safeguarding concern; it presses while nobody has taken it on."""
    taken = "taken on" if one.taken_by else "nobody has taken it on"
    when = f"raised {words.local_time(one.raised_at)}"
    path = case_path(one.case_id, "risk")
    return Line(f"a safeguarding concern, {taken}", when, path, not one.taken_by, (one.case_id,))


def change(one: eligibility.ChangeView) -> Line:
    """Return a decision that came out otherwise than the one before."""
    text = f"now {words.label(one.decision.decision).lower()}"
    when = words.local_time(one.decision.decided_at)
    return Line(text, when, case_path(one.case_id, "eligibility"), of=(one.case_id,))


def limit(due: limits.Limit) -> Line:
    """Return a first contact that a limit asks for."""
    left = due.working_days_left
    late = f", {words.working_days(-left)} late" if left < 0 else ""
    stopped = ", on hold" if due.on_hold else ""
    when = f"due {words.day(due.due_on)}{late}{stopped}"
    path, urgent = case_path(due.case_id, "contact"), left < 0 and not due.on_hold
    return Line(words.limit(due.code), when, path, urgent, (due.case_id,))


def update(due: contact.DueUpdate) -> Line:
    """Return an update that was promised."""
    late = f", {words.days(due.days_overdue)} late" if due.days_overdue > 0 else ""
    when = f"due {words.day(due.due_on)}{late}"
    path, of = case_path(due.case_id, "contact"), (due.case_id,)
    return Line("tell a participant how things stand", when, path, due.days_overdue > 0, of)


def match(one: entry.PossibleMatch) -> Line:
    """Return a case that may be the same as another."""
    when = f"found {words.day(one.found_at)}"
    of = (one.case_id, one.other_case_id)
    path = f"/referrals/matches/{one.match_id}"
    return Line(words.label(one.grade).lower(), when, path, of=of)


def task(one: waiting.TaskView) -> Line:
    """Return a task."""
    asked = words.open_facts(one.missing_facts)
    text = words.label(one.kind).lower() + (f" ({asked})" if asked else "")
    path = case_path(one.case_id, "tasks")
    when = f"due {words.day(one.due_on)}" + (", overdue" if one.overdue else "")
    return Line(text, when, path, one.overdue, (one.case_id,))


def request(case_id: UUID, agency: str, kind: str, days: int, *, overdue: bool = False) -> Line:
    """Return a request that an agency has not answered for so many days."""
    text = f"{words.label(agency)}, {words.label(kind).lower()}"
    path = case_path(case_id, "requests")
    return Line(text, f"waiting {words.days(days)}", path, overdue, (case_id,))


def consent(case_id: UUID, purpose: ConsentPurpose, review_on: date) -> Line:
    """Return a consent to look at again."""
    text, when = words.label(purpose).lower(), f"to review by {words.day(review_on)}"
    return Line(text, when, case_path(case_id, "consents"), of=(case_id,))


def may_vet(item: relay.Waiting, me: str) -> bool:
    """Whether an item waits for a reader, and this one has not read it already."""
    return item.waits_on in READERS_OF and me not in item.vetted_by


def to_vet(item: relay.Waiting) -> Line:
    """Return words that wait to be vetted."""
    path = f"/cases/{item.case_id}/items/{item.item_id}"
    text, when = (
        f"{words.label(item.kind).lower()} to vet",
        f"waiting since {words.day(item.since)}",
    )
    return Line(text, when, path, of=(item.case_id,))


def need(one: needs.CaseInNeed) -> Line:
    """Return a case whose pair of facilitators is no longer whole."""
    why = ", then ".join(
        risk_words.LEFT.get(code) or words.label(code).lower() for code in one.reasons
    )
    text, when = f"{risk_words.REMAIN[one.remaining]} ({why})", f"since {words.day(one.since)}"
    path = f"{case_path(one.case_id)}/facilitators"
    return Line(text, when, path, not one.remaining, (one.case_id,))


STILL: Final = "until then nothing passes between the two sides"


def renewal(one: needs.Renewal, today: date) -> Line:
    """Return a facilitator whose cases stand still, or whose standing ends soon.

    Their page names them; here it is the cases that they are on, or how many.
    """
    path, of = f"/facilitators/{one.facilitator_id}", one.case_ids
    whose = f" of {standing_words.open_cases(one.open_cases)}" if one.open_cases and not of else ""
    if one.reasons:
        why = _why(one, standing_words.WHY_NOT)
        return Line(f"a facilitator{whose} may not act: {why}", STILL, path, True, of)
    what, ends, last = _ending(one, today)
    text = f"the {what} of a facilitator{whose} {ends}"
    return Line(text, last, path, bool(one.open_cases), of)


def own_renewal(one: needs.Renewal, today: date) -> Line:
    """Return the same as it is said to the facilitator."""
    path, of = "/account/standing", one.case_ids
    if one.reasons:
        why = _why(one, standing_words.WHY_NOT_ME)
        return Line(f"you may not act: {why}", STILL, path, True, of)
    what, ends, last = _ending(one, today)
    text = f"your {what} {ends}, tell the office when it is renewed"
    return Line(text, last, path, bool(one.open_cases))


def _why(one: needs.Renewal, words_for: Mapping[str, str]) -> str:
    return "; ".join(words_for.get(code, words.label(code)) for code in one.reasons)


def _ending(one: needs.Renewal, today: date) -> tuple[str, str, str]:
    """Return what ends first, whether it did, and its last day."""
    first = one.ending[0]
    verb = "ran out" if first.until_on < today else "runs out"
    return standing_words.held(first.kind), verb, f"last day {words.day(first.until_on)}"


def risk(due: risk_rpc.RiskReviewView, today: date) -> Line:
    """Return a review of the risk."""
    stopped = risk_words.stops_contact(due, today)
    when = f"by {words.day(due.due_on)}" + (", contact waits for it" if stopped else "")
    urgent, text = due.overdue or stopped, words.label(due.trigger).lower()
    return Line(text, when, case_path(due.case_id, "risk"), urgent, (due.case_id,))


def undertaking(due: agreements.DueUndertaking) -> Line:
    """Return an undertaking whose day has come."""
    late = f", {words.days(due.days_overdue)} ago" if due.days_overdue > 0 else ""
    when = f"due {words.day(due.due_on)}{late}"
    path = f"/cases/{due.case_id}/agreements/{due.agreement_id}"
    return Line("an undertaking", when, path, due.days_overdue > 0, (due.case_id,))


def follow_up(case_id: UUID, due_on: date) -> Line:
    """Return a follow-up that is due."""
    path = case_path(case_id, "aftercare")
    return Line("ask how somebody is", f"due {words.day(due_on)}", path, of=(case_id,))
