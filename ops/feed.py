"""``./redress feed``: agreements, forms and files of partner agencies. Nothing needs to run for it.

What looks into a feed's own store (held messages, the disclosure log) is in ``ops.feed_desk``.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError
from yaml import YAMLError

from ops.feed_desk import account_command, disclose_command, quarantine_command, told_command
from ops.feed_new import new_command
from services.feeds.agreement import FOLDER, Agreement, load
from services.feeds.book import feeds, load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.channels.records import FileUnreadable
from services.feeds.checking import Checked, check_file
from shared.kernel.clock import SystemClock

ON = click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="As if it were this day.")


@click.group("feed")
def feed_command() -> None:
    """Agreements with partner agencies, their forms, and what they send."""


@feed_command.command("list")
@ON
def list_command(day: datetime | None) -> None:
    """Every agreement: does it let anything pass, why, and until when."""
    today = _day(day)
    for path in sorted(FOLDER.glob("*.yaml")):
        click.echo(_line(load(path.stem), today))


@feed_command.command("agreements")
@click.argument("folder", type=click.Path(exists=True, path_type=Path), default=FOLDER)
def agreements_command(folder: Path) -> None:
    """Check every agreement file of FOLDER, and say what is wrong with each."""
    wrong = [line for path in sorted(folder.glob("*.yaml")) for line in _problems(path)]
    for line in wrong:
        click.echo(line)
    if wrong:
        raise SystemExit(1)
    click.echo(f"{len(list(folder.glob('*.yaml')))} agreements, nothing wrong")


@feed_command.command("check")
@click.option("--agency", help="Whose form it is; without it, the form's own fields say so.")
@ON
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_command(file: Path, agency: str | None, day: datetime | None) -> None:
    """Say everything that is wrong with FILE (JSON, JSON lines, CSV, PDF, Word), sending nothing."""
    try:
        bad = count = 0
        for checked in check_file(file, agency, _day(day)):
            count += 1
            bad += bool(checked.faults)
            _tell(checked)
    except FileUnreadable as fault:
        raise click.ClickException(str(fault)) from None
    except FileNotFoundError as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"{count} {'record' if count == 1 else 'records'}, {bad} with faults")
    if bad or not count:
        raise SystemExit(1)


@feed_command.command("form")
@click.option("--agency", required=True, help="Whose form.")
@click.option("--sample", is_flag=True, help="Filled in with the agency's good sample.")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def form_command(agency: str, out: Path, *, sample: bool) -> None:
    """Write the agency's form to OUT: .csv (its header), .docx or .pdf (its fields)."""
    from ops.feed_forms import flat, names, write

    if agency not in feeds():
        raise click.ClickException(f"no feed is named {agency}; there are {', '.join(feeds())}")
    book = load_book(agency)
    fields = dict.fromkeys(names(dialect_of(book).Referral), "")
    if sample:
        fields |= flat(json.loads((book.main.samples / "referral.json").read_text()))
    try:
        write(out, fields)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"{out}: {len(fields)} fields")


@feed_command.command("schema")
@click.option("--agency", required=True, type=click.Choice(feeds()), help="Whose form.")
@click.option("--answer", is_flag=True, help="The form for answers to our requests.")
def schema_command(agency: str, *, answer: bool) -> None:
    """Print the JSON Schema of the agency's form."""
    from ops.partner_document import answer_schema, form_schema

    schema = answer_schema(agency) if answer else form_schema(agency)
    if schema is None:
        raise click.ClickException(f"{agency} is asked nothing, so it has no form for answers")
    click.echo(json.dumps(schema, indent=2))


def _day(given: datetime | None) -> date:
    return given.date() if given else SystemClock().today()


def _line(agreement: Agreement, today: date) -> str:
    standing = agreement.standing_on(today)
    last = agreement.ends_on(today)
    passes = "passes " if standing.allowed else "refused"
    why = f"interim: {standing.interim}" if standing.interim else standing.reason
    until = f"  until {last} ({(last - today).days} days)" if last else ""
    carried = agreement.feed or "by hand"
    return f"{agreement.id:26} {passes} {standing.status or '-':14} {carried:15} {why}{until}"


def _problems(path: Path) -> list[str]:
    try:
        load(path.stem, path.parent)
    except ValidationError as error:
        return [f"{path.name}: {_where(part)}: {part['msg']}" for part in error.errors()]
    except (ValueError, YAMLError) as error:
        return [f"{path.name}: {str(error).splitlines()[0]}"]
    return []


def _where(part: Any) -> str:
    return ".".join(str(step) for step in part["loc"]) or "the agreement"


def _tell(checked: Checked) -> None:
    if not checked.faults:
        note = f", not kept: {', '.join(checked.not_kept)}" if checked.not_kept else ""
        click.echo(f"record {checked.record}: good, under {checked.agreement}{note}")
        return
    click.echo(f"record {checked.record}:")
    for line in checked.sentences:
        click.echo(f"  {line}")


for _command in (new_command, quarantine_command, told_command, account_command, disclose_command):
    feed_command.add_command(_command)
