"""Random histories of one strand's risk: drafts, signatures, orders, concerns, reports, time.

An event is a name and its data. Nothing here knows what is right: that is the oracle's.
"""

from __future__ import annotations

import random

PEOPLE = {
    "ann": "case_coordinator",
    "ben": "case_coordinator",
    "mia": "service_manager",
    "dan": "managing_director",
}
ORDERS = {
    "no_contact": ("no_contact_order", {"conference", "shuttle", "letter"}),
    "exclusion_zone": ("licence_condition", {"conference"}),
}
INDIRECT = ("letter", "shuttle")
EVERY = ("conference", *INDIRECT)
TRIGGERS = {"media_event": True, "new_offence_or_arrest": True, "supporter_changed": False}
"""What staff report, and whether a marked factor goes stale by it."""


def a_draft(chance: random.Random, **fixed) -> tuple[str, dict]:
    """A version of the assessment, mostly a good one."""
    judged = chance.choice(
        [("proceed", EVERY), ("proceed", INDIRECT), ("proceed", ("letter",)),
         ("indirect_only", INDIRECT), ("pause", ()), ("harmed_side_only", ())]
    )  # fmt: skip
    return (
        "draft",
        {
            "decision": judged[0],
            "modes": judged[1],
            "unknown": chance.choice([None] * 8 + ["A1", "D1", "F1"]),
            "residual": chance.choice([(1, 2)] * 5 + [(3, 3), (3, 4)]),
            "days": chance.choice([0, 3, 30, 200, 200]),
            "panel": chance.random() < 0.5,
            "isva": chance.random() < 0.6,
            "on_newest": chance.random() < 0.95,
            **fixed,
        },
    )


def a_signature(chance: random.Random) -> tuple[str, dict]:
    """Somebody signs the newest version, or the one before it."""
    return ("sign", {"who": chance.choice(list(PEOPLE)), "back": chance.choice([0] * 8 + [1])})


def assessed(chance: random.Random) -> list[tuple[str, dict]]:
    """A version and two signatures."""
    first, second = chance.sample(list(PEOPLE), 2)
    drafted = a_draft(chance, unknown=None, on_newest=True)
    return [
        drafted,
        ("sign", {"who": first, "back": 0}),
        ("sign", {"who": second, "back": 0}),
    ]


def a_disturbance(chance: random.Random) -> tuple[str, dict]:
    """Something that people do or that befalls them."""
    order = chance.choice(list(ORDERS))
    return chance.choice(
        [
            a_draft(chance),
            a_signature(chance),
            a_signature(chance),
            ("order", {"order": order, "from_d": chance.choice([-3, 0, 2]),
                       "until_d": chance.choice([None, 2, 5])}),
            ("lift", {}),
            ("concern", {}),
            ("report", {"trigger": chance.choice(list(TRIGGERS))}),
            ("facts", {"sexual": chance.choice(["yes", "no"])}),
            ("adopt", {}),
            ("wait", {"days": chance.choice([1, 3, 10, 60])}),
            ("wait", {"days": chance.choice([1, 3, 10, 60])}),
        ]
    )  # fmt: skip


def an_order_to_come(chance: random.Random) -> list[tuple[str, dict]]:
    """An order made for later, an assessment that knows of it, and the days until it begins."""
    order = ("order", {"order": chance.choice(list(ORDERS)), "from_d": 2, "until_d": 5})
    return [order, *assessed(chance), ("wait", {"days": chance.choice([1, 3, 10])})]


def an_order_that_ends(chance: random.Random) -> list[tuple[str, dict]]:
    """An order made for later, an assessment that outlasts it, and the days until it is over."""
    order = ("order", {"order": chance.choice(list(ORDERS)), "from_d": 2, "until_d": 5})
    good = {"decision": "proceed", "modes": EVERY, "residual": (1, 2), "days": 30, "isva": True}
    (drafted, *signed) = assessed(chance)
    return [order, (drafted[0], {**drafted[1], **good}), *signed, ("wait", {"days": 10})]


def a_late_signature(chance: random.Random) -> list[tuple[str, dict]]:
    """An assessment of which somebody drafts the next version before the second signature."""
    drafted, first, second = assessed(chance)
    edited = a_draft(chance, unknown=None, on_newest=True)
    return [drafted, first, edited, (second[0], {**second[1], "back": 1})]


def random_history(chance: random.Random) -> list[tuple[str, dict]]:
    """Assessments, disturbed at every place, and made anew."""
    history = assessed(chance)
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        history.insert(chance.randint(0, len(history)), a_disturbance(chance))
    if chance.random() < 0.2:
        history += an_order_to_come(chance)
    if chance.random() < 0.1:
        history += an_order_that_ends(chance)
    if chance.random() < 0.1:
        history += a_late_signature(chance)
    for _ in range(chance.choice([0, 1, 1, 2])):
        history += [a_disturbance(chance), *assessed(chance)]
        history.insert(chance.randint(len(history) - 3, len(history)), a_disturbance(chance))
    return history
