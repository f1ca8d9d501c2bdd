"""``./redress status``: which processes are ready, and what waits where."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ops import figures, queues, running
from ops.figures import Process
from ops.queues import BrokerAway, Waiting

NOT_READY, NOT_RUNNING = 1, 3
COLUMNS = (
    "service",
    "waiting",
    "retrying",
    "dead",
    "readers",
    "outbox",
    "oldest",
    "held",
    "parked",
)


@click.command("status")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".redress"),
    show_default=True,
    help="Whose system to ask.",
)
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def status_command(data_dir: Path, *, as_json: bool) -> None:
    """Say which processes are ready, and what waits in queues, outboxes and parking.

    Exits 0 when everything is ready, 1 when something is not, 3 when nothing runs.
    """
    found = running.find(data_dir)
    if found is None:
        starting = running.owned(data_dir)
        click.echo(f"redress: {'still starting' if starting else 'nothing runs'} in {data_dir}")
        sys.exit(NOT_READY if starting else NOT_RUNNING)
    processes = [figures.ask(name, url) for name, url in found.processes.items()]
    depths, broker = _depths(data_dir, found.consumers)
    if as_json:
        click.echo(json.dumps(_as_data(found, processes, depths, broker), indent=1))
    else:
        click.echo(_as_text(found, processes, depths, broker))
    sys.exit(0 if broker is None and all(one.ready for one in processes) else NOT_READY)


def _depths(data_dir: Path, consumers: tuple[str, ...]) -> tuple[list[Waiting], str | None]:
    try:
        return list(queues.of_data_dir(data_dir, consumers)), None
    except BrokerAway as away:
        return [], str(away)


def _as_data(
    found: running.Running, processes: list[Process], depths: list[Waiting], broker: str | None
) -> dict[str, Any]:
    return {
        "pid": found.pid,
        "site": found.site,
        "broker": broker or "ready",
        "processes": {one.name: asdict(one) | {"ready": one.ready} for one in processes},
        "queues": {one.consumer: asdict(one) for one in depths},
    }


def _as_text(
    found: running.Running, processes: list[Process], depths: list[Waiting], broker: str | None
) -> str:
    lines = [f"{found.site or 'no site'}, process {found.pid}"]
    lines += [f"  {one.name}: {one.standing}" for one in processes]
    lines.append(f"  broker: {broker or 'ready'}")
    return "\n".join([*lines, "", *_table(_rows(processes, depths))])


def _rows(processes: list[Process], depths: list[Waiting]) -> list[tuple[str, ...]]:
    told = {name: row for one in processes for name, row in one.services.items()}
    queued = {one.consumer: one for one in depths}
    return [_row(name, queued.get(name), told.get(name, {})) for name in sorted({*told, *queued})]


def _row(name: str, queue: Waiting | None, told: dict[str, float]) -> tuple[str, ...]:
    depth = (queue.waiting, queue.retrying, queue.dead, queue.readers) if queue else ("-",) * 4
    outbox = [told.get(figure) for figure in ("outbox", "oldest_s", "held", "parked")]
    return (name, *map(str, depth), *("-" if n is None else f"{n:.0f}" for n in outbox))


def _table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    table = [COLUMNS, *rows]
    widths = [max(len(row[at]) for row in table) for at in range(len(COLUMNS))]
    return [
        "  ".join(
            [row[0].ljust(widths[0])]
            + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        )
        for row in table
    ]
