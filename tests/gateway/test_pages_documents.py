"""Documents at the screen: put in, listed beside what was made here, opened for a purpose, taken out."""

import base64
import tempfile
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.gateway.pages import words
from services.gateway.pages.documents import FILE_FAULTS
from services.intake.papers import cleaning, kinds
from shared.contracts.base import Nothing
from shared.contracts.codes import CaseStage
from shared.contracts.comms import rpc as comms
from shared.contracts.comms.papers import PaperFile
from shared.contracts.intake import documents
from shared.contracts.intake.codes import DocumentKind, MediaType, ScanFate
from shared.contracts.intake.rpc import CaseView, ParticipantView
from shared.kernel.errors import Fault, InvalidInput, Refused
from shared.security.actors import Role, system_actor
from tests.gateway.conftest import HIDDEN, PASSWORD

CASE, PERSON, DOCUMENT, AGREEMENT, LETTER, STRAND = (UUID(int=one) for one in range(11, 17))
AT = datetime(2019, 7, 8, 13, tzinfo=UTC)
ADD = f"/cases/{CASE}/documents/add"
OPEN = f"/cases/{CASE}/documents/{DOCUMENT}/open"
REMOVE = f"/cases/{CASE}/documents/{DOCUMENT}/remove"
FILLED = {
    "kind": "letter_received",
    "concerns": str(PERSON),
    "received_on-day": "8",
    "received_on-month": "7",
    "received_on-year": "2019",
    "from_whom": "An invented sender",
    "note": "An invented note",
}


@pytest.fixture(autouse=True)
def told(backoffice):
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
    backoffice.answers["keep_document"] = documents.DocumentKept(
        document_id=DOCUMENT, fate=ScanFate.NOT_SCANNED
    )


def a_document(**changes):
    given = {
        "document_id": DOCUMENT,
        "kind": DocumentKind.LETTER_RECEIVED,
        "concerns": (PERSON,),
        "received_on": date(2019, 7, 8),
        "from_whom": "An invented sender",
        "name": "letter.pdf",
        "restricted": False,
        "media_type": MediaType.PDF,
        "size": 9,
        "added_at": AT,
        "added_by": "coordinator-1",
        "fate": ScanFate.NOT_SCANNED,
        **changes,
    }
    return documents.DocumentView(**given)


def sends(browser, content=b"%PDF-invented", name="letter.pdf", **changes):
    hidden = dict(HIDDEN.findall(browser.get(ADD).text))
    filled = {**hidden, **FILLED, **changes}
    files = {"content": (name, content, "application/octet-stream")}
    return browser.client.post(ADD, data=filled, files=files, follow_redirects=False)


def asked(backoffice, method):
    return [call for call in backoffice.asked if call.method.name == method]


def test_a_file_that_is_put_in_reaches_the_service_with_all_that_was_said_of_it(
    browser, backoffice
):
    browser.sign_in()

    answer = sends(browser)

    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/cases/{CASE}?done=document_kept#documents",
    )
    (call,) = asked(backoffice, "keep_document")
    request = call.request
    assert base64.b64decode(request.content) == b"%PDF-invented"
    assert (request.name, request.kind, request.concerns) == (
        "letter.pdf",
        DocumentKind.LETTER_RECEIVED,
        (PERSON,),
    )
    assert (request.received_on, request.note) == (date(2019, 7, 8), "An invented note")
    assert request.restricted is False
    assert call.idempotency_key
    assert call.deadline_s > 20


def test_without_the_field_of_this_session_no_file_is_taken(browser, backoffice):
    browser.sign_in()

    answer = sends(browser, csrf="invented")

    assert answer.status_code == 409
    assert asked(backoffice, "keep_document") == []


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"x" * 5_000_001, "large.pdf", "larger than 5 MB"),
        (b"x" * 12_000_000, "huge.pdf", "larger than 5 MB"),
        (b"", "", "Choose the file"),
    ],
    ids=["large", "huge", "none"],
)
def test_a_file_that_is_too_large_or_missing_costs_no_answer(
    browser, backoffice, content, name, says
):
    browser.sign_in()

    answer = sends(browser, content, name)

    assert answer.status_code == 422
    assert says in answer.text
    for typed in ("An invented sender", "An invented note", 'value="2019"'):
        assert typed in answer.text
    assert f'value="{PERSON}" checked' in answer.text
    assert "choose the file again" in answer.text
    assert asked(backoffice, "keep_document") == []


def test_what_the_service_finds_wrong_with_a_file_is_said_at_the_file(browser, backoffice):
    backoffice.answers["keep_document"] = InvalidInput(
        "document-invalid", (Fault("content", "file-of-a-word-processor"),)
    )
    browser.sign_in()

    answer = sends(browser)

    assert answer.status_code == 422
    assert '<a href="#content">Files of a word processor are not taken' in answer.text
    assert "An invented sender" in answer.text


def test_every_reason_for_which_a_file_is_refused_has_its_words():
    codes = {
        code
        for module in (kinds, cleaning)
        for code in module.__loader__.get_source(module.__name__).split('"')
        if code.startswith("file-")
    }

    assert codes == set(FILE_FAULTS)
    for code in ("not-for-them", "removed", "refused-by-scanner", "not-scanned-yet"):
        assert f"document-{code}" in words.REFUSALS


def test_no_part_of_a_file_is_written_to_disk_on_its_way(browser, backoffice, monkeypatch):
    def on_disk(_file):
        raise AssertionError("a file in clear on a disk")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", on_disk)
    browser.sign_in()

    assert sends(browser, b"x" * 4_999_999).status_code == 303
    (call,) = asked(backoffice, "keep_document")
    assert len(base64.b64decode(call.request.content)) == 4_999_999


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"fate": ScanFate.REFUSED}, "document_refused"),
        ({"fate": ScanFate.CLEAN, "kept_before": True}, "document_kept_before"),
        ({"fate": ScanFate.PENDING}, "document_kept"),
    ],
)
def test_what_became_of_a_file_is_said(browser, backoffice, kept, said):
    backoffice.answers["keep_document"] = documents.DocumentKept(document_id=DOCUMENT, **kept)
    browser.sign_in()

    answer = sends(browser)

    assert f"done={said}#" in answer.headers["location"]
    assert "There is a problem" not in browser.get(answer.headers["location"]).text


def test_what_came_in_and_what_was_made_here_stand_in_one_list(browser, backoffice):
    reached = comms.AgreementView(
        agreement_id=AGREEMENT,
        strand_id=STRAND,
        kind="signed_by_all",
        undertakings=1,
        in_force=True,
        reached_at=AT,
    )
    letter = comms.ItemView(
        item_id=LETTER,
        strand_id=STRAND,
        kind="letter",
        from_side="harmed",
        state="vetted",
        content_hash="0" * 64,
        one_way=True,
    )
    backoffice.answers["process"] = comms.ProcessView(
        strands=(), items=(letter,), agreements=(reached,)
    )
    backoffice.answers["documents"] = documents.Documents(documents=(a_document(restricted=True),))
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    listed = page[page.index('id="documents-title"') :]
    for told in (OPEN, REMOVE, ADD, f"/agreements/{AGREEMENT}/agreement.pdf"):
        assert told in listed
    for told in ("letter.pdf", "An invented sender", "Office only", "no scanner is set up"):
        assert told in listed
    assert "Letter, made here" in listed
    assert "For a facilitator to hand over" in listed


@pytest.mark.parametrize(
    ("changes", "says", "opens"),
    [
        ({"fate": ScanFate.CLEAN}, "Scanned, nothing found", True),
        ({"fate": ScanFate.PENDING}, "Waits for the scanner", True),
        (
            {"fate": ScanFate.REFUSED, "found": "Evil.Example"},
            "(Evil.Example) and destroyed",
            False,
        ),
        ({"removed_at": AT}, "Taken out 8 July 2019", False),
    ],
)
def test_the_list_says_what_the_scan_came_to(browser, backoffice, changes, says, opens):
    backoffice.answers["documents"] = documents.Documents(documents=(a_document(**changes),))
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    assert says in page
    assert (f'href="{OPEN}"' in page) is opens


def test_a_document_is_opened_for_a_purpose_and_leaves_to_be_saved(browser, backoffice):
    backoffice.answers["open_document"] = documents.DocumentFile(
        content=base64.b64encode(b"invented").decode(),
        media_type="application/pdf",
        name="letter-received-0001.pdf",
    )
    browser.sign_in()
    too_short = browser.send(OPEN, purpose="x", for_person="nobody")

    answer = browser.send(OPEN, purpose="to prepare the meeting", for_person=str(PERSON))

    assert too_short.status_code == 422
    assert (answer.status_code, answer.content) == (200, b"invented")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    (call,) = asked(backoffice, "open_document")
    assert (call.request.purpose, call.request.for_person) == ("to prepare the meeting", PERSON)
    assert call.deadline_s > 20


def test_why_a_document_is_not_handed_over_is_said_in_words(browser, backoffice):
    backoffice.answers["open_document"] = Refused("document-not-for-them")
    browser.sign_in()

    answer = browser.send(OPEN, purpose="a copy for them", for_person=str(PERSON))

    assert answer.status_code == 409
    assert "concerns somebody else too" in answer.text


def test_a_document_is_taken_out_with_a_reason(browser, backoffice):
    backoffice.answers["remove_document"] = Nothing()
    browser.sign_in()
    too_short = browser.send(REMOVE, reason="wrong")

    answer = browser.send(REMOVE, reason="It belongs to another case.")

    assert too_short.status_code == 422
    assert answer.status_code == 200
    (call,) = asked(backoffice, "remove_document")
    assert call.request.reason == "It belongs to another case."


@pytest.mark.parametrize("path", [ADD, OPEN, REMOVE])
def test_documents_are_not_there_for_an_auditor(browser, path):
    browser.sign_in(Role.AUDITOR)

    assert browser.get(path).status_code == 404
    assert path not in browser.get(f"/cases/{CASE}").text


def test_a_facilitator_hands_over_a_vetted_letter_from_the_page(identities, browser, backoffice):
    identities.create(
        username="facilitator@service.example.org",
        password=PASSWORD,
        roles=frozenset({Role.FACILITATOR}),
        by=system_actor("gateway"),
    )
    content = base64.b64encode(b"%PDF-invented").decode()
    backoffice.answers["print_letter"] = PaperFile(content=content, media_type="application/pdf")
    browser.sign_in(Role.FACILITATOR)

    answer = browser.get(f"/cases/{CASE}/items/{LETTER}/letter.pdf")

    assert (answer.status_code, answer.content) == (200, b"%PDF-invented")
