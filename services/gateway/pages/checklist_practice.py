"""Who signs a risk assessment from where, how long it serves, and who advises: as a form, and back.

A draft names of it only what differs: thresholds all together, since they are held against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from services.gateway.pages import words
from services.gateway.pages.forms import Field, choices
from shared.contracts.screening.risk_codes import AdviceFrom, SpecialistPath

if TYPE_CHECKING:
    from shared.contracts.screening.risk_rpc import RiskTemplate
    from shared.kernel.errors import Fault

THRESHOLDS: Final = (
    Field("manager_from", "From what residual risk on does a manager sign?", "number",
          "2 to 16, no later than the two that follow", heading="Who signs, and who advises"),
    Field("panel_from", "From what on must a panel or a partner have been asked?", "number",
          "2 to 16"),
    Field("director_from", "From what on does the managing director sign?", "number", "2 to 16"),
    Field("longest_validity_days", "How many days does an assessment serve at most?", "number",
          "7 to 366"),
    Field("advice_valid_days", "How many days does a specialist’s advice serve?", "number",
          "7 to 366"),
)  # fmt: skip
NAMES: Final = tuple(field.name for field in THRESHOLDS)
ADVISERS: Final = tuple(
    Field(f"advice_{path.value}", f"Who may advise: {words.label(path).lower()}", "checks",
          "One of them must have, before anything passes.", choices(AdviceFrom))
    for path in SpecialistPath
)  # fmt: skip
FIELDS: Final = (*THRESHOLDS, *ADVISERS)


def as_typed(base: RiskTemplate) -> dict[str, Any]:
    """Return what stands in a version, as its form shows it."""
    return {
        **{name: str(getattr(base, name)) for name in NAMES},
        **{f"advice_{one.path.value}": [who.value for who in one.given_by] for one in base.consult},
    }


def differing(base: RiskTemplate, values: dict[str, Any]) -> dict[str, Any]:
    """Return what a form changes of a version, as a draft names it; nothing where nothing differs."""
    asked = {name: int(values[name]) for name in NAMES}
    before = {one.path: frozenset(one.given_by) for one in base.consult}
    consult = [
        {"path": path, "given_by": values[f"advice_{path.value}"]}
        for path in SpecialistPath
        if before.get(path) != frozenset(map(AdviceFrom, values[f"advice_{path.value}"]))
    ]
    changed: dict[str, Any] = {"consult": consult} if consult else {}
    if any(asked[name] != getattr(base, name) for name in NAMES):
        changed["thresholds"] = asked
    return changed


def told_of(fault: Fault) -> tuple[str, str] | None:
    """Return the field of the form at which a fault of a draft stands, and what to do about it."""
    whole, _, name = fault.field.partition(".")
    if whole != "thresholds":
        return None
    for field in THRESHOLDS:
        if field.name == name:
            return name, f"Enter a whole number: {field.hint}"
    return NAMES[0], "A manager signs no later than a panel is asked or the managing director signs"
