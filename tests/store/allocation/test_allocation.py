from datetime import date
from uuid import uuid4

import pytest

from services.allocation.access import ACCESS
from services.allocation.entrypoints import serves
from services.allocation.store import cases
from services.allocation.store.tables import metadata, volunteers
from services.allocation.use_cases.registering import announce_vetting_due
from shared.contracts.allocation import conflicts, rpc
from shared.contracts.codes import CaseFlag, CaseStage, CrimeType, Outcome, VolunteerStatus
from shared.contracts.intake.events import (
    CaseClosedV1,
    CaseOpenedV1,
    CasesJoinedV1,
    ReferralAmendedV1,
)
from shared.contracts.registry import METHODS
from shared.kernel.errors import InvalidInput, NotFound, Refused
from shared.security.actors import Role
from shared.store.columns import undeclared_columns
from shared.store.migrations import downgrade, drift, upgrade


def assign(world, *pair):
    request = rpc.AssignFacilitators(case_id=world.case_id, facilitator_ids=pair)
    return world.ask(rpc.ASSIGN_FACILITATORS, request)


def refusal(world, *pair):
    with pytest.raises(Refused) as refused:
        assign(world, *pair)
    return set(refused.value.ids["reasons"].split(","))


@pytest.mark.requirement("ALL-01")
def test_two_able_facilitators_take_an_eligible_case_and_see_it_while_assigned(world):
    world.decide()
    first, second = world.volunteer("vol-1"), world.volunteer("vol-2")
    assign(world, first, second)
    question = rpc.CaseById(case_id=world.case_id)
    seen = world.ask(rpc.ASSIGNMENT, question, user="vol-1", role=Role.FACILITATOR)
    release = rpc.ReleaseFacilitator(
        case_id=world.case_id, facilitator_id=first, reason="moved_away"
    )
    world.ask(rpc.RELEASE_FACILITATOR, release)

    assert {one.name for one in seen.facilitators} == {"Testperson vol-1", "Testperson vol-2"}
    with pytest.raises(NotFound):
        world.ask(rpc.ASSIGNMENT, question, user="vol-1", role=Role.FACILITATOR)
    assert world.said()[-2:] == [
        "allocation.facilitators_assigned.v1",
        "allocation.facilitator_released.v1",
    ]


def test_whoever_may_not_is_refused_with_every_reason(world):
    late, able = world.volunteer("vol-1", until=date(2019, 6, 30)), world.volunteer("vol-2")
    conflict = conflicts.DeclareConflict(facilitator_id=late, case_id=world.case_id)
    world.ask(conflicts.DECLARE_CONFLICT, conflict)

    assert refusal(world, late, able) == {
        "eligibility-not-decided",
        "first:conflict-declared",
        "first:vetting-not-in-date",
    }
    assert "same-person-twice" in refusal(world, able, able)


def test_a_facilitator_declares_a_conflict_of_their_own_and_of_nobody_else(world):
    mine, other = world.volunteer("vol-1"), world.volunteer("vol-2")
    own, anothers = (
        conflicts.DeclareConflict(facilitator_id=one, case_id=world.case_id)
        for one in (mine, other)
    )
    world.ask(conflicts.DECLARE_CONFLICT, own, user="vol-1", role=Role.FACILITATOR)
    with pytest.raises(NotFound, match="facilitator-unknown"):
        world.ask(conflicts.DECLARE_CONFLICT, anothers, user="vol-1", role=Role.FACILITATOR)

    world.decide()
    found = world.ask(rpc.CANDIDATES, rpc.CaseById(case_id=world.case_id)).candidates
    assert {one.facilitator_id: one.reasons for one in found} == {
        mine: ("conflict-declared",),
        other: (),
    }


def test_candidates_come_with_every_reason_the_possible_first(world):
    world.decide()
    late, able = world.volunteer("vol-1", until=date(2019, 6, 30)), world.volunteer("vol-2")

    found = world.ask(rpc.CANDIDATES, rpc.CaseById(case_id=world.case_id)).candidates

    assert [(one.facilitator_id, one.reasons) for one in found] == [
        (able, ()),
        (late, ("vetting-not-in-date",)),
    ]


@pytest.mark.requirement("ALL-02")
def test_one_of_a_pair_is_replaced_and_the_other_stays(world):
    world.decide()
    first, second, third = (world.volunteer(f"vol-{n}") for n in (1, 2, 3))
    assign(world, first, second)
    assert "others-still-assigned" in refusal(world, second, third)
    release = rpc.ReleaseFacilitator(case_id=world.case_id, facilitator_id=first, reason="illness")
    world.ask(rpc.RELEASE_FACILITATOR, release)
    assign(world, second, third)

    shown = world.ask(rpc.ASSIGNMENT, rpc.CaseById(case_id=world.case_id)).facilitators

    assert {one.user_id for one in shown if one.released_at is None} == {"vol-2", "vol-3"}


def test_who_leaves_is_released_and_a_closed_case_takes_nobody(world):
    world.decide()
    first, second = world.volunteer("vol-1"), world.volunteer("vol-2")
    assign(world, first, second)
    left = rpc.ChangeVolunteerStatus(facilitator_id=first, status=VolunteerStatus.LEFT)
    world.ask(rpc.CHANGE_VOLUNTEER_STATUS, left)
    closed = CaseClosedV1(
        case_id=world.case_id,
        primary_outcome=Outcome.LETTER_DELIVERED,
        positive=True,
        completed=True,
        closed_at=world.clock.now(),
    )
    world.hear(closed)

    assert "allocation.facilitator_released.v1" in world.said()
    assert "case-closed" in refusal(world, first, second)


def test_a_check_that_ends_soon_is_announced_once(world):
    world.volunteer("vol-1", until=date(2019, 7, 31))
    world.volunteer("vol-2", until=date(2019, 8, 1))
    counts = []
    for _ in range(2):
        with world.runtime.transaction() as uow:
            counts.append(announce_vetting_due(uow))

    assert counts == [1, 0]


@pytest.mark.requirement("ALL-03")
def test_the_register_tells_what_runs_out_and_why_somebody_can_take_no_case(world):
    soon, later = (
        world.volunteer("vol-1", until=date(2019, 7, 31)),
        world.volunteer("vol-2", until=date(2019, 8, 1)),
    )
    newer = rpc.RecordVetting(facilitator_id=soon, kind="dbs_standard",
                              issued_on=date(2019, 7, 1), next_check_on=date(2021, 7, 1))  # fmt: skip
    world.ask(rpc.RECORD_VETTING, newer)
    rests = rpc.ChangeVolunteerStatus(facilitator_id=later, status=VolunteerStatus.DORMANT)
    world.ask(rpc.CHANGE_VOLUNTEER_STATUS, rests)

    one, other = world.ask(rpc.VOLUNTEERS, rpc.ListVolunteers()).volunteers

    assert {held.kind: held.renew for held in one.checks} == {
        "dbs_enhanced": True, "dbs_standard": False,
    }  # fmt: skip
    assert not any(held.renew for held in (*one.accreditations, *other.checks))
    assert (one.vetting_next_check_on, one.reasons) == (date(2021, 7, 1), ())
    assert other.reasons == ("not-active",)


def test_what_ended_is_renewed_by_what_follows_and_who_left_renews_nothing(world):
    one = world.volunteer("vol-1", until=date(2019, 6, 1))

    def renews():
        (found,) = world.ask(rpc.VOLUNTEERS, rpc.ListVolunteers(facilitator_id=one)).volunteers
        return [held.until_on for held in found.checks if held.renew]

    ended = renews()
    left = rpc.ChangeVolunteerStatus(facilitator_id=one, status=VolunteerStatus.LEFT)
    world.ask(rpc.CHANGE_VOLUNTEER_STATUS, left)
    after_leaving = renews()
    back = rpc.ChangeVolunteerStatus(facilitator_id=one, status=VolunteerStatus.ACTIVE)
    world.ask(rpc.CHANGE_VOLUNTEER_STATUS, back)
    follows = rpc.RecordVetting(facilitator_id=one, kind="dbs_enhanced",
                                issued_on=date(2019, 7, 1), next_check_on=date(2021, 7, 1))  # fmt: skip
    world.ask(rpc.RECORD_VETTING, follows)

    assert (ended, after_leaving, renews()) == ([date(2019, 6, 1)], [], [])


def test_one_volunteer_is_told_whole_and_a_list_tells_less(world):
    world.decide()
    first, second = world.volunteer("vol-1"), world.volunteer("vol-2")
    entered = rpc.RegisterVolunteer(name="Testperson 3", organisation="Example", skills=("Polish",),
                                    workplaces=("Example prison",), status=VolunteerStatus.APPLICANT)  # fmt: skip
    third = world.ask(rpc.REGISTER_VOLUNTEER, entered).facilitator_id
    assign(world, first, second)

    listed = world.ask(rpc.VOLUNTEERS, rpc.ListVolunteers()).volunteers
    (whole,) = world.ask(rpc.VOLUNTEERS, rpc.ListVolunteers(facilitator_id=third)).volunteers

    assert [one.open_cases for one in listed] == [1, 1, 0]
    assert all(one.skills == one.workplaces == () for one in listed)
    assert (whole.skills, whole.workplaces) == (("Polish",), ("Example prison",))
    with pytest.raises(NotFound):
        world.ask(rpc.VOLUNTEERS, rpc.ListVolunteers(facilitator_id=uuid4()))


@pytest.mark.parametrize(
    ("method", "request_of", "field"),
    [
        (rpc.RECORD_ACCREDITATION, rpc.RecordAccreditation, "valid_until"),
        (rpc.RECORD_VETTING, rpc.RecordVetting, "next_check_on"),
    ],
)
def test_what_ends_before_it_begins_is_refused_at_its_last_day(world, method, request_of, field):
    begins = "valid_from" if field == "valid_until" else "issued_on"
    kind = "practitioner" if field == "valid_until" else "dbs_enhanced"
    days = {begins: date(2019, 7, 2), field: date(2019, 7, 1)}
    turned = request_of(facilitator_id=world.volunteer("vol-1"), kind=kind, **days)

    with pytest.raises(InvalidInput) as refused:
        world.ask(method, turned)

    assert [(one.field, one.code) for one in refused.value.faults] == [(field, "before-start")]


def test_no_name_lies_readable_in_the_store(world):
    world.volunteer("vol-1")

    with world.runtime.store.reading() as connection:
        rows = connection.execute(volunteers.select()).all()

    assert rows
    assert all(b"Testperson" not in bytes(row.particulars) for row in rows)


def test_the_migration_makes_exactly_the_tables_and_goes_back_and_forth_with_data(world):
    world.volunteer("vol-1")
    with world.runtime.store.reading() as connection:
        assert drift(connection, metadata) == []
    world.runtime.store.close()
    downgrade(world.url, "allocation", "base")
    upgrade(world.url, "allocation")


def test_every_method_has_a_row_and_every_column_says_what_it_holds():
    own = {method.name for method in METHODS.values() if method.service == "allocation"}

    assert set(ACCESS) == own == set(serves.names())
    assert undeclared_columns(metadata) == []


def test_a_case_that_goes_on_in_another_takes_nobody_and_its_needs_go_along(world):
    referral_id = world.decide()
    first, second = world.volunteer("vol-1"), world.volunteer("vol-2")
    goes_on = uuid4()
    world.hear(CaseOpenedV1(case_id=goes_on, reference="RJ-2", opened_at=world.clock.now(),
                            strands=()))  # fmt: skip
    joined = CasesJoinedV1(
        case_id=world.case_id,
        into_case_id=goes_on,
        referral_ids=(referral_id,),
        strands=(),
        stage=CaseStage.REFERRED,
        joined_at=world.clock.now(),
    )
    world.hear(joined)

    assert "case-closed" in refusal(world, first, second)
    with world.runtime.store.reading() as connection:
        assert cases.find_case(connection, goes_on).decisions == ("proceed",)
        assert cases.find_case(connection, world.case_id).decisions == ()


@pytest.mark.requirement("ALL-04")
def test_a_hate_crime_that_comes_out_later_asks_for_the_skill_and_a_no_takes_it_away(world):
    referral_id = world.decide()
    pair = world.volunteer("vol-1"), world.volunteer("vol-2")

    amended(world, referral_id, CaseFlag.HATE)
    amended(world, referral_id, CaseFlag.HATE)
    needed = refusal(world, *pair)
    amended(world, referral_id)
    assign(world, *pair)

    assert "needs-specialist-hate" in needed


def amended(world, referral_id, *flags):
    event = ReferralAmendedV1(
        case_id=world.case_id,
        referral_id=referral_id,
        fields=("flags.hate",),
        crime_types=(CrimeType.ASSAULT,),
        flags=flags,
        enhanced_priority=bool(flags),
        amended_at=world.clock.now(),
    )
    world.hear(event)
