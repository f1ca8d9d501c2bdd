import random
from dataclasses import replace
from datetime import date

import pytest

from services.screening.domain.eligibility import Policy, eligibility_of, policy_on
from services.screening.domain.exceptions import authorise, still_stands
from services.screening.domain.facts import VALUES, faults_in
from services.screening.domain.policy import Kind
from services.screening.store.policies import shipped_policies
from shared.contracts.codes import EligibilityDecision as D
from shared.contracts.codes import Restriction
from shared.kernel.errors import Refused
from tests.domain.screening.by_hand import eligible_by_hand

GO, SOME, LATER, ELSEWHERE, NO = (
    D.PROCEED,
    D.PROCEED_WITH_RESTRICTION,
    D.DEFER,
    D.REFER_ON,
    D.DECLINE,
)
RESPONSIBLE = {"initiated_by": "responsible"}
POLICIES = {policy.version: policy for policy in shipped_policies()}
A_PLAIN_CASE = {
    "initiated_by": "harmed",
    "proceedings": "sentenced",
    "responsibility_accepted": "yes",
    "responsible_identified": "yes",
    "harmed_home": "london",
    "harmed_work": "london",
    "offence_place": "london",
    "harmed_under_18_at_offence": "no",
    "harmed_under_18_now": "no",
    "domestic_abuse": "no",
    "stalking": "no",
    "sexual": "no",
    "child_abuse": "no",
    "non_recent": "no",
    "direct_personal_harm": "yes",
}


def decided(version, **facts):
    return eligibility_of({**A_PLAIN_CASE, **facts}, POLICIES[version])


def shuffled(policy, chance):
    topics = [
        replace(topic, rules=tuple(chance.sample(topic.rules, len(topic.rules))))
        for topic in chance.sample(policy.topics, len(policy.topics))
    ]
    return Policy(policy.about, tuple(topics))


def random_facts(chance):
    known = chance.random()
    return {
        name: chance.choice(sorted(values))
        for name, values in VALUES.items()
        if chance.random() < known
    }


@pytest.mark.parametrize(
    "many", [2_000, pytest.param(100_000, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]
)
def test_random_facts_are_always_decided_with_reasons_alike_in_any_order(many):
    """Explained, deterministic, whatever the order of rules, deaf to facts that no rule reads."""
    chance = random.Random(many)
    versions = list(POLICIES.values())
    others = {policy.version: [shuffled(policy, chance) for _ in range(5)] for policy in versions}
    for number in range(many):
        policy = versions[number % len(versions)]
        facts = random_facts(chance)
        found = eligibility_of(facts, policy)
        assert_explained(found, facts, policy)
        assert eligibility_of(facts, policy) == found
        assert eligibility_of(facts, chance.choice(others[policy.version])) == found
        assert eligibility_of(with_unread_facts(facts, policy, chance), policy) == found
        if number % 20 == 0:
            assert found == eligible_by_hand(facts, policy)


def assert_explained(found, facts, policy):
    assert [one.topic for one in found.results] == sorted(topic.id for topic in policy.topics)
    assert all(one.rules and bool(one.missing) == (one.kind is Kind.ASKED) for one in found.results)
    assert found.deciding
    assert all(facts.get(name, "unknown") == "unknown" for name in found.missing_facts)
    for one in found.deciding:
        says = {
            D.DEFER: one.effect.until,
            D.REFER_ON: one.effect.refer_to,
            D.DECLINE: one.effect.offers,
            D.PROCEED_WITH_RESTRICTION: one.effect.restrictions,
        }
        assert says.get(found.decision, True)


def with_unread_facts(facts, policy, chance):
    read = {name for topic in policy.topics for name in topic.needs}
    unread = {name: chance.choice(sorted(VALUES[name])) for name in set(VALUES) - read}
    return {**facts, **unread, "never_heard_of": "yes"}


@pytest.mark.requirement(
    "ELG-01", "ELG-02", "ELG-03", "ELG-04", "ELG-05", "ELG-06", "ELG-07", "ELG-10"
)
@pytest.mark.parametrize(
    ("topic", "facts", "outcomes"),
    [
        ("plain", {}, (GO, GO, GO, GO)),
        ("stalking, harmed asks", {"stalking": "yes"}, (NO, GO, GO, SOME)),
        ("stalking, responsible asks", {"stalking": "yes", **RESPONSIBLE}, (NO, NO, GO, NO)),
        ("domestic abuse, harmed asks", {"domestic_abuse": "yes"}, (GO, SOME, NO, SOME)),
        (
            "domestic abuse, responsible asks",
            {"domestic_abuse": "yes", **RESPONSIBLE},
            (GO, NO, NO, NO),
        ),
        (
            "child abuse, under 18 now",
            {"child_abuse": "yes", "harmed_under_18_now": "yes"},
            (NO, GO, GO, ELSEWHERE),
        ),
        (
            "child abuse, now an adult",
            {"child_abuse": "yes", "harmed_under_18_at_offence": "yes"},
            (GO, GO, GO, SOME),
        ),
        ("charged only", {"proceedings": "charged"}, (LATER, GO, LATER, LATER)),
        ("only reported", {"proceedings": "reported"}, (LATER, GO, LATER, LATER)),
        ("out of court", {"proceedings": "out_of_court_disposal"}, (LATER, GO, GO, GO)),
        ("deferred prosecution", {"proceedings": "deferred_prosecution"}, (LATER, GO, GO, GO)),
        ("responsibility denied", {"responsibility_accepted": "no"}, (NO, GO, GO, SOME)),
        (
            "nobody identified",
            {"responsible_identified": "no", "responsibility_accepted": "unknown"},
            (NO, GO, GO, SOME),
        ),
        (
            "released without charge",
            {"proceedings": "released_without_charge"},
            (NO, GO, GO, LATER),
        ),
        ("works in London", {"harmed_home": "outside"}, (ELSEWHERE, GO, GO, GO)),
        (
            "it happened in London",
            {"harmed_home": "outside", "harmed_work": "outside"},
            (ELSEWHERE, GO, GO, GO),
        ),
        (
            "no link to London",
            {"harmed_home": "outside", "harmed_work": "outside", "offence_place": "outside"},
            (ELSEWHERE, ELSEWHERE, ELSEWHERE, ELSEWHERE),
        ),
        ("sexual, harmed asks", {"sexual": "yes"}, (GO, GO, GO, SOME)),
        ("sexual, responsible asks", {"sexual": "yes", **RESPONSIBLE}, (GO, NO, NO, NO)),
    ],
)
def test_each_contradiction_of_the_sources_is_decided_by_the_version_in_force(
    topic, facts, outcomes
):
    versions = ("criteria-2016", "practice-2019", "professional-page", "service-2026")

    assert tuple(decided(version, **facts).decision for version in versions) == outcomes


@pytest.mark.parametrize(
    ("day", "pathway", "version"),
    [
        (date(2010, 1, 1), None, "criteria-2016"),
        (date(2019, 3, 31), None, "criteria-2016"),
        (date(2019, 4, 1), None, "practice-2019"),
        (date(2022, 12, 31), "out_of_court_disposal", "practice-2019"),
        (date(2023, 1, 1), None, "professional-page"),
        (date(2023, 1, 1), "crc_programme", "crc-programme"),
        (date(2026, 1, 1), None, "service-2026"),
    ],
)
def test_the_version_of_the_day_and_pathway_decides(day, pathway, version):
    assert policy_on(POLICIES.values(), day, pathway).version == version


@pytest.mark.requirement("ELG-11")
def test_the_programme_waits_for_sentence_and_asks_for_direct_harm():
    assert decided("crc-programme").decision is D.PROCEED
    assert decided("crc-programme", proceedings="convicted").decision is D.DEFER
    assert decided("crc-programme", direct_personal_harm="no").decision is D.DECLINE


def test_the_reason_given_is_one_that_is_known_to_hold():
    found = eligibility_of({"harmed_home": "london"}, POLICIES["service-2026"])
    (place,) = [one for one in found.results if one.topic == "place"]
    facts = {"initiated_by": "harmed", "stalking": "unknown", "non_recent": "no"}
    either = eligibility_of(facts, POLICIES["practice-2019"]).results[-1]

    assert (place.kind, place.id) == (Kind.ANSWERED, "lives-in-london")
    assert (either.id, [rule.id for rule in either.rules]) == (
        "stalking/either",
        ["no-stalking", "stalking-by-harmed"],
    )


@pytest.mark.parametrize(
    ("facts", "version", "decision", "restrictions"),
    [
        ({"domestic_abuse": "yes"}, "practice-2019", SOME, {Restriction.HARMED_SIDE_ONLY}),
        ({"child_abuse": "yes", **RESPONSIBLE}, "service-2026", LATER, set()),
        ({"initiated_by": "harmed", "sexual": "yes"}, "practice-2019", GO, set()),
    ],
)
def test_while_a_fact_is_asked_for_nothing_milder_stands_than_may_come(
    facts, version, decision, restrictions
):
    others = dict.fromkeys(("stalking", "sexual", "child_abuse", "domestic_abuse"), "no")
    found = eligibility_of({**others, **facts}, POLICIES[version])

    assert (found.decision, found.restrictions) == (decision, restrictions)


def test_a_missing_fact_is_named_and_defers_only_where_the_rule_says_so():
    old = eligibility_of({}, POLICIES["criteria-2016"])
    practice = eligibility_of({}, POLICIES["practice-2019"])

    assert old.decision is D.DEFER
    assert "responsibility_accepted" in old.missing_facts
    assert practice.decision is D.PROCEED
    assert "responsibility_accepted" not in practice.missing_facts


@pytest.mark.requirement("ELG-08", "ELG-09")
@pytest.mark.parametrize("initiated_by", ["harmed", "responsible"])
def test_the_murder_referrals_of_two_case_studies_proceed(initiated_by):
    assert decided("practice-2019", initiated_by=initiated_by).decision is D.PROCEED


@pytest.mark.requirement("ELG-13", "RSK-06")
def test_the_restorative_conversation_stays_with_the_harmed_side():
    found = decided("practice-2019", domestic_abuse="yes")

    assert found.decision is D.PROCEED_WITH_RESTRICTION
    assert found.restrictions == {Restriction.HARMED_SIDE_ONLY}


LETTER = {
    "stalking": "yes",
    "non_recent": "yes",
    "proceedings": "released_without_charge",
    "responsibility_accepted": "unknown",
}


def exception_over(
    found, facts, restrictions=(Restriction.INDIRECT_ONLY,), review=date(2019, 10, 1)
):
    return authorise(
        found,
        facts,
        decision=D.PROCEED_WITH_RESTRICTION,
        restrictions=frozenset(restrictions),
        review_on=review,
        today=date(2019, 6, 1),
    )


LETTER_FACTS = {**A_PLAIN_CASE, **LETTER}


@pytest.mark.requirement("ELG-14", "ELG-16")
def test_the_letter_case_needs_a_managers_exception_which_lapses_when_something_new_speaks():
    found = decided("practice-2019", **LETTER)
    exception = exception_over(found, LETTER_FACTS)
    worse = decided("practice-2019", **LETTER, initiated_by="responsible")

    assert found.decision is D.DEFER
    assert still_stands(exception, found, date(2019, 10, 1))
    assert not still_stands(exception, found, date(2019, 10, 2))
    assert not still_stands(exception, worse, date(2019, 7, 1))


def test_no_exception_sets_aside_a_hard_stop():
    facts = {"sexual": "yes", "initiated_by": "responsible"}

    with pytest.raises(Refused) as refused:
        exception_over(decided("practice-2019", **facts), facts)

    assert refused.value.code == "hard-stop"


def test_an_exception_for_domestic_abuse_keeps_contact_away_or_asks_a_specialist():
    facts = {"domestic_abuse": "yes"}

    with pytest.raises(Refused) as refused:
        exception_over(decided("professional-page", **facts), facts)

    assert refused.value.code == "domestic-abuse-needs-restriction"


@pytest.mark.requirement("ELG-14")
def test_an_exception_has_a_review_date_ahead():
    with pytest.raises(Refused) as refused:
        exception_over(decided("practice-2019", **LETTER), LETTER_FACTS, review=date(2019, 6, 1))
    with pytest.raises(Refused) as never:
        exception_over(decided("practice-2019", **LETTER), LETTER_FACTS, review=date(2020, 6, 2))

    assert refused.value.code == "review-date-not-ahead"
    assert never.value.code == "review-date-too-far"


@pytest.mark.requirement("ELG-07", "ELG-14")
@pytest.mark.parametrize("version", ["practice-2019", "professional-page", "service-2026"])
def test_no_exception_goes_round_a_question_whose_answer_may_be_a_hard_stop(version):
    """He asks, and nobody knows yet whether it was a sexual offence: that is found out first."""
    facts = {**A_PLAIN_CASE, **RESPONSIBLE, "sexual": "unknown", "proceedings": "charged"}

    with pytest.raises(Refused) as refused:
        exception_over(eligibility_of(facts, POLICIES[version]), facts)

    assert refused.value.code == "hard-stop-not-ruled-out"
    assert refused.value.ids["facts"] == "sexual"


def test_while_nobody_knows_of_domestic_abuse_an_exception_keeps_its_restriction():
    facts = {**A_PLAIN_CASE, "domestic_abuse": "unknown", "proceedings": "reported"}
    found = eligibility_of(facts, POLICIES["criteria-2016"])

    with pytest.raises(Refused) as refused:
        exception_over(found, facts)
    kept = exception_over(found, facts, (Restriction.HARMED_SIDE_ONLY,))

    assert refused.value.code == "domestic-abuse-needs-restriction"
    assert kept.restrictions == {Restriction.HARMED_SIDE_ONLY}


def test_words_cannot_be_recorded_as_facts():
    faults = faults_in({"stalking": "he wrote to me", "her_name": "yes", "sexual": "no"})

    assert [(fault.field, fault.code) for fault in faults] == [
        ("facts.her_name", "unknown-fact"),
        ("facts.stalking", "invalid"),
    ]
