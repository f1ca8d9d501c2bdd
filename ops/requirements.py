"""``./redress requirements``: which tests carry each requirement, and which are left, and why.

The list is docs/requirements.yaml; a test carries a code by
``@pytest.mark.requirement("INT-03")``. Tests are read, not run.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import yaml

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "requirements.yaml"
TESTS = ROOT / "tests"


@dataclass(slots=True)
class Requirement:
    """One code: what it means, the tests that carry it, or why none does."""

    code: str
    means: str
    left: str | None = None
    tests: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class State:
    """Every requirement in the order of the list, and what does not hold together."""

    groups: dict[str, str]
    requirements: dict[str, Requirement]
    problems: tuple[str, ...]


def state(listed: Path = LIST, tests: Path = TESTS) -> State:
    """Read the list and the tests and hold them to each other."""
    raw: dict[str, Any] = yaml.safe_load(listed.read_text(encoding="utf-8"))
    groups = {code: said for code, said in raw.items() if "-" not in code}
    found = {code: _requirement(code, said) for code, said in raw.items() if "-" in code}
    problems = [f"{code}: its group is not named" for code in found if _group(code) not in groups]
    for code, names in carried(tests).items():
        if code in found:
            found[code].tests = names
        else:
            problems += [f"{code}: unknown, carried by {name}" for name in names]
    problems += [problem for one in found.values() if (problem := _problem(one))]
    return State(groups, found, tuple(problems))


def carried(tests: Path = TESTS) -> dict[str, list[str]]:
    """Return the codes that tests carry, each with its tests by path and name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(tests.rglob("test_*.py")):
        for name, code in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            found[code].append(f"{path.relative_to(tests.parent).as_posix()}::{name}")
    return dict(found)


def _requirement(code: str, said: Any) -> Requirement:
    if isinstance(said, str):
        return Requirement(code, said)
    return Requirement(code, said["means"], said.get("left"))


def _group(code: str) -> str:
    return code.split("-", maxsplit=1)[0]


def _problem(one: Requirement) -> str | None:
    if one.tests and one.left:
        return f"{one.code}: has tests, and says that it is left"
    if not one.tests and not one.left:
        return f"{one.code}: no test carries it, and nothing says why"
    return None


def _marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for decorator in node.decorator_list:
                for code in _codes(decorator):
                    yield node.name, code


def _codes(decorator: ast.expr) -> Iterator[str]:
    """Yield the codes of ``@pytest.mark.requirement(...)``, also inside ``parametrize``."""
    for node in ast.walk(decorator):
        match node:
            case ast.Call(func=ast.Attribute(attr="requirement"), args=args):
                for arg in args:
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
                        yield arg.value


def _lines(one: Requirement, *, tests: bool) -> Iterator[str]:
    mark = "left" if one.left else f"{len(one.tests):>4}"
    yield f"  {one.code:<7} {mark}  {one.means}"
    if one.left:
        yield f"                {one.left}"
    if tests:
        yield from (f"                {name}" for name in one.tests)


@click.command("requirements")
@click.argument("codes", nargs=-1)
@click.option("--left", "only_left", is_flag=True, help="Only those that no test carries.")
@click.option("--check", "only_check", is_flag=True, help="Only what does not hold together.")
def requirements_command(codes: tuple[str, ...], *, only_left: bool, only_check: bool) -> None:
    """List each requirement with its tests, and those left with the reason.

    CODES are codes (INT-03) or groups (INT); named ones are shown with their tests.
    """
    now = state()
    if not only_check:
        _show(now, codes, only_left=only_left)
    for problem in now.problems:
        click.echo(problem, err=True)
    sys.exit(1 if now.problems else 0)


def _show(now: State, codes: tuple[str, ...], *, only_left: bool) -> None:
    for group, title in now.groups.items():
        chosen = [
            one
            for one in now.requirements.values()
            if _group(one.code) == group
            and (not codes or one.code in codes or group in codes)
            and (not only_left or one.left)
        ]
        if chosen:
            click.echo(f"{title} ({group})")
        for one in chosen:
            click.echo("\n".join(_lines(one, tests=bool(codes))))
    held = sum(bool(one.tests) for one in now.requirements.values())
    left = sum(bool(one.left) for one in now.requirements.values())
    click.echo(f"{len(now.requirements)} requirements: {held} carried by tests, {left} left.")
