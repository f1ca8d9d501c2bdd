"""The matcher measured: 20,000 invented referrals, of which one in twenty repeats another."""

from collections import Counter, defaultdict

import pytest

from services.intake.domain.matching import weigh
from services.intake.use_cases.likeness import (
    incident_keys,
    incident_of,
    kept_keys,
    people_of,
    sought_keys,
)
from shared.contracts.intake.codes import MatchGrade
from tests.support.invented import Town, words_of

MOST = 60


class Memory:
    """The same keys and weights as the store's, in a dictionary."""

    def __init__(self):
        self.kept = {}
        self.by_key = defaultdict(list)

    def like(self, submission):
        people, incident = people_of(submission), incident_of(submission.offence)
        keys = set().union(*map(sought_keys, people), incident_keys(incident))
        hits = Counter(number for key in keys for number in self.by_key.get(key, ()))
        for number, _ in hits.most_common(MOST):
            found = weigh(people, incident, *self.kept[number])
            if found is not None:
                yield number, found

    def keep(self, number, submission):
        people, incident = people_of(submission), incident_of(submission.offence)
        self.kept[number] = (people, (incident,))
        for key in set().union(*map(kept_keys, people), incident_keys(incident)):
            self.by_key[key].append(number)


@pytest.mark.slow
def test_the_matcher_finds_true_duplicates_and_little_else(capsys):
    referrals = Town(20190401).referrals(20_000)
    memory, shown, right, top = Memory(), 0, 0, 0
    missed = Counter()
    for one in referrals:
        found = [
            (verdict.points, number)
            for number, verdict in memory.like(one.submission)
            if verdict.grade is MatchGrade.SAME_REFERRAL
        ]
        shown += len(found)
        hit = one.same_as is not None and one.same_as in {number for _, number in found}
        right += hit
        top += hit and max(found)[1] == one.same_as
        missed[one.planted] += one.same_as is not None and not hit
        memory.keep(one.number, one.submission)
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
