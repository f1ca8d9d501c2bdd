"""Putting a decision on record: the words of its rules as they were, and what is new in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from services.screening.domain.facts import QUESTIONS
from services.screening.domain.policy import Effect, Kind, Result

_UNCOVERED = "No rule of this version covers these facts; a manager decides."


def recorded(result: Result) -> dict[str, Any]:
    """Return what is kept of one topic's answer: it must not change when a file does."""
    reason, told = _words(result)
    return {
        "rule": result.id,
        "topic": result.topic,
        "outcome": result.effect.decision.value,
        "reason": reason,
        "told": told,
        "source": "; ".join(dict.fromkeys(rule.source for rule in result.rules)) or "none",
        "missing": list(result.missing),
        **_following(result.effect),
    }


def _words(result: Result) -> tuple[str, str]:
    if result.kind is Kind.ANSWERED:
        return result.rules[0].reason, result.rules[0].told
    if result.kind is Kind.EITHER:
        either = " Or: ".join(rule.reason for rule in result.rules)
        return f"Whichever it is, it comes to the same. {either}", result.rules[0].told
    if result.kind is Kind.UNCOVERED:
        return _UNCOVERED, "A manager looks at this first; we will come back to you."
    questions = " ".join(QUESTIONS[name] for name in result.missing)
    return f"Not known yet, and the answer turns on it: {questions}", f"Please tell us: {questions}"


def _following(effect: Effect) -> dict[str, Any]:
    """Return what then happens, as far as there is anything."""
    until, refer_to = effect.until, effect.refer_to
    found = {
        "restrictions": sorted(effect.restrictions),
        "waits_for": until.event.value if until and until.event else None,
        "waits_until": until.on.isoformat() if until and until.on else None,
        "refer_to": {"where": refer_to.where, "how": refer_to.how} if refer_to else None,
        "offers": list(effect.offers),
    }
    return {name: value for name, value in found.items() if value}


def outcome_changes(last: Mapping[str, Any] | None, row: Mapping[str, Any]) -> str | None:
    """Return as JSON what changed since the last decision; None where what stands is the same."""
    if last is None:
        return None
    outcome = list(_outcome(last, row))
    if not outcome:
        return None
    return json.dumps([*outcome, *changes(last, row)])


def changes(last: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
    """What led there: another version, other facts, rules that speak now or no longer."""
    if last["policy_version"] != row["policy_version"]:
        yield f"policy: {last['policy_version']} -> {row['policy_version']}"
    was, now = (json.loads(one["facts"] or "{}") for one in (last, row))
    for name in sorted({*was, *now} if last["facts"] else ()):
        if was.get(name) != now.get(name):
            yield f"{name}: {was.get(name, 'unknown')} -> {now.get(name, 'unknown')}"
    was_rules, now_rules = (set(one["rules"].split(",")) - {""} for one in (last, row))
    yield from (f"no longer: {rule}" for rule in sorted(was_rules - now_rules))
    yield from (f"now: {rule}" for rule in sorted(now_rules - was_rules))


def _outcome(last: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
    for name in ("decision", "restrictions", "missing_facts"):
        if last[name] != row[name]:
            yield f"{name}: {last[name] or 'none'} -> {row[name] or 'none'}"
    if last["exception"] != row["exception"]:
        yield "exception: ended" if last["exception"] else "exception: authorised"
