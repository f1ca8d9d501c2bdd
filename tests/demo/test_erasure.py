"""Erasing a case reaches the copies that were made before: nobody can read it there any more."""

import base64
import contextlib
import json
import shutil
import sqlite3
from uuid import uuid4

import pytest

from ops.demo.client import ProblemError
from shared.contracts.codes import ContactPath, Outcome
from shared.messaging.outgoing import command_context
from shared.security.key_files import Publics
from shared.security.sealing import seal
from tests.demo.thief import Thief, copy_keys, copy_stores
from tests.support.eventually import eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

EVERY_STORE = {"intake", "screening", "comms"}


@pytest.fixture(scope="module")
def erased(year, tmp_path_factory):
    """Copy everything, then erase three closed cases by the use case that is there for it.

    A self-referral; one that an agency published; and one for which an agency was asked.
    """
    world, folder = year.played.world, tmp_path_factory.mktemp("stolen")
    copies = copy_stores(year.folder, folder / "stores")
    keys_before = copy_keys(year.folder, folder / "keys")
    letter = next(case for case in world.studies() if case.planned.study == "letter")
    published = next(
        case
        for case in world.cases.values()
        if case.planned.outcome is Outcome.SHUTTLE_COMPLETED and not case.planned.study
    )
    asked = next(c for c in world.cases.values() if c.planned.path is ContactPath.POLICE)
    for case in (letter, published, asked):
        world.manager.post(f"{case.path}/erasure", reason="asked for by the person concerned")
    return Thief(copies, keys_before), copies, (letter, published, asked)


def test_the_thief_can_read_a_case_in_every_store_that_holds_it_with_the_keys_of_then(erased):
    before, _, cases = erased

    read = before.cases()

    assert len(read) == 97
    assert [read[case.planned.number] for case in cases] == [EVERY_STORE, EVERY_STORE, {"intake"}]


def test_with_the_keys_of_now_nothing_of_an_erased_case_can_be_read(year, erased, tmp_path):
    _, copies, cases = erased
    numbers = {case.planned.number for case in cases}
    today = Thief(copies, year.folder / "keys")

    eventually(
        lambda: numbers.isdisjoint(today.cases()),
        within_s=60,
        saying="every service has heard of the erasure",
    )
    of_now = Thief(copy_stores(year.folder, tmp_path / "stores"), year.folder / "keys").cases()

    assert (
        set(of_now) == {case.planned.number for case in year.played.world.cases.values()} - numbers
    )
    assert all(stores for stores in of_now.values())


def test_the_thief_opens_a_sealed_body_where_a_store_still_keeps_one(erased, tmp_path):
    before, copies, _ = erased
    shutil.copytree(copies, tmp_path / "stores")
    message_id, words = str(uuid4()), b"words of Testperson-Harmed500"
    publics = Publics(before.keys / "public")
    context = command_context("intake.receive_referral.v1", message_id)
    data = {"sealed": base64.b64encode(seal(publics["intake"].sealing, words, context)).decode()}
    body = json.dumps({"type": "intake.receive_referral.v1", "id": message_id, "data": data})
    with contextlib.closing(sqlite3.connect(tmp_path / "stores" / "feeds-mps.sqlite")) as store:
        store.execute("UPDATE outbox SET body = ? WHERE position = 1", (body.encode(),))
        store.commit()

    assert Thief(tmp_path / "stores", before.keys).cases()[500] == {"feeds-mps"}


def test_an_erased_person_is_refused_and_the_others_are_still_read(year, erased):
    world, (letter, *_) = year.played.world, erased[2]
    kept = next(case for case in world.studies() if case.planned.study == "shuttle")

    with pytest.raises(ProblemError) as refused:
        _reveal(world, letter)
    told = _reveal(world, kept)

    assert refused.value.code == "personal-data-erased"
    assert told["person"]["family_name"].startswith("Testperson-Harmed")


def test_the_report_counts_an_erased_case_as_before(year, erased):
    report = year.played.world.manager.get(
        "/reports/annual", from_on="2019-04-01", to_on="2020-03-31"
    )

    counted = {table["code"]: table["cells"] for table in report["tables"]}
    assert counted == {table["code"]: table["cells"] for table in year.played.report["tables"]}


def _reveal(world, case):
    return world.manager.post(
        f"{case.path}/people/{case.harmed_in()[0]}/reveal", purpose="test of erasure"
    )
