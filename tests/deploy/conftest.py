"""The rendered manifests, once per run."""

import pytest

from ops import manifests
from ops.kustomize import Resource


@pytest.fixture(scope="session", params=manifests.OVERLAYS)
def rendered(request: pytest.FixtureRequest) -> list[Resource]:
    """Every resource of one overlay; tests run once for each."""
    return manifests.render(request.param)


@pytest.fixture(scope="session", params=["local", "production"])
def with_servers(request: pytest.FixtureRequest) -> list[Resource]:
    """The overlays that run their broker and databases themselves."""
    return manifests.render(request.param)


@pytest.fixture(scope="session")
def production() -> list[Resource]:
    return manifests.render("production")
