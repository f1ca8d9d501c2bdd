"""Over the real bus: recalled within a second, refused while intake is away, honoured after outages."""

import pytest

from shared.contracts.comms import rpc as comms
from shared.contracts.intake.amending import AMEND_PERSON, AmendPerson, PersonChanges
from shared.contracts.intake.people import FurtherIdentifier
from shared.kernel.errors import Refused
from tests.relay.over_the_bus import OverTheBus
from tests.support.telling import tell

WITHDRAWALS = 5


@pytest.fixture
def world(own_broker, tmp_path):
    own_broker.add_vhost("relay")
    made = OverTheBus(tmp_path, own_broker.url(vhost="relay"), "relay")
    yield made
    made.close()


def recalled(case, item):
    return lambda: case.state(item) == "recalled"


@pytest.mark.requirement("CON-02", "PRC-07")
def test_what_is_withdrawn_is_recalled_within_a_second_and_an_outage_only_delays_it(
    world, own_broker, pytestconfig
):
    seconds = []
    for _ in range(WITHDRAWALS):
        case = world.case()
        item = case.letter()
        case.withdraw(case.author)
        seconds.append(world.seconds_until(recalled(case, item)))
    told = ", ".join(f"{one:.3f}" for one in seconds)
    tell(pytestconfig, "recall over the bus", f"seconds from withdrawn to recalled: {told}")
    assert sorted(seconds)[WITHDRAWALS // 2] <= 1.0

    _while_intake_is_away(world)
    _while_comms_is_away(world)
    _while_the_broker_is_away(world, own_broker)


@pytest.mark.requirement("PRC-07", "PRC-08")
def test_what_intake_is_told_somebody_is_known_by_stops_the_letter_that_was_ready_to_go(world):
    case = world.case()
    item = case.letter("I still think of the gorsefield inn, and of you.")
    place = FurtherIdentifier(kind="other", value="the Gorsefield Inn")

    case.ask(
        AMEND_PERSON,
        AmendPerson,
        person_id=case.author,
        changes=PersonChanges(further_identifiers=(place,)),
        reason="She told us where it was.",
    )

    with pytest.raises(Refused) as closed:
        case.deliver(item)
    assert closed.value.ids["conditions"] == "leak_check_stands_now"
    about = {"item_id": item.item_id, "content_hash": item.content_hash}
    found = case.ask(comms.CHECK_ITEM, comms.ItemStep, case.by(0), **about).findings
    assert [(one.kind, one.severity) for one in found if one.known] == [("other", "blocks")]
    assert "item_delivered" not in world.audited("comms", case.case_id)


def _while_intake_is_away(world):
    """Refused and tried again, never sent; delivered once it is back."""
    case = world.case()
    item = case.letter()
    world.stop("intake")
    for _ in range(2):
        with pytest.raises(Refused, match="gate-closed"):
            case.deliver(item)
    assert case.state(item) == "offered"

    world.start("intake")

    assert case.deliver(item).content_hash == item.content_hash
    assert world.audited("comms", case.case_id).count("item_delivered") == 1


def _while_comms_is_away(world):
    """Whoever tries before comms has heard is refused by intake's own word; then it is recalled."""
    case = world.case()
    item = case.letter()
    world.stop("comms")
    case.withdraw(case.recipient)
    with pytest.raises(Refused, match="gate-closed"):
        case.deliver(item)
    assert case.state(item) == "offered"

    world.start("comms")

    assert world.seconds_until(recalled(case, item)) < 30
    assert "item_delivered" not in world.audited("comms", case.case_id)


def _while_the_broker_is_away(world, own_broker):
    """Nobody can be asked: nothing passes; the withdrawal waits at intake and comes when it may."""
    case = world.case()
    item = case.letter()
    own_broker.stop()
    case.withdraw(case.author)
    with pytest.raises(Refused, match="gate-closed"):
        case.deliver(item)
    assert case.state(item) == "offered"

    own_broker.start()

    assert world.seconds_until(recalled(case, item), within_s=90) < 90
    assert "item_delivered" not in world.audited("comms", case.case_id)
