"""Short notices on a case's page: asked for, sent, or waiting and why."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.gateway.pages.process_words import SENDING, WORDINGS
from shared.contracts.codes import CaseStage
from shared.contracts.comms import sending
from shared.contracts.comms.codes import NoticeChannel, NoticeState, NoticeWording
from shared.contracts.intake import rpc as intake
from shared.security.actors import Role

CASE, HARMED, SUPPORTER, NOTICE = (
    UUID(f"01900000-0000-7000-8000-00000000008{number}") for number in range(4)
)
AT = datetime(2019, 7, 1, 9, 30, tzinfo=UTC)


def a_notice(state, **more):
    return sending.SentNoticeView(
        notice_id=NOTICE, person_id=HARMED, channel=NoticeChannel.TEXT,
        wording=NoticeWording.PLEASE_CALL, state=state, asked_at=AT, **more,
    )  # fmt: skip


@pytest.fixture
def told(backoffice):
    backoffice.answers["case"] = intake.CaseView(
        case_id=CASE, reference="RJ-INVENTED", stage=CaseStage.PREPARING, on_hold=False,
        opened_at=AT, referral_ids=(), strands=(), consents=(), agency_requests=(),
        participants=(
            intake.ParticipantView(person_id=HARMED, role="harmed", side="harmed"),
            intake.ParticipantView(person_id=SUPPORTER, role="supporter", side="harmed"),
        ),
    )  # fmt: skip
    backoffice.answers["case_timeline"] = intake.Timeline(entries=())
    backoffice.answers["sent_notices"] = sending.SentNotices(
        notices=(
            a_notice(NoticeState.SENT, sent_at=AT),
            a_notice(NoticeState.WAITING, objections=("outside-safe-hours", "no-answer")),
        )
    )
    backoffice.answers["send_notice"] = sending.NoticeTaken(
        notice_id=NOTICE, state=NoticeState.WAITING
    )
    return backoffice


def test_every_wording_and_every_state_has_words():
    assert set(WORDINGS) == set(NoticeWording)
    assert set(SENDING) == set(NoticeState)


def test_what_was_sent_and_why_something_waits_stands_in_the_case(browser, told):
    browser.sign_in()

    page = browser.get(f"/cases/{CASE}").text

    assert "Sent, 1 July 2019, 10:30" in page
    assert (
        "Waits, and is tried again (they asked to be spared at this hour; "
        "nobody could say whether it is safe)" in page
    )


def test_a_notice_is_asked_for_by_way_and_wording_for_who_takes_part(browser, told):
    browser.sign_in()
    form = f"/cases/{CASE}/do/send_notice?person_id={HARMED}"

    page = browser.get(f"/cases/{CASE}").text
    done = browser.send(form, channel="text", wording="meeting_changed")

    assert f'href="{form}"' in page
    assert f"send_notice?person_id={SUPPORTER}" not in page
    assert "The notice is asked for. It is sent when that is safe for them." in done.text
    (asked,) = [call.request for call in told.asked if call.method is sending.SEND_NOTICE]
    assert (asked.person_id, asked.channel, asked.wording) == (
        HARMED,
        NoticeChannel.TEXT,
        NoticeWording.MEETING_CHANGED,
    )


def test_who_reads_for_the_record_is_not_shown_them(browser, told):
    browser.sign_in(Role.AUDITOR)

    page = browser.get(f"/cases/{CASE}").text

    assert "Short notices" not in page
