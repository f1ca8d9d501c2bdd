"""``./redress feed new``: begin with a new agency, by a draft agreement and a deployed feed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import yaml
from pydantic import ValidationError

from ops import feed_files, manifests
from ops.deployables import AGENCIES, feed
from services.feeds.agreement import FOLDER, Agreement, load
from shared.kernel.clock import SystemClock

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


@click.command("new")
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
    today = SystemClock().today().isoformat()
    text = BEGINNING.format(agency=agency, title=title, dialect=load(like).dialect, today=today)
    try:
        Agreement.model_validate(yaml.safe_load(text))
    except (ValidationError, yaml.YAMLError):
        raise click.BadParameter(
            "an agency's name is lower case, digits and underscores, from 2 to 41 of them; "
            "its title is plain words"
        ) from None
    path.write_text(text)
    yield path
    yield from feed_files.deploy(root, feed(agency), feed(like))
