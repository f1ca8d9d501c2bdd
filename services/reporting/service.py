"""Reporting as nameko hosts it."""

from __future__ import annotations

from services.reporting.bootstrap import assemble
from shared.messaging.nameko_skin import make_service

ReportingService = make_service("reporting", assemble)
