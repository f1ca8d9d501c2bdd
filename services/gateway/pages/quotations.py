"""Words of participants that may be quoted now: each only while consent to it stands (OUT-10)."""

from __future__ import annotations

from fastapi.responses import Response

from services.gateway.pages.site import Page, Visit
from shared.contracts.comms import aftercare


def quotations(visit: Visit) -> Response:
    """Show every quotation that may be used at this moment, under the one name for all."""
    told = visit.ask(aftercare.QUOTATIONS, aftercare.AskQuotations())
    return visit.show("quotations.html", quotations=told.quotations)


PAGES = (Page("GET", "/quotations", "page.quotations", quotations),)
