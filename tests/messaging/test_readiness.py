"""What a process answers when it is asked whether it is ready."""

from shared.messaging.host import Host
from tests.messaging.conftest import Bus, listening


def test_every_service_of_one_process_is_asked_whether_its_store_is_migrated(bus: Bus) -> None:
    behind = Host(listening(bus.runtime("intake"), readiness={"migrations": lambda: False}))
    current = Host(listening(bus.runtime("screening"), readiness={"migrations": lambda: True}))

    together = behind.checks() | current.checks()

    assert {name for name, check in together.items() if name.endswith("migrations")} == {
        "intake-migrations",
        "screening-migrations",
    }
    assert not together["intake-migrations"]()
