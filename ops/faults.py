"""``./redress faults`` and ``./redress soak``: the real system broken under load, and its ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ops.servers.rabbitmq import Install

if TYPE_CHECKING:
    from tests.faults.campaign import Campaign, Outcome, Plan


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that both verbs have."""
    stores = click.Choice(["sqlite", "postgresql"])
    file = click.Path(path_type=Path, dir_okay=False)
    for option in (
        click.option("--store", type=stores, default="sqlite", show_default=True),
        click.option("--seed", default=1, show_default=True, help="Chooses the victims."),
        click.option("--json", "json_file", type=file, help="Write every figure to FILE."),
        click.option("--rabbitmq-sbin", help="Folder of the RabbitMQ scripts to run with."),
        click.option("--rabbitmq-chroot", help="A whole tree that holds the RabbitMQ."),
        click.option("--keep", is_flag=True, help="Leave stores and logs, and say where."),
    ):
        command = option(command)
    return command


@click.command("faults")
@click.option("--referrals", default=2000, show_default=True, help="How many are published.")
@click.option("--rounds", default=1, show_default=True, help="How often all faults are injected.")
@_common
def faults_command(referrals: int, rounds: int, **options: Any) -> None:
    """Publish referrals as agencies do while everything is broken; print the ledger.

    Exits 0 only if nothing was lost, doubled, ghost, zombie or unexpected.
    """
    _carry_out(lambda campaign: campaign.run(), options, referrals=referrals, rounds=rounds)


@click.command("soak")
@click.option("--minutes", default=60.0, show_default=True, help="How long faults go on.")
@click.option("--rate", default=3.0, show_default=True, help="Referrals per second.")
@_common
def soak_command(minutes: float, rate: float, **options: Any) -> None:
    """A steady load for long, with a fault at random every few seconds; print the ledger."""
    _carry_out(lambda campaign: campaign.soak(minutes * 60, rate), options)


def _carry_out(
    work: Callable[[Campaign], Outcome], options: dict[str, Any], **of_plan: Any
) -> None:
    from tests.faults.campaign import Campaign, Plan, run_folder

    install = Install.find(sbin=options["rabbitmq_sbin"], root=options["rabbitmq_chroot"])
    plan = Plan(store=options["store"], seed=options["seed"], install=install, **of_plan)
    with run_folder(install, keep=options["keep"]) as folder:
        if options["keep"]:
            click.echo(f"stores and logs: {folder}")
        with Campaign(plan, folder, say=click.echo) as campaign:
            outcome = work(campaign)
    _tell(plan, outcome, options["json_file"])


def _tell(plan: Plan, outcome: Outcome, json_file: Path | None) -> None:
    click.echo(f"store {plan.store}, seed {plan.seed}")
    click.echo(outcome.table())
    if json_file is not None:
        json_file.write_text(json.dumps(outcome.as_json(), indent=2))
    sys.exit(0 if outcome.good else 1)
