from pathlib import Path

import yaml

from services.gateway.access import ACCESS as EDGE
from services.intake.access import ACCESS
from services.intake.entrypoints import reactions, serves
from shared.contracts.registry import METHODS
from shared.security.actors import Role


def test_every_method_is_served_and_has_a_row_of_permission():
    own = {method.name for method in METHODS.values() if method.service == "intake"}

    assert serves.names() == own == set(ACCESS)


def test_the_service_and_the_edge_let_in_the_same_roles():
    for method, roles in ACCESS.items():
        staff = roles - {Role.SYSTEM}
        assert EDGE.get(f"intake.{method}", frozenset()) == staff, method


def test_intake_handles_exactly_what_the_catalogue_says():
    catalogue = yaml.safe_load(Path("shared/contracts/catalogue.yaml").read_text(encoding="utf-8"))
    expected = {type_ for type_, row in catalogue.items() if "intake" in (row["consumers"] or [])}

    assert reactions.types() == expected
