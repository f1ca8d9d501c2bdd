from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from services.allocation.access import ACCESS
from services.allocation.store.tables import assignments
from shared.contracts.allocation import conflicts, needs, rpc
from shared.contracts.codes import Outcome, VolunteerStatus
from shared.contracts.intake.events import CaseClosedV1, CaseOpenedV1
from shared.security.actors import Role


def assign(world, *pair):
    world.clock.advance(timedelta(days=1))
    request = rpc.AssignFacilitators(case_id=world.case_id, facilitator_ids=pair)
    world.ask(rpc.ASSIGN_FACILITATORS, request)


def in_need(world):
    found = world.ask(needs.CASES_IN_NEED, needs.ListCasesInNeed()).cases
    return [(one.case_id, one.since, one.reasons, one.remaining) for one in found]


@pytest.fixture
def pair(world):
    """Two who take the case, which nobody has assessed."""
    world.decide()
    two = world.volunteer("vol-1"), world.volunteer("vol-2")
    assign(world, *two)
    world.clock.advance(timedelta(days=1))
    return two


def declares(world, who):
    request = conflicts.DeclareConflict(facilitator_id=who, case_id=world.case_id)
    return world.ask(conflicts.DECLARE_CONFLICT, request)


def rests(world, who):
    request = rpc.ChangeVolunteerStatus(facilitator_id=who, status=VolunteerStatus.DORMANT)
    return world.ask(rpc.CHANGE_VOLUNTEER_STATUS, request)


def is_taken_off(world, who):
    request = rpc.ReleaseFacilitator(
        case_id=world.case_id, facilitator_id=who, reason="unavailable"
    )
    return world.ask(rpc.RELEASE_FACILITATOR, request)


@pytest.mark.requirement("ALL-02")
@pytest.mark.parametrize(
    ("leaves", "why"),
    [
        (declares, "conflict_declared"),
        (rests, "no_longer_available"),
        (is_taken_off, "unavailable"),
    ],
)
def test_a_case_that_loses_a_facilitator_needs_one_from_then_on(world, pair, leaves, why):
    before = in_need(world)
    leaves(world, pair[0])
    left_at = world.clock.now()
    world.clock.advance(timedelta(days=3))

    assert before == []
    assert in_need(world) == [(world.case_id, left_at, (why,), 1)]


def test_who_left_first_says_since_when_and_a_new_pair_ends_the_need(world, pair):
    third, fourth = world.volunteer("vol-3"), world.volunteer("vol-4")
    is_taken_off(world, pair[1])
    since = world.clock.now()
    world.clock.advance(timedelta(days=2))
    declares(world, pair[0])
    both = in_need(world)
    assign(world, third, fourth)
    none = in_need(world)
    world.clock.advance(timedelta(days=1))
    rests(world, third)

    assert both == [(world.case_id, since, ("unavailable", "conflict_declared"), 0)]
    assert none == []
    assert in_need(world) == [(world.case_id, world.clock.now(), ("no_longer_available",), 1)]


def test_one_who_stays_beside_a_new_colleague_left_nobody(world, pair):
    rests(world, pair[0])
    assign(world, pair[1], world.volunteer("vol-3"))

    with world.runtime.store.reading() as connection:
        reasons = {row.release_reason for row in connection.execute(assignments.select())}
    assert reasons == {None, "no_longer_available", "paired_anew"}
    assert in_need(world) == []


def test_a_closed_case_needs_nobody(world, pair):
    rests(world, pair[0])
    closed = CaseClosedV1(
        case_id=world.case_id,
        primary_outcome=Outcome.LETTER_DELIVERED,
        positive=True,
        completed=True,
        closed_at=world.clock.now(),
    )
    world.hear(closed)

    assert in_need(world) == []


def test_a_limit_counts_cases_and_keeps_those_that_wait_longest_whole(world, pair):
    first, world.case_id = world.case_id, uuid4()
    held = {"case_id": world.case_id, "reference": "R2", "strands": ()}
    world.hear(CaseOpenedV1(**held, opened_at=world.clock.now()))
    world.decide()
    third, fourth = world.volunteer("vol-3"), world.volunteer("vol-4")
    assign(world, third, fourth)
    is_taken_off(world, third)
    world.clock.advance(timedelta(days=1))
    second, world.case_id = world.case_id, first
    is_taken_off(world, pair[0])
    world.clock.advance(timedelta(days=1))
    world.case_id = second
    is_taken_off(world, fourth)

    both, one = (
        world.ask(needs.CASES_IN_NEED, needs.ListCasesInNeed(limit=most)).cases for most in (2, 1)
    )
    assert [found.case_id for found in both] == [second, first]
    assert one == both[:1]
    assert len(one[0].reasons) == 2


def test_the_office_alone_is_told():
    for role, may in ((Role.CASE_COORDINATOR, True), (Role.FACILITATOR, False)):
        assert (role in ACCESS["cases_in_need"]) is may


def renewals(world, *, role=Role.CASE_COORDINATOR, limit=200):
    asked = needs.ListRenewals(limit=limit)
    return world.ask(needs.RENEWALS, asked, role=role).renewals


@pytest.mark.requirement("ALL-03")
def test_whose_check_ran_out_while_on_a_case_is_told_until_it_is_renewed(world, pair):
    runs_out = date(2020, 6, 1)
    world.clock.advance(datetime(2020, 5, 1, 9, tzinfo=UTC) - world.clock.now())
    a_month_before = renewals(world)
    world.clock.advance(timedelta(days=1))
    within_notice = renewals(world)
    world.clock.advance(timedelta(days=31))
    ran_out = renewals(world)
    renewed = rpc.RecordVetting(
        facilitator_id=pair[0],
        kind="dbs_enhanced",
        issued_on=date(2020, 6, 1),
        next_check_on=date(2023, 6, 1),
    )
    world.ask(rpc.RECORD_VETTING, renewed)

    assert a_month_before == ()
    assert {one.facilitator_id for one in within_notice} == set(pair)
    for one in within_notice:
        assert one.reasons == ()
        assert [(end.kind, end.until_on) for end in one.ending] == [("dbs_enhanced", runs_out)]
        assert (one.open_cases, one.case_ids) == (1, (world.case_id,))
    assert {one.reasons for one in ran_out} == {("vetting-not-in-date",)}
    assert [one.facilitator_id for one in renewals(world)] == [pair[1]]


def test_who_may_not_act_on_an_open_case_comes_before_what_ends_soon(world, pair):
    soon = world.volunteer("vol-9", until=date(2019, 7, 10))
    away = rpc.ChangeVolunteerStatus(facilitator_id=pair[0], status=VolunteerStatus.UNAVAILABLE)
    world.ask(rpc.CHANGE_VOLUNTEER_STATUS, away)
    told = renewals(world)
    back = rpc.ChangeVolunteerStatus(facilitator_id=pair[0], status=VolunteerStatus.ACTIVE)
    world.ask(rpc.CHANGE_VOLUNTEER_STATUS, back)

    assert [(one.facilitator_id, one.reasons, one.open_cases) for one in told] == [
        (pair[0], ("not-active",), 1),
        (soon, (), 0),
    ]
    assert renewals(world) == told[1:]


def test_a_limit_keeps_the_most_urgent(world, pair):
    world.volunteer("vol-9", until=date(2019, 7, 10))
    world.volunteer("vol-8", until=date(2019, 7, 5))

    assert [one.ending[0].until_on for one in renewals(world)] == [
        date(2019, 7, 5),
        date(2019, 7, 10),
    ]
    assert renewals(world, limit=1) == renewals(world)[:1]


def test_who_works_on_no_cases_is_told_how_many_but_not_which(world, pair):
    world.clock.advance(timedelta(days=400))

    told = renewals(world, role=Role.DEVELOPMENT_OFFICER)

    assert {one.open_cases for one in told} == {1}
    assert {one.case_ids for one in told} == {()}


def test_a_facilitator_is_told_of_themselves_alone(world, pair):
    world.volunteer("vol-9", until=date(2019, 7, 10))
    world.clock.advance(timedelta(days=400))
    asked = needs.ListRenewals()

    (mine,) = world.ask(needs.RENEWALS, asked, user="vol-2", role=Role.FACILITATOR).renewals
    nobody = world.ask(needs.RENEWALS, asked, user="vol-77", role=Role.FACILITATOR).renewals

    assert (mine.facilitator_id, mine.case_ids) == (pair[1], (world.case_id,))
    assert nobody == ()
    assert len(renewals(world)) == 3


def test_whoever_is_in_the_register_reads_their_own_entry_and_no_other(world, pair):
    def own(user):
        asked = rpc.AskOwnStanding()
        return world.ask(rpc.OWN_STANDING, asked, user=user, role=Role.FACILITATOR).volunteer

    mine = own("vol-1")

    assert (mine.facilitator_id, mine.name) == (pair[0], "Testperson vol-1")
    assert [one.kind for one in (*mine.accreditations, *mine.checks)] == [
        "practitioner",
        "dbs_enhanced",
    ]
    assert own("vol-77") is None


def test_who_left_or_never_held_anything_renews_nothing(world):
    gone = world.volunteer("vol-7", until=date(2019, 7, 10))
    left = rpc.ChangeVolunteerStatus(facilitator_id=gone, status=VolunteerStatus.LEFT)
    world.ask(rpc.CHANGE_VOLUNTEER_STATUS, left)
    new = rpc.RegisterVolunteer(
        name="Testperson New", organisation="Example", status=VolunteerStatus.ACTIVE
    )
    world.ask(rpc.REGISTER_VOLUNTEER, new)

    assert renewals(world) == ()
