"""Settings of the screening process: nothing beyond what every service needs."""

from __future__ import annotations

from shared.config.settings import ServiceSettings


class ScreeningSettings(ServiceSettings):
    """Read from SCREENING_* and REDRESS_* variables by ``ScreeningSettings.load("screening")``."""
