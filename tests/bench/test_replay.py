import pytest

from bench import replay
from bench.command import TINY


def test_a_replay_is_measured_beside_the_same_referrals_decided_afresh(tmp_path):
    found = replay.measure(tmp_path, TINY.replay, print)

    ways = {f"replay.{way}.s" for way in ("past", "afresh")}
    assert set(found) == {
        "replay.referrals",
        "replay.multiple_of_afresh",
        *(f"{way}{end}" for way in ways for end in ("", ".min", ".max")),
    }
    assert found["replay.referrals"] == TINY.replay.referrals
    assert all(value > 0 for value in found.values())


def test_two_that_do_not_find_the_same_are_not_compared():
    with pytest.raises(replay.Differs, match="2 decided otherwise by the replay, 3 afresh"):
        replay.require_same(2, 3)
