"""Marks as quick whatever stands in a room that needs no server."""

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
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        room = item.path.relative_to(TESTS).as_posix()
        if not room.startswith(NEEDS_A_SERVER):
            item.add_marker(pytest.mark.quick)
