"""Issued reports at the screen: found, read and taken away exactly as they were frozen."""

import base64
from datetime import date

import pytest

from shared.contracts.comms.papers import PaperFile
from shared.contracts.reporting import issued as contract
from shared.contracts.reporting import rpc as reporting
from shared.security.actors import Role
from tests.gateway.test_pages_of_reports import (
    CASE,
    NOON,
    OTHER,
    asked_of,
    manager,
    officer,
    row_of,
    told,
)

__all__ = ["manager", "officer", "told"]


@pytest.fixture
def frozen(told):
    view = contract.IssuedView(
        report_id=OTHER, kind="annual", from_on=date(2019, 4, 1), to_on=date(2020, 3, 31),
        content_hash="a1" * 32, issued_at=NOON,
    )  # fmt: skip
    told.answers |= {
        "issued_reports": contract.IssuedReports(reports=(view,), next_page=CASE),
        "issued_report": contract.IssuedReport(
            issued=view, fits=True, report=told.answers["annual_report"]
        ),
        "issued_report_file": PaperFile(
            content=base64.b64encode(b'{"frozen": 1}').decode(), media_type="application/json"
        ),
    }
    return told


@pytest.mark.requirement("REP-20")
def test_an_issued_report_is_found_read_and_taken_away_as_it_was_frozen(manager, frozen):
    listed = manager.get("/reports/issued").text
    page = manager.get(f"/reports/issued/{OTHER}").text
    file = manager.get(f"/reports/issued/{OTHER}/file/json")
    sheet = manager.get(f"/reports/issued/{OTHER}/file/csv")

    assert 'href="/reports/issued"' in manager.get("/reports").text
    assert f'href="/reports/issued/{OTHER}"' in listed
    assert f'href="/reports/issued?before={CASE}"' in listed
    assert "1 April 2019 to 31 March 2020" in page
    assert "a1" * 32 in page
    assert row_of(page, "Deaths: Family initiated") == "5 of 7"
    assert "no longer fits" not in page
    assert "/reports/annual/cases" not in page
    assert file.content == b'{"frozen": 1}'
    assert "report.json" in file.headers["content-disposition"]
    assert "Referrals by month" in sheet.text
    assert manager.get(f"/reports/issued/{OTHER}/file/doc").status_code == 404
    assert asked_of(frozen, reporting.ANNUAL_REPORT) == []


def test_of_a_report_that_no_longer_fits_its_mark_the_page_says_so(manager, frozen):
    whole = frozen.answers["issued_report"]
    frozen.answers["issued_report"] = whole.model_copy(update={"fits": False})

    assert "it is not what was issued" in manager.get(f"/reports/issued/{OTHER}").text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DEVELOPMENT_OFFICER])
def test_whoever_reads_reports_reads_issued_ones(browser, officer, frozen, role):
    one = officer if role is Role.DEVELOPMENT_OFFICER else browser
    one.sign_in(role)

    assert one.get(f"/reports/issued/{OTHER}").status_code == 200
