"""Reference data of what people are told, as dated files: read once per process."""

from __future__ import annotations

from functools import lru_cache

from services.intake.domain.materials import HelplineNumber, Material, Pathway, PublicEvent
from services.intake.store.policies import rows_of


@lru_cache(maxsize=1)
def materials() -> tuple[Material, ...]:
    """Return every edition of every notice, leaflet and guide."""
    return tuple(Material(**row) for row in rows_of("materials.yaml"))


@lru_cache(maxsize=1)
def pathways() -> tuple[Pathway, ...]:
    """Return every referral pathway with its history."""
    return tuple(
        Pathway(
            code=row["code"],
            partner=row["partner"],
            both_sides=row["both_sides"],
            statuses=tuple((one["from_on"], one["status"]) for one in row["statuses"]),
        )
        for row in rows_of("pathways.yaml")
    )


@lru_cache(maxsize=1)
def public_events() -> tuple[PublicEvent, ...]:
    """Return what happened to everybody, oldest first."""
    return tuple(
        sorted(
            (PublicEvent(code=row["code"], on=row["day"]) for row in rows_of("public_events.yaml")),
            key=lambda one: one.on,
        )
    )


@lru_cache(maxsize=1)
def helpline_numbers() -> tuple[HelplineNumber, ...]:
    """Return the helpline's numbers, past and present."""
    return tuple(
        HelplineNumber(number=row["number"], charge=row["charge"], from_on=row["from_on"])
        for row in rows_of("helpline.yaml")
    )
