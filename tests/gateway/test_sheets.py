"""Lists that leave as files: what they hold, and that nothing in them is ever worked out."""

import csv
import io
import re
import zipfile

import pytest

from services.gateway.sheets import as_csv, as_xlsx

HEADS = ("Reference", "Stage")
FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', " =1+1"),
    # Full-width and small forms are signs like others where people write Japanese or Chinese; a
    # space that does not break, a mark that joins nothing and a sign of order are not seen at all.
    *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "\ufe661+1", "\ufe621", "\ufe6bA1"),
    *("\u00a0=1+1", "\u2003+1", "\u200b=1+1", "\ufeff=1+1", "\u202e=1+1", "\x00=1", " \t x"),
]


def cells_of(content):
    """Read the workbook as a spreadsheet stores it: inline or shared strings, and formulas."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    return re.findall(r"<t[^>]*>([^<]*)</t>", strings), sheet


def test_csv_is_what_excel_and_everything_else_reads():
    content = as_csv(HEADS, [("RJ-1", 'New, "urgent"'), ("RJ-2", "Łódź")])

    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["Reference", "Stage"],
        ["RJ-1", 'New, "urgent"'],
        ["RJ-2", "Łódź"],
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_as_a_formula(text):
    content = as_csv(HEADS, [(text, "x")])

    (_, row) = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row[0] == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS)
def test_every_cell_of_a_workbook_is_text(text):
    _, sheet = cells_of(as_xlsx(HEADS, [(text, "http://example.org")]))

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert sheet.count('t="s"') == 4


def test_a_workbook_holds_its_rows():
    strings, _ = cells_of(as_xlsx(HEADS, [("RJ-1", "Closed")]))

    assert strings == ["Reference", "Stage", "RJ-1", "Closed"]
