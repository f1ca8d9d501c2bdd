"""What every answer of the gateway carries, and what somebody who was kept out leaves behind."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import Response
from pydantic import ValidationError
from sqlalchemy import func, select
from starlette.requests import Request

from ops import manifests
from services.gateway import passwords
from services.gateway.app import headers
from services.gateway.attempts import WITHIN
from services.gateway.identity import NotSignedIn, Session
from services.gateway.pages.forms import Posted
from services.gateway.pages.site import Site, Visit
from services.gateway.settings import GatewaySettings
from services.gateway.tables import sign_in_failures
from shared.kernel.errors import NotFound
from shared.security.actors import Role
from tests.gateway.conftest import PASSWORD

GUARDS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize(
    "path", ["/sign-in", "/refer-yourself", "/nowhere", "/api/v1/me", "/api/v1/nowhere", "/today"]
)
def test_every_answer_is_guarded_wherever_it_comes_from(anyone, path):
    answer = anyone.get(path)

    assert {name: answer.headers.get(name) for name in GUARDS} == GUARDS
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert (
        "charset=utf-8" in answer.headers["content-type"]
        or "json" in (answer.headers["content-type"])
    )
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/api/v1/agencies", "/cases"])
def test_an_answer_to_what_nobody_foresaw_is_guarded_and_quotes_the_reference_of_the_log(
    coordinator, browser, backoffice, path, caplog
):
    def broken(*_):
        raise RuntimeError("words of a Testperson")

    browser.sign_in()
    caplog.clear()
    backoffice.agencies = backoffice.ask_together = broken
    client = coordinator if path.startswith("/api") else browser.client

    answer = client.get(path, headers={"X-Correlation-Id": "an-invented-reference"})

    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in GUARDS} == GUARDS
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-correlation-id"] == "an-invented-reference"
    assert answer.json()["reference"] == "an-invented-reference"
    assert "Testperson" not in answer.text
    (failed,) = (one for one in caplog.records if one.getMessage() == "request_failed")
    assert failed.redress_fields["fault"] == "builtins.RuntimeError"


def test_no_answer_of_the_api_is_shown_as_a_page(anyone):
    answer = anyone.get("/api/v1/me")

    assert answer.headers["content-disposition"] == 'attachment; filename="api.json"'


def test_browsers_are_told_to_come_by_https_where_we_are_reached_by_it():
    assert headers(secure=True)["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Strict-Transport-Security" not in headers(secure=False)


def test_by_https_cookies_are_secure_and_of_this_host_alone():
    site = Site(None, None, None, None, None, secure=True)
    request = Request({"type": "http", "headers": [], "client": None})
    visit = Visit(site, request, None, Posted(), "invented")

    answer = visit.keep_visitor(visit.keep(Response(), Session("t", datetime.now(UTC))))

    kept = answer.headers.getlist("set-cookie")
    assert [one.partition("=")[0] for one in kept] == [
        "__Host-redress_session",
        "__Host-redress_visitor",
    ]
    for one in kept:
        said = {part.strip().lower() for part in one.split(";")[1:]}
        assert {"secure", "httponly", "samesite=strict", "path=/"} <= said
        assert not any(part.startswith("domain") for part in said)


def test_a_body_without_its_length_is_refused_before_it_is_read(anyone):
    answer = anyone.post("/sign-in", content=iter([b"x" * 1024]))

    assert (answer.status_code, answer.json()["code"]) == (411, "length-not-stated")


def test_a_body_of_another_type_than_json_is_refused(coordinator):
    answer = coordinator.post(
        "/api/v1/me/password", content=b"<a/>", headers={"Content-Type": "application/xml"}
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "TRACE"])
def test_verbs_that_nothing_takes_are_refused(anyone, verb):
    assert anyone.request(verb, "/api/v1/me").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static",
        "/static/built/",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/.git/",
    ],
)
def test_no_folder_is_listed_and_nothing_beside_the_static_files_is_served(anyone, path):
    answer = anyone.get(path)

    assert answer.status_code == 404
    assert "create_app" not in answer.text


def logged(caplog):
    return [
        {"event": one.getMessage(), **one.redress_fields}
        for one in caplog.records
        if hasattr(one, "redress_fields")
    ]


def test_who_fails_to_sign_in_is_logged_by_id_and_never_by_what_they_typed(
    identities, caplog, anyone
):
    caplog.set_level(logging.WARNING)
    name = f"{Role.AUDITOR.value}@service.example.org"
    account = next(one for one in identities.everyone() if one.username == name)

    for typed in (name, "somebody.typing@example.org"):
        with pytest.raises(NotSignedIn):
            identities.sign_in(typed, "guessed", "192.0.2.1")

    assert [(one["event"], one["subject"]) for one in logged(caplog)] == [
        ("sign_in_failed", account.id),
        ("sign_in_failed", "nobody"),
    ]
    assert "somebody" not in caplog.text
    assert "guessed" not in caplog.text


def test_who_is_kept_out_is_logged_with_the_code_and_by_their_id(
    coordinator, browser, backoffice, caplog
):
    """A case that is another's is not there for them, and that they asked was kept nowhere."""
    case, me = "01900000-0000-7000-8000-000000000001", coordinator.get("/api/v1/me").json()["id"]
    backoffice.answers = dict.fromkeys(("case", "case_timeline"), NotFound("case-unknown"))
    browser.sign_in()
    caplog.clear()
    caplog.set_level(logging.INFO)
    coordinator.get("/api/v1/accounts")
    coordinator.get(f"/api/v1/cases/{case}")
    browser.get(f"/cases/{case}/timeline")
    browser.get("/accounts")
    browser.client.cookies.clear()
    browser.client.post("/sign-in", data={"username": "x", "password": "x"})

    found = [one for one in logged(caplog) if one["event"] == "request_refused"]
    assert [(one["code"], one["subject"]) for one in found] == [
        ("role-may-not", me),
        ("case-unknown", me),
        ("case-unknown", me),
        ("role-may-not", me),
        ("form-not-of-this-session", "nobody"),
    ]


def test_failures_are_forgotten_once_they_count_for_nothing(identities):
    accounts, now = identities._accounts, datetime.now(UTC)
    accounts.note_failure("a" * 64, at=now - WITHIN - timedelta(seconds=1))
    accounts.note_failure("b" * 64, at=now)

    with accounts._store.reading() as connection:
        held = connection.execute(select(func.count()).select_from(sign_in_failures)).scalar_one()
    assert held == 1


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("correcthorse" * 11, "too-long"),
        ("teapot lantern gravel orbit " * 4, None),
        ("žluťoučký kůň 🐎 úpěl", None),
        ("all lower case words suffice", None),
        (PASSWORD + " ", None),
    ],
)
def test_a_password_may_be_any_text_of_twelve_to_128_characters(password, fault):
    assert passwords.fault_of(password, "somebody") == fault


def test_a_password_is_taken_whole():
    long = "teapot lantern gravel orbit " * 4
    stored = passwords.hashed(long)

    assert passwords.matches(long, stored)
    assert not passwords.matches(long[:-1], stored)


def test_in_production_people_come_by_https_and_not_every_proxy_is_believed():
    (gateway,) = [
        one
        for one in manifests.render("production")
        if (one["kind"], one["metadata"]["name"]) == ("Deployment", "gateway")
    ]
    told = gateway["spec"]["template"]["spec"]["containers"][0]["env"]
    values = {one["name"]: one.get("value") for one in told}

    assert values["GATEWAY_SECURE"] == "true"
    assert "*" not in values["GATEWAY_TRUSTED_PROXIES"]


def test_a_proxy_that_may_be_anybody_is_no_setting():
    with pytest.raises(ValidationError, match="trusted_proxies"):
        GatewaySettings.model_validate({"trusted_proxies": "*"})
