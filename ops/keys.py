"""``./redress keys``: make services' keys, replace a key-encryption key, say how old each is.

Never prints a secret: names, ages and counts only.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from ops.deployables import DEPLOYABLES
from shared.kernel.errors import RedressError
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.store.rotation import rotate_kek

NAMES = click.Choice([one.service for one in DEPLOYABLES])
DAY_S = 86_400.0
data_dir_option = click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".redress"),
    show_default=True,
    help="Where keys and stores are kept.",
)


@click.group("keys")
def keys_command() -> None:
    """Make services' keys, replace a key-encryption key, list ages. Prints no secret."""


@keys_command.command("create")
@click.argument("services", nargs=-1, type=NAMES)
@data_dir_option
def create_command(services: tuple[str, ...], data_dir: Path) -> None:
    """Make what is missing of the keys of SERVICES (all, unless named); keep what is there."""
    folder = data_dir / "keys"
    for name in services or [one.service for one in DEPLOYABLES]:
        before = {path for path, _ in _files(folder / name)}
        create_service_keys(folder / name, folder / "public", name)
        made = sorted(path.name for path, _ in _files(folder / name) if path not in before)
        click.echo(f"{name}: {'made ' + ', '.join(made) if made else 'all there'}")


@keys_command.command("rotate")
@click.argument("service", type=NAMES)
@data_dir_option
@click.option("--url", help="The store, where it is not the SQLite file of the data directory.")
def rotate_command(service: str, data_dir: Path, url: str | None) -> None:
    """Put a new key-encryption key of SERVICE in force, and destroy the older ones.

    The service may run meanwhile on PostgreSQL; a SQLite store has one process, so stop it
    first. Copies of the store made before can no longer be read with the ring as it is then.
    """
    _refuse_while_running(data_dir, url)
    folder = data_dir / "keys"
    try:
        keys = ServiceKeys.load(folder / service, folder / "public", service)
        before = keys.keyring.ids()
        store = Store.open(url or _file(data_dir, service), service=f"{service}-keys")
        try:
            wrapped = rotate_kek(store, keys.keyring)
        finally:
            store.close()
    except RedressError as refused:
        raise click.ClickException(str(refused)) from refused
    except SQLAlchemyError as away:
        raise click.ClickException(f"the store of {service} cannot be read") from away
    gone = before - keys.keyring.ids()
    click.echo(f"{service}: {wrapped} case keys wrapped anew, {len(gone)} older keys destroyed")


@keys_command.command("list")
@data_dir_option
def list_command(data_dir: Path) -> None:
    """Say which keys there are, and how many days old."""
    folder = data_dir / "keys"
    found = [one.service for one in DEPLOYABLES if (folder / one.service).is_dir()]
    if not found:
        sys.exit(f"redress: no keys in {folder}")
    for name in found:
        for path, age_s in _files(folder / name):
            click.echo(f"{name:24} {path.name:18} {age_s / DAY_S:6.0f} days")


def _files(folder: Path) -> Iterator[tuple[Path, float]]:
    now = time.time()
    for path in sorted(folder.glob("*")):
        if path.suffix in {".key", ".json"}:
            yield path, max(0.0, now - path.stat().st_mtime)


def _file(data_dir: Path, service: str) -> str:
    path = data_dir.absolute() / f"{service}.sqlite"
    if not path.exists():
        raise click.ClickException(f"there is no store {path}")
    return f"sqlite:///{path}"


def _refuse_while_running(data_dir: Path, url: str | None) -> None:
    from ops import running

    if url is None and running.owned(data_dir):
        raise click.ClickException(f"a system runs in {data_dir}; stop it first (./redress down)")
