"""A case as its page has it at hand, and what of it whoever reads the page may see and do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.gateway.pages import words
from services.gateway.pages.actions import Acts
from services.gateway.pages.asking import Part
from services.gateway.pages.site import Visit
from services.gateway.pages.waits import Line, case_path
from shared.contracts.codes import EligibilityDecision
from shared.contracts.intake.rpc import AgencyRequestView, CaseView
from shared.contracts.screening.decision_view import DecisionView

GOES_ON = (EligibilityDecision.PROCEED, EligibilityDecision.PROCEED_WITH_RESTRICTION)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that comes next: what, when or why, where, and whether it is an act."""

    text: str
    when: str
    path: str
    urgent: bool = False
    act: bool = False


@dataclass(frozen=True, slots=True)
class AtHand:
    """What the page of a case was told, and who reads it on which day."""

    visit: Visit
    case: CaseView
    parts: Mapping[str, Part]
    acts: Acts
    today: date
    changes: bool = field(init=False)
    """Whether the reader changes anything here: who reads in an emergency does not."""

    def __post_init__(self) -> None:
        """Look once whether the case is open to its reader in an emergency alone."""
        reads_only = self.visit.opened_until(self.case.case_id) is not None
        object.__setattr__(self, "changes", not reads_only)

    def told(self, name: str) -> Any:
        """Return what a part says; None where it is away, or not for this reader."""
        part = self.parts.get(name)
        return part.answer if part is not None and part.here else None

    def is_away(self, name: str) -> bool:
        """Whether a part was asked for and does not say."""
        part = self.parts.get(name)
        return part is not None and part.away

    def listed(self, name: str, what: str) -> tuple[Any, ...]:
        """Return a list that a part says; empty where it says nothing."""
        return tuple(getattr(self.told(name), what, ()))

    def step(self, line: Line, way: str = "", text: str = "") -> Step:
        """Return a line as a step; with ``way`` it is an act, which stands there."""
        said = text or line.text[:1].upper() + line.text[1:]
        return Step(said, line.when, way or line.path, line.urgent, act=bool(way))

    def offer(self, text: str, when: str, way: str, section: str) -> Step:
        """Return an act where there is a way to it, else where on the page it is about."""
        return Step(text, when, way or self.section(section), act=bool(way))

    def way(self, slug: str, **ids: object) -> str:
        """Return where an act is done; empty where this reader cannot do it now."""
        return self.acts.way(slug, **ids) if self.changes else ""

    def page(self, row: str, path: str) -> str:
        """Return a page below the case's address; empty where this reader may not open it."""
        may = self.changes and self.visit.may_open(row)
        return f"{case_path(self.case.case_id)}/{path}" if may else ""

    def section(self, slug: str) -> str:
        """Return where a section of the page is."""
        return case_path(self.case.case_id, slug)

    def the(self, person_id: UUID) -> str:
        """Return what to call somebody within a sentence."""
        name = words.people(self.case).get(str(person_id), "a participant").lower()
        return name if name[-1].isdigit() or name.startswith("a ") else f"the {name}"

    @property
    def unanswered(self) -> list[AgencyRequestView]:
        """Return the requests to agencies that wait for their answer."""
        return [
            one
            for one in self.case.agency_requests
            if not (one.answered_at or one.lapsed_at or one.called_off_at)
        ]

    @property
    def decision(self) -> DecisionView | None:
        """Return the newest decision."""
        found = self.listed("eligibility", "decisions")
        return found[0] if found else None

    @property
    def goes_on(self) -> bool:
        """Whether work goes on: the case is open, not held, and was let on."""
        decided = self.decision
        let_on = decided is not None and decided.decision in GOES_ON
        return let_on and not self.case.closed_at and not self.case.on_hold
