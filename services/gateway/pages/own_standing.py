"""What the register of facilitators holds of oneself (UK GDPR article 15)."""

from __future__ import annotations

from fastapi.responses import Response

from services.gateway.pages.site import Page, Visit
from services.gateway.pages.standing_words import KINDS, WHY_NOT_ME
from shared.contracts.allocation import rpc as allocation


def own_standing(visit: Visit) -> Response:
    """Show one's own entry, or that there is none."""
    part = visit.gather({"own": (allocation.OWN_STANDING, allocation.AskOwnStanding())})["own"]
    return visit.show("entering/standing.html", part=part, kinds=KINDS, why_not=WHY_NOT_ME)


PAGES = (Page("GET", "/account/standing", "page.own_standing", own_standing),)
