"""What leaves the gateway as a file: letters for facilitators, copies for case workers."""

import base64
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from shared.contracts.codes import CaseStage
from shared.contracts.comms import meetings, rpc
from shared.contracts.comms.papers import PaperFile
from shared.contracts.intake.rpc import CaseView, ParticipantView
from shared.kernel.errors import Refused
from shared.security.actors import Role, system_actor
from tests.gateway.conftest import PASSWORD


@pytest.fixture
def facilitator(identities, signed_in):
    identities.create(
        username="facilitator@service.example.org",
        password=PASSWORD,
        roles=frozenset({Role.FACILITATOR}),
        by=system_actor("gateway"),
    )
    return signed_in(Role.FACILITATOR)


def test_a_letter_is_handed_over_as_a_file_that_nobody_keeps_on_the_way(facilitator, backoffice):
    content = base64.b64encode(b"%PDF-invented").decode()
    backoffice.answers["print_letter"] = PaperFile(content=content, media_type="application/pdf")

    answer = facilitator.get(f"/api/v1/cases/{uuid4()}/items/{uuid4()}/letter.pdf")

    assert (answer.status_code, answer.content) == (200, b"%PDF-invented")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"


def test_nobody_but_a_facilitator_asks_for_a_letter(signed_in, backoffice):
    answer = signed_in(Role.CASE_COORDINATOR).get(
        f"/api/v1/cases/{uuid4()}/items/{uuid4()}/letter.pdf"
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "role-may-not")
    assert backoffice.asked == []


CASE, AGREEMENT, MEETING, PERSON, STRAND = (UUID(int=one) for one in range(11, 16))
AT = datetime(2019, 7, 8, 13, tzinfo=UTC)
COPIES = {
    f"/cases/{CASE}/agreements/{AGREEMENT}/agreement.pdf": ("print_agreement", "application/pdf"),
    f"/cases/{CASE}/meetings/{MEETING}/people/{PERSON}/appointment.ics": (
        "appointment_file",
        "text/calendar",
    ),
}


@pytest.mark.parametrize("by", ["page", "api"])
@pytest.mark.parametrize(("path", "told"), COPIES.items())
def test_a_copy_is_handed_over_by_page_and_api_and_kept_nowhere(
    signed_in, browser, backoffice, by, path, told
):
    method, media = told
    content = base64.b64encode(b"invented").decode()
    backoffice.answers[method] = PaperFile(content=content, media_type=media)

    browser.sign_in()
    if by == "page":
        answer = browser.get(path)
    else:
        answer = signed_in(Role.CASE_COORDINATOR).get("/api/v1" + path)

    assert (answer.status_code, answer.content) == (200, b"invented")
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["cache-control"] == "no-store"
    (call,) = [one for one in backoffice.asked if one.method.name == method]
    assert call.request.case_id == CASE


@pytest.mark.parametrize("path", COPIES)
def test_an_auditor_takes_no_copies_away(signed_in, browser, backoffice, path):
    browser.sign_in(Role.AUDITOR)

    answers = browser.get(path), signed_in(Role.AUDITOR).get("/api/v1" + path)

    assert [one.status_code for one in answers] == [404, 403], "to an auditor it is no page"
    assert not [one for one in backoffice.asked if one.method.name in dict(COPIES.values())]


def test_why_there_is_no_calendar_file_yet_is_said_in_words(browser, backoffice):
    backoffice.answers["appointment_file"] = Refused("meeting-not-confirmed")
    browser.sign_in()

    answer = browser.get(list(COPIES)[1])

    assert answer.status_code == 409
    assert "told to nobody before it is confirmed" in answer.text


def test_a_case_page_leads_to_the_copies_of_its_agreements_and_meetings(browser, backoffice):
    backoffice.answers["case"] = CaseView(
        case_id=CASE,
        reference="RJ-INVENTED",
        stage=CaseStage.REFERRED,
        on_hold=False,
        opened_at=AT,
        referral_ids=(),
        participants=(ParticipantView(person_id=PERSON, role="harmed", side="harmed"),),
        strands=(),
        consents=(),
        agency_requests=(),
    )
    reached = rpc.AgreementView(
        agreement_id=AGREEMENT,
        strand_id=STRAND,
        kind="signed_by_all",
        undertakings=1,
        in_force=True,
        reached_at=AT,
    )
    backoffice.answers["process"] = rpc.ProcessView(strands=(), items=(), agreements=(reached,))
    meeting = meetings.MeetingView(
        meeting_id=MEETING,
        strand_id=STRAND,
        purpose="preparation",
        place="office",
        starts_at=AT,
        minutes=90,
        state="confirmed",
        out_of_hours=False,
        needs_visit=False,
        undone_by_move=0,
        people=(meetings.Attendee(who=str(PERSON), part="participant", side="harmed"),),
    )
    backoffice.answers["meetings"] = meetings.Meetings(meetings=(meeting,))

    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    assert [path for path in COPIES if f'href="{path}"' not in page] == []
