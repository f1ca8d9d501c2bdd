"""``python -m services.gateway``: serve the API and the pages until asked to stop."""

from __future__ import annotations

import uvicorn

from services.gateway.app import create_app
from services.gateway.backoffice import BusBackoffice
from services.gateway.identity import Identities
from services.gateway.settings import GatewaySettings
from services.gateway.store import Accounts
from shared.messaging.rpc_client import RpcClient
from shared.observability import logs
from shared.observability.health import HealthServer
from shared.security.key_files import ServiceKeys
from shared.store.engine import Store
from shared.store.migrations import is_current


def main() -> None:
    """Compose the gateway from its settings and serve; uvicorn drains on SIGTERM."""
    settings = GatewaySettings.load("gateway")
    logs.configure("gateway", settings.log_level)
    keys = ServiceKeys.load(settings.keys_dir, settings.public_keys_dir, "gateway")
    store = Store.open(settings.database_url, service="gateway")
    client = RpcClient(settings.broker_url, keys)
    app = create_app(
        Identities(Accounts(store, keys.audit_key)),
        BusBackoffice(client),
        secure=settings.secure,
    )
    health = HealthServer(settings.health_port, host=settings.health_host)
    health.add_readiness("store", store.ping)
    health.add_readiness("migrations", lambda: is_current(store, "gateway"))
    health.start()
    try:
        # Access lines would hold ids in URLs and nothing that the audit does not hold better.
        uvicorn.run(app, host=settings.host, port=settings.port, log_config=None, access_log=False)
    finally:
        health.stop()
        client.close()
        store.close()


if __name__ == "__main__":
    main()
