"""The table of verbs: every row leads to a command, and help costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from ops.cli import VERBS, Verb, main


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_row_leads_to_a_command_that_explains_itself(verb: Verb) -> None:
    told = CliRunner().invoke(main, [verb.name, "--help"])
    assert told.exit_code == 0, told.output
    assert f"{verb.name} " in told.output
    assert (verb.load().help or "").strip()


def test_help_lists_every_verb_below_its_group() -> None:
    told = CliRunner().invoke(main, ["--help"]).output
    assert [word for word in told.split() if word in {f"{v.group}:" for v in VERBS}] == [
        f"{group}:" for group in dict.fromkeys(verb.group for verb in VERBS)
    ]
    for verb in VERBS:
        assert f"  {verb.name}" in told


def test_no_two_verbs_share_a_name() -> None:
    assert len({verb.name for verb in VERBS}) == len(VERBS)


def test_help_imports_no_verb() -> None:
    script = (
        "import sys; from ops.cli import main; main(['--help'], standalone_mode=False);"
        "print([m for m in sys.modules if m.startswith(('shared', 'services', 'sqlalchemy'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("[]")


def test_an_unknown_verb_is_refused_with_its_name() -> None:
    told = CliRunner().invoke(main, ["conjure"])
    assert told.exit_code == 2
    assert "conjure" in told.output
