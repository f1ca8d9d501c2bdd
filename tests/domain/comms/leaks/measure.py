"""Recall and precision of the leak check over a corpus, by kind and by disguise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from services.comms.domain.leaks import find_leaks
from tests.domain.comms.leaks.corpus import Letter

PLAIN = frozenset({"exact", "small", "first_name", "last_name"})
"""Disguises that are none: the identifier as it is known."""


@dataclass
class Figures:
    """Counts over a corpus. ``alarms`` are known identifiers pointed at where none was seeded."""

    seeded: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    styles: Counter = field(default_factory=Counter)
    style_found: Counter = field(default_factory=Counter)
    true: Counter = field(default_factory=Counter)
    alarms: Counter = field(default_factory=Counter)
    patterns: Counter = field(default_factory=Counter)
    missed: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    letters: int = 0

    @property
    def recall(self) -> float:
        return self.found.total() / max(1, self.seeded.total())

    @property
    def exact_recall(self) -> float:
        found = sum(self.style_found[one] for one in PLAIN)
        return found / max(1, sum(self.styles[one] for one in PLAIN))

    @property
    def precision(self) -> float:
        return self.true.total() / max(1, self.true.total() + self.alarms.total())

    def table(self) -> str:
        lines = [f"{'kind':<16}{'seeded':>7}{'recall':>8}{'precision':>10}"]
        for kind in sorted(set(self.seeded) | set(self.alarms)):
            told = self.true[kind] + self.alarms[kind]
            right = f"{self.true[kind] / told:.3f}" if told else "-"
            rate = f"{self.found[kind] / self.seeded[kind]:.3f}" if self.seeded[kind] else "-"
            lines.append(f"{kind:<16}{self.seeded[kind]:>7}{rate:>8}{right:>10}")
        lines.append(
            "by disguise: "
            + "  ".join(
                f"{style} {self.style_found[style]}/{number}"
                for style, number in sorted(self.styles.items())
            )
        )
        lines.append(
            f"all: recall {self.recall:.4f}  exact {self.exact_recall:.4f}  precision {self.precision:.4f}"
        )
        lines.append(
            f"general patterns per letter: {self.patterns.total() / max(1, self.letters):.3f} {dict(self.patterns)}"
        )
        return "\n".join(lines)


def measure(letters: list[Letter]) -> Figures:
    """Check every letter and count."""
    figures = Figures()
    for letter in letters:
        _count(figures, letter)
    return figures


def _count(figures: Figures, letter: Letter) -> None:
    leaks = find_leaks(letter.text, letter.terms)
    figures.letters += 1
    for seed in letter.seeds:
        figures.seeded[seed.kind] += 1
        figures.styles[seed.style] += 1
        if any(
            one.start < seed.end and seed.start < one.end and one.known >= seed.known
            for one in leaks
        ):
            figures.found[seed.kind] += 1
            figures.style_found[seed.style] += 1
        else:
            figures.missed.append((seed.kind, seed.style, letter.text[seed.start : seed.end]))
    for one in leaks:
        hit = next((s for s in letter.seeds if one.start < s.end and s.start < one.end), None)
        if hit:
            figures.true[hit.kind] += one.known
        elif one.known:
            figures.alarms[one.kind] += 1
            figures.wrong.append(
                (one.kind, one.why.value, letter.text[one.start : one.end], one.excerpt)
            )
        else:
            figures.patterns[one.kind] += 1
