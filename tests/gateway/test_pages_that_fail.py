"""What a browser is shown for an address that leads nowhere, and for what nobody foresaw."""

import pytest

from tests.gateway.conftest import Browsing

BY_A_BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def broken(*_):
    raise RuntimeError("words of a Testperson")


@pytest.mark.parametrize("path", ["/nowhere", "/cases/x/y/z", "/today/tasks/more"])
def test_an_address_that_leads_nowhere_is_told_on_a_page(browser, path):
    answer = browser.client.get(path, headers=BY_A_BROWSER)
    browser.sign_in()
    signed_in = browser.client.get(path, headers=BY_A_BROWSER)

    for one in (answer, signed_in):
        assert one.status_code == 404
        assert "<h1" in one.text
        assert "We cannot find that page." in one.text
        assert "nonce-" in one.headers["content-security-policy"]
    assert "Sign out" not in answer.text
    assert "Sign out" in signed_in.text


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/static/nowhere.js"])
def test_what_is_no_page_stays_a_problem_for_a_browser_as_well(browser, path):
    answer = browser.client.get(path, headers=BY_A_BROWSER)

    assert answer.status_code == 404
    assert answer.json()["code"] == "no-such-route"


def test_whoever_reads_no_pages_is_told_of_a_problem(browser):
    assert browser.client.get("/nowhere").json()["code"] == "no-such-route"


def test_what_nobody_foresaw_is_told_on_a_page_with_the_reference_of_its_log(
    browser, backoffice, caplog
):
    browser.sign_in()
    caplog.clear()
    backoffice.agencies = backoffice.ask_together = broken
    told = {**BY_A_BROWSER, "X-Correlation-Id": "an-invented-reference"}

    answer = browser.client.get("/cases", headers=told)

    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.text
    assert "quote this reference: an-invented-reference" in answer.text
    assert "Testperson" not in answer.text
    assert "nonce-" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    (failed,) = (one for one in caplog.records if one.getMessage() == "request_failed")
    assert failed.redress_fields["fault"] == "builtins.RuntimeError"


def test_where_not_even_the_page_of_it_can_be_made_the_problem_is_told_alone(app, monkeypatch):
    browser = Browsing(app)
    browser.sign_in()
    monkeypatch.setattr("services.gateway.identity.Identities.find", broken)

    answer = browser.client.get("/today", headers=BY_A_BROWSER)

    assert answer.status_code == 500
    assert answer.json()["code"] == "unexpected"
    assert "Testperson" not in answer.text
