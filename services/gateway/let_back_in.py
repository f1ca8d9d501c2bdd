"""``python -m services.gateway.let_back_in USERNAME``: for who runs the installation, and nobody else.

Where the only managing director, or the only manager, has lost a password or a phone, nobody in the
staff pages may help them. Whoever can run a program beside the gateway's store can: the account is
unlocked, asks for no code, and gets a new password that is told once, here. It is audited like any
other change of an account, as done by the system.
"""

from __future__ import annotations

import sys
from contextlib import closing

from services.gateway import passwords
from services.gateway.identity import Identities
from services.gateway.second_step import SecondSteps
from services.gateway.settings import GatewaySettings
from services.gateway.store import Accounts
from services.gateway.vault import Vault
from shared.kernel.errors import NotFound
from shared.security.actors import system_actor
from shared.security.key_files import ServiceKeys
from shared.store.engine import Store


def let_back_in(settings: GatewaySettings, username: str) -> str | None:
    """Return an account's new password; None for who signs in by their organisation.

    Raises:
        NotFound: ``account-unknown``.

    """
    keys = ServiceKeys.load(settings.keys_dir, settings.public_keys_dir, "gateway")
    with closing(Store.open(settings.database_url, service="gateway")) as store:
        vault = Vault(store, keys.keyring)
        identities = Identities(Accounts(store, keys.audit_key), SecondSteps(vault))
        doing, by = identities.administering, system_actor("gateway")
        wanted = username.strip().casefold()
        found = next((one for one in doing.everyone() if one.username == wanted), None)
        if found is None:
            raise NotFound("account-unknown")
        doing.unlock(by, found.id)
        doing.reset_second_step(by, found.id)
        if found.password_hash == passwords.NO_PASSWORD:
            return None
        return doing.reset_password(by, found.id)


def said(settings: GatewaySettings, username: str) -> str:
    """Let somebody back in, and return what is told of it (``NotFound`` for an unknown name)."""
    password = let_back_in(settings, username)
    if password is None:
        return f"{username} is unlocked and asks for no code; they sign in at their organisation."
    return f"user name: {username}\npassword:  {password}   (told once)"


def main() -> None:
    """Let the named account back in."""
    if len(sys.argv) != 2:
        sys.exit("Say whom: python -m services.gateway.let_back_in USERNAME")
    try:
        sys.stdout.write(said(GatewaySettings.load("gateway"), sys.argv[1]) + "\n")
    except NotFound:
        sys.exit(f"There is no account {sys.argv[1]!r}. Nothing was changed.")


if __name__ == "__main__":
    main()
