"""The way in: a slip costs no second typing, and what is told, scanned or read out can be."""

import re

import pytest

from services.gateway import passwords
from tests.gateway.conftest import PASSWORD, Browsing


@pytest.fixture
def coordinator(app):
    one = Browsing(app)
    one.sign_in()
    return one


def test_after_a_slip_the_user_name_stands_there_still_and_the_password_does_not(browser):
    page = browser.sign_in(password="an invented slip")

    assert page.status_code == 401
    assert 'value="case_coordinator@service.example.org"' in page.text
    assert "an invented slip" not in page.text
    assert "Look both over and try again" in page.text


def test_who_cannot_sign_in_reads_whom_to_ask(browser):
    page = browser.get("/sign-in").text

    assert "I cannot sign in" in page
    assert "Ask a manager of the service" in page


def test_a_password_that_is_told_has_no_two_signs_that_look_alike():
    told = {passwords.invented() for _ in range(50)}

    assert len(told) == 50
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", one) for one in told)
    assert {passwords.fault_of(one, "somebody") for one in told} == {None}


def test_the_secret_of_a_second_step_is_opened_on_the_phone_that_shows_it(coordinator):
    page = coordinator.get("/account/second-step").text

    assert '<a class="govuk-link" href="otpauth://totp/Redress:' in page


def test_each_field_for_a_password_can_be_looked_at_by_its_own_name(coordinator):
    page = coordinator.get("/account/password").text

    shown = re.findall(r'aria-label="Show: ([^"]+)" hidden>Show', page)
    assert shown == ["password now", "new password", "new password once more"]
    assert PASSWORD not in page
