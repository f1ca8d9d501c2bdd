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
@click.option("--broker", help="A broker outside the cluster, HOST or HOST:PORT, by TLS.")
@click.option("--database", help="A PostgreSQL outside the cluster, HOST or HOST:PORT, by TLS.")
def secrets_command(
    shape: str | None, into: Path | None, broker: str | None, database: str | None
) -> None:
    """Make an installation's passwords and broker definitions; keep those that exist."""
    if shape is None:
        raise click.UsageError("--compose or --kubernetes")
    if shape == "compose" and (broker or database):
        raise click.UsageError("--broker and --database are for --kubernetes")
    folder = into or ROOT / ".redress" / shape
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if shape == "compose":
        written = secrets.write_compose(folder, secrets.topology_definitions)
    else:
        hosts = secrets.outside(broker, database)
        written = secrets.write_kubernetes(folder, secrets.topology_definitions, hosts)
    for path in written:
        click.echo(path)
