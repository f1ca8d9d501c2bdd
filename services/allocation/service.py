"""The nameko service: ``nameko run services.allocation.service``."""

from __future__ import annotations

from services.allocation.bootstrap import SERVICE, assemble
from shared.messaging.nameko_skin import make_service

AllocationService = make_service(SERVICE, assemble)
