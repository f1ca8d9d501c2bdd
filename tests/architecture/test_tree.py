"""What the tree may not hold, and what it must say."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def test_no_file_names_a_package_index_or_a_home_folder():
    hosts = "|".join(("py" + "pi", "python" + "hosted", "npm" + "js"))
    forbidden = re.compile(rf"({hosts})\.(org|com)|/(home|Users)/\w+/|/r" + r"oot/")
    guilty = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in tracked_files()
        if (found := forbidden.search(path.read_text(errors="ignore")))
    ]

    assert guilty == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_locked_package_is_pinned_with_its_hashes(lock):
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    packages = [entry for entry in entries if not entry.startswith("#")]

    assert packages
    assert [entry for entry in packages if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_a_package_has_one_version_over_all_locks():
    versions = {}
    for lock in LOCKS:
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(), re.MULTILINE):
            versions.setdefault(name, set()).add(version)

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_licence_is_named_where_people_look():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["license"] == "Apache-2.0"
    assert "Apache-2.0" in (ROOT / "README.md").read_text()
    assert "Apache License" in (ROOT / "LICENSE").read_text()


def test_every_rule_that_ruff_leaves_out_has_a_reason():
    text = (ROOT / "pyproject.toml").read_text()
    listed = text.split("\nignore = [", 1)[1].split("\n]", 1)[0].strip().splitlines()

    assert len(listed) > 10
    assert [line for line in listed if not re.search(r'",\s+# \S.{4,}', line)] == []


@pytest.mark.parametrize(
    "room",
    sorted(
        path.parent.name
        for door in ("service.py", "app.py")
        for path in (ROOT / "services").glob(f"*/{door}")
    ),
)
def test_every_service_that_starts_has_a_readme(room):
    assert (ROOT / "services" / room / "README.md").exists()
