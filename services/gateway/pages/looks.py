"""Who looked at a case: every service's own log of reading side by side, told by person and minute.

Opening a case reads a dozen things at once; they are one look, for one purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from fastapi.responses import Response

from services.gateway.pages import words
from services.gateway.pages.asking import Part, answer_of
from services.gateway.pages.process_words import FILE_PURPOSES
from services.gateway.pages.site import Page, Visit
from shared.contracts import looking
from shared.contracts.base import Request, RpcMethod
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.rpc import CaseView
from shared.contracts.looking import Look
from shared.kernel.errors import NotFound

PER_PAGE, AT_ONCE = 40, 500
READ: Final[dict[str, str]] = {
    "case": "the case",
    "case_timeline": "its timeline",
    "person": "somebody's details",
    "identifiers": "by which numbers somebody is known",
    "person_identifiers": "by which numbers somebody is known",
    "contacts": "contacts",
    "contact_history": "how somebody is reached",
    "contact_advice": "how to reach somebody safely",
    "referrals": "referrals and deadlines",
    "referral": "a referral",
    "tasks": "tasks",
    "custody": "where somebody is held",
    "custody_of_case": "custody",
    "eligibility": "eligibility",
    "why_decided": "why eligibility was decided so",
    "risk": "the risk assessment",
    "risk_reviews": "reviews of the risk",
    "risk_difference": "what changed in the risk assessment",
    "assignment": "the facilitators",
    "candidates": "who might facilitate",
    "process": "the process",
    "meetings": "meetings",
    "aftercare": "aftercare",
    "steps_of_case": "steps of the process",
    "notes": "notes",
    "script": "the script of a conference",
    "steps": "steps of the process",
    "sent_notices": "short notices",
    "party_file": "all that one side was given",
    "item": "words for the other side",
    "read_item": "words for the other side",
    "gate": "the gate",
    "print_letter": "a letter, to print it",
    "print_agreement": "an agreement, to print it",
    "appointment_file": "when somebody is to come",
    "quotations": "words to quote",
    "findings": "what the leak check found",
    "agency_answer": "an agency's answer",
    "amendments": "what was amended",
    "looks": "who looked",
    "terms": "what no letter may tell",
    "tellings": "what may be told first",
    "shown": "what they were shown",
    "facts": "facts for an agency",
    "disclosure_log": "who was told what",
}
"""What was read, by the name of the question or of what it reads."""
_READING = re.compile(r"[._](read|revealed|read_for_agency)$")
PURPOSES: Final[dict[str, str]] = {
    **FILE_PURPOSES,
    "casework": "Casework",
    "stated-in-words": "Said in words that cannot be shown",
    "emergency": "An emergency",
    "accounting": "To answer for what was told",
    "complaint": "A complaint, or somebody asks what we hold",
}


@dataclass(frozen=True, slots=True)
class Glance:
    """What one person read within one minute, for one purpose."""

    at: datetime
    by: str
    roles: str
    what: str
    purpose: str
    in_emergency: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One page of looks; ``older`` is where the next one begins, if there is one."""

    glances: tuple[Glance, ...]
    older: datetime | None


def looks(visit: Visit) -> Response:
    """Show who looked at a case, when, at what and for which purpose, the newest first."""
    case_id, before = visit.id("case_id"), _before(visit)
    asked: dict[str, tuple[RpcMethod, Request]] = {
        method.service: (method, looking.AskLooks(case_id=case_id, limit=AT_ONCE, before=before))
        for method in looking.METHODS
    }
    parts = visit.gather({"case": (intake.CASE, intake.CaseById(case_id=case_id)), **asked})
    case: CaseView = answer_of(parts.pop("case", None))
    told = page_of([part for part in parts.values() if part.here], words.people(case))
    people = visit.site.identities.administering.names(one.by for one in told.glances)
    itself = {one.by: words.the_system(one.by) for one in told.glances}
    return visit.show(
        "cases/looks.html",
        case=case,
        glances=told.glances,
        people=people,
        itself=itself,
        older=told.older.isoformat() if told.older else "",
        later=before is not None,
        away=[part for part in parts.values() if part.away],
    )


def _before(visit: Visit) -> datetime | None:
    text = visit.request.query_params.get("before", "")
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise NotFound("no-such-page") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def page_of(parts: Sequence[Part], named: dict[str, str]) -> Told:
    """Return the newest looks of all services, cut between two minutes.

    A service that had more than it could send is known only back to a moment: what others tell of
    before it waits for the next page.
    """
    known = [part.answer.looks for part in parts]
    found = sorted((one for told in known for one in told), key=lambda one: one.at, reverse=True)
    if not found:
        return Told((), None)
    horizons = [_minute_after(told[-1].at) for told in known if len(told) >= AT_ONCE]
    complete = min(max(horizons), _minute(found[0].at)) if horizons else None
    minutes: dict[datetime, list[Look]] = {}
    for one in found:
        if complete is None or one.at >= complete:
            minutes.setdefault(_minute(one.at), []).append(one)
    return _cut(minutes, named, whole=complete is None)


def _cut(minutes: dict[datetime, list[Look]], named: dict[str, str], *, whole: bool) -> Told:
    glances: list[Glance] = []
    shown: list[datetime] = []
    for minute, within in minutes.items():
        if len(glances) >= PER_PAGE:
            break
        glances += _glances(within, named)
        shown.append(minute)
    return Told(tuple(glances), None if whole and len(shown) == len(minutes) else shown[-1])


def _glances(within: Iterable[Look], named: dict[str, str]) -> list[Glance]:
    """Return a minute's looks, put together by who looked and for what."""
    groups: dict[tuple[str, str, str, bool], list[Look]] = {}
    for one in within:
        roles = ", ".join(words.label(role) for role in one.roles)
        code = PURPOSES.get(one.purpose or "", words.label(one.purpose) if one.purpose else "–")
        purpose = f"“{one.in_words}”" if one.in_words else code
        groups.setdefault((one.by, roles, purpose, one.in_emergency), []).append(one)
    return [
        Glance(
            at=group[0].at,
            by=by,
            roles=roles,
            what=_in_words(group, named),
            purpose=purpose,
            in_emergency=in_emergency,
        )
        for (by, roles, purpose, in_emergency), group in groups.items()
    ]


def _in_words(group: Iterable[Look], named: dict[str, str]) -> str:
    told = dict.fromkeys(_thing(one, named) for one in group)
    text = ", ".join(sorted(told))
    return text[0].upper() + text[1:]


def _thing(one: Look, named: dict[str, str]) -> str:
    what = _READING.sub("", one.what)
    told = READ.get(what, words.label(what).lower())
    if one.person_id is None:
        return told
    return f"{told} ({named.get(str(one.person_id), 'somebody').lower()})"


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _minute_after(at: datetime) -> datetime:
    """Return the first minute that is surely known whole, where the oldest that is known is ``at``."""
    return _minute(at) + timedelta(minutes=1)


PAGES = (Page("GET", "/cases/{case_id}/looks", "page.looks", looks),)
