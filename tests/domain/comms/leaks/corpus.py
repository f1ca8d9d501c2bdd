"""Letters that nobody wrote: with seeded leaks of many kinds, and as many without.

Everybody in them is invented. This corpus is the one that the leak check was tuned on;
``other_hand.py`` makes letters of another manner, on which it was only measured.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.support.letters import CLEAN, a_case, terms_of

SHORT = {
    "Road": "Rd",
    "Street": "St",
    "Avenue": "Ave",
    "Gardens": "Gdns",
    "Close": "Cl",
    "Crescent": "Cres",
    "Lane": "Ln",
    "Terrace": "Terr",
}
NICK = {
    "William": "Billy",
    "Robert": "Bobby",
    "Elizabeth": "Lizzie",
    "Margaret": "Peggy",
    "Katherine": "Katie",
    "Thomas": "Tommy",
    "Daniel": "Danny",
    "Michael": "Mick",
    "Anthony": "Tony",
    "Charlotte": "Lottie",
    "Joseph": "Joey",
    "Samantha": "Sammy",
    "Rebecca": "Becky",
    "Jonathan": "Jonny",
    "Christopher": "Kris",
    "Nicholas": "Nicky",
    "Patricia": "Trish",
    "Victoria": "Vicky",
    "Benjamin": "Benji",
    "Mohammed": "Mo",
}
NATO = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar"
            " Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
        ).split(),
        strict=True,
    )
)
NUMBERS = "zero one two three four five six seven eight nine".split()
LEET = str.maketrans("aeiostb", "4310578")
CYRILLIC = str.maketrans("aeopcyxijs", "аеорсухіјѕ")
SAID = {
    "name": (
        "My name is {x} and I am sorry.",
        "It was {x} who drove the car.",
        "Everybody calls me {x}.",
        "I told {x} about this letter.",
        "You should ask {x}, who was there.",
        "I miss {x} so much.",
    ),
    "relative": (
        "My little girl {x} is afraid of the dark now.",
        "I wrote this with {x}, my sister.",
        "My mum, {x}, has been ill since then.",
    ),
    "address": (
        "I still live at {x}.",
        "It happened near {x}, you know it.",
        "We moved to {x} after that.",
        "You could write to me at {x}.",
    ),
    "postcode": ("Our postcode is {x}.", "I live in {x} now.", "Look up {x} on the map."),
    "phone": (
        "Ring me on {x}.",
        "My number is {x} if you want to talk.",
        "You can text {x} any time.",
    ),
    "email": ("Write to {x} please.", "My mail is {x}."),
    "school": ("My son goes to {x}.", "I pick her up from {x} every day."),
    "employer": ("I work at {x} now.", "You will find me at {x} most days."),
    "prison": ("They keep me in {x}.", "I was moved to {x} last week."),
    "vehicle": ("We drive a red car, {x}.", "The plate is {x}."),
    "social_media": ("I am {x} there.", "Look for {x} and say hello."),
    "case_number": ("The number is {x}.", "Quote {x} when you call."),
    "date_of_birth": ("I was born on {x}.", "My birthday is {x}."),
}


@dataclass(frozen=True)
class Seed:
    """A leak in a letter: what it tells, how it was disguised, where it stands."""

    kind: str
    style: str
    start: int
    end: int
    known: bool = True


@dataclass
class Letter:
    """A letter, what is known in its case, and what was seeded into it."""

    text: str
    terms: tuple[tuple[str, str], ...]
    seeds: list[Seed] = field(default_factory=list)


def letters(count: int, seed: int) -> list[Letter]:
    """``count`` letters with leaks, one to three each."""
    dice = random.Random(seed)
    return [_letter(dice, dice.randint(1, 3)) for _ in range(count)]


def clean_letters(count: int, seed: int) -> list[Letter]:
    """``count`` letters without."""
    dice = random.Random(seed)
    return [_letter(dice, 0) for _ in range(count)]


def _letter(dice: random.Random, leaks: int) -> Letter:
    case = a_case(dice)
    sentences: list[tuple[str, tuple[str, str, str] | None]] = [
        (one, None) for one in dice.sample(CLEAN, dice.randint(8, 25))
    ]
    for _ in range(leaks):
        kind = dice.choice(list(case))
        style, said = disguised(dice, kind, dice.choice(case[kind]))
        sentence = dice.choice(SAID[kind])
        sentences.insert(dice.randint(0, len(sentences)), (sentence, (kind, style, said)))
    letter = Letter("", terms_of(case))
    for sentence, leak in sentences:
        gap = dice.choice((" ", " ", " ", "\n\n"))
        if leak is not None:
            start = len(letter.text) + sentence.index("{x}")
            letter.seeds.append(Seed(leak[0], leak[1], start, start + len(leak[2])))
            sentence = sentence.replace("{x}", leak[2])  # noqa: PLW2901
        letter.text += sentence + gap
    return letter


def disguised(dice: random.Random, kind: str, value: str) -> tuple[str, str]:
    """Choose a disguise that fits, and return its name and the text."""
    choices = {
        "exact": value,
        "small": value.lower(),
        "spaced": " ".join(value.replace(" ", "")),
        "fullwidth": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value),
        "zero_width": "\u200b".join(value),
    }
    if kind in {"name", "relative"}:
        choices |= _of_names(dice, value)
    elif kind == "address":
        choices |= _of_addresses(value)
    elif kind in {"phone", "postcode", "vehicle"}:
        choices |= {
            "in_words": " ".join(_in_words(c) for c in value if c != " "),
            "dotted": ".".join(value.replace(" ", "")),
            "run_together": value.replace(" ", ""),
        }
        if kind == "phone":
            choices |= {
                "international": "+44 (0)" + value[1:],
                "partial": value.replace(" ", "")[-6:],
            }
    elif kind == "email":
        choices |= {
            "in_words": value.replace("@", " at ").replace(".", " dot "),
            "bracketed": value.replace("@", " [at] ").replace(".", " [dot] "),
        }
    elif kind in {"school", "employer", "prison"}:
        choices |= {
            "homoglyph": value.translate(CYRILLIC),
            "leet": value.translate(LEET),
            "run_together": value.replace(" ", ""),
        }
    elif kind == "date_of_birth":
        choices = _of_days(value)
    style = dice.choice(list(choices))
    return style, choices[style]


def _of_names(dice: random.Random, value: str) -> dict[str, str]:
    given = value.split(maxsplit=1)[0]
    part = value.rsplit(maxsplit=1)[-1]
    found = {
        "first_name": given, "last_name": part, "possessive": f"{part}'s",
        "leet": part.translate(LEET), "homoglyph": part.translate(CYRILLIC),
        "spelled": "-".join(part.upper()), "nato": " ".join(NATO[c] for c in part.lower()),
        "punctuated": "_".join(part), "backwards": part[::-1] if len(part) > 5 else part,
    }  # fmt: skip
    if len(part) > 5:
        at = dice.randint(1, len(part) - 3)
        found["misspelled"] = part[:at] + part[at + 1] + part[at] + part[at + 2 :]
        found["masked"] = part[:2] + "*" + part[3:]
        found["split"] = part[: at + 1] + " " + part[at + 1 :]
    if given in NICK:
        found["nickname"] = NICK[given]
    return found


def _of_addresses(value: str) -> dict[str, str]:
    last = value.rsplit(maxsplit=1)[-1]
    found = {
        "homoglyph": value.translate(CYRILLIC),
        "leet": value.split()[-1 if len(value.split()) == 1 else -2].translate(LEET),
    }
    if last in SHORT:
        street = value.split(" ", 1)[1]
        found |= {
            "street_only": street,
            "shortened": street.replace(last, SHORT[last]),
            "partial": street.split()[0],
            "no_number": street.lower(),
        }
    return found


def _of_days(value: str) -> dict[str, str]:
    year, month, day = value.split("-")
    months = (
        "January February March April May June July August September October November December"
    ).split()
    name = months[int(month) - 1]
    return {"exact": value, "slashes": f"{day}/{month}/{year}", "short": f"{int(day)}.{int(month)}.{year[2:]}",
            "words": f"{int(day)} {name} {year}", "no_year": f"the {int(day)}th of {name}",
            "month_first": f"{name} {int(day)}"}  # fmt: skip


def _in_words(character: str) -> str:
    return (
        NUMBERS[int(character)] if character.isdigit() else NATO.get(character.lower(), character)
    )
