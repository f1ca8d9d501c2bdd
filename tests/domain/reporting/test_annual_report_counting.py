"""The annual report's figures agree with the rules of counting (REP-01 to REP-18)."""

from datetime import date
from uuid import UUID

import pytest

from services.reporting.domain.counting import all_tables, reconciliations
from services.reporting.domain.facts import (
    Awareness,
    Counted,
    Drive,
    Ending,
    Question,
    Standing,
    Year,
)
from services.reporting.domain.periods import quarter_of
from shared.contracts.codes import (
    ContactPath,
    CrimeType,
    Outcome,
    Side,
    Source,
    UnmanageableRisk,
    VolunteerStatus,
)

APRIL, MARCH = date(2019, 4, 1), date(2020, 3, 31)


def referral(number: int, ending: Ending | None = None, **changes) -> Counted:
    facts = {
        "case_id": UUID(int=number),
        "counted_on": date(2019, 4, 2),
        "initiated_by": Side.HARMED,
        "source": Source.SELF,
        "enhanced_priority": False,
        "crime_types": (CrimeType.THEFT,),
    }
    return Counted(**{**facts, **changes, "ending": ending})


def golden_referrals() -> list[Counted]:
    """97 = 28 + 46 completed, 21 ongoing, 2 re-opened (G2, G3, G4, G6, G7)."""
    endings: list[Ending | None] = [
        *[Ending(Outcome.CONFERENCE_HELD, True, True)] * 28,
        *[Ending(Outcome.HARMED_NOT_CONTACTABLE, False, True, None, ContactPath.POLICE)] * 11,
        *[Ending(Outcome.HARMED_NOT_CONTACTABLE, False, True)] * 10,
        Ending(Outcome.RESPONSIBLE_NOT_CONTACTABLE, False, True, None, ContactPath.PROBATION),
        *[Ending(Outcome.RESPONSIBLE_NOT_CONTACTABLE, False, True)] * 2,
        *[Ending(Outcome.UNMANAGEABLE_RISK, False, True, UnmanageableRisk.DOMESTIC_ABUSE)] * 2,
        Ending(Outcome.UNMANAGEABLE_RISK, False, True, UnmanageableRisk.GANG),
        *[Ending(Outcome.HARMED_DECLINED, False, True)] * 19,
        *[None] * 21,
        *[Ending(Outcome.REOPENED_AS_NEW, False, False)] * 2,
    ]
    return [referral(number, ending) for number, ending in enumerate(endings)]


def year(**changes) -> Year:
    return Year(**{"from_on": APRIL, "to_on": MARCH, "referrals": (), **changes})


def figures(counted: Year):
    return {(t.code, f.label): f for t in all_tables(counted) for f in t.figures}


@pytest.mark.requirement(
    "REP-09",
    "REP-10",
    "REP-11",
    "REP-18",
    "REP-21",
    "OUT-01",
    "OUT-02",
    "OUT-04",
    "OUT-05",
    "OUT-06",
    "PTR-30",
)
def test_the_stated_figures_come_out_of_referrals_and_their_endings():
    found = figures(year(referrals=tuple(golden_referrals())))
    stated = {
        ("REP-09", "referrals"): 97,
        ("REP-09", "completed"): 74,
        ("REP-09", "ongoing"): 21,
        ("REP-09", "reopened_as_new"): 2,
        ("REP-10", "positive"): 28,
        ("REP-11", "other"): 46,
        ("REP-11", "harmed_not_contactable"): 21,
        ("REP-11", "responsible_not_contactable"): 3,
        ("REP-11", "unmanageable_risk:domestic_abuse"): 2,
        ("REP-11", "unmanageable_risk:gang_affiliation"): 1,
        ("REP-18", "police_path"): 11,
        ("REP-18", "probation_path"): 1,
    }
    assert {key: found[key].value for key in stated} == stated


def test_every_figure_about_referrals_opens_exactly_the_cases_behind_it():
    found = figures(year(referrals=tuple(golden_referrals())))
    about_people = ("REP-12", "REP-16", "REP-17")
    wrong = [
        key
        for key, figure in found.items()
        if key[0] not in about_people and len(figure.case_ids) != figure.value
    ]
    assert wrong == []
    ongoing = set(found["REP-09", "ongoing"].case_ids)
    assert ongoing == {r.case_id for r in golden_referrals() if r.ending is None}


def test_the_reconciliations_are_computed_and_agree():
    checks = reconciliations(all_tables(year(referrals=tuple(golden_referrals()))))
    assert [(c.value, c.of) for c in checks][:3] == [(97, 97), (97, 97), (74, 74)]


def test_a_reconciliation_that_fails_is_shown_and_not_hidden():
    outside = referral(1, counted_on=date(2018, 1, 1))
    checks = reconciliations(all_tables(year(referrals=(outside,))))
    assert (checks[0].value, checks[0].of) == (0, 1)


@pytest.mark.requirement(
    "REP-01", "REP-02", "REP-03", "REP-04", "REP-05", "REP-06", "REP-07", "REP-08"
)
def test_every_table_of_the_report_is_there_with_its_rule():
    tables = all_tables(year())
    assert [t.code for t in tables] == [f"REP-{n:02d}" for n in range(1, 19)]
    assert all(len(table.rule) > 20 for table in tables)


@pytest.mark.requirement("REP-12", "ALL-14")
def test_57_volunteers_are_named_by_cohort_and_by_status():
    cohorts = {"existing_2019_04": 25, "drive_2019_11": 13, "refresher": 7, "drive_2020_01": 12}
    people = [
        Standing(
            UUID(int=hash((name, n)) & (2**64 - 1)),
            VolunteerStatus.ACCEPTED if name == "drive_2020_01" else VolunteerStatus.ACTIVE,
            name,
            APRIL,
        )
        for name, size in cohorts.items()
        for n in range(size)
    ]
    left = Standing(UUID(int=1), VolunteerStatus.LEFT, "existing_2019_04", APRIL)
    found = figures(year(at_start=tuple(people[:25]), at_end=(*people, left)))
    assert found["REP-12", "at_start"].value == 25
    assert found["REP-12", "at_end"].value == 57
    assert {n: found["REP-12", f"cohort:{n}"].value for n in cohorts} == cohorts
    assert found["REP-12", "status:accepted"].value == 12


@pytest.mark.requirement("REP-16", "ALL-09")
def test_the_recruitment_funnel_gives_each_step_of_the_one_before():
    drive = Drive(code="drive_2019_11", applied=31, successful=16, accepted=16, completed=15)
    found = figures(year(drives=(drive,)))
    steps = [found["REP-16", f"drive_2019_11:{s}"] for s in ("applied", "successful", "completed")]
    assert [(f.value, f.of) for f in steps] == [(31, None), (16, 31), (15, 16)]


@pytest.mark.requirement("REP-17", "AWR-01", "AWR-02", "AWR-03", "AWR-04")
def test_a_percentage_is_of_those_who_answered_that_question():
    held = Awareness(
        host="victim_support", sessions=4, attended=52, evaluations=34,
        questions=(Question("relevant", 24, 29), Question("clear", 27, 30)),
    )  # fmt: skip
    found = figures(year(awareness=(held,)))
    relevant = found["REP-17", "victim_support:relevant"]
    assert (relevant.value, relevant.of, relevant.percent) == (24, 29, 83)
    assert found["REP-17", "victim_support:clear"].percent == 90
    assert found["REP-17", "victim_support:evaluations"].of == 52


@pytest.mark.requirement("INT-26")
@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2019, 4, 1), "Q1"),
        (date(2019, 9, 30), "Q2"),
        (date(2019, 12, 31), "Q3"),
        (date(2020, 1, 1), "Q4"),
    ],
)
def test_the_financial_year_begins_in_april(day, quarter):
    assert quarter_of(day) == quarter


@pytest.mark.requirement("PTR-30", "REP-18")
def test_requests_that_came_to_nothing_are_compared_between_agencies_beside_the_paths():
    asked = {Outcome.HARMED_NOT_CONTACTABLE: "mps", Outcome.RESPONSIBLE_NOT_CONTACTABLE: "hmpps"}
    referrals = [
        referral(n, one.ending, asked_in_vain=frozenset({asked[one.ending.outcome]}))
        if one.ending and one.ending.path
        else referral(n, one.ending)
        for n, one in enumerate(golden_referrals())
    ]
    reached = Ending(Outcome.CONFERENCE_HELD, True, True)
    referrals.append(referral(500, reached, asked_in_vain=frozenset({"mps"})))

    found = figures(year(referrals=tuple(referrals)))

    assert (found["REP-18", "asked:mps"].value, found["REP-18", "asked:hmpps"].value) == (11, 1)
    assert found["REP-18", "asked:mps"].case_ids == found["REP-18", "police_path"].case_ids
