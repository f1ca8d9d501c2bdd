"""The audit trail: with the transaction or not at all, and no change goes unseen."""

import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, select, text, update

from shared.audit.tables import audit_entries, audit_heads
from shared.audit.trail import AuditTrail, entries
from shared.audit.verification import Problem, Tampering, anchor, verify
from shared.security.actors import system_actor

KEY = b"k" * 32
AT = datetime(2019, 7, 1, 9, tzinfo=UTC)
BY = system_actor("intake")
WITHOUT_GUARDS = {
    "sqlite": [
        f"DROP TRIGGER {name}"
        for name in (
            "audit_entries_refuse_update",
            "audit_entries_refuse_delete",
            "audit_heads_refuse_update",
            "audit_heads_refuse_delete",
        )
    ],
    "postgresql": ["DROP FUNCTION refuse_audit_change() CASCADE"],
}


@pytest.fixture(autouse=True)
def tables(store):
    audit_entries.metadata.create_all(store.engine)


def record(store, subject, times=1, action="case.read"):
    with store.writing() as connection:
        trail = AuditTrail(connection, KEY)
        for number in range(times):
            trail.record(action, subject, by=BY, at=AT, purpose="review", detail={"n": number})


def problems(store, since=None):
    with store.reading() as connection:
        return verify(connection, KEY, since=since)


def without_guards(store, *statements):
    with store.writing() as connection:
        for guard in WITHOUT_GUARDS[connection.dialect.name]:
            connection.execute(text(guard))
        for statement in statements:
            connection.execute(statement)


def test_an_untouched_trail_has_no_problems_and_says_who_did_what_and_why(store):
    record(store, "case/1", times=3)
    record(store, "case/2")
    record(store, "case/1")

    assert problems(store) == []
    with store.reading() as connection:
        found = entries(connection, "case/1")
    assert [entry.position for entry in found] == [1, 2, 3, 4]
    first = found[0]
    assert (first.action, first.actor, first.purpose) == ("case.read", "system:intake", "review")
    assert (first.at, first.detail) == (AT, {"n": 0})


def test_an_entry_leaves_with_the_transaction_or_not_at_all(store):
    with pytest.raises(ZeroDivisionError), store.writing() as connection:  # noqa: PT012
        AuditTrail(connection, KEY).record("case.read", "case/1", by=BY, at=AT)
        1 / 0  # noqa: B018

    with store.reading() as connection:
        assert entries(connection, "case/1") == []
        assert connection.execute(select(audit_heads)).all() == []


@pytest.mark.parametrize(
    "statement",
    [
        update(audit_entries).values(actor="someone-else"),
        delete(audit_entries),
        delete(audit_heads),
        update(audit_heads).values(position=1),
    ],
)
def test_the_database_itself_refuses_to_change_or_shorten_the_trail(store, statement):
    record(store, "case/1", times=3)

    with pytest.raises(Exception, match="append-only"), store.writing() as connection:
        connection.execute(statement)

    assert problems(store) == []


def test_an_edited_entry_is_found(store):
    record(store, "case/1", times=3)
    where = (audit_entries.c.subject == "case/1") & (audit_entries.c.position == 2)

    without_guards(store, update(audit_entries).where(where).values(actor="someone-else"))

    assert problems(store) == [Problem("case/1", 2, Tampering.EDITED)]


def test_a_removed_entry_is_found(store):
    record(store, "case/1", times=3)

    without_guards(store, delete(audit_entries).where(audit_entries.c.position == 2))

    assert problems(store) == [Problem("case/1", 2, Tampering.MISSING)]


def test_a_removed_tail_is_found_and_so_is_a_whole_subject(store):
    record(store, "case/1", times=3)
    record(store, "case/2")

    without_guards(
        store,
        delete(audit_entries).where(audit_entries.c.position == 3),
        delete(audit_entries).where(audit_entries.c.subject == "case/2"),
    )

    assert {(p.subject, p.kind) for p in problems(store)} == {
        ("case/1", Tampering.TRUNCATED),
        ("case/2", Tampering.TRUNCATED),
    }


def test_a_subject_removed_with_its_head_is_found_by_an_anchor_kept_elsewhere(store):
    record(store, "case/1")
    record(store, "case/2")
    with store.reading() as connection:
        earlier = anchor(connection)

    without_guards(
        store,
        delete(audit_entries).where(audit_entries.c.subject == "case/2"),
        delete(audit_heads).where(audit_heads.c.subject == "case/2"),
    )

    assert problems(store) == []
    assert [p.kind for p in problems(store, since=earlier)] == [Tampering.FEWER_THAN_ANCHORED]


def test_who_lacks_the_key_cannot_forge_an_entry(store):
    record(store, "case/1")

    with store.writing() as connection:
        AuditTrail(connection, b"guess" * 8).record("case.read", "case/1", by=BY, at=AT)

    assert problems(store) == [Problem("case/1", 2, Tampering.EDITED)]


@pytest.mark.parametrize("words", ["Testperson Alpha", "alpha@example.org", "a\nb", "x" * 300])
def test_words_about_a_person_are_refused(store, words):
    with pytest.raises(ValueError, match="only"), store.writing() as connection:
        AuditTrail(connection, KEY).record("a", "case/1", by=BY, at=AT, detail={"note": words})

    assert problems(store) == []


def test_ids_dates_and_lists_of_codes_are_taken(store):
    case = uuid4()
    detail = {"case": case, "on": AT.date(), "codes": ["b", "_a"], "none": None, "is": True}

    with store.writing() as connection:
        AuditTrail(connection, KEY).record("a", f"case/{case}", by=BY, at=AT, detail=detail)

    with store.reading() as connection:
        (entry,) = entries(connection, f"case/{case}")
    assert entry.detail == {
        "case": str(case),
        "on": "2019-07-01",
        "codes": "_a,b",
        "none": None,
        "is": True,
    }


def test_a_batch_of_two_hundred_entries_costs_four_statements(store):
    statements = []
    event.listen(store.engine, "after_cursor_execute", lambda *a: statements.append(a[2]))

    with store.writing() as connection:
        for number in range(200):
            AuditTrail(connection, KEY).record("a", f"case/{number}", by=BY, at=AT)

    about_audit = [s for s in statements if "audit" in s]
    # execute_batch on PostgreSQL reports each page of its pages as one.
    assert len(about_audit) <= 4
    assert problems(store) == []


def test_replicas_writing_about_the_same_cases_keep_one_chain(store):
    def work(offset):
        for number in range(15):
            with store.writing() as connection:
                trail = AuditTrail(connection, KEY)
                for case in range(4):
                    subject = f"case/{(case * (1 if offset % 2 else 3) + number) % 4}"
                    trail.record("a", subject, by=BY, at=AT)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.reading() as connection:
        assert sum(len(entries(connection, f"case/{n}")) for n in range(4)) == 4 * 15 * 4
    assert problems(store) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=20))
def test_any_history_of_commits_and_rollbacks_leaves_a_sound_trail(store, history):
    for subject, keeps in history:
        try:
            with store.writing() as connection:
                AuditTrail(connection, KEY).record("a", subject, by=BY, at=AT)
                if not keeps:
                    raise LookupError
        except LookupError:
            pass

    assert problems(store) == []
