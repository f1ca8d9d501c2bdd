"""The matcher measured: 20,000 invented referrals, of which one in twenty repeats another."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import pytest

from services.intake.domain.matching import weigh
from services.intake.use_cases.finding import WEIGHED
from services.intake.use_cases.likeness import compared
from shared.contracts.intake.codes import MatchGrade
from shared.security.crypto import BlindIndex
from tests.support.invented import Town, words_of


class Memory:
    """The same keys, rule of choosing and weights as the store's, in a dictionary."""

    def __init__(self):
        self.kept = {}
        self.by_key = defaultdict(list)

    def like(self, wanted):
        telling = set(wanted.telling())
        hits, told = Counter(), set()
        for key in wanted.stored.values():
            hits.update(self.by_key.get(key, ()))
            told.update(self.by_key.get(key, ()) if key in telling else ())
        likely = Counter({n: hit for n, hit in hits.items() if hit > 1 or n in told})
        for number, _ in likely.most_common(WEIGHED):
            found = weigh(wanted.people, wanted.incident, *self.kept[number])
            if found is not None:
                yield number, found

    def keep(self, number, wanted):
        self.kept[number] = (wanted.people, (wanted.incident,))
        keys = {key for ref in wanted.kept for key in wanted.keys_of(ref)}
        for key in keys | set(wanted.keys_of_incident()):
            self.by_key[key].append(number)


@dataclass
class Measured:
    """What was shown, and how much of it was right."""

    true: int = 0
    shown: int = 0
    right: int = 0
    top: int = 0

    @property
    def precision(self):
        return self.right / self.shown

    @property
    def recall(self):
        return self.right / self.true

    def __str__(self):
        return (
            f"precision {self.precision:.4f} ({self.right} of {self.shown}), "
            f"recall {self.recall:.4f} ({self.right} of {self.true}); "
            f"the true one was shown first {self.top} times of {self.right}"
        )


def measure(referrals):
    """Take referrals in one after the other; each is compared with all before it."""
    blind, memory, seen = BlindIndex(b"an invented index key of 32 bytes"), Memory(), Measured()
    for one in referrals:
        wanted = compared(blind, one.submission)
        found = [
            (verdict.points, number)
            for number, verdict in memory.like(wanted)
            if verdict.grade is MatchGrade.SAME_REFERRAL
        ]
        hit = one.same_as is not None and one.same_as in {number for _, number in found}
        seen.true += one.same_as is not None
        seen.shown += len(found)
        seen.right += hit
        seen.top += hit and max(found)[1] == one.same_as
        memory.keep(one.number, wanted)
    return seen


@pytest.mark.slow
@pytest.mark.requirement("INT-20")
@pytest.mark.parametrize("seed", [20190401, 7_654_321])
def test_the_matcher_finds_true_duplicates_and_little_else(capsys, seed):
    referrals = Town(seed).referrals(20_000)

    seen = measure(referrals)

    with capsys.disabled():
        print(f"\n20,000 referrals of seed {seed} ({', '.join(words_of(referrals))})\n{seen}")
    assert 900 < seen.true < 1100
    assert seen.recall >= 0.95
    assert seen.precision >= 0.90


HARDER = {"spoils": (2, 2, 3), "unnumbered": 0.85}
"""Two or three things wrong with everybody, and hardly ever a crime number to meet by."""


@pytest.mark.slow
def test_harder_noise_costs_recall_before_it_costs_trust(capsys):
    """No claim of the service, but a floor under it: what is shown stays nearly always right."""
    seen = measure(Town(20190401, **HARDER).referrals(20_000))

    with capsys.disabled():
        print(f"\n20,000 referrals under harder noise\n{seen}")
    assert seen.precision >= 0.90
    assert seen.recall >= 0.85
