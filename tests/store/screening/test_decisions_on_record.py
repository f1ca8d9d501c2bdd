"""Why it was decided so, what changed since, and criteria that managers bring in themselves."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from services.screening import jobs
from services.screening.store.policies import FOLDER, written_in
from shared.contracts.codes import CaseFlag, CrimeType, Outcome, Proceedings, Restriction, Side
from shared.contracts.codes import EligibilityDecision as D
from shared.contracts.intake.events import CaseClosedV1, ReferralAmendedV1
from shared.contracts.intake.facts import ReferralFacts
from shared.contracts.screening import eligibility as criteria
from shared.contracts.screening import guard, rpc
from shared.contracts.screening.eligibility_codes import Because, Covers
from shared.kernel.errors import Conflict, Fault, InvalidInput, NotFound, Refused
from shared.security.actors import Role
from tests.store.screening.risk_work import blocked, in_force, reviews

WORDS = "Invented rationale of Testperson Alpha"
STRICT = written_in(FOLDER / "criteria-2016.yaml")


def manager(world, method, request, user="manager-one"):
    return world.ask(method, request, user=user, role=Role.SERVICE_MANAGER)


def record(world, **facts):
    request = rpc.RecordFacts(case_id=world.case_id, referral_id=world.referral_id, facts=facts)
    return world.ask(rpc.RECORD_FACTS, request)


def why(world, on=None, referral_id=None):
    request = criteria.AskWhy(case_id=world.case_id, referral_id=referral_id, on=on)
    return world.ask(criteria.WHY, request)


def changes(world):
    return world.ask(criteria.CHANGES, criteria.AskChanges()).changes


def authorise(world, review_on):
    request = rpc.AuthoriseException(
        case_id=world.case_id,
        referral_id=world.referral_id,
        rationale=WORDS,
        review_on=review_on,
    )
    return manager(world, rpc.AUTHORISE_EXCEPTION, request)


def a_version(**changes):
    return STRICT.model_copy(update={"version": "stricter-again", **changes})


def bring_in(world, written):
    manager(world, criteria.DRAFT_POLICY, criteria.DraftPolicy(policy=written))
    name = criteria.PolicyByName(version=written.version)
    return manager(world, criteria.APPROVE_POLICY, name, "manager-two")


def amended(world, before, **now):
    facts = {"initiated_by": Side.HARMED, "crime_types": (CrimeType.ASSAULT,)} | before
    was, new = ReferralFacts(**facts), ReferralFacts(**{**facts, **now})
    world.hear(
        ReferralAmendedV1(
            case_id=world.case_id,
            referral_id=world.referral_id,
            fields=tuple(sorted(now)),
            crime_types=new.crime_types,
            enhanced_priority=False,
            amended_at=world.clock.now(),
            facts_changed=tuple(sorted(now)),
            facts_before=was,
            facts_now=new,
        )
    )


@pytest.mark.requirement("ELG-13", "ELG-16")
def test_why_it_was_declined_in_july_has_one_whole_answer_in_september(world):
    world.refer(flags=(CaseFlag.STALKING,), initiated_by=Side.RESPONSIBLE)
    world.clock.set(datetime(2019, 9, 2, 9, tzinfo=UTC))
    record(world, initiated_by="harmed")

    then, now = why(world, on=date(2019, 7, 31)), why(world)

    assert (then.decision.decision, now.decision.decision) == (D.DECLINE, D.PROCEED)
    assert then.decision.facts["initiated_by"] == "responsible"
    assert (then.decision.because, now.decision.because) == (
        Because.RECEIVED,
        Because.FACTS_RECORDED,
    )
    said = "\n".join(then.in_words)
    assert "declined on 2019-07-01 under practice-2019, in force since 2019-04-01 (003)" in said
    assert "taken up only when the person harmed asks. (stalking-by-responsible" in said
    assert "The referrer is told: We take this up only when the person harmed asks." in said
    assert "Offered instead: Advice to the offender manager" in said
    assert "It stood until 2019-09-02, when it was decided again: proceed." in said
    assert "initiated_by: responsible -> harmed; no longer: stalking-by-responsible" in (
        "\n".join(now.in_words)
    )
    with pytest.raises(NotFound):
        why(world, on=date(2019, 6, 30))


def test_of_several_referrals_the_one_that_is_asked_about_is_named(world):
    world.refer()
    first, world.referral_id = world.referral_id, uuid4()
    world.clock.set(datetime(2019, 8, 1, 9, tzinfo=UTC))
    world.refer(flags=(CaseFlag.STALKING,), initiated_by=Side.RESPONSIBLE)

    with pytest.raises(InvalidInput) as asked:
        why(world)

    assert asked.value.faults == (Fault("referral_id", "missing"),)
    assert why(world, referral_id=first).decision.decision is D.PROCEED
    assert why(world, referral_id=world.referral_id).decision.decision is D.DECLINE
    assert why(world, on=date(2019, 7, 15)).decision.referral_id == first


@pytest.mark.requirement("ELG-16")
def test_staff_are_told_once_what_changed_and_not_what_stayed(world):
    world.refer()
    record(world, harmed_under_18_now="no")
    assert changes(world) == ()
    amended(world, {}, flags=(CaseFlag.DOMESTIC_ABUSE,))

    (change,) = changes(world)
    seen = criteria.SeeChange(case_id=world.case_id, decision_id=change.decision.decision_id)
    world.ask(criteria.SEE_CHANGE, seen)

    assert change.decision.changed == (
        "decision: proceed -> proceed_with_restriction",
        "restrictions: none -> harmed_side_only",
        "domestic_abuse: no -> yes",
        "now: domestic-abuse-harmed-side-only",
    )
    assert changes(world) == ()
    with pytest.raises(NotFound):
        world.ask(criteria.SEE_CHANGE, seen)


@pytest.mark.requirement("ELG-16")
def test_an_amendment_in_intake_decides_again_and_leaves_what_staff_found_out(world):
    world.refer()
    record(world, sexual="yes")
    flags = (CaseFlag.DOMESTIC_ABUSE,)
    amended(world, {"proceedings": Proceedings.SENTENCED}, flags=flags)

    found = why(world).decision

    assert (found.because, found.decision) == (
        Because.REFERRAL_AMENDED,
        D.PROCEED_WITH_RESTRICTION,
    )
    assert (found.facts["domestic_abuse"], found.facts["sexual"]) == ("yes", "yes")
    said = world.said().count("screening.eligibility_decided.v1")
    amended(world, {"flags": flags}, flags=flags)
    assert world.said().count("screening.eligibility_decided.v1") == said


@pytest.mark.requirement("ELG-11", "ELG-16")
def test_a_pathway_amended_brings_that_pathways_own_criteria(world):
    world.refer(crime_types=(CrimeType.DRUGS,))
    amended(world, {"crime_types": (CrimeType.DRUGS,)}, pathway="crc_programme")

    found = why(world).decision

    assert (found.policy_version, found.decision, found.missing_facts) == (
        "crc-programme",
        D.DEFER,
        ("direct_personal_harm",),
    )


def test_a_version_needs_two_managers_and_decides_what_it_covers_without_a_release(world):
    world.refer(responsibility_accepted="no")
    drafted = manager(
        world,
        criteria.DRAFT_POLICY,
        criteria.DraftPolicy(policy=a_version(from_on=date(2019, 7, 1), covers=Covers.OPEN)),
    )
    name = criteria.PolicyByName(version="stricter-again")
    before = why(world).decision.decision
    with pytest.raises(Refused) as own:
        manager(world, criteria.APPROVE_POLICY, name)
    approved = manager(world, criteria.APPROVE_POLICY, name, "manager-two")
    found = why(world)

    assert (drafted.about.in_force, drafted.findings, before) == (False, (), D.PROCEED)
    assert own.value.code == "own-draft"
    assert (approved.about.in_force, approved.about.approved_by) == (True, "manager-two")
    assert (found.decision.decision, found.decision.because) == (
        D.DECLINE,
        Because.POLICY_CHANGED,
    )
    assert found.policy.drafted_by == "manager-one"
    assert "policy: practice-2019 -> stricter-again" in changes(world)[0].decision.changed
    with pytest.raises(Refused):
        manager(world, criteria.APPROVE_POLICY, name, "manager-two")


@pytest.mark.requirement("ELG-16")
def test_a_version_begins_on_its_day_and_is_asked_before_the_gate_is_told(world):
    world.refer(responsibility_accepted="no")
    bring_in(world, a_version(from_on=date(2019, 8, 1), covers=Covers.OPEN))
    standing = guard.ScreeningStanding(case_id=world.case_id, strand_id=world.strand_id)

    july = world.ask(guard.CONTACT_STANDING, standing, role=Role.SYSTEM)
    world.clock.set(datetime(2019, 8, 1, 9, tzinfo=UTC))
    august = world.ask(guard.CONTACT_STANDING, standing, role=Role.SYSTEM)

    assert [one.decision for one in july.eligibility] == [D.PROCEED]
    assert [one.decision for one in august.eligibility] == [D.DECLINE]


@pytest.mark.requirement("ELG-16", "RSK-03")
def test_a_version_that_changes_what_was_decided_asks_for_a_review_and_stops_nothing(world):
    world.refer(responsibility_accepted="no")
    in_force(world)
    bring_in(world, a_version(from_on=date(2019, 7, 1), covers=Covers.OPEN))

    assert reviews(world) == ["policy_changed", "weeks_since_review"]
    assert not blocked(world)


def test_of_two_versions_that_begin_on_one_day_the_second_is_not_approved(world):
    bring_in(world, a_version(from_on=date(2019, 8, 1)))
    second = a_version(version="as-strict", from_on=date(2019, 8, 1))

    with pytest.raises(Refused) as refused:
        bring_in(world, second)

    assert refused.value.code == "start-day-taken"
    bring_in(world, second.model_copy(update={"version": "pathway", "pathway": "crc_programme"}))


def test_a_version_for_new_referrals_leaves_earlier_ones_to_theirs(world):
    world.refer(responsibility_accepted="no")
    bring_in(world, a_version(from_on=date(2019, 7, 2)))
    world.clock.set(datetime(2019, 7, 3, 9, tzinfo=UTC))

    assert record(world, harmed_work="london").policy_version == "practice-2019"


@pytest.mark.requirement("ELG-16")
def test_a_closed_case_is_not_decided_again(world):
    world.refer(responsibility_accepted="no")
    closed = CaseClosedV1(
        case_id=world.case_id,
        primary_outcome=Outcome.HARMED_DECLINED,
        positive=False,
        completed=True,
        closed_at=world.clock.now(),
    )
    world.hear(closed)
    world.hear(closed)
    bring_in(world, a_version(from_on=date(2019, 7, 1), covers=Covers.OPEN))

    assert why(world).decision.policy_version == "practice-2019"


@pytest.mark.requirement("ELG-14", "ELG-16")
def test_an_exception_past_its_review_no_longer_opens_the_gate(world):
    world.refer_letter()
    authorise(world, review_on=date(2019, 10, 1))
    world.clock.set(datetime(2019, 10, 2, 9, tzinfo=UTC))

    jobs.JOBS["eligibility"](world.runtime)
    found = why(world)
    done = manager(world, criteria.BRING_UP_TO_DATE, criteria.BringUpToDate())

    assert (done.decided, done.left) == (0, 0)
    assert (found.decision.decision, found.decision.because) == (D.DEFER, Because.EXCEPTION_ENDED)
    assert found.before.exception
    assert why(world, on=date(2019, 7, 1)).rationale == WORDS


def test_what_is_deferred_until_a_date_goes_on_from_that_date(world):
    written = a_version(from_on=date(2019, 7, 1), covers=Covers.OPEN).model_dump(mode="json")
    rule = {
        "id": "after-the-summer",
        "otherwise": True,
        "decision": "defer",
        "until": {"on": "2019-09-01"},
        "reason": "Invented: prisons are closed to visits.",
        "told": "We begin in September.",
        "source": "test",
    }
    written["topics"] = [{"id": "visits", "rules": [rule]}]
    bring_in(world, STRICT.model_validate(written))
    world.refer()
    july = why(world).decision.decision
    world.clock.set(datetime(2019, 9, 1, 9, tzinfo=UTC))
    manager(world, criteria.BRING_UP_TO_DATE, criteria.BringUpToDate())

    assert (july, why(world).decision.decision) == (D.DEFER, D.PROCEED)
    assert why(world).decision.because is Because.DATE_REACHED
    again = manager(world, criteria.BRING_UP_TO_DATE, criteria.BringUpToDate())
    assert (again.decided, again.left) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"from_on": date(2019, 6, 30)}, "start-day-past"), ({"gap": True}, "policy-has-flaws")],
)
def test_what_would_rewrite_the_past_or_has_a_flaw_is_not_approved(world, changes, code):
    written = a_version(from_on=changes.get("from_on", date(2019, 7, 1)))
    if changes.get("gap"):
        (first, *rest) = written.topics
        holed = first.model_copy(update={"rules": first.rules[:1]})
        written = written.model_copy(update={"topics": (holed, *rest)})
    draft = manager(world, criteria.DRAFT_POLICY, criteria.DraftPolicy(policy=written))
    name = criteria.PolicyByName(version=written.version)
    with pytest.raises(Refused) as refused:
        manager(world, criteria.APPROVE_POLICY, name, "manager-two")

    assert refused.value.code == code
    assert [one.flaw for one in draft.findings] == (["gap"] if changes.get("gap") else [])


def test_a_draft_with_unknown_facts_or_a_taken_name_is_refused(world):
    rule = STRICT.topics[0].rules[0].model_copy(update={"when": {"her_name": ("yes",)}})
    topic = STRICT.topics[0].model_copy(update={"rules": (rule,)})
    draft = criteria.DraftPolicy(policy=a_version(topics=(topic,)))
    with pytest.raises(InvalidInput) as refused:
        manager(world, criteria.DRAFT_POLICY, draft)
    with pytest.raises(Conflict):
        manager(world, criteria.DRAFT_POLICY, criteria.DraftPolicy(policy=STRICT))

    assert [fault.code for fault in refused.value.faults] == ["unknown-fact"]
    listed = world.ask(criteria.POLICIES, criteria.AskPolicies()).policies
    assert [one.version for one in listed if one.in_force] == ["crc-programme", "criteria-2016",
                                                              "practice-2019"]  # fmt: skip


@pytest.mark.requirement("ELG-15")
def test_who_was_told_that_it_does_not_affect_proceedings_is_on_record(world):
    world.refer()
    person = uuid4()
    told = criteria.RecordTelling(case_id=world.case_id, person_id=person, told_on=date(2019, 7, 1))
    world.ask(criteria.RECORD_TELLING, told, user="coordinator")
    later = told.model_copy(update={"told_on": date(2019, 7, 2)})
    with pytest.raises(Refused):
        world.ask(criteria.RECORD_TELLING, later)

    (found,) = why(world).told_of_proceedings
    assert (found.person_id, found.told_by) == (person, "coordinator")


STUDIES = {
    "conference": ({"crime_types": (CrimeType.MURDER,)}, D.PROCEED, "", None),
    "shuttle": ({"crime_types": (CrimeType.MURDER,)}, D.PROCEED, "", None),
    "letter": (
        {
            "flags": (CaseFlag.STALKING, CaseFlag.NON_RECENT),
            "proceedings": Proceedings.RELEASED_WITHOUT_CHARGE,
        },
        D.DEFER,
        "a manager decides, with a rationale and a review date",
        D.PROCEED,
    ),
    "restorative conversation": (
        {"flags": (CaseFlag.DOMESTIC_ABUSE,)},
        D.PROCEED_WITH_RESTRICTION,
        "work stays with the person harmed",
        None,
    ),
}


@pytest.mark.requirement("ELG-13", "ELG-14", "RSK-06")
@pytest.mark.parametrize("study", STUDIES)
def test_the_case_studies_are_decided_as_they_were_with_the_reasons_printed(world, study):
    referred, decision, reason, by_exception = STUDIES[study]
    world.refer(**referred)
    found = why(world)
    print(study, *found.in_words, sep="\n  ")

    assert found.decision.decision is decision
    assert reason in " ".join(found.in_words)
    if decision is D.PROCEED_WITH_RESTRICTION:
        assert found.decision.restrictions == (Restriction.HARMED_SIDE_ONLY,)
    if by_exception:
        authorise(world, review_on=date(2019, 10, 1))
        after = why(world)
        print(*after.in_words, sep="\n  ")
        assert (after.decision.decision, after.decision.exception) == (by_exception, True)
        assert after.rationale == WORDS
        assert "A manager's exception over never-charged-stalking" in after.in_words[1]
