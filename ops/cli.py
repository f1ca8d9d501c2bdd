"""The verbs of ``./redress``: one row each. A verb's module is imported when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import click


@dataclass(frozen=True, slots=True)
class Verb:
    """A command of ``./redress``, known by one sentence until it is used."""

    name: str
    group: str
    module: str
    attribute: str
    sentence: str

    def load(self) -> click.Command:
        """Import the verb's own module and return its command."""
        command = getattr(import_module(self.module), self.attribute)
        assert isinstance(command, click.Command)
        return command


RUN = "Run"
OPERATE = "Operate"
DEVELOP = "Develop"
DEPLOY = "Deploy"

VERBS = (
    Verb("up", RUN, "ops.up", "up_command", "Start the system here, until Ctrl-C."),
    Verb("down", RUN, "ops.down", "down_command", "Stop what runs here, with time to finish."),
    Verb("status", RUN, "ops.status", "status_command", "What is ready, and what waits where."),
    Verb("demo", RUN, "ops.demo.verb", "demo_command", "Play a year, and hold its report to account."),
    Verb("publish", RUN, "ops.publish", "publish_command", "Publish a FILE as an agency does."),
    Verb("feed", OPERATE, "ops.feed", "feed_command", "Partner agencies: agreements, files, the log."),
    Verb("policy", OPERATE, "ops.policy", "policy_command", "Criteria: find flaws, replay the past."),
    Verb("dead", OPERATE, "ops.dead", "dead_command", "Parked messages: list, replay, discard."),
    Verb("daily", OPERATE, "ops.daily", "daily_command", "What is done once a day: erasing, checks."),
    Verb("migrate", OPERATE, "ops.migrate", "migrate_command", "Bring stores to the newest schema."),
    Verb("keys", OPERATE, "ops.keys", "keys_command", "Services' keys: create, rotate, list ages."),
    Verb("let-in", OPERATE, "ops.let_in", "let_in_command", "A way back into an account, told once."),
    Verb("topology", OPERATE, "ops.topology", "topology_command", "The broker as described; check one."),
    Verb("test", DEVELOP, "ops.testing", "test_command", "Every check and test, or a PATH's."),
    Verb("check", DEVELOP, "ops.checks", "check_command", "Format, types, imports, contracts."),
    Verb("faults", DEVELOP, "ops.faults", "faults_command", "Break everything under load; the ledger."),
    Verb("soak", DEVELOP, "ops.faults", "soak_command", "The same for long, at random."),
    Verb("relay", DEVELOP, "ops.relay", "relay_command", "10,000 random histories of what passes."),
    Verb("journeys", DEVELOP, "ops.journeys", "journeys_command", "Screens by pointer, keyboard, no scripts."),
    Verb("requirements", DEVELOP, "ops.requirements", "requirements_command", "What tests carry, what is left."),
    Verb("contracts", DEVELOP, "ops.contracts", "contracts_command", "Write messages' documents."),
    Verb("api", DEVELOP, "ops.api", "api_command", "Hold the API to its document, at random."),
    Verb("bench", DEVELOP, "bench.command", "bench_command", "Speed and memory beside rivals'."),
    Verb("manifests", DEPLOY, "ops.deploy_commands", "manifests_command", "Hold manifests to schemas."),
    Verb("secrets", DEPLOY, "ops.deploy_commands", "secrets_command", "Make an installation's secrets."),
)  # fmt: skip


class Verbs(click.Group):
    """The root: lists its verbs by what a person is doing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs' names, as the table has them."""
        return [verb.name for verb in VERBS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb's command, or none where no verb has this name."""
        return next((verb.load() for verb in VERBS if verb.name == cmd_name), None)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one block for each group, without importing what it lists."""
        for group in dict.fromkeys(verb.group for verb in VERBS):
            with formatter.section(group):
                formatter.write_dl([(v.name, v.sentence) for v in VERBS if v.group == group])


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Redress: the case system of a restorative justice service."""
