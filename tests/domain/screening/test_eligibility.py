import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.screening.domain.eligibility import Policy, eligibility_of, policy_on
from services.screening.domain.exceptions import authorise, still_stands
from services.screening.domain.facts import VALUES, faults_in
from services.screening.store.policies import eligibility_policies
from shared.contracts.codes import EligibilityDecision as D
from shared.contracts.codes import Restriction
from shared.kernel.errors import Refused

POLICIES = {policy.version: policy for policy in eligibility_policies()}
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
any_facts = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(sorted(values)) for name, values in VALUES.items()}
)
any_policy = st.sampled_from(sorted(POLICIES.values(), key=lambda policy: policy.version))


def decided(version, **facts):
    return eligibility_of({**A_PLAIN_CASE, **facts}, POLICIES[version])


@given(facts=any_facts, policy=any_policy, seed=st.integers())
def test_the_order_of_the_rules_changes_nothing(facts, policy, seed):
    rules = list(policy.rules)
    random.Random(seed).shuffle(rules)
    shuffled = Policy(
        version=policy.version, from_on=policy.from_on, source=policy.source, rules=tuple(rules)
    )

    assert eligibility_of(facts, shuffled) == eligibility_of(facts, policy)


@given(facts=any_facts, policy=any_policy, data=st.data())
def test_a_fact_that_no_rule_reads_changes_nothing(facts, policy, data):
    read = {name for rule in policy.rules for name in rule.when}
    unread = data.draw(st.sampled_from([*sorted(set(VALUES) - read), "never_heard_of"]))
    value = data.draw(st.sampled_from(["yes", "no", "unknown"]))

    assert eligibility_of({**facts, unread: value}, policy) == eligibility_of(facts, policy)


@given(facts=any_facts, policy=any_policy)
def test_every_rule_gives_a_result_and_missing_facts_are_unknown_ones(facts, policy):
    found = eligibility_of(facts, policy)

    assert {result.rule.id for result in found.results} == {rule.id for rule in policy.rules}
    assert all(facts.get(name, "unknown") == "unknown" for name in found.missing_facts)


@pytest.mark.requirement("ELG-01", "ELG-03", "ELG-04", "ELG-05", "ELG-06", "ELG-07", "ELG-10")
@pytest.mark.parametrize(
    ("topic", "facts", "outcomes"),
    [
        ("plain", {}, (D.PROCEED, D.PROCEED, D.PROCEED)),
        ("stalking by the harmed", {"stalking": "yes"}, (D.DECLINE, D.PROCEED, D.PROCEED)),
        (
            "stalking by the responsible",
            {"stalking": "yes", "initiated_by": "responsible"},
            (D.DECLINE, D.DECLINE, D.PROCEED),
        ),
        (
            "domestic abuse",
            {"domestic_abuse": "yes"},
            (D.PROCEED, D.PROCEED_WITH_RESTRICTION, D.DECLINE),
        ),
        (
            "child abuse, under 18 now",
            {"child_abuse": "yes", "harmed_under_18_now": "yes"},
            (D.DECLINE, D.PROCEED, D.PROCEED),
        ),
        (
            "child abuse, now an adult",
            {"child_abuse": "yes", "harmed_under_18_at_offence": "yes"},
            (D.PROCEED, D.PROCEED, D.PROCEED),
        ),
        ("charged only", {"proceedings": "charged"}, (D.DEFER, D.PROCEED, D.DEFER)),
        (
            "out of court",
            {"proceedings": "out_of_court_disposal"},
            (D.DEFER, D.PROCEED, D.PROCEED),
        ),
        (
            "responsibility denied",
            {"responsibility_accepted": "no"},
            (D.DECLINE, D.PROCEED, D.PROCEED),
        ),
        (
            "released without charge",
            {"proceedings": "released_without_charge"},
            (D.DECLINE, D.PROCEED, D.PROCEED),
        ),
        ("works in London", {"harmed_home": "outside"}, (D.REFER_ON, D.PROCEED, D.PROCEED)),
        (
            "no link to London",
            {"harmed_home": "outside", "harmed_work": "outside", "offence_place": "outside"},
            (D.REFER_ON, D.REFER_ON, D.REFER_ON),
        ),
        (
            "sexual by the responsible",
            {"sexual": "yes", "initiated_by": "responsible"},
            (D.PROCEED, D.DECLINE, D.DECLINE),
        ),
    ],
)
def test_each_contradiction_of_the_sources_is_decided_by_the_version_in_force(
    topic, facts, outcomes
):
    versions = ("criteria-2016", "practice-2019", "professional-page")

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
    ],
)
def test_the_version_of_the_day_and_pathway_decides(day, pathway, version):
    assert policy_on(POLICIES.values(), day, pathway).version == version


@pytest.mark.requirement("ELG-11")
def test_the_programme_waits_for_sentence_and_asks_for_direct_harm():
    assert decided("crc-programme").decision is D.PROCEED
    assert decided("crc-programme", proceedings="convicted").decision is D.DEFER
    assert decided("crc-programme", direct_personal_harm="no").decision is D.DECLINE


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


@pytest.mark.requirement("ELG-14", "ELG-16")
def test_the_letter_case_needs_a_managers_exception_which_lapses_when_something_new_speaks():
    found = decided("practice-2019", **LETTER)
    exception = exception_over(found, LETTER)
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
        exception_over(decided("practice-2019", **LETTER), LETTER, review=date(2019, 6, 1))

    assert refused.value.code == "review-date-not-ahead"


def test_words_cannot_be_recorded_as_facts():
    faults = faults_in({"stalking": "he wrote to me", "her_name": "yes", "sexual": "no"})

    assert [(fault.field, fault.code) for fault in faults] == [
        ("facts.her_name", "unknown-fact"),
        ("facts.stalking", "invalid"),
    ]
