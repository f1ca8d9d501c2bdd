"""``./redress let-in USERNAME``: a way back into an account whose owner lost password or phone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from services.gateway.let_back_in import said
from services.gateway.settings import GatewaySettings
from shared.kernel.errors import NotFound


@click.command("let-in")
@click.argument("username")
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".redress"),
    show_default=True,
    help="Where `up` keeps its stores; it may be running.",
)
def let_in_command(*, username: str, data_dir: Path) -> None:
    """Unlock an account, ask it for no code, and tell its new password once."""
    if not (data_dir / "gateway.sqlite").exists():
        sys.exit(f"redress: no installation in {data_dir}; name it with --data-dir")
    environ = {"REDRESS_DATA_DIR": str(data_dir), "GATEWAY_BROKER_URL": "amqp://127.0.0.1/none"}
    try:
        click.echo(said(GatewaySettings.load("gateway", environ=environ), username))
    except NotFound:
        sys.exit(f"redress: there is no account {username!r}; nothing was changed")
