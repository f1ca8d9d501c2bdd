"""Three ways to work a page: with a pointer, by the keyboard alone, and with scripts off.

A journey is told once, in what a practitioner does; a pair of hands is how they do it. The keyboard
reaches everything by Tab and never touches a pointer, so what cannot be reached, opened or chosen
by keys fails its journey.
"""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

FURTHEST = 600
"""How often Tab is pressed at most: more stops than the longest page has."""
FOCUSED = "one => one === document.activeElement"
ALSO_FOCUSED = "one => document.activeElement?.name === one.name && one.name !== ''"
UNFOLD = """() => document.querySelectorAll("details:not([open])").forEach((one) => {
  one.open = true; one.dataset.folded = "";
})"""
AROUND = """(one) => {
  const found = [];
  for (let at = one.parentElement; at; at = at.parentElement) if ("folded" in at.dataset) found.unshift(at);
  found.forEach((at, place) => { at.dataset.around = place; });
  return found.length;
}"""
FOLD = """() => document.querySelectorAll("details[data-folded]").forEach((one) => {
  one.open = false; delete one.dataset.folded;
})"""
LEADS_NOWHERE = "one => one.tagName === 'SUMMARY'"
WHERE = "one => [...document.querySelectorAll('input, select, textarea')].indexOf(one)"


class Pointer:
    """Clicks, and types where it clicked; scripts may be off."""

    def presses(self, target: Locator) -> None:
        """Press a link, a button or what opens a part of the page; first open what it is folded in."""
        self.unfolds(target)
        target.click()

    def sets_off(self, target: Locator) -> None:
        """Press what leads to no other page: what gives a file, or shows something on this one."""
        self.unfolds(target)
        target.click()

    def unfolds(self, target: Locator) -> None:
        """Open whatever a target is folded in, from the outside in, by pressing its titles.

        Where it is, is looked up in the page; that it can be opened is shown by opening it.
        """
        for _ in range(50):
            if target.count() and target.first.is_visible():
                return
            around = _folded_around(target)
            for place in range(around):
                self._opens(target.page.locator(f"details[data-around='{place}'] > summary"))
            if around:
                return
            target.page.wait_for_timeout(100)

    def _opens(self, title: Locator) -> None:
        title.click()
        title.evaluate("one => { delete one.parentElement.dataset.around; }")

    def types(self, field: Locator, text: str) -> None:
        """Write a text in place of what stands there."""
        field.fill(text)

    def ticks(self, box: Locator) -> None:
        """Tick one box."""
        box.check()

    def selects(self, field: Locator, value: str) -> None:
        """Choose one entry of a list."""
        field.select_option(value)

    def chooses(self, radio: Locator) -> None:
        """Choose one of a few answers."""
        radio.check()


class Keyboard(Pointer):
    """Tab, Enter, Space, the arrows and what is typed; nothing else."""

    def presses(self, target: Locator) -> None:
        self.unfolds(target)
        if target.evaluate(LEADS_NOWHERE):
            self.sets_off(target)
            return
        with target.page.expect_navigation():
            self.sets_off(target)

    def sets_off(self, target: Locator) -> None:
        self.unfolds(target)
        expect(target).to_be_visible()
        self._reaches(target)
        target.page.keyboard.press("Enter")

    def _opens(self, title: Locator) -> None:
        self._reaches(title)
        title.page.keyboard.press("Enter")
        title.evaluate("one => { delete one.parentElement.dataset.around; }")

    def types(self, field: Locator, text: str) -> None:
        self._reaches(field)
        field.page.keyboard.press("Control+A")
        field.page.keyboard.insert_text(text)
        expect(field).to_have_value(text)

    def ticks(self, box: Locator) -> None:
        if box.is_checked():
            return
        self._reaches(box)
        box.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def selects(self, field: Locator, value: str) -> None:
        self._reaches(field)
        entries = field.locator("option").evaluate_all("all => all.map(one => one.value)")
        field.page.keyboard.press("Home")
        for _ in range(entries.index(value)):
            field.page.keyboard.press("ArrowDown")
        expect(field).to_have_value(value)

    def chooses(self, radio: Locator) -> None:
        """Reach the group, which is one stop of Tab, and go through it with the arrows."""
        self._reaches(radio, ALSO_FOCUSED)
        keyboard = radio.page.keyboard
        keyboard.press("Space")
        for _ in range(40):
            if radio.is_checked():
                return
            keyboard.press("ArrowDown")
        pytest.fail(f"the arrows do not reach {radio}")

    def _reaches(self, target: Locator, when: str = FOCUSED) -> None:
        one = target.element_handle()  # found once: to find it by its role at each Tab is slow
        for _ in range(FURTHEST):
            if one.evaluate(when):
                return
            target.page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {target}")


def _folded_around(target: Locator) -> int:
    """Return how many folded parts of the page a target is in, each marked; all stay folded."""
    target.page.evaluate(UNFOLD)
    try:
        return int(target.first.evaluate(AROUND)) if target.count() else 0
    finally:
        target.page.evaluate(FOLD)


def fills(page: Page, hands: Pointer, **fields: str | date | list[str]) -> None:
    """Fill in fields by their names in the form, from its top to its end.

    A value is a text, the code of a choice, the codes to tick (a list), or a date.
    """
    for name in fields:
        page.locator(f"[name='{name}'], [name='{name}-day']").first.wait_for(state="attached")
    for name in sorted(fields, key=lambda one: _place(page, one)):
        _fills_one(page, hands, name, fields[name])


def _place(page: Page, name: str) -> int:
    return page.locator(f"[name='{name}'], [name='{name}-day']").first.evaluate(WHERE)


def _fills_one(page: Page, hands: Pointer, name: str, value: str | date | list[str]) -> None:
    if isinstance(value, date):
        for part in ("day", "month", "year"):
            hands.types(page.locator(f"[name='{name}-{part}']"), str(getattr(value, part)))
    elif isinstance(value, list):
        for one in value:
            hands.ticks(page.locator(f"[name='{name}'][value='{one}']"))
    elif page.locator(f"select[name='{name}']").count():
        hands.selects(page.locator(f"select[name='{name}']"), value)
    elif page.locator(f"input[type=radio][name='{name}']").count():
        hands.chooses(page.locator(f"input[name='{name}'][value='{value}']"))
    else:
        hands.types(page.locator(f"[name='{name}']"), value)
