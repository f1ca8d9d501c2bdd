"""Two records that are one person: who was told what is of both, and so is a no."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from ops.feed import feed_command
from shared.contracts.codes import ConsentPurpose
from shared.contracts.intake.identity import PersonsMergedV1, PersonsUnmergedV1
from tests.feeds.test_withholding import ask, entries, leaving, withdrawn, withheld
from tests.feeds.world import new_id


def merge(world, person, other, *, merge_id=None, may_be_sought=True):
    event = PersonsMergedV1(
        case_id=new_id(),
        merge_id=merge_id or new_id(),
        person_id=person,
        other_case_id=new_id(),
        other_person_id=other,
        may_be_sought=may_be_sought,
        merged_at=world.clock.now(),
    )
    world.hear(event)
    return event


def unmerge(world, merged):
    facts = merged.model_dump(exclude={"may_be_sought", "merged_at"})
    world.hear(PersonsUnmergedV1(**facts, unmerged_at=world.clock.now()))


def told_of(world, person):
    return [one.disclosure_id for one in entries(world, person_id=person)]


@pytest.mark.requirement("PTR-28")
def test_who_was_told_of_a_person_is_found_by_any_of_their_records(world):
    first, second, third, stranger = new_id(), new_id(), new_id(), new_id()
    told = []
    for person in (first, second, third):
        told.append(ask(world, new_id(), person))
        world.clock.advance(timedelta(minutes=1))
    ask(world, new_id(), stranger)
    merge(world, first, second)
    merged = merge(world, third, second)
    world.hear(merged)

    for person in (first, second, third):
        assert told_of(world, person) == told
    assert len(told_of(world, stranger)) == 1
    unmerge(world, merged)
    assert told_of(world, first) == told[:2]
    assert told_of(world, third) == told[2:]


@pytest.mark.requirement("CON-02")
def test_a_withdrawal_under_one_record_keeps_back_what_waits_under_any(world):
    first, second, third = new_id(), new_id(), new_id()
    mine = [ask(world, new_id(), one) for one in (first, second, third)]
    other = ask(world, new_id())
    merge(world, first, second)
    merge(world, second, third)

    world.hear(withdrawn(world, third, ConsentPurpose.BE_CONTACTED))

    assert leaving(world) == [other]
    assert withheld(world) == dict.fromkeys(mine, "consent-withdrawn")


@pytest.mark.requirement("CON-02")
def test_a_no_that_stood_before_two_records_were_known_as_one_keeps_back_what_waits(world):
    first, second = new_id(), new_id()
    waits = ask(world, new_id(), second)
    world.hear(withdrawn(world, first, ConsentPurpose.BE_CONTACTED))
    assert leaving(world) == [waits]

    merge(world, first, second, may_be_sought=False)

    assert leaving(world) == []
    assert withheld(world) == {waits: "consent-withdrawn"}


def test_a_merge_of_people_who_may_be_sought_and_its_end_keep_nothing_back(world):
    first, second = new_id(), new_id()
    waits = ask(world, new_id(), second)
    unmerge(world, merge(world, first, second))

    world.hear(withdrawn(world, first, ConsentPurpose.BE_CONTACTED))

    assert leaving(world) == [waits]


def test_after_a_merge_was_taken_back_the_same_two_may_be_merged_anew(world):
    first, second = new_id(), new_id()
    asked = ask(world, new_id(), second)
    unmerge(world, merge(world, first, second))
    assert told_of(world, first) == []
    merge(world, first, second)
    assert told_of(world, first) == [asked]


def test_the_command_line_tells_of_all_records_of_a_person(world):
    first, second = new_id(), new_id()
    ask(world, new_id(), second)
    merge(world, first, second)

    asked = ["told", "--person", str(first), "--agency", "mps", "--by", "dpo-1"]
    shown = CliRunner().invoke(feed_command, [*asked, "--data-dir", str(world.folder)])

    assert shown.exit_code == 0, shown.output
    assert len(shown.output.splitlines()) == 1
    assert "request" in shown.output
