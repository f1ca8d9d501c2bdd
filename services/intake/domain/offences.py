"""The service's crime types in the groups of recorded crime (2.6)."""

from __future__ import annotations

from collections.abc import Iterable

from shared.contracts.codes import CrimeType
from shared.contracts.intake.codes import HomeOfficeGroup

HOME_OFFICE_GROUP: dict[CrimeType, HomeOfficeGroup] = {
    CrimeType.MURDER: HomeOfficeGroup.HOMICIDE,
    CrimeType.MANSLAUGHTER: HomeOfficeGroup.HOMICIDE,
    CrimeType.DEATH_BY_DRIVING: HomeOfficeGroup.DEATH_BY_UNLAWFUL_DRIVING,
    CrimeType.GBH: HomeOfficeGroup.VIOLENCE_WITH_INJURY,
    CrimeType.ASSAULT: HomeOfficeGroup.VIOLENCE_WITH_INJURY,
    CrimeType.ROBBERY: HomeOfficeGroup.ROBBERY,
    CrimeType.BURGLARY: HomeOfficeGroup.BURGLARY,
    CrimeType.THEFT: HomeOfficeGroup.THEFT,
    CrimeType.CRIMINAL_DAMAGE: HomeOfficeGroup.CRIMINAL_DAMAGE_AND_ARSON,
    CrimeType.SEXUAL: HomeOfficeGroup.SEXUAL_OFFENCES,
    CrimeType.HARASSMENT_STALKING: HomeOfficeGroup.STALKING_AND_HARASSMENT,
    CrimeType.FIREARMS: HomeOfficeGroup.WEAPONS,
    CrimeType.DRUGS: HomeOfficeGroup.DRUG_OFFENCES,
    CrimeType.HATE: HomeOfficeGroup.PUBLIC_ORDER,
    CrimeType.OTHER: HomeOfficeGroup.MISCELLANEOUS,
}
"""Hate is a strand rather than a group; recorded under its own crime type it is public order."""


def home_office_groups(crime_types: Iterable[CrimeType]) -> tuple[HomeOfficeGroup, ...]:
    """Return the groups of these crime types, each once, in their order."""
    return tuple(dict.fromkeys(HOME_OFFICE_GROUP[crime] for crime in crime_types))
