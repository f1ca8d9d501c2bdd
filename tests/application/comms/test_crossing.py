"""The crossing itself: three owners asked and confirmed, and everything that comes between."""

from datetime import timedelta

import pytest

from services.comms.domain.passage import OWNERS
from services.comms.use_cases import asking
from shared.contracts.codes import ItemState, RiskDecision
from shared.contracts.leases import LeaseConfirmed
from shared.contracts.screening.guard import BarFact
from shared.kernel.errors import Refused, Unavailable
from tests.application.comms.world import FIRST, codes


def refused(world, item):
    with pytest.raises(Refused, match="gate-closed") as found:
        world.deliver(item)
    assert world.announced("item_delivered") == []
    assert world.audited()[-1] == "gate_closed"
    return set(found.value.ids["conditions"].split(","))


def asked(world):
    return [one[0] for one in world.runtime.answers["asked"]]


def test_intake_is_given_two_seconds_and_no_answer_is_a_no(world):
    item = world.offered()
    world.intake_is_away()

    with pytest.raises(Refused, match="gate-closed") as refused:
        world.deliver(item)

    assert world.runtime.answers["asked"][-1][2]["deadline_s"] == 2.0
    assert "owners_answered_now" in refused.value.ids["conditions"]
    assert world.announced("item_delivered") == []
    assert world.audited()[-1] == "gate_closed"


def test_a_withdrawal_heard_while_intake_is_being_asked_stops_the_delivery(world):
    item = world.offered()

    def answer_then_withdraw():
        world.hear(world.withdrawal())
        return world.standing()

    world.runtime.answers["intake.contact_standing"] = answer_then_withdraw
    with pytest.raises(Refused) as refused:
        world.deliver(item)

    assert refused.value.ids["conditions"] == "not_recalled"


@pytest.mark.parametrize("owner", OWNERS)
def test_after_the_silence_of_one_owner_nobody_else_is_asked(world, owner):
    item = world.offered()
    world.runtime.answers[f"{owner}.contact_standing"] = Unavailable("no-answer")
    world.runtime.answers["asked"].clear()

    assert "owners_answered_now" in refused(world, item)

    assert asked(world)[-1] == f"{owner}.contact_standing"


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize(
    "answer",
    [
        LeaseConfirmed(stands=False, objection="lease-ended"),
        Unavailable("no-answer"),
        Refused("anything"),
    ],
)
def test_without_the_confirmation_of_every_owner_nothing_passes(world, owner, answer):
    item = world.offered()
    world.runtime.answers[f"{owner}.confirm_lease"] = answer

    assert refused(world, item) == {"owners_confirmed"}

    assert asked(world)[-1] == f"{owner}.confirm_lease"
    assert world.state(item) is ItemState.OFFERED


def test_an_owner_that_gave_no_lease_has_confirmed_nothing(world):
    item = world.offered()
    world.runtime.answers["intake.contact_standing"] = world.standing(lease_id=None)

    assert refused(world, item) == {"owners_confirmed"}


def test_each_lease_goes_back_to_the_owner_who_gave_it(world):
    item = world.offered()
    given = {"allocation": world.assignment(), "screening": world.screening()}
    given["intake"] = world.standing()
    for owner, answer in given.items():
        world.runtime.answers[f"{owner}.contact_standing"] = answer

    world.deliver(item)

    used = {name: request.lease_id for name, request, _ in world.runtime.answers["asked"][-3:]}
    assert used == {f"{owner}.confirm_lease": one.lease_id for owner, one in given.items()}


def test_a_delivery_counts_from_the_moment_at_which_intake_confirmed_it(world):
    item, moment = world.offered(), world.clock.now() - timedelta(seconds=3)
    world.runtime.answers["intake.confirm_lease"] = world.confirmed(confirmed_at=moment)

    assert world.deliver(item).delivered_at == moment

    (event,) = world.announced("item_delivered")
    assert event["delivered_at"] == moment.isoformat().replace("+00:00", "Z")


def test_a_bar_that_only_screening_knows_of_closes_the_gate(world):
    item = world.offered()
    bar = BarFact(strand_id=world.strand_id, from_on=world.clock.today())
    world.runtime.answers["screening.contact_standing"] = world.screening(bars=(bar,))

    assert codes(world.gate(item)) == {"no_order_or_bar"}


def test_a_judgement_of_risk_that_has_not_been_heard_yet_closes_the_gate(world):
    item = world.offered()
    newer = world.screening().risk.model_copy(update={"decision": RiskDecision.PAUSE, "modes": ()})
    world.runtime.answers["screening.contact_standing"] = world.screening(risk=newer)

    assert codes(world.gate(item)) == {"risk_permits_mode"}


def test_a_facilitator_whom_allocation_no_longer_names_does_not_count(world):
    item = world.offered()
    world.runtime.answers["allocation.contact_standing"] = world.assignment(FIRST)

    assert codes(world.gate(item)) == {"two_current_facilitators", "vetted_by_two"}


@pytest.mark.parametrize("owner", OWNERS)
def test_what_is_heard_while_an_owner_confirms_still_stops_the_delivery(world, owner):
    item = world.offered()

    def confirm_then_hear():
        world.hear(world.withdrawal())
        return world.confirmed()

    world.runtime.answers[f"{owner}.confirm_lease"] = confirm_then_hear

    assert refused(world, item) == {"not_recalled"}
    assert world.state(item) is ItemState.RECALLED


def test_five_seconds_after_the_first_question_it_is_too_late(world, monkeypatch):
    item, real = world.offered(), asking.time.monotonic
    late = []
    monkeypatch.setattr(asking.time, "monotonic", lambda: real() + sum(late))

    def confirm_slowly():
        late.append(5.1)
        return world.confirmed()

    world.runtime.answers["intake.confirm_lease"] = confirm_slowly

    assert refused(world, item) == {"owners_answered_now"}


def test_no_question_is_asked_when_no_time_is_left(world, monkeypatch):
    item, real = world.offered(), asking.time.monotonic
    late = []
    monkeypatch.setattr(asking.time, "monotonic", lambda: real() + sum(late))

    def tell_slowly():
        late.append(5.1)
        return world.assignment()

    world.runtime.answers["allocation.contact_standing"] = tell_slowly
    world.runtime.answers["asked"].clear()

    assert "owners_answered_now" in refused(world, item)
    assert asked(world) == ["allocation.contact_standing"]


def test_a_meeting_needs_the_confirmations_too(world):
    world.conference()
    ended = LeaseConfirmed(stands=False, objection="lease-ended")
    world.runtime.answers["intake.confirm_lease"] = ended

    with pytest.raises(Refused) as found:
        world.conference()

    assert found.value.ids["conditions"] == "owners_confirmed"
    assert len(world.announced("conference_held")) == 1
