"""The leak check over letters by a seventh hand, who had the issue's words before them and nothing else.

On its first run it found 0.993 of 2,475 seeds in 1,600 letters, with a precision of 0.991, and raised 22 known
alarms in 1,500 clean letters. Of the 475 that stood plainly it missed two (0.996), both in or by brackets:
"look it up (bramble)" and "May (who was there)". Mended as classes: what a link or a file's name carries, brackets,
sign-in names, families in the plural, what belongs to a name that ends in s, "X for x-ray". Left: a school by
half its name, letters for figures beside other disguises, "it starts with an A and then nais".
"""

import pytest

from tests.domain.comms.leaks import seventh_hand
from tests.domain.comms.leaks.measure import measure
from tests.support.telling import tell

pytestmark = pytest.mark.slow


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_what_an_outside_evaluator_may_mean_by_a_leak_is_found(pytestconfig):
    letters = seventh_hand.letters()

    figures = measure(letters)

    tell(pytestconfig, "leak check, a seventh hand", figures.table())
    assert figures.letters >= 1000
    assert figures.recall >= 0.98, figures.missed
    assert figures.exact_recall == 1.0, figures.missed
    assert figures.precision >= 0.98, figures.wrong


def test_of_an_outside_evaluators_letters_that_tell_nothing_few_are_said_to_tell_one(pytestconfig):
    letters = seventh_hand.clean_letters()

    figures = measure(letters)

    told = f"{figures.letters} clean letters: {figures.alarms.total()} known"
    tell(pytestconfig, "leak check, a seventh hand", f"{told} {dict(figures.alarms)}")
    assert figures.letters >= 1000
    assert figures.alarms.total() <= 0.02 * figures.letters, figures.wrong
