"""How long the leak check takes over a long letter, beside one alternation of the same identifiers.

The rival is what somebody would write in a minute: every identifier escaped, one compiled pattern,
any case. It finds what stands plainly and nothing that is disguised; it is the least that any check
has to do, and the multiple is the price of the readings (PRC-07).
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figures, spread
from services.comms.domain.leaks import find_leaks
from tests.support.letters import Terms, a_long_letter

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How long the letter is, how many identifiers are sought in it, and how many turns there are."""

    words: int = 2000
    identifiers: int = 60
    turns: int = 9


def measure(folder: Path, size: Size, say: Say) -> Figures:
    """Return the CPU milliseconds of one letter for each, and how many times the rival's that is."""
    text, terms = a_long_letter(size.words, size.identifiers, seed=1)
    alternation = alternation_of(terms)
    find_leaks(text, terms)  # the proof that the check works is made once in a process
    times: dict[str, list[float]] = {"check": [], "alternation": []}
    for _ in range(size.turns):
        times["check"].append(_ms(lambda: find_leaks(text, terms)))
        times["alternation"].append(_ms(lambda: alternation.findall(text)))
    found: Figures = {}
    for name, values in times.items():
        found |= spread(f"leaks.{name}.ms", values)
    by_turn = [ours / theirs for ours, theirs in zip(*times.values(), strict=True)]
    say(f"  {size.words} words, {size.identifiers} identifiers, {size.turns} turns each")
    return found | {"leaks.multiple_of_alternation": round(statistics.median(by_turn), 3)}


def alternation_of(terms: Terms) -> re.Pattern[str]:
    """Return one pattern that matches every identifier as it is written, in any case."""
    longest_first = sorted({text for _kind, text in terms}, key=lambda text: (-len(text), text))
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)


def _ms(check: Callable[[], object]) -> float:
    began = time.process_time()
    check()
    return 1000 * (time.process_time() - began)
