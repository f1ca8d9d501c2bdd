"""Words that may be quoted: without a name, and none where none may be."""

from uuid import UUID

import pytest

from shared.contracts.comms import aftercare
from shared.security.actors import Role

QUOTED = aftercare.Quotation(
    quotation_id=UUID("01900000-0000-7000-8000-0000000000a0"),
    words="It was <worth> it.",
    attribution="RJ Service User",
)


@pytest.fixture
def told(backoffice):
    backoffice.answers["quotations"] = aftercare.Quotations(quotations=(QUOTED,))
    return backoffice


def test_words_are_shown_as_they_were_said_under_the_one_name(browser, told):
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get("/quotations").text

    assert "It was &lt;worth&gt; it." in page
    assert "RJ Service User" in page
    assert str(QUOTED.quotation_id) not in page


def test_where_no_consent_stands_the_page_says_where_words_come_from(browser, told):
    told.answers["quotations"] = aftercare.Quotations(quotations=())
    browser.sign_in()

    assert "No words may be quoted just now." in browser.get("/quotations").text


def test_todays_page_leads_there_for_who_may_see_them(browser, told):
    browser.sign_in(Role.SERVICE_MANAGER)
    assert 'href="/quotations"' in browser.get("/today").text

    browser.sign_in(Role.AUDITOR)
    assert browser.get("/quotations").status_code == 404
