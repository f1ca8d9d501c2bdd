"""Each agency's agreement, on the days that its history knows."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from services.feeds.agreement import Agreement, load, load_all
from services.feeds.book import load_book
from services.feeds.standing import Interim, Status, Step, ends_on, standing_on, warning_due

SPRING_2019, SUMMER_2019, MAY_2020 = date(2019, 4, 15), date(2019, 7, 15), date(2020, 5, 4)
EVERY = load_all()


def told(name, day):
    standing = load(name).standing_on(day)
    return standing.allowed, standing.status, standing.reason


@pytest.mark.requirement("PTR-05", "PTR-27", "PTR-33")
def test_the_police_agreement_is_pending_and_an_interim_arrangement_outside_its_terms_holds():
    mps = load("mps")

    assert mps.status_on(SPRING_2019) is None
    assert mps.status_on(SUMMER_2019) is mps.status_on(date(2026, 1, 1)) is Status.SUBMITTED
    standing = mps.standing_on(SUMMER_2019)
    assert standing.allowed
    assert standing.interim == "one officer finds and asks"
    assert not mps.interim[0].within_proposed_terms
    assert not mps.allows_sharing_on(date(2019, 3, 31))


@pytest.mark.requirement("PTR-11", "PTR-12")
def test_probations_is_pending_and_what_happens_meanwhile_is_within_its_proposed_terms():
    hmpps, hub = load("hmpps"), load("hmpps_rehub")

    assert hmpps.standing_on(SUMMER_2019).status is Status.SUBMITTED
    assert hmpps.allows_sharing_on(SUMMER_2019)
    assert hmpps.interim[0].within_proposed_terms
    assert told("hmpps_rehub", SUMMER_2019) == (False, Status.IN_REVIEW, "agreement-in-review")
    assert hub.permits("2", MAY_2020)
    assert not hub.permits("1", MAY_2020)


@pytest.mark.requirement("PTR-13")
def test_nothing_passes_to_the_rehabilitation_company_whose_agreement_was_only_submitted():
    assert told("london_crc", SPRING_2019) == (False, None, "agreement-not-in-force")
    assert told("london_crc", SUMMER_2019) == (False, Status.SUBMITTED, "agreement-submitted")
    assert told("london_crc", date(2021, 7, 1))[2] == "agreement-withdrawn"


@pytest.mark.requirement("PTR-07", "PTR-08", "OCD-06")
def test_turning_point_and_disposals_are_agreements_of_their_own_carried_by_the_polices_feed():
    book = load_book("mps")

    assert {one.id for one in book} >= {"mps", "mps_turning_point", "mps_out_of_court"}
    assert told("mps_turning_point", SUMMER_2019)[0] is False
    assert told("mps_turning_point", MAY_2020)[0] is True
    assert told("mps_out_of_court", date(2020, 3, 31))[0] is False
    assert load("mps_out_of_court").standing_on(MAY_2020).status is Status.DRAFTING
    assert load("mps_turning_point").inbound.pathway == "mps_turning_point"


@pytest.mark.requirement("PTR-02", "PTR-03", "PTR-10")
def test_victim_supports_schemes_each_have_their_own_day():
    book = load_book("victim_support")

    assert {one.id for one in book.schemes} == {
        "victim_support_homicide",
        "victim_support_burglary",
        "witness_care",
    }
    assert told("victim_support_homicide", date(2019, 3, 31))[0] is False
    assert told("victim_support_homicide", date(2019, 4, 1))[0] is True
    assert told("victim_support_burglary", MAY_2020) == (
        False,
        Status.DRAFTING,
        "agreement-drafting",
    )
    assert told("witness_care", SUMMER_2019)[0] is False
    assert told("witness_care", MAY_2020)[0] is True


@pytest.mark.requirement("PTR-14", "PTR-15", "PTR-17", "PTR-32")
def test_what_staff_carry_by_hand_has_its_agreement_and_a_feed_that_keeps_its_log():
    by_hand = {one.id: one for one in EVERY if one.feed is None}

    assert set(by_hand) == {"idva", "london_crc", "sussex_rjp", "wandsworth_why_me"}
    assert all(one.log in ("hmpps", "victim_support") for one in by_hand.values())
    assert by_hand["idva"].status_on(SUMMER_2019) is Status.CASE_BY_CASE
    assert by_hand["sussex_rjp"].allows_sharing_on(date(2019, 1, 1))
    assert "on hold" in by_hand["wandsworth_why_me"].history[0].note


@pytest.mark.requirement("PTR-31")
def test_a_counterpart_has_days_and_a_successor():
    before, after = load("london_crc").contacts

    assert before.succeeded_by == after.role
    assert before.until < after.since


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
@pytest.mark.requirement("PTR-28")
def test_every_clause_names_its_basis_and_purpose_and_no_outbound_kind_lacks_a_clause(one):
    assert one.clauses
    for outbound in one.outbound.values():
        assert outbound.fields
        assert one.clauses[outbound.clause].legal_basis in one.legal_bases
    assert all(step.source in ("report", "website", "assumed") for step in one.history)


def test_a_feed_stops_by_itself_after_its_last_day_and_says_that_it_has_expired():
    history = (Step(since=date(2019, 4, 1), status="in_force", until=date(2021, 3, 31)),)

    assert standing_on(history, (), date(2021, 3, 31)).allowed
    after = standing_on(history, (), date(2021, 4, 1))
    assert (after.allowed, after.reason) == (False, "agreement-expired")
    assert ends_on(history, (), date(2020, 1, 1)) == date(2021, 3, 31)
    assert ends_on(history, (), date(2021, 4, 1)) is None


def test_an_interim_arrangement_ends_on_its_own_day_and_allows_only_its_clauses():
    pending = (Step(since=date(2019, 6, 1), status="submitted"),)
    meanwhile = (
        Interim(
            name="for now",
            since=date(2019, 6, 1),
            until=date(2019, 12, 31),
            clauses=("1",),
            within_proposed_terms=True,
        ),
    )

    assert standing_on(pending, meanwhile, date(2019, 12, 31)).permits("1")
    assert not standing_on(pending, meanwhile, date(2019, 12, 31)).permits("2")
    assert standing_on(pending, meanwhile, date(2020, 1, 1)).reason == "agreement-expired"


@pytest.mark.parametrize(
    ("days", "due"), [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
)
def test_warnings_are_due_sixty_thirty_and_seven_days_before_the_end(days, due):
    today = date(2020, 1, 1)

    assert warning_due(today + timedelta(days=days), today) == due


def changed(**parts):
    return Agreement.model_validate(load("mps").model_dump(by_alias=True) | parts)


@pytest.mark.parametrize(
    "parts",
    [
        {"colour": "blue"},
        {"history": []},
        {"inbound": {"clause": "9.9"}},
        {"interim": [{"name": "x", "since": "2019-01-01", "clauses": ["9.9"]}]},
        {"purposes": ["another purpose"]},
        {"dialect": None},
        {"outbound": {"status": {"clause": "nowhere"}}},
    ],
)
def test_an_agreement_that_does_not_hold_together_stops_the_start(parts):
    with pytest.raises(ValidationError):
        changed(**parts)


def test_what_is_assumed_and_what_the_report_says_can_be_told_apart():
    steps = {one.id: [step.source for step in one.history] for one in EVERY}

    assert steps["mps"] == ["report"]
    assert steps["victim_support"] == ["report", "assumed"]
    assert steps["sussex_rjp"] == ["assumed"]
