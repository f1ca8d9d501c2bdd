"""What one person of a case has been given: shown for a purpose, to the office alone."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from shared.contracts.codes import CaseStage, Side
from shared.contracts.comms import relay
from shared.contracts.comms.codes import FilePurpose
from shared.contracts.intake import rpc as intake
from shared.kernel.errors import Refused
from shared.security.actors import Role

CASE, STRAND, HARMED, RESPONSIBLE, SUPPORTER = (
    UUID(f"01900000-0000-7000-8000-00000000009{number}") for number in range(5)
)
AT = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)
PAGE = f"/cases/{CASE}/party-file"
ASKED = {"person_id": str(RESPONSIBLE), "purpose": "complaint"}


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.PREPARING, on_hold=False,
        opened_at=AT, referral_ids=(), consents=(), agency_requests=(),
        participants=(
            intake.ParticipantView(person_id=HARMED, role="harmed", side="harmed"),
            intake.ParticipantView(person_id=RESPONSIBLE, role="responsible", side="responsible"),
            intake.ParticipantView(person_id=SUPPORTER, role="supporter", side="harmed"),
        ),
        strands=(
            intake.StrandView(strand_id=STRAND, harmed_ids=(HARMED,), responsible_id=RESPONSIBLE),
        ),
    )  # fmt: skip
    backoffice.answers["party_file"] = relay.PartyFile.model_validate(
        {
            "side": "responsible",
            "items": ({"kind": "letter", "written_by_them": False, "text": "Invented letter.",
                       "at": AT, "way": "read_aloud"},),
            "meetings": ({"purpose": "preparation", "place": "office", "starts_at": AT,
                          "minutes": 60, "venue": "The quiet room"},),
            "agreements": ({"kind": "signed_by_all", "standing": "in_force",
                            "undertakings": ("I keep away from the shop.",), "reached_at": AT},),
            "notes": ("Invented note.",),
            "notices": ({"channel": "text", "text": "Please give us a call.", "at": AT},),
        }
    )  # fmt: skip
    return backoffice


def asked(backoffice):
    return [call.request for call in backoffice.asked if call.method is relay.PARTY_FILE]


def test_a_file_is_shown_whole_for_a_purpose_that_is_told_on(browser, told):
    browser.sign_in()

    form = browser.get(PAGE).text
    page = browser.send(PAGE, **ASKED).text

    assert str(SUPPORTER) not in form
    assert "to answer a complaint" in page
    for told_there in ("from the other side, 1 July 2019: read aloud", "Invented letter.",
                       "Office: The quiet room", "I keep away from the shop.", "Invented note.",
                       "Please give us a call."):  # fmt: skip
        assert told_there in page
    (request,) = asked(told)
    assert (request.side, request.person_id) == (Side.RESPONSIBLE, RESPONSIBLE)
    assert request.purpose is FilePurpose.COMPLAINT


def test_without_a_purpose_or_about_a_stranger_nothing_is_asked(browser, told):
    browser.sign_in()

    silent = browser.send(PAGE, person_id=str(HARMED))
    stranger = browser.send(PAGE, **{**ASKED, "person_id": str(SUPPORTER)})

    assert silent.status_code == stranger.status_code == 422
    assert "Answer “What do you need it for?”" in silent.text
    assert asked(told) == []


def test_while_an_agreement_may_tell_too_much_no_file_is_given(browser, told):
    told.answers["party_file"] = Refused("agreement-unchecked")
    browser.sign_in()

    page = browser.send(PAGE, **ASKED)

    assert page.status_code == 409
    assert "Check what it tells first" in page.text


def test_an_auditor_makes_no_file(browser, told):
    browser.sign_in(Role.AUDITOR)

    assert browser.get(PAGE).status_code == 404
