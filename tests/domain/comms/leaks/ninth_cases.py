"""Cases of the ninth hand: what intake would know of the people in them, in the forms in which it tells it."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass

from tests.domain.comms.leaks.ninth_words import (
    AREAS,
    CARS,
    EMPLOYERS,
    PEOPLE,
    PRISONS,
    SCHOOLS,
    STREETS,
    TOWNS,
)

LETTERS_OF_PLATES = "ABCDEFGHJKLMNOPRSTUVWXY"
LETTERS_OF_POSTCODES = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True)
class Case:
    """``values`` is what may be told, by kind; ``terms`` the same as the leak check is given it.

    With ``lines`` it is given as intake's fields hold it: first and last names apart, an address line by line.
    """

    values: dict[str, tuple[str, ...]]
    terms: tuple[tuple[str, str], ...]
    lines: bool


def a_case(dice: random.Random) -> Case:
    people = dice.sample(PEOPLE, dice.choice((2, 3, 3, 4)))
    own, kin = people[: 1 + (len(people) > 3)], people[1 + (len(people) > 3) :]
    town = dice.choice(TOWNS)
    values = {
        "name": tuple(own),
        "relative": tuple(kin),
        "address": (f"{dice.randint(1, 140)}{dice.choice(('', '', '', 'a', 'B'))} {dice.choice(STREETS)}, {town}",),
        "town": (town,),
        "postcode": (
            f"{dice.choice(AREAS)} {dice.randint(1, 9)}{''.join(dice.sample(LETTERS_OF_POSTCODES, 2))}",
        ),
        "phone": (a_phone(dice),),
        "email": (an_email(dice, own[0]),),
        "school": (dice.choice(SCHOOLS)[0],),
        "employer": (dice.choice(EMPLOYERS)[0],),
        "prison": (dice.choice(PRISONS),),
        "vehicle": (a_vehicle(dice),),
        "social_media": (a_handle(dice, dice.choice(people)),),
        "case_number": (a_number(dice)[1],),
        "date_of_birth": (
            f"{dice.randint(1951, 2009)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        ),
    }  # fmt: skip
    lines = dice.random() < 0.5
    return Case(values, tuple(_terms(dice, values, lines)), lines)


def _terms(
    dice: random.Random, values: dict[str, tuple[str, ...]], lines: bool
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for kind, told in values.items():
        for value in told:
            if kind in {"name", "relative"} and lines:
                first, _, last = value.partition(" ")
                found += [("name", first), ("name", last)]
            elif kind == "address" and lines:
                found.append(("address", value.split(", ")[0]))
            elif kind == "town":
                found += [("address", value)] if lines else []
            elif kind == "date_of_birth":
                found.append(("date" if lines else kind, value))
            elif kind == "case_number":
                found.append((_sort_of_number(value) if lines else kind, value))
            else:
                found.append((kind, value))
    return found


def a_phone(dice: random.Random) -> str:
    if dice.random() < 0.7:
        return f"07700 900{dice.randint(100, 999)}"
    return dice.choice(
        (f"0113 496 0{dice.randint(100, 999)}", f"020 7946 0{dice.randint(100, 999)}")
    )


def _letters_only(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower()).translate(str.maketrans("łı", "li"))
    return re.sub(r"[^a-z ]", "", plain)


def an_email(dice: random.Random, name: str) -> str:
    first, _, last = _letters_only(name).partition(" ")
    last = last.replace(" ", "")
    nick = dice.choice(("red", "lucky", "northern", "tiny")) + dice.choice(
        ("badger", "kettle", "pigeon")
    )
    who = dice.choice((f"{first}.{last}", f"{first[0]}{last}{dice.randint(60, 99)}", f"{last}_{first}",
                       f"{nick}{dice.randint(10, 99)}"))  # fmt: skip
    return f"{who}@{dice.choice(('mail.example', 'post.example', 'example.com', 'example.org'))}"


def a_handle(dice: random.Random, name: str) -> str:
    first, _, last = _letters_only(name).partition(" ")
    last = last.replace(" ", "")
    nick = (
        f"{dice.choice(('muddy', 'salty', 'wonky'))}_{dice.choice(('otter', 'biscuit', 'lemon'))}"
    )
    return "@" + dice.choice((f"{first}_{last}", f"{first}{last[0]}{dice.randint(1, 99)}", f"its_{first}x",
                              f"{nick}{dice.randint(1, 99)}", f"{last}.{first}"))  # fmt: skip


def a_vehicle(dice: random.Random) -> str:
    plate = (
        "".join(dice.choices(LETTERS_OF_PLATES, k=2))
        + f"{dice.choice((10, 12, 14, 17, 19, 58, 61, 66, 70))} "
    )
    plate += "".join(dice.choices(LETTERS_OF_PLATES, k=3))
    return f"{dice.choice(CARS)} {plate}" if dice.random() < 0.25 else plate


def a_number(dice: random.Random) -> tuple[str, str]:
    """A number by which somebody or something is known, and its kind as intake calls it."""
    five, six = dice.randint(10_000, 99_999), dice.randint(100_000, 999_999)
    letter, two = dice.choice("ACFTV"), "".join(dice.choices("CDEFGHKLTX", k=2))
    value = dice.choice((
        f"RJ/2024/{five}", f"13/{five}/24", f"13{two}{six}24", f"{letter}{five // 10}{two}", f"X{six}",
        f"2014/0{six}{letter}",
    ))  # fmt: skip
    return _sort_of_number(value), value


def _sort_of_number(value: str) -> str:
    shapes = {r"RJ/.*": "reference", r"13/.*": "crime_number", r"13[A-Z]{2}.*": "case_urn",
              r"[A-Z]\d{4}[A-Z]{2}": "prison_number", r"X\d{6}": "probation_crn", r".*": "pnc_id"}  # fmt: skip
    return next(kind for shape, kind in shapes.items() if re.fullmatch(shape, value))


def unknown(dice: random.Random) -> tuple[str, str]:
    """A contact that no case knows: its kind and the text."""
    postcode = f"YO{dice.randint(1, 30)} {dice.randint(1, 9)}{''.join(dice.sample('ABDEFGHJ', 2))}"
    return dice.choice((
        ("phone", f"01632 960{dice.randint(100, 999)}"), ("email", f"auntie{dice.randint(1, 99)}@somewhere.example"),
        ("postcode", postcode), ("social_media", f"@not_them_{dice.randint(100, 999)}"),
        ("other", f"https://pictures.example/u/{dice.randint(1000, 9999)}"),
    ))  # fmt: skip
