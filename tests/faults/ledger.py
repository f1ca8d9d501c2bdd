"""The ledger: what was owed, against what the stores say afterwards. It judges every fault test.

It knows nothing of how the product works: an account is given as counts by key, and its five
sums follow. ``lost`` was acknowledged to its sender and had no effect; ``doubled`` had more than
its share; a ``ghost`` was announced without a row, a ``zombie`` is a row never announced;
``unexpected`` had an effect that nobody asked for. Whatever had no effect must be parked with a
reason or pending: ``attempted = applied + parked + pending``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

WRONGS = ("lost", "doubled", "ghost", "zombie", "unexpected")
SUMS = ("attempted", "applied", "parked", "pending", *WRONGS)
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Account:
    """One set of books, by key: mostly an id, or an id with what it should have led to."""

    name: str
    attempted: Mapping[str, int]
    applied: Mapping[str, int]
    parked: Mapping[str, int] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    # Keys acknowledged to whoever sent them; None: all that was attempted.
    acknowledged: frozenset[str] | None = None
    # What was announced of the applied rows; None: nothing announces this kind.
    announced: Mapping[str, int] | None = None

    def balance(self) -> Balance:
        """Return the account's sums, with the keys behind each wrong one."""
        applied = self.applied
        wrong: dict[str, list[str]] = {name: [] for name in WRONGS}
        sums = Counter(attempted=sum(self.attempted.values()))
        for key, owed in self.attempted.items():
            sums.update(self._settle(key, owed, applied.get(key, 0), wrong))
        for key in applied.keys() - self.attempted.keys():
            sums["applied"] += applied[key]
            wrong["unexpected"] += [key] * applied[key]
        for key in self.parked.keys() - self.attempted.keys():
            sums["parked"] += self.parked[key]
            wrong["unexpected"] += [key] * self.parked[key]
        self._announcements(wrong)
        counts = {name: sums[name] for name in SUMS} | {w: len(wrong[w]) for w in WRONGS}
        return Balance(self.name, counts, {w: tuple(wrong[w]) for w in WRONGS})

    def _settle(self, key: str, owed: int, had: int, wrong: dict[str, list[str]]) -> Counter[str]:
        missing, parked = max(0, owed - had), self.parked.get(key, 0)
        found: Counter[str] = Counter(applied=had, parked=parked)
        wrong["doubled"] += [key] * max(0, had + parked - owed)
        left = max(0, missing - parked)
        if left and key in self.pending:
            found["pending"] = left
        elif left and (self.acknowledged is None or key in self.acknowledged):
            wrong["lost"] += [key] * left
        return found

    def _announcements(self, wrong: dict[str, list[str]]) -> None:
        if self.announced is None:
            return
        for key, said in self.announced.items():
            done = self.applied.get(key, 0)
            more = max(0, said - done)
            # Said more often than done: of what was done in full it is a double, else a ghost.
            full = bool(done) and done >= self.attempted.get(key, 0)
            wrong["doubled" if full else "ghost"] += [key] * more
        for key, done in self.applied.items():
            wrong["zombie"] += [key] * max(0, done - self.announced.get(key, 0))


@dataclass(frozen=True, slots=True)
class Balance:
    """The sums of one account."""

    name: str
    counts: Mapping[str, int]
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def balanced(self) -> bool:
        """Whether everything attempted is accounted for, and nothing else is there."""
        counts = self.counts
        return counts["attempted"] == counts["applied"] + counts["parked"] + counts["pending"]

    @property
    def clean(self) -> bool:
        """Whether it is balanced and nothing was lost, doubled, ghost, zombie or unexpected."""
        return self.balanced and not any(self.counts[name] for name in WRONGS)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every account of one run."""

    balances: tuple[Balance, ...]

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> Ledger:
        """Draw up the ledger of these accounts."""
        return cls(tuple(account.balance() for account in accounts))

    @property
    def clean(self) -> bool:
        """Whether every account is."""
        return bool(self.balances) and all(balance.clean for balance in self.balances)

    def total(self) -> dict[str, int]:
        """Return each sum over all accounts."""
        return {name: sum(balance.counts[name] for balance in self.balances) for name in SUMS}

    def wrongs(self) -> dict[str, int]:
        """Return the five sums that must be 0."""
        total = self.total()
        return {name: total[name] for name in WRONGS}

    def complaints(self) -> list[str]:
        """Say of each account that is not clean what is wrong, with the first few keys."""
        lines = []
        for balance in self.balances:
            for name in WRONGS:
                if keys := balance.keys.get(name, ()):
                    some = ", ".join(keys[:SHOWN])
                    lines.append(f"{balance.name}: {name} {len(keys)} ({some})")
            if not balance.balanced:
                lines.append(f"{balance.name}: attempted is not applied + parked + pending")
        return lines

    def table(self) -> str:
        """Return the ledger as a table of plain text, the totals last."""
        rows = [(b.name, [b.counts[name] for name in SUMS]) for b in self.balances]
        total = self.total()
        rows.append(("total", [total[name] for name in SUMS]))
        width = max(len(name) for name, _ in rows)
        head = " " * width + "".join(f"{name:>11}" for name in SUMS)
        return "\n".join([head, *(_line(name, sums, width) for name, sums in rows)])

    def as_json(self) -> dict[str, dict[str, int]]:
        """Return every sum of every account under a stable name."""
        accounts = {balance.name: dict(balance.counts) for balance in self.balances}
        return accounts | {"total": self.total()}


def _line(name: str, sums: Sequence[int], width: int) -> str:
    return f"{name:<{width}}" + "".join(f"{number:>11}" for number in sums)
