"""``./redress up``: start the system, say where it answers, watch over it until Ctrl-C."""

from __future__ import annotations

import signal
import socket
import sys
import time
from pathlib import Path
from threading import Event

import click

from ops import running
from ops.assets import ensure_assets
from ops.daily import Daily
from ops.deployables import AGENCIES
from ops.packages import NotInstallable, ensure_broker
from ops.servers.processes import StartFailed
from ops.system import System

LONGEST_PAUSE_S = 30.0


@click.command("up")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".redress"),
    show_default=True,
    help="Where stores, keys and the broker's files are kept.",
)
@click.option("--port", type=int, default=8000, show_default=True, help="Where people sign in.")
def up_command(data_dir: Path, port: int) -> None:
    """Start everything that this machine can run, and keep it running until Ctrl-C."""
    if not running.owned(data_dir) and _is_taken(port):
        sys.exit(f"redress: port {port} is in use by another program; choose one with --port")
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    system = System(data_dir, gateway_port=port, agencies=AGENCIES)
    began = time.monotonic()
    try:
        ensure_broker()
        ensure_assets()
        system.start(given_up=stopped)
    except (NotInstallable, StartFailed) as failed:
        _tell_password(system)
        sys.exit(f"redress: {failed}")
    daily = Daily(data_dir, settings=system.environment)
    try:
        _say(system, time.monotonic() - began)
        _watch(system, stopped, daily)
    finally:
        click.echo("redress: stopping ...")
        daily.stop()
        system.stop()


def _say(system: System, took_s: float) -> None:
    click.echo(f"redress: ready in {took_s:.1f} s")
    click.echo(f"  sign in at {system.site}")
    _tell_password(system)
    click.echo(f"  all that is entered, keys and logs: {system.data_dir}; Ctrl-C stops everything")
    for process, url in system.urls.items():
        click.echo(f"  {process}: probes and metrics at {url}/ready, /live, /metrics")


def _tell_password(system: System) -> None:
    """Also where the start failed later: the account is there, and tells it once."""
    if system.first_password:
        click.echo(f"  user name: manager   password (told once): {system.first_password}")


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _watch(system: System, stopped: Event, daily: Daily) -> None:
    pauses: dict[str, float] = {}
    while not stopped.wait(0.5):
        if failed := daily.step():
            click.echo(f"redress: {failed.service} {failed.name} failed: see {daily.log(failed)}")
        for process in system.died():
            pause = pauses[process] = min(LONGEST_PAUSE_S, pauses.get(process, 0.5) * 2)
            click.echo(f"redress: {process} ended by itself; starting it again in {pause:.0f} s")
            if stopped.wait(pause):
                return
            try:
                system.restart(process)
            except StartFailed as failed:
                click.echo(f"redress: {failed}")
