"""Every bench runs, its figures have their stable names, and nothing is measured that was lost."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench import chain, command, usage
from bench.command import TINY, report
from bench.contenders import NotAllArrived
from bench.figures import percentile, spread
from bench.peer_packages import ensure_peer
from bench.rivals.hops import BINDINGS, HOPS, QUEUES

README = Path(__file__).resolve().parents[2] / "bench" / "README.md"
CONTENDERS = ("redress", "floor", "peer")


def spread_of(name):
    return {name, f"{name}.min", f"{name}.max"}


def chain_names(store):
    of_each = ["referrals_per_s", "cpu_ms_per_referral", "broker_cpu_ms_per_referral"]
    of_each += ["database_cpu_ms_per_referral"] if store == "postgres" else []
    names = [f"chain.{store}.{one}.{figure}" for one in CONTENDERS for figure in of_each]
    names += [f"chain.{store}.ratio_to_{rival}" for rival in ("floor", "peer")]
    return set().union(*(spread_of(name) for name in names))


LATENCY = {
    *(
        f"latency.{what}.{share}"
        for what, shares in (
            ("receipt", ("p50_ms", "p99_ms", "max_ms")),
            ("bare", ("p50_ms", "p99_ms")),
            ("multiple", ("p50", "p99")),
        )
        for share in shares
    ),
    "latency.receipts",
}
MEMORY = {
    f"memory.{when}.{process}_{kind}_mib"
    for when in ("idle", "loaded")
    for process in ("services", "feeds", "gateway", "total")
    for kind in ("rss", "pss")
}
NAMES = {
    "chain-sqlite": chain_names("sqlite"),
    "chain-postgres": chain_names("postgres"),
    "latency": LATENCY,
    "memory": MEMORY,
}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def store(request):
    return request.param


@pytest.fixture(scope="module")
def world(store, tmp_path_factory):
    ensure_peer(print)
    with chain.world(store, tmp_path_factory.mktemp(f"bench-{store}")) as (contenders, servers):
        yield contenders, servers


def run_in(world, at, run, count, longest_s=60.0):
    contenders, servers = world
    return chain.run_once(contenders[at], run, count, longest_s, servers)


def test_the_chain_is_compared_under_the_same_names_as_ever(store, world):
    contenders, servers = world

    found = chain.compare(store, contenders, servers, TINY.chain, print)

    assert [contender.name for contender in contenders] == list(CONTENDERS)
    assert set(found) == NAMES[f"chain-{store}"]
    assert all(value > 0 for name, value in found.items() if "cpu_ms" not in name)


@pytest.mark.parametrize("at", range(3), ids=CONTENDERS)
def test_a_contender_stores_and_answers_every_referral(world, at):
    before = world[0][at].counts()

    run_in(world, at, "first", 7)
    run_in(world, at, "second", 3)

    after = world[0][at].counts()
    assert {name: after[name] - before[name] for name in after} == {
        "cases": 10,
        "people": 20,
        "decisions": 10,
        "counted_cases": 10,
        "counted_referrals": 10,
        "milestones": 30,
        "followed": 10,
    }


@pytest.mark.parametrize("at", range(3), ids=CONTENDERS)
def test_a_referral_that_comes_twice_has_its_effect_once(world, at):
    contender = world[0][at]
    before = contender.counts()["cases"]

    run_in(world, at, "same", 3)
    chain.publish_all(contender.door, chain.bodies("same", 3))
    run_in(world, at, "after", 1)

    assert contender.counts()["cases"] - before == 4


def test_a_chain_that_does_not_finish_is_an_error_and_no_figure(world):
    with pytest.raises(NotAllArrived, match="receipts missing"):
        run_in(world, 0, "hasty", 5, longest_s=0.0)


def test_the_command_prints_and_writes_every_figure_without_a_path_or_a_host(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "QUICK", TINY)
    file = tmp_path / "figures.json"
    chosen = ["--only", "latency", "--only", "memory"]

    done = CliRunner().invoke(command.bench_command, ["--quick", *chosen, "--json", str(file)])

    assert done.exit_code == 0, done.output
    assert "memory idle, MiB" in done.output
    assert "publish to receipt, p50 ms" in done.output
    content = json.loads(file.read_text())
    assert set(content["figures"]) == LATENCY | MEMORY
    assert all(value > 0 for value in content["figures"].values())
    assert content["figures"]["latency.receipts"] == TINY.latency.messages
    assert str(tmp_path) not in file.read_text()
    assert not re.search(r"/\w+/", file.read_text())


def test_the_readme_documents_every_name():
    named = re.findall(r"`((?:chain|latency|memory)\.[\w.<>]+)`", README.read_text())
    documented = {name for name in named if not name.endswith(".py")}
    patterns = {re.sub(r"<\w+>", r"\\w+", name.replace(".", r"\.")): name for name in documented}
    plain = {
        re.sub(r"\.(min|max)$", "", name)
        for names in NAMES.values()
        for name in names
        if name != "latency.receipt.max_ms"
    } | {"latency.receipt.max_ms"}

    undocumented = [n for n in plain if not any(re.fullmatch(p, n) for p in patterns)]
    unknown = [d for p, d in patterns.items() if not any(re.fullmatch(p, n) for n in plain)]
    assert undocumented == []
    assert unknown == []


def test_a_report_says_on_what_it_was_taken():
    content = report({"chain.sqlite.ratio_to_floor": 1.5}, size="quick")

    assert content["figures"] == {"chain.sqlite.ratio_to_floor": 1.5}
    assert content["size"] == "quick"
    assert set(content["machine"]) >= {"cores", "python", "version.faststream", "version.pika"}


def test_the_rivals_read_every_queue_that_something_is_bound_to():
    read = {hop.queue for hops in HOPS.values() for hop in hops}

    assert set(BINDINGS) < read
    assert read == set(QUEUES) - {"outbound"}


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.001, 1), (0.0, 1)]
)
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(share, expected):
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_a_spread_keeps_the_median_and_both_ends():
    assert spread("x", [3.0, 1.0, 10.0]) == {"x": 3.0, "x.min": 1.0, "x.max": 10.0}


def test_usage_reads_this_very_process():
    import os

    mine = usage.family(os.getpid())
    sizes = usage.memory(os.getpid())

    assert mine[0] == os.getpid()
    assert usage.cpu_seconds(mine) > 0
    assert 0 < sizes.pss <= sizes.rss
