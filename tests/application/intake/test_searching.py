"""Looking for cases: what narrows, what a name finds, who may, and what the trail keeps of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.audit.trail import entries
from shared.contracts import looking
from shared.contracts.codes import CaseStage, HoldCause
from shared.contracts.intake import amending, rpc, searching
from shared.kernel.errors import InvalidInput, NotPermitted
from shared.security.actors import Role
from tests.support.intake import COORDINATOR, FACILITATOR, MANAGER, a_submission

AUDITOR = replace(MANAGER, id="auditor-1", roles=frozenset({Role.AUDITOR}))


def a_person(ref, role, given, family, **more):
    return {"ref": ref, "role": role, "given_name": given, "family_name": family, **more}


def refers(world, number, *, crime="theft", given="Aurelia", source="victim_support", **more):
    harmed = [a_person("h", "harmed", given, f"Testperson{number}")]
    offence = {"crime_types": [crime], "crime_number": f"01/{5000 + number}/19", "force": "met"}
    agreed = {"participant": "h", "purpose": "be_contacted", "obtained_by": "PC Gammaexample"}
    told = {"harmed": harmed, "responsible": [], "offence": offence, "consents": [agreed],
            "source": source, **more}  # fmt: skip
    submission = a_submission(**told)
    return world.ask(rpc.SUBMIT_REFERRAL, rpc.SubmitReferral(submission=submission))


def found(world, by=COORDINATOR, **asked):
    answer = world.ask(searching.SEARCH_CASES, searching.SearchCases(**asked), by)
    return [one.reference for one in answer.cases]


@pytest.fixture
def two(intake):
    """A theft, and an assault that came after it."""
    return refers(intake, 1), refers(intake, 2, crime="assault", given="Bertram", source="police")


def test_what_is_left_out_narrows_nothing_and_the_newest_comes_first(intake, two):
    theft, assault = two

    assert found(intake) == [assault.reference, theft.reference]


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ({"crime_type": "theft"}, 0),
        ({"crime_type": "assault"}, 1),
        ({"source": "police"}, 1),
        ({"name": "Aurelia Testperson1"}, 0),
        ({"name": "testperson2 BERTRAM"}, 1),
        ({"number": "01/5002/19"}, 1),
        ({"number": "015001 19"}, 0),
    ],
)
def test_one_thing_that_is_known_finds_its_case(intake, two, asked, which):
    assert found(intake, **asked) == [two[which].reference]


def test_a_reference_is_found_as_somebody_types_it(intake, two):
    typed = two[0].reference.lower().replace("-", " ")

    assert found(intake, number=typed) == [two[0].reference]


def test_everything_asked_must_fit(intake, two):
    assert found(intake, crime_type="theft", source="police") == []
    assert found(intake, name="Aurelia Testperson1", crime_type="assault") == []


def test_what_is_known_of_nobody_finds_nothing(intake, two):
    assert found(intake, number="99/99999/99") == []
    assert found(intake, number="!!") == []
    assert found(intake, name="Zebulon Nobodyexample") == []


def test_a_hold_and_a_stage_narrow(intake, two):
    theft, assault = two
    held = rpc.HoldCase(case_id=theft.case_id, cause=HoldCause.PARTICIPANT_REQUEST)
    intake.ask(rpc.HOLD_CASE, held)

    assert found(intake, on_hold=True) == [theft.reference]
    assert found(intake, on_hold=False) == [assault.reference]
    assert len(found(intake, stages=(CaseStage.REFERRED,))) == 2
    assert found(intake, stages=(CaseStage.CLOSED,)) == []
    assert found(intake, closed=True) == []


def test_days_are_days_in_london_and_both_ends_count(intake, two):
    today = intake.clock.today()

    assert len(found(intake, opened_from=today, opened_until=today)) == 2
    assert found(intake, opened_from=today + timedelta(days=1)) == []
    assert found(intake, opened_until=today - timedelta(days=1)) == []


def test_a_page_ends_with_where_the_next_begins(intake, two):
    first = intake.ask(searching.SEARCH_CASES, searching.SearchCases(limit=1))
    second = intake.ask(
        searching.SEARCH_CASES, searching.SearchCases(limit=1, before=first.next_page)
    )

    assert [one.reference for one in first.cases] == [two[1].reference]
    assert [one.reference for one in second.cases] == [two[0].reference]
    assert second.next_page is None


def test_an_amended_offence_is_found_by_what_it_is_now(intake, two):
    theft = two[0]
    amended = amending.AmendReferral(
        case_id=theft.case_id,
        referral_id=theft.referral_id,
        changes={"crime_types": ["robbery"]},
        reason="The officer called: it was a robbery.",
    )
    intake.ask(amending.AMEND_REFERRAL, amended)

    assert theft.reference in found(intake, crime_type="robbery")
    assert found(intake, crime_type="theft") == []


def test_a_facilitator_finds_none_but_their_own(intake, two):
    assert found(intake, FACILITATOR) == []
    assert found(intake, FACILITATOR, name="Aurelia Testperson1") == []


def test_whoever_may_not_see_people_looks_for_none(intake, two):
    assert len(found(intake, AUDITOR)) == 2
    with pytest.raises(NotPermitted):
        found(intake, AUDITOR, name="Aurelia Testperson1")


def test_one_word_is_no_name(intake, two):
    with pytest.raises(InvalidInput) as refused:
        found(intake, name="Aurelia")

    assert [(fault.field, fault.code) for fault in refused.value.faults] == [
        ("name", "first-and-last-name")
    ]


def test_whoever_was_looked_for_has_it_in_their_trail(intake, two):
    theft, assault = two
    found(intake, name="Aurelia Testperson1")

    def looks(case):
        asked = looking.AskLooks(case_id=case.case_id)
        return [one.what for one in intake.ask(looking.INTAKE, asked, MANAGER).looks]

    assert "search.read" in looks(theft)
    assert "search.read" not in looks(assault)


def test_a_list_that_leaves_as_a_file_is_kept_in_the_trail(intake, two):
    found(intake, crime_type="theft", for_export=True)

    with intake.as_(MANAGER) as uow:
        kept = [one for one in entries(uow.connection, "cases") if one.action == "cases.exported"]
    assert [(one.actor, one.detail["crime_type"], one.detail["found"]) for one in kept] == [
        ("coordinator-1", "theft", 1)
    ]
