"""How a seventh hand says numbers, days and addresses of mail in words."""

from __future__ import annotations

import random
import re

from tests.domain.comms.leaks.seventh_marks import DIGITS, Way
from tests.domain.comms.leaks.seventh_words import MONTHS

ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third"
    " twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()


def counted(number: int) -> str:
    """A number below a hundred in words."""
    if number < 20:
        return (DIGITS + TEENS)[number]
    return TENS[number // 10 - 2] + (f"-{DIGITS[number % 10]}" if number % 10 else "")


def grouped(_: random.Random, value: str) -> str:
    """Digits in words, two or three alike told as double and treble, nought as "oh"."""
    said = []
    for run in re.finditer(r"(\d)\1{0,2}", value.replace(" ", "")):
        one = "oh" if run[1] == "0" else DIGITS[int(run[1])]
        said.append({1: one, 2: f"double {one}", 3: f"treble {one}"}[len(run[0])])
    return " ".join(said)


def hundreds(_: random.Random, value: str) -> str | None:
    """ "Oh seven seven hundred, nine hundred, one two three"."""
    found = re.fullmatch(r"07700 900(\d{3})", value)
    last = " ".join(DIGITS[int(c)] for c in found[1]) if found else ""
    return f"oh seven seven hundred, nine hundred, {last}" if found else None


def noughts(_: random.Random, value: str) -> str:
    return "-".join("nought" if c == "0" else DIGITS[int(c)] for c in value.replace(" ", ""))


def mail_said(_: random.Random, value: str) -> str:
    words = {"@": "at", ".": "dot", "_": "underscore", "-": "dash"}
    return " ".join(words.get(one, one) for one in re.split(r"([@._-])", value) if one)


def day(said: str) -> Way:
    """A day of birth, told in a form of its parts."""

    def way(_: random.Random, value: str) -> str:
        year, month, at = (int(one) for one in value.split("-"))
        suffix = "th" if 10 < at < 20 else {1: "st", 2: "nd", 3: "rd"}.get(at % 10, "th")
        century = "nineteen" if year < 2000 else "two thousand and"
        return said.format(
            d=at, dd=f"{at:02}", th=f"{at}{suffix}", day=ORDINALS[at - 1], m=month, mm=f"{month:02}",
            month=MONTHS[month - 1], mon=MONTHS[month - 1][:3], roman=ROMAN[month - 1], y=year,
            yy=f"{year % 100:02}", year=f"{century} {counted(year % 100)}",
        )  # fmt: skip

    return way
