"""How assessments of the risk and their reviews stand, in words, and what comes next for them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from shared.contracts.screening.risk_rpc import RiskReviewView
from shared.contracts.screening.rpc import AssessmentView

WAITS: Final[dict[str, str]] = {
    "facts_told": "an answer to what is not known",
    "responsible_known": "word of who is responsible",
    "responsibility_accepted": "acceptance of responsibility",
    "arrest": "an arrest",
    "disposal_or_sentence": "a sentence, or an out-of-court disposal",
    "sentence": "a sentence",
    "adulthood": "the day on which they are of age",
    "manager_decides": "a manager's decision",
}
"""What a decision to defer waits for (``WaitFor``)."""
LABELS: Final[dict[str, str]] = {
    "weeks_since_review": "Its regular review",
    "template_changed": "The checklist was changed",
    "order_ended": "The end of an order",
    "facilitator_released": "A facilitator has left the case",
    "stage_or_mode_changed": "Its stage or its form was changed",
    "parole_or_appeal_listed": "Parole or an appeal is listed",
    "media_event": "It is in the media",
    "stop_concern": "Somebody says that it must stop",
}
LEFT: Final[dict[str, str]] = {
    "conflict_declared": "a conflict of interest",
    "conflict": "a conflict of interest",
    "no_longer_available": "no longer available",
    "unavailable": "not available",
    "other": "another reason",
    "case_ended": "the case was said to have ended",
}
"""Why a facilitator left a case."""
REMAIN: Final[dict[int, str]] = {
    1: "one of its two facilitators has left",
    0: "both of its facilitators have left",
}
"""How a pair stands, by how many of it remain."""
DOCUMENTS: Final[dict[str, str]] = {
    "000": "the page for professionals who refer",
    "001": "the service’s earlier page",
    "002": "the page for people who did harm",
    "003": "the annual report of 2019 to 2020",
    "004": "the page of the probation company’s programme",
    "domain 5.3": "what practice knows of risk",
    "1.16 stalking": "what the documents say of stalking",
}
"""The documents that shipped criteria and checklists were drawn from, by the numbers that they name."""
_CODE, _DOCUMENT = r"[A-Z]{3}-\d\d", "|".join(re.escape(one) for one in DOCUMENTS)
_CODES, _NUMBER = re.compile(rf"{_CODE}(, |$)"), re.compile(rf"(?<!\w)(?:{_DOCUMENT})(?!\w)")
_SHIPPED = re.compile(rf"(?:{_CODE}|{_DOCUMENT}|case study \d|settled|and|against|of|to|, | )+")
SIGNERS = 2


def stands(told: AssessmentView) -> str:
    """Return how a version stands: in force, on its way there, or over."""
    if told.in_force:
        return "In force"
    if not told.newest:
        return "Replaced by a newer one"
    return "Run out" if told.signatures >= SIGNERS else f"{told.signatures} of {SIGNERS} signed"


def awaits_signature(told: AssessmentView) -> bool:
    """Whether somebody can still sign it: only the newest is signed, and only until it is in force."""
    return told.newest and told.signatures < SIGNERS


def stops_contact(review: RiskReviewView, today: date) -> bool:
    """Whether contact waits for a review now. One that is planned stops nothing before its day."""
    return review.blocks_contact and review.due_on <= today


def waits(review: RiskReviewView, today: date) -> str:
    """Return what stops while a review is not done; empty where nothing does."""
    if stops_contact(review, today):
        return "Contact waits for a new assessment"
    return "Assess the risk anew before that day, or contact waits" if review.blocks_contact else ""


def source(told: str) -> str:
    """Return where a rule or a checklist comes from: what is shipped names documents by their numbers.

    What a manager wrote of a version drafted here is said as it was written. Where two rules agree,
    both of their sources are told, each once.
    """
    parts = told.split("; ")
    if not all(map(_SHIPPED.fullmatch, parts)):
        return told
    return "; ".join(dict.fromkeys(map(_source, parts)))


def _source(told: str) -> str:
    said = _NUMBER.sub(lambda found: DOCUMENTS[found.group()], _CODES.sub("", told))
    if said in ("", "settled"):
        return "How the service works"
    return said[0].upper() + said[1:]
