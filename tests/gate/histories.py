"""Random histories of one strand: what owners record, what comms hears when, and crossings.

An event is a name and its data. What intake, screening or allocation records is heard by comms at
once, or (``heard: False``) when something later of the same owner is heard. A crossing carries
what happens in each of its gaps (before every question, the decision, every confirmation and the
record), which owners stay silent, and at which step the process dies.
"""

from __future__ import annotations

import random
from uuid import UUID

from shared.contracts.codes import ItemKind, RiskDecision

STRAND, OTHER_STRAND = UUID(int=1), UUID(int=2)
FIRST, SECOND, THIRD, BOSS = "user-1", "user-2", "user-3", "boss-1"
WORDS = "I have thought about it every day, and I am sorry."
OTHER_WORDS = "Something that nobody has read."
GAPS = 8
"""Three questions, the decision, three confirmations, the record: something may precede each."""

Event = tuple[str, dict]


def crossing(words: str = WORDS, **more) -> Event:
    return ("cross", {"words": words, "between": {}, "silent": {}, "crash": None, **more})


def happy_path(chance: random.Random) -> list[Event]:
    """A history after which an item may pass, its parts in a random but possible order."""
    mode_kind = chance.choice([ItemKind.LETTER, ItemKind.ANSWER, ItemKind.QUESTION])
    facts: list[Event] = [
        ("assigned", {"who": (FIRST, SECOND)}),
        ("eligible", {"referral": 1, "decision": "proceed", "restrictions": ()}),
        ("risk", {"decision": "proceed", "modes": ("shuttle", "letter"), "signed": 2, "days": 56}),
        ("consent", {"who": "author", "what": "take_part", "yes": True}),
        ("consent", {"who": "recipient", "what": "take_part", "yes": True}),
        ("consent", {"who": "recipient", "what": "kind", "yes": True}),
    ]
    chance.shuffle(facts)
    vetters = chance.choice([(FIRST, SECOND), (FIRST, SECOND), (FIRST, BOSS), (SECOND, BOSS)])
    steps: list[Event] = [
        ("composed", {"kind": mode_kind}),
        ("approved", {"words": WORDS}),
        ("consent", {"who": "author", "what": "item", "yes": True}),
        ("checked", {"words": WORDS, "findings": chance.choice([0, 0, 1, 2])}),
        ("answer_all", {}),
        *[("vetted", {"who": who, "words": WORDS}) for who in vetters],
        ("offer", {"yes": True, "words": WORDS, "from_h": 0, "until_h": chance.choice([24, 240])}),
    ]
    path = [("opened", {}), *steps]
    for one in facts:  # facts may come anywhere among the steps
        path.insert(chance.randint(1, len(path)), one)
    return [*path, crossing()]


def by_intake(chance: random.Random) -> Event:
    """Something that intake records."""
    who = chance.choice(["author", "recipient", "relative"])
    return chance.choice(
        [
            ("withdrawn", {"who": who}),
            ("withdrawn", {"who": who}),
            ("withdrawn", {"who": who}),
            ("consent", {"who": who, "what": "take_part", "yes": False}),
            ("consent", {"who": who, "what": "take_part", "yes": True}),
            ("consent", {"who": "author", "what": "item", "yes": False}),
            ("consent", {"who": "author", "what": "item", "yes": True}),
            ("consent", {"who": "recipient", "what": "kind", "yes": False}),
            ("consent", {"who": "recipient", "what": "kind", "yes": True}),
            ("engaged", {"who": who, "gone": chance.random() < 0.7}),
            ("held", {"hold": chance.randint(1, 2)}),
            ("resumed", {"hold": chance.randint(1, 2)}),
            ("closed", {}),
            ("moved", {}),
            ("wished", {"unsafe": chance.random() < 0.7}),
            ("learned", {"finds": chance.random() < 0.7}),
        ]
    )


def by_screening(chance: random.Random) -> Event:
    """Something that screening records."""
    referral, strand = chance.choice([1, 2]), chance.choice([STRAND, None, OTHER_STRAND])
    return chance.choice(
        [
            ("barred", {"bar": chance.randint(1, 3), "strand": strand,
                        "from_d": chance.choice([-3, 0, 5]), "until_d": chance.choice([None, 2, 30]),
                        "modes": ()}),
            ("barred", {"bar": chance.randint(1, 3), "strand": STRAND, "from_d": 0, "until_d": None,
                        "modes": chance.choice([(), ("letter",), ("shuttle",), ("conference",)])}),
            ("bar_lifted", {"bar": chance.randint(1, 3)}),
            ("eligible", {"referral": referral, "restrictions": (),
                          "decision": chance.choice(["decline", "defer", "refer_on", "proceed"])}),
            ("eligible", {"referral": referral, "decision": "proceed_with_restriction",
                          "restrictions": (chance.choice(["harmed_side_only", "indirect_only"]),)}),
            ("risk", {"decision": chance.choice([one.value for one in RiskDecision]),
                      "modes": chance.choice([("shuttle",), ("letter",), ("shuttle", "letter"), ()]),
                      "signed": chance.choice([1, 2, 2]), "days": chance.choice([0, 1, 56])}),
            ("risk", {"decision": "proceed", "modes": ("shuttle", "letter"), "days": 56,
                      "signed": chance.choice([1, 2])}),
            ("review_due", {"from_d": chance.choice([-1, 0, 3])}),
        ]
    )  # fmt: skip


def by_allocation(chance: random.Random) -> Event:
    """Something that allocation records."""
    return chance.choice(
        [
            ("released", {"who": chance.choice([FIRST, SECOND])}),
            ("assigned", {"who": (chance.choice([FIRST, SECOND, THIRD]),)}),
            ("lapsed", {"who": chance.choice([FIRST, SECOND])}),
            ("renewed", {"who": chance.choice([FIRST, SECOND])}),
        ]
    )


def by_comms(chance: random.Random) -> Event:
    """Something that is done to the item, or the passing of time."""
    anyone = chance.choice([FIRST, SECOND, THIRD, BOSS])
    return chance.choice(
        [
            ("tampered", {"words": OTHER_WORDS}),
            ("reworded", {}),
            ("recalled", {}),
            ("offer", {"yes": False, "words": WORDS, "from_h": 0, "until_h": 24}),
            ("offer", {"yes": True, "words": WORDS, "from_h": 30, "until_h": 60}),
            ("offer", {"yes": True, "words": OTHER_WORDS, "from_h": 0, "until_h": 60}),
            ("approved", {"words": OTHER_WORDS}),
            ("checked", {"words": OTHER_WORDS, "findings": 0}),
            ("checked", {"words": WORDS, "findings": 2}),
            ("vetted", {"who": anyone, "words": OTHER_WORDS}),
            ("vetted", {"who": anyone, "words": WORDS}),
            ("answer_all", {}),
            ("wait", {"hours": chance.choice([1, 13, 30, 80, 1500])}),
            ("lag", {"seconds": chance.choice([1, 4, 6, 12])}),
            crossing(),
            crossing(OTHER_WORDS),
        ]
    )


def disturbance(chance: random.Random) -> Event:
    """Something that may happen at any time, and may be heard late."""
    name, data = chance.choice([by_intake, by_intake, by_screening, by_allocation, by_comms])(
        chance
    )
    return (name, {**data, "heard": chance.random() < 0.5})


def random_history(chance: random.Random) -> list[Event]:
    """A happy path with steps dropped, moved and disturbed, around and within its crossings."""
    history = happy_path(chance)
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        what = chance.random()
        if what < 0.3:
            history.pop(chance.randrange(1, len(history) - 1))
        elif what < 0.4:
            moved = history.pop(chance.randrange(1, len(history) - 1))
            history.insert(chance.randint(1, len(history) - 1), moved)
        else:
            history.insert(chance.randint(1, len(history) - 1), disturbance(chance))
    history[-1] = disturbed_crossing(chance)
    for _ in range(chance.choice([0, 0, 1])):
        what = withdrawal(chance) if chance.random() < 0.5 else disturbance(chance)
        history += [what, disturbed_crossing(chance)]
    return history


def withdrawal(chance: random.Random) -> Event:
    """Somebody of the strand withdraws; comms may hear of it late."""
    who = chance.choice(["author", "recipient", "relative"])
    return ("withdrawn", {"who": who, "heard": chance.random() < 0.5})


def disturbed_crossing(chance: random.Random) -> Event:
    """A crossing in whose gaps something happens, or which breaks off, or is not answered."""
    between: dict[int, list[Event]] = {}
    for _ in range(chance.choice([0, 0, 1, 1, 1, 2, 3])):
        what = withdrawal(chance) if chance.random() < 0.3 else disturbance(chance)
        between.setdefault(chance.randrange(GAPS), []).append(what)
    crash = chance.randrange(GAPS + 1) if chance.random() < 0.12 else None
    silent = {
        chance.choice(["ask", "confirm"]): chance.choice(["allocation", "screening", "intake"])
    }
    return crossing(between=between, crash=crash, silent=silent if chance.random() < 0.05 else {})
