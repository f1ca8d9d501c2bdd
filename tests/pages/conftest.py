"""A real browser at the whole system as ``./redress up`` runs it, one system for the room."""

import re
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import ClassVar
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect, sync_playwright

from ops.assets import ensure_assets
from ops.deployables import AGENCIES
from ops.system import System
from shared.kernel.clock import SystemClock
from tests.pages.hands import Keyboard, Pointer
from tests.pages.reading import faults_of

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LATE, SENT = "Something stands in the way", "Referral sent"
OTHER_WAYS = ("by-keyboard", "without-scripts")
"""How journeys are made once more by ``./redress journeys``."""
ARTEFACTS = Path(__file__).parent / "artefacts"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{2}-\d{4}-\w{7}|\brisk-[0-9a-z-]+")


@pytest.fixture(scope="package")
def system(tmp_path_factory):
    ensure_assets()
    running = System(tmp_path_factory.mktemp("pages"), agencies=AGENCIES)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="package")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(QUIET)
        )
        yield browser
        browser.close()


@dataclass
class Staff:
    """Who works here: the passwords of their accounts, by user name."""

    passwords: dict[str, str]


@pytest.fixture(scope="package")
def staff(system):
    """A manager, a second manager, a coordinator, and two facilitators whom the register knows."""
    passwords = {"manager": system.first_password}
    with httpx.Client(base_url=f"{system.site}/api/v1", timeout=20) as api:
        credentials = {"username": "manager", "password": system.first_password}
        api.headers["Authorization"] = (
            f"Bearer {api.post('/sessions', json=credentials).json()['token']}"
        )
        for name, role in (
            ("manager2", "service_manager"),
            ("coordinator", "case_coordinator"),
            ("facilitator1", "facilitator"),
            ("facilitator2", "facilitator"),
            ("auditor", "auditor"),
        ):
            passwords[name] = token_urlsafe(18)
            account = _sent(api, "/accounts", username=name, password=passwords[name], roles=[role])
            if role == "facilitator":
                _registers(api, name, account["id"])
    return Staff(passwords)


def _sent(api, path, **body):
    answer = api.post(path, json=body, headers={"Idempotency-Key": token_urlsafe(16)})
    assert answer.status_code < 300, answer.text
    return answer.json()


def _registers(api, name, account_id):
    """The register has a journey of its own; here it is filled by the API."""
    one = _sent(api, "/volunteers/register", name=f"Fictional {name}", user_id=account_id,
                organisation="Fictional charity", status="active")["facilitator_id"]  # fmt: skip
    far = (SystemClock().today() + timedelta(days=365)).isoformat()
    for kind in ("practitioner", "specialist_sexual_violence", "specialist_hate"):
        _sent(api, f"/volunteers/{one}/accreditations", kind=kind, valid_from="2019-01-01",
              valid_until=far)  # fmt: skip
    _sent(api, f"/volunteers/{one}/vetting", kind="dbs_enhanced", issued_on="2019-01-01",
          next_check_on=far)  # fmt: skip


class Person:
    """Somebody at a browser."""

    seen: ClassVar[set] = set()
    """Which pages and states were held to WCAG already, by what they show and not by whose."""

    def __init__(self, page, passwords, *, scripts, hands):
        self.page = page
        self.hands = hands
        self.passwords = passwords
        self.password = passwords["manager"]
        self.scripts = scripts

    @property
    def today(self):
        """The day on which this happens, in London."""
        return SystemClock().today()

    @property
    def later(self):
        """A day some weeks from now."""
        return self.today + timedelta(days=60)

    def sign_in(self, name="manager"):
        self.page.goto("/")
        self.hands.types(self.page.get_by_label("User name"), name)
        self.hands.types(self.page.get_by_label("Password", exact=True), self.passwords[name])
        self.hands.presses(self.page.get_by_role("button", name="Sign in"))
        self.reads("Today")
        return self

    def reads(self, heading):
        """Read the page's heading; where a busy machine let a service be late, load it once more.

        What was sent then has its reference on a page of its own, and its case once that is read again.
        """
        shown = self.page.get_by_role("heading", level=1)
        late = re.compile(f"{LATE}|{SENT}")
        either = re.compile(f"{re.escape(heading)}|{late.pattern}")
        for _ in range(3):
            expect(shown).to_contain_text(either, timeout=15_000)
            if late.search(heading) or not late.search(shown.inner_text()):
                break
            self.page.reload()
        expect(shown).to_contain_text(heading, timeout=15_000)

    def looks(self):
        """Hold the page to WCAG where its kind and state were not held to it yet."""
        place = ID.sub("x", urlsplit(self.page.url).path)
        heads = self.page.locator("h1, h2, legend, label").all_inner_texts()
        state = (place, *sorted({ID.sub("x", head) for head in heads}))
        if self.scripts and state not in self.seen:
            self.seen.add(state)
            self.finds_it_accessible(f"{len(self.seen):03d}{re.sub(r'[^a-z]+', '-', place)}"[:60])

    def picture(self, name):
        ARTEFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)

    def finds_it_accessible(self, name):
        """Hold the page as it stands to WCAG 2.2 AA on every screen, and keep a picture of it.

        Where scripts are off there is a picture alone: what reads the page is a script.
        """
        self.picture(name if self.scripts else f"{name}-without-scripts")
        assert not self.scripts or faults_of(self.page) == [], name


@pytest.fixture
def somebody(chromium, system, staff):
    """Opens browsers. A script that fails, or that the policy keeps out, fails the test."""
    complaints = []

    def at_a_browser(*, scripts=True, width=1200, hands=None):
        context = chromium.new_context(
            base_url=system.site,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _bad(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return Person(page, staff.passwords, scripts=scripts, hands=hands or Pointer())

    yield at_a_browser
    for context in chromium.contexts:
        context.close()
    assert complaints == []


WAYS = ("by-pointer", *(pytest.param(way, marks=pytest.mark.long) for way in OTHER_WAYS))


@pytest.fixture(params=WAYS)
def anybody(request, somebody):
    """Opens browsers in each way of working: a journey that takes it is made once in each."""
    return _in_this_way(request.param, somebody)


@pytest.fixture(params=("by-pointer", "without-scripts", WAYS[1]))
def whoever(request, somebody):
    """The same, for what is to work without scripts in every run of the tests."""
    return _in_this_way(request.param, somebody)


def _in_this_way(way, somebody):
    hands = Keyboard() if way == "by-keyboard" else Pointer()

    def at_a_browser(**more):
        return somebody(scripts=way != "without-scripts", hands=hands, **more)

    return at_a_browser


def _bad(said):
    """What the console says of the policy or of scripts; a refused form or a late service is no fault."""
    answered = re.search(r"the server responded with a status of (4|503)", said.text)
    return said.type == "error" and answered is None
