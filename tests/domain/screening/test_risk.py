from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.screening.domain.risk import Factor, band_of, highest_residual, unanswered, unplanned
from services.screening.domain.risk_record import faults_in
from services.screening.domain.risk_signing import (
    Judged,
    Signature,
    Surroundings,
    hard_stops,
    missing_signature,
    objection_to,
)
from services.screening.domain.risk_versions import difference
from services.screening.store.risk_policies import (
    forbidden_modes,
    orders,
    review_policies,
    risk_criteria,
    shipped_templates,
)
from shared.contracts.base import json_ready
from shared.contracts.codes import MODES_BETWEEN_PARTIES, Mode, RiskDecision, YesNoUnknown
from shared.contracts.screening.risk import (
    AgencyAssessment,
    Information,
    Proximity,
    RiskJudgement,
    SelfHarmHistory,
    View,
)
from shared.contracts.screening.risk_codes import RiskBand, RiskStage, RiskSubject, SelfHarm
from tests.support.risk import WHOLE, WORDS, advice

CRITERIA = risk_criteria()
TODAY = date(2019, 7, 1)
LETTER, TALK = (Mode.LETTER,), (Mode.RESTORATIVE_CONVERSATION,)


def record(decision=RiskDecision.PROCEED, modes=(Mode.CONFERENCE,), **more):
    given = {"factors": (), "reasons": WORDS, "valid_until": TODAY + timedelta(days=90), **WHOLE}
    return RiskJudgement(decision=decision, modes_permitted=modes, **{**given, **more})


def objection(found, factors=None, **around):
    listed = EVERY if factors is None else factors
    said = objection_to(found, listed, Surroundings(today=TODAY, **around), CRITERIA)
    return said and said.code


def factor(code="A1", residual=(1, 2), **more):
    return Factor(
        code=code,
        relevant=more.pop("relevant", True),
        likelihood=more.pop("likelihood", 2),
        impact=2,
        residual_likelihood=residual[0],
        residual_impact=residual[1],
        mitigated=more.pop("mitigated", True),
        **more,
    )


EVERY = tuple(factor(code) for code in sorted(CRITERIA.must_answer))


def faults(factors=EVERY, decision=RiskDecision.PROCEED, modes=(Mode.CONFERENCE,), days=90, **more):
    judged = record(decision, modes, valid_until=TODAY + timedelta(days=days), **more)
    found = faults_in(judged, factors, today=TODAY, criteria=CRITERIA)
    return {fault.code for fault in found}


@pytest.mark.requirement("RSK-02")
@pytest.mark.parametrize("code", sorted(CRITERIA.must_answer))
def test_a_marked_factor_left_out_or_unknown_blocks_sign_off(code):
    others = tuple(one for one in EVERY if one.code != code)

    assert unanswered(others, CRITERIA) == (code,)
    assert unanswered((*others, factor(code, likelihood=None)), CRITERIA) == (code,)
    assert unanswered((*others, factor(code, relevant=False, likelihood=None)), CRITERIA) == ()


@pytest.mark.requirement("RSK-15")
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=30))
def test_the_highest_residual_counts_and_nothing_is_summed(scores):
    factors = [factor(residual=score) for score in scores]

    assert highest_residual(factors) == max(a * b for a, b in scores)


@pytest.mark.parametrize(
    ("residual", "roles", "missing"),
    [
        (7, {"facilitator"}, None),
        (8, {"facilitator"}, "manager-must-sign"),
        (8, {"service_manager"}, None),
        (12, {"service_manager"}, "managing-director-must-sign"),
        (12, {"managing_director"}, None),
    ],
)
def test_the_residual_decides_whose_signature_is_needed(residual, roles, missing):
    signed = (Signature("a", frozenset({"facilitator"})), Signature("b", frozenset(roles)))
    judged = record(advice=(advice("panel"),))

    assert missing_signature(signed, Judged(judged, residual, TODAY), CRITERIA) == missing


@pytest.mark.parametrize(
    ("residual", "asked", "missing"),
    [
        (11, (), None),
        (12, (), "panel-not-consulted"),
        (12, (advice("panel"),), None),
        (12, (advice("partner"),), None),
        (12, (advice("police"),), "panel-not-consulted"),
        (12, (advice("panel", on=TODAY - timedelta(days=184)),), "panel-not-consulted"),
    ],
)
def test_a_very_high_residual_goes_to_a_panel_or_partner_first_and_lately(residual, asked, missing):
    signed = (Signature("a", frozenset({"managing_director"})),) * 2
    judged = Judged(record(advice=asked), residual, TODAY)

    assert missing_signature(signed, judged, CRITERIA) == missing


@pytest.mark.requirement("RSK-14", "RSK-15")
@pytest.mark.parametrize("modes", [LETTER, TALK])
def test_nobody_lowers_a_risk_by_a_number_alone(modes):
    """The residual decides who must sign: what lowers it is said."""
    others = tuple(one for one in EVERY if one.code != "C4")
    bare = Factor(code="C4", relevant=True, likelihood=4, impact=4, residual_likelihood=1,
                  residual_impact=1)  # fmt: skip
    as_high = replace(bare, residual_likelihood=4, residual_impact=4)

    assert objection(record(modes=modes), (*others, bare)) == "lowered-without-mitigation"
    assert objection(record(modes=modes), (*others, replace(bare, mitigated=True))) is None
    assert objection(record(modes=modes), (*others, as_high)) is None


@pytest.mark.requirement("RSK-05")
def test_only_a_manager_calls_a_risk_unmanageable_and_says_what_else_is_offered():
    signed = (Signature("a", frozenset({"facilitator"})),) * 2
    bare = record(RiskDecision.UNMANAGEABLE, ())

    judged = Judged(bare, 1, TODAY)
    assert missing_signature(signed, judged, CRITERIA) == "manager-must-sign"
    assert objection(bare) == "alternatives-not-offered"
    assert objection(record(RiskDecision.UNMANAGEABLE, (), alternatives_offered=WORDS)) is None


def test_a_judgement_permits_only_the_modes_that_fit_it():
    assert faults() == set()
    assert faults(decision=RiskDecision.INDIRECT_ONLY) == {"decision-forbids"}
    assert faults(decision=RiskDecision.HARMED_SIDE_ONLY, modes=(Mode.LETTER,)) == {
        "decision-forbids"
    }
    assert faults(modes=(Mode.RESTORATIVE_CONVERSATION,), decision=RiskDecision.PAUSE) == set()


def test_every_fault_of_a_draft_is_listed():
    assert faults((factor("A9"), factor("A9")), days=400) == {
        "unknown-factor",
        "factor-twice",
        "out-of-range",
    }


@pytest.mark.requirement("ELG-12")
def test_a_bar_forbids_whatever_passes_between_the_parties_and_nothing_else():
    around = Surroundings(
        today=TODAY, barred=MODES_BETWEEN_PARTIES, restrictions=("harmed_side_only",)
    )

    assert set(hard_stops(record(modes=LETTER + TALK), around, CRITERIA)) == {
        "bar-in-force",
        "eligibility-harmed-side-only",
    }
    assert not hard_stops(record(modes=TALK), around, CRITERIA)


@pytest.mark.requirement("RSK-04")
def test_everybody_concerned_can_be_the_subject_of_a_factor():
    listed = tuple(factor("H1", whom=whom) for whom in RiskSubject)

    assert faults((*EVERY, *listed)) == set()
    assert {one.for_whom for one in listed} == set(RiskSubject)


@pytest.mark.requirement("RSK-10")
@pytest.mark.parametrize("history", [SelfHarm.RECENT, SelfHarm.CURRENT, SelfHarm.UNKNOWN])
def test_self_harm_is_held_and_asks_for_somebody_at_hand_before_anything_passes(history):
    known = SelfHarmHistory(whom="harmed", history=history, text=WORDS)
    helped = known.model_copy(update={"support": WORDS})

    assert faults(self_harm=(known,)) == {"missing"}
    assert faults(self_harm=(helped,)) == set()
    assert faults(modes=TALK, self_harm=(known,)) == set()


def test_mental_health_is_judged_for_each_side_unless_for_everybody():
    others = tuple(one for one in EVERY if one.code != "D1")
    harmed, responsible = (factor("D1", whom=RiskSubject(who)) for who in ("harmed", "responsible"))

    assert unanswered((*others, harmed), CRITERIA) == ("D1",)
    assert unanswered((*others, harmed, responsible), CRITERIA) == ()


@pytest.mark.requirement("RSK-11")
@pytest.mark.parametrize("may_meet", list(YesNoUnknown))
def test_a_chance_of_meeting_by_accident_asks_for_a_plan(may_meet):
    near = Proximity(live_near=YesNoUnknown.NO, may_meet=may_meet)

    assert faults(proximity=near) == (set() if may_meet is YesNoUnknown.NO else {"missing"})
    assert faults(proximity=near.model_copy(update={"plan": WORDS})) == set()


@pytest.mark.requirement("RSK-09")
def test_who_advises_against_it_is_answered_before_anything_passes():
    against = View(whom="family", text=WORDS, advises_against=True)

    assert faults(views=(against,)) == {"missing"}
    assert faults(views=(against.model_copy(update={"answer": WORDS}),)) == set()
    assert faults(modes=TALK, views=(against,)) == set()


@pytest.mark.requirement("RSK-07")
@pytest.mark.parametrize(
    ("basis", "given", "fault"),
    [
        ("consent", {}, {"missing"}),
        ("consent", {"consented_on": TODAY}, set()),
        ("consent", {"clause": "4.2"}, {"missing"}),
        ("clause", {}, {"missing"}),
        ("clause", {"clause": "4.2"}, set()),
        ("clause", {"clause": "4.2", "provided_on": TODAY + timedelta(days=1)}, {"in-the-future"}),
    ],
)
def test_what_an_agency_told_has_its_day_its_ground_and_its_scope(basis, given, fault):
    told = {"provider": "Invented agency", "provided_on": TODAY, "scope": WORDS, "text": WORDS}
    information = Information(basis=basis, **{**told, **given})

    assert faults(information=(information,)) == fault
    with pytest.raises(ValueError, match="scope"):
        Information(basis=basis, **{**told, **given, "scope": ""})


def test_another_agencys_assessment_is_recorded_and_there_is_no_place_for_a_score():
    assert set(AgencyAssessment.model_fields) == {
        "tool", "level", "assessed_on", "assessor", "whom",
    }  # fmt: skip
    seen = AgencyAssessment(tool="dash", level="high", assessed_on=TODAY, assessor="Invented IDVA")

    assert faults(agency_assessments=(seen,)) == set()
    later = seen.model_copy(update={"assessed_on": TODAY + timedelta(days=1)})
    assert faults(agency_assessments=(later,)) == {"in-the-future"}


PATHS = [
    ("domestic_abuse", {"domestic_abuse": "yes"}, "idva"),
    ("stalking", {"stalking": "yes"}, "stalking_advocate"),
    ("sexual_harm", {"sexual": "yes"}, "isva"),
    ("children", {"child_abuse": "yes"}, "childrens_services"),
    ("children", {"harmed_under_18_now": "yes"}, "youth_justice"),
]


@pytest.mark.requirement("RSK-06", "RSK-08")
@pytest.mark.parametrize(("path", "facts", "adviser"), PATHS)
def test_a_specialist_path_asks_for_its_own_specialist_lately_before_anything_passes(
    path, facts, adviser
):
    asked = advice(adviser, path)
    wrong, old = advice("prison", path), advice(adviser, path, TODAY - timedelta(days=184))

    for tried in ((), (wrong,), (old,), (advice(adviser),)):
        stopped = objection(record(modes=LETTER, advice=tried), facts=(facts,))
        assert stopped == "specialist-consultation-needed", tried
    assert objection(record(modes=LETTER, advice=(asked,)), facts=(facts,)) is None
    assert objection(record(modes=LETTER, paths=(path,))) == "specialist-consultation-needed"
    assert objection(record(modes=LETTER), facts=(dict.fromkeys(facts, "no"),)) is None


@given(
    st.sampled_from([RiskDecision.HARMED_SIDE_ONLY, RiskDecision.PROCEED]),
    st.lists(st.sampled_from([facts for _, facts, _ in PATHS]), max_size=3),
    st.sets(st.sampled_from(["harmed_side_only", "indirect_only", "specialist_first"])),
    st.sets(st.sampled_from(sorted(MODES_BETWEEN_PARTIES))),
)
def test_a_conversation_with_the_harmed_side_is_always_possible(decision, facts, limits, barred):
    talk = record(decision, TALK, contingency=None, views=())
    unknown = tuple(factor(code, likelihood=None, planned=True) for code in CRITERIA.must_answer)

    around = {"facts": tuple(facts), "restrictions": limits, "barred": frozenset(barred)}
    assert objection(talk, unknown, **around) is None


def test_an_unknown_needs_a_plan_even_where_nothing_passes():
    unknown = tuple(factor(code, likelihood=None) for code in CRITERIA.must_answer)

    assert unplanned(unknown, CRITERIA) == tuple(sorted(CRITERIA.must_answer))
    assert objection(record(modes=TALK), unknown) == "unknown-without-plan"


@pytest.mark.requirement("RSK-01", "RSK-02")
@pytest.mark.parametrize("stage", list(RiskStage))
def test_a_stage_permits_no_more_than_it_looked_at(stage):
    permitted = {m for m in Mode if not faults(modes=(m,), stage=stage)}

    assert permitted == CRITERIA.stages[stage].modes
    assert (Mode.CONFERENCE in permitted) is (stage is RiskStage.BEFORE_CONFERENCE)
    assert Mode.RESTORATIVE_CONVERSATION in permitted


@pytest.mark.requirement("RSK-02")
@pytest.mark.parametrize("lacking", [{"contingency": None}, {"views": ()}])
def test_before_a_conference_the_record_is_whole(lacking):
    assert objection(record()) is None
    assert objection(record(**lacking)) == "stage-incomplete"


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, "none"), (1, "low"), (3, "low"), (4, "medium"), (6, "medium"), (8, "high"), (9, "high"),
     (12, "very_high"), (16, "very_high")],
)  # fmt: skip
def test_a_score_is_shown_as_its_band(score, band):
    assert band_of(score) is RiskBand(band)


def test_the_checklist_has_its_factors_in_order_and_twelve_are_marked():
    shipped = shipped_templates()["risk-2019"]

    assert list(shipped.factors) == sorted(shipped.factors)
    assert (len(shipped.factors), len(shipped.marked)) == (31, 12)
    assert all(one.consider and one.evidence and one.mitigations and one.domain
               for one in shipped.factors.values())  # fmt: skip


@pytest.mark.requirement("RSK-13")
def test_a_later_checklist_keeps_every_marked_factor_of_the_earlier():
    earlier, later = (shipped_templates()[name] for name in ("risk-2019", "risk-2020-infection"))

    assert earlier.marked < later.marked
    assert later.based_on == earlier.version


def test_every_trigger_of_the_list_is_policy_and_names_factors_that_there_are():
    policies = review_policies()

    assert len(policies) >= 22
    for one in policies.values():
        assert one.stale is None or one.stale <= CRITERIA.factors
        assert not one.blocks(CRITERIA.must_answer) or one.due_in_days in {0, 56}
    assert policies["weeks_since_review"].due_in_days == 56
    assert policies["missed_appointments"].after_times == 2


def test_every_order_says_what_it_forbids_in_terms_of_modes():
    for kind, (_, forbids) in orders().items():
        assert forbids, kind
        assert all(forbidden_modes()[one] for one in forbids)
    assert forbidden_modes()["any_contact"] == MODES_BETWEEN_PARTIES


@pytest.mark.requirement("RSK-14")
def test_the_difference_between_two_versions_is_said_in_sentences():
    one = {"factor": "F1", "likelihood": 3, "impact": 2, "mitigation": "handwritten letter"}
    two = {**one, "likelihood": 1, "mitigation": "typed letter that asks for no reply"}
    other = {"factor": "A1", "likelihood": 2}
    earlier = record(factors=(one,), safety_plan=WORDS)
    later = record(factors=(other, two), decision=RiskDecision.INDIRECT_ONLY, modes=LETTER)

    found = difference(json_ready(earlier), json_ready(later))
    said = {change.sentence for change in found}

    assert {
        "factors[F1].likelihood: from 3 to 1",
        "factors[F1].mitigation: from handwritten letter to typed letter that asks for no reply",
        "factors[A1].likelihood: added, 2",
        f"safety_plan: taken away, was {WORDS}",
        "decision: from proceed to indirect_only",
    } <= said
    assert difference(json_ready(earlier), json_ready(earlier)) == ()
    assert not any("factors[F1].impact" in sentence for sentence in said)
