"""The read model on SQLite and PostgreSQL: any order, any number of times, and a frozen report."""

import hashlib
import itertools
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from sqlalchemy import select

from services.reporting.entrypoints import reactions
from services.reporting.store.tables import metadata, reports
from services.reporting.use_cases.recording import record_recruitment_drive
from services.reporting.use_cases.reports import annual_report, issue_report
from shared.contracts.codes import Outcome, Side, Source
from shared.contracts.intake.events import CaseClosedV1, CaseOpenedV1, ReferralReceivedV1
from shared.contracts.reporting.rpc import AnnualReportOf, IssueReport, RecordRecruitmentDrive
from shared.kernel.errors import InvalidInput
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
