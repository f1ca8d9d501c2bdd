from bench import matching
from bench.command import TINY


def test_matching_is_measured_beside_the_same_insert_without_it(tmp_path):
    found = matching.measure(tmp_path, TINY.matching, print)

    ways = {f"matching.{way}.referrals_per_s" for way in ("validate", "with", "without")}
    assert set(found) == {
        "matching.people_known",
        "matching.look.p50_ms",
        "matching.look.p99_ms",
        "matching.share_of_plain_insert",
        *(f"{way}{end}" for way in ways for end in ("", ".min", ".max")),
    }
    assert found["matching.people_known"] >= TINY.matching.people
    assert all(value > 0 for value in found.values())


def test_nothing_is_looked_for_while_the_plain_insert_is_measured(tmp_path):
    from services.intake.use_cases import finding

    before = finding.like
    with matching.nothing_looked_for():
        assert finding.like(None, None) == []

    assert finding.like is before
