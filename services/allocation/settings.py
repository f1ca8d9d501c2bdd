"""Settings of the allocation process: nothing beyond what every service needs."""

from __future__ import annotations

from shared.config.settings import ServiceSettings


class AllocationSettings(ServiceSettings):
    """Read from ALLOCATION_* and REDRESS_* variables by ``AllocationSettings.load("allocation")``."""
