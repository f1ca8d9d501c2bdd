"""``./redress migrate``: bring the services' stores to the newest schema, or say where they are.

``./redress up`` and every deployed shape do this by themselves before a service starts; this is
for a restored backup, a store of one's own, or a look before a release.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from ops import running
from ops.deployables import DEPLOYABLES, Deployable
from shared.store.engine import Store
from shared.store.migrations import current_revision, head_revision, upgrade

NAMES = click.Choice([one.service for one in DEPLOYABLES])


@dataclass(frozen=True, slots=True)
class Target:
    """One store: whose, and its address."""

    one: Deployable
    url: str

    @property
    def package(self) -> str:
        """The package that holds its migrations: all feeds share one."""
        return self.one.image

    def revisions(self) -> tuple[str | None, str | None]:
        """Where it is, and the newest there is."""
        store = Store.open(self.url, service=f"{self.one.service}-look")
        try:
            return current_revision(store), head_revision(self.package)
        finally:
            store.close()


def _address(
    _ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    if wrong := [name for name, _, url in pairs if not url]:
        raise click.BadParameter(f"{wrong[0]}: SERVICE=URL is wanted")
    return {name: url for name, _, url in pairs}


@click.command("migrate")
@click.argument("services", nargs=-1, type=NAMES)
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".redress"),
    show_default=True,
    help="Where the SQLite files lie.",
)
@click.option(
    "--url", "urls", multiple=True, callback=_address, help="SERVICE=URL of another store."
)
@click.option("--check", "only_look", is_flag=True, help="Change nothing; exit 1 if one is behind.")
def migrate_command(
    services: tuple[str, ...], data_dir: Path, urls: dict[str, str], *, only_look: bool
) -> None:
    """Bring stores to the newest schema: those of SERVICES, else every one that is there."""
    targets = list(_targets(services, data_dir, urls))
    if not targets:
        sys.exit(f"redress: no store in {data_dir}")
    local = [one for one in targets if one.one.service not in urls]
    if local and not only_look and running.owned(data_dir):
        sys.exit(f"redress: a system runs in {data_dir}; stop it first (./redress down)")
    behind = [one for one in targets if not _done(one, only_look=only_look)]
    sys.exit(1 if behind else 0)


def _targets(services: tuple[str, ...], data_dir: Path, urls: dict[str, str]) -> Iterator[Target]:
    if unknown := set(urls) - {one.service for one in DEPLOYABLES}:
        raise click.BadParameter(f"no service is named {min(unknown)}")
    for one in DEPLOYABLES:
        wanted = not services or one.service in services
        file = data_dir.absolute() / f"{one.service}.sqlite"
        if url := urls.get(one.service):
            yield Target(one, url)
        elif wanted and not (urls and not services) and (file.exists() or services):
            yield Target(one, f"sqlite:///{file}")


def _done(target: Target, *, only_look: bool) -> bool:
    """Migrate, or look; say what came of it. Whether the store is at the newest schema."""
    name = target.one.service
    try:
        before, newest = target.revisions()
        if before != newest and not only_look:
            upgrade(target.url, target.package)
    except SQLAlchemyError as away:
        click.echo(f"{name}: cannot be read ({type(away).__name__})", err=True)
        return False
    if before == newest:
        click.echo(f"{name}: at {newest}")
    elif only_look:
        click.echo(f"{name}: at {before or 'nothing'}, newest is {newest}")
    else:
        click.echo(f"{name}: {before or 'nothing'} -> {newest}")
    return before == newest or not only_look
