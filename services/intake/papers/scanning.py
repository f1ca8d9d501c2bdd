"""Looking for malware: the port, and its adapters for clamd and for any command.

``INTAKE_SCANNER`` chooses. ``clamd:HOST:PORT`` and ``clamd:/path/of/socket`` send the file by
clamd's INSTREAM; ``command:PROGRAM ARGUMENTS`` gives it to a program as its input, which ends with 0
for clean and 1 for found. Everything else that happens is a scanner that is away: nothing was
looked at, and nothing may be opened.
"""

from __future__ import annotations

import re
import shlex
import socket
import struct
from dataclasses import dataclass
from typing import Protocol

from services.intake.papers.apart import DidNotEndError, run_apart

WITHIN_S = 6.0
_PIECE = 65_536
_LONGEST_ANSWER = 4_096
_FOUND = re.compile(rb"stream: (.{1,200}) FOUND")
_TOLD = re.compile(rb"[^\n]{1,200}")


class ScannerAwayError(Exception):
    """The scanner did not look at the file, or did not say what it saw."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a scanner found, in its own words; None: nothing."""

    reason: str | None = None


class Scanner(Protocol):
    """Whatever looks for malware."""

    def scan(self, content: bytes) -> Found:
        """Return what was found. Raises ``ScannerAwayError``."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """ClamAV's daemon, at a TCP address or a local socket."""

    address: tuple[str, int] | str

    def scan(self, content: bytes) -> Found:
        """Send a file in pieces and read the verdict (INSTREAM of clamd(8))."""
        try:
            with self._connected() as line:
                line.sendall(b"zINSTREAM\0")
                for at in range(0, len(content), _PIECE):
                    piece = content[at : at + _PIECE]
                    line.sendall(struct.pack("!L", len(piece)) + piece)
                line.sendall(struct.pack("!L", 0))
                return _verdict(_answer(line))
        except OSError as fault:
            raise ScannerAwayError from fault

    def _connected(self) -> socket.socket:
        if isinstance(self.address, str):
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(WITHIN_S)
            try:
                line.connect(self.address)
            except OSError:
                line.close()
                raise
            return line
        return socket.create_connection(self.address, timeout=WITHIN_S)


def _answer(line: socket.socket) -> bytes:
    told = b""
    while not told.endswith(b"\0") and len(told) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        told += piece
    return told.rstrip(b"\0\n")


def _verdict(told: bytes) -> Found:
    if told == b"stream: OK":
        return Found()
    if found := _FOUND.fullmatch(told):
        return Found(_in_words(found[1]))
    raise ScannerAwayError(_in_words(told[:100]))


@dataclass(frozen=True, slots=True)
class Command:
    """A program that is given a file as its input, and its exit code."""

    words: tuple[str, ...]

    def scan(self, content: bytes) -> Found:
        """Run the program without anything of our environment."""
        try:
            environment = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
            ended = run_apart(self.words, content, within_s=WITHIN_S, environment=environment)
        except DidNotEndError as fault:
            raise ScannerAwayError from fault
        if ended.code not in (0, 1):
            raise ScannerAwayError(f"exit code {ended.code}")
        if ended.code == 0:
            return Found()
        said = _TOLD.search(ended.output.strip())
        return Found(_in_words(said[0]) if said else "found")


def _in_words(told: bytes) -> str:
    return "".join(one for one in told.decode(errors="replace") if one.isprintable())


def scanner_of(setting: str) -> Scanner | None:
    """Return the scanner that a setting names; None for none. Raises ``ValueError``."""
    kind, _, rest = setting.partition(":")
    if not setting:
        return None
    if kind == "clamd" and rest.startswith("/"):
        return Clamd(rest)
    host, _, port = rest.rpartition(":")
    if kind == "clamd" and host and port.isdigit():
        return Clamd((host.strip("[]"), int(port)))
    if kind == "command" and (words := shlex.split(rest)):
        return Command(tuple(words))
    raise ValueError("a scanner is clamd:HOST:PORT, clamd:/SOCKET or command:PROGRAM")
