"""docs/security.md: every requirement of ASVS 4.0.3, level 2, once, with tests that are there."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "security.md"
LEVEL_2 = """
1.1:1-7 1.2:1-4 1.4:1,4-5 1.5:1-4 1.6:1-4 1.7:1-2 1.8:1-2 1.9:1-2 1.10:1 1.11:1-2 1.12:2
1.14:1-6 2.1:1-12 2.2:1-3 2.3:1-3 2.4:1-5 2.5:1-7 2.6:1-3 2.7:1-6 2.8:1-7 2.9:1-3 2.10:1-4
3.1:1 3.2:1-4 3.3:1-4 3.4:1-5 3.5:1-3 3.7:1 4.1:1-3,5 4.2:1-2 4.3:1-3 5.1:1-5 5.2:1-8
5.3:1-10 5.4:1-3 5.5:1-4 6.1:1-3 6.2:1-6 6.3:1-2 6.4:1-2 7.1:1-4 7.2:1-2 7.3:1,3-4 7.4:1-3
8.1:1-4 8.2:1-3 8.3:1-8 9.1:1-3 9.2:1-4 10.2:1-2 10.3:1-3 11.1:1-8 12.1:1-3 12.2:1 12.3:1-6
12.4:1-2 12.5:1-2 12.6:1 13.1:1,3-5 13.2:1-3,5-6 13.3:1-2 13.4:1-2 14.1:1-4 14.2:1-6
14.3:2-3 14.4:1-7 14.5:1-4
"""
"""The standard's numbers of levels 1 and 2, without those that it deleted: section:from-to."""
STATES = ("met", "part", "no", "n/a")


def numbers():
    for word in LEVEL_2.split():
        section, _, places = word.partition(":")
        for place in places.split(","):
            first, _, last = place.partition("-")
            for number in range(int(first), int(last or first) + 1):
                yield f"{section}.{number}"


@pytest.fixture(scope="module")
def rows():
    lines = LIST.read_text().splitlines()
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line[:1] == "|"]
    return [row for row in cells if re.fullmatch(r"\d+\.\d+\.\d+", row[0])]


def test_every_number_of_level_2_stands_there_once_and_in_its_order(rows):
    assert [row[0] for row in rows] == list(numbers())


def test_every_line_says_how_it_stands_and_why(rows):
    assert [row for row in rows if len(row) != 5 or row[2] not in STATES or not row[3]] == []


def test_what_is_met_is_shown_by_a_test_or_needs_none(rows):
    shown = {row[0] for row in rows if row[2] == "met" and row[4] == "–"}

    assert shown == {"1.10.1", "5.4.1"}, "git and the language hold these"


def test_every_test_file_that_is_named_is_there(rows):
    there = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    named = {name for row in rows for name in re.findall(r"`(test_\w+)`", row[4])}

    assert named - there == set()
    assert [row for row in rows if re.sub(r"`test_\w+`|, ", "", row[4]) not in ("", "–")] == []


def test_the_figures_at_its_head_are_those_of_the_list(rows):
    stands = Counter(row[2] for row in rows)
    told = re.search(
        r"Of (\d+): (\d+) met, (\d+) in part, (\d+) not, (\d+) not applicable", LIST.read_text()
    )

    assert told is not None
    assert [int(one) for one in told.groups()] == [len(rows), *(stands[one] for one in STATES)]
