"""Marks as quick what needs no server, and puts together what shares costly servers.

Quick is whatever is not slow and needs no server, by its room or by a fixture. What needs servers
runs in groups, side by side, each group in one process: a file is a group, unless what its room
shares took long to make. What takes longest comes first.
"""

from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

pytest_plugins = ["tests.support.telling", "tests.support.servers"]

TESTS = Path(__file__).parent
# No test judges by time: a machine that is busy with other tests makes any example slow.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
NEEDS_A_SERVER = (
    "shared/store",
    "shared/audit",
    "messaging",
    "servers",
    "store",
    "faults",
    "journeys",
    "bench",
    "pages",
)
ONE_SYSTEM = frozenset({"demo", "journeys"})
FIRST = ("faults", "demo", "pages", "bench", "journeys", "messaging")  # these take longest
SERVERS = frozenset(
    {"year", "broker", "own_broker", "brokers", "vhost", "postgres", "new_database"}
)


def needs_a_server(item: pytest.Item) -> bool:
    room = item.path.relative_to(TESTS).as_posix()
    fixtures = getattr(item, "fixturenames", ())
    asked_for = getattr(getattr(item, "callspec", None), "params", {}).values()
    return (
        room.startswith(NEEDS_A_SERVER)
        or not SERVERS.isdisjoint(fixtures)
        or "postgresql" in {one for one in asked_for if isinstance(one, str)}
    )


class Grouped(LoadScopeScheduling):
    """Parts the tests among processes by their groups."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Grouped | None:
    """Ours for ``--dist loadscope``; pytest-xdist's own for every other way."""
    return Grouped(config, log) if config.option.dist == "loadscope" else None


def group_of(nodeid: str) -> str:
    """What may not be parted: a room whose tests share one whole system, or a file."""
    place = nodeid.partition("::")[0].removeprefix("tests/")
    room = place.partition("/")[0]
    return room if room in ONE_SYSTEM else place


def rank(item: pytest.Item) -> int:
    """Its place in the run: the rooms of ``FIRST`` in their order, then all others."""
    room, _, _ = item.path.relative_to(TESTS).as_posix().partition("/")
    return FIRST.index(room) if room in FIRST else len(FIRST)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=rank)
    for item in items:
        if not needs_a_server(item) and item.get_closest_marker("slow") is None:
            item.add_marker(pytest.mark.quick)
