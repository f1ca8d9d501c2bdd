"""One agency: what its agreements say in plain words, and what it owes us."""

from __future__ import annotations

from fastapi.responses import Response

from services.gateway.pages import agency_words
from services.gateway.pages.site import Page, Visit
from shared.contracts.feeds import agreements as terms
from shared.contracts.feeds import office
from shared.contracts.intake import waiting
from shared.kernel.errors import NotFound


def named(visit: Visit) -> str:
    """Return the agency of the address; one without a feed is not there."""
    agency = str(visit.request.path_params["agency"])
    if agency not in visit.site.backoffice.agencies():
        raise NotFound("agency-unknown")
    return agency


def agency(visit: Visit) -> Response:
    """Show an agency's agreements, clause by clause, and what it owes us."""
    name, after = named(visit), visit.asked_id("after")
    parts = visit.gather(
        {
            "feed": (office.AGREEMENTS, terms.AskAgreements(agency=name)),
            "waiting": (waiting.WAITING, waiting.ListWaiting(agency=name, after=after)),
        }
    )
    return visit.show(
        "agencies/one.html",
        parts=parts,
        agency=name,
        here=f"/agencies/{name}",
        later=after is not None,
        say=agency_words,
    )


PAGES = (Page("GET", "/agencies/{agency}", "page.agencies", agency),)
