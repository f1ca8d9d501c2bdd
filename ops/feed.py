"""``./redress feed``: agencies and their agreements; check a file; begin with a new agency."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import yaml
from pydantic import ValidationError

from ops import feed_files, manifests
from ops.deployables import AGENCIES, feed
from services.feeds.agreement import DIALECTS, FOLDER, Agreement, load_all
from shared.kernel.clock import SystemClock

NAME = r"[a-z][a-z0-9_]{1,40}"
BEGINNING = """\
# The sharing agreement with {title}. Nothing passes until a clause says so and its history is in force.
id: {agency}
agency: {agency}
title: {title}
feed: {agency}
dialect: {dialect}
parties: [Restorative justice service, {title}]
history:
  - {{since: {today}, status: drafting}}
"""


@click.group("feed")
def feed_command() -> None:
    """Agencies and their agreements; check a file; begin with a new agency."""


@feed_command.command("list")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Another day than today.")
def list_command(day: date | None) -> None:
    """Say of every agreement which feed carries it, and where it stands."""
    when = date.fromisoformat(f"{day:%Y-%m-%d}") if day else SystemClock().today()
    for one in load_all():
        carried = one.feed or "by hand"
        status = one.status_on(when) or "not begun"
        shares = "shares" if one.allows_sharing_on(when) else "shares nothing"
        last = one.ends_on(when)
        ends = f", until {last}" if last else ""
        click.echo(f"{one.id:26} {carried:16} {status}, {shares}{ends}")


@feed_command.command("check")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_command(files: tuple[Path, ...]) -> None:
    """Check agreement FILES (all, unless named): every fault with its field; exits 1 on any."""
    faults = 0
    for path in files or sorted(FOLDER.glob("*.yaml")):
        found = list(faults_of(path))
        faults += len(found)
        for fault in found:
            click.echo(f"{path.name}: {fault}")
    click.echo(f"{faults} faults", err=True)
    sys.exit(1 if faults else 0)


@feed_command.command("new")
@click.argument("agency")
@click.option("--title", required=True, help="What people call the agency.")
@click.option("--like", type=click.Choice(AGENCIES), default="mps", help="Whose words it speaks.")
def new_command(agency: str, title: str, like: str) -> None:
    """Begin with a new AGENCY: an agreement in draft, and what deploys its feed in every shape."""
    for path in begin(agency, title, like, root=manifests.ROOT):
        click.echo(f"wrote {path.relative_to(manifests.ROOT)}")
    click.echo(
        "Next: its clauses and fields in the agreement; a dialect of its own below "
        "services/feeds/agencies if its words differ; samples; then ./redress secrets again."
    )


def begin(agency: str, title: str, like: str, *, root: Path) -> Iterator[Path]:
    """Write a new agency's files below ``root``. Raises ``click.BadParameter`` for its name."""
    path = root / FOLDER.relative_to(manifests.ROOT) / f"{agency}.yaml"
    if path.exists():
        raise click.BadParameter(f"{agency} has an agreement")
    dialect = next(one.dialect for one in load_all() if one.id == like)
    today = SystemClock().today().isoformat()
    text = BEGINNING.format(agency=agency, title=title, dialect=dialect, today=today)
    try:
        Agreement.model_validate(yaml.safe_load(text))
    except ValidationError as refused:
        raise click.BadParameter("; ".join(_told(refused))) from None
    path.write_text(text)
    yield path
    yield from feed_files.deploy(root, feed(agency), feed(like))


def faults_of(path: Path) -> Iterator[str]:
    """Yield every fault of an agreement file, each with its field."""
    try:
        found = Agreement.model_validate(yaml.safe_load(path.read_text()))
    except yaml.YAMLError as unreadable:
        yield f"is no YAML: {' '.join(str(unreadable).split())}"
        return
    except ValidationError as refused:
        yield from _told(refused)
        return
    if found.id != path.stem:
        yield f"id: is {found.id}, the file is named {path.stem}"
    if found.dialect and not (DIALECTS / found.dialect / "translate.py").exists():
        yield f"dialect: nothing below {DIALECTS.name} speaks {found.dialect}"
    if found.has_process and not feed_files.mentions(manifests.COMPOSE.read_text(), feed(found.id)):
        yield "feed: has no place in docker-compose.yml"


def _told(refused: ValidationError) -> Iterator[str]:
    for error in refused.errors(include_url=False, include_context=False):
        field = ".".join(str(part) for part in error["loc"])
        yield f"{field or 'the whole'}: {error['msg']}"
