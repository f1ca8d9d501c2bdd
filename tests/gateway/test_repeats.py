"""Commands of the gateway's own that are sent again: done once, answered alike."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from services.gateway import repeats as module
from services.gateway.account_routes import NewRoles
from services.gateway.repeats import LONGEST, Order, Repeats
from services.gateway.tables import repeats
from services.gateway.vault import Vault
from shared.kernel.errors import Conflict, Refused
from shared.security.actors import Role
from shared.security.keyring import KeyRing
from shared.store.case_keys import case_keys
from shared.store.engine import Store
from tests.support.migrated import migrated

ORDER = Order("account-1", "an-invented-key", "create an invented thing")
KEY = {"Idempotency-Key": "an-invented-key"}
NEW = {"username": "invented@service.example.org", "roles": ["facilitator"]}


@pytest.fixture
def kept(tmp_path):
    store = Store.open(migrated(f"sqlite:///{tmp_path}/gateway.sqlite", "gateway"))
    made = Repeats(Vault(store, KeyRing.create(tmp_path / "ring.json")))
    made.store = store
    yield made
    store.close()


def rows(kept, table=repeats):
    with kept.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_the_same_order_again_gives_the_first_answer_and_is_not_done_twice(kept):
    done = []

    answers = [kept.once(ORDER, lambda: str(done.append(1) or len(done))) for _ in range(3)]

    assert (answers, done) == (["1"] * 3, [1])


def test_one_key_for_another_order_is_a_conflict_and_another_persons_key_is_not(kept):
    kept.once(ORDER, lambda: "first")

    with pytest.raises(Conflict) as refused:
        kept.once(Order(ORDER.account_id, ORDER.key, "something else"), lambda: "second")

    assert refused.value.code == "idempotency-key-used-for-another-request"
    assert kept.once(Order("account-2", ORDER.key, ORDER.says), lambda: "theirs") == "theirs"


def test_what_was_refused_may_be_tried_again(kept):
    def refuse():
        raise Refused("not-now")

    with pytest.raises(Refused):
        kept.once(ORDER, refuse)

    assert kept.once(ORDER, lambda: "done") == "done"


def test_of_many_at_once_one_acts_and_all_are_told_what_it_told(kept):
    done = []

    def act():
        done.append(1)
        return f"answer {len(done)}"

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: kept.once(ORDER, act), range(8)))

    assert (set(found), len(done)) == ({"answer 1"}, 1)


def test_what_was_cut_off_is_said_to_be_so_and_never_done_again(kept, monkeypatch):
    assert kept._begun(ORDER, ORDER.digest) is None
    now = module._now() + LONGEST + timedelta(seconds=1)
    monkeypatch.setattr(module, "_now", lambda: now)

    with pytest.raises(Conflict) as refused:
        kept.once(ORDER, lambda: "again")

    assert refused.value.code == "done-but-answer-not-kept"


def test_an_answer_is_readable_to_nobody_and_gone_with_its_key_after_thirty_days(
    kept, tmp_path, monkeypatch
):
    kept.once(ORDER, lambda: "an invented secret answer")
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("gateway.sqlite*"))
    assert b"invented secret" not in stored
    assert b"invented thing" not in stored
    assert ORDER.key.encode() not in stored

    now = module._now() + timedelta(days=31)
    monkeypatch.setattr(module, "_now", lambda: now)
    kept.once(Order("account-2", "another-key", "another"), lambda: "")

    assert rows(kept) == 1
    with kept.store.reading() as connection:
        living = connection.execute(
            select(func.count()).where(case_keys.c.wrapped_key.is_not(None))
        ).scalar_one()
    assert living == 1
    assert kept.once(ORDER, lambda: "done anew") == "done anew"


def test_an_account_is_made_once_and_told_again(signed_in):
    manager = signed_in(Role.SERVICE_MANAGER)

    first, again = (manager.post("/api/v1/accounts", json=NEW, headers=KEY) for _ in range(2))
    other = manager.post(
        "/api/v1/accounts", json={**NEW, "username": "other@example.org"}, headers=KEY
    )

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (
        409,
        "idempotency-key-used-for-another-request",
    )
    without = manager.post("/api/v1/accounts", json=NEW)
    assert (without.status_code, without.json()["code"]) == (409, "username-taken")


def test_what_is_done_to_an_account_is_done_once_and_an_act_that_came_between_stands(
    signed_in, identities
):
    manager = signed_in(Role.SERVICE_MANAGER)
    theirs = next(one.id for one in identities.everyone() if Role.AUDITOR in one.roles)
    path = f"/api/v1/accounts/{theirs}"
    acts = (
        (f"{path}/roles", {"roles": ["facilitator", "auditor"]}),
        (f"{path}/lock", None),
        (f"{path}/unlock", None),
        (f"{path}/second-step/reset", None),
    )
    for number, (act, body) in enumerate(acts):
        key = {"Idempotency-Key": f"an-invented-key-{number}"}
        assert manager.post(act, json=body, headers=key).status_code == 204
    roles = {"roles": ["facilitator"]}
    assert manager.post(acts[0][0], json=roles).status_code == 204
    again = [
        manager.post(act, json=body, headers={"Idempotency-Key": f"an-invented-key-{number}"})
        for number, (act, body) in enumerate(acts)
    ]

    assert [answer.status_code for answer in again] == [204] * 4
    found = identities.administering.one(theirs)
    assert (found.roles, found.locked_at) == ({Role.FACILITATOR}, None)
    taken = manager.post(f"{path}/lock", headers={"Idempotency-Key": "an-invented-key-0"})
    assert taken.json()["code"] == "idempotency-key-used-for-another-request"


def test_roles_are_the_same_order_whatever_order_they_are_told_in():
    told = [["auditor", "facilitator", "case_coordinator"], ["case_coordinator", "auditor"]]

    for roles in told:
        said = {NewRoles(roles=one).model_dump_json() for one in (roles, roles[::-1])}
        assert said == {'{"roles":' + json.dumps(sorted(roles), separators=(",", ":")) + "}"}


def test_a_password_that_was_changed_is_not_found_wrong_when_the_order_comes_again(coordinator):
    order = {"old_password": "an invented long password", "new_password": "teapot lantern gravel"}

    answers = [coordinator.post("/api/v1/me/password", json=order, headers=KEY) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]


def test_what_was_ordered_is_not_kept_since_it_may_hold_a_password(kept):
    order = Order("account-1", "a-key-of-mine", 'change_password {"new": "an invented password"}')
    kept.once(order, lambda: "changed")

    known = kept._known(order)
    assert (known["says"], known["answer"]) == (order.digest, "changed")
    assert "invented" not in str(known)
