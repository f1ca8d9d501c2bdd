"""A new installation gets one manager, once."""

from services.gateway.first_account import USERNAME, make_first_account
from services.gateway.settings import GatewaySettings
from shared.security.actors import Role
from shared.security.key_files import create_service_keys
from shared.store.engine import Store
from shared.store.migrations import upgrade
from tests.gateway.conftest import identities_over


def test_the_first_manager_is_made_once_and_can_sign_in(tmp_path):
    settings = GatewaySettings.load(
        "gateway",
        environ={
            "REDRESS_DATA_DIR": str(tmp_path),
            "GATEWAY_BROKER_URL": "amqp://gateway:invented@127.0.0.1:5672/redress",
        },
    )
    create_service_keys(settings.keys_dir, settings.public_keys_dir, "gateway")
    upgrade(settings.database_url, "gateway")

    password = make_first_account(settings)
    again = make_first_account(settings)

    store = Store.open(settings.database_url, service="gateway")
    identities = identities_over(store)
    session = identities.sign_in(USERNAME, password, "192.0.2.1")
    assert identities.find(session.token).actor.roles == {Role.SERVICE_MANAGER}
    assert again is None
    store.close()
