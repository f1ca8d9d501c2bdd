"""One process, one name: code writes it with underscores, hosts and Kubernetes with hyphens."""

import re
from pathlib import Path

import pytest
import yaml

from ops import manifests, secrets
from ops.deployables import AGENCIES, DEPLOYABLES, Deployable, agencies, feed
from services.feeds.agreement import FOLDER, load
from services.feeds.bootstrap import settings_of
from shared.messaging import topology

each = pytest.mark.parametrize("one", DEPLOYABLES, ids=lambda one: one.name)
LABEL = re.compile(r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
"""What may name a Service or a host (RFC 1035)."""


def test_agencies_are_those_whose_agreement_has_a_feed_of_its_own() -> None:
    named = {path.stem: load(path.stem).feed for path in FOLDER.glob("*.yaml")}

    assert set(AGENCIES) == {name for name, feed in named.items() if feed == name}
    assert "mps" in AGENCIES
    assert "mps_turning_point" not in AGENCIES


def test_an_agreement_file_is_all_that_makes_an_agency_known(tmp_path: Path) -> None:
    written = (FOLDER / "mps.yaml").read_text()
    for name in ("mps", "invented_force"):
        changed = written.replace("id: mps", f"id: {name}").replace("feed: mps", f"feed: {name}")
        (tmp_path / f"{name}.yaml").write_text(changed)

    assert agencies(tmp_path) == ("invented_force", "mps")
    assert feed("invented_force").name == "feeds-invented-force"


@each
def test_a_host_name_is_the_name_in_code_with_hyphens(one: Deployable) -> None:
    assert LABEL.fullmatch(one.name)
    assert one.name == one.service.replace("_", "-")


def test_every_queue_owner_and_broker_user_is_a_process_under_its_name_in_code() -> None:
    described = topology.build(AGENCIES)
    owners = {
        q.name.removesuffix(".events") for q in described.queues if q.name.endswith(".events")
    }

    assert owners | {"gateway"} == {one.service for one in DEPLOYABLES}
    assert set(described.users) == set(secrets.broker_users())


@each
def test_a_feeds_settings_are_found_under_the_prefix_that_is_deployed(
    one: Deployable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{one.prefix}_BROKER_URL", "amqp://invented")
    monkeypatch.setenv(f"{one.prefix}_AGENCY_BROKER_URL", "amqp://invented")
    name = settings_of(one.agency).service if one.agency else one.service

    assert name == one.service


@each
def test_a_process_is_started_prepared_and_migrated_under_one_agency(one: Deployable) -> None:
    services = manifests.compose()["services"]
    commands = {verb: services[one.name + part]["command"] for verb, part in VERBS.items()}

    assert commands == {verb: [verb, *one.arguments] for verb in VERBS}


VERBS = {"serve": "", "keys": "-keys", "migrate": "-migrate"}


def test_no_deployed_process_is_unknown_to_the_list() -> None:
    text = manifests.compose()["services"]
    ours = {name for name, one in text.items() if one["image"].startswith("redress/")}
    known = {one.name + part for one in DEPLOYABLES for part in VERBS.values()}
    base = yaml.safe_load((manifests.KUBERNETES / "base/kustomization.yaml").read_text())

    assert ours == known
    assert {one.name for one in DEPLOYABLES} <= set(base["resources"])
