"""Documents that people hand in: their words are taken, all else is left behind and looked through.

A word processor's file carries who wrote it, on whose licence, what was deleted and who commented,
what a picture shows and where a link leads; a PDF its title, author, notes and bookmarks. None of it
is ever kept. What could tell somebody is named, so that a facilitator knows what the file would have
given away.
"""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree as ET

from pypdf.errors import PyPdfError

from services.comms.rendering.documents import Document, LeftBehind
from services.comms.rendering.pdf_file import read_pdf
from services.comms.rendering.word_file import read_docx
from shared.kernel.errors import Fault, InvalidInput

__all__ = ["Document", "LeftBehind", "read_document"]


def read_document(content: bytes) -> Document:
    """Return what a docx, PDF or plain text says. Raises ``InvalidInput`` (``document``)."""
    try:
        if content.startswith(b"%PDF"):
            return read_pdf(content)
        if content.startswith(b"PK"):
            return read_docx(content)
        return Document(content.decode("utf-8-sig"), ())
    except (PyPdfError, zipfile.BadZipFile, ET.ParseError, KeyError, ValueError) as unreadable:
        raise InvalidInput(
            "document-unreadable", (Fault("document", "unreadable"),)
        ) from unreadable
