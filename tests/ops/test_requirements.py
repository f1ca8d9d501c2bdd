from pathlib import Path

import pytest
from click.testing import CliRunner

from ops.requirements import carried, requirements_command, state

LISTED = """
ONE: A group
ONE-01: What it means.
ONE-02:
  means: What nobody can hold.
  left: Software cannot.
"""


@pytest.fixture
def tree(tmp_path: Path):
    tests = tmp_path / "tests"
    tests.mkdir()
    listed = tmp_path / "requirements.yaml"
    listed.write_text(LISTED)

    def write(*marks):
        body = "\n\n".join(
            f"@pytest.mark.requirement({mark})\ndef test_number_{n}():\n    pass\n"
            for n, mark in enumerate(marks)
        )
        (tests / "test_some.py").write_text(f"import pytest\n\n\n{body}")
        return state(listed, tests)

    return write


def test_the_list_and_the_tests_of_this_repository_hold_together():
    now = state()

    assert now.problems == ()
    assert len(now.requirements) > 200


def test_a_code_is_listed_with_the_tests_that_carry_it(tree):
    now = tree('"ONE-01"', '"ONE-01"')

    assert now.problems == ()
    assert now.requirements["ONE-01"].tests == [
        "tests/test_some.py::test_number_0",
        "tests/test_some.py::test_number_1",
    ]


@pytest.mark.parametrize(
    ("marks", "problem"),
    [
        (['"ONE-01", "ONE-99"'], "ONE-99: unknown, carried by tests/test_some.py::test_number_0"),
        ([], "ONE-01: no test carries it, and nothing says why"),
        (['"ONE-01"', '"ONE-02"'], "ONE-02: has tests, and says that it is left"),
    ],
)
def test_what_does_not_hold_together_is_named(tree, marks, problem):
    assert tree(*marks).problems == (problem,)


def test_a_code_on_one_example_of_a_test_counts_for_the_test(tmp_path):
    (tmp_path / "tests").mkdir()
    text = (
        "import pytest\n\n"
        '@pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.requirement("ONE-01"))])\n'
        "def test_numbers(n):\n    pass\n"
    )
    (tmp_path / "tests" / "test_some.py").write_text(text)

    assert carried(tmp_path / "tests") == {"ONE-01": ["tests/test_some.py::test_numbers"]}


@pytest.mark.slow
def test_the_verb_tells_what_carries_a_code_and_why_another_is_left():
    shown = CliRunner().invoke(requirements_command, ["INT-12", "GOV"])

    assert shown.exit_code == 0
    assert "test_an_enquiry_is_never_counted_until_it_becomes_a_referral" in shown.output
    assert "GOV-01  left" in shown.output
    assert "INT-13" not in shown.output
