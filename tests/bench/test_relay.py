from bench import relay
from bench.command import TINY


def test_the_gate_releases_and_recalls_are_measured_over_the_bus(tmp_path):
    found = relay.measure(tmp_path, TINY.relay, print)

    rates = {f"relay.{one}.per_s" for one in ("decide", "gate", "release")}
    assert set(found) == rates | {f"relay.recall.{one}_ms" for one in ("p50", "p99", "max")}
    assert all(value > 0 for value in found.values())
