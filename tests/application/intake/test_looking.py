"""Every reading of a case is audited with its purpose, and told to those entitled."""

from dataclasses import replace
from uuid import uuid4

import pytest

from services.intake.access import ACCESS
from services.intake.entrypoints import serves
from shared.audit.trail import entries
from shared.contracts import looking
from shared.contracts.intake import amending, contact, entry
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import NotFound
from shared.messaging.readings import note_reading
from shared.security.actors import Role
from tests.support.intake import COORDINATOR, FACILITATOR, MANAGER, a_submission


@pytest.fixture
def case(intake):
    return intake_of(intake)


def intake_of(world):
    submission = a_submission()
    return world.ask(intake.SUBMIT_REFERRAL, intake.SubmitReferral(submission=submission))


def ask(world, method, request, by):
    """As the server asks: the use case, then whatever it did not audit itself."""
    with world.as_(by) as uow:
        answer = serves.get(method.name).use_case(uow, request)
        note_reading(uow, method, request)
    return answer


def looks(world, case):
    return ask(world, looking.INTAKE, looking.AskLooks(case_id=case.case_id), MANAGER).looks


def test_a_manager_sees_who_looked_at_what_and_for_which_purpose(intake, case):
    person = case.participants[0].person_id
    ask(intake, intake_case(), about(case), COORDINATOR)
    reveal = reveal_person(case, person, "preparing_a_meeting")
    ask(intake, reveal[0], reveal[1], COORDINATOR)

    found = looks(intake, case)

    assert [(one.what, one.purpose, one.person_id) for one in found] == [
        ("person.revealed", "preparing_a_meeting", person),
        ("case.read", "casework", None),
    ]
    assert {one.by for one in found} == {"coordinator-1"}


def test_looks_are_told_a_page_at_a_time_those_of_one_moment_too(intake, case):
    people = [one.person_id for one in case.participants]
    for purpose in ("first", "second", "third"):
        for person in people:
            ask(intake, *reveal_person(case, person, purpose), COORDINATOR)

    found, after = [], None
    while True:
        asked = looking.AskLooks(case_id=case.case_id, limit=2, after=after)
        with intake.as_(MANAGER) as uow:
            told = serves.get("looks").use_case(uow, asked)
        assert len(told.looks) == 2
        found += [(one.purpose, one.person_id) for one in told.looks]
        after = told.next_page
        if after is None:
            break

    assert found == [
        (purpose, person) for purpose in ("third", "second", "first") for person in reversed(people)
    ]


def test_looking_at_who_looked_is_itself_a_look(intake, case):
    looks(intake, case)

    assert [one.what for one in looks(intake, case)] == ["looks.read"]


@pytest.mark.parametrize("method", [contact.CONTACT_HISTORY, entry.PERSON_IDENTIFIERS])
@pytest.mark.parametrize(
    ("purpose", "told"), [("to_call_back", "to_call_back"), ("Ask Mrs E", "stated-in-words")]
)
def test_why_somebodys_details_are_asked_for_is_kept_with_the_look(
    intake, case, method, purpose, told
):
    person = case.participants[0].person_id
    request = method.request(case_id=case.case_id, person_id=person, purpose=purpose)

    ask(intake, method, request, COORDINATOR)

    assert [(one.purpose, one.person_id) for one in looks(intake, case)] == [(told, person)]


@pytest.mark.parametrize(
    ("purpose", "told"), [("to_call_back", "to_call_back"), ("Ask Mrs E", "stated-in-words")]
)
def test_who_asked_how_to_reach_somebody_is_among_those_who_looked(intake, case, purpose, told):
    person = case.participants[0].person_id
    request = contact.AskContact(
        case_id=case.case_id, person_id=person, channel="phone", purpose=purpose
    )

    ask(intake, contact.CONTACT_ADVICE, request, COORDINATOR)

    assert [(one.what, one.purpose) for one in looks(intake, case)] == [
        ("contact_advice.read", told)
    ]


def test_why_amendments_are_read_is_kept_with_the_look(intake, case):
    request = amending.AskAmendments(case_id=case.case_id, purpose="complaint")

    ask(intake, amending.AMENDMENTS, request, COORDINATOR)

    assert [(one.what, one.purpose) for one in looks(intake, case)] == [
        ("amendments.read", "complaint")
    ]


def test_a_purpose_in_words_is_no_part_of_the_trail(intake, case):
    method, request = reveal_person(case, case.participants[0].person_id, "Ask Mrs Example")
    ask(intake, method, request, COORDINATOR)

    assert [one.purpose for one in looks(intake, case)] == ["stated-in-words"]


WHY = "Mrs Example asked that we ring her sister."


@pytest.mark.parametrize(
    ("method", "more"),
    [
        (intake.REVEAL_PERSON, {}),
        (contact.CONTACT_HISTORY, {}),
        (entry.PERSON_IDENTIFIERS, {}),
        (contact.CONTACT_ADVICE, {"channel": "phone"}),
    ],
)
def test_a_purpose_in_words_is_told_to_those_who_may_ask_who_looked(intake, case, method, more):
    """It was sealed beside the trail, and nobody could ever read it."""
    person = case.participants[0].person_id
    request = method.request(case_id=case.case_id, person_id=person, purpose=WHY, **more)
    ask(intake, method, request, COORDINATOR)

    (found,) = looks(intake, case)

    assert (found.in_words, found.purpose, found.person_id) == (WHY, "stated-in-words", person)
    with intake.as_(MANAGER) as uow:
        assert WHY not in str(entries(uow.connection, f"case/{case.case_id}"))


def test_a_purpose_in_words_goes_with_the_key_of_the_case(intake, case):
    ask(intake, *reveal_person(case, case.participants[0].person_id, WHY), COORDINATOR)
    with intake.as_(MANAGER) as uow:
        uow.keys.erase(case.case_id)

    (found,) = looks(intake, case)

    assert (found.in_words, found.purpose) == (None, "stated-in-words")


def test_a_case_opened_in_an_emergency_is_read_and_marked(intake, case):
    with pytest.raises(NotFound):
        ask(intake, intake_case(), about(case), FACILITATOR)

    ask(
        intake,
        intake_case(),
        about(case),
        replace(FACILITATOR, opened=frozenset({str(case.case_id)})),
    )

    assert [(one.by, one.in_emergency) for one in looks(intake, case)] == [("facilitator-1", True)]


def test_an_emergency_opens_no_other_case(intake, case):
    stranger = replace(FACILITATOR, opened=frozenset({str(uuid4())}))

    with pytest.raises(NotFound):
        ask(intake, intake_case(), about(case), stranger)


def test_only_managers_and_auditors_are_told():
    told = {Role.MANAGING_DIRECTOR, Role.SERVICE_MANAGER, Role.AUDITOR}
    assert ACCESS["looks"] == told


def intake_case():
    return intake.CASE


def about(case):
    return intake.CaseById(case_id=case.case_id)


def reveal_person(case, person, purpose):
    request = intake.RevealPerson(case_id=case.case_id, person_id=person, purpose=purpose)
    return intake.REVEAL_PERSON, request


def test_older_looks_come_before_a_moment(intake, case):
    for _ in range(3):
        looks(intake, case)
    newest, *older = looks(intake, case)

    asked = looking.AskLooks(case_id=case.case_id, before=newest.at)

    assert newest not in ask(intake, looking.INTAKE, asked, MANAGER).looks
    assert set(older) >= set(ask(intake, looking.INTAKE, asked, MANAGER).looks)


def test_only_a_reference_that_the_gateway_vouches_for_leads_to_a_case_of_somebody_else(
    intake, case
):
    asked = find_case(case.reference)
    for vouched in (frozenset(), frozenset({"RJ-1907-ANOTHER"})):
        with pytest.raises(NotFound):
            ask(intake, *asked, replace(FACILITATOR, opened=vouched))

    found = ask(intake, *asked, replace(FACILITATOR, opened=frozenset({case.reference})))

    assert found.case_id == case.case_id


def find_case(reference):
    return intake.FIND_CASE, intake.CaseByReference(reference=reference)
