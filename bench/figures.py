"""Figures by stable names, what they say, and the machine that they were taken on."""

from __future__ import annotations

import math
import os
import platform
import statistics
from collections.abc import Sequence
from importlib.metadata import version

Figures = dict[str, float]
PACKAGES = ("nameko", "eventlet", "amqp", "pika", "sqlalchemy", "psycopg2-binary", "faststream")


def spread(name: str, values: Sequence[float]) -> Figures:
    """Return the median of some measurements, and the least and the greatest of them."""
    return {
        name: round(statistics.median(values), 3),
        f"{name}.min": round(min(values), 3),
        f"{name}.max": round(max(values), 3),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that ``share`` (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(1, math.ceil(round(share * len(ordered), 6))) - 1]


def machine() -> dict[str, str | int]:
    """Return what a reader must know of the machine: no name, no path."""
    return {
        "cores": os.cpu_count() or 0,
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        **{f"version.{package}": version(package) for package in PACKAGES},
    }
