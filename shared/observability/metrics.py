"""Every metric that Redress exposes, in one literal, and the small object that feeds them.

``service`` is always a label, never part of a name. No label holds an id: the number of series
must not grow with the number of cases.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

_FAST = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_LONG = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)


class MetricDef(NamedTuple):
    """One metric: its kind, what it tells, its labels beside ``service``, its buckets."""

    kind: type[Counter | Gauge | Histogram]
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


METRICS: dict[str, MetricDef] = {
    "bus_messages_published_total": MetricDef(
        Counter, "Messages confirmed by the broker.", ("exchange",)
    ),
    "bus_publish_confirm_seconds": MetricDef(
        Histogram, "From sending a batch to its last confirm.", (), _FAST
    ),
    "bus_publish_failures_total": MetricDef(
        Counter, "Messages not taken by the broker (sent again later).", ("reason",)
    ),
    "bus_messages_consumed_total": MetricDef(
        Counter, "Messages settled, by fate.", ("outcome", "type")
    ),
    "bus_handler_seconds": MetricDef(
        Histogram, "From taking a batch to its commit.", ("consumer",), _FAST
    ),
    "bus_critical_time_seconds": MetricDef(
        Histogram, "From recording a message at its producer to its effect here.", (), _LONG
    ),
    "bus_outbox_pending": MetricDef(Gauge, "Messages recorded and not yet confirmed."),
    "bus_outbox_oldest_age_seconds": MetricDef(Gauge, "Age of the oldest of them."),
    "bus_inbox_duplicates_total": MetricDef(Counter, "Messages delivered again and skipped."),
    "bus_retries_total": MetricDef(Counter, "Messages put off for another attempt.", ("kind",)),
    "bus_parked": MetricDef(Gauge, "Messages parked, waiting for a person."),
    "bus_parkings_total": MetricDef(Counter, "Messages parked since the start.", ("reason",)),
    "bus_held": MetricDef(Gauge, "Messages held until an earlier one of their subject is here."),
    "bus_held_late": MetricDef(
        Gauge, "Of them, those held for longer than a predecessor may take."
    ),
    "bus_connection_blocked": MetricDef(Gauge, "1 while the broker refuses messages (alarm)."),
    "bus_last_broker_roundtrip_timestamp_seconds": MetricDef(
        Gauge, "When the broker was last heard (Unix time)."
    ),
    "bus_schema_violations_total": MetricDef(Counter, "Messages that break their contract."),
    "bus_relay_leader": MetricDef(Gauge, "1 in the process that sends the outbox."),
    "bus_batch_size": MetricDef(
        Histogram, "Messages handled in one transaction.", (), (1, 2, 5, 10, 20, 50, 100, 200)
    ),
    "rpc_requests_total": MetricDef(Counter, "Requests answered.", ("method", "outcome")),
    "rpc_request_seconds": MetricDef(Histogram, "From request to answer.", ("method",), _FAST),
    "intake_scanner_away_total": MetricDef(
        Counter, "Documents that no scanner looked at when one was asked to."
    ),
    "rpc_expired_total": MetricDef(Counter, "Requests dropped because nobody waits any more."),
    "rpc_client_seconds": MetricDef(
        Histogram, "From asking another service to its answer.", ("method",), _FAST
    ),
    "rpc_client_failures_total": MetricDef(
        Counter, "Requests to another service without an answer.", ("method", "reason")
    ),
    "feed_messages_total": MetricDef(
        Counter, "Messages of a partner agency.", ("agency", "outcome")
    ),
    "feed_messages_waiting": MetricDef(
        Gauge, "Messages of an agency that wait for its agreed rate.", ("agency",)
    ),
    "feed_answers_waiting_for_key": MetricDef(
        Gauge, "Messages naming a person that wait for the agency's public key.", ("agency",)
    ),
    "feed_agreement_days_left": MetricDef(
        Gauge, "Days until an agreement's last; 0: nothing may cross.", ("agreement",)
    ),
    "http_requests_total": MetricDef(
        Counter, "Requests to the gateway.", ("route", "method", "status")
    ),
    "http_request_seconds": MetricDef(Histogram, "Time to answer them.", ("route",), _FAST),
    "retention_erased_total": MetricDef(Counter, "Rows or keys erased in due time.", ("table",)),
}


class Registry:
    """All metrics of one process. Several services in it share one registry."""

    def __init__(self) -> None:
        self._collectors = CollectorRegistry()
        self._metrics: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._before_scrape: list[Callable[[], None]] = []

    def metric(self, name: str) -> Any:
        """Return a declared metric (``KeyError`` for one that is not in ``METRICS``)."""
        with self._lock:
            if name not in self._metrics:
                self._metrics[name] = _made(name, METRICS[name], self._collectors)
            return self._metrics[name]

    def on_scrape(self, refresh: Callable[[], None]) -> None:
        """Call ``refresh`` before each exposition, for gauges that cost a query."""
        self._before_scrape.append(refresh)

    def exposition(self) -> bytes:
        """Return the text that Prometheus reads. A refresh that fails leaves its gauge as is."""
        for refresh in self._before_scrape:
            try:
                refresh()
            except Exception:  # noqa: BLE001, S112 - a store away must not hide other figures
                continue
        return generate_latest(self._collectors)


REGISTRY = Registry()


class Metrics:
    """The metrics of one service. Names are those of ``METRICS``; labels are keywords."""

    def __init__(self, service: str, registry: Registry | None = None) -> None:
        self.registry = registry or REGISTRY
        self._service = service
        self._children: dict[tuple[str, ...], Any] = {}

    def inc(self, name: str, amount: float = 1, **labels: str) -> None:
        """Count ``amount`` more."""
        self._child(name, labels).inc(amount)

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Note one duration (seconds) or size."""
        self._child(name, labels).observe(value)

    def set(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge."""
        self._child(name, labels).set(value)

    def _child(self, name: str, labels: dict[str, str]) -> Any:
        key = (name, *labels, *labels.values())
        child = self._children.get(key)
        if child is None:
            metric = self.registry.metric(name)
            child = self._children[key] = metric.labels(service=self._service, **labels)
        return child


def _made(name: str, definition: MetricDef, registry: CollectorRegistry) -> Any:
    options = {"buckets": definition.buckets} if definition.buckets else {}
    labels = ("service", *definition.labels)
    return definition.kind(name, definition.help, labels, registry=registry, **options)  # type: ignore[arg-type]
