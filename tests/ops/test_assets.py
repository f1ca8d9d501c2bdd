"""The pages' styles and scripts: fetched as locked, built when missing, and honest when not."""

import json
import re
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from ops import assets
from ops.assets import SOURCES, ensure_assets, is_built


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "govuk.scss").write_text("// invented")
    return folder


def npm(tmp_path, body):
    command = tmp_path / "npm"
    command.write_text(f"#!/bin/sh\n{body}\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return str(command)


def test_what_is_missing_is_built_once_and_again_when_a_source_changes(sources, tmp_path, capsys):
    built = tmp_path / "built"
    builds = npm(tmp_path, f'echo "$1" >> {tmp_path}/asked; mkdir -p {built}')

    assert ensure_assets(built=built, sources=sources, npm=builds)
    assert ensure_assets(built=built, sources=sources, npm=builds)
    (sources / "govuk.scss").write_text("// changed")
    assert not is_built(built, sources)
    assert ensure_assets(built=built, sources=sources, npm=builds)

    assert (tmp_path / "asked").read_text().split() == ["ci", "run", "ci", "run"]
    assert capsys.readouterr().out.count("building the pages' styles") == 2


def test_of_two_processes_one_builds_and_the_other_waits(sources, tmp_path):
    """On a fresh checkout every test process wants them; one took the other's style sheet away."""
    built = tmp_path / "built"
    builds = npm(tmp_path, f'echo "$1" >> {tmp_path}/asked; sleep 0.1; mkdir -p {built}')

    with ThreadPoolExecutor(3) as pool:
        done = [
            pool.submit(ensure_assets, built=built, sources=sources, npm=builds) for _ in range(3)
        ]

    assert [one.result() for one in done] == [True, True, True]
    assert (tmp_path / "asked").read_text().split() == ["ci", "run"]


def test_without_npm_it_is_said_that_the_pages_work_without_their_design(
    sources, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(assets.shutil, "which", lambda _name: None)

    assert not ensure_assets(built=tmp_path / "built", sources=sources)
    assert "npm is not installed, so the pages work but have no design" in capsys.readouterr().out


def test_a_build_that_fails_gives_its_last_line_and_no_stamp(sources, tmp_path, capsys):
    fails = npm(tmp_path, 'echo "no such package" >&2; exit 1')

    assert not ensure_assets(built=tmp_path / "built", sources=sources, npm=fails)
    assert not is_built(tmp_path / "built", sources)
    assert "no such package" in capsys.readouterr().out


def test_every_package_is_locked_by_hash_and_by_no_address():
    packages = json.loads((SOURCES / "package-lock.json").read_text())["packages"]
    locked = {name: entry for name, entry in packages.items() if name}

    assert {"node_modules/govuk-frontend", "node_modules/axe-core"} <= set(locked)
    assert [name for name, entry in locked.items() if "integrity" not in entry] == []
    assert [name for name, entry in locked.items() if "resolved" in entry] == []


def test_the_wanted_versions_are_exact():
    wanted = json.loads((SOURCES / "package.json").read_text())
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}

    assert [
        name for name, version in versions.items() if not re.fullmatch(r"[\d.]+", version)
    ] == []
