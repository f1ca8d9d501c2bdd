"""What was odd about a referral and yet refused nothing: in words, by what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from services.gateway.pages import words
from shared.contracts.intake.events import FaultCode

SAYS: Final[dict[str, str]] = {
    "check-letter-wrong": "its check letter does not fit the rest, so it may be mistyped",
    "unusual-form": "it is not written as such numbers are, so it may be mistyped",
    "deceased-is-never-contacted": "somebody who died is on it with a phone number or an address; "
    "nobody will be contacted there",
    "preferred-in-the-community": "somebody is in prison; an out-of-court disposal is meant for people "
    "in the community",
    "missing": "it is missing",
}
SUBJECTS: Final[dict[str, str]] = {
    "identifiers": "A number by which an agency knows somebody",
    "references": "A number of the police or the court",
    "postcode": "A postcode",
    "disposal": "The disposal",
    "prior_provider": "The service that had the case before",
    "arrived_on": "The day on which the paper or e-mail arrived",
    "in_custody": "On custody",
}


def told(warnings: Iterable[FaultCode]) -> list[str]:
    """Return a sentence for each warning, without any of what was written."""
    return list(dict.fromkeys(_sentence(one) for one in warnings))


def _sentence(warning: FaultCode) -> str:
    parts = re.split(r"[.\[\]]+", warning.field)
    side = next((words.label(part) for part in parts if part in ("harmed", "responsible")), "")
    subject = next((SUBJECTS[part] for part in parts if part in SUBJECTS), "")
    about = ", ".join(filter(None, (subject, side.lower() if subject else side)))
    says = SAYS.get(warning.code, words.label(warning.code).lower())
    return f"{about or words.label(warning.field)}: {says}."
