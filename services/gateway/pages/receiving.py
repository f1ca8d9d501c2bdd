"""Reading a posted form. A file in it is kept in memory alone, and no more of it than may be.

What people send lies in no temporary file in clear. Of a file that is too large the rest is read and
thrown away, so that the form's other fields arrive and nobody fills them in twice.
"""

from __future__ import annotations

from contextlib import aclosing

from fastapi import Request
from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser

from services.gateway.pages.forms import Posted, SentFile
from shared.contracts.intake.documents import LARGEST

_MOST_FIELDS = 200


class _InMemory(MultiPartParser):
    """Starlette's parser, for one file that never goes to disk and is kept one byte past its limit.

    Which part is a file is read from its headers as they pass, as the parser itself reads it.
    """

    spool_max_size = 2 * LARGEST
    _kept = 0
    _name = _value = b""
    _is_file = False

    def on_part_begin(self) -> None:
        """Begin a part, which is a field until its headers say otherwise."""
        super().on_part_begin()
        self._is_file = False

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        """Take some of a header's name."""
        super().on_header_field(data, start, end)
        self._name += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        """Take some of a header's value."""
        super().on_header_value(data, start, end)
        self._value += data[start:end]

    def on_header_end(self) -> None:
        """Look whether the header gives the part a file's name."""
        super().on_header_end()
        if self._name.lower() == b"content-disposition":
            self._is_file = b"filename" in parse_options_header(self._value)[1]
        self._name = self._value = b""

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Take data of a field, or as much of a file as there is still room for."""
        if self._is_file:
            end = min(end, start + LARGEST + 1 - self._kept)
            self._kept += end - start
        super().on_part_data(data, start, end)


async def posted_in(request: Request) -> Posted:
    """Return what a form carried. A body that is none of a form is one without fields."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        return Posted((await request.form()).multi_items())
    try:
        async with aclosing(request.stream()) as stream:
            parser = _InMemory(request.headers, stream, max_files=1, max_fields=_MOST_FIELDS)
            form = await parser.parse()
    except MultiPartException as wrong:
        raise HTTPException(400, wrong.message) from None
    try:
        return Posted(form.multi_items(), await _files_of(form.multi_items()))
    finally:
        await form.close()


async def _files_of(items: list[tuple[str, UploadFile | str]]) -> dict[str, SentFile]:
    """Return the files that were chosen: a browser sends an empty one without a name for none."""
    return {
        name: SentFile(sent.filename or "", await sent.read())
        for name, sent in items
        if isinstance(sent, UploadFile) and (sent.filename or sent.size)
    }
