"""Builds the pages' styles and scripts out of npm packages, where they are missing or outdated.

Nothing of third parties is committed: they are fetched as ``package-lock.json`` pins them. A
machine without npm serves the same pages without their design.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GATEWAY = Path(__file__).resolve().parent.parent / "services" / "gateway"
SOURCES = GATEWAY / "assets"
BUILT = GATEWAY / "static" / "built"
NO_NPM = (
    "redress: npm is not installed, so the pages work but have no design. Install your system's "
    "package for it (on Debian: npm) and call this again."
)


def digest(sources: Path = SOURCES) -> str:
    """Return a digest of everything that the build is made from."""
    found = hashlib.sha256()
    for path in sorted(sources.iterdir()):
        if path.is_file():
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def is_built(built: Path = BUILT, sources: Path = SOURCES) -> bool:
    """Whether the build is there and of these sources."""
    stamp = built / "sources.sha256"
    return stamp.exists() and stamp.read_text() == digest(sources)


def ensure_assets(*, built: Path = BUILT, sources: Path = SOURCES, npm: str | None = None) -> bool:
    """Build what is missing, saying so; False, with a message, where that is not possible.

    Of several processes one builds and the others wait for it.
    """
    if is_built(built, sources):
        return True
    with _alone(built):
        return is_built(built, sources) or _build(built, sources, npm)


@contextmanager
def _alone(built: Path) -> Iterator[None]:
    """Two builds at once would take each other's files away."""
    with built.with_name(f"{built.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(built: Path, sources: Path, npm: str | None) -> bool:
    npm = npm or shutil.which("npm")
    if npm is None:
        print(NO_NPM, flush=True)
        return False
    print("redress: building the pages' styles and scripts (npm, a few seconds) ...", flush=True)
    for words in ((npm, "ci", "--no-progress"), (npm, "run", "--silent", "build")):
        done = subprocess.run(words, cwd=sources, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            print(f"redress: {' '.join(words[1:])} failed ({last}); the pages have no design")
            return False
    (built / "sources.sha256").write_text(digest(sources))
    return True
