"""The records of a dropped file, one after the other: memory stays flat however long it is.

Each record becomes the bytes of one message, as if it had been published: the same boundary
decides about it. A record that cannot be read stays one record, with its own refusal.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pydantic import BaseModel

from services.feeds.agreement import MAX_BYTES
from services.feeds.channels.flat import nest

UNREADABLE = b"\xff"
SUFFIXES = (".jsonl", ".ndjson", ".csv", ".json", ".pdf", ".docx")


class FileUnreadable(ValueError):
    """The file as a whole cannot be read; the text says what is wrong, never what it holds."""


def records(path: Path, model: type[BaseModel]) -> Iterator[bytes]:
    """Yield each record as the bytes of a message. Raises ``FileUnreadable``."""
    suffix = path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        with path.open("rb") as file:
            yield from _lines(file)
    elif suffix == ".csv":
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            yield from _rows(file, model)
    elif suffix == ".json":
        with path.open("rb") as file:
            yield file.read(MAX_BYTES + 1)
    elif suffix in (".pdf", ".docx"):
        yield _message(_form(path), model)
    else:
        raise FileUnreadable(f"a file ends in one of {', '.join(SUFFIXES)}")


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(MAX_BYTES + 1):
        rest = line
        while not rest.endswith(b"\n") and rest:
            rest = file.readline(MAX_BYTES)  # what is too long is refused by size, not kept
        if line.strip():
            yield line.rstrip(b"\r\n")


def _rows(file: IO[str], model: type[BaseModel]) -> Iterator[bytes]:
    csv.field_size_limit(MAX_BYTES)
    header = file.readline(MAX_BYTES)
    file.seek(0)
    separator = max(",;\t", key=header.count)
    reader = csv.DictReader(file, delimiter=separator, restkey="cells_beyond_the_header")
    try:
        for row in reader:
            yield _message({name: _cell(cell) for name, cell in row.items()}, model)
    except csv.Error:
        raise FileUnreadable(f"line {reader.line_num} is not a line of a table") from None


def _cell(cell: str | list[str] | None) -> str:
    return ";".join(cell) if isinstance(cell, list) else cell or ""


def _message(row: dict[str, str], model: type[BaseModel]) -> bytes:
    body = json.dumps(nest(row, model), ensure_ascii=False)
    try:
        return body.encode()
    except UnicodeEncodeError:  # bytes that are no UTF-8 came through as lone surrogates
        return UNREADABLE


def _form(path: Path) -> dict[str, str]:
    from services.feeds.channels import pdf, word  # noqa: PLC0415 - only forms pay for them

    return pdf.fields(path) if path.suffix.lower() == ".pdf" else word.fields(path)
