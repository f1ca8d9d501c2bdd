"""What cannot be read is parked once, however often its process dies before the acknowledgement."""

import pytest

from shared.kernel.errors import InvalidInput
from shared.messaging import parking
from shared.messaging.delivery import Delivery
from shared.messaging.fates import verdict_on
from tests.messaging.conftest import Bus

POISON = Delivery(body=b"\xff not json", queue="screening.events", routing_key="intake.x.v1")


@pytest.fixture
def parked(bus: Bus):
    runtime = bus.runtime("screening")
    verdict = verdict_on(InvalidInput("unparseable"))

    def park(*deliveries: Delivery) -> int:
        for delivery in deliveries:
            with runtime.store.writing() as connection:
                parking.park(connection, runtime, delivery, verdict, None)
        with runtime.store.reading() as connection:
            return parking.count_parked(connection)

    park.store = runtime.store
    return park


def with_(**changes) -> Delivery:
    values = {name: getattr(POISON, name) for name in POISON.__dataclass_fields__}
    return Delivery(**values | changes)


def test_the_same_bytes_under_the_same_id_are_one(parked):
    once, again = with_(message_id="one"), with_(message_id="one", redelivered=True)

    assert parked(once, again, with_(message_id="one")) == 1


def test_other_bytes_under_the_same_id_are_two(parked):
    assert parked(with_(message_id="one"), with_(message_id="one", body=b"\xfe other")) == 2


def test_without_an_id_only_what_the_broker_delivers_again_is_the_same(parked):
    assert parked(POISON, with_(redelivered=True)) == 1
    assert parked(POISON) == 2


def test_what_is_parked_is_told_a_page_at_a_time_each_once(parked):
    parked(*(with_(message_id=f"message-{number}") for number in range(5)))

    found, after = [], None
    while True:
        with parked.store.reading() as connection:
            rows, after = parking.page_of_parked(
                connection, state=parking.PARKED, after=after, limit=2
            )
        found += [one.message_id for one in rows]
        if after is None:
            break

    assert sorted(found) == [f"message-{number}" for number in range(5)]
