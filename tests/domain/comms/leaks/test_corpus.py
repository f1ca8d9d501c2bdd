"""The leak check over invented letters with seeded leaks, and as many without (issue: shown by 3)."""

import pytest

from tests.domain.comms.leaks import corpus, other_hand
from tests.domain.comms.leaks.measure import measure

LETTERS = 1000
HANDS = {"tuned on": corpus, "another hand": other_hand}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("hand", HANDS)
def test_seeded_leaks_are_found_and_little_else_is_called_known(hand, capsys):
    figures = measure(HANDS[hand].letters(LETTERS, seed=2020))

    with capsys.disabled():
        print(f"\n{LETTERS} letters, {hand}\n{figures.table()}")
    assert figures.seeded.total() >= LETTERS
    assert figures.recall >= 0.98, figures.missed[:10]
    assert figures.exact_recall == 1.0, figures.missed[:10]
    assert figures.precision >= 0.98, figures.wrong[:10]


@pytest.mark.parametrize("hand", HANDS)
def test_clean_letters_are_hardly_ever_pointed_at(hand, capsys):
    figures = measure(HANDS[hand].clean_letters(LETTERS, seed=2021))

    flagged = figures.alarms.total() + figures.patterns.total()
    with capsys.disabled():
        print(f"\n{LETTERS} clean letters, {hand}: {flagged} findings {dict(figures.alarms)}")
    assert flagged <= 0.02 * LETTERS, figures.wrong[:10]
