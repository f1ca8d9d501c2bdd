"""``./redress demo``: play the year 2019-20 and hold its report to what was stated."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from threading import Event

import click

from ops.assets import ensure_assets
from ops.demo.client import ProblemError
from ops.demo.play import Demo, DemoFailed, Played, write_report
from ops.packages import NotInstallable, ensure_broker
from ops.servers.processes import StartFailed


@click.command("demo")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".redress-demo"),
    show_default=True,
    help="The demo's own stores, keys and logs; an earlier demo's are replaced.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the annual report is written.  [default: DATA_DIR/report]",
)
@click.option("--keep", is_flag=True, help="Leave the system running to look around, until Ctrl-C.")
@click.option("--verbose", is_flag=True, help="Say when each referral arrives.")
def demo_command(data_dir: Path, out: Path | None, *, keep: bool, verbose: bool) -> None:
    """Play the four case studies and the year's other referrals; compare every stated figure."""
    say = click.echo if verbose else lambda _: None
    try:
        ensure_broker()
        if keep:
            ensure_assets()
        began = time.monotonic()
        with Demo(data_dir, say) as demo:
            click.echo(f"the demo's system is ready at {demo.system.site}; the year begins")
            played = demo.play()
            _tell(played, out or data_dir / "report", time.monotonic() - began)
            if keep:
                _look_around(demo)
    except (NotInstallable, StartFailed, DemoFailed, ProblemError) as failed:
        sys.exit(f"redress: {failed}")
    sys.exit(1 if played.problems else 0)


def _tell(played: Played, folder: Path, took_s: float) -> None:
    for line in played.lines():
        click.echo(line)
    for path in write_report(played.report, folder):
        click.echo(f"written: {path}")
    for problem in played.problems:
        click.echo(f"does not match: {problem}", err=True)
    word = "did not match" if played.problems else "every outcome and stated figure matches"
    click.echo(f"played in {took_s:.0f} s; {word}")


def _look_around(demo: Demo) -> None:
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    click.echo(f"sign in at {demo.system.site} as manager, {demo.system.first_password}")
    click.echo("Ctrl-C stops everything")
    stopped.wait()
