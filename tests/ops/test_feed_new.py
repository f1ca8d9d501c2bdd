"""What a new agency is given: a draft under which nothing passes, and a feed in every shape."""

import shutil
from datetime import date

import click
import pytest
import yaml

from ops import feed_files, kustomize, manifests
from ops.deployables import AGENCIES, feed
from ops.feed_new import begin
from services.feeds.agreement import load

pytestmark = pytest.mark.slow

NEW = "invented_force"


@pytest.fixture
def tree(tmp_path):
    """What deploys the system, and the agreements, in a folder of their own."""
    for name in ("docker-compose.yml", "deploy", "services/feeds/agreements"):
        source, target = manifests.ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    return tmp_path


@pytest.mark.parametrize("like", AGENCIES)
def test_a_new_agency_is_deployed_as_the_others_are(tree, like):
    before = kustomize.render(tree / "deploy/k8s/overlays/local")
    list(begin(NEW, "Invented Force", like, root=tree))

    compose = yaml.safe_load((tree / "docker-compose.yml").read_text())
    after = kustomize.render(tree / "deploy/k8s/overlays/local")
    services, new = compose["services"], feed(NEW)
    assert manifests.compose_faults(compose) == []
    assert manifests.faults(after) == []
    assert len(after) - len(before) == _resources_of(before, feed(like).name)
    assert _resources_of(after, new.name) == _resources_of(before, feed(like).name)
    for part, verb in (("", "serve"), ("-keys", "keys"), ("-migrate", "migrate")):
        assert services[new.name + part]["command"] == [verb, NEW]
    assert services[new.name]["environment"][f"{new.prefix}_HEALTH_PORT"] == "8081"
    assert f"{new.name}-keys" in compose["volumes"]
    assert f"{new.name}-keys:/keys/{new.name}" in services["key-folders"]["volumes"]


def _resources_of(rendered, name):
    return len([r for r in rendered if _is_of(r["metadata"]["name"], name)])


def _is_of(resource, name):
    return resource == name or resource.startswith(f"{name}-")


def test_what_was_there_stays_as_it_was(tree):
    def lines(name):
        return (tree / name).read_text().splitlines()

    before = {name: lines(name) for name in feed_files.TEXTS}
    list(begin(NEW, "Invented Force", "mps", root=tree))

    for name in feed_files.TEXTS:
        kept = iter(lines(name))
        assert all(line in kept for line in before[name]), name
        assert len(lines(name)) > len(before[name]), name


def test_a_new_agreement_is_a_draft_under_which_nothing_passes(tree):
    list(begin(NEW, "Invented Force", "mps", root=tree))

    agreement = load(NEW, tree / "services/feeds/agreements")
    assert agreement.has_process
    assert agreement.inbound is None
    assert not agreement.allows_sharing_on(date.fromisoformat("2030-01-01"))


@pytest.mark.parametrize("name", ["mps", "Upper", "with-hyphen", "x"])
def test_a_name_that_is_taken_or_cannot_be_one_is_refused_before_anything_is_written(tree, name):
    before = {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}
    with pytest.raises(click.BadParameter):
        list(begin(name, "Invented", "mps", root=tree))

    assert {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()} == before
