"""The verb for agencies: what is listed, which faults are found, what a new agency is given."""

import shutil
from datetime import date

import click
import pytest
import yaml
from click.testing import CliRunner

from ops import feed_files, kustomize, manifests
from ops.deployables import AGENCIES, feed
from ops.feed import begin, faults_of, feed_command
from services.feeds.agreement import FOLDER, load

NEW = "invented_force"


def run(*words):
    return CliRunner().invoke(feed_command, [str(word) for word in words])


def test_every_agreement_is_listed_with_where_it_stands_that_day():
    told = run("list", "--on", "2020-01-15").output.splitlines()

    assert len(told) == len(list(FOLDER.glob("*.yaml")))
    (line,) = [line for line in told if line.startswith("victim_support ")]
    agreement = load("victim_support")
    assert f"{agreement.status_on(date.fromisoformat('2020-01-15'))}, shares" in line


def test_the_agreements_that_are_here_have_no_fault():
    done = run("check")

    assert (done.exit_code, done.output) == (0, "0 faults\n")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("parties:", "partys:", "partys: Extra inputs are not permitted"),
        ("dialect: mps", "dialect: martian", "dialect: nothing below agencies speaks martian"),
        ("id: mps", "id: met", "id: is met, the file is named mps"),
        ("\nhistory:\n", "\nhistory: [\n", "is no YAML"),
    ],
)
def test_a_fault_is_told_with_its_field(tmp_path, before, after, fault):
    path = tmp_path / "mps.yaml"
    path.write_text((FOLDER / "mps.yaml").read_text().replace(before, after, 1))

    assert [told for told in faults_of(path) if told.startswith(fault)]
    assert run("check", path).exit_code == 1


def test_a_feed_that_nothing_deploys_is_a_fault(tmp_path):
    path = tmp_path / f"{NEW}.yaml"
    text = (FOLDER / "mps.yaml").read_text()
    path.write_text(text.replace("id: mps", f"id: {NEW}").replace("feed: mps", f"feed: {NEW}"))

    assert list(faults_of(path)) == ["feed: has no place in docker-compose.yml"]


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
