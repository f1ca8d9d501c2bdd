"""Invented referrals by the thousand: people of syllables, true duplicates, and their look-alikes.

Frequencies fall off as in a real town, so that strangers share names and birthdays. What is
planted beside true duplicates is what misleads: the same person harmed again, twins, households.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.contracts.intake.people import ReferralSubmission

_START = ("b", "br", "ch", "d", "dr", "f", "g", "gl", "h", "j", "k", "kl", "l", "m", "n", "p", "qu", "r", "s", "sh", "st", "t", "tr", "v", "w", "z")  # fmt: skip
_MIDDLE = ("a", "ai", "e", "ea", "i", "o", "oa", "u", "y")  # fmt: skip
_END = ("b", "ck", "d", "ff", "l", "ll", "m", "n", "nd", "ng", "p", "r", "rd", "s", "st", "t", "tch", "x", "zz")  # fmt: skip
CRIMES = ("burglary", "assault", "robbery", "theft", "harassment_stalking", "criminal_damage")
Person = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Invented:
    """One generated referral; ``same_as`` is the number of the one that it repeats."""

    number: int
    submission: ReferralSubmission
    same_as: int | None = None
    planted: str = "ordinary"


class Town:
    """Makes referrals from one seed: the same seed, the same town."""

    def __init__(
        self,
        seed: int,
        *,
        names: tuple[int, int] = (700, 4000),
        spoils: tuple[int, ...] = (1, 1, 2),
        unnumbered: float = 0.6,
    ) -> None:
        """``spoils``: how many things are wrong with a person who is written again."""
        self.spoils, self.unnumbered = spoils, unnumbered
        self.chance = random.Random(seed)
        self.given = sorted({self._word(2) for _ in range(names[0])})
        self.family = sorted({self._word(3) for _ in range(names[1])})
        self.chance.shuffle(self.given)
        self.chance.shuffle(self.family)

    def referrals(self, count: int, *, duplicates: float = 0.05) -> list[Invented]:
        """Return ``count`` referrals of which a share repeats an earlier one."""
        made: list[Invented] = []
        for number in range(count):
            if number > 50 and self.chance.random() < duplicates:
                original = self.chance.choice([one for one in made[-5000:] if one.same_as is None])
                body = self._again(original.submission)
                made.append(Invented(number, _valid(body), original.number, "duplicate"))
            else:
                made.append(self._fresh(number, made))
        return made

    def _fresh(self, number: int, made: list[Invented]) -> Invented:
        body, planted = self._referral(), "ordinary"
        draw = self.chance.random()
        if number > 50 and draw < 0.05:
            before = self.chance.choice(made[-5000:]).submission.harmed[0]
            planted = ("harmed-again", "household", "twin")[min(2, int(draw * 60))]
            body["harmed"] = [self._relative(before.model_dump(mode="json"), planted)]
        return Invented(number, _valid(body), None, planted)

    def _referral(self) -> dict[str, Any]:
        happened = date(2018, 1, 1) + timedelta(days=self.chance.randrange(700))
        number = f"{self.chance.randrange(10**7):07d}/{happened:%y}"
        known = self.chance.random() < 0.8
        return {
            "initiated_by": "harmed",
            "source": "police",
            "channel": "feed",
            "harmed": [self._person("h1", "harmed")],
            "responsible": [self._person("r1", "responsible")] if known else [],
            "offence": {
                "crime_types": [self.chance.choice(CRIMES)],
                "offence_on": happened.isoformat() if self.chance.random() < 0.9 else None,
                "force": "mps",
                "crime_number": number if self.chance.random() < 0.7 else None,
            },
            "consents": [
                {"participant": "h1", "purpose": "be_contacted", "obtained_by": "an inventor"}
            ],
        }

    def _person(self, ref: str, role: str) -> Person:
        born = date(1940, 1, 1) + timedelta(days=self.chance.randrange(365 * 65))
        digits = self.chance.randrange(10**9)
        return {
            "ref": ref,
            "role": role,
            "given_name": self._frequent(self.given).title(),
            "family_name": self._frequent(self.family).title(),
            "date_of_birth": born.isoformat() if self.chance.random() < 0.93 else None,
            "phone": f"07{digits:09d}" if self.chance.random() < 0.7 else None,
            "email": f"p{digits}@example.org" if self.chance.random() < 0.4 else None,
            "postcode": self._postcode() if self.chance.random() < 0.7 else None,
        }

    def _again(self, original: ReferralSubmission) -> dict[str, Any]:
        """Return the same referral as another agency would write it."""
        body: dict[str, Any] = original.model_dump(mode="json")
        for person in (*body["harmed"], *body["responsible"]):
            for spoil in self.chance.sample(self._spoilers, self.chance.choice(self.spoils)):
                spoil(self, person)
        offence = body["offence"]
        if self.chance.random() < self.unnumbered:
            offence["crime_number"] = None
        if offence["offence_on"] and self.chance.random() < 0.3:
            day = date.fromisoformat(offence["offence_on"])
            offence["offence_on"] = (
                day + timedelta(days=self.chance.choice((-1, 1, 2)))
            ).isoformat()
        if self.chance.random() < 0.2:
            body["responsible"] = []
        return body | {"source": "victim_support"}

    def _relative(self, before: Person, planted: str) -> Person:
        person = self._person("h1", "harmed")
        if planted == "harmed-again":
            return before | {"ref": "h1", "role": "harmed"}
        shared = {name: before[name] for name in ("family_name", "postcode", "phone")}
        if planted == "twin":
            shared["date_of_birth"] = before["date_of_birth"]
        return person | shared

    def _typo(self, person: Person) -> None:
        field = self.chance.choice(("given_name", "family_name"))
        name = person[field]
        at = self.chance.randrange(1, len(name)) if len(name) > 1 else 0
        letter = self.chance.choice("abcdefghijklmnoprstuvwy")
        person[field] = self.chance.choice(
            (
                name[:at] + name[at + 1 :] or name,
                name[:at] + letter + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[: at - 1] + name[at : at + 1] + name[at - 1 : at] + name[at + 1 :],
            )
        )

    def _swap(self, person: Person) -> None:
        person["given_name"], person["family_name"] = person["family_name"], person["given_name"]

    def _transpose(self, person: Person) -> None:
        if person["date_of_birth"]:
            born = date.fromisoformat(person["date_of_birth"])
            if born.day <= 12:
                person["date_of_birth"] = date(born.year, born.day, born.month).isoformat()

    def _forget(self, person: Person) -> None:
        person[self.chance.choice(("phone", "email", "postcode"))] = None

    def _move(self, person: Person) -> None:
        person["postcode"] = self._postcode()

    _spoilers: tuple[Callable[[Town, Person], None], ...] = (
        _typo, _swap, _transpose, _forget, _move,
    )  # fmt: skip

    def _word(self, syllables: int) -> str:
        parts = (_START, _MIDDLE, _END)
        length = self.chance.randrange(1, syllables + 1)
        return "".join(self.chance.choice(part) for _ in range(length) for part in parts)

    def _frequent(self, names: list[str]) -> str:
        """Few names are borne by many (a square law of rank)."""
        return names[int(len(names) * self.chance.random() ** 2)]

    def _postcode(self) -> str:
        chance = self.chance
        return f"ZE{chance.randrange(1, 30)} {chance.randrange(10)}{chance.choice('AB')}{chance.choice('DE')}"


def words_of(referrals: list[Invented]) -> Iterator[str]:
    """Return how many of each kind were planted, in words."""
    for planted in sorted({one.planted for one in referrals}):
        yield f"{planted}: {sum(one.planted == planted for one in referrals)}"


def _valid(body: dict[str, Any]) -> ReferralSubmission:
    return ReferralSubmission.model_validate(body)
