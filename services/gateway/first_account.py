"""``python -m services.gateway.first_account``: the manager's account of a new installation.

Makes it once, on an empty store, and prints the password that is told nowhere else.
"""

from __future__ import annotations

import sys

from services.gateway import passwords
from services.gateway.identity import Identities
from services.gateway.second_step import SecondSteps
from services.gateway.settings import GatewaySettings
from services.gateway.store import Accounts
from services.gateway.vault import Vault
from shared.security.actors import Role, system_actor
from shared.security.key_files import ServiceKeys
from shared.store.engine import Store

USERNAME = "manager"


def make_first_account(settings: GatewaySettings) -> str | None:
    """Return the new manager's password; none when the store has accounts already."""
    keys = ServiceKeys.load(settings.keys_dir, settings.public_keys_dir, "gateway")
    store = Store.open(settings.database_url, service="gateway")
    try:
        identities = Identities(
            Accounts(store, keys.audit_key), SecondSteps(Vault(store, keys.keyring))
        )
        if identities.everyone():
            return None
        password = passwords.invented()
        identities.create(
            username=USERNAME,
            password=password,
            roles=frozenset({Role.SERVICE_MANAGER}),
            by=system_actor("gateway"),
        )
        return password
    finally:
        store.close()


def main() -> None:
    """Make the account, or say that there is one."""
    password = make_first_account(GatewaySettings.load("gateway"))
    if password is None:
        sys.stdout.write("There are accounts already; nothing was changed.\n")
    else:
        sys.stdout.write(f"user name: {USERNAME}\npassword:  {password}\n")


if __name__ == "__main__":
    main()
