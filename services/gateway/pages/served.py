"""What people call a service: what it serves, to who works with cases; its name, to who runs it."""

from __future__ import annotations

from typing import Final

from services.gateway.pages import words

SERVED: Final[dict[str, str]] = {
    "intake": "Cases and people",
    "screening": "Risk and eligibility",
    "allocation": "Facilitators",
    "comms": "The process and what is passed on",
    "reporting": "Reports and figures",
    "feeds": "What agencies send us and are told",
}
"""What people call what a service serves: no practitioner is told of services."""


def teller(service: str) -> str:
    """Return what people call a part of the system: ``feeds-mps`` is one agency's feed."""
    family, _, agency = service.partition("-")
    return f"the feed of {words.label(agency)}" if family == "feeds" and agency else service


def cannot_be_shown(service: str) -> str:
    """Return which part of the work cannot be shown while a service, or an agency's feed, is silent."""
    family, _, agency = service.partition("-")
    if family == "feeds" and agency:
        part = f"What {words.label(agency)} sends us and is told"
    else:
        part = SERVED.get(service, "This part")
    return f"{part} cannot be shown just now"
