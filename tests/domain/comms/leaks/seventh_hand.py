"""Letters by a seventh hand, written from the issue's words alone by one who had not seen the leak check.

Each word of the issue (plain, spaced, spelled, homoglyph, partial address, relative's name, metadata) is taken
in as many senses as an outside evaluator may give it. What a case knows is drawn apart from the letter, 10 to
40 things. Everybody in them is invented.

On its first run the check found 0.993 of 2,475 seeds in 1,600 letters, with a precision of 0.991, and raised 22
known alarms in 1,500 clean letters. Of the 475 that stood plainly it missed two (0.996), both in or by brackets:
"look it up (bramble)" and "May (who was there)". Mended as classes: what a link or a file's name carries, brackets,
sign-in names, families in the plural, what belongs to a name that ends in s, "X for x-ray". Left: letters for
figures beside other disguises, "it starts with an A and then nais".
"""

from __future__ import annotations

import random
import re

from tests.domain.comms.leaks.corpus import Letter, Seed
from tests.domain.comms.leaks.measure import PLAIN
from tests.domain.comms.leaks.seventh_cases import PETS, Terms, a_case
from tests.domain.comms.leaks.seventh_says import AROUND, HIDES, SAYS
from tests.domain.comms.leaks.seventh_ways import WAYS
from tests.domain.comms.leaks.seventh_words import (
    CLEAN,
    CLOSINGS,
    DATES,
    MONTHS,
    OPENINGS,
    ORDINARY,
    OTHERS,
    PLACES,
    TEAMS,
)

Told = tuple[str, str, str, str]
"""What is told in one place: kind, style, text, and the sentence around it."""


def letters(count: int = 1600, seed: int = 70_707) -> list[Letter]:
    """``count`` letters with one or two leaks; every way of every kind in turn."""
    dice = random.Random(seed)
    turns: list[tuple[str, str]] = []
    found = []
    while len(found) < count:
        if len(turns) < 2:
            turns = _turns(dice) + turns
        ways = [turns.pop() for _ in range(dice.randint(1, 2))]
        terms = a_case(dice)
        while (told := _all_told(dice, ways, terms)) is None:
            terms = a_case(dice)
        found.append(_letter(dice, terms, told))
    return found


def clean_letters(count: int = 1500, seed: int = 71_717) -> list[Letter]:
    """``count`` letters that tell nothing of their cases."""
    dice = random.Random(seed)
    return [_letter(dice, a_case(dice), []) for _ in range(count)]


def _turns(dice: random.Random) -> list[tuple[str, str]]:
    """Every way, some of them more than once, in any order."""
    turns = [
        (kind, style)
        for kind, ways in WAYS.items()
        for style in ways
        for _ in range(_weight(kind, style))
    ]
    dice.shuffle(turns)
    return turns


def _weight(kind: str, style: str) -> int:
    """How often a way has its turn: the issue names plain things, parts of addresses and metadata."""
    if style in PLAIN:
        return 4
    if style.startswith("metadata"):
        return 2
    return 3 if kind == "address" and not style.startswith(("spaced", "homoglyph", "leet")) else 1


def _all_told(dice: random.Random, ways: list[tuple[str, str]], terms: Terms) -> list[Told] | None:
    """Each way on a value of the case that it fits; None where the case has none."""
    told: list[Told] = []
    for kind, style in ways:
        values = [value for one, value in terms if one == kind]
        dice.shuffle(values)
        said = next(((value, x) for value in values if (x := WAYS[kind][style](dice, value))), None)
        if said is None:
            return None
        told.append((kind, style, said[1], _around(dice, kind, style, *said)))
    if len(told) == 1 and told[0][1] in PLAIN and dice.random() < 0.3:
        kind, style, text, _ = told[0]
        told.append((kind, style, text, dice.choice(SAYS[kind])))
    return told


def _around(dice: random.Random, kind: str, style: str, value: str, text: str) -> str:
    """A sentence that fits what is told; plain things stand in many manners."""
    if style in HIDES:
        return dice.choice(HIDES[style])
    if style not in PLAIN or dice.random() < 0.4:
        return dice.choice(SAYS["pet" if value in PETS else kind])
    if kind not in {"name", "relative"}:
        return dice.choice(AROUND["any"])
    usual = {*text.lower().split()} <= ORDINARY
    return dice.choice(AROUND["person"] if usual else AROUND["person"] + AROUND["any"])


def _letter(dice: random.Random, terms: Terms, told: list[Told]) -> Letter:
    body: list[tuple[str, Told | None]] = [
        (one, None) for one in _body(dice, dice.randint(7, 24), terms)
    ]
    for one in told:
        body.insert(dice.randint(0, len(body)), (one[3], one))
    letter = Letter(dice.choice((*OPENINGS, "")) + "\n\n", terms)
    for sentence, leak in body:
        begun = len(letter.text)
        if leak is None:
            letter.text += sentence
        else:
            kind, style, text, _ = leak
            start = begun + sentence.index("{x}")
            letter.seeds.append(Seed(kind, style, start, start + len(text)))
            letter.text += sentence.replace("{x}", text)
        letter.text += dice.choice((" ", " ", " ", "\n", "\n\n"))
    letter.text += "\n\n" + dice.choice((*CLOSINGS, ""))
    return letter


def _body(dice: random.Random, count: int, terms: Terms) -> list[str]:
    """Sentences that tell nothing of the case."""
    return [
        one
        for one in (_filled(dice, each) for each in dice.sample(CLEAN, count))
        if not tells(one, terms)
    ]


def _filled(dice: random.Random, sentence: str) -> str:
    team, other = dice.sample(TEAMS, 2)
    return sentence.format(
        n=dice.randint(2, 14), d=dice.randint(1, 4), e=dice.randint(0, 5), team=team, team2=other,
        date=dice.choice(DATES), place=dice.choice(PLACES), who=dice.choice(OTHERS), who2=dice.choice(OTHERS),
        month=dice.choice(MONTHS),
    )  # fmt: skip


def tells(text: str, terms: Terms) -> bool:
    """Whether the words of a term stand in the text in their order, or a name of its own stands there."""
    words = " ".join(["", *re.findall(r"\w+", text.casefold()), ""])
    for kind, value in terms:
        parts = re.findall(r"\w+", value.casefold())
        sought = [" ".join(parts)]
        if kind in {"name", "relative"}:
            sought += [one for one in parts if len(one) > 3 and one not in ORDINARY]
        if any(f" {one} " in words for one in sought):
            return True
    return False
