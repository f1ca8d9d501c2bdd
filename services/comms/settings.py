"""Settings of the comms process: nothing beyond what every service needs."""

from __future__ import annotations

from shared.config.settings import ServiceSettings


class CommsSettings(ServiceSettings):
    """Read from COMMS_* and REDRESS_* variables by ``CommsSettings.load("comms")``."""
