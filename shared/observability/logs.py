"""JSON logs that cannot hold a person.

Three guards: the message is a constant event name, keys come from ``ALLOWED_KEYS``, and string
values must look like ids or codes. Exceptions are told by class, code and place: their text may
quote a person's words. Records of libraries keep their logger and place, and lose their text.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO
from uuid import UUID

from shared.observability import context

ALLOWED_KEYS = frozenset(
    {
        "action", "agency", "attempt", "attempts", "batch", "broker_version", "case_id", "causation_id",
        "check", "code", "component", "consumer", "count", "deadline_s", "delay_s", "duration_s",
        "exchange", "fate", "held", "issuer", "kek", "kind", "message_id", "method", "outcome",
        "parked", "path", "pending", "pid", "port", "position", "producer", "queue", "reason",
        "received", "referral_id", "retries", "revision", "role", "route", "routing_key", "rows",
        "sequence", "service", "shape", "signal", "size", "state", "status", "strand_id",
        "subject", "table", "type", "version", "vhost",
    }
)  # fmt: skip

_EVENT = re.compile(r"[a-z][a-z0-9_.]{0,79}")
_CODE = re.compile(r"[A-Za-z0-9_.:,+/<>=*#{}-]{0,200}")
_DROPPED = "[dropped]"
_OURS = "redress"


class Log:
    """A logger for one part of one service: ``log.info("message_parked", code=…)``."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(f"{_OURS}.{name}")

    def debug(self, event: str, **fields: object) -> None:
        self._write(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: object) -> None:
        self._write(logging.INFO, event, fields)

    def warning(self, event: str, *, fault: BaseException | None = None, **fields: object) -> None:
        """Log something that mends itself or that somebody should look at in time."""
        self._write(logging.WARNING, event, fields, fault)

    def error(self, event: str, *, fault: BaseException | None = None, **fields: object) -> None:
        """Log something that needs a person. ``fault`` is told by class, code and place."""
        self._write(logging.ERROR, event, fields, fault)

    def _write(
        self, level: int, event: str, fields: dict[str, object], fault: BaseException | None = None
    ) -> None:
        if self._logger.isEnabledFor(level):
            told = {**fields, **({} if fault is None else _told(fault))}
            self._logger.log(level, event, extra={"redress_fields": told})


def get_logger(name: str) -> Log:
    """Return the logger of one part, such as ``messaging.relay``."""
    return Log(name)


def configure(service: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every record of this process as one JSON line each to ``stream`` (standard error)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(level.upper())
    # A failure to write a record prints the record otherwise, arguments and all.
    logging.raiseExceptions = False


class JsonLines(logging.Formatter):
    """One JSON object per record."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's allowed content."""
        ours = record.name.startswith(f"{_OURS}.") and hasattr(record, "redress_fields")
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "service": self._service,
            "logger": record.name,
            "event": _event_name(record.msg) if ours else "library_message",
            "correlation_id": context.current_correlation_id(),
            "trace_id": context.trace_id(),
        }
        line.update(_kept(record.redress_fields) if ours else _place(record))  # type: ignore[attr-defined]
        return json.dumps({name: value for name, value in line.items() if value is not None})


def _event_name(message: object) -> str:
    return message if isinstance(message, str) and _EVENT.fullmatch(message) else "unnamed_event"


def _kept(fields: dict[str, object]) -> dict[str, Any]:
    return {
        name: _value(value)
        for name, value in fields.items()
        if name in ALLOWED_KEYS or name in {"fault", "fault_code", "fault_at"}
    }


def _value(value: object) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (str, UUID, Path)):
        return str(value) if _CODE.fullmatch(str(value)) else _DROPPED
    return _DROPPED


def _told(fault: BaseException) -> dict[str, object]:
    kind = type(fault)
    code = getattr(fault, "code", None)
    return {
        "fault": f"{kind.__module__}.{kind.__qualname__}",
        "fault_code": code if isinstance(code, str) else None,
        "fault_at": _where(fault.__traceback__),
    }


def _where(trace: TracebackType | None) -> str | None:
    """The innermost place in our own code, else the innermost of all."""
    last = ours = None
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        last = f"{'/'.join(path.parts[-3:])}:{trace.tb_lineno}"
        if {"shared", "services", "ops"} & set(path.parts) and "site-packages" not in path.parts:
            ours = last
        trace = trace.tb_next
    return ours or last


def _place(record: logging.LogRecord) -> dict[str, Any]:
    fault = record.exc_info[1] if record.exc_info else None
    told = _kept(_told(fault)) if fault is not None else {}
    return {"fault_at": f"{Path(record.pathname).name}:{record.lineno}", **told}
