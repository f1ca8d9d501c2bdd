"""The pages that people use: one module per group, and one table of them all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.staticfiles import StaticFiles

from services.gateway.pages import (
    accounts,
    agencies,
    agency,
    agreeing,
    amended,
    assessing,
    assigning,
    awareness,
    beside,
    cases,
    checklists,
    conference,
    contact_history,
    copies,
    disclosures,
    documents,
    emergencies,
    enquiries,
    entering,
    erasing,
    facilitators,
    holds,
    interpreting,
    issued,
    joining,
    looks,
    new_referral,
    officer,
    operating,
    organisation,
    own_account,
    own_standing,
    party_file,
    policies,
    quarantine,
    quotations,
    reading,
    referral,
    referrals,
    relay,
    replaying,
    reports,
    revealing,
    searching,
    self_referral,
    today,
)
from services.gateway.pages.forms import Posted
from services.gateway.pages.receiving import posted_in
from services.gateway.pages.site import HERE, Page, Site, serve

PAGES: tuple[Page, ...] = (
    *entering.PAGES,
    *organisation.PAGES,
    *own_account.PAGES,
    *own_standing.PAGES,
    *today.PAGES,
    *emergencies.PAGES,
    *new_referral.PAGES,
    *officer.PAGES,
    *referrals.PAGES,
    *enquiries.PAGES,
    *searching.PAGES,
    *self_referral.PAGES,
    *cases.PAGES,
    *revealing.PAGES,
    *contact_history.PAGES,
    *referral.PAGES,
    *amended.PAGES,
    *beside.PAGES,
    *joining.PAGES,
    *holds.PAGES,
    *erasing.PAGES,
    *agreeing.PAGES,
    *reading.PAGES,
    *conference.PAGES,
    *interpreting.PAGES,
    *party_file.PAGES,
    *quotations.PAGES,
    *looks.PAGES,
    *copies.PAGES,
    *documents.PAGES,
    *assigning.PAGES,
    *assessing.PAGES,
    *relay.PAGES,
    *facilitators.PAGES,
    *reports.PAGES,
    *issued.PAGES,
    *awareness.PAGES,
    *accounts.PAGES,
    *policies.PAGES,
    *checklists.PAGES,
    *replaying.PAGES,
    *operating.PAGES,
    *agencies.PAGES,
    *agency.PAGES,
    *disclosures.PAGES,
    *quarantine.PAGES,
)


def build(site: Site) -> APIRouter:
    """Return the router of all pages."""
    router = APIRouter(include_in_schema=False)
    for page in PAGES:
        router.add_api_route(
            page.path,
            _endpoint(site, page),
            methods=[page.verb],
            response_model=None,
            name=f"{page.verb} {page.path}",
        )
    return router


def _endpoint(site: Site, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        posted = Posted()
        if page.verb == "POST":
            posted = await posted_in(request)
        return await run_in_threadpool(serve, site, page, request, posted)

    return endpoint


def static_files() -> StaticFiles:
    """Return the pages' styles and scripts."""
    return StaticFiles(directory=HERE / "static")
