"""What can be done to a case, as one table: each act its form, its method, and when it cannot be."""

from __future__ import annotations

from services.gateway.pages import (
    acts_agreement,
    acts_case,
    acts_meeting,
    acts_person,
    acts_process,
    acts_safety,
)
from services.gateway.pages.acting import Action

ACTIONS: tuple[Action, ...] = (
    *acts_case.ACTS,
    *acts_safety.ACTS,
    *acts_process.ACTS,
    *acts_meeting.ACTS,
    *acts_person.ACTS,
    *acts_agreement.ACTS,
)
BY_SLUG = {action.slug: action for action in ACTIONS}

__all__ = ["ACTIONS", "BY_SLUG", "Action"]
