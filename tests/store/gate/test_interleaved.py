"""Real services over real stores: whatever undoes a condition, before every step of a crossing."""

from datetime import timedelta

import pytest

from services.comms.domain.passage import OWNERS
from services.comms.use_cases import passing
from shared.contracts.codes import ItemState
from shared.kernel.errors import RedressError
from tests.store.gate.acts import EVERY_ACT, is_found_to_be_domestic_abuse, is_moved

QUESTIONS = [
    f"{owner}.{asked}" for asked in ("contact_standing", "confirm_lease") for owner in OWNERS
]
NAMES = [act.__name__ for _, act in EVERY_ACT]


class Killed(BaseException):
    """The process died."""


def at(question, act):
    """Do ``act`` once, when that question is put."""
    done = []

    def hook(method):
        if method.routing_key == question and not done:
            done.append(method)
            try:
                act()
            except RedressError as error:  # or it would look like the silence of an owner
                raise AssertionError("the act itself was refused") from error

    return hook


def die():
    raise Killed


def try_to_deliver(case, item):
    try:
        case.deliver(item)
    except RedressError as error:
        return error.ids["conditions"].split(",")
    return []


MOMENTS = [
    pytest.param(owner, act, moment, id=f"{act.__name__}-{moment}")
    for owner, act in EVERY_ACT
    for moment in ("asked", "decided", "confirmed")
    if not (owner == "allocation" and moment == "decided")  # the same step as its confirmation
    # A move closes nothing by itself once it is told: the review of risk that it asks for does.
    if not (act is is_moved and moment == "asked")
]


@pytest.mark.parametrize(("owner", "act", "moment"), MOMENTS)
def test_what_an_owner_records_before_it_confirms_stops_the_delivery(
    world, case, owner, act, moment
):
    item = case.letter()
    question = {
        "asked": f"{owner}.contact_standing",
        "decided": "allocation.confirm_lease",
        "confirmed": f"{owner}.confirm_lease",
    }[moment]
    world.before = at(question, lambda: act(case, item))

    closed_by = try_to_deliver(case, item)

    assert closed_by
    # Screening is told of a flag by intake, so it may be told after it answered.
    answered = moment != "asked" or act is is_found_to_be_domestic_abuse
    assert ("owners_confirmed" in closed_by) is answered
    assert case.state(item) is ItemState.OFFERED
    assert "item_delivered" not in world.audited("comms", case.case_id)


@pytest.mark.parametrize(("owner", "act"), EVERY_ACT, ids=NAMES)
def test_what_an_owner_records_after_it_confirmed_comes_after_the_delivery(world, case, owner, act):
    item = case.letter()
    world.after = at(f"{owner}.confirm_lease", lambda: act(case, item))

    assert try_to_deliver(case, item) == []

    record = world.audited(owner, case.case_id)
    confirmed = record.index("lease_confirmed")
    assert record[confirmed + 1 :], "the act is not on record after the confirmation"
    world.carry()
    assert case.state(item) is ItemState.DELIVERED


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("heard", [True, False])
def test_a_withdrawal_before_any_question_stops_the_delivery(world, case, question, heard):
    item = case.letter()

    def withdraw():
        case.withdraw(case.recipient)
        if heard:
            world.carry("comms")

    world.before = at(question, withdraw)

    assert try_to_deliver(case, item) != []
    world.carry()
    assert case.state(item) is ItemState.RECALLED


def test_a_withdrawal_taken_back_before_comms_hears_of_it_has_still_recalled_everything(
    world, case
):
    item = case.letter()
    case.withdraw(case.recipient)
    case.agree()

    assert "author_consents_to_item" in try_to_deliver(case, item)
    world.carry()
    assert case.state(item) is ItemState.RECALLED


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_process_that_dies_on_the_way_has_delivered_nothing(world, case, question, when):
    item = case.letter()
    setattr(world, when, at(question, die))

    with pytest.raises(Killed):
        case.deliver(item)

    assert case.state(item) is ItemState.OFFERED
    assert try_to_deliver(case, item) == []
    assert world.audited("comms", case.case_id).count("item_delivered") == 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_was_confirmed_before_the_process_died_delivers_nothing_after_a_withdrawal(
    world, case, question
):
    item = case.letter()
    world.after = at(question, die)
    with pytest.raises(Killed):
        case.deliver(item)
    case.withdraw(case.author)

    assert try_to_deliver(case, item) != []

    assert "item_delivered" not in world.audited("comms", case.case_id)


def test_a_process_that_dies_in_the_record_has_delivered_nothing(world, case, monkeypatch):
    item, announce = case.letter(), passing._announce_delivery

    def announce_and_die(*told):
        announce(*told)
        raise Killed

    monkeypatch.setattr(passing, "_announce_delivery", announce_and_die)
    with pytest.raises(Killed):
        case.deliver(item)
    monkeypatch.undo()

    assert case.state(item) is ItemState.OFFERED
    assert "item_delivered" not in world.audited("comms", case.case_id)
    assert try_to_deliver(case, item) == []


def test_the_day_of_the_answers_must_be_the_day_of_the_confirmation(world, case):
    item = case.letter()
    world.before = at("intake.confirm_lease", lambda: world.clock.advance(timedelta(days=1)))

    assert "owners_confirmed" in try_to_deliver(case, item)
