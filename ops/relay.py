"""``./redress relay``: the random histories of the relay, as many as the claim is made over."""

from __future__ import annotations

import os
import time
from collections import Counter
from importlib import import_module

import click


@click.command("relay")
@click.option("--histories", default=10_000, show_default=True, help="How many random histories.")
@click.option("--processes", default=os.cpu_count() or 1, show_default=True, help="Side by side.")
def relay_command(histories: int, processes: int) -> None:
    """Run random histories of everything that can happen to what passes between two parties.

    Withdrawals, bars, holds and releases at every step, crashes and redeliveries among them. Exits 0
    only if whatever was delivered might be, was what was approved, and was delivered once.
    """
    # By its name: the tests' own machine is not typed, and is no part of what is checked here.
    parts = import_module("tests.relay.histories").run_all(histories, processes)
    began, counts = time.monotonic(), Counter[str]()
    for one in parts:
        counts += one
        click.echo(f"\r{counts['histories']} histories", nl=False)
    click.echo(f"\nnone of them broke a promise, in {time.monotonic() - began:.0f} s")
    for what, number in counts.most_common():
        click.echo(f"  {what:<14}{number:>8}")
