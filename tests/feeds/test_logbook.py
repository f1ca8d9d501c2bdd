"""The disclosure log as staff ask for it: of a case, a person, some days, page by page."""

from datetime import UTC, date, datetime

import pytest

from services.feeds.outbound import Telling, tell
from services.feeds.tables import disclosure_log, merged_persons
from shared.kernel.errors import NotFound
from tests.feeds.test_office import ask, audited
from tests.feeds.world import new_id


def disclose(world, case_id, person_id=None, at=None):
    if at:
        world.clock.set(at)
    with world.unit() as uow:
        told = tell(
            uow,
            world.feed.book,
            world.feed.keys,
            Telling(
                kind="outcome",
                facts={"reference": "RJ-1907-00001", "outcome": "letter_delivered"},
                case_id=case_id,
                person_id=person_id,
                reference="RJ-1907-00001",
            ),
        )
    return told.disclosure_id


@pytest.mark.requirement("PTR-28")
def test_the_log_is_read_of_a_case_and_of_days_and_every_look_is_audited(world):
    ours, other = new_id(), new_id()
    first = disclose(world, ours, at=datetime(2020, 5, 4, 22, 30, tzinfo=UTC))
    second = disclose(world, ours, at=datetime(2020, 5, 5, 22, 30, tzinfo=UTC))
    disclose(world, other)

    told = ask(world, "disclosures", case_id=ours)
    on_a_day = ask(world, "disclosures", case_id=ours, until=date(2020, 5, 4))

    assert [one.disclosure_id for one in told.entries] == [second, first]
    assert [one.disclosure_id for one in on_a_day.entries] == [first]
    (entry,) = on_a_day.entries
    assert (entry.clause, entry.legal_basis) == ("5.2", "public task")
    assert entry.fields == ("reference", "outcome")
    looks = audited(world, "disclosure_log.read")
    assert [one.subject for one in looks] == [f"case/{ours}"] * 2
    assert {(one.actor, one.purpose) for one in looks} == {("manager-1", "accounting")}


def test_the_log_comes_page_by_page_and_misses_nothing(world):
    every = [disclose(world, new_id()) for _ in range(5)]
    found, before = [], None
    while True:
        page = ask(world, "disclosures", limit=2, before=before)
        found += [one.disclosure_id for one in page.entries]
        assert page.more is (page.next_page is not None)
        before = page.next_page
        if before is None:
            break

    assert sorted(found) == sorted(every)
    with pytest.raises(NotFound):
        ask(world, "disclosures", before=new_id())


@pytest.mark.requirement("PTR-28")
def test_the_log_is_read_of_a_person_by_every_record_of_theirs(world):
    person, other_record = new_id(), new_id()
    theirs = disclose(world, new_id(), person)
    also_theirs = disclose(world, new_id(), other_record)
    disclose(world, new_id(), new_id())
    with world.runtime.store.writing() as connection:
        connection.execute(
            merged_persons.insert().values(
                merge_id=new_id(), person_id=person, other_person_id=other_record
            )
        )

    told = ask(world, "disclosures", person_id=person)

    assert {one.disclosure_id for one in told.entries} == {theirs, also_theirs}


def test_what_leaves_as_a_file_is_audited_as_such(world):
    ask(world, "disclosures", for_export=True, reference="RJ-1907-00001")

    (left,) = audited(world, "disclosure_log.exported")
    assert (left.subject, left.actor) == ("disclosure_log/mps", "manager-1")
    assert "RJ-1907-00001" in left.detail


def test_what_was_kept_back_is_told_apart(world):
    kept = disclose(world, new_id())
    disclose(world, new_id())
    with world.runtime.store.writing() as connection:
        mine = disclosure_log.c.disclosure_id == kept
        connection.execute(
            disclosure_log.update()
            .where(mine)
            .values(withheld_at=world.clock.now(), withheld_why="case-erased")
        )

    told = ask(world, "disclosures", withheld_only=True)

    assert [(one.disclosure_id, one.withheld_as) for one in told.entries] == [(kept, "case-erased")]
