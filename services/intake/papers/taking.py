"""Taking a file in: what it is, and the file as it is kept."""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import dataclass

from services.intake.papers.apart import DidNotEndError, run_apart
from services.intake.papers.kinds import media_type_of, refused, text_of
from shared.contracts.intake.codes import MediaType
from shared.contracts.intake.documents import LARGEST
from shared.kernel.errors import Unavailable

WITHIN_S = 16.0
WAITING_S = 4.0
_CLEANER = (sys.executable, "-m", "services.intake.papers.cleaning")
_ONE_AT_A_TIME = threading.Lock()
"""A large picture takes a third of what a container may have."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it is kept: what it is, its bytes, and what was left out of it."""

    media_type: MediaType
    content: bytes
    left_out: tuple[str, ...] = ()


def take(content: bytes) -> Taken:
    """Return a file as it is kept.

    Raises ``InvalidInput`` for what is not taken, with why; ``Unavailable`` when others are being
    cleaned for too long.
    """
    kind = media_type_of(content)
    if kind is MediaType.TEXT:
        return Taken(kind, (text_of(content) or "").encode())
    if not _ONE_AT_A_TIME.acquire(timeout=WAITING_S):
        raise Unavailable("busy-with-documents")
    try:
        return _cleaned(kind, content)
    finally:
        _ONE_AT_A_TIME.release()


def _cleaned(kind: MediaType, content: bytes) -> Taken:
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = (*_CLEANER, kind.value)
    try:
        ended = run_apart(command, content, within_s=WITHIN_S, environment=environment)
        head, _, written = ended.output.partition(b"\n")
        told = json.loads(head)
    except (DidNotEndError, ValueError):
        raise refused("file-unreadable") from None
    if "wrong" in told:
        raise refused(told["wrong"])
    if len(written) > LARGEST:
        raise refused("file-too-large")
    return Taken(kind, written, tuple(told["left_out"]))
