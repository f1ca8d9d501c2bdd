"""Two cases side by side: what will happen is said before the click, and who looked is kept."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from shared.contracts import looking
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage, Outcome
from shared.contracts.intake import entry, joining, waiting
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import Refused
from shared.security.actors import Role

ONE, OTHER, THEIRS, OURS, MERGE = (
    UUID(f"01900000-0000-7000-8000-00000000001{number}") for number in range(5)
)
OPENED = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
BESIDE = f"/cases/{ONE}/beside/{OTHER}"
WHY = "The same street, the same evening."


def a_case(case_id, **changes):
    person = THEIRS if case_id == ONE else OURS
    known = {
        "case_id": case_id,
        "reference": "RJ-ONE" if case_id == ONE else "RJ-OTHER",
        "stage": CaseStage.REFERRED,
        "on_hold": False,
        "opened_at": OPENED,
        "referral_ids": (),
        "participants": (intake.ParticipantView(person_id=person, role="harmed", side="harmed"),),
        "strands": (),
        "consents": (),
        "agency_requests": (),
    }
    return intake.CaseView.model_validate(known | changes)


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = lambda asked: a_case(asked.case_id)
    backoffice.answers["referrals"] = entry.Referrals(referrals=())
    backoffice.answers["references"] = waiting.References(
        cases=(waiting.CaseName(case_id=OTHER, reference="RJ-OTHER"),)
    )
    backoffice.answers["plan_join"] = lambda asked: joining.JoinPlan(
        referral_ids=(ONE,), same_persons=asked.same_persons, strands=()
    )
    backoffice.answers["join_cases"] = backoffice.answers["plan_join"]
    return backoffice


def asked(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


def test_who_is_in_both_is_shown_for_a_purpose_that_each_case_keeps(browser, told):
    told.answers["reveal_person"] = lambda one: intake.PersonRevealed(
        person={"person_id": str(one.person_id), "role": "harmed", "given_name": "Fictional",
                "family_name": "Testperson"}
    )  # fmt: skip
    browser.sign_in()

    before = browser.get(BESIDE).text
    without = browser.send(BESIDE, purpose="")
    page = browser.send(BESIDE, purpose="to see whether they are one").text

    assert "Testperson" not in before
    assert without.status_code == 422
    assert page.count("Fictional Testperson") == 2
    looked = asked(told, intake.REVEAL_PERSON)
    assert {(one.case_id, one.purpose) for one in looked} == {
        (ONE, "to see whether they are one"),
        (OTHER, "to see whether they are one"),
    }


def test_what_joining_would_do_is_said_and_nothing_is_joined_by_looking(browser, told):
    browser.sign_in()

    page = browser.get(f"{BESIDE}/join").text
    again = browser.send(f"{BESIDE}/join", step="look", **{f"same-{THEIRS}": str(OURS)}).text

    assert "RJ-OTHER goes on, with everything of both: 1 further referral" in page
    assert "It cannot be taken back." in page
    assert "Nobody is taken for the same person" in page
    assert "Person harmed of RJ-ONE is taken for person harmed of RJ-OTHER" in again
    assert asked(told, joining.JOIN_CASES) == []


def test_two_cases_are_joined_only_as_it_was_said_on_the_screen(browser, told):
    browser.client.follow_redirects = False
    browser.sign_in()
    same = {f"same-{THEIRS}": str(OURS)}

    changed = browser.send(f"{BESIDE}/join", reason=WHY, **same)
    done = browser.send(f"{BESIDE}/join", reason=WHY)

    assert changed.status_code == 422
    assert "This changes what will happen." in changed.text
    assert done.headers["location"] == f"/cases/{OTHER}?done=joined"
    (order,) = asked(told, joining.JOIN_CASES)
    assert (order.case_id, order.into_case_id, order.same_persons, order.reason) == (
        ONE, OTHER, (), WHY,
    )  # fmt: skip


def test_why_two_cases_cannot_be_joined_is_said_in_place_of_the_button(browser, told):
    told.answers["plan_join"] = Refused("case-in-process")
    browser.sign_in()

    page = browser.get(f"{BESIDE}/join").text

    assert "Somebody facilitates it, or did: join the case that came less far." in page
    assert "Join them" not in page


def test_two_records_are_taken_for_one_person_and_parted_again_with_a_reason(browser, told):
    merge = {"merge_id": MERGE, "case_id": ONE, "person_id": THEIRS, "other_case_id": OTHER,
             "other_person_id": OURS, "merged_by": "a", "merged_at": OPENED}  # fmt: skip
    told.answers["merge_persons"] = entry.PersonsMerged(merge_id=MERGE)
    told.answers["unmerge_persons"] = Nothing()
    told.answers["merges"] = joining.Merges(merges=(joining.MergeView.model_validate(merge),))
    told.answers["case_timeline"] = intake.Timeline(entries=())
    browser.sign_in()

    short = browser.send(f"{BESIDE}/merge", person_id=str(THEIRS), other_person_id=str(OURS),
                         reason="No")  # fmt: skip
    browser.send(f"{BESIDE}/merge", person_id=str(THEIRS), other_person_id=str(OURS), reason=WHY)
    page = browser.get(f"/cases/{ONE}").text
    browser.send(f"/cases/{ONE}/do/unmerge?merge_id={MERGE}", reason=WHY)

    assert short.status_code == 422
    (merged,) = asked(told, entry.MERGE_PERSONS)
    assert (merged.person_id, merged.other_case_id, merged.other_person_id) == (THEIRS, OTHER, OURS)
    assert "Person harmed and somebody in RJ-OTHER" in page
    (parted,) = asked(told, entry.UNMERGE_PERSONS)
    assert (parted.merge_id, parted.reason) == (MERGE, WHY)


def test_a_case_that_another_continues_is_closed_with_that_outcome(browser, told):
    told.answers["record_outcome"] = intake.OutcomeKept(outcome_id=ONE)
    told.answers["close_case"] = intake.CaseEnded(
        closed_at=OPENED, primary_outcome=Outcome.REOPENED_AS_NEW
    )
    browser.client.follow_redirects = False
    browser.sign_in()

    page = browser.get(f"{BESIDE}/reopen").text
    done = browser.send(f"{BESIDE}/reopen")

    assert "RJ-ONE is closed with the outcome" in page
    assert done.headers["location"] == f"/cases/{ONE}?done=reopened"
    (outcome,), (ended,) = asked(told, intake.RECORD_OUTCOME), asked(told, intake.CLOSE_CASE)
    assert (outcome.outcome, outcome.primary) == (Outcome.REOPENED_AS_NEW, True)
    assert (ended.case_id, ended.successor_case_id) == (ONE, OTHER)


def test_a_case_is_put_beside_another_by_its_reference(browser, told):
    told.answers["find_case"] = intake.CaseFound(case_id=OTHER, reference="RJ-OTHER")
    browser.client.follow_redirects = False
    browser.sign_in()

    assert browser.send(f"/cases/{ONE}/beside", reference="RJ-OTHER").headers["location"] == BESIDE


def test_who_looked_at_a_case_is_shown_to_those_entitled_from_every_service(browser, told):
    look = looking.Look(at=OPENED, by="a", roles=("auditor",), what="person.revealed",
                        purpose="stated-in-words", person_id=THEIRS)  # fmt: skip
    told.answers["looks"] = looking.Looks(looks=(look,))
    path = f"/cases/{ONE}/looks"

    browser.sign_in()
    hidden = browser.get(path)
    browser.client.cookies.clear()
    browser.sign_in(Role.AUDITOR)
    page = browser.get(path).text

    assert hidden.status_code == 404
    assert "details (person harmed)" in page
    assert page.count("Said in words that cannot be shown") == 1
