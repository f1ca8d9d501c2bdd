"""Versions of an assessment: nobody's work is lost, nobody's change goes unseen (issue 4, 6)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.contracts.codes import Mode, RiskDecision
from shared.contracts.screening import risk_rpc, rpc
from shared.kernel.errors import NotFound, Refused
from tests.store.screening.risk_work import draft, factors, in_force, sign
from tests.support.risk import WORDS, advice


def versions(world):
    found = world.ask(rpc.RISK, rpc.CaseById(case_id=world.case_id)).assessments
    return sorted(found, key=lambda one: one.version)


def sentences(world, earlier, later):
    request = risk_rpc.CompareAssessments(case_id=world.case_id, earlier=earlier, later=later)
    return [one.sentence for one in world.ask(risk_rpc.RISK_DIFFERENCE, request).changes]


@pytest.mark.requirement("RSK-03", "RSK-14")
def test_of_two_who_edit_at_once_the_second_is_shown_the_firsts_change_and_neither_loses_work(
    world,
):
    world.refer()
    first = in_force(world)
    typed = factors(F1="typed, not handwritten")
    second = draft(world, user="alpha", based_on=first, factors=typed).assessment_id

    with pytest.raises(Refused) as refused:
        draft(world, user="beta", based_on=first, safety_plan=WORDS)

    assert refused.value.code == "newer-version"
    assert refused.value.ids["current"] == str(second)
    assert (refused.value.ids["version"], refused.value.ids["changed"]) == ("2", "factors F1")
    assert sentences(world, first, second) == [
        "factors[F1].mitigation: added, typed, not handwritten"
    ]
    both = draft(world, user="beta", based_on=second, factors=typed, safety_plan=WORDS)
    assert both.version == 3
    assert [(one.version, one.drafted_by, one.newest) for one in versions(world)] == [
        (1, "office", False),
        (2, "alpha", False),
        (3, "beta", True),
    ]
    assert sentences(world, first, both.assessment_id)[1] == f"safety_plan: added, {WORDS}"


def test_a_refusal_says_which_parts_changed_and_no_word_of_them(world):
    world.refer()
    first = in_force(world)
    told = {"provider": WORDS, "provided_on": "2019-06-30", "basis": "clause", "clause": "4.2",
            "scope": WORDS, "text": WORDS}  # fmt: skip
    draft(world, based_on=first, information=[told], conditions=[WORDS], reasons="Other words.")

    with pytest.raises(Refused) as refused:
        draft(world, based_on=first)

    assert refused.value.ids["changed"] == "conditions,information,reasons"


def test_an_open_draft_is_edited_and_not_passed_over_by_a_fresh_one(world):
    world.refer()
    opened = draft(world).assessment_id

    with pytest.raises(Refused) as refused:
        draft(world)

    assert refused.value.ids["current"] == str(opened)


def test_of_many_drafts_from_the_same_version_at_the_same_moment_one_becomes_the_next(world):
    world.refer()
    first = in_force(world)

    def edit(number):
        try:
            return draft(world, user=f"assessor-{number}", based_on=first).version
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(edit, range(8)))

    assert sorted(found, key=str) == [2, *["newer-version"] * 7]


def test_only_the_newest_version_can_be_signed_and_what_stood_stays_until_it_is(world):
    world.refer()
    standing = in_force(world)
    older = draft(world, based_on=standing).assessment_id
    sign(world, older, "one")
    newer = draft(world, based_on=older, decision=RiskDecision.PAUSE, modes=()).assessment_id

    with pytest.raises(Refused) as refused:
        sign(world, older, "two")

    assert refused.value.code == "newer-version"
    assert [one.assessment_id for one in versions(world) if one.in_force] == [standing]
    sign(world, newer, "one")
    sign(world, newer, "two")
    assert [one.assessment_id for one in versions(world) if one.in_force] == [newer]


def test_the_highest_factor_is_shown_and_no_sum(world):
    world.refer()
    high = tuple(
        one.model_copy(update={"residual_likelihood": 3, "residual_impact": 3})
        if one.factor == "C4"
        else one
        for one in factors()
    )
    draft(world, factors=high)

    (shown,) = versions(world)

    assert (shown.highest_inherent.value, shown.highest_residual.value) == ("medium", "high")
    assert shown.highest_factors == ("C4",)


@pytest.mark.requirement("RSK-07", "RSK-08", "RSK-09", "RSK-10", "RSK-11", "RSK-12")
def test_the_whole_record_is_kept_under_the_cases_key_and_comes_back_as_it_was(world):
    world.refer()
    record = {
        "strengths": [{"whom": "harmed", "text": WORDS}],
        "views": [{"whom": "family", "text": WORDS, "advises_against": True, "answer": WORDS}],
        "advice": [advice("mental_health").model_dump()],
        "information": [{"provider": "Invented IDVA service", "provided_on": "2019-06-30",
                         "basis": "consent", "consented_on": "2019-06-29", "scope": WORDS,
                         "text": WORDS}],
        "agency_assessments": [{"tool": "dash", "level": "high", "assessed_on": "2019-06-01",
                                "assessor": "Invented IDVA"}],
        "self_harm": [{"whom": "harmed", "history": "past", "text": WORDS, "support": WORDS}],
        "proximity": {"live_near": "unknown", "may_meet": "yes", "plan": WORDS},
        "safety_plans": [{"whom": "harmed", "held_by": "Invented IDVA", "kept_by": WORDS}],
    }  # fmt: skip
    draft(world, **record)

    (shown,) = versions(world)

    again = shown.model_dump(mode="json", exclude_none=True)
    for name, kept in record.items():
        given = rpc.AssessmentView.model_validate({**again, name: kept})
        assert getattr(shown, name) == getattr(given, name), name
    assert shown.agency_assessments[0].level.value == "high"


def test_versions_of_another_case_are_nobodys(world):
    world.refer()
    first = in_force(world)
    elsewhere = world.referral_id

    with pytest.raises(NotFound):
        sentences(world, first, elsewhere)
    with pytest.raises(Refused):
        draft(world, based_on=elsewhere, modes=(Mode.LETTER,))
