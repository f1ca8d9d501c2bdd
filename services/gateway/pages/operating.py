"""The system, for those who answer for it: how each service and each feed stands, and parked messages.

A parked message is shown without what it says. It is handled again or given up by name and with a
reason, and both are audited by the service that parked it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response

from services.gateway.pages import served, words
from services.gateway.pages.asking import Part
from services.gateway.pages.forms import Field, Read, new_key, read
from services.gateway.pages.site import Page, Visit
from shared.contracts import operating
from shared.contracts.base import Request, RpcMethod
from shared.contracts.feeds import office
from shared.contracts.feeds import operating as of_feeds
from shared.contracts.operating import ParkedView, Standing
from shared.contracts.registry import SERVICES
from shared.kernel.errors import NotFound

WHY = (Field("reason", "Why", "area", "Kept with your name."),)
SAID = {
    "replay": "The message is handled again, from its first try.",
    "discard": "The message is given up. Later ones of the same case go on.",
}


@dataclass(frozen=True, slots=True)
class Teller:
    """A service, or an agency's feed: what answers about itself."""

    name: str
    methods: operating.Operating
    agency: str = ""

    @property
    def title(self) -> str:
        """Return what people call it."""
        told = served.teller(self.name)
        return told[0].upper() + told[1:]

    def standing(self) -> tuple[RpcMethod, Request]:
        """Return the question how it stands."""
        if self.agency:
            return self.methods.standing, of_feeds.AskFeedStanding(agency=self.agency)
        return self.methods.standing, operating.AskStanding()

    def parked(self, **asked: Any) -> tuple[RpcMethod, Request]:
        """Return the question what it parked."""
        if self.agency:
            return self.methods.parked, of_feeds.ListParkedOfFeed(agency=self.agency, **asked)
        return self.methods.parked, operating.ListParked(**asked)

    def decide(self, act: str, **asked: Any) -> tuple[RpcMethod, Request]:
        """Return the order to handle a message again, or to give it up."""
        method = self.methods.replay if act == "replay" else self.methods.discard
        if self.agency:
            return method, of_feeds.DecideParkedOfFeed(agency=self.agency, **asked)
        return method, operating.DecideParked(**asked)


def tellers(visit: Visit) -> list[Teller]:
    """Return all that can be asked about itself: the services, and every feed that is known."""
    feeds = visit.site.backoffice.agencies()
    return [
        *(Teller(name, operating.of(name)) for name in SERVICES),
        *(Teller(office.service_of(name), of_feeds.OF_A_FEED, name) for name in feeds),
    ]


def system(visit: Visit) -> Response:
    """Show how each service and feed stands, and what it parked."""
    known, after = tellers(visit), visit.asked_id("after")
    of = visit.request.query_params.get("of", "")
    asked: dict[str, tuple[RpcMethod, Request]] = {}
    for one in known:
        asked[f"standing-{one.name}"] = one.standing()
        asked[f"parked-{one.name}"] = one.parked(after=after if one.name == of else None)
    done, parts = visit.request.query_params.get("done", ""), visit.gather(asked)
    return visit.show(
        "system/all.html",
        parts=parts,
        tellers=known,
        rows=[_row(one, parts[f"standing-{one.name}"]) for one in known],
        jobs=_jobs(known, parts),
        later=after is not None,
        said=SAID.get(done, ""),
    )


def _row(one: Teller, part: Part) -> tuple[str, ...]:
    """Return what a service tells of itself, in words; dashes where it tells nothing."""
    if not part.here:
        return (one.title, "Does not answer just now", "–", "–", "–", "–", "–", "–")
    told: Standing = part.answer
    ready = "Not ready: " + ", ".join(_check(name, one) for name in told.failing)
    unsent = f"{told.unsent}, the oldest {told.oldest_unsent_s} s" if told.unsent else "0"
    held = f"{told.held}, {told.held_late} too long" if told.held_late else str(told.held)
    lag = "–" if told.lag_s is None else f"{told.lag_s:.1f} s"
    waits, again = _queue(told)
    state = ready if told.failing else "Ready"
    return (one.title, state, waits, again, lag, unsent, held, str(told.parked))


def _check(name: str, one: Teller) -> str:
    return name.removeprefix(f"{one.name}-").replace("-", " ")


def _queue(told: Standing) -> tuple[str, str]:
    """Return what waits to be taken, and what waits to be tried again."""
    if told.queue is None:
        return "The broker does not tell", "–"
    waits = str(told.queue.waiting) + (", nobody takes it" if not told.queue.readers else "")
    dead = f", {told.queue.dead} given up by the broker" if told.queue.dead else ""
    return waits, f"{told.queue.retrying}{dead}"


def _jobs(known: list[Teller], parts: dict[str, Part]) -> list[tuple[str, str, str]]:
    """Return what is done by the clock, and when it was last."""
    return [
        (one.title, words.label(done.job), words.local_time(done.at))
        for one in known
        if parts[f"standing-{one.name}"].here
        for done in parts[f"standing-{one.name}"].answer.jobs
    ]


def message(visit: Visit) -> Response:
    """Show one parked message, and the two things that can be done about it."""
    return _message(visit, Read(), new_key(), 200)


def _message(visit: Visit, done: Read, key: str, status: int) -> Response:
    one = _find(visit)
    return visit.show(
        "system/message.html",
        status,
        service=served.teller(_teller(visit).name),
        one=one,
        fields=WHY,
        read=done,
        key=key,
        act=visit.form.one("act"),
    )


def _teller(visit: Visit) -> Teller:
    service = str(visit.request.path_params["service"])
    for one in tellers(visit):
        if one.name == service:
            return one
    raise NotFound("no-such-service")


def _find(visit: Visit) -> ParkedView:
    after, wanted, teller = None, visit.id("parked_id"), _teller(visit)
    while True:
        told = visit.ask(*teller.parked(settled_too=True, limit=500, after=after))
        for one in told.messages:
            if one.parked_id == wanted:
                return one  # type: ignore[no-any-return]
        after = told.next_page
        if after is None:
            raise NotFound("parked-message-unknown")


def decide(visit: Visit) -> Response:
    """Handle it again, or give it up."""
    done, key = read(WHY, visit.form), visit.form.one("key")
    teller, act = _teller(visit), visit.form.one("act")
    if act not in SAID:
        done.errors[""] = "Choose what is to become of it"
    if len(done.values.get("reason", "")) < 3:
        done.errors["reason"] = "Say why"
    if done.errors:
        return _message(visit, done, key, 422)
    reason = done.values["reason"][:200]
    visit.ask(*teller.decide(act, parked_id=visit.id("parked_id"), reason=reason), key)
    return visit.go(f"/system?done={act}")


PAGES = (
    Page("GET", "/system", "page.system", system),
    Page("GET", "/system/{service}/parked/{parked_id}", "page.system", message),
    Page("POST", "/system/{service}/parked/{parked_id}", "page.system", decide),
)
