"""A version of the criteria tried on the past: how many decisions would differ, which, by which rules.

It changes nothing. The past is gone through piece by piece, as each request is bounded; what the
pieces before have shown travels with the form, and is nobody's but the reader's.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Any

from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.gateway.pages import words
from services.gateway.pages.forms import Field as Asked
from services.gateway.pages.forms import Read, read
from services.gateway.pages.site import Page, Visit
from services.gateway.pages.today import references
from shared.contracts.screening import eligibility
from shared.contracts.screening import replaying as contract
from shared.kernel.errors import InvalidInput

DAYS = (
    Asked("from_on", "Referrals received from", "date"),
    Asked("to_on", "Up to and including", "date"),
)
SHOWN = 100
Count = Annotated[int, Field(ge=0)]
Counts = Annotated[dict[Annotated[str, Field(max_length=200)], Count], Field(max_length=500)]


class SoFar(BaseModel):
    """What the pieces have shown up to now."""

    model_config = ConfigDict(extra="forbid")

    looked_at: Count = 0
    exceptions: Count = 0
    by_their_own: Count = 0
    different: Count = 0
    restricted: Count = 0
    by_decision: Counts = Field(default_factory=dict)
    by_rule: Counts = Field(default_factory=dict)
    after: contract.Place | None = None

    def with_piece(self, told: contract.PolicyReplayed) -> SoFar:
        """Return it with one piece more."""
        others = [one for one in told.different if one.was != one.would_be]
        decided = Counter(f"{words.label(o.was)} → {words.label(o.would_be)}" for o in others)
        ruled = Counter(rule for one in others for rule in one.rules)
        return SoFar(
            looked_at=self.looked_at + told.looked_at,
            exceptions=self.exceptions + told.exceptions,
            by_their_own=self.by_their_own + told.by_their_own,
            different=self.different + len(others),
            restricted=self.restricted + len(told.different) - len(others),
            by_decision=dict(Counter(self.by_decision) + decided),
            by_rule=dict(Counter(self.by_rule) + ruled),
            after=told.next,
        )


def replay_page(visit: Visit) -> Response:
    """Ask for the days whose referrals are tried."""
    return _show(visit, Read(), None, (), 200)


def replay(visit: Visit) -> Response:
    """Try the next piece of the past."""
    done, before = read(DAYS, visit.form), _so_far(visit)
    if not done.errors and done.values["from_on"] > done.values["to_on"]:
        done.errors["to_on"] = "Must not be before the first day"
    if done.errors:
        return _show(visit, done, None, (), 422)
    asked = contract.ReplayPolicy(
        version=_version(visit),
        from_on=date.fromisoformat(done.values["from_on"]),
        to_on=date.fromisoformat(done.values["to_on"]),
        after=before.after,
    )
    told: contract.PolicyReplayed = visit.ask(contract.REPLAY_POLICY, asked)
    return _show(visit, done, before.with_piece(told), told.different, 200)


def _version(visit: Visit) -> str:
    try:
        return eligibility.PolicyByName(version=visit.request.path_params["version"]).version
    except ValidationError:
        raise InvalidInput("no-such-policy") from None


def _so_far(visit: Visit) -> SoFar:
    """Return what the form carried; what is no such thing begins anew."""
    try:
        return SoFar.model_validate_json(visit.form.one("so_far") or "{}")
    except ValidationError:
        return SoFar()


def _show(
    visit: Visit,
    done: Read,
    so_far: SoFar | None,
    piece: tuple[contract.DifferentView, ...],
    status: int,
) -> Response:
    return visit.show(
        "policies/replay.html",
        status,
        version=_version(visit),
        fields=DAYS,
        read=done,
        so_far=so_far,
        carried=so_far.model_dump_json(exclude_defaults=True) if so_far else "",
        decisions=_ordered(so_far.by_decision) if so_far else (),
        rules=_ordered(so_far.by_rule) if so_far else (),
        piece=piece[:SHOWN],
        left_out=len(piece) - SHOWN,
        cases=references(visit, (one.case_id for one in piece[:SHOWN])),
    )


def _ordered(counts: dict[str, int]) -> list[tuple[Any, ...]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


PAGES = (
    Page("GET", "/policies/{version}/replay", "page.replay", replay_page),
    Page("POST", "/policies/{version}/replay", "page.replay", replay),
)
