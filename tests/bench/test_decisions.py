import pytest

from bench import decisions
from bench.command import TINY
from services.screening.store.policies import FOLDER, policy_of, written_in


def test_decisions_are_measured_beside_the_same_rules_by_hand(tmp_path):
    found = decisions.measure(tmp_path, TINY.decisions, print)

    names = {f"decisions.{one}.per_s" for one in ("policy", "by_hand")}
    names.add("decisions.ratio_to_by_hand")
    assert set(found) == {f"{name}{end}" for name in names for end in ("", ".min", ".max")}
    assert all(value > 0 for value in found.values())


def test_rules_that_say_something_else_are_not_compared():
    older = policy_of(written_in(FOLDER / "practice-2019.yaml"))

    with pytest.raises(decisions.Differs):
        decisions.require_same(decisions.referrals(1)[0], older)
