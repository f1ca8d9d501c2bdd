"""What people read for what agreements, the disclosure log and the quarantine hold in codes."""

from __future__ import annotations

from typing import Final

from services.gateway.pages.words import day, days, label
from shared.contracts.feeds.agreements import AgreementView, Passage, StepView

PASSAGES: Final[dict[tuple[str, str], str]] = {
    ("in", "referral"): "They may refer somebody to us",
    ("in", "answer"): "They may answer what we asked them",
    ("out", "receipt"): "We confirm that their message arrived",
    ("out", "refusal"): "We say why a message of theirs was refused",
    ("out", "status"): "We tell where a case stands, as often as its referrer chose",
    ("out", "outcome"): "We tell how a case ended",
    ("out", "request"): "We ask them to find or reach somebody",
    ("out", "cancellation"): "We tell them that what we asked for is no longer needed",
    ("out", "idva"): "We tell a domestic violence adviser",
    ("out", "vcs"): "We tell the Victim Contact Scheme",
    ("out", "crimint"): "We pass a note to police intelligence",
    ("out", "update"): "We tell how somebody's work is going",
}
TELLINGS: Final[dict[str, str]] = {
    "receipt": "That their message arrived",
    "refusal": "Why their message was refused",
    "status": "Where the case stands",
    "outcome": "How the case ended",
    "request": "Whom we ask them to find or reach",
    "cancellation": "That what we asked for is no longer needed",
    "idva": "A note for an adviser",
    "vcs": "A note for the Victim Contact Scheme",
    "crimint": "A note for police intelligence",
    "update": "How the work is going",
}
NOTHING_CROSSES: Final[dict[str, str]] = {
    "agreement-drafting": "It is still being drafted, so nothing may cross.",
    "agreement-submitted": "It was submitted and is not signed, so nothing may cross.",
    "agreement-in-review": "It is still in review, so nothing may cross.",
    "agreement-expired": "It has run out, so nothing may cross until it is renewed.",
    "agreement-withdrawn": "It was withdrawn, so nothing may cross.",
    "agreement-not-in-force": "It is not in force, so nothing may cross.",
}
WITHHELD: Final[dict[str, str]] = {
    "clause-not-in-force": "its clause had ended before it could leave",
    "case-erased": "the case was erased before it could leave",
    "consent-withdrawn": "the person withdrew before it could leave",
}
SOURCES: Final[dict[str, str]] = {
    "report": "Annual report",
    "website": "Its own website",
    "assumed": "Assumed: put in your own date",
}
CARRIED: Final[dict[str, str]] = {
    "own_feed": "By a feed of its own",
    "other_feed": "By the same feed",
    "by_hand": "By hand; nothing is sent by the system",
}
STATES: Final[dict[str, str]] = {
    "held": "Waits for somebody",
    "released": "Released to us",
    "discarded": "Given up",
    "rejected": "Rejected, and its sender told",
}
REJECTIONS: Final[tuple[tuple[str, str], ...]] = (
    ("send-again-corrected", "We could not put it right: please correct it and send it again"),
    ("received-otherwise", "We have it by another way since"),
    ("not-for-this-service", "It is not for this service"),
    ("sent-in-error", "It was sent in error, as they told us"),
)
PURPOSES: Final[tuple[tuple[str, str], ...]] = (
    ("correct_and_release", "To put it right and let it in"),
    ("decide_what_becomes_of_it", "To decide what becomes of it"),
    ("answer_its_sender", "To answer a question of its sender"),
    ("data_protection_request", "For a data-protection request"),
)
WRONG: Final[dict[str, str]] = {
    "missing": "is missing",
    "invalid": "cannot be read",
    "too-long": "is too long",
    "too-many": "has too many rows",
    "in-the-future": "is a day that has not come yet",
    "not-of-this-form": "is no field of this form",
    "consent-missing": "says nothing of the person's agreement to be referred or contacted",
    "consent-refused": "says that the person said no: do not let it in",
    "check-letter": "has a letter at its end that does not fit its digits",
    "clause-not-in-force": "has no clause that holds today",
    "unparseable": "cannot be read as a form",
}


def passage(one: Passage) -> str:
    """Return what may pass, in words."""
    known = PASSAGES.get((one.way, one.kind))
    return known or (f"They may send: {one.kind}" if one.way == "in" else f"We tell: {one.kind}")


def telling(kind: str) -> str:
    """Return what was told."""
    return TELLINGS.get(kind) or label(kind)


def stands(one: AgreementView) -> str:
    """Return how an agreement stands today, in a few words."""
    status = label(one.status) if one.status else "Not begun"
    if one.interim:
        return f"{status}; meanwhile by an interim arrangement"
    return status if one.may_share else f"{status}: nothing may cross"


def why_nothing(code: str) -> str:
    """Return why nothing may cross today."""
    return NOTHING_CROSSES.get(code) or "Nothing may cross today."


def left(one: AgreementView) -> str:
    """Return how long it goes on."""
    if one.days_left is None:
        return "No end is known" if one.may_share else "–"
    return "Ends today" if one.days_left == 0 else f"{days(one.days_left)} left"


def step_day(step: StepView) -> str:
    """Return the day of a step as exactly as it is known."""
    if step.exact_to == "year":
        return str(step.since.year)
    return f"{step.since:%B %Y}" if step.exact_to == "month" else day(step.since)


NAMES: Final[dict[str, str]] = {
    "dob": "date of birth",
    "urn": "URN",
    "crn": "CRN",
    "pnc": "PNC",
    "nomis": "NOMIS",
}


def place(field: str) -> str:
    """Return a field's name as people read it: ``victims.0.surname`` is "Victims 1: surname"."""
    parts: list[str] = []
    for part in field.split("."):
        if part.isdigit() and parts:
            parts[-1] += f" {int(part) + 1}"
        else:
            parts.append(NAMES.get(part, part.replace("_", " ")))
    text = ": ".join(part for part in parts if part != "*")
    return text[:1].upper() + text[1:]


def wrong(code: str) -> str:
    """Return what is wrong with a field, where only the code is known."""
    return WRONG.get(code) or f"is at fault: {code.replace('-', ' ')}"
