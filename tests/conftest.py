"""Marks as quick whatever is not slow and needs no server, by its room or by a fixture."""

from pathlib import Path

import pytest

pytest_plugins = ["tests.support.servers"]

TESTS = Path(__file__).parent
NEEDS_A_SERVER = (
    "shared/store",
    "shared/audit",
    "messaging",
    "servers",
    "store",
    "faults",
    "journeys",
    "bench",
)
SERVERS = frozenset(
    {"year", "broker", "own_broker", "brokers", "vhost", "postgres", "new_database"}
)


def needs_a_server(item: pytest.Item) -> bool:
    room = item.path.relative_to(TESTS).as_posix()
    fixtures = getattr(item, "fixturenames", ())
    return room.startswith(NEEDS_A_SERVER) or not SERVERS.isdisjoint(fixtures)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not needs_a_server(item) and item.get_closest_marker("slow") is None:
            item.add_marker(pytest.mark.quick)
