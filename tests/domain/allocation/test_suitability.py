from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from services.allocation.domain.suitability import (
    CaseFacts,
    Facilitator,
    Valid,
    case_reasons,
    due_by,
    pair_reasons,
    reasons_against,
    to_renew,
)
from services.allocation.store.policies import criteria
from shared.contracts.codes import VolunteerStatus

DAY = date(2019, 7, 1)
CASE = UUID(int=99)
RULES = criteria()


def able(number=1, **changes):
    year = (DAY - timedelta(days=10), DAY + timedelta(days=355))
    made = Facilitator(
        facilitator_id=UUID(int=number),
        user_id=f"user-{number}",
        status=VolunteerStatus.ACTIVE,
        accreditations=(Valid("practitioner", *year),),
        vettings=(Valid("dbs_enhanced", *year),),
    )
    return replace(made, **changes)


@pytest.mark.requirement("ALL-03", "ALL-07", "ALL-16")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": VolunteerStatus.TRAINED}, "not-active"),
        ({"user_id": None}, "no-sign-in"),
        ({"conflicts": frozenset({CASE})}, "conflict-declared"),
        ({"accreditations": ()}, "no-accreditation"),
        ({"vettings": ()}, "no-vetting"),
        (
            {"vettings": (Valid("dbs_enhanced", DAY - timedelta(9), DAY - timedelta(1)),)},
            "vetting-not-in-date",
        ),
        (
            {"accreditations": (Valid("practitioner", DAY + timedelta(1), DAY + timedelta(9)),)},
            "accreditation-not-in-date",
        ),
        ({"vettings": (Valid("police_vetting", DAY, DAY),)}, "no-vetting"),
    ],
)
def test_whoever_may_not_take_a_case_is_told_why(changes, reason):
    assert reasons_against(able(), CASE, DAY, RULES) == ()
    assert reasons_against(able(**changes), CASE, DAY, RULES) == (reason,)


def test_every_reason_is_given_and_not_the_first():
    nobody = able(status=VolunteerStatus.LEFT, accreditations=(), vettings=(), user_id=None)

    assert len(reasons_against(nobody, CASE, DAY, RULES)) == 4


def test_vetting_holds_on_its_last_day():
    last_day = able(vettings=(Valid("dbs_enhanced", DAY, DAY),))

    assert reasons_against(last_day, CASE, DAY, RULES) == ()
    assert reasons_against(last_day, CASE, DAY + timedelta(1), RULES) == ("vetting-not-in-date",)


@pytest.mark.requirement("RSK-01")
@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"decisions": ("proceed",)}, ()),
        ({"decisions": ("proceed_with_restriction",)}, ()),
        ({}, ("eligibility-not-decided",)),
        ({"decisions": ("defer",)}, ("not-eligible",)),
        ({"decisions": ("decline",), "closed": True}, ("case-closed", "not-eligible")),
    ],
)
def test_nobody_is_assigned_before_a_case_may_go_on(changes, reasons):
    assert case_reasons(CaseFacts(case_id=CASE, **changes)) == reasons


@pytest.mark.requirement("ALL-01", "ALL-04", "ALL-21")
def test_a_pair_is_two_people_and_one_of_them_has_the_skill_that_is_asked_for():
    plain = CaseFacts(case_id=CASE)
    sexual = CaseFacts(case_id=CASE, needs=frozenset({"sexual"}))
    skilled = able(2, skills=frozenset({"specialist_sexual_violence"}))

    assert pair_reasons(plain, (able(1), able(1)), DAY, RULES) == ("same-person-twice",)
    assert pair_reasons(plain, (able(1), able(2)), DAY, RULES) == ()
    assert pair_reasons(sexual, (able(1), able(2)), DAY, RULES) == (
        "needs-specialist-sexual-violence",
    )
    assert pair_reasons(sexual, (able(1), skilled), DAY, RULES) == ()


def test_a_third_facilitator_never_joins_while_two_are_assigned():
    assigned = CaseFacts(case_id=CASE, assigned=frozenset({UUID(int=1), UUID(int=2)}))

    assert pair_reasons(assigned, (able(1), able(3)), DAY, RULES) == ("others-still-assigned",)
    assert pair_reasons(assigned, (able(1), able(2)), DAY, RULES) == ("pair-already-assigned",)


def test_only_the_latest_check_of_a_kind_can_be_due():
    old, new = Valid("dbs_enhanced", DAY, DAY), Valid("dbs_enhanced", DAY, DAY + timedelta(300))

    assert due_by((new, old), RULES.vetting, DAY + timedelta(30)) == ()
    assert due_by((old,), RULES.vetting, DAY + timedelta(30)) == (old,)


@pytest.mark.requirement("ALL-03")
def test_any_fitting_one_that_holds_later_leaves_nothing_to_renew():
    soon, later = DAY + timedelta(days=5), DAY + timedelta(days=300)
    until = DAY + timedelta(days=30)
    first, other = Valid("practitioner", DAY, soon), Valid("advanced", DAY, later)
    unasked = Valid("specialist_hate", DAY, later)

    assert to_renew(able(), until, RULES) == ()
    assert to_renew(able(accreditations=(first,)), until, RULES) == (first,)
    assert to_renew(able(accreditations=(first, other)), until, RULES) == ()
    assert to_renew(able(accreditations=(first, unasked)), until, RULES) == (first,)
    assert to_renew(able(accreditations=()), until, RULES) == ()


def test_what_ends_first_is_first_to_renew():
    day = timedelta(days=1)
    check = Valid("dbs_standard", DAY, DAY + day)
    training = Valid("practitioner", DAY, DAY + 2 * day)

    held = able(accreditations=(training,), vettings=(check,))
    assert to_renew(held, DAY + 2 * day, RULES) == (check, training)
    assert to_renew(held, DAY + day, RULES) == (check,)
