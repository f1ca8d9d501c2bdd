"""The gateway's settings: those of every service, and where it listens for people."""

from __future__ import annotations

from pydantic import Field

from shared.config.settings import ServiceSettings


class GatewaySettings(ServiceSettings):
    """``GATEWAY_HOST`` and ``GATEWAY_PORT``: the address for people; ``GATEWAY_SECURE``: https."""

    host: str = Field(default="127.0.0.1", description="the address that people reach")
    port: int = Field(default=8000, ge=1, le=65535, description="the port that people reach")
    secure: bool = Field(
        default=False, description="true where people reach it by https only (cookies say so)"
    )
