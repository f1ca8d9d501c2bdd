"""The matcher measured: 20,000 invented referrals, of which one in twenty repeats another."""

from collections import Counter, defaultdict

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


@pytest.mark.slow
def test_the_matcher_finds_true_duplicates_and_little_else(capsys):
    referrals = Town(20190401).referrals(20_000)
    blind = BlindIndex(b"an invented index key of 32 bytes")
    memory, shown, right, top = Memory(), 0, 0, 0
    missed = Counter()
    for one in referrals:
        wanted = compared(blind, one.submission)
        found = [
            (verdict.points, number)
            for number, verdict in memory.like(wanted)
            if verdict.grade is MatchGrade.SAME_REFERRAL
        ]
        shown += len(found)
        hit = one.same_as is not None and one.same_as in {number for _, number in found}
        right += hit
        top += hit and max(found)[1] == one.same_as
        missed[one.planted] += one.same_as is not None and not hit
        memory.keep(one.number, wanted)
    true = sum(one.same_as is not None for one in referrals)
    precision, recall = right / shown, right / true

    with capsys.disabled():
        print(f"\n20,000 referrals ({', '.join(words_of(referrals))})")
        print(
            f"precision {precision:.4f} ({right} of {shown}), recall {recall:.4f} ({right} of {true})"
        )
        print(f"the true one was shown first {top} times of {right}")

    assert 900 < true < 1100
    assert recall >= 0.95
    assert precision >= 0.90
