"""A new installation gets one manager, once; and who lost everything is let back in from beside it."""

import re
from contextlib import closing

import pytest
from click.testing import CliRunner

from ops.let_in import let_in_command
from services.gateway.first_account import USERNAME, make_first_account
from services.gateway.problems import NotSignedIn
from services.gateway.settings import GatewaySettings
from shared.security.actors import Role, system_actor
from shared.security.key_files import create_service_keys
from shared.store.engine import Store
from shared.store.migrations import upgrade
from tests.gateway.conftest import identities_over


@pytest.fixture
def settings(tmp_path):
    settings = GatewaySettings.load(
        "gateway",
        environ={
            "REDRESS_DATA_DIR": str(tmp_path),
            "GATEWAY_BROKER_URL": "amqp://gateway:invented@127.0.0.1:5672/redress",
        },
    )
    create_service_keys(settings.keys_dir, settings.public_keys_dir, "gateway")
    upgrade(settings.database_url, "gateway")
    return settings


def test_the_first_manager_is_made_once_and_can_sign_in(settings):
    password = make_first_account(settings)
    again = make_first_account(settings)

    store = Store.open(settings.database_url, service="gateway")
    identities = identities_over(store)
    session = identities.sign_in(USERNAME, password, "192.0.2.1")
    assert identities.find(session.token).actor.roles == {Role.SERVICE_MANAGER}
    assert not identities.find(session.token).owes_new_password
    assert again is None
    store.close()


def test_who_lost_password_and_phone_is_let_back_in_by_who_runs_the_installation(
    settings, tmp_path
):
    lost = make_first_account(settings)
    with closing(Store.open(settings.database_url, service="gateway")) as store:
        identities = identities_over(store)
        before = identities.sign_in(USERNAME, lost, "192.0.2.1")
        account = identities.find(before.token).actor
        identities.administering.lock(system_actor("gateway"), account.id)

        told = CliRunner().invoke(let_in_command, [USERNAME.upper(), "--data-dir", str(tmp_path)])

        password = re.search(r"password:  (\S+)", told.output)[1]
        with pytest.raises(NotSignedIn):
            identities.sign_in(USERNAME, lost, "192.0.2.1")
        session = identities.sign_in(USERNAME, password, "192.0.2.1")
        assert identities.find(session.token).actor.id == account.id
        assert identities.find(session.token).owes_new_password
        assert identities.find(before.token) is None


@pytest.mark.parametrize(("name", "folder"), [("nobody", ""), (USERNAME, "elsewhere")])
def test_a_wrong_name_or_folder_is_said_and_changes_nothing(settings, tmp_path, name, folder):
    password = make_first_account(settings)

    told = CliRunner().invoke(let_in_command, [name, "--data-dir", str(tmp_path / folder)])

    assert told.exit_code == 1
    assert ("no installation" if folder else "no account 'nobody'") in told.output
    with closing(Store.open(settings.database_url, service="gateway")) as store:
        assert identities_over(store).sign_in(USERNAME, password, "192.0.2.1")
