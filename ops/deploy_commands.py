"""The verbs of the deployed shapes: ``./redress manifests`` and ``./redress secrets``."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import yaml

from ops import manifests, secrets

ROOT = Path(__file__).resolve().parent.parent


@click.command("manifests")
@click.option(
    "--overlay", type=click.Choice(manifests.OVERLAYS), help="Print this overlay, rendered."
)
def manifests_command(overlay: str | None) -> None:
    """Render the Kubernetes and compose files and hold them to their schemas, offline."""
    if overlay:
        click.echo(yaml.safe_dump_all(manifests.render(overlay), sort_keys=False))
        return
    done, faults = manifests.check()
    for sentence in done:
        click.echo(sentence)
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(1 if faults else 0)


@click.command("secrets")
@click.option("--compose", "shape", flag_value="compose", help="For docker compose up.")
@click.option("--kubernetes", "shape", flag_value="kubernetes", help="One file for kubectl apply.")
@click.option("--into", type=click.Path(path_type=Path), help="Folder; default .redress/SHAPE.")
def secrets_command(shape: str | None, into: Path | None) -> None:
    """Make an installation's passwords and broker definitions; keep those that exist."""
    if shape is None:
        raise click.UsageError("--compose or --kubernetes")
    write = secrets.write_compose if shape == "compose" else secrets.write_kubernetes
    folder = into or ROOT / ".redress" / shape
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for path in write(folder, secrets.topology_definitions):
        click.echo(path)
