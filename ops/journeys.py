"""``./redress journeys``: every journey at the screen, in every way of working it."""

from __future__ import annotations

import sys

import click

from ops.testing import run_some

ROOM = "tests/pages"


@click.command("journeys")
@click.argument("named", required=False)
def journeys_command(named: str | None) -> None:
    """Make every journey with a pointer, by the keyboard alone, and with scripts off.

    In a real browser, each page and state held to WCAG 2.2 AA, with a picture of each in
    tests/pages/artefacts. NAMED narrows them as pytest's -k does, such as "keyboard and letter".
    """
    sys.exit(run_some(ROOM, *(("-k", named) if named else ())))
