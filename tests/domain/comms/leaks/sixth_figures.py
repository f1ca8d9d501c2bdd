"""How the sixth hand tells numbers, mail addresses and days: in groups, in words, by halves."""

from __future__ import annotations

import random

from tests.domain.comms.leaks.corpus import NATO, NUMBERS
from tests.domain.comms.leaks.sixth_words import CARS

LEET = str.maketrans("aeiostAEIOST", "431057431057")
MONTHS = (
    "January February March April May June July August September October November December"
).split()


def of_numbers(dice: random.Random, value: str) -> dict[str, str]:
    """Postcodes, plates and case numbers: in words, in part, in other groups."""
    bare = value.replace(" ", "")
    found = {
        "run_together": bare, "small_together": bare.lower(), "spaced": " ".join(bare),
        "dotted": ".".join(bare.replace("/", "")), "hyphened": value.replace(" ", "-").replace("/", "-"),
        "in_words": " ".join(NUMBERS[int(c)] if c.isdigit() else NATO.get(c.lower(), "stroke") for c in bare),
        "letters_and_words": " ".join(NUMBERS[int(c)] if c.isdigit() else ("slash" if c == "/" else c) for c in bare),
        "zero_width": "\u200b".join(value),
        "line_broken": value.replace(" ", "\n") if " " in value else f"{bare[:4]}\n{bare[4:]}",
    }  # fmt: skip
    return {style: text for style, text in found.items() if text != value}


def of_phones(dice: random.Random, value: str) -> dict[str, str]:
    """A telephone number in the groups that people write and say."""
    bare = value.replace(" ", "")
    said = [NUMBERS[int(c)] for c in bare]
    sizes = {"pairs": (2,) * 6, "threes": (5, 3, 3), "fours": (4, 3, 4), "odd": (3, 3, 3, 2)}
    return {
        style: dice.choice((" ", "-", ".", " / ")).join(_groups(bare, parts)) for style, parts in sizes.items()
    } | {
        "run_together": bare, "spaced": " ".join(bare), "plus": f"+44 {bare[1:5]} {bare[5:]}",
        "bracketed": f"({bare[:5]}) {bare[5:]}", "abroad": f"0044{bare[1:]}", "in_words": " ".join(said),
        "oh": " ".join(said).replace("zero", "oh"), "half_words": " ".join(a if n % 2 else b for n, (a, b) in enumerate(zip(said, bare, strict=True))),
        "letters_for_digits": bare.replace("0", "O"), "words_dashed": "-".join(said), "without_zero": bare[1:],
        "line_broken": f"{bare[:5]}\n{bare[5:]}", "last_six": bare[-6:], "ends_in": f"ends in {bare[-3:]}",
        "ends_with": f"ends with {bare[-4:]}", "doubled": _doubled(bare), "zero_width": "\u200b".join(value),
        "fullwidth": "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in value),
    }  # fmt: skip


def _groups(bare: str, sizes: tuple[int, ...]) -> list[str]:
    found = []
    for size in sizes:
        found.append(bare[:size])
        bare = bare[size:]
    return [one for one in found if one]


def _doubled(bare: str) -> str:
    said, at = [], 0
    while at < len(bare):
        twice = bare[at : at + 2] == bare[at] * 2
        said.append(("double " if twice else "") + NUMBERS[int(bare[at])].replace("zero", "oh"))
        at += 1 + twice
    return " ".join(said)


def of_mails(dice: random.Random, value: str) -> dict[str, str]:
    """An e-mail address or a handle as it is said."""
    own, _, domain = value.partition("@")
    if not own:
        name = value[1:]
        return {"no_at": name, "at_said": f"at {name}", "underscore_said": name.replace("_", " underscore "), "capitals": value.upper(),
                "spaced": " ".join(name), "zero_width": "\u200b".join(value), "run_together": name.replace("_", ""), "leet": value.translate(LEET)}  # fmt: skip
    return {"at_said": f"{own} at {domain}", "all_said": value.replace("@", " at ").replace(".", " dot "), "bracketed": value.replace("@", "(at)"),
            "square": value.replace("@", " [at] ").replace(".", " [dot] "), "own_part": own, "spaced": " ".join(value),
            "line_broken": value.replace("@", "@\n"), "zero_width": "\u200b".join(value), "capitals": value.upper()}  # fmt: skip


def ordinal(number: int) -> str:
    """A day of the month as it is said."""
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def of_days(dice: random.Random, value: str) -> dict[str, str]:
    """A day of birth in the ways that people write days."""
    year, month, day = value.split("-")
    number, name = int(day), MONTHS[int(month) - 1]
    th = ordinal(number)
    return {
        "slashes": f"{day}/{month}/{year}", "dots": f"{number}.{int(month)}.{year[2:]}", "dashes": f"{day}-{month}-{year[2:]}",
        "words": f"{number} {name} {year}", "ordinal": f"the {th} of {name}", "month_first": f"{name} {th}", "short_month": f"{number} {name[:3]} {year[2:]}",
        "together": f"{day}{month}{year}", "american": f"{name} {number}, {year}", "spaced": f"{day} {month} {year}", "ordinal_year": f"{th} {name} {year}",
        "age_and_day": f"I turn {2026 - int(year)} on {number} {name}", "month_year": f"{name} {year}", "with_day": f"{th} {name}",
    }  # fmt: skip


def of_postcodes(dice: random.Random, value: str) -> dict[str, str]:
    """A postcode whole or in part."""
    outward, inward = value.split()
    found = of_numbers(dice, value)
    found |= {
        "outward": outward,
        "starts": f"starts {outward}",
        "inward": f"{outward[:-1]}* {inward}",
    }
    return found | ({"oh_for_zero": value.replace("0", "O")} if "0" in value else {})


def of_vehicles(dice: random.Random, value: str) -> dict[str, str]:
    """A car, or its plate whole or in part."""
    if value in CARS:
        colour, _, model = value.split()
        return {"without_make": f"{colour} {model}", "spaced": " ".join(value.replace(" ", ""))}
    bare = value.replace(" ", "")
    return of_numbers(dice, value) | {"plate_half": bare[:4], "plate_end": f"ends {bare[4:]}"}
