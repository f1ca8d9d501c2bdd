"""Files that come in and go out at the edge: their size counted on the way, and how they leave."""

import base64
import json
from datetime import timedelta
from uuid import UUID

import anyio
import pytest

from services.gateway import identity, limits
from shared.contracts.intake.codes import ScanFate
from shared.contracts.intake.documents import DocumentFile, DocumentKept
from shared.security.actors import Role
from tests.gateway.conftest import HIDDEN

CASE, DOCUMENT, PERSON = (UUID(int=one) for one in range(11, 14))
KEEP = f"/api/v1/cases/{CASE}/documents/keep"
KEY = {"Idempotency-Key": "invented-key", "Content-Type": "application/json"}


def a_body(content):
    return {
        "kind": "letter_received",
        "concerns": [str(PERSON)],
        "received_on": "2019-07-01",
        "from_whom": "An invented sender",
        "content": content,
    }


def in_pieces(text, size=100_000):
    for at in range(0, len(text), size):
        yield text[at : at + size].encode()


def test_a_document_of_five_megabytes_comes_in(coordinator, backoffice):
    backoffice.answers["keep_document"] = DocumentKept(
        document_id=DOCUMENT, fate=ScanFate.NOT_SCANNED
    )
    content = base64.b64encode(b"x" * 5_000_000).decode()

    answer = coordinator.post(KEEP, content=json.dumps(a_body(content)), headers=KEY)

    assert answer.status_code == 200, answer.text
    (call,) = backoffice.asked
    assert (call.request.content, call.request.case_id) == (content, CASE)
    assert call.deadline_s > 20, "it is cleaned and scanned before the answer"


@pytest.mark.parametrize("path", [KEEP, "/api/v1/self-referrals"])
def test_a_body_that_says_less_than_it_sends_is_cut_off_where_it_becomes_too_large(
    coordinator, backoffice, path
):
    longer = in_pieces("x" * (limits.largest_for(path) + 1))

    answer = coordinator.post(path, content=longer, headers={**KEY, "Content-Length": "10"})

    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert backoffice.asked == []


@pytest.mark.parametrize("path", [KEEP, f"/cases/{CASE}/documents/add"])
@pytest.mark.parametrize(
    "said", [(), ((b"authorization", b"Bearer x"), (b"cookie", b"redress_session=x"))]
)
def test_a_file_of_nobody_who_is_signed_in_is_not_read(app, path, said):
    """Each was held in memory to its end before it was asked who sent it."""
    told = []

    async def unread():
        pytest.fail("a body of nobody was read")

    async def told_so(message):
        told.append(message)

    request = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [
            (b"content-length", b"2000000"),
            (b"content-type", b"multipart/form-data; boundary=x"),
            *said,
        ],
        "client": ("192.0.2.1", 1),
        "app": app,
    }
    anyio.run(app, request, unread, told_so)

    assert told[0]["status"] == 401


def test_a_file_that_comes_in_just_too_late_loses_no_words(browser, identities, monkeypatch):
    browser.sign_in()
    csrf = dict(HIDDEN.findall(browser.get("/account").text))["csrf"]
    later = identity._now() + timedelta(hours=1)
    monkeypatch.setattr(identity, "_now", lambda: later)
    path = f"/cases/{CASE}/documents/add"

    answer = browser.client.post(
        path,
        data={"csrf": csrf, "from_whom": "An invented sender"},
        files={"file": ("invented.txt", b"x" * 2_000_000)},
    )

    assert answer.status_code == 401
    assert "it is kept" in answer.text


def test_only_where_files_come_in_may_a_request_be_large():
    larger = (KEEP, f"/cases/{CASE}/documents/add")

    assert [limits.largest_for(path) > limits.LARGEST_BODY for path in larger] == [True, True]
    for path in (
        "/",
        f"{KEEP}/more",
        f"/api/v1/cases/{CASE}/documents",
        "/cases/x/y/documents/add",
    ):
        assert limits.largest_for(path) == limits.LARGEST_BODY


def test_a_file_leaves_to_be_saved_and_never_run(coordinator, backoffice):
    backoffice.answers["open_document"] = DocumentFile(
        content=base64.b64encode(b"<script>invented</script>").decode(),
        media_type="text/plain",
        name="letter-received-0001.txt",
    )

    answer = coordinator.post(
        f"/api/v1/cases/{CASE}/documents/{DOCUMENT}/open", json={"purpose": "to read it"}
    )

    assert answer.content == b"<script>invented</script>"
    said = answer.headers
    assert said["content-disposition"] == 'attachment; filename="letter-received-0001.txt"'
    assert said["x-content-type-options"] == "nosniff"
    assert said["cache-control"] == "no-store"
    assert "sandbox" in said["content-security-policy"]
    assert "default-src 'none'" in said["content-security-policy"]


def test_an_auditor_neither_lists_nor_opens_documents(signed_in, backoffice):
    auditor = signed_in(Role.AUDITOR)
    base = f"/api/v1/cases/{CASE}/documents"

    answers = (
        auditor.get(base),
        auditor.post(f"{base}/{DOCUMENT}/open", json={"purpose": "to read it"}),
        auditor.post(KEEP, json=a_body("eA=="), headers=KEY),
    )

    assert [one.status_code for one in answers] == [403] * 3
    assert backoffice.asked == []
