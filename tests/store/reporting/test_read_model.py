"""The read model on SQLite and PostgreSQL: any order, any number of times, and a frozen report."""

import base64
import hashlib
import itertools
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.reporting.entrypoints import reactions
from services.reporting.store.tables import metadata, reports
from services.reporting.use_cases import issued as reading
from services.reporting.use_cases.endings import agreements_ending
from services.reporting.use_cases.recording import record_recruitment_drive
from services.reporting.use_cases.reports import annual_report, issue_report
from shared.audit.trail import entries
from shared.contracts.codes import AgencyRequestKind, CaseStage, Outcome, Side, Source
from shared.contracts.feeds.events import AgreementEndingV1
from shared.contracts.intake.answering import AgencyRequestCalledOffV1
from shared.contracts.intake.codes import CalledOffWhy
from shared.contracts.intake.events import (
    AgencyRequestAnsweredV1,
    AgencyRequestLapsedV1,
    AgencyRequestOpenedV1,
    CaseClosedV1,
    CaseOpenedV1,
    CasesJoinedV1,
    ReferralReceivedV1,
)
from shared.contracts.reporting import issued
from shared.contracts.reporting.endings import ListEndings
from shared.contracts.reporting.rpc import (
    AnnualReport,
    AnnualReportOf,
    IssueReport,
    RecordRecruitmentDrive,
)
from shared.kernel.errors import InvalidInput, NotFound
from shared.kernel.ids import SystemIds
from shared.messaging.context import Context
from shared.messaging.runtime import Runtime
from shared.security.key_files import ServiceKeys, create_service_keys
from shared.store.columns import undeclared_columns
from shared.store.engine import Store
from shared.store.migrations import downgrade, drift, upgrade
from shared.testing.fakes import FixedClock

CASE = UUID(int=1)
YEAR = {"from_on": date(2019, 4, 1), "to_on": date(2020, 3, 31)}


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/reporting.sqlite"
    return request.getfixturevalue("new_database")()


@pytest.fixture
def runtime(url, tmp_path):
    upgrade(url, "reporting")
    create_service_keys(tmp_path / "own", tmp_path / "public", "reporting")
    made = Runtime(
        service="reporting",
        store=Store.open(url),
        keys=ServiceKeys.load(tmp_path / "own", tmp_path / "public", "reporting"),
        broker_url="",
        clock=FixedClock(),
        ids=SystemIds(),
    )
    yield made
    made.close()


def facts(clock):
    now = clock.now()
    return [
        CaseOpenedV1(case_id=CASE, reference="RJ-1", opened_at=now, strands=()),
        ReferralReceivedV1(
            referral_id=UUID(int=2), case_id=CASE, reference="RJ-1", opened_case=True,
            initiated_by=Side.HARMED, source=Source.SELF, channel="web_form", received_at=now,
            enhanced_priority=True, crime_types=("theft",), strands=(),
        ),
        CaseClosedV1(
            case_id=CASE, primary_outcome=Outcome.LETTER_DELIVERED, positive=True,
            completed=True, closed_at=now,
        ),
    ]  # fmt: skip


def hear(runtime, event):
    with runtime.transaction(Context.of_system("reporting")) as uow:
        envelope = SimpleNamespace(id=uow.ids.new(), time=uow.now())
        reactions.get(event.type()).handler(uow, event, envelope)


def counted(runtime):
    with runtime.transaction(Context.of_system("reporting")) as uow:
        report = annual_report(uow, AnnualReportOf(**YEAR))
    return {(t.code, c.label): c.value for t in report.tables for c in t.cells}


def test_events_in_any_order_and_twice_count_the_same(runtime):
    for order in itertools.permutations(facts(runtime.clock)):
        for event in order:
            hear(runtime, event)
            hear(runtime, event)
        found = counted(runtime)
        assert found["REP-09", "referrals"] == 1
        assert found["REP-09", "completed"] == 1
        assert found["REP-10", "letter_delivered"] == 1


def test_a_case_closed_after_the_report_is_still_ongoing_in_it(runtime):
    for event in facts(runtime.clock)[:2]:
        hear(runtime, event)
    late = facts(runtime.clock)[2]
    hear(runtime, late.model_copy(update={"closed_at": late.closed_at + timedelta(days=1)}))
    assert counted(runtime)["REP-09", "ongoing"] == 1


@pytest.mark.requirement("REP-20")
def test_an_issued_report_is_frozen_with_the_hash_of_its_content(runtime):
    hear(runtime, facts(runtime.clock)[1])
    with runtime.transaction(Context.of_system("reporting")) as uow:
        issued = issue_report(uow, IssueReport(**YEAR))
    with runtime.store.reading() as connection:
        row = connection.execute(select(reports)).one()
    assert row.report_id == issued.report_id
    assert hashlib.sha256(bytes(row.content)).hexdigest() == issued.content_hash


def ask(runtime, use_case, request):
    with runtime.transaction(Context.of_system("reporting")) as uow:
        return use_case(uow, request)


def issue(runtime):
    return ask(runtime, issue_report, IssueReport(**YEAR))


@pytest.mark.requirement("REP-20")
def test_an_issued_report_is_read_as_it_was_issued_whatever_is_recorded_since(runtime):
    hear(runtime, facts(runtime.clock)[1])
    as_counted = ask(runtime, annual_report, AnnualReportOf(**YEAR))
    made = issue(runtime)
    later = facts(runtime.clock)[1].model_copy(
        update={"referral_id": UUID(int=3), "case_id": UUID(int=4)}
    )
    hear(runtime, later)
    about = issued.IssuedReportById(report_id=made.report_id)

    told = ask(runtime, reading.issued_report, about)
    file = ask(runtime, reading.issued_report_file, about)

    assert counted(runtime)["REP-09", "referrals"] == 2
    assert told.report == as_counted
    assert told.fits
    assert told.issued.content_hash == made.content_hash
    content = base64.b64decode(file.content)
    assert hashlib.sha256(content).hexdigest() == made.content_hash
    assert AnnualReport.model_validate_json(content) == as_counted
    with runtime.store.reading() as connection:
        read = [one.action for one in entries(connection, f"report/{made.report_id}")]
    assert read == ["report_issued", "issued_report_read", "issued_report_read"]


@pytest.mark.requirement("REP-20")
def test_a_report_that_was_changed_in_the_store_is_said_not_to_fit(runtime):
    made = issue(runtime)
    with runtime.store.writing() as connection:
        row = connection.execute(select(reports)).one()
        changed = bytes(row.content).replace(b'"value": 0', b'"value": 1', 1)
        connection.execute(update(reports).values(content=changed))

    told = ask(runtime, reading.issued_report, issued.IssuedReportById(report_id=made.report_id))

    assert not told.fits


def test_issued_reports_are_listed_a_page_at_a_time_the_newest_first(runtime):
    made = []
    for _ in range(3):
        made.insert(0, issue(runtime).report_id)
        runtime.clock.set(runtime.clock.now() + timedelta(days=1))

    first = ask(runtime, reading.list_issued, issued.AskIssuedReports(limit=2))
    rest = ask(runtime, reading.list_issued, issued.AskIssuedReports(before=first.next_page))

    assert [one.report_id for one in (*first.reports, *rest.reports)] == made
    assert rest.next_page is None


def test_a_report_that_was_never_issued_is_not_there(runtime):
    with pytest.raises(NotFound, match="report-unknown"):
        ask(runtime, reading.issued_report, issued.IssuedReportById(report_id=UUID(int=9)))


def test_a_funnel_that_widens_is_refused(runtime):
    drive = RecordRecruitmentDrive(
        code="drive", started_on=date(2019, 11, 1), applied=3, successful=4, accepted=1, completed=2
    )
    with (
        pytest.raises(InvalidInput) as refused,
        runtime.transaction(Context.of_system("reporting")) as uow,
    ):
        record_recruitment_drive(uow, drive)
    assert [fault.field for fault in refused.value.faults] == ["completed", "successful"]


def test_the_store_is_what_the_code_declares_and_goes_back(runtime, url):
    assert undeclared_columns(metadata) == []
    with runtime.store.reading() as connection:
        assert drift(connection, metadata) == []
    runtime.store.close()
    downgrade(url, "reporting", "base")
    upgrade(url, "reporting")


def request(runtime, number, agency, kind, found):
    """Let intake say that an agency was asked, and what came of it (``None``: nothing).

    A reason in its place: why we called it off ourselves.
    """
    about = {"request_id": UUID(int=number), "case_id": CASE, "agency": agency}
    at = runtime.clock.now()
    hear(
        runtime,
        AgencyRequestOpenedV1(**about, kind=kind, interim_arrangement=True, opened_at=at),
    )
    if isinstance(found, CalledOffWhy):
        hear(runtime, AgencyRequestCalledOffV1(**about, why=found, called_off_at=at))
    elif found is None:
        hear(runtime, AgencyRequestLapsedV1(**about, lapsed_at=at))
    else:
        hear(runtime, AgencyRequestAnsweredV1(**about, found=found, answered_at=at))


@pytest.mark.requirement("PTR-30", "REP-18")
def test_only_requests_to_find_somebody_that_came_to_nothing_are_counted(runtime):
    opened, received, _ = facts(runtime.clock)
    lost = CaseClosedV1(
        case_id=CASE, primary_outcome=Outcome.HARMED_NOT_CONTACTABLE, positive=False,
        completed=True, closed_at=runtime.clock.now(),
    )  # fmt: skip
    kind = AgencyRequestKind
    for event in (opened, received, lost):
        hear(runtime, event)
    request(runtime, 11, "mps", kind.FIND, None)
    request(runtime, 12, "hmpps", kind.CONTACT, False)
    request(runtime, 13, "london_crc", kind.CONTACT, True)
    request(runtime, 14, "sussex_rjp", kind.RISK, None)
    request(runtime, 15, "victim_support", kind.FIND, CalledOffWhy.REFUSED)
    request(runtime, 16, "witness_service", kind.FIND, CalledOffWhy.CASE_CLOSED)

    asked = {label: n for (code, label), n in counted(runtime).items() if code == "REP-18"}

    assert {k: v for k, v in asked.items() if k.startswith("asked:")} == {
        "asked:hmpps": 1,
        "asked:mps": 1,
        "asked:witness_service": 1,
    }


def ending(runtime):
    with runtime.transaction(Context.of_system("reporting")) as uow:
        found = agreements_ending(uow, ListEndings()).endings
    return [(one.agreement, one.days_left) for one in found]


@pytest.mark.requirement("PTR-27")
def test_staff_see_which_agreements_end_by_their_last_warning_and_for_a_month_after(runtime):
    last = runtime.clock.today() + timedelta(days=29)
    for days, agreement in ((60, "mps"), (30, "mps"), (30, "hmpps")):
        event = AgreementEndingV1(
            agency=agreement,
            kind=agreement,
            last_day=last if agreement == "mps" else last - timedelta(days=3),
            days=days,
            warned_at=runtime.clock.now(),
        )
        hear(runtime, event)

    assert ending(runtime) == [("hmpps", 27), ("mps", 30)]
    runtime.clock.advance(timedelta(days=30))
    assert ending(runtime) == [("hmpps", 0), ("mps", 0)]
    runtime.clock.advance(timedelta(days=28))
    assert ending(runtime) == [("mps", 0)]
    runtime.clock.advance(timedelta(days=3))
    assert ending(runtime) == []


def test_a_case_that_goes_on_in_another_ends_there_and_is_not_counted_beside_it(runtime):
    opened, received, closed = facts(runtime.clock)
    ended = UUID(int=8)
    self_referral = received.model_copy(
        update={"referral_id": UUID(int=9), "case_id": ended, "reference": "RJ-2"}
    )
    asked = AgencyRequestOpenedV1(
        request_id=UUID(int=10), case_id=ended, agency="mps", kind=AgencyRequestKind.FIND,
        interim_arrangement=False, opened_at=runtime.clock.now(),
    )  # fmt: skip
    joined = CasesJoinedV1(
        case_id=ended, into_case_id=CASE, referral_ids=(UUID(int=9),), strands=(),
        stage=CaseStage.REFERRED, joined_at=runtime.clock.now(),
    )  # fmt: skip
    for event in (opened, received, self_referral, asked, joined):
        hear(runtime, event)
    before = counted(runtime)

    hear(runtime, closed)

    after = counted(runtime)
    assert (before["REP-09", "referrals"], before["REP-09", "ongoing"]) == (2, 2)
    assert (after["REP-09", "referrals"], after["REP-09", "ongoing"]) == (2, 0)
    with runtime.transaction(Context.of_system("reporting")) as uow:
        report = annual_report(uow, AnnualReportOf(**YEAR))
    behind = {
        case_id
        for table in report.tables
        for cell in table.cells
        for case_id in getattr(cell, "case_ids", ())
    }
    assert behind == {CASE}
