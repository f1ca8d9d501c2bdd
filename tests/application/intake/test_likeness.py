"""Possible matches: shown with why, passed only with a reason, and nothing joins by being alike."""

from datetime import UTC, datetime

import pytest

from shared.audit.trail import entries
from shared.contracts.intake import entry, joining, rpc
from shared.contracts.intake.codes import MatchDecision, MatchGrade
from shared.contracts.intake.people import Considered, ReferralSubmission
from shared.kernel.errors import NotFound, Refused
from shared.security.actors import partner_actor
from tests.support.intake import COORDINATOR, MANAGER, POLICE, a_submission
from tests.support.invented import Town

WHY = "The two incidents are a year apart."


def submit(intake, by=COORDINATOR, considered=(), **changes):
    submission = ReferralSubmission.model_validate(a_submission(**changes))
    request = rpc.SubmitReferral(submission=submission, considered=considered)
    return intake.ask(rpc.SUBMIT_REFERRAL, request, by)


def harmed(**changes):
    return [{**a_submission()["harmed"][0], **changes}]


def find(intake, **changes):
    submission = ReferralSubmission.model_validate(a_submission(**changes))
    return intake.ask(entry.FIND_MATCHES, entry.FindMatches(submission=submission)).matches


def undecided(intake, case_id=None):
    return intake.ask(entry.POSSIBLE_MATCHES, entry.ListMatches(case_id=case_id)).matches


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({"family_name": "Alfaexample"}, "harmed:family-name-alike"),
        (
            {"given_name": "Alphaexample", "family_name": "Testperson"},
            "harmed:names-swapped",
        ),
        ({"date_of_birth": "1980-03-02"}, "harmed:birth-date-transposed"),
        ({"date_of_birth": "1980-02-08"}, "harmed:birth-date-one-digit-differs"),
        ({"phone": "+44 7700 900001", "date_of_birth": None}, "harmed:phone-same"),
    ],
)
def test_the_same_person_written_another_way_is_shown_with_why(intake, written, reason):
    first = submit(intake)

    (match,) = find(intake, harmed=harmed(**written))

    assert (match.case_id, match.reference) == (first.case_id, first.reference)
    assert match.grade is MatchGrade.SAME_REFERRAL
    assert reason in match.reasons


def test_who_looked_for_somebody_by_a_referral_is_in_the_trail_of_each_case_found(intake):
    stranger = harmed(family_name="Omegaexample", phone=None, email=None)
    known, other = submit(intake), submit(intake, harmed=stranger, responsible=[])

    (found,) = find(intake, responsible=[])

    assert found.case_id == known.case_id
    with intake.as_(MANAGER) as uow:
        trails = [entries(uow.connection, f"case/{one.case_id}") for one in (known, other)]
    assert [[one.action for one in trail].count("search.read") for trail in trails] == [1, 0]


def test_the_same_name_with_another_birthday_elsewhere_is_nobodys_match(intake):
    submit(intake)

    stranger = harmed(date_of_birth="1951-11-30", phone=None, email="other@example.org")

    assert find(intake, harmed=stranger, responsible=[]) == ()


def test_a_twin_in_the_same_household_is_not_the_same_person(intake):
    submit(intake)

    twin = harmed(given_name="Zoroastra")

    assert find(intake, harmed=twin, responsible=[]) == ()


def test_an_identifier_says_more_than_a_name(intake):
    known = {"kind": "pnc_id", "value": "1999/0123456X"}
    beta = {**a_submission()["responsible"][0], "identifiers": [known]}
    submit(intake, responsible=[beta])
    other = {
        **beta,
        "given_name": "Zoro",
        "family_name": "Newname",
        "date_of_birth": None,
        "identifiers": [{"kind": "pnc_id", "value": "99/123456X"}],
    }

    (match,) = find(intake, harmed=harmed(given_name="Gus", family_name="Ot"), responsible=[other])

    assert "responsible:pnc_id-same" in match.reasons


def test_somebody_harmed_again_is_the_same_person_and_another_referral(intake):
    offence = {"crime_types": ["burglary"], "offence_on": "2018-05-01"}
    submit(intake, offence=offence, responsible=[])

    (match,) = find(
        intake, offence={"crime_types": ["robbery"], "offence_on": "2019-05-01"}, responsible=[]
    )

    assert match.grade is MatchGrade.SAME_PERSON


def test_another_victim_of_one_crime_is_the_same_incident(intake):
    offence = {"crime_types": ["robbery"], "force": "mps", "crime_number": "1234567/19"}
    submit(intake, offence=offence, responsible=[])
    neighbour = harmed(given_name="Zoroastra", family_name="Quuxexample", date_of_birth=None)

    (match,) = find(intake, offence=offence, harmed=neighbour, responsible=[])

    assert match.grade is MatchGrade.SAME_INCIDENT
    assert match.reasons == ("crime_number-same", "crime-type-same")


def test_staff_pass_a_probable_duplicate_only_with_a_reason_that_stays(intake):
    first = submit(intake)
    with pytest.raises(Refused, match="possible-duplicate") as told:
        submit(intake)
    assert told.value.ids["cases"] == str(first.case_id)

    considered = (Considered(case_id=first.case_id, reason=WHY),)
    second = submit(intake, considered=considered)

    assert second.case_id != first.case_id
    (match,) = undecided(intake, second.case_id)
    assert (match.other_case_id, match.decision) == (first.case_id, MatchDecision.DIFFERENT)
    assert undecided(intake) == ()


def test_a_refused_duplicate_leaves_nothing_behind(intake):
    submit(intake)
    before = [intake.count(table) for table in ("cases", "persons", "match_keys", "outbox")]

    with pytest.raises(Refused):
        submit(intake)

    after = [intake.count(table) for table in ("cases", "persons", "match_keys", "outbox")]
    assert after == before


def test_an_agency_never_learns_that_somebody_is_known_and_staff_decide_later(intake):
    first = submit(intake)

    second = submit(intake, partner_actor("victim_support"), sender_reference="VS-9")

    assert second.opened_case
    assert second.case_id != first.case_id
    (match,) = undecided(intake)
    assert (match.case_id, match.other_case_id) == (second.case_id, first.case_id)
    decide = entry.DecideMatch(
        case_id=second.case_id, match_id=match.match_id, decision="same", reason=WHY
    )
    intake.ask(entry.DECIDE_MATCH, decide)
    assert undecided(intake) == ()
    with pytest.raises(Refused, match="match-decided"):
        intake.ask(entry.DECIDE_MATCH, decide)


def test_a_referral_that_continues_a_case_is_not_held_up_by_it(intake):
    first = submit(intake)

    second = submit(intake, predecessor_reference=first.reference)

    assert second.case_id != first.case_id
    assert undecided(intake) == ()


@pytest.mark.requirement("INT-19")
def test_reopened_as_new_links_both_ways(intake):
    first = submit(intake)

    second = submit(intake, predecessor_reference=first.reference)

    received = [data for type_, data in intake.announced() if "referral_received" in type_]
    assert received[1]["predecessor_referral_id"] == str(first.referral_id)
    assert received[1]["case_id"] == str(second.case_id)


def beta_with(value, **changes):
    known = {"kind": "pnc_id", "value": value}
    return [{**a_submission()["responsible"][0], "identifiers": [known], **changes}]


def identifiers(intake, case, person, **more):
    request = entry.AskIdentifiers(
        case_id=case.case_id, person_id=person, purpose="to ask the prison", **more
    )
    return intake.ask(entry.PERSON_IDENTIFIERS, request)


def test_persons_merge_with_their_identifier_history_and_part_again(intake):
    one = submit(intake, responsible=beta_with("1999/0123456X"))
    considered = (Considered(case_id=one.case_id, reason=WHY),)
    two = submit(intake, responsible=beta_with("1999/1234567B"), considered=considered)
    first, second = (case.participants[1].person_id for case in (one, two))

    merge = entry.MergePersons(
        case_id=one.case_id,
        person_id=first,
        other_case_id=two.case_id,
        other_person_id=second,
        reason="Same fingerprints, says the prison.",
    )
    merged = intake.ask(entry.MERGE_PERSONS, merge)
    together = identifiers(intake, two, second, unmasked=True)
    listed = [
        intake.ask(joining.MERGES, joining.ListMerges(case_id=case.case_id)).merges
        for case in (one, two)
    ]
    with pytest.raises(Refused, match="already-merged"):
        intake.ask(entry.MERGE_PERSONS, merge)
    parting = entry.UnmergePersons(
        case_id=one.case_id, merge_id=merged.merge_id, reason="The prison was mistaken."
    )
    intake.ask(entry.UNMERGE_PERSONS, parting)
    apart = identifiers(intake, two, second, unmasked=True)

    assert [view.shown for view in together.identifiers] == ["1999/0123456X", "1999/1234567B"]
    assert [view.person_id for view in together.identifiers] == [first, second]
    assert together.merged_with == (first,)
    assert [view.shown for view in apart.identifiers] == ["1999/1234567B"]
    assert apart.merged_with == ()
    assert [[view.merge_id for view in merges] for merges in listed] == [[merged.merge_id]] * 2
    assert intake.ask(joining.MERGES, joining.ListMerges(case_id=two.case_id)).merges == ()
    with pytest.raises(Refused, match="merge-taken-back"):
        intake.ask(entry.UNMERGE_PERSONS, parting)


def test_identifiers_are_masked_unless_asked_for_in_full(intake):
    case = submit(intake, responsible=beta_with("1999/0123456X", prison_number="A1234BC"))
    person = case.participants[1].person_id

    masked = identifiers(intake, case, person)
    full = identifiers(intake, case, person, unmasked=True)

    assert sorted(view.shown for view in masked.identifiers) == ["***********6X", "*****BC"]
    assert {view.shown for view in full.identifiers} == {"1999/0123456X", "A1234BC"}


def test_a_further_referral_adds_an_identifier_once_to_whom_it_joins(intake):
    offence = {"crime_types": ["burglary"], "force": "mps", "crime_number": "1234567/19"}
    first = submit(intake, offence=offence, responsible=beta_with("1999/0123456X"))
    submit(intake, POLICE, offence=offence, responsible=beta_with("99/123456X"))
    submit(intake, POLICE, offence=offence, responsible=beta_with("1999/1234567B"))

    shown = identifiers(intake, first, first.participants[1].person_id, unmasked=True)

    assert [view.shown for view in shown.identifiers] == ["1999/0123456X", "1999/1234567B"]


def test_what_was_erased_matches_nobody_and_shows_no_identifier(intake):
    case = submit(intake, responsible=beta_with("1999/0123456X"))
    outcome = rpc.RecordOutcome(case_id=case.case_id, outcome="duplicate", primary=True)
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=case.case_id))

    erase = rpc.ErasePerson(case_id=case.case_id, reason="retention is over")
    intake.ask(rpc.ERASE_CASE, erase, MANAGER)

    assert find(intake) == ()
    assert identifiers(intake, case, case.participants[1].person_id).identifiers == ()


def test_a_closed_case_is_still_found(intake):
    case = submit(intake)
    outcome = rpc.RecordOutcome(case_id=case.case_id, outcome="duplicate", primary=True)
    intake.ask(rpc.RECORD_OUTCOME, outcome)
    intake.ask(rpc.CLOSE_CASE, rpc.CloseCase(case_id=case.case_id))

    (match,) = find(intake)

    assert match.closed


def test_a_person_of_a_case_that_is_not_named_is_not_merged(intake):
    one = submit(intake)
    merge = entry.MergePersons(
        case_id=one.case_id,
        person_id=one.participants[0].person_id,
        other_case_id=one.case_id,
        other_person_id=one.referral_id,
        reason="There is no such person.",
    )

    with pytest.raises(NotFound):
        intake.ask(entry.MERGE_PERSONS, merge)


def test_true_duplicates_among_strangers_are_found_in_the_store_too(intake):
    """The keyed indexes of the store find what the matcher was measured on in memory."""
    intake.clock.set(datetime(2020, 6, 1, 9, tzinfo=UTC))
    referrals = Town(7).referrals(160, duplicates=0.2)
    cases, hits, true = {}, 0, 0
    for one in referrals:
        request = rpc.SubmitReferral(submission=one.submission)
        answer = intake.ask(rpc.SUBMIT_REFERRAL, request, POLICE)
        cases[one.number] = answer.case_id
        if one.same_as is None:
            continue
        true += 1
        own = undecided(intake, answer.case_id)
        others = {match.other_case_id for match in own if match.grade is MatchGrade.SAME_REFERRAL}
        joined = answer.case_id == cases[one.same_as]
        hits += joined or cases[one.same_as] in others
    assert true >= 10
    assert hits >= 0.95 * true


def named(submission):
    people = [(p.given_name, p.family_name, p.date_of_birth) for p in submission.harmed]
    return {(given.casefold(), family.casefold(), born) for given, family, born in people if born}


@pytest.mark.slow
@pytest.mark.requirement("INT-20")
def test_nothing_is_ever_joined_or_merged_by_being_alike(intake):
    """Only the very same crime number and the very same person harmed join; all else is shown."""
    intake.clock.set(datetime(2020, 6, 1, 9, tzinfo=UTC))
    by_case, joined = {}, 0
    for one in Town(11, unnumbered=0.3).referrals(200, duplicates=0.3):
        request = rpc.SubmitReferral(submission=one.submission)
        answer = intake.ask(rpc.SUBMIT_REFERRAL, request, POLICE)
        before = by_case.setdefault(answer.case_id, [])
        joined += bool(before)
        for other in before[:1]:
            assert one.submission.offence.crime_number == other.offence.crime_number is not None
            assert named(one.submission) & named(other)
        before.append(one.submission)

    assert 0 < joined < 60
    assert intake.count("person_merges") == 0
    assert intake.count("possible_matches") > 0
