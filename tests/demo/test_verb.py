"""What the verb says and how it ends."""

import fcntl

import pytest
from click.testing import CliRunner

from ops.demo import verb
from ops.demo.play import MARK, Demo, DemoFailed, Played, write_report

REPORT = {"from_on": "2019-04-01", "tables": [], "reconciliations": [], "html": "<p>97</p>"}


class Nobody:
    """A world in which nothing happened."""

    def studies(self):
        return []


class PlayedDemo:
    """A demo that comes to a given end at once."""

    problems = ()

    def __init__(self, data_dir, say):
        self.system = type("System", (), {"site": "http://site.example.org"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def play(self):
        return Played(Nobody(), REPORT, self.problems)


@pytest.fixture
def ended(monkeypatch, tmp_path):
    def run(*problems):
        demo = type("Ended", (PlayedDemo,), {"problems": problems})
        monkeypatch.setattr(verb, "Demo", demo)
        monkeypatch.setattr(verb, "ensure_broker", lambda: None)
        return CliRunner().invoke(verb.demo_command, ["--data-dir", str(tmp_path)])

    return run


def test_it_ends_well_only_when_everything_matches(ended):
    well, badly = ended(), ended("referrals: stated 97, counted 96")

    assert (well.exit_code, badly.exit_code) == (0, 1)
    assert "every outcome and stated figure matches" in well.output
    assert "does not match: referrals: stated 97, counted 96" in badly.output
    assert "every outcome and stated figure matches" not in badly.output


def test_the_report_is_written_as_data_and_as_the_page_that_came(tmp_path):
    told, page = write_report(REPORT, tmp_path / "out")

    assert page.read_text() == "<p>97</p>"
    assert '"from_on": "2019-04-01"' in told.read_text()
    assert "<p>" not in told.read_text()


def test_a_directory_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "kept").write_text("not a demo")

    with pytest.raises(DemoFailed, match="holds something else"):
        Demo(tmp_path, print).__enter__()
    assert (tmp_path / "kept").read_text() == "not a demo"


@pytest.mark.slow
def test_a_demo_that_runs_is_not_disturbed(tmp_path):
    (tmp_path / MARK).touch()
    with (tmp_path / "owner.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(DemoFailed, match="is running"):
            Demo(tmp_path, print).__enter__()
    assert (tmp_path / MARK).exists()
