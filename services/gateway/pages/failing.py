"""What a browser is shown where there is no page, or where one failed as nobody foresaw."""

from __future__ import annotations

from typing import Final

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from services.gateway.pages.forms import Posted
from services.gateway.pages.site import Site, failure, visit_of
from shared.kernel.errors import NotFound, RedressError
from shared.observability.logs import get_logger

log = get_logger("gateway.pages")
NOT_PAGES: Final = ("/api/", "/static/")


class Unforeseen(RedressError):
    """Something failed on our side that no rule foresees."""

    kind = "unforeseen"


async def page_of(site: Site, request: Request, status: int) -> Response | None:
    """Return the page that says so; None for whoever reads no pages, and where it fails itself."""
    reads_pages = "text/html" in request.headers.get("accept", "")
    if not reads_pages or request.url.path.startswith(NOT_PAGES):
        return None
    error = NotFound("no-such-page") if status == 404 else Unforeseen("unexpected")
    try:
        return await run_in_threadpool(_page, site, request, error)
    except Exception as failed:  # noqa: BLE001 - whatever it is, it is told without a page then
        log.error("request_failed", fault=failed)
        return None


def _page(site: Site, request: Request, error: RedressError) -> Response:
    visit = visit_of(site, request, Posted())
    return visit.keep_visitor(failure(visit, error))
