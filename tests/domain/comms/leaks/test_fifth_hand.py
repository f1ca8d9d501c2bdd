"""The leak check over letters by a fifth hand: how people hide a thing who have no keyboard tricks.

On its first run, untuned, it found 0.918 of them (all that stood plainly) with a precision of 0.970. What it
missed was mended as classes: letters by their names ("eye", "gee"), letters drawn of signs, marks of a page
within a word, figures and their words run together, days by ordinals or with a Roman month, a house number
alone, the end of a plate, prisons by what those inside call them. Out of reach: text turned upside down,
letters built of other letters, a family name cut short ("Blenky").
"""

import pytest

from tests.domain.comms.leaks import fifth_hand
from tests.domain.comms.leaks.measure import measure
from tests.support.telling import tell

pytestmark = pytest.mark.slow


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_what_people_hide_by_hand_is_found(pytestconfig):
    letters = fifth_hand.letters()

    figures = measure(letters)

    tell(pytestconfig, "leak check, a fifth hand", figures.table())
    assert figures.seeded.total() >= 1000
    assert figures.recall >= 0.98, figures.missed
    assert figures.exact_recall == 1.0
    assert figures.precision >= 0.98, figures.wrong


def test_of_letters_full_of_the_very_words_of_identifiers_few_are_said_to_tell_one(pytestconfig):
    """Leeds lost; who is held in Leeds is asked about it. What stands here is for a person to tell."""
    figures = measure(fifth_hand.clean_letters())

    told = f"{figures.letters} clean letters full of traps: {figures.alarms.total()} known"
    tell(pytestconfig, "leak check, a fifth hand", f"{told} {dict(figures.alarms)}")
    assert figures.alarms.total() <= 0.08 * figures.letters, figures.wrong
