"""What people leave on their own desk: referrals begun, forms not sent, views, answers once given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from services.gateway.drafts import Drafts
from services.gateway.repeats import Repeats
from services.gateway.unsent import Unsent
from services.gateway.views import Views

if TYPE_CHECKING:
    from services.gateway.vault import Vault


@dataclass(frozen=True, slots=True)
class Desk:
    """What each account keeps for itself, sealed in one vault."""

    drafts: Drafts
    unsent: Unsent
    views: Views
    repeats: Repeats

    @classmethod
    def over(cls, vault: Vault) -> Self:
        """Keep everything in this vault."""
        return cls(Drafts(vault), Unsent(vault), Views(vault), Repeats(vault))
