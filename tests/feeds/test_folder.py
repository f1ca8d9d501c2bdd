"""Batches by file: one answer for each record, in the file's order, whatever happens meanwhile."""

import json
from pathlib import Path

import pytest

from ops.feed_forms import flat, names, write
from services.feeds.agreement import Limits
from services.feeds.channels import folder as module
from services.feeds.channels.folder import Folder
from services.feeds.limits import Pace
from services.feeds.tables import agency_messages
from services.feeds.taking import take
from tests.feeds.world import World

SAMPLES = Path("services/feeds/agencies/mps/samples")


@pytest.fixture
def dropped(world, tmp_path):
    place = tmp_path / "drop"
    made = Folder(place, world.feed, world.runtime)
    for name in ("in", "taken", "out"):
        (place / name).mkdir(parents=True)
    return made


def drop(dropped, name, content):
    path = dropped._in / name
    path.write_bytes(content)
    return path


def answers(dropped, name):
    path = dropped._out / f"{name}.receipts.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else None


def accept_all(world: World):
    for row in world.rows(agency_messages):
        if row.answer is None:
            world.accepted(row.message_id)


@pytest.mark.requirement("INT-10")
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("bad_batch.jsonl", ["receipt", "refusal", "receipt", "receipt", "refusal"]),
        ("bad_rows.csv", ["receipt", "refusal", "refusal"]),
        ("referral.docx", ["receipt"]),
    ],
)
def test_every_record_has_one_answer_in_the_files_order(world, dropped, name, kinds):
    drop(dropped, name, (SAMPLES / name).read_bytes())
    dropped.look()
    assert answers(dropped, name) is None, "no answer file before the last record has its answer"
    accept_all(world)
    dropped.look()

    found = answers(dropped, name)
    assert [one["kind"] for one in found] == kinds
    assert [one["record"] for one in found] == list(range(1, len(kinds) + 1))
    assert not list(dropped._in.iterdir())
    assert not list(dropped._taken.iterdir()), "what was dropped names people: it is not kept"
    assert world.said() == [], "a batch's answers go into its file, not on the queue"
    assert len(world.logged()) == len(kinds)


@pytest.mark.requirement("INT-08", "INT-10")
@pytest.mark.parametrize("kind", ["csv", "docx", "pdf", "jsonl"])
def test_a_row_and_a_filled_form_hear_of_every_fault_at_once(world, dropped, tmp_path, kind):
    content = world.sample()
    content["officer"]["name"], content["victims"][0]["dob"] = "", "31/01/1980"
    content["victims"][0]["email"] = "nowhere"
    del content["victims"][0]["consent"]
    file = tmp_path / f"referral.{kind}"
    if kind == "jsonl":
        file.write_text(json.dumps(content) + "\n")
    else:
        write(file, dict.fromkeys(names(world.feed.dialect.Referral), "") | flat(content))

    drop(dropped, file.name, file.read_bytes())
    dropped.look()
    dropped.look()

    (answer,) = answers(dropped, file.name)
    assert {(fault["field"], fault["code"]) for fault in answer["faults"]} == {
        ("officer.name", "missing"),
        ("victims.0.dob", "invalid"),
        ("victims.0.email", "not-an-address"),
        ("victims.0.consent", "consent-missing"),
    }


def test_a_file_that_is_being_written_is_left_alone(world, dropped):
    drop(dropped, "batch.jsonl.part", b"{}")
    drop(dropped, ".hidden.jsonl", b"{}")
    dropped.look()

    assert world.rows(agency_messages) == []


def test_the_same_file_twice_is_one_batch_and_gives_its_answers_again(world, dropped):
    content = (SAMPLES / "bad_batch.jsonl").read_bytes()
    drop(dropped, "b.jsonl", content)
    dropped.look()
    accept_all(world)
    dropped.look()
    first = answers(dropped, "b.jsonl")
    (dropped._out / "b.jsonl.receipts.jsonl").unlink()
    handed = len(world.handed_on())
    drop(dropped, "b.jsonl", content)
    dropped.look()

    assert answers(dropped, "b.jsonl") == first
    assert len(world.handed_on()) == handed


def test_a_process_killed_in_the_middle_of_a_file_goes_on_where_it_was(world, dropped, monkeypatch):
    lines = [json.dumps(world.sample(urn=f"SAMPLE/{n:04}/20")) for n in range(7)]
    drop(dropped, "long.jsonl", "\n".join(lines).encode())
    monkeypatch.setattr(module, "BATCH", 3)
    calls = []

    def dying(*args):
        calls.append(args)
        if len(calls) == 2:
            raise OSError("the power went")
        take(*args)

    with monkeypatch.context() as broken:
        broken.setattr(module, "take", dying)
        with pytest.raises(OSError, match="power"):
            dropped.look()
    assert len(world.handed_on()) == 3
    dropped.look()
    accept_all(world)
    dropped.look()

    assert len(world.handed_on()) == 7
    assert [one["record"] for one in answers(dropped, "long.jsonl")] == list(range(1, 8))


def test_a_letter_that_is_no_form_is_one_record_with_a_refusal(world, dropped):
    drop(dropped, "letter.pdf", b"%PDF-1.4 nothing")
    dropped.look()
    dropped.look()

    (one,) = answers(dropped, "letter.pdf")
    assert (one["kind"], one["faults"]) == (
        "refusal",
        [{"field": "message", "code": "unparseable"}],
    )


def test_a_held_record_that_staff_release_is_answered_in_a_new_file(world, dropped):
    from services.feeds import quarantine

    bad = world.sample("bad_consent_missing")
    drop(dropped, "one.json", json.dumps(bad).encode())
    dropped.look()
    dropped.look()
    assert answers(dropped, "one.json")[0]["kind"] == "refusal"
    with world.unit() as uow:
        (held,) = quarantine.list_held(uow.connection)
        better = json.dumps(world.sample()).encode()
        quarantine.correct(uow, world.feed, held.feed_message_id, better)
        quarantine.release(uow, world.feed, held.feed_message_id, reason="consent was on paper")
    dropped.look()
    assert answers(dropped, "one.json")[0]["kind"] == "refusal"
    accept_all(world)
    dropped.look()

    assert answers(dropped, "one.json")[0]["kind"] == "receipt"


class Ticks:
    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


def test_a_rate_lets_a_burst_through_and_then_so_many_a_minute():
    now = Ticks()
    pace = Pace(Limits(messages_per_minute=60, burst=10), now)

    assert pace.take(25) == 10
    assert pace.take(25) == 0
    now.at += 5
    assert pace.take(25) == 5
    now.at += 3600
    assert pace.take(100) == 10, "an idle hour saves up one burst and no more"
