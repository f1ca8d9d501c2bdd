"""``./redress policy``: flaws named with an example each; the past replayed, exactly."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from hashlib import sha256

import pytest
import yaml
from click.testing import CliRunner

from ops.policy import policy_command, read
from ops.policy_replay import replay
from services.screening.domain.facts import KNOWN_VALUES
from services.screening.store.past import Past
from services.screening.store.policies import FOLDER
from services.screening.store.tables import decisions, referrals
from services.screening.use_cases.replaying import Replayed, replay_some
from shared.store.engine import Store
from shared.store.migrations import upgrade
from tests.domain.screening.by_hand import eligible_by_hand
from tests.support.past import FIRST, past, row_of

OLD, NEW = FOLDER / "practice-2019.yaml", FOLDER / "service-2026.yaml"


def run(*arguments):
    return CliRunner().invoke(policy_command, [str(one) for one in arguments])


def test_the_shipped_versions_have_no_flaws():
    result = run("check")

    assert result.exit_code == 0
    assert result.output.count("no flaws") == len(list(FOLDER.glob("*.yaml")))


def test_three_seeded_flaws_are_found_each_with_an_example(tmp_path):
    written = yaml.safe_load(NEW.read_text())
    topics = {one["id"]: one["rules"] for one in written["topics"]}
    plain = {"decision": "proceed", "reason": "seeded", "told": "seeded", "source": "seeded"}
    topics["two-people"].pop()
    topics["stage"].append({"id": "seeded-against", "when": {"proceedings": ["charged"]}, **plain})
    topics["sexual"].append({"id": "seeded-left-over", "otherwise": True, **plain})
    file = tmp_path / "seeded.yaml"
    file.write_text(yaml.safe_dump(written))

    result = run("check", file)

    assert result.exit_code == 1
    assert "gap in two-people: no rule (responsible_identified=no)" in result.output
    assert "contradiction in stage: before-disposal and seeded-against (proceedings=charged)" in (
        result.output
    )
    assert re.search(r"unreachable in sexual: seeded-left-over \(\w+=", result.output)


def test_a_file_that_is_no_policy_is_refused_with_its_faults(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text(NEW.read_text().replace("responsibility_accepted:", "her_name:"))

    result = run("check", file)

    assert result.exit_code == 1
    assert "her_name: unknown-fact" in result.output


def afresh(expected, from_, to):
    """Decide each referral afresh, by hand, and return what differs."""
    policy, known, lines = read(NEW), {}, {}
    by_decision, restricted = Counter(), set()
    for one in expected:
        referral_id, day, facts, was = one.referral_id, one.day, one.facts, one.found
        key = json.dumps(facts)
        now = known.setdefault(key, None) or eligible_by_hand(facts, policy)
        known[key] = now
        if not from_ <= day <= to:
            continue
        if was.decision is not now.decision:
            by_decision[(was.decision.value, now.decision.value)] += 1
            lines[str(referral_id)] = f"{was.decision.value} -> {now.decision.value}"
        elif was.restrictions != now.restrictions:
            restricted.add(str(referral_id))
            lines[str(referral_id)] = f"{was.decision.value} as before"
    return by_decision, restricted, lines


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("many", [500, 100_000])
def test_a_replay_is_exact_and_changes_nothing(tmp_path, many):
    file = tmp_path / "screening.sqlite"
    expected = past(
        f"sqlite:///{file}", many, kinds=300, judge=partial(eligible_by_hand, policy=read(OLD))
    )
    from_, to = FIRST + timedelta(days=30), FIRST + timedelta(days=300)
    before = sha256(file.read_bytes()).hexdigest()

    result = run("replay", "--policy", NEW, "--from", from_, "--to", to, "--data-dir", tmp_path,
                 "--list")  # fmt: skip

    by_decision, restricted, lines = afresh(expected, from_, to)
    assert result.exit_code == 0, result.output
    assert restricted
    assert f": {len(lines) - len(restricted)} would be decided otherwise" in result.output
    assert f"\n{len(restricted)} more would be decided as they were, with other" in result.output
    for (was, would_be), count in by_decision.items():
        assert f"  {count:7}  {was} -> {would_be}\n" in result.output
    listed = dict(
        line.split("  ")[:2]
        for line in result.output.splitlines()
        if re.match(r"[0-9a-f-]{36}", line)
    )
    assert listed == lines
    assert sha256(file.read_bytes()).hexdigest() == before


def store_of(tmp_path, *rows):
    url = f"sqlite:///{tmp_path}/screening.sqlite"
    upgrade(url, "screening")
    store = Store.open(url, service="screening")
    with store.writing() as connection:
        connection.execute(referrals.insert(), [one for one, _ in rows])
        connection.execute(decisions.insert(), [one for _, one in rows])
    store.close()


def plain(file):
    facts = {name: known[-1] for name, known in KNOWN_VALUES.items()} | {"proceedings": "sentenced"}
    facts |= {"initiated_by": "harmed", "harmed_home": "london"}
    facts |= dict.fromkeys(("domestic_abuse", "stalking", "sexual", "child_abuse"), "no")
    return facts, eligible_by_hand(facts, read(file))


def test_what_waits_for_a_day_is_replayed_as_on_the_day_of_its_decision(tmp_path):
    waits = {"id": "closed", "otherwise": True, "decision": "defer", "until": {"on": "2019-09-01"},
             "reason": "seeded", "told": "seeded", "source": "seeded"}  # fmt: skip
    written = {"version": "summer", "from_on": "2019-04-01", "source": "seeded",
               "topics": [{"id": "visits", "rules": [waits]}]}  # fmt: skip
    (tmp_path / "summer.yaml").write_text(yaml.safe_dump(written))
    august, september = (row_of(*plain(OLD), date(2019, month, 15)) for month in (8, 9))
    store_of(tmp_path, august, september)

    result = run("replay", "--policy", tmp_path / "summer.yaml", "--from", FIRST, "--to",
                 date(2019, 12, 31), "--data-dir", tmp_path, "--list")  # fmt: skip

    assert ": 1 would be decided otherwise" in result.output
    assert f"{august[0]['referral_id']}  proceed -> defer  now closed" in result.output
    assert str(september[0]["referral_id"]) not in result.output


def test_the_same_decision_with_other_restrictions_is_told_apart(tmp_path):
    stricter = NEW.read_text().replace("[specialist_first]", "[indirect_only]")
    (tmp_path / "stricter.yaml").write_text(stricter)
    facts = plain(NEW)[0] | {"sexual": "yes"}
    row = row_of(facts, eligible_by_hand(facts, read(NEW)), date(2019, 8, 15))
    store_of(tmp_path, row)

    result = run("replay", "--policy", tmp_path / "stricter.yaml", "--from", FIRST, "--to",
                 date(2019, 12, 31), "--data-dir", tmp_path, "--list")  # fmt: skip

    news = "no longer specialist_first, now indirect_only"
    assert ": 0 would be decided otherwise\n" in result.output
    assert "1 more would be decided as they were, with other restrictions:\n" in result.output
    assert f"        1  proceed_with_restriction: {news}\n" in result.output
    assert f"{row[0]['referral_id']}  proceed_with_restriction as before  {news}" in result.output


def test_a_version_is_not_tried_on_what_a_version_of_its_own_pathway_judges(tmp_path):
    own, other = (row_of(*plain(OLD), date(2019, 8, 15)) for _ in range(2))
    own[0]["pathway"] = "crc_programme"
    store_of(tmp_path, own, other)

    result = run("replay", "--policy", NEW, "--from", FIRST, "--to", date(2019, 12, 31),
                 "--data-dir", tmp_path)  # fmt: skip

    assert result.output.startswith("1 referrals received")
    assert "1 more are judged by a version of their pathway: left out" in result.output


def test_a_replay_without_a_store_says_so(tmp_path):
    result = run("replay", "--policy", NEW, "--from", FIRST, "--to", FIRST, "--data-dir", tmp_path)

    assert (result.exit_code, result.output.strip()) == (
        1,
        f"Error: no store of screening in {tmp_path}",
    )


def test_the_past_in_pieces_is_the_past_whole(tmp_path):
    url = f"sqlite:///{tmp_path}/screening.sqlite"
    past(url, 60, kinds=20, judge=partial(eligible_by_hand, policy=read(OLD)))
    store, policy = Store.open(url, service="screening"), read(NEW)
    whole = replay(store, policy, FIRST, FIRST + timedelta(days=40))
    pieces, places = Replayed(), []

    tried = Past(policy, FIRST, FIRST + timedelta(days=40))
    with store.reading() as connection:
        while place := replay_some(connection, tried, 7, pieces):
            places.append(place)
            tried = replace(tried, after=place)
    store.close()

    assert whole.different
    assert pieces == whole
    assert len(places) == whole.looked_at // 7
