"""How somebody was reached, in sentences; how they are reached, masked, for a purpose that is kept."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.gateway.pages import contact_words
from shared.contracts.codes import CaseStage, ContactPath, Engagement
from shared.contracts.comms import rpc as comms
from shared.contracts.intake import contact, entry, waiting
from shared.contracts.intake import rpc as intake
from shared.contracts.intake.codes import ContactChannel, ContactResult
from shared.kernel.clock import SystemClock, day_began
from shared.kernel.errors import Fault, InvalidInput
from shared.security.actors import Role
from tests.gateway.conftest import HIDDEN

CASE, HARMED, RESPONSIBLE, STRAND, OTHER, REFERRAL = (
    UUID(f"01900000-0000-7000-8000-00000000005{number}") for number in range(6)
)
JULY, AUGUST = (datetime(2019, month, 1, 9, 30, tzinfo=UTC) for month in (7, 8))
PATH = f"/cases/{CASE}/people/{HARMED}/contact"
REVEAL = f"/cases/{CASE}/people/{HARMED}/reveal"
WHY = "to ring them back"


@pytest.fixture
def told(backoffice):
    people = ((HARMED, "harmed"), (RESPONSIBLE, "responsible"))
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.CONTACTING, on_hold=False,
        opened_at=JULY, referral_ids=(REFERRAL,),
        participants=tuple(
            intake.ParticipantView(person_id=one, role=role, side=role) for one, role in people
        ),
        strands=tuple(
            intake.StrandView(strand_id=one, harmed_ids=(HARMED,)) for one in (STRAND, OTHER)
        ),
        consents=(), agency_requests=(),
    )  # fmt: skip
    attempt = {"contact_id": CASE, "person_id": HARMED, "channel": "phone", "at": JULY,
               "path": "police_path", "result": "no_answer", "by": "who-left",
               "against_preferences": True}  # fmt: skip
    stood = {"strand_id": OTHER, "person_id": HARMED, "engagement": "unreachable",
             "path": "police_path", "since": AUGUST}  # fmt: skip
    backoffice.answers["contacts"] = contact.Contacts.model_validate(
        {"contacts": (attempt,), "engagement": (stood,)}
    )
    backoffice.answers["contact_history"] = details
    backoffice.answers["custody_history"] = waiting.CustodyHistory(
        steps=(
            waiting.CustodyView(change="received", establishment="BXI", source="PC Example",
                                changed_at=JULY),
            waiting.CustodyView(change="released", changed_at=AUGUST),
        )
    )  # fmt: skip
    backoffice.answers["reveal_person"] = lambda one: intake.PersonRevealed(
        person={"person_id": str(one.person_id), "role": "harmed", "given_name": "Fictional",
                "family_name": "Testperson"}
    )  # fmt: skip
    backoffice.answers["person_identifiers"] = numbers
    return backoffice


def details(asked):
    shown = "07700 900555" if asked.unmasked else "**********55"
    stands = {"field": "phone", "person_id": HARMED, "stands": True, "shown": "**********01"}
    later = {**stands, "stands": False, "shown": shown, "referral_id": REFERRAL,
             "told_by": "agency:mps", "told_at": AUGUST}  # fmt: skip
    return contact.ContactHistory.model_validate({"details": (stands, later)})


def numbers(asked):
    one = {"kind": "pnc_id", "shown": "99/123456X" if asked.unmasked else "********6X",
           "case_id": CASE, "person_id": HARMED, "recorded_at": JULY}  # fmt: skip
    return entry.Identifiers.model_validate({"identifiers": (one,)})


def asked(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


def test_every_code_of_contact_has_its_words():
    assert set(contact_words.TRIED) == set(ContactChannel)
    assert set(contact_words.THROUGH) == set(ContactPath)
    assert set(contact_words.CAME) == set(ContactResult)
    assert set(contact_words.STOOD) == set(Engagement)


@pytest.mark.parametrize(
    ("asked_for", "says"),
    [
        ({}, [("Safe ways", "Every way"), ("Safe hours", "Any"), ("A message", "May not be left")]),
        ({"channels": []}, [("Safe ways", "None: nobody contacts them")]),
        ({"hours": [{"day": "monday", "after": "09:00", "until": "17:30"}]},
         [("Safe hours", "Monday from 09:00 to 17:30")]),
        ({"avoid": ["2019-03-07"], "avoid_every_year": ["02-29"]},
         [("Never on", "7 March 2019"), ("Never, in any year, on", "29 February")]),
        ({"name_to_use": "Alph", "may_not_learn": ["A neighbour"], "leave_messages": True},
         [("Call them", "Alph"), ("May not learn of it", "A neighbour"),
          ("A message", "May be left")]),
    ],
)  # fmt: skip
def test_each_wish_about_contact_is_said_in_words(asked_for, says):
    told = contact_words.asked_for(contact.Preferences.model_validate(asked_for))

    assert set(says) <= set(told)


@pytest.mark.requirement("PRC-14")
def test_what_they_asked_for_is_read_before_it_is_written_anew(browser, told):
    told.answers["contact_history"] = contact.ContactHistory.model_validate(
        {"details": (), "asked_for": ({"channels": ["post"], "may_not_learn": ["A neighbour"]},)}
    )
    browser.sign_in()

    page = browser.send(PATH, purpose=WHY).text

    assert "A neighbour" in page
    assert "write down again what still holds" in page
    assert f"/cases/{CASE}/do/safe?person_id={HARMED}" in page
    assert "A neighbour" not in browser.get(PATH).text


@pytest.mark.requirement("PRC-17")
def test_attempts_and_where_somebody_stood_are_one_account_newest_first(browser, told):
    browser.sign_in()

    page = browser.get(PATH).text

    attempt = "Somebody rang them, through the police. Nobody answered. It was against what they had asked for"
    stood = "They could not be reached through the police, in strand 2."
    assert 0 < page.index(stood) < page.index(attempt)
    assert asked(told, contact.CONTACT_HISTORY) == [], "nothing of theirs is asked for by looking"
    assert f'href="{PATH}"' in browser.get(f"/cases/{CASE}").text


def test_how_they_are_reached_is_shown_masked_and_for_a_purpose(browser, told):
    browser.sign_in()

    without = browser.send(PATH, purpose="")
    masked = browser.send(PATH, purpose=WHY).text
    full = browser.send(PATH, purpose=WHY, unmasked="yes").text

    assert without.status_code == 422
    assert "07700 900555" not in masked
    assert "07700 900555" in full
    for page in (masked, full):
        assert "is in the case's log" in page.replace("&#39;", "'")
        assert "Metropolitan Police" in page
        assert f"/cases/{CASE}/referrals/{REFERRAL}" in page
    looked = asked(told, contact.CONTACT_HISTORY)
    assert [(one.purpose, one.unmasked) for one in looked] == [(WHY, False), (WHY, True)]


def test_an_auditor_reads_the_account_and_asks_for_nobodys_details(browser, told):
    browser.sign_in(Role.AUDITOR)

    page = browser.get(PATH)
    form = {**dict(HIDDEN.findall(browser.get("/account").text)), "purpose": WHY}
    refused = browser.client.post(PATH, data=form)

    assert "rang them" in page.text
    assert "How they are reached" not in page.text
    assert refused.status_code == 404
    assert asked(told, contact.CONTACT_HISTORY) == []


@pytest.mark.requirement("PRC-12")
def test_where_somebody_responsible_was_held_is_told_with_source_and_moment(browser, told):
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}/people/{RESPONSIBLE}/contact").text
    harmed = browser.get(PATH).text

    released, taken = (
        "Released. Who said so is not kept.",
        "Taken into prison: BXI. Said by PC Example.",
    )
    assert 0 < page.index(released) < page.index(taken)
    assert "1 July 2019, 10:30" in page
    assert "Where they were held" not in harmed
    assert [one.person_id for one in asked(told, waiting.CUSTODY)] == [RESPONSIBLE]


def test_numbers_of_agencies_are_masked_until_somebody_needs_them_in_full(browser, told):
    browser.sign_in()

    masked = browser.send(REVEAL, purpose=WHY).text
    full = browser.send(REVEAL, purpose=WHY, unmasked="yes").text

    assert "********6X" in masked
    assert "99/123456X" not in masked
    assert "99/123456X" in full
    looked = asked(told, entry.PERSON_IDENTIFIERS)
    assert [(one.purpose, one.unmasked) for one in looked] == [(WHY, False), (WHY, True)]


def test_a_person_of_another_case_has_no_page_here(browser, told):
    browser.sign_in()

    assert browser.get(f"/cases/{CASE}/people/{STRAND}/contact").status_code == 404
    assert asked(told, contact.CONTACTS) == []


RECORD = f"/cases/{CASE}/do/contact?person_id={HARMED}"
TRIED = {"channel": "phone", "path": "police_path", "result": "no_answer"}
SUMMER = {"on-day": "1", "on-month": "7", "on-year": "2019"}


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ({}, None),
        ({**SUMMER, "at": "10:30"}, JULY),
        ({"on-day": "1", "on-month": "12", "on-year": "2019", "at": "23:45"},
         datetime(2019, 12, 1, 23, 45, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_a_contact_is_recorded_as_of_when_it_was_in_london(browser, told, when, moment):
    told.answers["record_contact"] = contact.ContactKept(contact_id=OTHER, attempts=1)
    browser.sign_in()

    answer = browser.send(RECORD, **TRIED, **when)

    assert answer.status_code == 200
    assert [one.at for one in asked(told, contact.RECORD_CONTACT)] == [moment]


def test_a_time_alone_is_one_of_today(browser, told):
    told.answers["record_contact"] = contact.ContactKept(contact_id=OTHER, attempts=1)
    browser.sign_in()

    browser.send(RECORD, **TRIED, at="00:00")

    (made,) = asked(told, contact.RECORD_CONTACT)
    assert made.at == day_began(SystemClock().today())


@pytest.mark.parametrize(
    ("when", "says"),
    [
        (SUMMER, "if not just now: needs an answer"),
        ({**SUMMER, "at": "10:31"}, "Choose one of the answers"),
        ({"on-day": "31", "on-month": "2", "at": "10:30"}, "Enter a real date"),
    ],
)
def test_a_contact_at_no_moment_is_asked_about_again_and_nothing_is_recorded(
    browser, told, when, says
):
    browser.sign_in()

    answer = browser.send(RECORD, **TRIED, **when)

    assert answer.status_code == 422
    assert says in answer.text
    assert asked(told, contact.RECORD_CONTACT) == []


def test_a_contact_that_lies_ahead_is_told_at_its_time(browser, told):
    told.answers["record_contact"] = InvalidInput(
        "contact-invalid", (Fault("at", "in-the-future"),)
    )
    browser.sign_in()

    answer = browser.send(RECORD, **TRIED, **SUMMER, at="10:30")

    assert answer.status_code == 422
    assert "must not be in the future" in answer.text
    assert 'id="at-error"' in answer.text


def test_a_moment_without_its_offset_is_refused_and_not_guessed(coordinator, told):
    body = {**TRIED, "at": "2019-07-01T10:30:00"}

    answer = coordinator.post(
        f"/api/v1/cases/{CASE}/people/{HARMED}/contacts",
        json=body,
        headers={"Idempotency-Key": "a-key-of-a-test"},
    )

    assert answer.status_code == 422
    assert {"field": "at", "code": "timezone-aware"} in answer.json()["faults"]
    assert asked(told, contact.RECORD_CONTACT) == []


@pytest.mark.parametrize(
    ("act", "method", "more"),
    [
        ("prepare", comms.RECORD_PREPARATION_MEETING, {"side": "harmed"}),
        ("conversation", comms.HOLD_RESTORATIVE_CONVERSATION, {}),
    ],
)
def test_a_meeting_of_one_side_is_recorded_as_of_when_it_was(browser, told, act, method, more):
    told.answers[method.name] = comms.MeetingRecorded(meeting_id=OTHER)
    browser.sign_in()
    form = f"/cases/{CASE}/do/{act}?strand_id={STRAND}"

    browser.send(form, place="video", minutes="60", held_at="10:30", **SUMMER, **more)
    browser.send(form, place="video", minutes="60", **more)

    assert [one.held_at for one in asked(told, method)] == [JULY, None]
