"""Typed pages: one typeface, one size, nothing but the words; the same words give the same bytes.

reportlab sets the type and pypdf writes the file anew without anything about its making: no title,
author, producer, date or id. The typeface (Noto Sans, of a locked package) has Latin letters as most
of the world writes them, Greek and Cyrillic; what it lacks is refused, never dropped.
"""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from importlib.resources import files

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from shared.kernel.errors import Refused

_FACE = "Noto Sans"
_PACKAGE, _FILE = "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"
_JOINED_UP = ("DEVANAGARI", "VEDIC")
"""Scripts that the file holds, whose letters change by what stands beside them: set singly they mislead."""
_SIZE = 11
_LEADING = 16
_MARGIN = 25 * mm
_WIDTH, _HEIGHT = A4
_ALIKE = str.maketrans(
    {"\u00a0": " ", "\u2011": "-", "\u00ad": "", "\t": "    ", "\r": "", "\u200b": ""}
)


def typed(text: str) -> bytes:
    """Return the words as a PDF of A4 pages, numbered at the foot where there are several.

    Raises ``Refused`` (``letters-not-in-typeface``, with the ``scripts``) when a character has no shape
    in the typeface, or would be broken by being set singly.
    """
    words = unicodedata.normalize("NFC", text).translate(_ALIKE)
    _require_shapes(words)
    lines = [line for paragraph in words.split("\n") for line in _wrapped(paragraph)]
    fitting = int((_HEIGHT - 2 * _MARGIN) // _LEADING)
    pages = [lines[at : at + fitting] for at in range(0, len(lines), fitting)]
    return _bare(_set(pages))


def _set(pages: list[list[str]]) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1, pageCompression=1, initialFontName=_face())
    for number, page in enumerate(pages, 1):
        canvas.setFont(_face(), _SIZE)
        for row, line in enumerate(page):
            canvas.drawString(_MARGIN, _HEIGHT - _MARGIN - (row + 1) * _LEADING, line)
        if len(pages) > 1:
            canvas.drawCentredString(_WIDTH / 2, _MARGIN / 2, f"{number} / {len(pages)}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _bare(pdf: bytes) -> bytes:
    """Write the pages into a new file that tells nothing of its making."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        writer.add_page(page)
    writer.metadata = None
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@lru_cache(maxsize=1)
def _font() -> TTFont:
    font = TTFont(_FACE, io.BytesIO(files(_PACKAGE).joinpath(_FILE).read_bytes()))
    pdfmetrics.registerFont(font)
    return font


def _face() -> str:
    _font()
    return _FACE


def _require_shapes(text: str) -> None:
    shapes = _font().face.charToGlyph
    missing = {c for c in text if c != "\n" and (ord(c) not in shapes or _is_joined_up(c))}
    if missing:
        scripts = ",".join(sorted({_script(c) for c in missing}))
        raise Refused("letters-not-in-typeface", count=len(missing), scripts=scripts)


def _script(character: str) -> str:
    """Return the script of a character, as far as its name tells: never the character itself."""
    return unicodedata.name(character, "unnamed").split()[0].lower()


def _is_joined_up(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_JOINED_UP)


def _wrapped(paragraph: str) -> list[str]:
    lines, line = [], ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if _wide(longer) <= _WIDTH - 2 * _MARGIN:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word)
        lines += full
    return [*lines, line]


def _broken(word: str) -> list[str]:
    """Break a word that is longer than a line."""
    parts = [""]
    for character in word:
        if parts[-1] and _wide(parts[-1] + character) > _WIDTH - 2 * _MARGIN:
            parts.append("")
        parts[-1] += character
    return parts


def _wide(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, _face(), _SIZE))
