"""What an eighth hand's cases know, and what only looks like it: everybody and everything invented."""

from __future__ import annotations

import random
import string

from tests.domain.comms.leaks.eighth_words import (
    BLOCKS,
    EMPLOYERS,
    FAMILY,
    GIVEN,
    HANDLES,
    LINKS,
    OTHERS,
    PLACES_THAT_ARE_WORDS,
    PRISONS,
    SCHOOLS,
    STREET_KINDS,
    STREETS,
    TOWNS,
    WORDY,
    WORDY_FAMILY,
)

Terms = tuple[tuple[str, str], ...]


def a_case(dice: random.Random) -> Terms:
    """What one case knows: 8 to 30 things, a quarter of the people called by words that anybody writes."""
    found: dict[tuple[str, str], None] = {}
    family = [_family(dice) for _ in range(3)]
    for kind, least, most in (
        ("name", 2, 3), ("relative", 2, 6), ("address", 1, 3), ("postcode", 1, 2), ("phone", 1, 3),
        ("email", 0, 2), ("date_of_birth", 1, 2), ("school", 0, 2), ("employer", 0, 2), ("prison", 0, 1),
        ("vehicle", 0, 1), ("social_media", 0, 2), ("case_number", 0, 3), ("other", 0, 1),
    ):  # fmt: skip
        for _ in range(dice.randint(least, most)):
            found[kind, drawn(dice, kind, family)] = None
    return tuple(found)


def drawn(dice: random.Random, kind: str, family: list[str]) -> str:
    """One thing of a kind."""
    if kind in FORMS:
        return _filled(dice, dice.choice(FORMS[kind]))
    if kind in PLACES:
        return dice.choice(PLACES[kind])
    made = {
        "name": lambda: f"{_given(dice)} {dice.choice(family)}",
        "relative": lambda: dice.choice((_given(dice), f"{_given(dice)} {dice.choice(family)}")),
        "address": lambda: _address(dice),
        "email": lambda: _email(dice),
        "date_of_birth": lambda: _born(dice),
        "social_media": lambda: _handle(dice),
    }
    return made[kind]()


PLACES = {"school": SCHOOLS, "employer": EMPLOYERS, "prison": PRISONS, "other": OTHERS}
FORMS = {
    "phone": ("07700 900###", "07700900###", "01632 960###", "020 7946 0###", "0113 496 0###"),
    "postcode": ("ZZ# #AA", "ZZ## #AA", "ZE# #AA", "Z## #AA"),
    "vehicle": ("ZQ## AAA", "Z### AAA", "AA## ZZA"),
    "case_number": (
        "42ZZ/#####/24",
        "20##/0######X",
        "A####ZZ",
        "42ZZ#######",
        "RJ-2024-0####",
        "X######",
    ),
}


def _filled(dice: random.Random, form: str) -> str:
    return "".join(
        dice.choice(string.digits[2:])
        if c == "#"
        else dice.choice("BDFGHJLNPRSTUW")
        if c == "A"
        else c
        for c in form
    )


def _given(dice: random.Random) -> str:
    return dice.choice(WORDY if dice.random() < 0.25 else GIVEN)


def _family(dice: random.Random) -> str:
    return dice.choice(WORDY_FAMILY if dice.random() < 0.25 else FAMILY)


def _address(dice: random.Random) -> str:
    road = f"{dice.choice(STREETS)} {dice.choice(list(STREET_KINDS))}"
    town = dice.choice(PLACES_THAT_ARE_WORDS if dice.random() < 0.2 else TOWNS)
    house = f"{dice.randint(2, 140)}{dice.choice(('', '', '', 'A'))}"
    return dice.choice(
        (f"{house} {road}", f"{house} {road}, {town}", f"{road}, {town}", town,
         f"Flat {dice.randint(2, 30)}, {dice.choice(BLOCKS)}, {road}")
    )  # fmt: skip


def _email(dice: random.Random) -> str:
    return (
        f"{dice.choice(GIVEN).lower()}.{dice.choice('abcdhkm')}{dice.randint(10, 99)}@mail.example"
    )


def _born(dice: random.Random) -> str:
    return f"{dice.randint(1938, 2014)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"


def _handle(dice: random.Random) -> str:
    handle = dice.choice(HANDLES)
    return dice.choice((f"@{handle}", f"@{handle}", handle, dice.choice(LINKS).format(handle)))


def unknown(dice: random.Random) -> tuple[str, str]:
    """What is in no case, and only looks like an identifier: kind and text."""
    return dice.choice(
        (
            ("link", f"www.{dice.choice(('ourgroup', 'sheds4u', 'mypage'))}.example/{dice.randint(2, 99)}"),
            ("social_media", f"@{dice.choice(('noone', 'whatever', 'shady'))}_{dice.randint(100, 999)}"),
            ("address", f"{dice.randint(2, 99)} Nowhere {dice.choice(list(STREET_KINDS))}"),
            ("email", f"nobody{dice.randint(100, 999)}@post.example"),
            ("vehicle", _filled(dice, "YK## AAA")),
            ("postcode", _filled(dice, "SW## #AA")),
            ("phone", _filled(dice, "07955 ######")),
        )
    )  # fmt: skip
