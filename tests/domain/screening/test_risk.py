from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.screening.domain.risk import (
    Factor,
    Signature,
    draft_faults,
    forbidden_modes,
    highest_residual,
    missing_signature,
    unanswered,
)
from services.screening.store.policies import risk_criteria
from shared.contracts.codes import Mode, RiskDecision

CRITERIA = risk_criteria()
TODAY = date(2019, 7, 1)


def factor(code="A1", residual=(1, 2), **more):
    return Factor(
        code=code,
        relevant=more.pop("relevant", True),
        likelihood=more.pop("likelihood", 2),
        impact=2,
        residual_likelihood=residual[0],
        residual_impact=residual[1],
        **more,
    )


EVERY = tuple(factor(code) for code in sorted(CRITERIA.must_answer))


def faults(factors=EVERY, decision=RiskDecision.PROCEED, modes=(Mode.CONFERENCE,), days=90):
    found = draft_faults(
        factors,
        decision,
        modes,
        valid_until=TODAY + timedelta(days=days),
        today=TODAY,
        criteria=CRITERIA,
    )
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

    assert missing_signature(signed, residual, RiskDecision.PROCEED, CRITERIA) == missing


@pytest.mark.requirement("RSK-05")
def test_only_a_manager_calls_a_risk_unmanageable():
    signed = (Signature("a", frozenset({"facilitator"})),) * 2

    assert missing_signature(signed, 1, RiskDecision.UNMANAGEABLE, CRITERIA) == "manager-must-sign"


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
    both = (Mode.LETTER, Mode.RESTORATIVE_CONVERSATION)

    assert set(forbidden_modes(both, barred=True, harmed_side_only=False)) == {"bar-in-force"}
    assert not forbidden_modes(both[1:], barred=True, harmed_side_only=True)
