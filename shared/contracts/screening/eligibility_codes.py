"""Codes of eligibility that do not travel in events."""

from __future__ import annotations

from enum import StrEnum


class WaitFor(StrEnum):
    """What a deferred referral may wait for (ELG-03, ELG-04)."""

    FACTS = "facts_told"
    RESPONSIBLE_KNOWN = "responsible_known"
    RESPONSIBILITY = "responsibility_accepted"
    ARREST = "arrest"
    DISPOSAL_OR_SENTENCE = "disposal_or_sentence"
    SENTENCE = "sentence"
    ADULTHOOD = "adulthood"
    MANAGER = "manager_decides"


class Covers(StrEnum):
    """Which referrals a version judges from its first day."""

    RECEIVED = "received"  # those received from then on
    OPEN = "open"  # every open one too: each is decided again


class Because(StrEnum):
    """Why a decision was taken (ELG-16)."""

    RECEIVED = "received"
    FACTS_RECORDED = "facts_recorded"
    REFERRAL_AMENDED = "referral_amended"
    POLICY_CHANGED = "policy_changed"
    DATE_REACHED = "date_reached"
    EXCEPTION_ENDED = "exception_ended"
    EXCEPTION = "exception"
