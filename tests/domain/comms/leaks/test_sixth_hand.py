"""The leak check over letters by a sixth hand: as people in restorative justice write, each in their voice.

On its first run, untuned, it found 0.983 of 2,540 seeds in 1,300 letters, all but two of the 1,336 that stood
plainly (0.9985: "my little boy james" in small letters, and "Robin" under "Yours sincerely" where a dictated
letter goes on), with a precision of 0.969. Names that are words were found in 15 of 25 places in small letters
and in 10 of 15 in capitals, names written by ear in 3 of 9, and usual short forms in 16 of 19.

Of 1,300 clean letters, each with two to four sentences that use the words of its own case's names as words, it
raised 534 known alarms in 447 letters: two thirds of them by seven sentences ("jack up the car", "the forests by
the Amazon", "volcanoes in Iceland", "the bill came", "the subway under the road", "play rugby", "a Ford").

All of it was mended as classes: how a word stands that is also a name (told, hit, lived with, "me and …"), towns,
shops and prisons by the verbs about them, turns of phrase, short forms of many heritages, names by ear.
"""

import pytest

from tests.domain.comms.leaks import sixth_hand
from tests.domain.comms.leaks.measure import measure
from tests.support.telling import tell

pytestmark = pytest.mark.slow


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_what_people_tell_in_a_voice_of_their_own_is_found(pytestconfig):
    letters = sixth_hand.letters()

    figures = measure(letters)

    tell(pytestconfig, "leak check, a sixth hand", figures.table())
    assert len(letters) >= 1200
    assert figures.recall >= 0.98, figures.missed
    assert figures.exact_recall == 1.0
    assert figures.precision >= 0.98, figures.wrong


def test_of_letters_full_of_words_that_are_also_names_few_are_said_to_tell_one(pytestconfig):
    letters = sixth_hand.clean_letters()

    figures = measure(letters)

    told = f"{figures.letters} clean letters of many voices: {figures.alarms.total()} known"
    tell(pytestconfig, "leak check, a sixth hand", f"{told} {dict(figures.alarms)}")
    assert len(letters) >= 1200
    assert figures.alarms.total() <= 0.08 * figures.letters, figures.wrong
