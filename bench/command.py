"""``./redress bench``: runs the comparisons, prints the ratios, and writes every figure."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from bench import batch, chain, decisions, latency, leaks, matching, memory, pages, relay, replay
from bench.contenders import NotAllArrived
from bench.figures import Figures, machine
from bench.peer_packages import ensure_peer
from ops.packages import NotInstallable, ensure_for_tests
from ops.servers.processes import StartFailed

Say = Callable[[str], None]
Bench = Callable[[Path, Say], Figures]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large every bench is."""

    chain: chain.Size
    latency: latency.Size
    memory: memory.Size
    matching: matching.Size
    batch: batch.Size
    decisions: decisions.Size
    replay: replay.Size
    leaks: leaks.Size
    relay: relay.Size
    pages: pages.Size


FULL = Sizes(
    chain.Size(400, 8, 100),  # below the burst that the agency's agreement allows (500)
    latency.Size(1200, 20, 100),
    memory.Size(2000, 5),
    matching.Size(100_000, 1000, 3),
    batch.Size(20_000, 3),
    decisions.Size(50_000, 15),
    replay.Size(100_000, 3),
    leaks.Size(2000, 60, 15),
    relay.Size(50_000, 300, 200, 200),
    pages.Size(100_000, 100, 400, 20),
)
QUICK = Sizes(
    chain.Size(200, 2, 30),
    latency.Size(100, 20, 20),
    memory.Size(100, 1),
    matching.Size(5000, 100, 1),
    batch.Size(2000, 1),
    decisions.Size(5000, 3),
    replay.Size(5000, 1),
    leaks.Size(2000, 60, 3),
    relay.Size(5000, 30, 20, 20),
    pages.Size(5000, 25, 60, 20),
)
TINY = Sizes(
    chain.Size(5, 1, 2),
    latency.Size(5, 20, 2),
    memory.Size(5, 0.1),
    matching.Size(50, 20, 1),
    batch.Size(40, 2),
    decisions.Size(300, 2),
    replay.Size(2000, 2),
    leaks.Size(200, 40, 2),
    relay.Size(50, 2, 2, 2),
    pages.Size(40, 4, 4, 20),
)

WITH_PEER = frozenset({"chain-sqlite", "chain-postgres"})

# What is printed: name, what it means, and what is aimed at.
SHOWN: tuple[tuple[str, str, str], ...] = (
    ("chain.sqlite.redress.referrals_per_s", "SQLite, referrals a second", ""),
    ("chain.sqlite.ratio_to_floor", "  times the hand-written floor", "at least 1.0"),
    ("chain.sqlite.ratio_to_peer", "  times FastStream", "at least 2.0"),
    ("chain.postgres.redress.referrals_per_s", "PostgreSQL, referrals a second", ""),
    ("chain.postgres.ratio_to_floor", "  times the hand-written floor", "at least 1.0"),
    ("chain.postgres.ratio_to_peer", "  times FastStream", "at least 2.0"),
    ("latency.receipt.p50_ms", "publish to receipt, p50 ms", ""),
    ("latency.multiple.p50", "  times a bare round trip", ""),
    ("latency.receipt.p99_ms", "publish to receipt, p99 ms", "at most 1000"),
    ("latency.multiple.p99", "  times a bare round trip", ""),
    ("memory.idle.total_pss_mib", "memory idle, MiB", "at most 400"),
    ("memory.loaded.total_pss_mib", "memory after load, MiB", "at most 400"),
    ("matching.people_known", "people known beforehand", ""),
    ("matching.validate.referrals_per_s", "validated, referrals a second", ""),
    ("matching.with.referrals_per_s", "matched and stored, a second", ""),
    ("matching.without.referrals_per_s", "  the same insert, no matching", ""),
    ("matching.share_of_plain_insert", "  share of that speed", ""),
    ("matching.look.p50_ms", "looking for the like, p50 ms", ""),
    ("matching.look.p99_ms", "looking for the like, p99 ms", ""),
    ("batch.rows", "rows of a dropped file", ""),
    ("batch.records_per_s", "taken in, records a second", ""),
    ("batch.check.records_per_s", "  the same records only checked", ""),
    ("batch.share_of_check", "  share of that speed", ""),
    ("batch.peak_rss_mib", "memory at its peak, MiB", ""),
    ("batch.growth_mib", "  of it by the length of the file", "at most 15"),
    ("decisions.policy.per_s", "decisions by policy, a second", ""),
    ("decisions.by_hand.per_s", "  the same by hand", ""),
    ("decisions.ratio_to_by_hand", "  times the hand-written rules", "at least 0.5"),
    ("replay.referrals", "past referrals replayed", ""),
    ("replay.past.s", "  by another version, s", "at most 30"),
    ("replay.afresh.s", "  only decided afresh, s", ""),
    ("replay.multiple_of_afresh", "  times that", ""),
    ("leaks.check.ms", "leaks sought in 2,000 words, ms", ""),
    ("leaks.check.ms.min", "  at the best", "at most 50"),
    ("leaks.alternation.ms", "  one plain alternation, ms", ""),
    ("leaks.multiple_of_alternation", "  times that", ""),
    ("relay.decide.per_s", "gate decisions a second, pure", ""),
    ("relay.gate.per_s", "  with all owners asked", ""),
    ("relay.release.per_s", "releases a second", ""),
    ("relay.recall.p50_ms", "withdrawn to recalled, p50 ms", ""),
    ("relay.recall.p99_ms", "withdrawn to recalled, p99 ms", "at most 1000"),
    ("pages.cases", "cases that there are", ""),
    *(
        row
        for kind, name in (
            ("today", "Today"),
            ("list", "case list"),
            ("search", "search by reference"),
            ("case", "case page"),
        )
        for row in (
            (f"pages.{kind}.p50_ms", f"{name}, p50 ms", "at most 60"),
            (f"pages.{kind}.p99_ms", f"{name}, p99 ms", "at most 250"),
            (f"pages.{kind}.cpu_ms", "  CPU of each, ms", ""),
            (f"pages.{kind}.bare.p50_ms", "  the bare SQL of it, p50 ms", ""),
            (f"pages.{kind}.bare.p99_ms", "  the bare SQL of it, p99 ms", ""),
        )
    ),
)


def benches(sizes: Sizes) -> Mapping[str, Bench]:
    """Return the benches by the names that ``--only`` takes."""
    return {
        "chain-sqlite": lambda folder, say: chain.measure("sqlite", folder, sizes.chain, say),
        "chain-postgres": lambda folder, say: chain.measure("postgres", folder, sizes.chain, say),
        "latency": lambda folder, say: latency.measure(folder, sizes.latency, say),
        "memory": lambda folder, say: memory.measure(folder, sizes.memory, say),
        "matching": lambda folder, say: matching.measure(folder, sizes.matching, say),
        "batch": lambda folder, say: batch.measure(folder, sizes.batch, say),
        "decisions": lambda folder, say: decisions.measure(folder, sizes.decisions, say),
        "replay": lambda folder, say: replay.measure(folder, sizes.replay, say),
        "leaks": lambda folder, say: leaks.measure(folder, sizes.leaks, say),
        "relay": lambda folder, say: relay.measure(folder, sizes.relay, say),
        "pages": lambda folder, say: pages.measure(folder, sizes.pages, say),
    }


def run(chosen: tuple[str, ...], sizes: Sizes, say: Say) -> Figures:
    """Run the chosen benches (all of them if none is named), each in a folder of its own."""
    found: Figures = {}
    for name, bench in benches(sizes).items():
        if chosen and name not in chosen:
            continue
        with tempfile.TemporaryDirectory(prefix="redress-bench-") as folder:
            found |= bench(Path(folder), say)
    return found


def report(found: Figures, *, size: str) -> dict[str, object]:
    """Return what ``--json`` writes."""
    return {
        "taken_on": datetime.now(UTC).date().isoformat(),
        "size": size,
        "machine": machine(),
        "figures": dict(sorted(found.items())),
    }


@click.command("bench")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write here.")
@click.option("--quick", is_flag=True, help="Small sizes: shows that it runs, measures little.")
@click.option("--only", multiple=True, type=click.Choice(list(benches(TINY))), help="May repeat.")
def bench_command(*, file: Path | None, quick: bool, only: tuple[str, ...]) -> None:
    """Compare the chain, latency and memory with rivals of the same guarantees."""
    say = partial(click.echo, err=True)
    try:
        ensure_for_tests()
        if not only or WITH_PEER & set(only):
            ensure_peer(say)
        found = run(only, QUICK if quick else FULL, say)
    except (NotAllArrived, NotInstallable, StartFailed) as failed:
        sys.exit(f"redress: {failed}")
    for name, meaning, aim in SHOWN:
        if name in found:
            click.echo(f"{meaning:34} {found[name]:10.2f}   {aim}".rstrip())
    if file is not None:
        content = report(found, size="quick" if quick else "full")
        file.write_text(json.dumps(content, indent=1) + "\n")
