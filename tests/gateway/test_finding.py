"""Finding cases on the pages: filters in the address, names never, views, files."""

import csv
import io
import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from shared.contracts.codes import CaseStage, CrimeType
from shared.contracts.intake import rpc as intake
from shared.contracts.intake import searching as search
from shared.kernel.errors import Fault, InvalidInput
from shared.security.actors import Role, system_actor
from tests.gateway.conftest import PASSWORD

OLDER = UUID("01900000-0000-7000-8000-0000000000aa")


def a_case(reference):
    return intake.CaseSummary(
        case_id=uuid4(),
        reference=reference,
        stage=CaseStage.REFERRED,
        on_hold=True,
        opened_at=datetime(2019, 10, 7, 9, tzinfo=UTC),
    )


@pytest.fixture
def told(backoffice):
    cases = (a_case("RJ-INVENTED1"), a_case("RJ-INVENTED2"))
    backoffice.answers["search_cases"] = search.CasesFound(cases=cases, next_page=OLDER)


@pytest.fixture
def office(browser, told):
    browser.sign_in(Role.CASE_COORDINATOR)
    return browser


def sends(office, path, page, **filled):
    """Send a form as the page at hand gives it."""
    (csrf, *_) = re.findall(r'name="csrf" value="([^"]*)"', page.text)
    return office.client.post(path, data={"csrf": csrf, **filled}, follow_redirects=False)


def asked(backoffice):
    return [call.request for call in backoffice.asked if call.method is search.SEARCH_CASES]


def test_the_address_narrows_the_list(office, backoffice):
    page = office.get("/cases?crime_type=theft&on_hold=yes&opened_from-day=7&opened_from-month=10"
                      "&opened_from-year=2019")  # fmt: skip

    (request,) = asked(backoffice)
    assert (request.crime_type, request.on_hold) == (CrimeType.THEFT, True)
    assert request.opened_from.isoformat() == "2019-10-07"
    assert "RJ-INVENTED1" in page.text
    assert f"opened_from-year=2019&amp;before={OLDER}" in page.text


def test_what_is_no_filter_or_no_date_asks_nothing_wrong(office, backoffice):
    page = office.get("/cases?crime_type=nonsense&opened_from-day=31&opened_from-month=2")

    assert asked(backoffice) == []
    assert "Enter a real date" in page.text
    assert "Choose one of the answers" in page.text


def test_a_name_is_asked_for_in_a_form_and_stands_in_no_address(office, backoffice):
    page = sends(office, "/cases/search", office.get("/cases"), name="Aurelia Testperson")

    assert asked(backoffice)[-1].name == "Aurelia Testperson"
    assert "Aurelia" not in str(page.url) + "".join(re.findall(r'href="[^"]*"', page.text))
    assert "Found, newest first" in page.text


def test_one_case_alone_is_shown_at_once(office, backoffice):
    only = a_case("RJ-INVENTED3")
    page = office.get("/cases")
    backoffice.answers["search_cases"] = search.CasesFound(cases=(only,))

    answer = sends(office, "/cases/search", page, number="01/1234/19")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/cases/{only.case_id}"


def test_nothing_found_and_half_a_name_say_so_beside_the_field(office, backoffice):
    page = office.get("/cases")
    backoffice.answers["search_cases"] = search.CasesFound(cases=())
    none = sends(office, "/cases/search", page, number="01/1234/19")
    fault = Fault("name", "first-and-last-name")
    backoffice.answers["search_cases"] = InvalidInput("search-invalid", (fault,))
    half = sends(office, "/cases/search", page, name="Aurelia")

    assert (none.status_code, half.status_code) == (404, 422)
    assert "We cannot find any case with that" in none.text
    assert "first and a last name" in half.text


def test_a_view_is_kept_shown_and_thrown_away_by_its_owner_alone(office, browser, backoffice):
    page = office.get("/cases?crime_type=theft")
    view_id = re.search(r'name="view_id" value="([^"]+)"', page.text).group(1)
    nameless = sends(office, "/cases/views", page, view_id=view_id, crime_type="theft")
    assert "Enter name of the view" in nameless.text
    assert nameless.status_code == 422
    sends(office, "/cases/views", page, view_id=view_id, view_name="Thefts", crime_type="theft")
    again = office.get("/cases")
    assert '<a class="govuk-link" href="/cases?crime_type=theft">Thefts</a>' in again.text

    browser.sign_in(Role.SERVICE_MANAGER)
    assert "Thefts" not in browser.get("/cases").text
    sends(browser, f"/cases/views/{view_id}/drop", browser.get("/cases"))
    browser.sign_in(Role.CASE_COORDINATOR)
    assert "Thefts" in browser.get("/cases").text

    sends(office, f"/cases/views/{view_id}/drop", office.get("/cases"))
    assert "Thefts" not in office.get("/cases").text


def test_a_file_has_every_page_and_intake_is_told_that_it_leaves(office, backoffice):
    pages = [
        search.CasesFound(cases=(a_case("RJ-INVENTED1"),), next_page=OLDER),
        search.CasesFound(cases=(a_case("RJ-INVENTED2"),)),
    ]
    backoffice.answers["search_cases"] = lambda request: pages[request.before is not None]

    answer = office.get("/cases/export/csv?crime_type=theft")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Reference", "RJ-INVENTED1", "RJ-INVENTED2"]
    assert rows[1][1:] == ["New: nothing decided yet", "Yes", "7 October 2019", "", ""]
    assert {(one.for_export, one.crime_type) for one in asked(backoffice)} == {
        (True, CrimeType.THEFT)
    }
    assert answer.headers["content-disposition"] == 'attachment; filename="cases.csv"'
    assert office.get("/cases/export/pdf").status_code == 404


def test_a_facilitator_takes_no_list_away_and_an_auditor_looks_for_nobody(
    browser, told, identities
):
    identities.create(
        username=f"{Role.FACILITATOR.value}@service.example.org",
        password=PASSWORD,
        roles=frozenset({Role.FACILITATOR}),
        by=system_actor("gateway"),
    )
    browser.sign_in(Role.FACILITATOR)
    assert browser.get("/cases/export/csv").status_code == 404
    assert "/cases/export" not in browser.get("/cases").text
    browser.sign_in(Role.AUDITOR)
    assert 'name="name"' not in browser.get("/cases").text
    assert browser.get("/cases/export/xlsx").status_code == 200
