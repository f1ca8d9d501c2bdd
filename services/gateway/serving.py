"""Composes the gateway from its settings, and serves the API and the pages."""

from __future__ import annotations

import uvicorn

from services.gateway.app import create_app
from services.gateway.backoffice import BusBackoffice
from services.gateway.desk import Desk
from services.gateway.emergencies import Emergencies
from services.gateway.identity import Identities
from services.gateway.openid import SignInByOrganisation
from services.gateway.second_step import SecondSteps
from services.gateway.settings import GatewaySettings
from services.gateway.store import Accounts
from services.gateway.vault import Vault
from shared.kernel import collector
from shared.messaging.rpc_client import RpcClient
from shared.observability import logs
from shared.observability.health import HealthServer
from shared.security.key_files import ServiceKeys
from shared.store.engine import Store
from shared.store.migrations import is_current


def serve() -> None:
    """Serve until asked to stop; uvicorn drains on SIGTERM."""
    settings = GatewaySettings.load("gateway")
    logs.configure("gateway", settings.log_level)
    keys = ServiceKeys.load(settings.keys_dir, settings.public_keys_dir, "gateway")
    store = Store.open(settings.database_url, service="gateway")
    client = RpcClient(settings.broker_url, keys)
    vault = Vault(store, keys.keyring)
    accounts = Accounts(store, keys.audit_key)
    identities = Identities(
        accounts, SecondSteps(vault), second_step_for=settings.second_step_for()
    )
    organisation = settings.organisation()
    app = create_app(
        identities,
        BusBackoffice(client, keys.publics),
        Desk.over(vault),
        Emergencies(vault, keys.audit_key),
        secure=settings.secure,
        openid=SignInByOrganisation(organisation, store, accounts, identities)
        if organisation
        else None,
    )
    health = HealthServer(settings.health_port, host=settings.health_host)
    health.add_readiness("store", store.ping)
    health.add_readiness("migrations", lambda: is_current(store, "gateway"))
    # Access lines would hold ids in URLs and nothing that the audit does not hold better.
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
        )
    )
    health.add_readiness("listening", lambda: server.started)
    health.start()
    collector.keep()
    try:
        server.run()
    finally:
        health.stop()
        client.close()
        store.close()
