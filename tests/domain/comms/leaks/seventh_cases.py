"""What a seventh hand's cases know: names, relatives, whereabouts and numbers, 10 to 40 of them."""

from __future__ import annotations

import random
import string
from collections.abc import Callable

from tests.domain.comms.leaks.seventh_marks import letters_of
from tests.domain.comms.leaks.seventh_words import (
    BLOCKS,
    DIALLED,
    DISTRICTS,
    EMPLOYERS,
    ESTATES,
    FAMILY,
    GIVEN,
    HANDLES,
    HOUSES,
    NOT_BORN,
    PRISONS,
    RELATIVES,
    SCHOOLS,
    STREET_KINDS,
    STREETS,
    TOWNS,
)

Terms = tuple[tuple[str, str], ...]
Maker = Callable[[random.Random, list[str]], str]

PETS = frozenset(RELATIVES[-7:])


def a_case(dice: random.Random) -> Terms:
    """What one case knows, as kinds and texts."""
    while True:
        families = dice.sample(FAMILY, 4)
        found = {
            (kind, make(dice, families)): None
            for kind, (least, most, make) in KNOWN.items()
            for _ in range(dice.randint(least, most))
        }
        if 10 <= len(found) <= 40:
            return tuple(found)


def _name(dice: random.Random, families: list[str]) -> str:
    return f"{dice.choice(GIVEN)} {dice.choice(families)}"


def _relative(dice: random.Random, families: list[str]) -> str:
    one = dice.choice(RELATIVES)
    return one if one in PETS or dice.random() < 0.7 else f"{one} {dice.choice(families)}"


def _address(dice: random.Random, _: list[str]) -> str:
    street = f"{dice.choice(STREETS)} {dice.choice(list(STREET_KINDS))}"
    town = dice.choice(TOWNS)
    number = f"{dice.randint(2, 99)}{dice.choice(('', '', '', '', 'a', 'b'))}"
    return dice.choice(
        (
            *[f"{number} {street}"] * 3,
            *[f"{number} {street}, {town}"] * 2,
            f"Flat {dice.randint(1, 40)}, {dice.choice(BLOCKS)}",
            dice.choice(HOUSES),
            dice.choice(ESTATES),
            town,
        )
    )


def _drawn(pattern: str) -> Maker:
    """A value of which every 9 is a digit and every A a letter."""
    drawn = {"9": string.digits, "A": "ABDEFGHJLNPQRSTUWXYZ"}
    return lambda dice, _: "".join(dice.choice(drawn.get(c, c)) for c in pattern)


def _postcode(dice: random.Random, families: list[str]) -> str:
    return f"{dice.choice(DISTRICTS)} {_drawn('9AA')(dice, families)}"


def _phone(dice: random.Random, families: list[str]) -> str:
    return dice.choice(DIALLED) + _drawn("999")(dice, families)


def _email(dice: random.Random, families: list[str]) -> str:
    end = dice.choice(("example.org", "example.com", "example.net", "mail.example"))
    family = letters_of(dice.choice(families)).lower()
    number = dice.randint(10, 99)
    return f"{dice.choice('abcdegjmst')}{dice.choice('._')}{family}{number}@{end}"


def _day(dice: random.Random, _: list[str]) -> str:
    while (born := (dice.randint(1, 28), dice.randint(1, 12))) in NOT_BORN:
        pass
    return f"{dice.randint(1948, 2012)}-{born[1]:02}-{born[0]:02}"


def _vehicle(dice: random.Random, families: list[str]) -> str:
    return f"Z{dice.choice('QIZ')}{_drawn('99 AAA')(dice, families)}"


def _handle(dice: random.Random, _: list[str]) -> str:
    return f"@{dice.choice(HANDLES)}{dice.choice(('', dice.randint(10, 99)))}"


def _case_number(dice: random.Random, _: list[str]) -> str:
    year, number = dice.randint(17, 25), dice.randint(1_000_000, 9_999_999)
    four = number % 10_000
    return dice.choice(
        (
            f"{number}/{year}",
            f"A{four:04}ZZ",
            f"T20{year}{four:04}",
            f"42 ZZ {four:05} {year}",
            f"X{number % 1_000_000:06}",
        )
    )


def _one_of(values: tuple[str, ...]) -> Maker:
    return lambda dice, _: dice.choice(values)


KNOWN: dict[str, tuple[int, int, Maker]] = {
    "name": (2, 4, _name),
    "relative": (2, 8, _relative),
    "address": (1, 4, _address),
    "postcode": (1, 3, _postcode),
    "phone": (1, 4, _phone),
    "email": (0, 2, _email),
    "date_of_birth": (1, 3, _day),
    "school": (0, 2, _one_of(SCHOOLS)),
    "employer": (0, 2, _one_of(EMPLOYERS)),
    "prison": (0, 2, _one_of(PRISONS)),
    "vehicle": (0, 2, _vehicle),
    "social_media": (0, 2, _handle),
    "case_number": (0, 3, _case_number),
}
"""Of each kind: how many at the least and at the most, and how one is made."""
