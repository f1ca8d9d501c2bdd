"""Settings of the intake process: nothing beyond what every service needs."""

from __future__ import annotations

from shared.config.settings import ServiceSettings


class IntakeSettings(ServiceSettings):
    """Read from INTAKE_* and REDRESS_* variables by ``IntakeSettings.load("intake")``."""
