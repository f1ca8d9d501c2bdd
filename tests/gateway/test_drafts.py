"""Drafts of referrals: saved at every step, sealed, one's own, and gone in time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from services.gateway import drafts as room
from services.gateway.tables import drafts as table
from shared.kernel.errors import NotFound

ME, OTHER = str(uuid4()), str(uuid4())


@pytest.fixture
def drafts(identities):
    return identities.desk.drafts


@pytest.fixture
def draft(drafts):
    draft_id = uuid4()
    drafts.begin(ME, draft_id, {})
    return draft_id


def test_steps_are_saved_beside_each_other(drafts, draft):
    drafts.save(ME, draft, {"source": "police"})
    drafts.save(ME, draft, {"harmed_given_name": "Fictional"})

    assert drafts.read(ME, draft) == {"source": "police", "harmed_given_name": "Fictional"}


def test_beginning_twice_by_a_double_click_begins_one_and_loses_nothing(drafts, draft):
    drafts.save(ME, draft, {"source": "police"})

    drafts.begin(ME, draft, {})

    assert [one.draft_id for one in drafts.mine(ME)] == [draft]
    assert drafts.read(ME, draft) == {"source": "police"}


def test_a_draft_is_there_for_nobody_else(drafts, draft):
    for attempt in (lambda: drafts.read(OTHER, draft), lambda: drafts.save(OTHER, draft, {})):
        with pytest.raises(NotFound):
            attempt()

    drafts.drop(OTHER, draft)
    assert drafts.read(ME, draft) == {}
    assert drafts.mine(OTHER) == ()


def test_of_a_draft_that_was_sent_only_its_case_is_left(drafts, draft, tmp_path):
    case_id = uuid4()
    drafts.save(ME, draft, {"harmed_family_name": "Testperson"})

    drafts.sent(ME, draft, case_id, "RJ-INVENTED")

    assert drafts.read(ME, draft) == {room.SENT: str(case_id), room.REFERENCE: "RJ-INVENTED"}
    assert drafts.mine(ME) == ()


def test_no_name_of_a_draft_stands_in_the_store(drafts, draft, tmp_path):
    drafts.save(ME, draft, {"harmed_family_name": "Testperson-Sealed"})

    stored = b"".join(path.read_bytes() for path in tmp_path.glob("gateway.sqlite*"))

    assert b"Testperson-Sealed" not in stored


def test_a_draft_left_for_a_fortnight_is_gone(drafts, draft):
    with drafts._vault.writing() as (connection, _keys):
        old = datetime.now(UTC) - room.KEPT - timedelta(hours=1)
        connection.execute(update(table).values(saved_at=old))

    drafts.begin(ME, uuid4(), {})

    with pytest.raises(NotFound):
        drafts.read(ME, draft)
