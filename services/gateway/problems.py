"""What each failure looks like to a caller: problem details (RFC 9457) with a stable code.

The one table that knows HTTP statuses. A body never repeats a value, a name or an
exception's text; ``reference`` is the correlation id with which staff find the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from shared.kernel.errors import (
    Conflict,
    Fault,
    Ignorable,
    InvalidInput,
    NotFound,
    NotPermitted,
    RedressError,
    Refused,
    Unavailable,
)
from shared.observability import context as trace
from shared.observability.logs import get_logger
from shared.store.versions import OTHER_VERSION

log = get_logger("gateway.problems")
STATUS: dict[type[RedressError], tuple[int, str]] = {
    InvalidInput: (422, "The request is not complete or not well formed."),
    Refused: (409, "A rule of practice does not allow this."),
    Conflict: (409, "Somebody changed this meanwhile; look again."),
    NotPermitted: (403, "You do not have access."),
    NotFound: (404, "We cannot find that."),
    Unavailable: (503, "Something we depend on does not answer; try again shortly."),
    Ignorable: (409, "Nothing to do."),
}
FORGED = frozenset({"cross-site-form", "form-not-of-this-session"})
UNEXPECTED = (500, "Something went wrong; quote the reference.")
PROBLEM_JSON = "application/problem+json"


class NotSignedIn(RedressError):
    """Nobody is signed in, or the session has ended."""

    kind = "not_signed_in"


class TooManyAttempts(RedressError):
    """Too many failed sign-ins from this address for this account."""

    kind = "too_many_attempts"


EDGE_STATUS: dict[type[RedressError], tuple[int, str]] = {
    NotSignedIn: (401, "Sign in first."),
    TooManyAttempts: (429, "Too many attempts; wait a while."),
}


def status_of(error: Exception) -> tuple[int, str]:
    """Return the HTTP status and plain title for an error."""
    for kind in type(error).__mro__:
        if kind in EDGE_STATUS:
            return EDGE_STATUS[kind]
        if kind in STATUS:
            return STATUS[kind]
    return UNEXPECTED


def problem(
    status: int,
    title: str,
    code: str,
    faults: Sequence[Fault] = (),
    cases: Sequence[str] = (),
    current: Mapping[str, Any] | None = None,
) -> JSONResponse:
    """Return a problem-details response; ``cases`` are ids to look at before trying again.

    ``current`` is the version that stands where the caller had another one open.
    """
    body: dict[str, Any] = {
        "type": f"urn:redress:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "reference": trace.correlation_id(),
    }
    if faults:
        body["faults"] = [{"field": fault.field, "code": fault.code} for fault in faults]
    if cases:
        body["cases"] = list(cases)
    if current:
        body["current"] = dict(current)
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    if current and "record" in current:
        headers["ETag"] = f'"{current["version"]}"'
    return JSONResponse(body, status_code=status, media_type=PROBLEM_JSON, headers=headers)


def of(error: Exception, by: str | None = None) -> JSONResponse:
    """Return the response for any error; one that we did not foresee says nothing of itself.

    ``by``: the id of the account that is told so, where somebody is signed in.
    """
    status, title = status_of(error)
    tell(error, by)
    code = error.code if isinstance(error, RedressError) else "unexpected"
    faults = error.faults if isinstance(error, InvalidInput) else ()
    return problem(status, title, code, faults, _cases(error), _current(error))


def tell(error: Exception, by: str | None = None) -> None:
    """Log who was kept out and why, by id and codes alone, for whoever looks into it.

    What is not there for somebody may be there for others: who asks for it again and again is found.
    """
    if not isinstance(error, RedressError):
        return
    kept_out = isinstance(error, NotPermitted | NotSignedIn | TooManyAttempts | NotFound)
    if kept_out or (isinstance(error, Refused) and error.code in FORGED):
        write = log.info if isinstance(error, NotFound) else log.warning
        write("request_refused", code=error.code, kind=error.kind, subject=by or "nobody")


def _current(error: Exception) -> Mapping[str, Any] | None:
    """Return the version that stands, and of an assessment what changed in it: ids and codes."""
    if isinstance(error, Conflict) and error.code == OTHER_VERSION:
        return {"record": error.ids["record"], "version": int(error.ids["current"])}
    if isinstance(error, Refused) and error.code == "newer-version":
        changed = [one for one in error.ids.get("changed", "").split(",") if one]
        about = {"assessment_id": error.ids["current"], "version": int(error.ids["version"])}
        return {**about, "changed": changed}
    return None


def _cases(error: Exception) -> Sequence[str]:
    """Return the cases that a referral is probably the same as: only staff are refused with them."""
    if isinstance(error, Refused) and error.code == "possible-duplicate":
        return error.ids["cases"].split(",")
    return ()


def faults_of(errors: Sequence[Any]) -> tuple[Fault, ...]:
    """Turn pydantic's errors into faults: where and what kind, never the value."""
    found = []
    for error in errors:
        path = ".".join(str(step) for step in error["loc"] if step not in ("body", "query", "path"))
        found.append(Fault(path or "body", str(error["type"]).replace("_", "-")))
    return tuple(sorted(set(found)))


def faults_in(wrong: ValidationError | InvalidInput) -> tuple[Fault, ...]:
    """Return what a contract or a service found wrong, as faults."""
    return wrong.faults if isinstance(wrong, InvalidInput) else faults_of(wrong.errors())


def install(app: FastAPI) -> None:
    """Answer every failure that is foreseen with problem details; ``Traced`` answers the rest."""

    @app.exception_handler(RedressError)
    async def _ours(request: Request, error: RedressError) -> JSONResponse:
        return of(error, getattr(request.state, "account", None))

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        return of(InvalidInput("invalid-request", faults_of(error.errors())))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            page: Response | None = await request.app.state.page_of(request, 404)
            if page is not None:
                return page
        codes = {
            400: "body-unreadable",
            404: "no-such-route",
            405: "method-not-allowed",
            413: "too-large",
        }
        title = STATUS[NotFound][1] if error.status_code == 404 else "The request is refused."
        return problem(error.status_code, title, codes.get(error.status_code, "refused"))
