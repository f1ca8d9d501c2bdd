"""The pages of the disclosure log: one agency's, a case's over all of them, and as a file."""

import csv
import io
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from shared.contracts.feeds import office
from shared.contracts.intake.rpc import CaseFound
from shared.kernel.errors import NotFound, Unavailable
from shared.security.actors import Role
from tests.gateway.test_pages_of_agencies import agreements, entry

NOON = datetime(2020, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def answers(backoffice):
    backoffice.answers |= {
        "agreements": agreements,
        "disclosures": office.Disclosures(entries=(entry(),), more=False),
    }
    return backoffice.answers


@pytest.mark.requirement("PTR-28")
def test_the_log_says_who_was_told_which_fields_on_which_basis_and_what_was_kept_back(
    answers, browser, backoffice
):
    kept = entry(withheld_at=NOON, withheld_as="case-erased")
    answers["disclosures"] = office.Disclosures(entries=(entry(), kept), more=True)
    browser.sign_in(Role.SERVICE_MANAGER)

    query = "reference=rj-2020-0000ab1&since-day=1&since-month=5&since-year=2020&withheld=only"
    page = browser.get(f"/agencies/mps/disclosures?{query}").text

    asked = backoffice.asked[-1].request
    assert (asked.reference, asked.since, asked.withheld_only) == (
        "RJ-2020-0000AB1", date(2020, 5, 1), True,
    )  # fmt: skip
    assert "Clause 5.2, public task" in page
    assert "reference, outcome" in page
    assert "Kept back" in page
    assert "the case was erased before it could leave" in page
    assert f"before={kept.disclosure_id}" in page
    assert "since-day=1" in page.split("before=")[0]


@pytest.mark.parametrize(
    "query", ["reference=anybody", "since-day=31&since-month=2&since-year=2020"]
)
def test_a_filter_that_cannot_be_read_says_so_and_asks_nothing(answers, browser, backoffice, query):
    browser.sign_in(Role.SERVICE_MANAGER)
    before = len(backoffice.asked)

    page = browser.get(f"/agencies/mps/disclosures?{query}")

    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert len(backoffice.asked) == before


@pytest.mark.requirement("PTR-28")
def test_what_every_agency_was_told_of_a_case_is_asked_of_each_feed_side_by_side(
    answers, browser, backoffice
):
    def of_feed(asked):
        if asked.agency == "hmpps":
            raise Unavailable("no-answer-in-time")
        return office.Disclosures(entries=(entry(),), more=False)

    backoffice.feeds = ("hmpps", "mps")
    answers["disclosures"] = of_feed
    answers["find_case"] = CaseFound(case_id=UUID(int=5), reference="RJ-2020-0000AB1")
    browser.sign_in(Role.SERVICE_MANAGER)
    assert "Nothing was told" not in browser.get("/disclosures").text

    page = browser.get("/disclosures?reference=RJ-2020-0000AB1").text

    assert "What Prisons and probation sends us and is told cannot be shown just now" in page
    assert "Clause 5.2, public task" in page
    asked = [call.request for call in backoffice.asked if call.method is office.DISCLOSURES]
    assert {(one.agency, one.case_id) for one in asked} == {
        ("hmpps", UUID(int=5)), ("mps", UUID(int=5)),
    }  # fmt: skip


def test_the_log_outlives_the_case_that_it_tells_of(answers, browser, backoffice):
    answers["find_case"] = NotFound("case-unknown")
    browser.sign_in(Role.AUDITOR)

    page = browser.get("/disclosures?reference=RJ-2020-0000AB1").text

    assert "Clause 5.2, public task" in page
    assert backoffice.asked[-1].request.case_id is None


@pytest.mark.requirement("PTR-28")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_log_leaves_as_a_file_in_which_nothing_is_a_formula_and_its_feed_keeps_that_it_left(
    answers, browser, backoffice, kind
):
    pages = iter(
        (
            office.Disclosures(entries=(entry(recipient="=HYPERLINK(1)"),), more=True),
            office.Disclosures(
                entries=(entry(withheld_at=NOON, withheld_as="case-erased"),), more=False
            ),
        )
    )
    answers["disclosures"] = lambda _asked: next(pages)
    browser.sign_in(Role.AUDITOR)

    file = browser.get(
        f"/disclosures/file/{kind}?agency=mps&since-day=1&since-month=5&since-year=2020"
    )

    assert file.status_code == 200
    assert f'filename="disclosures.{kind}"' in file.headers["content-disposition"]
    asked = [call.request for call in backoffice.asked if call.method is office.DISCLOSURES]
    assert [one.for_export for one in asked] == [True, True]
    assert asked[0].since == date(2020, 5, 1)
    assert asked[1].before is not None
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
        assert len(rows) == 3
        assert rows[1][3] == "'=HYPERLINK(1)"
        assert "the case was erased before it could leave" in rows[2]


def test_a_file_is_whole_or_not_at_all(answers, browser, backoffice):
    backoffice.feeds = ("hmpps", "mps")
    answers["disclosures"] = Unavailable("no-answer-in-time", method="feeds-hmpps.disclosures")
    browser.sign_in(Role.SERVICE_MANAGER)

    page = browser.get("/disclosures/file/csv")

    assert page.status_code == 503
    assert "What Prisons and probation sends us and is told cannot be shown just now" in page.text


@pytest.mark.parametrize("path", ["/disclosures", "/disclosures/file/csv"])
def test_who_may_not_read_the_log_finds_neither_page_nor_file(answers, browser, path):
    browser.sign_in(Role.CASE_COORDINATOR)

    assert browser.get(path).status_code == 404
    assert 'href="/disclosures"' not in browser.get("/agencies").text
