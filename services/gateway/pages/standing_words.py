"""What a facilitator holds, and why they may not act, in words."""

from __future__ import annotations

from typing import Final

ACCREDITATIONS: Final = (
    ("practitioner", "Practitioner"),
    ("advanced", "Advanced practitioner"),
    ("specialist_sexual_violence", "Specialist: sexual violence"),
    ("specialist_hate", "Specialist: hate crime"),
)
CHECKS: Final = (
    ("dbs_enhanced", "Enhanced DBS check"),
    ("dbs_standard", "Standard DBS check"),
    ("police_vetting", "Police vetting"),
)
KINDS: Final[dict[str, str]] = dict((*ACCREDITATIONS, *CHECKS))
WHY_NOT: Final[dict[str, str]] = {
    "not-active": "they are not active",
    "no-sign-in": "the register knows no account that they sign in with",
    "no-accreditation": "no practitioner’s accreditation is recorded",
    "accreditation-not-in-date": "their accreditation is not in date today",
    "no-vetting": "no DBS check is recorded",
    "vetting-not-in-date": "their DBS check is not in date today",
}
"""Why somebody can be given no case, whichever it is."""
WHY_NOT_ME: Final[dict[str, str]] = {
    "not-active": "you are not active",
    "no-sign-in": "the register knows no account that you sign in with",
    "no-accreditation": "no practitioner’s accreditation of yours is recorded",
    "accreditation-not-in-date": "your accreditation is not in date today",
    "no-vetting": "no DBS check of yours is recorded",
    "vetting-not-in-date": "your DBS check is not in date today",
}
"""The same, as it is said to them."""


def held(kind: str) -> str:
    """Return what somebody holds as a sentence has it: ``accreditation as practitioner``."""
    accredited = dict(ACCREDITATIONS).get(kind)
    return f"accreditation as {accredited.lower()}" if accredited else KINDS.get(kind, kind)


def open_cases(count: int) -> str:
    """Return how many open cases somebody is on."""
    return "1 open case" if count == 1 else f"{count} open cases"
