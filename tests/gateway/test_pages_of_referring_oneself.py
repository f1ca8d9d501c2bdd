"""Somebody who refers themselves can be reached: nothing is sent that nobody could ever answer."""

import pytest

from services.gateway.pages.self_referral import NO_NUMBER, NO_WAY, SO_FAR
from shared.contracts.codes import Proceedings

MYSELF = {
    "initiated_by": "harmed", "given_name": "Fictional", "family_name": "Testperson",
    "home_area": "london", "crime_type": "assault", "proceedings": "sentenced", "agree": "yes",
}  # fmt: skip


@pytest.mark.requirement("INT-09")
def test_who_leaves_no_way_to_be_reached_is_asked_for_one(browser):
    page = browser.send("/refer-yourself", **MYSELF)

    assert page.status_code == 422
    assert f'<a href="#phone">{NO_WAY}</a>' in page.text


@pytest.mark.parametrize(
    "way",
    [
        {"phone": "020 7946 0000"},
        {"email": "fictional@example.org"},
        {"safe_contact": "By post to the invented library."},
        {"initiated_by": "responsible", "in_custody": "yes"},
    ],
    ids=lambda way: next(iter(way)),
)
def test_one_way_is_enough_and_in_prison_it_is_the_offender_manager(browser, way):
    page = browser.send("/refer-yourself", **{**MYSELF, **way})

    assert page.status_code == 200
    assert "Check your answers" in page.text


def test_a_number_that_nobody_can_call_is_put_right_before_it_is_sent(browser):
    page = browser.send("/refer-yourself", **MYSELF, phone="abc", email="fictional@example.org")

    assert page.status_code == 422
    assert NO_NUMBER in page.text


def test_an_address_with_a_slip_in_it_is_told_once(browser):
    page = browser.send("/refer-yourself", **MYSELF, email="fictional")

    assert "Enter an e-mail address, such as name@example.org" in page.text
    assert NO_WAY not in page.text


def test_the_public_form_asks_how_far_it_has_come_without_words_of_the_courts(browser):
    page = browser.get("/refer-yourself").text

    assert {code for code, _ in SO_FAR} == set(Proceedings)
    assert "I do not know" in page
    assert "disposal<" not in page
    assert ">Unknown<" not in page
