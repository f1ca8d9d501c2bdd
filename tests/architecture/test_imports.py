"""Who may import what: the import-linter contracts hold, and no service escapes them."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WITH_A_LAYOUT_OF_THEIR_OWN = {"services.feeds", "services.gateway"}


def contracts():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return {contract["id"]: contract for contract in settings["contracts"]}


def services():
    return {f"services.{path.parent.name}" for path in (ROOT / "services").glob("*/__init__.py")}


def imported_by(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_every_import_contract_is_kept():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_every_nameko_service_is_layered():
    assert set(contracts()["inwards"]["containers"]) == services() - WITH_A_LAYOUT_OF_THEIR_OWN


def test_nothing_that_ships_imports_ops_or_tests():
    guilty = [
        f"{path.relative_to(ROOT)} imports {name}"
        for room in ("services", "shared")
        for path in (ROOT / room).rglob("*.py")
        for name in imported_by(path)
        if name.split(".")[0] in {"ops", "tests", "bench"}
    ]

    assert guilty == []


def test_no_environment_variable_selects_a_clock():
    """Only the demo has a simulated clock; no setting of a shipped process can reach one."""
    guilty = [
        str(path.relative_to(ROOT))
        for room in ("services", "shared")
        for path in (ROOT / room).rglob("*.py")
        if any(
            "SimulatedClock" in line or "_CLOCK" in line for line in path.read_text().split("\n")
        )
    ]

    assert guilty == []


def test_images_carry_no_tools_of_the_laptop():
    """Locks of the images hold none of the packages that only ops and tests need."""
    only_here = {"pytest", "mypy", "ruff", "playwright", "faststream", "hypothesis", "click"}
    for lock in ("services", "feeds"):
        names = {
            line.split("==")[0]
            for line in (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines()
            if "==" in line and not line.startswith((" ", "#"))
        }

        assert names & only_here == set(), lock
        assert "sqlalchemy" in names, lock
