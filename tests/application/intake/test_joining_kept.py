"""What joining two cases loses: nothing; and what it refuses."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from services.intake.store.joining import STAYS, moving
from services.intake.store.shapes import metadata
from services.intake.store.tables import cases as cases_table
from services.intake.use_cases.tending import retain
from shared.contracts.codes import CaseStage
from shared.contracts.intake import contact, entry, rpc, waiting
from shared.kernel.errors import NotFound, Refused
from shared.store.columns import Holds, holds_of
from tests.support.intake import COORDINATOR, POLICE
from tests.support.joined import Both, join, say, submit, two_cases, view

SEVEN_YEARS = timedelta(days=7 * 365)


@pytest.fixture
def both(intake):
    return two_cases(intake)


def a_full_life(intake, both):
    """Let something stand in as many places of the case as staff can write to."""
    case_id, alpha = both.herself.case_id, both.person("herself")
    say(intake, case_id, alpha, strand_id=both.strand("herself"), taken_by="PC Gammaexample")
    intake.ask(
        rpc.REVEAL_PERSON, rpc.RevealPerson(case_id=case_id, person_id=alpha, purpose="test")
    )
    intake.ask(
        contact.RECORD_CONTACT,
        contact.RecordContact(
            case_id=case_id,
            person_id=alpha,
            channel="post",
            path="own_contact_details",
            result="no_answer",
            note="An invented note.",
        ),
    )
    intake.ask(
        contact.PROMISE_UPDATES,
        contact.PromiseUpdates(case_id=case_id, person_id=alpha, interval="weekly", path="direct"),
    )
    intake.ask(
        rpc.CHANGE_ENGAGEMENT,
        rpc.ChangeEngagement(
            case_id=case_id,
            strand_id=both.strand("herself"),
            person_id=alpha,
            engagement="attempting",
        ),
    )
    intake.ask(
        entry.OVERRIDE_PRIORITY,
        entry.OverridePriority(
            case_id=case_id,
            referral_id=both.herself.referral_id,
            enhanced=True,
            note="Because of an invented reason.",
        ),
    )
    intake.ask(
        waiting.HOLD_STRAND,
        waiting.HoldStrand(
            case_id=case_id,
            strand_id=both.strand("herself"),
            cause="participant_request",
            note="An invented note.",
        ),
    )


def rows_of(intake, table, case_id):
    with intake.runtime.store.reading() as connection:
        query = select(table).where(table.c.case_id == case_id)
        return connection.execute(query).mappings().all()


def test_of_every_table_it_is_said_whether_its_rows_follow_a_joined_case():
    """A new table with a case in it moves by itself; one that stays behind is named, with why."""
    about_cases = {table.name for table in metadata.tables.values() if "case_id" in table.c}

    assert {table.name for table in moving()} | STAYS == about_cases
    assert {t.name for t in moving() if "case_id" in t.primary_key.columns} == set()


def test_nothing_is_lost_and_all_of_it_opens_under_the_key_of_the_case_that_goes_on(intake, both):
    a_full_life(intake, both)
    was = {t.name: len(rows_of(intake, t, both.herself.case_id)) for t in moving()}
    there = {t.name: len(rows_of(intake, t, both.police.case_id)) for t in moving()}
    assert len([name for name, count in was.items() if count]) >= 10

    join(intake, both)

    added = {"case_joins": 1, "person_merges": 1}
    opened = 0
    for table in moving():
        assert rows_of(intake, table, both.herself.case_id) == []
        rows = rows_of(intake, table, both.police.case_id)
        assert len(rows) == there[table.name] + was[table.name] + added.get(table.name, 0)
        secret = {Holds.PERSONAL_ENCRYPTED, Holds.SPECIAL_ENCRYPTED}
        with intake.as_(COORDINATOR) as uow:
            for name in (c.name for c in table.columns if holds_of(c) in secret):
                for row in rows:
                    if row[name] is not None:
                        uow.keys.open(both.police.case_id, row[name], f"{table.name}.{name}")
                        opened += 1
        strands = [row["strand_id"] for row in rows if row.get("strand_id")]
        assert both.strand("herself") not in strands
    assert opened >= 10


def test_one_promise_of_updates_is_left_the_newest(intake, both):
    for which, interval in (("police", "weekly"), ("herself", "monthly")):
        promise = contact.PromiseUpdates(
            case_id=getattr(both, which).case_id,
            person_id=both.person(which),
            interval=interval,
            path="direct",
        )
        intake.ask(contact.PROMISE_UPDATES, promise)
        intake.clock.advance(timedelta(minutes=1))

    join(intake, both)

    due = intake.ask(contact.DUE_UPDATES, contact.ListUpdates(by="2019-12-31")).updates
    assert [(one.person_id, one.interval.value) for one in due] == [
        (both.person("police"), "monthly")
    ]


@pytest.mark.requirement("INT-20")
def test_what_was_noted_as_possibly_the_same_is_decided_by_it(intake):
    one, two = submit(intake, POLICE), submit(intake, POLICE)
    assert intake.ask(entry.POSSIBLE_MATCHES, entry.ListMatches()).matches

    join(intake, Both(one, two), same_persons=[])

    assert intake.ask(entry.POSSIBLE_MATCHES, entry.ListMatches()).matches == ()


def set_stage(intake, case_id, stage):
    with intake.runtime.store.writing() as connection:
        mine = update(cases_table).where(cases_table.c.case_id == case_id)
        connection.execute(mine.values(stage_rank=list(CaseStage).index(stage)))


def test_the_case_that_came_further_is_not_joined_into_the_other(intake, both):
    set_stage(intake, both.herself.case_id, CaseStage.ALLOCATED)

    with pytest.raises(Refused, match="case-in-process"):
        join(intake, both)

    back = Both(both.herself, both.police)
    join(intake, back)
    assert view(intake, both.herself.case_id).stage is CaseStage.ALLOCATED


def test_a_case_with_outcomes_or_closed_is_not_joined(intake, both):
    outcome = rpc.RecordOutcome(
        case_id=both.herself.case_id, outcome="information_provided", primary=True
    )
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    with pytest.raises(Refused, match="outcomes-recorded"):
        join(intake, both)

    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=both.herself.case_id))

    for changes in ({}, {"case_id": both.police.case_id, "into_case_id": both.herself.case_id}):
        with pytest.raises(Refused, match="case-closed"):
            join(intake, both, same_persons=[], **changes)


def test_a_case_is_joined_once_and_never_into_itself(intake, both):
    with pytest.raises(Refused, match="same-case"):
        join(intake, both, into_case_id=both.herself.case_id)

    join(intake, both)

    with pytest.raises(Refused, match="case-closed"):
        join(intake, both)


def test_who_was_harmed_in_one_and_responsible_in_the_other_makes_it_another_harm(intake, both):
    wrong = [{"person_id": both.person("herself"), "into_person_id": both.person("police", "beta")}]

    with pytest.raises(Refused, match="sides-differ"):
        join(intake, both, same_persons=wrong)

    assert view(intake, both.herself.case_id).joined_into_case_id is None


def test_a_partner_joins_nothing_and_staff_only_what_there_is(intake, both):
    with pytest.raises(NotFound):
        join(intake, both, into_case_id=both.person("police"))


def test_the_case_that_ended_is_erased_with_the_one_that_goes_on_and_not_before(intake, both):
    join(intake, both)
    intake.clock.advance(SEVEN_YEARS)
    assert retain(intake.runtime) == {}  # the other is still open
    with pytest.raises(Refused, match="case-joined"):
        intake.ask(
            rpc.ERASE_CASE, rpc.ErasePerson(case_id=both.herself.case_id, reason="Asked for.")
        )
    outcome = rpc.RecordOutcome(
        case_id=both.police.case_id, outcome="information_provided", primary=True
    )
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=both.police.case_id))
    intake.clock.advance(SEVEN_YEARS)

    retain(intake.runtime)

    erased = [d["case_id"] for kind, d in intake.announced() if kind.endswith("case_erased.v1")]
    assert set(erased) == {str(both.police.case_id), str(both.herself.case_id)}
