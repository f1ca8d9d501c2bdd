"""What can be done to a case, as one table: each act its form, its method, and when it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.gateway.pages import (
    acts_agreement,
    acts_case,
    acts_meeting,
    acts_person,
    acts_process,
    acts_safety,
)
from services.gateway.pages.acting import Action

if TYPE_CHECKING:
    from services.gateway.pages.site import Visit
    from shared.contracts.intake.rpc import CaseView

ACTIONS: tuple[Action, ...] = (
    *acts_case.ACTS,
    *acts_safety.ACTS,
    *acts_process.ACTS,
    *acts_meeting.ACTS,
    *acts_person.ACTS,
    *acts_agreement.ACTS,
)
BY_SLUG = {action.slug: action for action in ACTIONS}

__all__ = ["ACTIONS", "BY_SLUG", "Action", "Acts"]


@dataclass(frozen=True, slots=True)
class Acts:
    """Which acts a section offers to this visitor: by link, or with the reason why not."""

    visit: Visit
    case: CaseView
    erased: bool = False

    def of(self, section: str, about: tuple[str, ...] = ()) -> list[tuple[Action, str]]:
        """Return the acts of a section about these kinds of thing, each with why not.

        Of a closed case those that can still be done: that it is closed is said once, at its head.
        """
        found = (
            (action, "It was erased." if self.erased else action.why_not(self.case))
            for action in ACTIONS
            if action.section == section
            and action.about == about
            and self.visit.may(action.method)
            and self.visit.may_open("page.act")
        )
        return [one for one in found if not (one[1] and self.case.closed_at)]

    def way(self, slug: str, **ids: object) -> str:
        """Return where the form of an act is; empty where this visitor cannot do it now."""
        action = BY_SLUG[slug]
        may = self.visit.may(action.method) and self.visit.may_open("page.act")
        possible = may and not self.erased and not action.why_not(self.case)
        return self.path(action, **ids) if possible else ""

    def path(self, action: Action, **ids: object) -> str:
        """Return where the form of an act is."""
        asked = "&".join(f"{name}={value}" for name, value in ids.items())
        return f"/cases/{self.case.case_id}/do/{action.slug}{'?' + asked if asked else ''}"
