"""A service or feed that dies where it is told: ``python -m tests.faults.process KIND NAME…``.

The same code as in production runs under it. Whoever tests arms a failpoint by making the file
``<data>/armed/<process>/<point>``; the process takes the file away and kills itself there.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

ARMED = "armed"


def folder_of(data_dir: Path, process: str) -> Path:
    """Return where a process looks for the failpoints at which it is to die."""
    return data_dir / ARMED / process


class Doom:
    """Kills this process at the failpoint whose file it can take away."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = str(folder)

    def __call__(self, point: str) -> None:
        path = f"{self._folder}/{point}"
        if not os.path.exists(path):  # noqa: PTH110 - at every failpoint: no object for it
            return
        try:
            os.unlink(path)  # noqa: PTH108 - as above
        except FileNotFoundError:
            return
        os.kill(os.getpid(), signal.SIGKILL)


def main(kind: str, names: list[str]) -> int:
    """Run what was named until a signal asks to stop, or until it is killed."""
    from shared.messaging import failpoints

    data_dir = Path(os.environ["REDRESS_DATA_DIR"])
    if kind == "feeds":
        from services.feeds.__main__ import run as run_feeds

        failpoints.install(Doom(folder_of(data_dir, f"feeds-{names[0]}")))
        return run_feeds(names)
    from shared.messaging import process

    process.patch()
    failpoints.install(Doom(folder_of(data_dir, names[0])))
    return process.run(names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
