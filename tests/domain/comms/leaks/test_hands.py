"""The leak check over the letters of every hand: those that it was tuned on, and those written without sight of it.

Each module of letters tells how its first run went, before anything was mended.
"""

from dataclasses import dataclass
from types import ModuleType

import pytest

from tests.domain.comms.leaks import (
    corpus,
    eighth_hand,
    fifth_hand,
    fourth_hand,
    ninth_hand,
    other_hand,
    seventh_hand,
    sixth_hand,
    third_hand,
)
from tests.domain.comms.leaks.measure import Figures, measure
from tests.support.telling import tell

LETTERS = 1000

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Hand:
    """One author's letters, and what is asked of the check over them.

    ``alarms`` is how many a hundred clean letters may raise: known ones, and of hands of which it is said
    ``patterns`` too, findings that only look like an identifier. ``each_kind`` is the least recall of any kind.
    """

    letters: ModuleType
    alarms: float
    patterns: bool = False
    each_kind: float = 0.0

    def seeded(self) -> Figures:
        if self.letters in {corpus, other_hand}:
            return measure(self.letters.letters(LETTERS, seed=2020))
        return measure(self.letters.letters())

    def clean(self) -> Figures:
        if self.letters in {corpus, other_hand}:
            return measure(self.letters.clean_letters(LETTERS, seed=2021))
        return measure(self.letters.clean_letters())


HANDS = {
    "tuned on": Hand(corpus, 2, patterns=True),
    "another hand": Hand(other_hand, 2, patterns=True),
    "a third hand": Hand(third_hand, 8, patterns=True, each_kind=0.95),
    "a fourth hand": Hand(fourth_hand, 5, patterns=True, each_kind=0.95),
    "a fifth hand": Hand(fifth_hand, 8),
    "a sixth hand": Hand(sixth_hand, 8),
    "a seventh hand": Hand(seventh_hand, 2),
    "an eighth hand": Hand(eighth_hand, 2, each_kind=0.95),
    "a ninth hand": Hand(ninth_hand, 2),
}


@pytest.mark.requirement("PRC-07", "PRC-08")
@pytest.mark.parametrize("name", HANDS)
def test_what_is_seeded_is_found_and_little_else_is_called_known(name, pytestconfig):
    figures = HANDS[name].seeded()

    tell(pytestconfig, f"leak check, {name}", f"{figures.letters} letters\n{figures.table()}")
    assert figures.seeded.total() >= LETTERS
    assert figures.recall >= 0.98, figures.missed
    assert figures.exact_recall == 1.0, figures.missed
    assert figures.precision >= 0.98, figures.wrong
    for kind, seeded in figures.seeded.items():
        assert figures.found[kind] / seeded >= HANDS[name].each_kind, kind


@pytest.mark.parametrize("name", HANDS)
def test_letters_that_tell_nothing_of_the_case_are_seldom_said_to(name, pytestconfig):
    figures = HANDS[name].clean()

    told = figures.alarms.total() + HANDS[name].patterns * figures.patterns.total()
    said = f"{figures.letters} clean letters: {told} findings, known {dict(figures.alarms)}"
    tell(pytestconfig, f"leak check, {name}", said)
    assert told * 100 <= HANDS[name].alarms * figures.letters, figures.wrong


def test_the_identifiers_of_strangers_are_not_taken_for_those_of_the_case(pytestconfig):
    figures = measure(fourth_hand.strangers())

    said = f"{figures.letters} with strangers' identifiers: {figures.alarms.total()} known"
    tell(pytestconfig, "leak check, a fourth hand", said)
    assert figures.alarms.total() <= 0.02 * figures.letters, figures.wrong
