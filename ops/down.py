"""``./redress down``: stop the system of a data directory, as Ctrl-C does where it was started."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import click

from ops import running

LONGEST_S = 120.0


@click.command("down")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".redress"),
    show_default=True,
    help="Whose system to stop.",
)
@click.option("--wait", "wait_s", type=float, default=LONGEST_S, show_default=True, help="Seconds.")
def down_command(data_dir: Path, wait_s: float) -> None:
    """Stop the system that runs in a data directory; what is in hand is finished first."""
    pid = running.owner(data_dir)
    if pid is None:
        click.echo(f"redress: nothing runs in {data_dir}")
        return
    try:
        os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        click.echo(f"redress: {pid} ended by itself")
    except PermissionError:
        sys.exit(f"redress: process {pid} is somebody else's; ask them, or be them")
    if not running.wait_until_free(data_dir, wait_s):
        sys.exit(f"redress: process {pid} still runs after {wait_s:.0f} s")
    click.echo("redress: stopped")
