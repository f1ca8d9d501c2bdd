"""The nameko service: ``nameko run services.screening.service``."""

from __future__ import annotations

from services.screening.bootstrap import SERVICE, assemble
from shared.messaging.nameko_skin import make_service

ScreeningService = make_service(SERVICE, assemble)
