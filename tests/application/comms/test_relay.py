"""The relay beside its steps: versions, choices, what came of a delivery, waiting, seals."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from services.comms.store.tables import item_steps
from shared.contracts.codes import ItemState, Side
from shared.contracts.comms import relay, rpc
from shared.contracts.intake.events import ConsentRecordedV1
from shared.kernel.errors import InvalidInput, NotFound, Refused
from tests.application.comms.world import FIRST, OTHER, SECOND


def ask(world, method, request, by=FIRST, **about):
    return world.do(method, request(case_id=world.case_id, **about), by)


def revise(world, item, text="Other words."):
    return ask(world, relay.REVISE_ITEM, relay.ReviseItem, item_id=item.item_id, text=text)


def result(world, item, what, **more):
    about = {"item_id": item.item_id, "result": what, **more}
    ask(world, relay.RECORD_DELIVERY_RESULT, relay.RecordDeliveryResult, **about)


def choose(world, item, **choice):
    about = {"item_id": item.item_id, "accepts": True, **choice}
    ask(world, rpc.RECORD_OFFER, rpc.RecordOffer, **about)


def window(world):
    now = world.clock.now()
    return {"window_from": now - timedelta(hours=1), "window_until": now + timedelta(days=3)}


def waits(world, by=FIRST, **about):
    found = world.do(relay.RELAY, relay.AskRelay(**about), by).items
    return {one.item_id: str(one.waits_on) for one in found}


def consent_to(world, item, *, given=True):
    world.hear(
        ConsentRecordedV1(
            consent_id=uuid4(),
            case_id=world.case_id,
            person_id=world.harmed,
            role="harmed",
            strand_id=world.strand_id,
            purpose="pass_item",
            given=given,
            item_id=item.item_id,
            method="spoken",
            obtained_by="staff",
            recorded_at=world.clock.now(),
        )
    )


@pytest.mark.requirement("PRC-08")
def test_any_edit_starts_again_and_every_version_is_kept(world):
    first = world.offered(form="apology")
    second = revise(world, first)

    assert (second.version, world.state(first)) == (2, ItemState.RECALLED)
    assert world.state(second) is ItemState.COMPOSED
    with pytest.raises(Refused, match="gate-closed"):
        world.deliver(first)
    with pytest.raises(Refused, match="gate-closed"):
        world.deliver(second)
    with pytest.raises(Refused, match="not-the-latest-version"):
        revise(world, first)
    found = ask(world, relay.VERSIONS, relay.AskVersions, item_id=second.item_id)
    assert [(one.version, one.state) for one in found.versions] == [
        (1, "recalled"),
        (2, "composed"),
    ]
    assert found.form == "apology"
    assert len({one.content_hash for one in found.versions}) == 2


def test_what_was_delivered_is_not_reworded(world):
    item = world.offered()
    world.deliver(item)

    with pytest.raises(Refused, match="item-delivered"):
        revise(world, item)


@pytest.mark.requirement("CON-03")
def test_an_item_kept_for_later_is_not_delivered_until_it_is_taken(world):
    item = world.offered()
    later = world.clock.now() + timedelta(days=30)
    choose(world, item, accepts=False, keep_until=later)

    assert world.state(item) is ItemState.KEPT
    assert waits(world)[item.item_id] in {"author", "recipient"}
    with pytest.raises(Refused) as refused:
        world.deliver(item)
    assert "recipient_accepted" in refused.value.ids["conditions"]
    choose(world, item, **window(world))
    world.deliver(item)
    assert world.state(item) is ItemState.DELIVERED


def test_kept_for_later_is_neither_taken_nor_in_the_past(world):
    item = world.offered()
    for wrong in (
        {"accepts": True, "keep_until": world.clock.now() + timedelta(days=1)},
        {"accepts": False, "keep_until": world.clock.now() - timedelta(days=1)},
    ):
        with pytest.raises(InvalidInput):
            choose(world, item, **wrong)


def test_an_item_passes_only_in_the_way_that_was_chosen(world):
    item = world.offered()
    choose(world, item, how="posted", **window(world))

    with pytest.raises(Refused, match="not-the-chosen-way"):
        world.deliver(item)
    choose(world, item, how="read_aloud", **window(world))
    world.deliver(item)

    assert world.state(item) is ItemState.DELIVERED


@pytest.mark.requirement("PRC-08")
def test_a_return_reopens_the_delivery_and_the_gate_decides_anew(world):
    item = world.offered()
    world.deliver(item)
    with pytest.raises(Refused, match="gate-closed"):
        world.deliver(item)

    result(world, item, "returned", words="Nobody of that name there.")

    assert world.state(item) is ItemState.OFFERED
    assert [one["result"] for one in world.announced("delivery_result_recorded")] == ["returned"]
    world.runtime.answers["intake.contact_standing"] = world.standing(recipient_takes_part=False)
    with pytest.raises(Refused):
        world.deliver(item)
    world.runtime.answers["intake.contact_standing"] = world.standing
    world.deliver(item)
    result(world, item, "proven")
    with pytest.raises(Refused, match="item-taken-in"):
        result(world, item, "returned")


def test_a_refusal_at_the_door_reopens_the_question_whether_they_want_it(world):
    item = world.offered()
    world.deliver(item)
    result(world, item, "refused")

    assert world.state(item) is ItemState.VETTED
    with pytest.raises(Refused) as refused:
        world.deliver(item)
    assert refused.value.ids["conditions"] == "recipient_accepted,window_open"
    world.hear(world.withdrawal())
    assert world.state(item) is ItemState.RECALLED


def test_nothing_comes_of_what_was_not_delivered(world):
    with pytest.raises(Refused, match="item-not-delivered"):
        result(world, world.offered(), "proven")


@pytest.mark.requirement("PRC-07", "PRC-13")
def test_the_relay_says_what_waits_on_whom(world):
    item = world.compose()
    assert waits(world) == {item.item_id: "author"}
    world.step(rpc.APPROVE_ITEM, item)
    assert waits(world) == {item.item_id: "author"}
    consent_to(world, item)
    assert waits(world) == {item.item_id: "facilitator"}
    world.step(rpc.CHECK_ITEM, item)
    world.step(rpc.VET_ITEM, item, FIRST)
    assert waits(world) == {item.item_id: "second_vetter"}
    world.step(rpc.VET_ITEM, item, SECOND)
    assert waits(world) == {item.item_id: "recipient"}
    start = world.clock.now() + timedelta(days=1)
    choose(world, item, window_from=start, window_until=start + timedelta(days=1), how="posted")
    assert waits(world) == {item.item_id: "window"}
    choose(world, item, how="posted", **window(world))
    assert waits(world, case_id=world.case_id) == {item.item_id: "delivery"}
    about = {"item_id": item.item_id, "content_hash": item.content_hash, "how": "posted"}
    ask(world, rpc.DELIVER_ITEM, rpc.DeliverItem, **about)
    assert waits(world) == {item.item_id: "proof"}
    result(world, item, "proven")
    assert waits(world) == {}


def test_the_relay_shows_nobody_the_items_of_others_cases(world):
    world.compose()

    assert waits(world, OTHER) == {}
    with pytest.raises(NotFound):
        waits(world, OTHER, case_id=world.case_id)


def item_steps_of(world, item):
    return ask(world, relay.ITEM_STEPS, relay.AskStepsOfItem, item_id=item.item_id)


def test_every_step_is_signed_for_timed_hashed_and_sealed_to_the_one_before(world):
    item = world.offered()
    world.deliver(item)

    found = item_steps_of(world, item)

    kinds = [one.kind for one in found.steps]
    assert kinds == ["approved", "checked", "vetted", "vetted", "accepted", "delivered"]
    assert {one.content_hash for one in found.steps} == {item.content_hash}
    assert all(one.by and one.at and one.seal for one in found.steps)
    assert len({one.seal for one in found.steps}) == len(found.steps)
    assert found.sealed


@pytest.mark.parametrize(
    "change",
    [{"by_user": "vol-2"}, {"reason": "posted"}, {"as_supervisor": True}],
)
def test_nothing_passes_on_steps_that_somebody_altered_in_the_store(world, change):
    item = world.offered()
    with world.runtime.store.writing() as connection:
        connection.execute(
            update(item_steps)
            .where(item_steps.c.kind == "vetted", item_steps.c.by_user == "vol-1")
            .values(**change)
        )

    assert not item_steps_of(world, item).sealed
    with pytest.raises(Refused, match="steps-altered"):
        world.deliver(item)
    assert world.announced("item_delivered") == []


def test_a_step_that_was_added_behind_the_service_is_noticed(world):
    item = world.offered()
    row = {
        "item_id": item.item_id,
        "kind": "vetted",
        "by_user": "vol-3",
        "at": world.clock.now(),
        "content_hash": item.content_hash,
        "as_supervisor": False,
    }
    with world.runtime.store.writing() as connection:
        connection.execute(item_steps.insert(), row)

    with pytest.raises(Refused, match="steps-altered"):
        world.deliver(item)


def test_a_reply_needs_the_question_to_stand_delivered(world):
    question = world.offered("Do you think of it?", kind="question")
    world.deliver(question)
    result(world, question, "returned")

    with pytest.raises(Refused, match="nothing-to-reply-to"):
        world.compose(
            "Often.", kind="answer", from_side=Side.RESPONSIBLE, in_reply_to=question.item_id
        )
