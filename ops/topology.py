"""``./redress topology``: the broker as it is described; and a running one held against that."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ops.deployables import AGENCIES
from ops.servers.choice import running_broker
from ops.servers.processes import StartFailed
from shared.messaging.definitions import definitions
from shared.messaging.topology import Topology, build

Described = Mapping[str, Any]
Named = dict[tuple[str, ...], dict[str, Any]]

# By which fields a thing is the same thing. Everything else of it must then agree.
IDENTITY = {
    "vhosts": ("name",),
    "users": ("name",),
    "permissions": ("vhost", "user"),
    "topic_permissions": ("vhost", "user", "exchange"),
    "exchanges": ("vhost", "name"),
    "queues": ("vhost", "name"),
    "bindings": ("vhost", "source", "destination", "routing_key"),
    "policies": ("vhost", "name"),
    "parameters": ("vhost", "component", "name"),
}
SECRET = {"password_hash", "hashing_algorithm"}
# What rabbitmqctl leaves out of an export where it has this value.
LEFT_OUT = {"internal": False}


@click.group("topology")
def topology_command() -> None:
    """The broker as it is described; and a running one held against that."""


@topology_command.command("show")
def show_command() -> None:
    """Print virtual hosts, queues with their bindings, and who may do what."""
    click.echo("\n".join(_told(build(AGENCIES))))


@topology_command.command("export")
@click.option(
    "--passwords",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON file of passwords by user; without it no user is exported.",
)
def export_command(passwords: Path | None) -> None:
    """Print RabbitMQ's definitions JSON; of a password only its salted hash."""
    known = json.loads(passwords.read_text()) if passwords else {}
    click.echo(json.dumps(definitions(known, build(AGENCIES)), indent=1, sort_keys=True))


@topology_command.command("check")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".redress"),
    show_default=True,
    help="Whose running broker to ask.",
)
@click.option(
    "--exported",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Instead: what `rabbitmqctl export_definitions` wrote on any broker.",
)
def check_command(data_dir: Path, exported: Path | None) -> None:
    """Say where a broker differs from its description; exits 1 if it does."""
    found = json.loads(exported.read_text()) if exported else _asked(data_dir)
    users = dict.fromkeys(build(AGENCIES).users, "unused")
    faults = list(differences(definitions(users, build(AGENCIES)), found))
    for fault in faults:
        click.echo(fault)
    click.echo(f"{len(faults)} differences", err=True)
    sys.exit(1 if faults else 0)


def differences(described: Described, found: Described) -> Iterator[str]:
    """Say what is missing on a broker, what is there beyond the description, and what differs."""
    for kind, identity in IDENTITY.items():
        wanted, there = _named(described, kind, identity), _named(found, kind, identity)
        for name in sorted(wanted.keys() - there.keys()):
            yield f"missing: {kind} {' '.join(name)}"
        for name in sorted(there.keys() - wanted.keys()):
            yield f"not described: {kind} {' '.join(name)}"
        for name in sorted(wanted.keys() & there.keys()):
            for field, value in wanted[name].items():
                if there[name].get(field) != value:
                    yield (
                        f"differs: {kind} {' '.join(name)}: {field} is {there[name].get(field)!r}, "
                        f"described as {value!r}"
                    )


def _named(text: Described, kind: str, identity: tuple[str, ...]) -> Named:
    things = (_plain(kind, thing) for thing in text.get(kind, ()) if not _of_the_broker(thing))
    return {tuple(str(thing.pop(field)) for field in identity): thing for thing in things}


def _plain(kind: str, thing: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in thing.items() if name not in SECRET}
    if kind == "exchanges":
        kept = {**LEFT_OUT, **kept}
    # A virtual host carries what the broker adds to it, which differs between versions.
    return {"name": kept["name"]} if kind == "vhosts" else kept


def _of_the_broker(thing: Mapping[str, Any]) -> bool:
    """Whether RabbitMQ made it by itself, or for a caller that waits for an answer."""
    names = [str(thing.get(field, "")) for field in ("name", "destination")]
    return any(name.startswith(("amq.", "rpc.reply-")) for name in names)


def _asked(data_dir: Path) -> Described:
    try:
        said = running_broker(data_dir / "broker").ctl("export_definitions", "-")
    except (StartFailed, RuntimeError) as away:
        raise click.ClickException(str(away)) from away
    found: Described = json.loads(said[said.index("{") :])
    return found


def _told(topology: Topology) -> Iterator[str]:
    for vhost in topology.vhosts:
        yield f"{vhost}"
        for exchange in topology.exchanges:
            if exchange.vhost == vhost:
                yield f"  exchange {exchange.name} ({exchange.type})"
        for queue in topology.queues:
            if queue.vhost == vhost:
                yield f"  queue {queue.name} ({dict(queue.arguments).get('x-queue-type')})"
                yield from (
                    f"    from {binding.source} by {binding.routing_key}"
                    for binding in topology.bindings
                    if (binding.vhost, binding.queue) == (vhost, queue.name)
                )
        for permission in topology.permissions:
            if permission.vhost == vhost:
                yield f"  user {permission.user}: write {permission.write} read {permission.read}"
