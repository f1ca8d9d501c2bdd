"""The partner's pages, followed literally: their code is run, their files are written."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pika
import pytest
import yaml
from jsonschema import Draft202012Validator

from ops.partner_document import document, form_schema
from services.feeds.agreement import load
from services.feeds.book import feeds, load_book
from services.feeds.boundary import SEALED, sealing_context
from shared.security.sealing import SealingKey, seal
from tests.feeds.test_on_the_bus import SAMPLE, house  # noqa: F401  a fixture
from tests.messaging.test_tls import tls  # noqa: F401  a fixture

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = (".git", ".venv", ".redress", "__pycache__", "node_modules", "tests", "bench")


def blocks(page, language):
    found = BLOCK.findall((ROOT / "docs" / page).read_text())
    return [(path, text) for kind, path, text in found if kind == language]


def run(code, **environ):
    return subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", "-c", code],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_first_program_of_the_page_sends_a_referral_and_prints_its_receipt(house):  # noqa: F811
    (_, code), *_ = blocks("partners.md", "python")

    done = run(code, REDRESS_URL=house.agency, REFERRAL=str(SAMPLE))

    assert done.returncode == 0, done.stderr
    assert re.match(r"receipt RJ-\S+", done.stdout)


def test_the_same_program_prints_every_fault_of_a_bad_file(house):  # noqa: F811
    (_, code), *_ = blocks("partners.md", "python")
    bad = SAMPLE.parent / "bad_many_faults.json"

    done = run(code, REDRESS_URL=house.agency, REFERRAL=str(bad))

    assert done.stdout.startswith("refusal [")
    assert done.stdout.count("'code'") == 6


NOTHING = (None, None, None)


def test_the_first_program_leaves_what_is_sealed_on_the_queue_and_still_finds_its_answer(house):  # noqa: F811
    with pika.BlockingConnection(pika.URLParameters(house.url("feed-mps", "agency-mps"))) as told:
        channel = told.channel()
        channel.confirm_delivery()
        properties = pika.BasicProperties(content_type=SEALED, correlation_id="another")
        channel.basic_publish("from-redress", "outbound", b"\x01\xff", properties, mandatory=True)
    (_, code), *_ = blocks("partners.md", "python")

    done = run(code, REDRESS_URL=house.agency, REFERRAL=str(SAMPLE))

    assert done.returncode == 0, done.stderr
    assert re.match(r"receipt RJ-\S+", done.stdout)
    with pika.BlockingConnection(pika.URLParameters(house.agency)) as theirs:
        channel = theirs.channel()
        left = [body for _, _, body in iter(lambda: channel.basic_get("outbound", True), NOTHING)]
    assert b"\x01\xff" in left


def test_the_second_program_opens_what_was_sealed_to_the_agency():
    (_, code) = blocks("partners.md", "python")[1]
    key = SealingKey.generate()
    body = seal(key.public, b'{"kind": "request"}', sealing_context("mps"))
    environ = {"KEY": b64encode(key.private_bytes()).decode(), "AGENCY": "mps"}

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environ},
        input=body,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.stdout.strip() == b'{"kind": "request"}', done.stderr


def test_the_third_program_signs_in_by_certificate_and_is_taken(tls):  # noqa: F811
    (_, code) = blocks("partners.md", "python")[2]
    certificate, key = tls.authority.issue("agency-mps")

    done = run(
        code,
        CA_FILE=str(tls.authority.certificate),
        CERT_FILE=str(certificate),
        KEY_FILE=str(key),
        REDRESS_HOST="localhost",
        REDRESS_PORT=str(tls.port),
        REDRESS_VHOST="agency-mps",
    )

    assert done.stdout.strip() == "signed in and taken", done.stderr


def test_the_page_names_every_kind_of_answer_with_no_field_beyond_the_agreements():
    page = (ROOT / "docs/partners.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| .*? \| (.*?) \|$", page, re.MULTILINE)
    told = {kind: set(re.findall(r"`(\w+)`", fields)) for kind, fields in rows}
    for feed in feeds():
        for kind, outbound in load(feed).outbound.items():
            tops = {name.partition(".")[0] for name in outbound.fields} - {"person"}
            assert told[kind] <= tops, (feed, kind)


def test_the_partners_document_holds_every_form_and_points_only_at_what_it_holds():
    made = document()
    written = yaml.safe_load((ROOT / "docs/partners-asyncapi.yaml").read_text())
    assert set(made["channels"]) == {
        f"{f}.{way}" for f in feeds() for way in ("inbound", "outbound")
    }
    assert set(written["components"]["schemas"]) == set(made["components"]["schemas"])

    def references(node):
        if isinstance(node, dict):
            yield from ([node["$ref"]] if isinstance(node.get("$ref"), str) else [])
            node = list(node.values())
        if isinstance(node, list):
            for part in node:
                yield from references(part)

    found = list(references(written))
    assert len(found) > 30
    for reference in found:
        place = written
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


@pytest.mark.parametrize("feed", feeds())
def test_a_form_of_the_partners_document_takes_the_good_sample_and_refuses_the_bad_one(feed):
    validator = Draft202012Validator(form_schema(feed))
    samples = load_book(feed).main.samples
    good = json.loads((samples / "referral.json").read_text())
    assert validator.is_valid(good)
    assert not validator.is_valid(good | {"version": "99", "revision": 99})


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the tree in which the page is followed."""
    copy = tmp_path_factory.mktemp("tree") / "redress"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return copy


def in_tree(tree, *args, timeout=120):
    environ = {**os.environ, "PYTHONPATH": str(tree)}
    return subprocess.run(
        [sys.executable, *args],
        cwd=tree,
        env=environ,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def follow(tree, page):
    """Do what the page says, from top to bottom: write its files, run its commands."""
    for language, path, text in BLOCK.findall((ROOT / "docs" / page).read_text()):
        if path:
            target = tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        elif language == "sh":
            for line in text.splitlines():
                command, *args = shlex.split(line)
                assert command == "./redress", "the page's commands are ours"
                done = in_tree(tree, "-m", "ops", *args)
                assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


STORY = """
import pathlib, sys, tempfile
from ops.publish import publish
from ops.system import System
from services.feeds.agreement import load

system = System(
    pathlib.Path(sys.argv[1]), services=("intake",), with_gateway=False, agencies=("harbour",)
)
system.start()
try:
    url = system.broker_url("agency-harbour", "agency-harbour")
    for name in ("referral", "bad_entry"):
        told = publish(url, (load("harbour").samples / f"{name}.json").read_bytes(), wait_s=30)
        print(told.content["kind"], sorted(f["field"] for f in told.content.get("faults", ())))
finally:
    system.stop()
"""


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.requirement("PTR-25")
def test_an_agency_is_added_by_following_the_page_and_its_sample_gets_a_receipt(
    brokers, tree, tmp_path
):
    assert "harbour" not in feeds()
    follow(tree, "new-feed.md")
    listed = in_tree(tree, "-m", "ops", "feed", "list").stdout
    assert re.search(r"^harbour +passes +in_force", listed, re.MULTILINE)

    done = in_tree(tree, "-c", STORY, str(tmp_path / "data"), timeout=160)

    said = done.stdout.splitlines()
    assert said == ["receipt []", "refusal ['agreed_on', 'log_number', 'what']"], done.stderr
