"""The edge and the owning services say the same of who may do what."""

import importlib
from pathlib import Path

import pytest

from services.gateway.access import ACCESS as AT_THE_EDGE
from services.gateway.routes import NOT_AT_THE_EDGE
from shared.contracts.registry import METHODS
from shared.security.actors import Role
from shared.security.permissions import methods_without_row, rows_without_method

SERVICES = Path(__file__).parents[2] / "services"
OWNERS = sorted(
    {m.service for m in METHODS.values() if (SERVICES / m.service / "access.py").exists()}
)


def own_access(service):
    table = importlib.import_module(f"services.{service}.access").ACCESS
    return {name.removeprefix(f"{service}."): roles for name, roles in table.items()}


@pytest.mark.parametrize("service", OWNERS)
def test_every_method_of_a_service_has_a_row_and_every_row_a_method(service):
    names = [method.name for method in METHODS.values() if method.service == service]

    assert methods_without_row(own_access(service), names) == []
    assert rows_without_method(own_access(service), names) == []


@pytest.mark.requirement("ALL-08")
@pytest.mark.parametrize("service", OWNERS)
def test_the_edge_lets_in_exactly_the_people_whom_the_service_lets_in(service):
    differing = {
        name: (sorted(roles - {Role.SYSTEM}), sorted(AT_THE_EDGE[f"{service}.{name}"]))
        for name, roles in own_access(service).items()
        if f"{service}.{name}" not in NOT_AT_THE_EDGE
        and roles - {Role.SYSTEM} != AT_THE_EDGE[f"{service}.{name}"]
    }

    assert differing == {}


@pytest.mark.parametrize("key", sorted(NOT_AT_THE_EDGE))
def test_what_only_services_ask_is_open_to_no_person(key):
    service, name = key.split(".")

    assert own_access(service)[name] == {Role.SYSTEM}


def test_the_registry_is_among_those_that_are_held_to_it():
    assert "intake" in OWNERS
