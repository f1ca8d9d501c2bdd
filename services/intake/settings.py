"""Settings of the intake process: what every service needs, and what holds for documents."""

from __future__ import annotations

from pydantic import Field, field_validator

from services.intake.domain.documents import A_DAY
from services.intake.papers.scanning import scanner_of
from shared.config.settings import ServiceSettings


class IntakeSettings(ServiceSettings):
    """Read from INTAKE_* and REDRESS_* variables by ``IntakeSettings.load("intake")``."""

    scanner: str = Field(
        default="",
        description="clamd:HOST:PORT, clamd:/SOCKET or command:PROGRAM; nothing for no scanner",
    )
    documents_a_day: int = Field(
        default=A_DAY, ge=1, description="How many documents one account may put in on one day"
    )

    @field_validator("scanner")
    @classmethod
    def _names_one(cls, setting: str) -> str:
        scanner_of(setting)
        return setting
