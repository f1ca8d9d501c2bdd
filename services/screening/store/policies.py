"""Reads versions of the eligibility criteria: shipped files, and what managers have added.

A file that cannot be read stops the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.screening.domain.answers import LARGEST, size
from services.screening.domain.eligibility import Policy
from services.screening.domain.facts import KNOWN_VALUES
from services.screening.domain.policy import Effect, ReferTo, Rule, Topic, Until, Version
from shared.contracts.screening.policy_content import WrittenPolicy, WrittenRule, WrittenTopic
from shared.kernel.errors import Fault

FOLDER = Path(__file__).resolve().parents[1] / "policies" / "eligibility"


class NotAPolicy(ValueError):
    """What was written cannot be a version; ``faults`` says where and why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.code}" for fault in faults))
        self.faults = faults


@cache
def shipped_policies() -> tuple[Policy, ...]:
    """Return every version that is shipped, oldest first."""
    found = (policy_of(written_in(path)) for path in FOLDER.glob("*.yaml"))
    return tuple(sorted(found, key=lambda one: (one.about.from_on, one.version)))


def written_in(path: Path) -> WrittenPolicy:
    """Return what a file says (``pydantic.ValidationError`` where it is not a version)."""
    return WrittenPolicy.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def policy_of(written: WrittenPolicy) -> Policy:
    """Return a version ready to decide by. Raises ``NotAPolicy`` with every fault."""
    topics = tuple(_topic(topic) for topic in written.topics)
    if faults := _faults(written, topics):
        raise NotAPolicy(faults)
    about = Version(
        name=written.version,
        from_on=written.from_on,
        source=written.source,
        pathway=written.pathway,
        covers=written.covers,
    )
    return Policy(about, topics)


def _topic(written: WrittenTopic) -> Topic:
    rules = tuple(_rule(rule) for rule in written.rules)
    return Topic(id=written.id, rules=rules, meanwhile=written.meanwhile)


def _rule(written: WrittenRule) -> Rule:
    until, refer_to = written.until, written.refer_to
    when = written.when
    return Rule(
        id=written.id,
        when=None if when is None else {name: frozenset(values) for name, values in when.items()},
        effect=Effect(
            decision=written.decision,
            restrictions=frozenset(written.restrictions),
            until=None if until is None else Until(until.event, until.on),
            refer_to=None if refer_to is None else ReferTo(refer_to.where, refer_to.how),
            offers=written.offers,
            hard_stop=written.hard_stop,
        ),
        reason=written.reason,
        told=written.told,
        source=written.source,
    )


def _faults(written: WrittenPolicy, topics: tuple[Topic, ...]) -> tuple[Fault, ...]:
    """Return ids used twice, facts and values that do not exist, and topics nobody can oversee."""
    found: set[Fault] = set()
    topics_seen: set[str] = set()
    rules_seen: set[str] = set()
    for place, topic in enumerate(written.topics):
        if topic.id in topics_seen:
            found.add(Fault(f"topics.{place}", "used-twice"))
        topics_seen.add(topic.id)
        for rule in topic.rules:
            if rule.id in rules_seen:
                found.add(Fault(f"topics.{place}.{rule.id}", "used-twice"))
            rules_seen.add(rule.id)
            found |= _unreadable(f"topics.{place}.{rule.id}", rule.when or {})
        if not found and size(topics[place]) > LARGEST:
            found.add(Fault(f"topics.{place}", "too-many-facts"))
    return tuple(sorted(found))


def _unreadable(where: str, when: Mapping[str, tuple[str, ...]]) -> set[Fault]:
    found = set()
    for name, values in when.items():
        if name not in KNOWN_VALUES:
            found.add(Fault(f"{where}.{name[:40]}", "unknown-fact"))
        elif not values or not set(values) <= set(KNOWN_VALUES[name]):
            found.add(Fault(f"{where}.{name}", "invalid-value"))
    return found


def as_plain(written: WrittenPolicy) -> dict[str, Any]:
    """Return what is stored of a version: plain JSON values."""
    return written.model_dump(mode="json", exclude_defaults=True)
