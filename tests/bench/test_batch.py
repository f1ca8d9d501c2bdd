import pytest

from bench import batch
from bench.command import TINY
from bench.contenders import NotAllArrived


def test_a_dropped_file_is_measured_beside_checking_the_same_records(tmp_path):
    found = batch.measure(tmp_path, TINY.batch, print)

    measured = (
        "records_per_s",
        "check.records_per_s",
        "share_of_check",
        "peak_rss_mib",
        "growth_mib",
    )
    assert set(found) == {
        "batch.rows",
        *(f"batch.{name}{end}" for name in measured for end in ("", ".min", ".max")),
    }
    assert found["batch.rows"] == TINY.batch.rows
    assert found["batch.records_per_s"] > 0
    assert found["batch.peak_rss_mib"] > 10


def test_a_turn_that_fails_is_an_error_and_no_figure(tmp_path):
    (tmp_path / "batch-0").write_text("a file where the turn's folder would be")

    with pytest.raises(NotAllArrived, match="the batch failed"):
        batch.measure(tmp_path, TINY.batch, print)
