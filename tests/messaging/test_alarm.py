"""A broker alarm: publishing waits, work is still accepted, and the outbox drains afterwards."""

from uuid import uuid4

from tests.messaging.conftest import a_bus, case_opened, effects_of, listening, speaking
from tests.support.eventually import eventually, never


def test_under_a_memory_alarm_work_is_accepted_and_sent_when_it_ends(own_broker, tmp_path):
    own_broker.add_vhost("alarm")
    with a_bus(own_broker, "alarm", tmp_path) as bus:
        intake, screening = bus.runtime("intake"), bus.runtime("screening")
        host = bus.start(speaking(intake))
        bus.start(listening(screening))
        eventually(lambda: host.relay.healthy)
        own_broker.ctl("set_vm_memory_high_watermark", "0.00001")

        with intake.transaction() as uow:
            for number in range(30):
                uow.announce(case_opened(uuid4(), f"R-{number}"))
        eventually(lambda: not host.relay.healthy, within_s=60)
        never(lambda: effects_of(screening), during_s=1)
        own_broker.ctl("set_vm_memory_high_watermark", "0.6")

        eventually(lambda: len(effects_of(screening)) == 30, within_s=60)
        eventually(lambda: host.relay.healthy)
