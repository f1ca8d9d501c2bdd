"""The nameko service: ``nameko run services.comms.service``."""

from __future__ import annotations

from services.comms.bootstrap import SERVICE, assemble
from shared.messaging.nameko_skin import make_service

CommsService = make_service(SERVICE, assemble)
