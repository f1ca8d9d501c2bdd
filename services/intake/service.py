"""Intake as nameko hosts it."""

from __future__ import annotations

from services.intake.bootstrap import assemble
from shared.messaging.nameko_skin import make_service

IntakeService = make_service("intake", assemble)
