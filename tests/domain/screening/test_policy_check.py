import copy
import random
from itertools import product

import pytest

from services.screening.domain.facts import KNOWN_VALUES
from services.screening.domain.policy_check import Flaw, flaws
from services.screening.store.policies import (
    FOLDER,
    NotAPolicy,
    policy_of,
    shipped_policies,
    written_in,
)
from shared.contracts.screening.policy_content import WrittenPolicy
from tests.domain.screening.by_hand import firing

WHOLE = written_in(FOLDER / "service-2026.yaml").model_dump(mode="json", exclude_defaults=True)
RULES = [(t["id"], rule["id"]) for t in WHOLE["topics"] for rule in t["rules"]]


def changed(topic, change):
    written = copy.deepcopy(WHOLE)
    (rules,) = [one["rules"] for one in written["topics"] if one["id"] == topic]
    change(rules)
    return policy_of(WrittenPolicy.model_validate(written))


def rule(name, **more):
    plain = {"decision": "proceed", "reason": "invented", "told": "invented", "source": "test"}
    return {"id": name, **plain, **more}


@pytest.mark.parametrize("policy", shipped_policies(), ids=lambda one: one.version)
def test_no_shipped_version_has_a_flaw(policy):
    assert flaws(policy) == ()


@pytest.mark.parametrize(("topic", "name"), RULES, ids=[name for _, name in RULES])
def test_a_rule_taken_away_leaves_a_gap_with_facts_that_nothing_answers(topic, name):
    def take_away(rules):
        rules[:] = [one for one in rules if one["id"] != name] or [
            rule("left", when={"sexual": ["yes"]})
        ]

    policy = changed(topic, take_away)
    found = [one for one in flaws(policy) if one.flaw is Flaw.GAP]
    (gap,) = found
    assert firing(next(one for one in policy.topics if one.id == topic), gap.example) == []


def test_a_rule_against_another_contradicts_it_and_the_facts_show_both():
    against = rule("against", when={"proceedings": ["charged", "sentenced"]})

    policy = changed("stage", lambda rules: rules.append(against))
    (found,) = flaws(policy)
    (stage,) = [one for one in policy.topics if one.id == "stage"]

    assert (found.flaw, found.rules) == (Flaw.CONTRADICTION, ("against", "before-disposal"))
    assert {one.id for one in firing(stage, found.example)} == set(found.rules)


@pytest.mark.parametrize(
    ("topic", "unreachable"),
    [
        ("stage", rule("left-over", otherwise=True)),
        (
            "child-abuse",
            rule(
                "under-18-now-only",
                when={"harmed_under_18_now": ["yes"], "harmed_under_18_at_offence": ["no"]},
            ),
        ),
    ],
)
def test_a_rule_that_no_facts_can_reach_is_found(topic, unreachable):
    found = flaws(changed(topic, lambda rules: rules.append(unreachable)))

    assert [(one.flaw, one.rules) for one in found] == [(Flaw.UNREACHABLE, (unreachable["id"],))]


def test_a_rule_that_another_topic_always_overrides_is_found():
    written = copy.deepcopy(WHOLE)
    restricts = {"decision": "proceed_with_restriction", "restrictions": ["indirect_only"]}
    asked = {"sexual": ["yes"], "initiated_by": ["responsible"]}
    written["topics"].append(
        {
            "id": "shadowed",
            "rules": [rule("never-heard", when=asked, **restricts), rule("rest", otherwise=True)],
        }
    )

    (found,) = flaws(policy_of(WrittenPolicy.model_validate(written)))

    assert (found.flaw, found.rules) == (Flaw.UNREACHABLE, ("never-heard",))


def a_wait(until):
    return rule("no-arrest", when={"proceedings": ["not_reported", "reported"]},
                decision="defer", until={"on": until})  # fmt: skip


@pytest.mark.parametrize(("until", "flawed"), [("2026-01-01", True), ("2026-01-02", False)])
def test_a_rule_that_waits_for_a_day_before_the_version_begins_is_found(until, flawed):
    policy = changed("stage", lambda rules: rules.__setitem__(0, a_wait(until)))

    assert [(one.flaw, one.rules) for one in flaws(policy)] == [
        (Flaw.UNREACHABLE, ("no-arrest",))
    ] * flawed


@pytest.mark.parametrize("seed", range(60))
def test_faults_seeded_at_random_are_found_and_no_others(seed):
    """Any rule of any shipped version: taken away, turned round, or shadowed by another."""
    chance = random.Random(seed)
    policy = chance.choice(shipped_policies())
    file = written_in(FOLDER / f"{policy.version}.yaml")
    written = file.model_dump(mode="json", exclude_defaults=True)
    topic = chance.choice(written["topics"])
    rules, at = topic["rules"], chance.randrange(len(topic["rules"]))
    kind = chance.choice(["gap", "contradiction", "unreachable"])
    if kind == "gap" and len(rules) > 1 and not any(one.get("otherwise") for one in rules):
        del rules[at]
        expected = {(Flaw.GAP, topic["id"])}
    elif kind == "contradiction" and rules[at].get("when"):
        against = {"decision": "refer_on", "refer_to": {"where": "seeded", "how": "seeded"}}
        rules.append(rule("seeded", when=rules[at]["when"], **against))
        expected = {(Flaw.CONTRADICTION, topic["id"])}
    else:
        never = {"harmed_under_18_now": ["yes"], "harmed_under_18_at_offence": ["no"]}
        rules.append(rule("seeded", when=never))
        expected = {(Flaw.UNREACHABLE, topic["id"])}

    found = flaws(policy_of(WrittenPolicy.model_validate(written)))

    assert expected <= {(one.flaw, one.topic) for one in found}
    assert {one.topic for one in found if one.flaw is not Flaw.UNREACHABLE} <= {topic["id"]}
    for one in found:
        if one.flaw is Flaw.CONTRADICTION:
            (where,) = [t for t in policy_of(WrittenPolicy.model_validate(written)).topics
                        if t.id == one.topic]  # fmt: skip
            assert set(one.rules) <= {fired.id for fired in firing(where, one.example)}


def test_going_through_the_facts_is_going_through_all_of_them():
    """One state of one topic left open, wherever it is, is found."""
    states = list(product(KNOWN_VALUES["domestic_abuse"], KNOWN_VALUES["initiated_by"]))
    for hole in states:
        covered = [
            rule(f"case-{at}", when={"domestic_abuse": [abuse], "initiated_by": [side]})
            for at, (abuse, side) in enumerate(states)
            if (abuse, side) != hole
        ]
        policy = changed("domestic-abuse", lambda rules, new=covered: rules.__setitem__(
            slice(None), new))  # fmt: skip
        (found,) = flaws(policy)
        assert (found.example["domestic_abuse"], found.example["initiated_by"]) == hole


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"when": {"her_name": ["yes"]}}, "unknown-fact"),
        ({"when": {"stalking": ["perhaps"]}}, "invalid-value"),
        ({"when": {"stalking": ["unknown"]}}, "invalid-value"),
        ({"id": "no-arrest", "when": {"stalking": ["yes"]}}, "used-twice"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_its_place(change, code):
    with pytest.raises(NotAPolicy) as refused:
        changed("stalking", lambda rules: rules.append({**rule("new"), **change}))

    assert code in {fault.code for fault in refused.value.faults}


@pytest.mark.requirement("ELG-13")
@pytest.mark.parametrize("decision", ["decline", "refer_on", "defer", "proceed_with_restriction"])
def test_no_rule_may_be_a_bare_no(decision):
    with pytest.raises(ValueError, match=r"stands with|says what else"):
        WrittenPolicy.model_validate(
            {
                **WHOLE,
                "topics": [{"id": "t", "rules": [rule("bare", otherwise=True, decision=decision)]}],
            }
        )
