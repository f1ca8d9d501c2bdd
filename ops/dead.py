"""``./redress dead``: the messages that no handler could finish, until a person decides.

Run where the service runs, with its settings in the environment: the same names as the
service's own (``INTAKE_DATABASE_URL``, ``INTAKE_KEYS_DIR`` ...).
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from sqlalchemy.exc import SQLAlchemyError

from ops.deployables import DEPLOYABLES, GATEWAY
from shared.config.settings import ServiceSettings, SettingsError
from shared.kernel.errors import RedressError
from shared.messaging import holding, parking
from shared.messaging.keeping import Keeping
from shared.security.actors import Actor, ActorKind, Role
from shared.security.key_files import ServiceKeys
from shared.store.engine import Store

PREFIXES = {one.service: one.prefix for one in DEPLOYABLES if one.service != GATEWAY}
SERVICES = click.Choice(list(PREFIXES))
SAYS = {
    "parked-message-unknown": "{service} has parked no message with that id: copy one from the first "
    "column of ./redress dead list {service} --all",
    "held-message-unknown": "{service} holds no message with that id: copy one from the first column "
    "of ./redress dead held {service}",
    "parked-message-settled-already": "somebody decided about it before: read who, and why, in "
    "./redress dead show {service} ID",
    "reason-missing": "say why in some more words",
    "earlier-message-not-settled": "an earlier message of the same subject is parked too: decide "
    "about that one first",
    "rpc-request-cannot-be-replayed": "whoever asked this has gone: discard it, and have them ask anew",
}
"""What to do about a refusal, by its code."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One service's store and keys, as the command uses them."""

    service: str
    store: Store
    keys: ServiceKeys
    keeping: Keeping


@contextmanager
def opened(service: str) -> Iterator[Desk]:
    """Open the service's store; what is refused or missing ends the command in plain words."""
    try:
        # The broker's address belongs to the settings, though no parked message needs it here.
        prefix = PREFIXES[service]
        environ = {f"{prefix}_BROKER_URL": "amqp://unused", **os.environ}
        settings = ServiceSettings.load(service, prefix=prefix, environ=environ)
        keys = ServiceKeys.load(settings.keys_dir, settings.public_keys_dir, service)
        store = Store.open(settings.database_url, service=service)
        try:
            yield Desk(service, store, keys, Keeping.of(settings))
        finally:
            store.close()
    except SettingsError as refused:
        raise click.ClickException(str(refused)) from refused
    except RedressError as refused:
        lead_on = SAYS.get(refused.code, "").format(service=service)
        raise click.ClickException(
            f"{lead_on} ({refused})" if lead_on else str(refused)
        ) from refused
    except SQLAlchemyError as away:
        raise click.ClickException(f"the store of {service} cannot be read") from away


def operator(name: str) -> Actor:
    """Who decides about a parked message: a staff account's id, kept in the audit."""
    return Actor(
        id=name,
        kind=ActorKind.STAFF,
        roles=frozenset({Role.SERVICE_MANAGER}),
        organisation=None,
        issuer="command-line",
    )


@click.group("dead")
def dead_command() -> None:
    """Messages that wait for a person: parked ones, and those held behind a missing one."""


@dead_command.command("list")
@click.argument("service", type=SERVICES, required=False)
@click.option("--all", "settled_too", is_flag=True, help="Those decided already, too.")
def list_command(service: str | None, *, settled_too: bool) -> None:
    """A line for each parked message of SERVICE, oldest first; of every service where none is named.

    A service whose store cannot be read here is named with the reason, and the others are listed.
    """
    state = None if settled_too else parking.PARKED
    if service is not None:
        _list(service, state, of="")
        return
    unread = [reason for one in PREFIXES if (reason := _unread(one, state))]
    for reason in unread:
        click.echo(f"not listed: {reason}", err=True)
    if len(unread) == len(PREFIXES):
        raise click.ClickException(
            "no service's store can be read here: run this where they run, with their settings"
        )


def _unread(service: str, state: str | None) -> str:
    """List one service among all; return why it could not be, or nothing."""
    try:
        _list(service, state, of=f"{service}: ")
    except click.ClickException as away:
        return f"{service}: {away.message}"
    return ""


def _list(service: str, state: str | None, *, of: str) -> None:
    with opened(service) as desk, desk.store.reading() as connection:
        found = parking.list_parked(connection, state=state)
    for row in found:
        at = row.parked_at.strftime("%Y-%m-%d %H:%M")
        click.echo(f"{of}{row.id}  {at}  {row.state:9}  {row.type}  {row.reason} x{row.attempts}")
    click.echo(f"{of}{len(found)} messages", err=True)


@dead_command.command("show")
@click.argument("service", type=SERVICES)
@click.argument("message")
def show_command(service: str, message: str) -> None:
    """All that is known of one MESSAGE, but not what it says: that may name a person."""
    with opened(service) as desk, desk.store.reading() as connection:
        row, _ = parking.show(connection, message)
    known = {name: getattr(row, name) for name in row.__dataclass_fields__}
    click.echo(json.dumps(known, indent=2, default=str))


@dead_command.command("replay")
@click.argument("service", type=SERVICES)
@click.argument("message")
@click.option("--by", "name", required=True, help="Your account.")
@click.option("--reason", required=True, help="Why it will go well this time.")
def replay_command(service: str, message: str, *, name: str, reason: str) -> None:
    """Let SERVICE handle MESSAGE again, from its first try."""
    with opened(service) as desk, desk.store.writing() as connection:
        parking.replay(
            connection, message, by=operator(name), reason=reason, audit_key=desk.keys.audit_key
        )
    click.echo(f"{message} will be handled again")


@dead_command.command("discard")
@click.argument("service", type=SERVICES)
@click.argument("message")
@click.option("--by", "name", required=True, help="Your account.")
@click.option("--reason", required=True, help="Why nothing is lost by it.")
def discard_command(service: str, message: str, *, name: str, reason: str) -> None:
    """Give MESSAGE up; later ones of its subject may go on."""
    with opened(service) as desk, desk.store.writing() as connection:
        parking.discard(
            connection, message, by=operator(name), reason=reason, audit_key=desk.keys.audit_key
        )
    click.echo(f"{message} is discarded")


@dead_command.command("held")
@click.argument("service", type=SERVICES)
@click.option("--late", is_flag=True, help="Only those held for longer than they should be.")
def held_command(service: str, *, late: bool) -> None:
    """What SERVICE holds until an earlier message of its subject is here, and which that is.

    Where the earlier one is parked its id stands beside it: replay or discard that one, and what
    waits follows by itself. Where it is nowhere, `release` lets the held one go first.
    """
    with opened(service) as desk, desk.store.reading() as connection:
        found = holding.list_held(
            connection, desk.keys.sealing, desk.keys.name, keeping=desk.keeping
        )
    oldest = time.time() - (desk.keeping.held_late_s if late else 0)
    shown = [row for row in found if row.held_at.timestamp() <= oldest]
    for row in shown:
        at = row.held_at.strftime("%Y-%m-%d %H:%M")
        click.echo(f"{row.message_id}  {at}  {row.type}  {row.subject}  {_waiting(row)}")
    click.echo(f"{len(shown)} messages", err=True)


def _waiting(row: holding.Held) -> str:
    if row.released:
        return "released"
    told = [f"{one} (parked {parked})" if parked else one for one, parked in row.waits_for]
    return f"waits for {', '.join(told)}" if told else "its turn has come"


@dead_command.command("release")
@click.argument("service", type=SERVICES)
@click.argument("message")
@click.option("--by", "name", required=True, help="Your account.")
@click.option("--reason", required=True, help="Why the missing one need not come first.")
def release_command(service: str, message: str, *, name: str, reason: str) -> None:
    """Let the held MESSAGE take effect without what it waits for."""
    with opened(service) as desk, desk.store.writing() as connection:
        holding.release(
            connection, message, by=operator(name), reason=reason, audit_key=desk.keys.audit_key
        )
    click.echo(f"{message} takes effect within seconds")
