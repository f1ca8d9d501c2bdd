"""Settings of the intake process: what every service needs, and what looks for malware."""

from __future__ import annotations

from pydantic import Field, field_validator

from services.intake.papers.scanning import scanner_of
from shared.config.settings import ServiceSettings


class IntakeSettings(ServiceSettings):
    """Read from INTAKE_* and REDRESS_* variables by ``IntakeSettings.load("intake")``."""

    scanner: str = Field(
        default="",
        description="clamd:HOST:PORT, clamd:/SOCKET or command:PROGRAM; nothing for no scanner",
    )

    @field_validator("scanner")
    @classmethod
    def _names_one(cls, setting: str) -> str:
        scanner_of(setting)
        return setting
