"""Worlds of a feed, each over a store of its own."""

import pytest

from tests.feeds.world import DAY, World


@pytest.fixture
def world_of(tmp_path):
    made = []

    def make(agency="mps", at=DAY):
        world = World(tmp_path / f"{agency}-{len(made)}", agency, at)
        made.append(world)
        return world

    yield make
    for world in made:
        world.close()


@pytest.fixture
def world(world_of):
    return world_of()
