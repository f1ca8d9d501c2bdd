"""``./redress contracts``: write schemas, examples and documents; refuse a breaking change."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import yaml

from ops import client_maker, partner_document
from services.gateway import description, matrix
from shared.contracts import examples, schemas
from shared.contracts.registry import catalogue

ROOT = Path(__file__).resolve().parent.parent
ASYNCAPI = ROOT / "docs" / "asyncapi.yaml"
EVENTS_PAGE = ROOT / "docs" / "events.md"
CLIENT = ROOT / "ops" / "client" / "generated.py"
ACCESS_PAGE = ROOT / "docs" / "access.md"
PARTNERS = ROOT / "docs" / "partners-asyncapi.yaml"


class BreakingChangeError(Exception):
    """A published schema would change in a way that breaks its consumers."""


def rendered() -> dict[Path, str]:
    """Return every generated file with its text as it should stand."""
    files = {schemas.SCHEMAS / name: _text(body) for name, body in schemas.all_schemas().items()}
    for kind, model in schemas.message_models().items():
        files[examples.EXAMPLES / f"{kind}.json"] = _text(examples.example(model))
    files[ASYNCAPI] = yaml.safe_dump(schemas.asyncapi(), sort_keys=False, width=100)
    files[EVENTS_PAGE] = events_page()
    files[CLIENT] = client_maker.client(description.document())
    files[ACCESS_PAGE] = matrix.document()
    files[PARTNERS] = partner_document.text()
    return files


def _text(body: object) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def breaks() -> list[str]:
    """Return every way in which the classes break what was published."""
    now = schemas.all_schemas()
    found: list[str] = []
    for name, old in schemas.written().items():
        if name not in now:
            found.append(f"{name}: published, and gone")
        else:
            found += [f"{name}{change}" for change in schemas.breaking_changes(old, now[name])]
    return found


def stale() -> list[Path]:
    """Return the generated files that are not up to date, and those nobody generates any more."""
    wanted = rendered()
    behind = [path for path, text in wanted.items() if not _stands(path, text)]
    orphans = [
        path
        for folder in (schemas.SCHEMAS, examples.EXAMPLES)
        for path in folder.rglob("*.json")
        if path not in wanted
    ]
    return sorted(behind + orphans)


def _stands(path: Path, text: str) -> bool:
    return path.exists() and path.read_text() == text


def write(*, allow_breaking: bool = False) -> list[Path]:
    """Bring every generated file up to date and return those that changed.

    Raises ``BreakingChangeError`` naming each change that would break a consumer.
    """
    broken = breaks()
    if broken and not allow_breaking:
        raise BreakingChangeError("\n".join(broken))
    wanted = rendered()
    changed = stale()
    for path in changed:
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path])
        else:
            path.unlink()
    return changed


def events_page() -> str:
    """Return docs/events.md: every message in one table."""
    lines = [
        "# Messages on the bus",
        "",
        "Made by `./redress contracts` from `shared/contracts/catalogue.yaml`. Events carry ids,",
        "codes, dates and counts only; commands are sealed for their receiver.",
        "",
        "| type | what it says | said by | heard by |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{e.type}` | {e.description} | {e.producer} | {', '.join(e.consumers) or '(nobody yet)'} |"
        for e in catalogue().values()
    ]
    return "\n".join(lines) + "\n"


@click.command("contracts")
@click.option("--check", "only_check", is_flag=True, help="Say what is stale; write nothing.")
def contracts_command(*, only_check: bool) -> None:
    """Write schemas, examples and documents of the messages; refuse a breaking change."""
    if only_check:
        found = [*map(str, stale()), *breaks()]
        for line in found:
            click.echo(line, err=True)
        sys.exit(1 if found else 0)
    try:
        changed = write()
    except BreakingChangeError as broken:
        click.echo(f"These changes break consumers; make a new version instead:\n{broken}")
        sys.exit(1)
    for path in changed:
        click.echo(f"wrote {path.relative_to(ROOT)}")
