"""Tables that leave as files: CSV and XLSX, in which nothing that somebody typed is ever a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

import xlsxwriter

Row = Sequence[str]
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SIGNS, _BREAKS = ("=", "+", "-", "@"), ("\t", "\r", "\n")
"""A cell that begins so is worked out by a spreadsheet that opens the file (OWASP, CSV injection)."""
_UNSEEN = ("C", "Z")
"""Kinds of characters that nobody sees: what controls, joins or orders, and spaces of every width."""


def safe(text: str) -> str:
    """Return a cell's text so that every spreadsheet shows it and none works it out."""
    breaks = text.lstrip(" ").startswith(_BREAKS)
    return f"'{text}" if breaks or _seen_first(text) in _SIGNS else text


def _seen_first(text: str) -> str:
    """Return the first character that is seen, a full-width or small form as the plain sign it is."""
    for character in text:
        if not unicodedata.category(character).startswith(_UNSEEN):
            return unicodedata.normalize("NFKC", character)
    return ""


def as_csv(heads: Row, rows: Iterable[Row]) -> bytes:
    """Return a table as CSV (RFC 4180), with the mark by which Excel knows it to be UTF-8."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_xlsx(heads: Row, rows: Iterable[Row]) -> bytes:
    """Return a table as a workbook whose cells are text, whatever stands in them."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})

    sheet = book.add_worksheet()
    for number, row in enumerate([heads, *rows]):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return written.getvalue()
