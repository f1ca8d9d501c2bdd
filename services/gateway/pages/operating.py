"""The system, for those who answer for it: what waits in each service, and parked messages.

A parked message is shown without what it says. It is handled again or given up by name and with a
reason, and both are audited by the service that parked it.
"""

from __future__ import annotations

from fastapi.responses import Response

from services.gateway.pages.forms import Field, Read, new_key, read
from services.gateway.pages.site import Page, Visit
from shared.contracts import operating
from shared.contracts.base import Request, RpcMethod
from shared.contracts.operating import ParkedView
from shared.contracts.registry import SERVICES
from shared.kernel.errors import NotFound

WHY = (Field("reason", "Why", "area", "Kept with your name."),)
SAID = {
    "replay": "The message is handled again, from its first try.",
    "discard": "The message is given up. Later ones of the same case go on.",
}


def system(visit: Visit) -> Response:
    """Show how each service stands, and what it parked."""
    asked: dict[str, tuple[RpcMethod, Request]] = {}
    for one in SERVICES:
        asked[f"standing-{one}"] = (operating.of(one).standing, operating.AskStanding())
        asked[f"parked-{one}"] = (operating.of(one).parked, operating.ListParked())
    done = visit.request.query_params.get("done", "")
    return visit.show(
        "system/all.html", parts=visit.gather(asked), services=SERVICES, said=SAID.get(done, "")
    )


def message(visit: Visit) -> Response:
    """Show one parked message, and the two things that can be done about it."""
    return _message(visit, Read(), new_key(), 200)


def _message(visit: Visit, done: Read, key: str, status: int) -> Response:
    one = _find(visit)
    return visit.show(
        "system/message.html",
        status,
        service=_service(visit),
        one=one,
        fields=WHY,
        read=done,
        key=key,
        act=visit.form.one("act"),
    )


def _service(visit: Visit) -> str:
    service = str(visit.request.path_params["service"])
    if service not in SERVICES:
        raise NotFound("no-such-service")
    return service


def _find(visit: Visit) -> ParkedView:
    asked = operating.ListParked(settled_too=True, limit=500)
    told = visit.ask(operating.of(_service(visit)).parked, asked)
    for one in told.messages:
        if one.parked_id == visit.id("parked_id"):
            return one  # type: ignore[no-any-return]
    raise NotFound("parked-message-unknown")


def decide(visit: Visit) -> Response:
    """Handle it again, or give it up."""
    done, key = read(WHY, visit.form), visit.form.one("key")
    methods, act = operating.of(_service(visit)), visit.form.one("act")
    if act not in SAID:
        done.errors[""] = "Choose what is to become of it"
    if len(done.values.get("reason", "")) < 3:
        done.errors["reason"] = "Say why"
    if done.errors:
        return _message(visit, done, key, 422)
    asked = operating.DecideParked(
        parked_id=visit.id("parked_id"), reason=done.values["reason"][:200]
    )
    visit.ask(methods.replay if act == "replay" else methods.discard, asked, key)
    return visit.go(f"/system?done={act}")


PAGES = (
    Page("GET", "/system", "page.system", system),
    Page("GET", "/system/{service}/parked/{parked_id}", "page.system", message),
    Page("POST", "/system/{service}/parked/{parked_id}", "page.system", decide),
)
