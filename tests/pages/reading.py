"""Whether a page can be read and worked on every screen: WCAG 2.2 by axe-core, and what it leaves out.

A page is loaded once and then read at each width. What axe cannot see is looked at by
``layout.js``: nothing is cut off or lies over another, focus is seen and never hidden (2.4.7,
2.4.11), and the page needs no scrolling sideways at 320 CSS pixels, which are 1280 at 400 % (1.4.10).
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page

from ops.assets import SOURCES

AXE = SOURCES / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = (390, 320)
LAYOUT = (Path(__file__).parent / "layout.js").read_text()
OF_SIZE = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
UNFOLD = """() => {
  const folded = [...document.querySelectorAll("details.redress-section:not([open]), details.redress-strand:not([open])")];
  folded.forEach((one) => { one.open = true; one.dataset.folded = ""; });
  return folded.length;
}"""
FOLD = """() => document.querySelectorAll("details[data-folded]").forEach((one) => {
  one.open = false; delete one.dataset.folded;
})"""
"""The sections of a case are read as they stand, and once more with each of them open."""
CODED = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b[a-z]+(?:_[a-z]+)+\b|\b[a-z_]+\.v\d\b"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b|\bsystem:[a-z]+"
)
"""A day as machines write it, a code, the name of a message, an id: nothing that people read."""
TO_QUOTE = re.compile(r"quote this reference: \S+")
"""What a page gives to quote to whoever runs the service."""
MACHINES = ("/system", "/policies", "/quarantine/", "/reports/annual/issue", "/reports/issued/")
"""Pages about messages and versions, called by their names, and what agencies wrote, word by word."""


def faults_of(page: Page) -> list[object]:
    """Return everything that is wrong with a page as it stands; it is left as wide as it was."""
    assert AXE.exists(), "the pages' packages are not there: ./redress test fetches them"
    page.evaluate(AXE.read_text())
    faults = _faults_as_it_stands(page)
    if page.evaluate(UNFOLD):
        faults += [("with every section open", one) for one in _faults_as_it_stands(page)]
        page.evaluate(FOLD)
    return faults


def _faults_as_it_stands(page: Page) -> list[object]:
    found = page.evaluate(f"axe.run(document, {json.dumps({'runOnly': LEVELS})})")
    assert len(found["passes"]) > 5
    return [*_violations(found), *_codes(page), *_on_each_screen(page)]


def _violations(found: dict) -> list[object]:
    return [
        (one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]
    ]


def _on_each_screen(page: Page) -> list[object]:
    usual = page.viewport_size
    page.keyboard.press("Shift")  # from here on focus is shown as for who works by keys
    faults: list[object] = [("as wide as it is", one) for one in page.evaluate(LAYOUT)]
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 740})
        faults += [(f"at {width} pixels", one) for one in page.evaluate(LAYOUT)]
    faults += _violations(page.evaluate(f"axe.run(document, {json.dumps(OF_SIZE)})"))
    page.set_viewport_size(usual)
    return faults


def _codes(page: Page) -> list[object]:
    """Return what stands on the page as machines write it."""
    if any(part in page.url for part in MACHINES):
        return []
    text = TO_QUOTE.sub("", page.locator("main").inner_text())
    return [("written for machines", found) for found in sorted(set(CODED.findall(text)))]
