"""Agencies: how their agreements stand, what they owe us, for how long, and how fast they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi.responses import Response

from services.gateway.pages import agency_words, words
from services.gateway.pages.asking import Part
from services.gateway.pages.site import Page, Visit
from shared.contracts.base import Request, RpcMethod
from shared.contracts.feeds import agreements as terms
from shared.contracts.feeds import office
from shared.contracts.intake import waiting


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency: whether its feed answers, what waits, and what it owes us."""

    code: str
    name: str
    feed: str
    has_feed: bool
    held: int | None
    waiting: int | None
    longest: int | None
    answered: str


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement in the list of all."""

    path: str
    title: str
    stands: str
    last_day: str
    left: str
    warning: int | None


def agencies(visit: Visit) -> Response:
    """Show every agency, every agreement, and the requests that wait."""
    asked: dict[str, tuple[RpcMethod, Request]] = {
        "owed": (waiting.WAITING, waiting.ListWaiting(limit=500)),
        "turnaround": (waiting.TURNAROUND, waiting.AskTurnaround()),
    }
    after = visit.asked_id("after")
    if after is not None:
        asked["waiting"] = (waiting.WAITING, waiting.ListWaiting(limit=500, after=after))
    names = visit.site.backoffice.agencies()
    for name in names:
        asked[name] = (office.AGREEMENTS, terms.AskAgreements(agency=name))
    parts = visit.gather(asked)
    owed = parts.pop("owed", None)
    if owed is not None:
        parts.setdefault("waiting", owed)
    feeds = {name: parts[name] for name in names if name in parts}
    return visit.show(
        "agencies/all.html",
        parts=parts,
        lines=agency_lines(feeds, owed, parts.get("turnaround")),
        agreements=agreement_lines(feeds),
        away=[part for part in feeds.values() if not part.here],
        here="/agencies",
        later=after is not None,
    )


def agreement_lines(feeds: Mapping[str, Part]) -> list[AgreementLine]:
    """Return a line for each agreement, those that end soonest first."""
    told = [(name, one) for name, part in feeds.items() if part.here
            for one in part.answer.agreements]  # fmt: skip
    told.sort(key=lambda pair: (pair[1].days_left is None, pair[1].days_left or 0, pair[1].title))
    return [
        AgreementLine(
            path=f"/agencies/{name}#{one.agreement}",
            title=one.title,
            stands=agency_words.stands(one),
            last_day=words.day(one.last_day),
            left=agency_words.left(one),
            warning=one.warning,
        )
        for name, one in told
    ]


def agency_lines(
    feeds: Mapping[str, Part], waiting_part: Part | None, turnaround: Part | None
) -> list[AgencyLine]:
    """Return a line for each agency, whether it has a feed or not."""
    others = {one.agency for part in feeds.values() if part.here for one in part.answer.agreements}
    owed = waiting_part.answer.requests if waiting_part and waiting_part.here else None
    rows = turnaround.answer.rows if turnaround and turnaround.here else None
    owing = {one.agency for one in owed or ()} | {row.agency for row in rows or ()}
    return [
        _line(code, feeds.get(code), owed, rows)
        for code in sorted({*feeds, *others, *owing}, key=words.label)
    ]


def _line(
    code: str,
    part: Part | None,
    owed: Iterable[waiting.WaitingRequest] | None,
    rows: Iterable[waiting.Turnaround] | None,
) -> AgencyLine:
    mine = None if owed is None else [one.days_waiting for one in owed if one.agency == code]
    answered = "–"
    if rows is not None:
        of = [(row.answered, row.opened) for row in rows if row.agency == code]
        asked = sum(opened for _, opened in of)
        answered = f"{sum(done for done, _ in of)} of {asked}" if asked else "–"
    feed = "By hand" if part is None else ("Answers" if part.here else "Does not answer just now")
    return AgencyLine(
        code=code,
        name=words.label(code),
        feed=feed,
        has_feed=part is not None,
        held=part.answer.held if part is not None and part.here else None,
        waiting=None if mine is None else len(mine),
        longest=max(mine, default=0) if mine is not None else None,
        answered=answered,
    )


PAGES = (Page("GET", "/agencies", "page.agencies", agencies),)
