"""Stores at the newest revision, for tests that are not about migrating.

The migrations of a service run once in a process; every further SQLite store is a copy of what they
made, which takes a millisecond instead of a tenth of a second.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from sqlalchemy import make_url

from shared.store.migrations import upgrade


def migrated(url: str, service: str) -> str:
    """Make the store of ``service`` at ``url``, or bring one that is there forward."""
    where = make_url(url)
    path = Path(where.database or "")
    if where.get_backend_name() == "sqlite" and where.database and not path.exists():
        shutil.copyfile(_template(service), path)
    else:
        upgrade(url, service)
    return url


@functools.cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="redress-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def _template(service: str) -> Path:
    path = _folder() / f"{service}.sqlite"
    upgrade(f"sqlite:///{path}", service)
    return path
