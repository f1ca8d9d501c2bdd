"""``./redress policy``: look for flaws in the eligibility criteria, and replay them over the past."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click
import yaml
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from ops.policy_replay import Replayed, replay
from services.screening.domain.answers import size
from services.screening.domain.eligibility import Policy
from services.screening.domain.policy_check import flaws
from services.screening.store.policies import (
    NotAPolicy,
    policy_of,
    shipped_policies,
    written_in,
)
from shared.store.engine import Store

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
_FAULTS_NAMED = 20


@click.group("policy")
def policy_command() -> None:
    """The criteria of eligibility: flaws in a version, and what it would have decided."""


def read(path: Path) -> Policy:
    """Return the version in a file; what cannot be read ends the command in plain words."""
    try:
        return policy_of(written_in(path))
    except ValidationError as wrong:
        faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in wrong.errors()]
    except NotAPolicy as wrong:
        faults = [f"{fault.field}: {fault.code}" for fault in wrong.faults]
    except yaml.YAMLError as wrong:
        faults = [str(wrong)]
    raise click.ClickException("\n  ".join([f"{path} is no policy:", *faults[:_FAULTS_NAMED]]))


@policy_command.command("check")
@click.argument("files", nargs=-1, type=FILE)
def check_command(files: tuple[Path, ...]) -> None:
    """Find rules that no facts reach, rules that contradict, and gaps; exit 1 if there are any.

    In FILES, else in every version that is shipped. All facts are gone through: what is not
    found is not there.
    """
    found = 0
    for policy in [read(path) for path in files] or shipped_policies():
        findings = flaws(policy)
        states = sum(size(topic) for topic in policy.topics)
        click.echo(f"{policy.version}: {len(policy.topics)} topics, {states} states of knowledge, "
                   f"{len(findings) or 'no'} flaws")  # fmt: skip
        for finding in findings:
            click.echo(f"  {finding}")
        found += len(findings)
    sys.exit(1 if found else 0)


@policy_command.command("replay")
@click.option("--policy", "file", required=True, type=FILE, help="The version to try.")
@click.option("--from", "from_", required=True, type=DAY, help="First day of receipt.")
@click.option("--to", required=True, type=DAY, help="Last day of receipt.")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".redress"),
    show_default=True,
    help="Where the SQLite files lie.",
)
@click.option("--url", help="Another store of screening, by its address.")
@click.option("--list", "listed", is_flag=True, help="Each referral that would differ, too.")
def replay_command(
    file: Path, from_: datetime, to: datetime, data_dir: Path, url: str | None, *, listed: bool
) -> None:
    """Decide past referrals by another version, and say how many would differ, by rule.

    Nothing is changed: the store is only read.
    """
    policy = read(file)
    address = url or _local(data_dir)
    try:
        store = Store.open(address, service="screening-replay")
        try:
            found = replay(store, policy, from_.date(), to.date())
        finally:
            store.close()
    except SQLAlchemyError as away:
        raise click.ClickException("the store of screening cannot be read") from away
    _tell(found, policy, from_.date(), to.date())
    if listed:
        for one in found.different:
            click.echo(f"{one.referral_id}  {one.was} -> {one.would_be}  {', '.join(one.rules)}")
        for one in found.restricted:
            click.echo(f"{one.referral_id}  {one.was} as before  {', '.join(one.restrictions)}")


def _local(data_dir: Path) -> str:
    path = data_dir / "screening.sqlite"
    if not path.exists():
        raise click.ClickException(f"no store of screening in {data_dir}")
    return f"sqlite:///{path}"


def _tell(found: Replayed, policy: Policy, from_: date, to: date) -> None:
    click.echo(
        f"{found.looked_at} referrals received from {from_} to {to}, by {policy.version}: "
        f"{len(found.different)} would be decided otherwise"
    )
    if found.exceptions:
        click.echo(f"  {found.exceptions} stand by a manager's exception: compared without it")
    if found.by_their_own:
        click.echo(
            f"  {found.by_their_own} more are judged by a version of their pathway: left out"
        )
    for (was, would_be), count in found.by_decision.most_common():
        click.echo(f"  {count:7}  {was} -> {would_be}")
    click.echo("by rule, of those that would differ:")
    for rule, count in sorted(found.by_rule.items(), key=lambda pair: (-pair[1], pair[0])):
        click.echo(f"  {count:7}  {rule}")
    if found.restricted:
        click.echo(
            f"{len(found.restricted)} more would be decided as they were, with other restrictions:"
        )
    for (was, restrictions), count in found.by_restriction.most_common():
        click.echo(f"  {count:7}  {was}: {', '.join(restrictions)}")
