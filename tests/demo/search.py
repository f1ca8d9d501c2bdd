"""Looks for people in bytes: as they are, and inside every wrapping that programs put text in."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from ops.demo.people import MARKERS

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}")
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){6,}")
JSON_ESCAPES = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+")
# Everybody of the demo was born before 2000, and nothing else in it is so old; a prison number
# is one of four digits and ZZ.
BIRTHS_AND_NUMBERS = (
    re.compile(rb"19[6-9]\d-[01]\d-[0-3]\d"),
    re.compile(rb"/[01]\d/19[6-9]\d"),
    re.compile(rb"(?<![A-Za-z0-9])A\d{4}ZZ(?![A-Za-z0-9])"),
)
# In tens of megabytes of base64 a few characters come up by chance: so few must stand alone.
FEW = 8


class Search:
    """Finds any of ``words`` (whatever their case), and whatever the patterns tell."""

    def __init__(self, *words: str, patterns: tuple[re.Pattern[bytes], ...] = ()) -> None:
        whole = {word.lower().encode() for word in words}
        whole |= {word.replace(b" ", b"") for word in whole}
        self._words = {word for word in whole if len(word) >= FEW or b" " in word}
        few = b"|".join(re.escape(word) for word in sorted(whole - self._words)) or rb"(?!)"
        self._alone = re.compile(rb"(?<![a-z0-9])(?:" + few + rb")(?![a-z0-9])")
        self._patterns = patterns

    def __call__(self, content: bytes) -> set[bytes]:
        """Return what was found, in clear or wrapped once or twice."""
        found = self._in(content)
        for once in unwrapped(content):
            found |= self._in(once)
            for twice in unwrapped(once):
                found |= self._in(twice)
        return found

    def _in(self, content: bytes) -> set[bytes]:
        lower = content.lower()
        found = {word for word in self._words if word in lower}
        found |= set(self._alone.findall(lower))
        return found | {hit for pattern in self._patterns for hit in pattern.findall(content)}


def people() -> Search:
    """Return the search for anybody, any contact and any free text of the demo."""
    return Search(*MARKERS, patterns=BIRTHS_AND_NUMBERS)


def unwrapped(content: bytes) -> Iterator[bytes]:
    """Yield what ``content`` holds inside UTF-16, base64, hexadecimal, JSON's and URLs' escapes."""
    if b"\0" in content:
        yield content.replace(b"\0", b"")
    runs = BASE64.findall(content)
    for start in range(4):
        decoded = [_base64(run[start:]) for run in runs]
        yield b"\n".join(part for part in decoded if part)
    pairs = HEX.findall(content)
    for start in range(2):
        yield b"\n".join(binascii.unhexlify(_even(run[start:])) for run in pairs)
    if JSON_ESCAPES.search(content):
        yield JSON_ESCAPES.sub(_json, content)
    if b"%" in content:
        yield unquote_to_bytes(content)


def _base64(run: bytes) -> bytes:
    run = run.translate(bytes.maketrans(b"-_", b"+/"))
    return base64.b64decode(run[: len(run) // 4 * 4])


def _even(run: bytes) -> bytes:
    return run[: len(run) // 2 * 2]


def _json(match: re.Match[bytes]) -> bytes:
    return str(json.loads(b'"' + match.group() + b'"')).encode(errors="replace")
