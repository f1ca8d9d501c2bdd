"""What was refused for its form: seen, corrected, released or given up by somebody with a name."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from ops.feed import feed_command
from services.feeds import quarantine
from services.feeds.tables import quarantine as table
from services.feeds.turned import Turned
from shared.audit.tables import audit_entries
from shared.kernel.errors import InvalidInput, NotFound, Refused
from shared.security.sealing import SealingKey
from tests.feeds.world import new_id


def held(world):
    with world.runtime.store.reading() as connection:
        return quarantine.list_held(connection)


def bad(world, **changed):
    return world.arrive(world.sample("bad_many_faults", **changed))


def test_a_bad_form_is_refused_and_held_sealed_with_its_faults(world):
    message_id = bad(world)

    (one,) = held(world)
    assert one.message_id == message_id
    assert {fault.field for fault in one.faults} >= {"officer.name", "victims.0.surname"}
    refusal = world.said("refusal")[0]
    assert refusal["held_for_staff"] is True
    (row,) = world.rows(table)
    assert b"Gamma" not in bytes(row.body)
    with pytest.raises(Exception, match="sealed"):
        SealingKey.generate().open(bytes(row.body), quarantine.CONTEXT)


def test_staff_see_correct_and_release_and_the_agency_gets_its_receipt(world):
    message_id = bad(world)
    (one,) = held(world)
    with world.unit() as uow:
        seen = json.loads(
            quarantine.look(uow, world.feed, one.feed_message_id, purpose="correction")
        )
    better = world.sample()
    better["victims"][0]["forenames"] = seen["victims"][0]["forenames"]
    with world.unit() as uow:
        first = quarantine.correct(uow, world.feed, one.feed_message_id, b'{"form": "RJ1"}')
        assert first
        assert (
            quarantine.correct(uow, world.feed, one.feed_message_id, json.dumps(better).encode())
            == ()
        )
    assert world.handed_on() == []
    with world.unit() as uow:
        quarantine.release(uow, world.feed, one.feed_message_id, reason="rang the officer")

    assert len(world.handed_on()) == 1
    event = world.accepted(message_id)
    assert world.said("receipt")[0]["reference"] == event.reference
    assert held(world) == []
    with world.runtime.store.reading() as connection:
        done = connection.execute(select(audit_entries.c.action, audit_entries.c.actor)).all()
    actions = [action for action, actor in done if actor == "manager-1"]
    assert actions[:2] == ["quarantine.read", "quarantine.corrected"]
    assert "quarantine.released" in actions


def test_what_is_still_at_fault_cannot_be_released_and_nothing_changes(world):
    bad(world)
    (one,) = held(world)

    with pytest.raises(Turned) as turned, world.unit() as uow:
        quarantine.release(uow, world.feed, one.feed_message_id, reason="hoped it would do")

    assert turned.value.faults
    assert len(held(world)) == 1
    assert world.handed_on() == []


def test_a_message_is_settled_once_with_a_reason(world):
    bad(world)
    (one,) = held(world)
    with pytest.raises(InvalidInput), world.unit() as uow:
        quarantine.discard(uow, world.feed, one.feed_message_id, reason=" ")
    with world.unit() as uow:
        quarantine.discard(uow, world.feed, one.feed_message_id, reason="sent again, corrected")
    for again in (quarantine.discard, quarantine.release):
        with pytest.raises(Refused, match="settled"), world.unit() as uow:
            again(uow, world.feed, one.feed_message_id, reason="once more")
    with pytest.raises(NotFound), world.unit() as uow:
        quarantine.discard(uow, world.feed, new_id(), reason="no such message")


@pytest.mark.requirement("PTR-33")
def test_nothing_is_held_of_what_came_without_an_agreement_in_force(world_of):
    world = world_of()
    world.clock.advance(-timedelta(days=800))
    world.arrive(world.sample())

    faults = world.said("refusal")[0]["faults"]
    assert {"field": "agreement", "code": "agreement-not-in-force"} in faults
    assert "held_for_staff" not in world.said("refusal")[0]
    assert held(world) == []


@pytest.mark.requirement("CON-01", "INT-08")
@pytest.mark.parametrize("agency", ["mps", "hmpps", "victim_support"])
def test_nothing_is_kept_of_somebody_who_said_no(world_of, agency):
    world = world_of(agency)
    content = world.sample()
    if agency == "victim_support":
        said, yes, no = content["permission"], ("share_with_rj", "rj_may_contact"), False
    else:
        person = content["victims"][0] if agency == "mps" else content["subject"]
        said, yes, no = person["consent"], ("to_referral", "to_contact"), "N"
    said.update(dict.fromkeys(yes, no))

    world.arrive(content)

    (refusal,) = world.said("refusal")
    (fault,) = refusal["faults"]
    assert fault["code"] == "consent-refused"
    assert "held_for_staff" not in refusal
    assert held(world) == []
    assert world.handed_on() == []


def test_garbage_that_nobody_can_read_is_held_up_to_a_limit_and_always_refused(world, monkeypatch):
    monkeypatch.setattr(quarantine, "HELD_AT_MOST", 3)
    for _ in range(5):
        world.arrive(b"\xff\x00")

    assert len(held(world)) == 3
    refusals = world.said("refusal")
    assert len(refusals) == 5
    assert [one.get("held_for_staff", False) for one in refusals] == [True] * 3 + [False] * 2


def test_the_command_line_lists_shows_and_gives_up(world):
    bad(world)
    (one,) = held(world)
    folder = world.folder
    run = CliRunner()

    listed = run.invoke(feed_command, ["quarantine", "list", "mps", "--data-dir", str(folder)])
    assert str(one.feed_message_id) in listed.output, listed.output
    assert "officer.name=missing" in listed.output
    args = ["mps", str(one.feed_message_id), "--by", "manager-1", "--data-dir", str(folder)]
    shown = run.invoke(feed_command, ["quarantine", "show", *args])
    assert '"forenames": "Gamma"' in shown.output
    failed = run.invoke(feed_command, ["quarantine", "release", *args, "--reason", "try"])
    assert failed.exit_code == 1
    assert "officer.name: missing" in failed.output
    given_up = run.invoke(feed_command, ["quarantine", "discard", *args, "--reason", "sent again"])
    assert given_up.exit_code == 0
    assert held(world) == []
