"""One referral: what it says, each dimension apart, what is odd about it, and its deadlines."""

from __future__ import annotations

from fastapi.responses import Response

from services.gateway.pages import words
from services.gateway.pages.actions import Acts
from services.gateway.pages.asking import answer_of
from services.gateway.pages.flags import not_asked
from services.gateway.pages.site import Page, Visit
from shared.contracts.intake import entry
from shared.contracts.intake import rpc as intake

Rows = list[tuple[str, str]]


def referral_page(visit: Visit) -> Response:
    """Show one referral without anybody's name."""
    case_id, referral_id = visit.id("case_id"), visit.id("referral_id")
    parts = visit.gather(
        {
            "case": (intake.CASE, intake.CaseById(case_id=case_id)),
            "referral": (
                entry.REFERRAL,
                entry.AskReferral(case_id=case_id, referral_id=referral_id),
            ),
        }
    )
    case, told = answer_of(parts.get("case")), answer_of(parts.get("referral"))
    return visit.show(
        "referrals/one.html", case=case, told=told, rows=_rows(told), acts=Acts(visit, case)
    )


def _rows(told: entry.ReferralView) -> Rows:
    """Return what the referral says, under the heads of practice; what was not said is left out."""
    label, day = words.label, words.day
    found = [
        ("Came in as", label(told.door)),
        ("Received", words.local_time(told.received_at)),
        ("Arrived on paper or by e-mail", _day(told.arrived_on)),
        ("First received elsewhere", _day(told.original_received_on)),
        ("Had before by", told.prior_provider or ""),
        ("Which side asked", label(told.initiated_by)),
        ("Sent by", label(told.source)),
        ("Agency", label(told.agency) if told.agency else ""),
        ("Arrived by", label(told.channel)),
        ("How they heard of it", label(told.heard_via) if told.heard_via else ""),
        ("Pathway", label(told.pathway) if told.pathway else ""),
        ("Scheme", told.scheme or ""),
        ("Contract", told.contract or ""),
        ("Offence", _list(told.crime_types)),
        ("Home Office group", _list(told.home_office_groups)),
        ("Applies", _list(told.flags) or "Nothing that is known"),
        ("Nobody was asked about", _list(not_asked(told.flags, told.asked))),
        ("Proceedings", label(told.proceedings)),
        ("Disposal", label(told.disposal) if told.disposal else ""),
        ("Boroughs of home", _list(told.home_boroughs)),
        ("Boroughs of work", _list(told.work_boroughs)),
        ("Borough where it happened", label(told.place_borough) if told.place_borough else ""),
        ("Not filled in on the form", _list(told.not_filled_in)),
        ("Priority", _priority(told)),
        ("The referrer hears", label(told.update_cadence)),
    ]
    found += [
        (label(one.code), f"by {day(one.due_on)}, {_left(one.working_days_left)} ({one.source})")
        for one in told.deadlines
    ]
    return [(name, text) for name, text in found if text]


def _day(day: object) -> str:
    return words.day(day) if day else ""  # type: ignore[arg-type]


def _list(codes: object) -> str:
    return ", ".join(words.label(code) for code in codes)  # type: ignore[attr-defined]


def _left(days: int) -> str:
    return words.working_days(abs(days)) + (" overdue" if days < 0 else " left")


def _priority(told: entry.ReferralView) -> str:
    reasons = ", ".join(map(words.priority_reason, told.priority_reasons))
    because = f": {reasons}" if reasons else ""
    by_hand = ", set by hand" if told.priority_overridden else ""
    stands = "Enhanced" if told.enhanced_priority else "As usual"
    return f"{stands}{because}{by_hand} (rule {told.priority_version})"


PAGES = (Page("GET", "/cases/{case_id}/referrals/{referral_id}", "page.referral", referral_page),)
