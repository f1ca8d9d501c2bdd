"""Reads what a running process tells of itself: its readiness and its metrics."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

from prometheus_client.parser import text_string_to_metric_families

ANSWER_WITHIN_S = 5.0
GAUGES = {
    "bus_outbox_pending": "outbox",
    "bus_outbox_oldest_age_seconds": "oldest_s",
    "bus_parked": "parked",
    "bus_held": "held",
    "bus_connection_blocked": "blocked",
}


@dataclass(frozen=True, slots=True)
class Process:
    """One process as it answered: not at all, with checks that fail, or well."""

    name: str
    answers: bool
    failing: tuple[str, ...] = ()
    services: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether it answers and every check of its readiness holds."""
        return self.answers and not self.failing

    @property
    def standing(self) -> str:
        """Its state in a few words."""
        if not self.answers:
            return "does not answer"
        return "ready" if self.ready else "not ready: " + ", ".join(self.failing)


def ask(name: str, url: str) -> Process:
    """Ask a process for its readiness and its metrics."""
    ready = _get(f"{url}/ready")
    metrics = _get(f"{url}/metrics")
    if ready is None or metrics is None:
        return Process(name, answers=False)
    checks: dict[str, bool] = json.loads(ready)["checks"]
    failing = tuple(check for check, holds in checks.items() if not holds)
    services: dict[str, dict[str, float]] = {}
    for service, figure, value in _figures(metrics):
        services.setdefault(service, {})[figure] = value
    return Process(name, answers=True, failing=failing, services=services)


def _figures(text: str) -> Iterator[tuple[str, str, float]]:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name in GAUGES:
                yield sample.labels["service"], GAUGES[sample.name], sample.value


def _get(url: str) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=ANSWER_WITHIN_S) as answer:  # noqa: S310
            return str(answer.read().decode())
    except urllib.error.HTTPError as not_ready:
        return not_ready.read().decode()
    except (urllib.error.URLError, OSError):
        return None
