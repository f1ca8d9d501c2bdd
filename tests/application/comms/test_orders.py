"""Orders that forbid less than all contact: exactly that is recalled and shut (ELG-12)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.contracts.codes import BarKind, ItemKind, ItemState, Mode
from shared.contracts.screening.events import ContactBarredV1
from tests.application.comms.world import codes


@pytest.mark.requirement("ELG-12")
def test_an_order_that_forbids_less_recalls_only_what_it_forbids_and_shuts_only_that_way(world):
    letter, bar_id = world.offered(), uuid4()
    question = world.offered(kind=ItemKind.QUESTION)
    order = ContactBarredV1(
        bar_id=bar_id,
        case_id=world.case_id,
        strand_id=world.strand_id,
        kind=BarKind.OTHER_ORDER,
        from_on=world.clock.today(),
        modes=(Mode.LETTER,),
        barred_at=world.clock.now(),
    )
    world.hear(order)
    world.hear(order)

    assert world.state(letter) is ItemState.RECALLED
    assert world.state(question) is ItemState.OFFERED
    assert world.gate(question).open
    assert codes(world.gate(world.offered())) == {"no_order_or_bar"}


def test_an_order_that_is_over_when_it_is_recorded_recalls_nothing(world):
    item, yesterday = world.offered(), world.clock.today() - timedelta(days=1)
    world.hear(
        ContactBarredV1(
            bar_id=uuid4(),
            case_id=world.case_id,
            kind=BarKind.BAIL_CONDITION,
            from_on=yesterday,
            until_on=yesterday,
            barred_at=world.clock.now(),
        )
    )

    assert world.state(item) is ItemState.OFFERED
    assert world.gate(item).open
