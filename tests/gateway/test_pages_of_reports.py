"""Reports at the screen: figures exactly as reporting answers them, taken away, opened and issued."""

import csv
import io
import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.gateway.pages import reports
from shared.contracts.base import Nothing
from shared.contracts.intake import waiting
from shared.contracts.reporting import endings
from shared.contracts.reporting import rpc as reporting
from shared.kernel.errors import Fault, InvalidInput, Unavailable
from shared.security.actors import Role, system_actor
from shared.testing.fakes import FixedClock
from tests.gateway.conftest import PASSWORD, Browsing

CASE, OTHER = UUID(int=31), UUID(int=32)
NOON = datetime(2020, 5, 4, 12, tzinfo=UTC)
DAYS = {"from_on-day": "1", "from_on-month": "4", "from_on-year": "2019",
        "to_on-day": "31", "to_on-month": "3", "to_on-year": "2020"}  # fmt: skip
QUERY = "&".join(f"{name}={value}" for name, value in DAYS.items())
ANNUAL = f"/reports/annual?{QUERY}"
TABLES = (
    reporting.Table(
        code="REP-01", title="Referrals by month", rule="By the day, as transferred_in says.",
        cells=(reporting.Cell(label="2019-04", value=2, case_ids=(CASE, CASE, OTHER)),
               reporting.Cell(label="transferred_in", value=0)),
    ),
    reporting.Table(
        code="REP-05", title="Referrals by crime type", rule="Each once.",
        cells=(reporting.Cell(label="deaths:family_initiated", value=5, of=7, case_ids=(CASE,)),
               reporting.Cell(label="asked:mps", value=1, of=4)),
    ),
    reporting.Table(code="REP-13", title="Volunteers by gender", rule="Who answered.", cells=(),
                    note="Not collected by this version."),
)  # fmt: skip
CHECKS = (reporting.Cell(label="G1: months = referrals", value=97, of=97),
          reporting.Cell(label="G2: completed + reopened_as_new", value=96, of=97))  # fmt: skip


@pytest.fixture
def told(backoffice):
    backoffice.answers |= {
        "annual_report": reporting.AnnualReport(
            from_on=date(2019, 4, 1), to_on=date(2020, 3, 31), as_of=NOON, tables=TABLES,
            reconciliations=CHECKS,
        ),
        "issue_report": reporting.ReportIssued(report_id=OTHER, content_hash="a1" * 32),
        "references": waiting.References.model_validate(
            {"cases": ({"case_id": CASE, "reference": "RJ-INVENTED"},)}
        ),
        "record_awareness_session": Nothing(),
        "record_recruitment_drive": Nothing(),
    }  # fmt: skip
    return backoffice


@pytest.fixture
def manager(browser, told):
    browser.sign_in(Role.SERVICE_MANAGER)
    return browser


def asked_of(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


def row_of(page, name):
    """Return the number that stands beside a figure's name, as somebody reads it."""
    cell = re.search(rf">{re.escape(name)}</td>\s*<td[^>]*>(.*?)</td>", page, re.DOTALL)[1]
    return re.sub(r"<span.*?</span>|<[^>]+>", "", cell).strip()


@pytest.mark.requirement("REP-20", "AWR-04")
def test_every_figure_stands_as_reporting_answers_it_beside_its_rule(manager, told):
    page = manager.get(ANNUAL).text

    assert row_of(page, "April 2019") == "2"
    assert row_of(page, "Transferred in") == "0"
    assert row_of(page, "Deaths: Family initiated") == "5 of 7"
    assert row_of(page, "Asked in vain: Metropolitan Police") == "1 of 4"
    assert "%" not in re.sub(r'href="[^"]*"', "", page), "nothing is worked out here"
    assert page.count("<caption") == 2
    assert "How it is counted: By the day, as transferred in says.</caption>" in page
    assert "Not collected by this version." in page
    assert "97 and 97, which agree" in page
    assert "96 and 97, <strong>which do not agree</strong>" in page
    assert "Small numbers stand as they are, so this is for staff" in page
    assert asked_of(told, reporting.ANNUAL_REPORT) == [
        reporting.AnnualReportOf(from_on=date(2019, 4, 1), to_on=date(2020, 3, 31))
    ]


@pytest.mark.requirement("INT-26")
def test_a_year_is_chosen_by_name_and_begins_in_april(manager, told, monkeypatch):
    for today, newest in ((date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026)):
        noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
        monkeypatch.setattr(reports, "SystemClock", lambda noon=noon: FixedClock(noon))
        assert reports.years()[0] == newest
        assert reports.years()[-1] == 2019

    page = manager.get("/reports/annual?year=2019")

    assert page.status_code == 200
    (asked,) = asked_of(told, reporting.ANNUAL_REPORT)
    assert (asked.from_on, asked.to_on) == (date(2019, 4, 1), date(2020, 3, 31))
    assert "1 April 2019 to 31 March 2020" in page.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "Choose a year, or enter the first and the last day"),
        ("year=1999", "Choose one of the answers"),
        (f"year=2019&{QUERY}", "Choose a year, or enter"),
        ("from_on-day=1&from_on-month=4&from_on-year=2019", "Choose a year, or enter"),
        (QUERY.replace("to_on-month=3", "to_on-month=13"), "Enter a real date"),
    ],
)
def test_days_that_make_no_period_say_so_and_ask_nothing(manager, told, query, says):
    page = manager.get(f"/reports/annual?{query}")

    assert page.status_code == 422
    assert says in page.text
    assert asked_of(told, reporting.ANNUAL_REPORT) == []


@pytest.mark.parametrize(
    ("code", "says"),
    [("before-from", "must not be before the first"), ("too-long", "is of one year at most")],
)
def test_what_reporting_refuses_is_said_at_the_day(manager, told, code, says):
    told.answers["annual_report"] = InvalidInput("period", (Fault("to_on", code),))

    page = manager.get(ANNUAL)

    assert page.status_code == 422
    assert says in page.text
    assert 'href="#to_on"' in page.text


def test_a_figure_opens_the_cases_behind_it_each_once(manager, told):
    link = re.search(r'href="(/reports/annual/cases[^"]*2019-04)"', manager.get(ANNUAL).text)[1]

    page = manager.get(link.replace("&amp;", "&")).text

    assert "<h1" in page
    assert "April 2019: 2" in page
    assert page.count(f'href="/cases/{CASE}"') == 1
    assert page.count("A case that has no name here just now") == 1
    assert manager.get(f"/reports/annual/cases?{QUERY}&table=REP-01&figure=x").status_code == 404
    assert manager.get("/reports/annual/cases?table=REP-01").status_code == 404


@pytest.mark.requirement("REP-20")
def test_the_figures_leave_as_a_file_that_says_how_each_is_counted(manager, told):
    answer = manager.get(f"/reports/file/csv?{QUERY}")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["content-disposition"] == 'attachment; filename="annual-report.csv"'
    assert rows[0] == list(reports.HEADS)
    assert rows[1][:5] == ["REP-01", "Referrals by month", "April 2019", "2", ""]
    assert rows[3][:6] == ["REP-05", "Referrals by crime type", "Deaths: Family initiated", "5",
                           "7", "Each once."]  # fmt: skip
    assert rows[5] == ["REP-13", "Volunteers by gender", "", "", "", "Who answered.",
                       "Not collected by this version."]  # fmt: skip
    assert manager.get(f"/reports/file/xlsx?{QUERY}").content.startswith(b"PK")
    assert manager.get(f"/reports/file/pdf?{QUERY}").status_code == 404
    assert manager.get("/reports/file/csv").status_code == 404


@pytest.mark.requirement("REP-20")
def test_issuing_says_first_what_it_means_and_then_by_what_a_copy_is_known(manager, told):
    path = f"/reports/annual/issue?{QUERY}"
    form = manager.get(path).text

    page = manager.send(path)

    assert "those figures are frozen" in form
    assert "1 April 2019 to 31 March 2020" in form
    assert "a1" * 32 in page.text
    (call,) = [one for one in told.asked if one.method is reporting.ISSUE_REPORT]
    assert call.request == reporting.IssueReport(from_on=date(2019, 4, 1), to_on=date(2020, 3, 31))
    assert call.idempotency_key
    assert manager.get("/reports/annual/issue").status_code == 404


@pytest.mark.requirement("PTR-27")
def test_agreements_that_end_are_listed_as_reporting_tells(manager, told):
    one = {"agreement": "information_sharing", "agency": "mps", "last_day": date(2020, 5, 10),
           "days_left": 7, "warned_at": NOON}  # fmt: skip
    told.answers["agreements_ending"] = endings.AgreementEndings.model_validate(
        {"endings": (one, one | {"days_left": 0, "agency": "hmpps"})}
    )

    page = manager.get("/reports/ending").text

    assert "Information sharing" in page
    assert "10 May 2020" in page
    assert "7 days" in page
    assert ">Over</td>" in page
    told.answers["agreements_ending"] = Unavailable("no-answer-in-time")
    assert "Reports and figures cannot be shown just now" in manager.get("/reports/ending").text


def test_a_report_that_cannot_be_counted_now_is_said_to_be_away(manager, told):
    told.answers["annual_report"] = Unavailable("no-answer-in-time")

    assert manager.get(ANNUAL).status_code == 503


HELD = {"held_on-day": "29", "held_on-month": "8", "held_on-year": "2019"}
SESSIONS = {
    "host": "Victim Support",
    **HELD,
    "sessions": "4",
    "attended": "52",
    "evaluations": "34",
}
BEGAN = {"started_on-day": "4", "started_on-month": "11", "started_on-year": "2019"}
DRIVE = {"code": "Drive 1 2019", **BEGAN, "applied": "31", "successful": "16", "accepted": "16",
         "completed": "15"}  # fmt: skip


@pytest.mark.requirement("AWR-01", "AWR-04")
def test_awareness_sessions_are_recorded_with_each_questions_own_answers(manager, told):
    answers = {"relevant_yes": "24", "relevant_answered": "29", "has_concerns_yes": "0",
               "has_concerns_answered": "28"}  # fmt: skip

    page = manager.send("/reports/awareness/new", **SESSIONS, **answers)

    assert "The sessions are recorded." in page.text
    (asked,) = asked_of(told, reporting.RECORD_AWARENESS_SESSION)
    assert asked == reporting.RecordAwarenessSession(
        host="victim_support", held_on=date(2019, 8, 29), sessions=4, attended=52, evaluations=34,
        results=(reporting.Evaluated(question="relevant", yes=24, answered=29),
                 reporting.Evaluated(question="has_concerns", yes=0, answered=28)),
    )  # fmt: skip


@pytest.mark.requirement("ALL-09")
def test_a_recruitment_drive_is_recorded_step_by_step(manager, told):
    page = manager.send("/reports/drive/new", **DRIVE)

    assert "The drive is recorded." in page.text
    (asked,) = asked_of(told, reporting.RECORD_RECRUITMENT_DRIVE)
    assert asked == reporting.RecordRecruitmentDrive(
        code="drive_1_2019", started_on=date(2019, 11, 4), applied=31, successful=16, accepted=16,
        completed=15,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "filled", "field", "says"),
    [
        ("awareness", {"host": "Unit 4"}, "host", "held for: is not in the right form"),
        ("awareness", {"attended": "many"}, "attended", "Enter a whole number"),
        ("awareness", {"sessions": "0"}, "sessions", "How many sessions? is too low"),
        ("awareness", {"relevant_yes": "3"}, "relevant_answered", "of how many who answered"),
        ("awareness", {"relevant_answered": "3"}, "relevant_yes", "how many said yes"),
        ("drive", {"code": "a!"}, "code", "Short name of the drive: is not in the right form"),
        ("drive", {"started_on-month": "13"}, "started_on", "Enter a real date"),
        ("drive", {"applied": ""}, "applied", "Answer “How many applied?”"),
    ],
)
def test_what_cannot_be_recorded_is_said_at_its_field(manager, told, path, filled, field, says):
    page = manager.send(
        f"/reports/{path}/new", **{"awareness": SESSIONS, "drive": DRIVE}[path] | filled
    )

    assert page.status_code == 422
    assert says in page.text
    assert f'href="#{field}"' in page.text
    assert [call for call in told.asked if call.method.kind == "command"] == []


@pytest.mark.parametrize(
    ("path", "fault", "field", "says"),
    [
        ("awareness", Fault("evaluations", "more-than-attended"), "evaluations", "attended"),
        ("awareness", Fault("results.0.yes", "more-than-answered"), "has_concerns_yes", "answered"),
        ("drive", Fault("accepted", "more-than-successful"), "accepted", "successful"),
    ],
)
def test_figures_that_do_not_fit_are_said_at_their_field(manager, told, path, fault, field, says):
    for name in ("record_awareness_session", "record_recruitment_drive"):
        told.answers[name] = InvalidInput("figures-do-not-fit", (fault,))
    asked = {"has_concerns_yes": "5", "has_concerns_answered": "4"} if path == "awareness" else {}
    filled = {"awareness": SESSIONS, "drive": DRIVE}[path] | asked

    page = manager.send(f"/reports/{path}/new", **filled)

    assert page.status_code == 422
    assert re.search(rf'href="#{field}">[^<]*more than {says}', page.text)


@pytest.fixture
def officer(development_officer, told):
    """The development officer: reads reports and tells reporting, but reads no case."""
    return development_officer


@pytest.mark.requirement("ALL-08")
@pytest.mark.parametrize(
    ("role", "cases", "issues", "tells"),
    [
        (Role.AUDITOR, True, False, False),
        (Role.CASE_COORDINATOR, True, False, True),
        (Role.SERVICE_MANAGER, True, True, True),
        (Role.DEVELOPMENT_OFFICER, False, False, True),
    ],
)
def test_who_may_read_open_issue_and_record(browser, officer, role, cases, issues, tells):
    one = officer if role is Role.DEVELOPMENT_OFFICER else browser
    one.sign_in(role)

    page, first = one.get(ANNUAL), one.get("/reports")

    assert page.status_code == first.status_code == 200
    opened = f"/reports/annual/cases?{QUERY}&table=REP-01&figure=2019-04"
    assert one.get(opened).status_code == (200 if cases else 404)
    assert ("/reports/annual/cases" in page.text) is cases
    assert one.get(f"/reports/annual/issue?{QUERY}").status_code == (200 if issues else 404)
    assert ("/reports/annual/issue" in page.text) is issues
    assert one.get("/reports/awareness/new").status_code == (200 if tells else 404)
    assert ("/reports/drive/new" in first.text) is tells


def test_reports_are_not_there_for_volunteers(app, identities, told):
    identities.create(
        username="facilitator@service.example.org",
        password=PASSWORD,
        roles=frozenset({Role.FACILITATOR}),
        by=system_actor("gateway"),
    )
    one = Browsing(app)
    one.sign_in(Role.FACILITATOR)

    for path in ("/reports", ANNUAL, f"/reports/file/csv?{QUERY}", "/reports/ending"):
        assert one.get(path).status_code == 404
    assert 'href="/reports"' not in one.get("/account").text
