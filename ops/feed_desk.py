"""``./redress feed`` verbs that look into a feed's own store: held messages, and who was told what.

Run where the feed runs, with its settings in the environment (``FEED_MPS_DATABASE_URL`` …), or
beside the data folder of ``./redress up``. Every look carries a name and is audited.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import UUID

import click
from sqlalchemy.exc import SQLAlchemyError

from ops.dead import operator
from services.feeds import quarantine
from services.feeds.accounting import problems
from services.feeds.book import feeds
from services.feeds.bootstrap import FeedSettings, feed_of
from services.feeds.disclosing import Order, disclose
from services.feeds.receiving import Feed
from services.feeds.told import Entry, cases_of, export, told
from shared.config.settings import SettingsError
from shared.kernel.errors import InvalidInput, RedressError
from shared.messaging.context import Context
from shared.messaging.runtime import Runtime
from shared.messaging.unit_of_work import UnitOfWork

AGENCY = click.Choice(feeds())
BY = click.option("--by", "name", required=True, help="Your account.")
DATA = click.option(
    "--data-dir", type=click.Path(path_type=Path), help="The folder of ./redress up."
)
REASON = click.option("--reason", required=True, help="Why.")


@contextmanager
def opened(agency: str, data_dir: Path | None = None) -> Iterator[tuple[Runtime, Feed]]:
    """Open a feed's store and keys; what is refused or missing ends the command in plain words."""
    prefix = f"FEED_{agency.upper()}"
    unused = {
        f"{prefix}_BROKER_URL": "amqp://unused",
        f"{prefix}_AGENCY_BROKER_URL": "amqp://unused",
    }
    given = {"REDRESS_DATA_DIR": str(data_dir)} if data_dir else {}
    try:
        environ = {**unused, **os.environ, **given}
        settings = FeedSettings.load(f"feeds-{agency}", prefix=prefix, environ=environ)
        runtime = Runtime.build(settings)
        try:
            yield runtime, feed_of(agency, runtime.keys)
        finally:
            runtime.close()
    except InvalidInput as refused:
        faults = "".join(f"\n  {fault.field}: {fault.code}" for fault in refused.faults)
        raise click.ClickException(f"{refused}{faults}") from refused
    except (SettingsError, RedressError) as refused:
        raise click.ClickException(str(refused)) from refused
    except (SQLAlchemyError, FileNotFoundError) as away:
        raise click.ClickException(f"the store or the keys of {agency} cannot be read") from away


@click.group("quarantine")
def quarantine_command() -> None:
    """Messages refused for their form: list, show, correct, release, discard."""


@quarantine_command.command("list")
@click.argument("agency", type=AGENCY)
@click.option("--all", "settled_too", is_flag=True, help="Those decided already, too.")
@DATA
def list_command(agency: str, data_dir: Path | None, *, settled_too: bool) -> None:
    """A line for each held message of AGENCY, oldest first, with its faults."""
    with opened(agency, data_dir) as (runtime, _), runtime.store.reading() as connection:
        found = quarantine.list_held(connection, settled_too=settled_too)
    for held in found:
        at = held.arrived_at.strftime("%Y-%m-%d %H:%M")
        faults = " ".join(f"{fault.field}={fault.code}" for fault in held.faults)
        mark = " corrected" if held.corrected else ""
        click.echo(f"{held.feed_message_id}  {at}  {held.state}{mark}  {faults}")
    click.echo(f"{len(found)} messages", err=True)


@quarantine_command.command("show")
@click.argument("agency", type=AGENCY)
@click.argument("message", type=UUID)
@BY
@click.option("--purpose", default="correction", help="What for: a code, kept in the audit.")
@DATA
def show_command(
    agency: str, message: UUID, name: str, purpose: str, data_dir: Path | None
) -> None:
    """What the agency wrote, to be corrected: it may name people."""
    with opened(agency, data_dir) as (runtime, feed), _unit(runtime, name) as uow:
        body = quarantine.look(uow, feed, message, purpose=purpose)
    sys.stdout.buffer.write(body + b"\n")


@quarantine_command.command("correct")
@click.argument("agency", type=AGENCY)
@click.argument("message", type=UUID)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@BY
@DATA
def correct_command(
    agency: str, message: UUID, file: Path, name: str, data_dir: Path | None
) -> None:
    """Put the text of FILE in MESSAGE's place; says what is still wrong with it."""
    with opened(agency, data_dir) as (runtime, feed), _unit(runtime, name) as uow:
        faults = quarantine.correct(uow, feed, message, file.read_bytes())
    for fault in faults:
        click.echo(f"  {fault.field}: {fault.code}")
    click.echo("corrected: it may be released" if not faults else "kept, and still at fault")


@quarantine_command.command("release")
@click.argument("agency", type=AGENCY)
@click.argument("message", type=UUID)
@BY
@REASON
@DATA
def release_command(
    agency: str, message: UUID, name: str, reason: str, data_dir: Path | None
) -> None:
    """Hand MESSAGE to intake; the agency gets its receipt."""
    with opened(agency, data_dir) as (runtime, feed), _unit(runtime, name) as uow:
        quarantine.release(uow, feed, message, reason=reason)
    click.echo(f"{message} is on its way to intake")


@quarantine_command.command("discard")
@click.argument("agency", type=AGENCY)
@click.argument("message", type=UUID)
@BY
@REASON
@DATA
def discard_command(
    agency: str, message: UUID, name: str, reason: str, data_dir: Path | None
) -> None:
    """Give MESSAGE up."""
    with opened(agency, data_dir) as (runtime, feed), _unit(runtime, name) as uow:
        quarantine.discard(uow, feed, message, reason=reason)
    click.echo(f"{message} is given up")


@click.command("told")
@click.option("--agency", type=AGENCY, help="One feed's log only; otherwise every feed's.")
@click.option("--person", type=UUID, help="About this person.")
@click.option("--case", "case_id", type=UUID, help="About this case.")
@click.option("--reference", help="About the case of this reference.")
@click.option(
    "--csv", "out", type=click.File("w"), help="Write CSV for the data-protection officer."
)
@BY
@DATA
def told_command(  # noqa: PLR0913, PLR0917  one option for each way to ask
    agency: str | None,
    person: UUID | None,
    case_id: UUID | None,
    reference: str | None,
    out: IO[str] | None,
    name: str,
    data_dir: Path | None,
) -> None:
    """Who was told what about this person or case, and why."""
    found: list[Entry] = []
    asked = (agency,) if agency else feeds()
    cases = {case_id} if case_id else _cases_of(asked, reference, data_dir)
    for feed in asked:
        with opened(feed, data_dir) as (runtime, _), _unit(runtime, name) as uow:
            found += told(uow.connection, case_ids=cases, person_id=person, reference=reference)
            uow.audit("disclosure_log.read", subject=f"case/{case_id or reference or person}")
    found.sort(key=lambda entry: entry.disclosed_at)
    if out is not None:
        click.echo(f"{export(found, out)} entries", err=True)
        return
    for entry in found:
        at = entry.disclosed_at.strftime("%Y-%m-%d %H:%M")
        why = f"{entry.purpose}; {entry.legal_basis}; {entry.agreement} {entry.clause}"
        kept = f"  NOT SENT: {entry.withheld_why}" if entry.withheld_at else ""
        click.echo(f"{at}  {entry.kind:8} {entry.recipient}: {entry.fields}  ({why}){kept}")


def _cases_of(asked: tuple[str, ...], reference: str | None, data_dir: Path | None) -> set[UUID]:
    """Return the cases of a reference: one agency may know a joined case by it, another not."""
    found: set[UUID] = set()
    for feed in asked if reference else ():
        with opened(feed, data_dir) as (runtime, _), runtime.store.reading() as connection:
            found |= cases_of(connection, reference or "")
    return found


@click.command("account")
@click.option("--agency", type=AGENCY, help="One feed only; otherwise every feed.")
@DATA
def account_command(agency: str | None, data_dir: Path | None) -> None:
    """Hold the disclosure log to what left: every message accounted for, no field beyond its clause."""
    wrong = 0
    for name in (agency,) if agency else feeds():
        with opened(name, data_dir) as (runtime, feed), runtime.store.reading() as connection:
            found = list(problems(connection, feed.book))
            count = sum(1 for _ in told(connection))
        wrong += len(found)
        for line in found:
            click.echo(f"{name}: {line}")
        click.echo(f"{name}: {count} disclosures, {len(found)} at fault")
    if wrong:
        raise SystemExit(1)


@click.command("disclose")
@click.argument("agency", type=AGENCY)
@click.option("--agreement", required=True, help="Under which: idva, hmpps_vlo, mps_crimint …")
@click.option("--kind", required=True, help="What: idva, vcs, crimint, update.")
@click.option("--case", "case_id", type=UUID, required=True)
@click.option("--person", type=UUID, required=True)
@click.option("--note", help="In your own words, if the clause allows a note.")
@click.option("--mode", help="The form of the process, if the clause names it.")
@BY
@DATA
def disclose_command(  # noqa: PLR0913, PLR0917  an order has these parts
    agency: str,
    agreement: str,
    kind: str,
    case_id: UUID,
    person: UUID,
    note: str | None,
    mode: str | None,
    name: str,
    data_dir: Path | None,
) -> None:
    """Tell an agency about a person, with that person's consent; prints what goes by hand."""
    order = Order(agreement, kind, case_id, person, note, mode)
    with opened(agency, data_dir) as (runtime, feed):
        found = disclose(runtime, feed, order, operator(name))
    click.echo(f"{found.disclosure_id}  clause {found.clause}  {', '.join(found.document)}")
    if found.by_hand:
        for field, value in found.document.items():
            click.echo(f"{field}: {value}")


@contextmanager
def _unit(runtime: Runtime, name: str) -> Iterator[UnitOfWork]:
    with runtime.transaction(Context.of_actor(operator(name))) as uow:
        yield uow
