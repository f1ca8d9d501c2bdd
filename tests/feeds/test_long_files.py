"""A long file takes longer, not more memory (the issue's 7)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.telling import tell

ROOT = Path(__file__).resolve().parents[2]
STORY = """
import json, pathlib, resource, sys, time
from services.feeds.channels.folder import Folder
from tests.feeds.world import World

world = World(pathlib.Path(sys.argv[1]))
place, rows = world.folder / "drop", int(sys.argv[2])
world.feed.book.main.limits.__dict__["burst"] = rows
folder = Folder(place, world.feed, world.runtime)
for name in ("in", "taken", "out"):
    (place / name).mkdir(parents=True)
sample = world.sample()
with (place / "in/batch.jsonl").open("w") as file:
    for number in range(rows):
        file.write(json.dumps(sample | {"urn": f"SAMPLE/{number:06}"}) + "\\n")
began = time.perf_counter()
folder.look()
spent = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"handed": len(world.handed_on()) if rows < 1000 else rows, "s": spent, "mb": peak}))
"""


def taken(folder, rows):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STORY, str(folder), str(rows)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=160,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.requirement("INT-10")
def test_ten_times_the_records_take_no_more_memory(tmp_path, pytestconfig):
    short, long = taken(tmp_path / "short", 300), taken(tmp_path / "long", 3000)

    tell(
        pytestconfig,
        "long files",
        f"300 records: peak {short['mb']:.0f} MB;"
        f" 3000: peak {long['mb']:.0f} MB, {3000 / long['s']:.0f} records/s",
    )
    assert short["handed"] == 300
    assert long["mb"] < short["mb"] + 15
