"""One service hangs, as real processes hang: every page still comes within two seconds, and says so."""

import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest

from ops.assets import ensure_assets
from ops.publish import publish
from ops.system import System
from services.gateway.pages import served
from shared.contracts.registry import SERVICES
from tests.journeys.conftest import samples
from tests.pages.reading import faults_of
from tests.support.telling import tell

pytestmark = pytest.mark.timeout(400)
LIMIT_S = 2.0
ASKS = {
    "/today": set(SERVICES) - {"reporting"},
    "/referrals": {"intake"},
    "/agencies": {"intake"},
    "/relay": {"comms"},
    "/policies": {"screening"},
    "/system": set(SERVICES),
    "/cases": {"intake"},
    "/referrals/new": set(),
    "/referrals/officer": set(),
    "/account": set(),
    "/refer-yourself": set(),
}
"""What each page asks, and so must say is missing."""
SAYS = ("cannot be shown just now", "does not answer")
"""How it is said: to who works with cases, and to who runs the system."""


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """The system with a process for each service, so that one can hang alone."""
    running = System(tmp_path_factory.mktemp("apart"), shape="one-per-service", agencies=("mps",))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def case_id(apart, browser):
    url = (apart.data_dir / "agencies" / "mps.url").read_text()
    answered = publish(url, (samples("mps") / "referral.json").read_bytes())
    found = browser.get("/cases", params={"reference": answered.content["reference"]})
    return found.url.path.rpartition("/")[2]


@pytest.fixture(scope="module")
def browser(apart):
    with httpx.Client(base_url=apart.site, timeout=20, follow_redirects=True) as client:
        form = dict(re.findall(r'name="(csrf)" value="([^"]*)"', client.get("/sign-in").text))
        signing = {**form, "username": "manager", "password": apart.first_password}
        assert client.post("/sign-in", data=signing).url.path == "/today"
        yield client


@contextmanager
def hung(system, service):
    """A process that is there and does nothing: harder on whoever asks than one that is gone."""
    os.kill(system.pids[service], signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(system.pids[service], signal.SIGCONT)


def timed(browser, path):
    begun = time.perf_counter()
    page = browser.get(path)
    return path, page, time.perf_counter() - begun


def come(browser, paths, fault_of):
    """Open pages side by side; return them with what is wrong with each.

    What waits for the hung process is late every time. A machine that is busy with other tests may
    make any page late, or take a service's silence for it, so each has three tries.
    """

    def come_once(path):
        for _ in range(3):
            _, page, seconds = timed(browser, path)
            fault = f"after {seconds:.2f} s" if seconds > LIMIT_S else fault_of(path, page)
            if fault is None:
                break
        return path, page, seconds, fault

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(come_once, paths))


def faults(came):
    return {path: fault for path, _, _, fault in came if fault is not None}


def say_how_long(what, came, pytestconfig):
    slowest = max(seconds for _, _, seconds, _ in came)
    text = f"{what} hangs: {len(came)} pages, the slowest after {slowest:.2f} s"
    tell(pytestconfig, "pages while a service hangs", text)


@pytest.mark.parametrize("service", SERVICES)
def test_every_page_comes_in_time_and_says_what_is_missing(
    apart, browser, case_id, service, pytestconfig
):
    asks = {**ASKS, f"/cases/{case_id}": set(SERVICES) - {"reporting"},
            f"/cases/{case_id}/timeline": {"intake"},
            f"/cases/{case_id}/facilitators": {"intake", "allocation"}}  # fmt: skip

    def fault_of(path, page):
        says_so = any(words in page.text.lower() for words in SAYS)
        if says_so != (service in asks[path]):
            return "says that something is missing" if says_so else "does not say what is missing"
        allowed = {200, 503} if service in asks[path] else {200}
        return None if page.status_code in allowed else f"status {page.status_code}"

    with hung(apart, service):
        came = come(browser, asks, fault_of)

    say_how_long(service, came, pytestconfig)
    assert faults(came) == {}


def test_an_agencys_feed_that_hangs_greys_out_its_part_in_time(apart, browser, pytestconfig):
    pages = ["/agencies", "/agencies/mps", "/agencies/mps/quarantine", "/agencies/mps/disclosures"]
    says = "What Metropolitan Police sends us and is told cannot be shown just now"

    def fault_of(_path, page):
        if page.status_code != 200:
            return f"status {page.status_code}"
        return None if says in page.text else "does not say what is missing"

    with hung(apart, "feeds-mps"):
        came = come(browser, pages, fault_of)

    say_how_long("the feed of mps", came, pytestconfig)
    assert faults(came) == {}
    assert "Requests without an answer" in came[0][1].text


@pytest.mark.parametrize("service", ["comms", "screening"])
def test_a_case_is_whole_but_for_what_hangs(apart, browser, case_id, service):
    with hung(apart, service):
        _, page, _ = timed(browser, f"/cases/{case_id}")

    assert page.status_code == 200
    assert f"{served.cannot_be_shown(service)}. Nothing is lost" in page.text
    assert f"{service} does not answer" not in page.text
    assert "A referral was received." in page.text


@pytest.fixture
def page(apart, browser, chromium):
    """A browser that shows pages, signed in as the other one is."""
    ensure_assets()
    context = chromium.new_context(base_url=apart.site)
    context.add_cookies(
        [{"name": one.name, "value": one.value, "url": apart.site} for one in browser.cookies.jar]
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("service", "paths", "status"),
    [("comms", ("/cases/{case}", "/relay", "/system"), 200), ("intake", ("/cases/{case}",), 503)],
)
def test_what_is_missing_is_said_so_that_everybody_can_read_it(
    apart, page, case_id, service, paths, status
):
    with hung(apart, service):
        for path in paths:
            answer = page.goto(path.format(case=case_id))
            assert answer.status == status
            assert faults_of(page) == []
