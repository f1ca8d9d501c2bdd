"""One turn of the batch bench: ``python -m bench.batch_turn FOLDER ROWS`` prints it as JSON.

Before the file, one of a tenth of its rows at most is dropped: what memory grows beyond that one's
peak is what the length of the file costs.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import func, select

from bench.referrals import bodies
from services.feeds.agreement import Limits
from services.feeds.bootstrap import feed_of
from services.feeds.boundary import admit
from services.feeds.channels.folder import Folder
from services.feeds.channels.records import records
from services.feeds.receiving import Feed
from shared.kernel.ids import SystemIds
from shared.messaging.runtime import Runtime
from shared.messaging.tables import outbox
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.engine import Store
from shared.store.migrations import upgrade
from shared.testing.fakes import FixedClock

AGENCY, DAY = "mps", datetime(2020, 5, 4, 9, tzinfo=UTC)
WARM, CHUNK = 2000, 500


def main(folder: Path, rows: int) -> dict[str, float]:
    """Return what one file took."""
    runtime = _runtime(folder)
    feed = _unlimited(feed_of(AGENCY, runtime.keys), rows)
    place = folder / "drop"
    taking = Folder(place, feed, runtime)
    for name in ("in", "taken", "out"):
        (place / name).mkdir(parents=True)
    warm = min(rows // 10, WARM)
    _drop(place, "warm", warm)
    taking.look()
    before = _peak_mib()
    path = _drop(place, "batch", rows)
    checked = _checked(path, feed, DAY.date())
    began = time.perf_counter()
    taking.look()
    taken = time.perf_counter() - began
    found = {
        "handed_on": float(_handed_on(runtime) - warm),
        "taken_per_s": rows / taken,
        "checked_per_s": rows / checked,
        "peak_mib": _peak_mib(),
        "growth_mib": _peak_mib() - before,
    }
    runtime.close()
    return found


def _runtime(folder: Path) -> Runtime:
    service, keys = f"feeds-{AGENCY}", folder / "keys"
    for name in (service, "intake"):
        create_service_keys(keys / name, keys / "public", name)
    url = f"sqlite:///{folder}/{service}.sqlite"
    upgrade(url, "feeds")
    return Runtime(
        service=service,
        store=Store.open(url, service=service),
        keys=ServiceKeys.load(keys / service, keys / "public", service),
        broker_url="",
        clock=FixedClock(DAY),
        ids=SystemIds(),
    )


def _unlimited(feed: Feed, rows: int) -> Feed:
    limits = Limits(messages_per_minute=rows * 60, burst=rows)
    main = feed.book.main.model_copy(update={"limits": limits})
    return Feed(replace(feed.book, main=main), feed.dialect, feed.keys)


def _drop(place: Path, name: str, rows: int) -> Path:
    part, whole = place / "in" / f"{name}.part", place / "in" / f"{name}.jsonl"
    with part.open("wb") as file:
        for first in range(0, rows, CHUNK):  # never the whole file in memory: its peak is measured
            for _, body in bodies(f"{name}-{first // CHUNK}", min(CHUNK, rows - first)):
                file.write(body + b"\n")
    return part.rename(whole)


def _checked(path: Path, feed: Feed, today: date) -> float:
    """Return the seconds for which the same records are only read, checked and translated."""
    began = time.perf_counter()
    for body in records(path, feed.dialect.Referral):
        admit(json.loads(body), feed.book, feed.dialect, today)
    return time.perf_counter() - began


def _handed_on(runtime: Runtime) -> int:
    query = select(func.count()).where(outbox.c.type == "intake.receive_referral.v1")
    with runtime.store.reading() as connection:
        count: int = connection.execute(query).scalar_one()
    return count


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
