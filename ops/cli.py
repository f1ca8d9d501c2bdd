"""The verbs of ``./redress``. Each imports its own work late, so that help is instant."""

from __future__ import annotations

import sys

import click

from ops.deploy_commands import manifests_command, secrets_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Redress: the case system of a restorative justice service."""


@main.command(
    "up",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    short_help="Start the system on this machine, until Ctrl-C.",
)
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def up(*, rest: tuple[str, ...]) -> None:
    """Start the system on this machine, until Ctrl-C."""
    from ops.up import up_command

    up_command.main(args=list(rest), prog_name="redress up")


@main.command("check")
def check_command() -> None:
    """Format, lint, types, import rules, contracts and manifests: all that CI runs first."""
    from ops.checks import run_checks

    sys.exit(0 if run_checks() else 1)


@main.command(
    "test", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}
)
@click.option("--quick", is_flag=True, help="Only what needs no server.")
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def test_command(*, quick: bool, rest: tuple[str, ...]) -> None:
    """Run every check and test, or those of a PATH; anything else is passed to pytest."""
    from ops.testing import run_tests

    sys.exit(run_tests(rest, quick=quick))


@main.command("contracts")
@click.option("--check", "only_check", is_flag=True, help="Say what is stale; write nothing.")
def contracts_command(*, only_check: bool) -> None:
    """Write schemas, examples and documents of the messages; refuse a breaking change."""
    from ops import contracts

    if only_check:
        found = [*map(str, contracts.stale()), *contracts.breaks()]
        for line in found:
            click.echo(line, err=True)
        sys.exit(1 if found else 0)
    try:
        changed = contracts.write()
    except contracts.BreakingChangeError as broken:
        click.echo(f"These changes break consumers; make a new version instead:\n{broken}")
        sys.exit(1)
    for path in changed:
        click.echo(f"wrote {path.relative_to(contracts.ROOT)}")


class _Late(click.Group):
    """A group whose own module is imported when one of its verbs is asked for."""

    def _group(self) -> click.Group:
        from ops.dead import dead_command

        return dead_command

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._group().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self._group().get_command(ctx, cmd_name)


@main.command("publish", add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def publish_command(rest: tuple[str, ...]) -> None:
    """Publish a FILE as an agency does (--agency mps) and show the receipt or every fault."""
    from ops.publish import publish_command as command

    command.main(list(rest), prog_name="redress publish")


main.add_command(_Late("dead", help="List, show, replay or discard parked messages."))
main.add_command(manifests_command)
main.add_command(secrets_command)
