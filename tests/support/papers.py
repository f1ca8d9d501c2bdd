"""Invented papers as they come: letters as text, photographs, PDFs; and a scanner to look at them."""

from __future__ import annotations

import base64
import io
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from reportlab.pdfgen.canvas import Canvas

LETTER = b"An invented letter, received by post."


def eicar() -> bytes:
    """The test string that every scanner finds, put together here so that it lies in no file."""
    parts = ("X5O!P%@AP[4", "PZX54(P^)7CC)7}", "$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!", "$H+H*")
    return ("\\".join(parts[:2]) + "".join(parts[2:])).encode()


def in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def a_photograph(name: str = "JPEG") -> bytes:
    """A picture that tells where it was taken, by whom, and which way up it is."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "Alphaexample"
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    more: dict[str, Any] = {"comment": b"Betaexample"} if name == "JPEG" else {}
    Image.new("RGB", (60, 40), "white").save(made, name, exif=exif, **more)
    return made.getvalue() + b"Gammaexample, behind the end of the picture"


def a_pdf(*, password: str = "") -> bytes:
    """A filled form with its author, a script and an attachment."""
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.setAuthor("Alphaexample")
    canvas.drawString(100, 700, "Invented words")
    canvas.acroForm.textfield(name="who", value="Filledexample", x=50, y=500)
    canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.getvalue())))
    writer.add_attachment("attached.txt", b"Betaexample")
    writer.add_open_action(JavaScript("app.alert('Gammaexample')"))
    if password:
        writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@dataclass
class PretendedClamd:
    """Speaks clamd's INSTREAM at a socket, and finds the test string of every scanner."""

    setting: str
    looked_at: list[bytes] = field(default_factory=list)
    answer: bytes = b""
    """What it says whatever it is sent; empty: its honest verdict."""


@contextmanager
def a_clamd(path: str = "") -> Iterator[PretendedClamd]:
    """Run one, at a free TCP port or at a local socket, until the block ends."""
    if path:
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(path)
        setting = f"clamd:{path}"
    else:
        listening = socket.create_server(("127.0.0.1", 0))
        setting = f"clamd:127.0.0.1:{listening.getsockname()[1]}"
    listening.listen()
    clamd = PretendedClamd(setting)
    thread = threading.Thread(target=_serve, args=(listening, clamd), daemon=True)
    thread.start()
    try:
        yield clamd
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(10)


def _serve(listening: socket.socket, clamd: PretendedClamd) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        with line, line.makefile("rb") as said:
            content = _streamed(said)
            clamd.looked_at.append(content)
            honest = b"stream: OK\0" if eicar() not in content else _FOUND
            line.sendall(clamd.answer or honest)


_FOUND = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"


def _streamed(said: Any) -> bytes:
    assert said.read(10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!L", said.read(4))[0]:
        content += said.read(length)
    return content
