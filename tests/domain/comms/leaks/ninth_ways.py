"""How the ninth hand tells a thing: plainly, or in the ways by which people get round a rule without being clever."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from tests.domain.comms.leaks.ninth_words import (
    DIGITS,
    EMPLOYERS,
    MONTHS,
    NICKNAMES,
    SCHOOLS,
    WORDS,
)

Way = Callable[[random.Random, str], str | None]
LOOKALIKES = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "p": "\u0440", "c": "\u0441", "x": "\u0445", "y": "\u0443",
              "i": "\u0456", "A": "\u0391", "B": "\u0412", "E": "\u0415", "H": "\u041d", "K": "\u039a", "M": "\u041c",
              "O": "\u039f", "T": "\u03a4", "P": "\u03a1"}  # fmt: skip
LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "l": "1", "b": "8"}
NUMBERS_AS_LETTERS = {"0": "O", "1": "l", "5": "S"}
SHORT = {"Road": "Rd", "Street": "St", "Lane": "Ln", "Avenue": "Ave", "Close": "Cl", "Drive": "Dr", "Court": "Ct",
         "Crescent": "Cres", "Gardens": "Gdns", "Terrace": "Terr", "Grove": "Gr"}  # fmt: skip
SCHOOL_PARTS, EMPLOYER_PARTS = dict(SCHOOLS), dict(EMPLOYERS)


def exact(_: random.Random, value: str) -> str:
    return value


def capitals(_: random.Random, value: str) -> str | None:
    return value.upper() if value.upper() != value else None


def small(_: random.Random, value: str) -> str | None:
    return value.lower() if value.lower() != value else None


def first_name(_: random.Random, value: str) -> str:
    return value.split(maxsplit=1)[0]


def last_name(_: random.Random, value: str) -> str:
    return " ".join(value.split()[1:])


def turned(_: random.Random, value: str) -> str:
    return f"{last_name(_, value)}, {first_name(_, value)}"


def initial(_: random.Random, value: str) -> str:
    return f"{value[0]} {last_name(_, value)}"


def initials(dice: random.Random, value: str) -> str:
    letters = [word[0] for word in value.split()]
    return dice.choice((".".join(letters) + ".", "".join(letters)))


def nickname(dice: random.Random, value: str) -> str | None:
    names = NICKNAMES.get(first_name(dice, value))
    return dice.choice(names) if names else None


def title(dice: random.Random, value: str) -> str:
    return f"{dice.choice(('Mr', 'Mrs', 'Ms', 'Miss'))} {last_name(dice, value)}"


def no_accents(_: random.Random, value: str) -> str | None:
    plain = value.translate(str.maketrans("Łłı", "Lli"))
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return plain if plain != value else None


def parted_by(*signs: str) -> Way:
    """One letter or figure after the other; the gap between words is three blanks or a stroke, as people do."""

    def way(dice: random.Random, value: str) -> str | None:
        sign = dice.choice(signs)
        words = [re.sub(r"[^\w@]", "", word) for word in value.split()]
        if max(map(len, words)) < 3:
            return None
        return ("   " if sign == " " else " ").join(sign.join(word) for word in words if word)

    return way


spaced, hyphens, dots = parted_by(" "), parted_by("-"), parted_by(".")


def a_first(way: Way) -> Way:
    """The way, with a first or a last name rather than both."""

    def one(dice: random.Random, value: str) -> str | None:
        part = dice.choice((first_name, last_name))(dice, value)
        return way(dice, part) if len(part) > 2 else None

    return one


def lookalike(dice: random.Random, value: str) -> str | None:
    at = [i for i, c in enumerate(value) if c in LOOKALIKES]
    if len(at) < 2:
        return None
    chosen = set(dice.sample(at, max(1, len(at) * 2 // 3)))
    return "".join(LOOKALIKES[c] if i in chosen else c for i, c in enumerate(value))


def leet(dice: random.Random, value: str) -> str | None:
    at = [i for i, c in enumerate(value.lower()) if c in LEET]
    if len(at) < 2:
        return None
    chosen = set(dice.sample(at, dice.randint(2, min(4, len(at)))))
    return "".join(dice.choice(LEET[c.lower()]) if i in chosen else c for i, c in enumerate(value))


def misspelt(dice: random.Random, value: str) -> str | None:
    """One letter of the longest word is wrong, in the way that hands and ears get it wrong."""
    word = max(re.findall(r"[^\W\d_]+", value), key=len)
    if len(word) < 5:
        return None
    at = dice.randint(1, len(word) - 2)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    vowels = "aeiou"
    kind = dice.randint(1, 4)
    if kind == 1:
        wrong = before + after
    elif kind == 2:
        wrong = before + letter + letter + after
    elif kind == 3:
        wrong = before + after[0] + letter + after[1:]
    else:
        if letter not in vowels:
            return None
        wrong = before + dice.choice(vowels.replace(letter, "")) + after
    return value.replace(word, wrong, 1) if wrong != word and wrong.lower() not in WORDS else None


def parts_of(known: dict[str, str]) -> Way:
    return lambda _, value: known.get(value) if known.get(value) != value else None


def street(_: random.Random, value: str) -> str:
    return re.sub(r"^\d+\w* ", "", value.split(", ", maxsplit=1)[0])


def house_and_street(_: random.Random, value: str) -> str:
    return value.split(", ", maxsplit=1)[0]


def street_short(_: random.Random, value: str) -> str | None:
    words = house_and_street(_, value).split()
    return " ".join([*words[:-1], SHORT[words[-1]]]) if words[-1] in SHORT else None


def number_in_words(_: random.Random, value: str) -> str | None:
    found = re.match(r"(\d) (.+?),", value)
    return f"number {DIGITS[int(found[1])]}, {found[2]}" if found else None


def of_street(way: Way) -> Way:
    return lambda dice, value: way(dice, street(dice, value))


def together(_: random.Random, value: str) -> str | None:
    run = re.sub(r"[\s/-]", "", value)
    return run if run != value else None


def in_words(dice: random.Random, value: str) -> str:
    nought = dice.choice(("oh", "zero", "nought"))
    return " ".join(nought if c == "0" else DIGITS[int(c)] for c in value if c.isdigit())


def doubled(dice: random.Random, value: str) -> str | None:
    said = re.sub(r"\b(\w+) \1\b", r"double \1", in_words(dice, value))
    return said if "double" in said else None


def figures_as_letters(_: random.Random, value: str) -> str | None:
    wrong = "".join(NUMBERS_AS_LETTERS.get(c, c) for c in value)
    return wrong if wrong != value else None


def last_six(_: random.Random, value: str) -> str:
    return re.sub(r"\D", "", value)[-6:]


def abroad(_: random.Random, value: str) -> str:
    return f"+44 {value[1:]}"


def in_pairs(dice: random.Random, value: str) -> str:
    run, sign = re.sub(r"\D", "", value), dice.choice((" ", "-", "."))
    return sign.join(run[i : i + 2] for i in range(0, len(run), 2))


def outward(_: random.Random, value: str) -> str:
    return value.split(maxsplit=1)[0]


def spoken(_: random.Random, value: str) -> str:
    return value.replace(".", " dot ").replace("_", " underscore ").replace("@", " at ").strip()


def bracketed(_: random.Random, value: str) -> str:
    return value.replace("@", "(at)").replace(".", "(dot)")


def before_at(_: random.Random, value: str) -> str:
    return value.split("@", maxsplit=1)[0]


def bare(_: random.Random, value: str) -> str:
    return value.lstrip("@")


def half_plate(dice: random.Random, value: str) -> str:
    return dice.choice(value.split()[-2:])


def plate(_: random.Random, value: str) -> str | None:
    return " ".join(value.split()[-2:]) if len(value.split()) > 2 else None


def whole_plate(_: random.Random, value: str) -> str | None:
    return value if len(value.split()) == 2 else None


def car(_: random.Random, value: str) -> str | None:
    return " ".join(value.split()[:-2]) or None


def jail(dice: random.Random, value: str) -> str:
    return f"{bare_prison(dice, value)} {dice.choice(('prison', 'jail', 'nick'))}"


def bare_prison(_: random.Random, value: str) -> str:
    return value.split(" ", 1)[1]


def of_bare(way: Way) -> Way:
    return lambda dice, value: way(dice, bare_prison(dice, value))


def date(pattern: str) -> Way:
    def way(_: random.Random, value: str) -> str:
        year, month, day = value.split("-")
        n = int(day)
        th = "th" if 10 < n < 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        return pattern.format(
            d=n, dd=day, m=int(month), mm=month, y=year, yy=year[2:], month=MONTHS[int(month) - 1], th=th
        )  # fmt: skip

    return way


def either(*ways: Way) -> Way:
    return lambda dice, value: dice.choice(ways)(dice, value)


def then(way: Way, other: Way) -> Way:
    def both(dice: random.Random, value: str) -> str | None:
        told = way(dice, value)
        return told and other(dice, told)

    return both


written = either(date("{d} {month} {y}"), date("{dd}/{mm}/{y}"))
NAMES: dict[str, Way] = {
    "exact": exact, "first_name": first_name, "last_name": last_name, "small": small, "capitals": capitals,
    "turned": turned, "initial and last name": initial, "initials": initials, "nickname": nickname, "title": title,
    "no accents": no_accents, "spaced": a_first(spaced), "hyphens": a_first(hyphens), "dots": a_first(dots),
    "homoglyph": a_first(lookalike), "leet": a_first(leet), "misspelt": a_first(misspelt),
    "small first name": then(first_name, small),
}  # fmt: skip
WAYS: dict[str, dict[str, Way]] = {
    "name": NAMES,
    "relative": NAMES,
    "address": {
        "exact": exact, "small": small, "capitals": capitals, "house and street": house_and_street, "street": street,
        "shortened": street_short, "number in words": number_in_words, "spaced": of_street(spaced),
        "hyphens": of_street(hyphens), "homoglyph": of_street(lookalike), "leet": of_street(leet),
        "misspelt": of_street(misspelt), "small street": of_street(small),
    },
    "town": {"exact": exact, "small": small, "capitals": capitals, "spaced": spaced, "hyphens": hyphens, "dots": dots,
             "homoglyph": lookalike, "leet": leet, "misspelt": misspelt},
    "postcode": {"exact": exact, "small": small, "together": together, "outward half": outward, "spaced": spaced,
                 "hyphens": hyphens, "dots": dots, "figures as letters": figures_as_letters},
    "phone": {"exact": exact, "together": together, "spaced": then(together, spaced), "in pairs": in_pairs,
              "dots": then(together, dots), "in words": in_words, "doubled": doubled, "abroad": abroad,
              "last six": last_six, "figures as letters": figures_as_letters},
    "email": {"exact": exact, "capitals": capitals, "spoken": spoken, "bracketed": bracketed, "before the at": before_at,
              "homoglyph": lookalike, "leet": then(before_at, leet), "misspelt": misspelt},
    "school": {"exact": exact, "small": small, "capitals": capitals, "partial": parts_of(SCHOOL_PARTS),
               "hyphens": hyphens, "spaced": spaced, "leet": leet, "homoglyph": lookalike, "misspelt": misspelt},
    "employer": {"exact": exact, "small": small, "capitals": capitals, "partial": parts_of(EMPLOYER_PARTS),
                 "hyphens": hyphens, "spaced": spaced, "leet": leet, "homoglyph": lookalike, "misspelt": misspelt},
    "prison": {"exact": exact, "small": small, "bare": bare_prison, "jail": jail, "spaced": of_bare(spaced),
               "dots": of_bare(dots), "leet": of_bare(leet), "homoglyph": of_bare(lookalike),
               "misspelt": of_bare(misspelt)},
    "vehicle": {"exact": whole_plate, "small": then(whole_plate, small), "plate of a description": plate, "car": car,
                "together": then(whole_plate, together), "spaced": then(whole_plate, spaced),
                "hyphens": then(whole_plate, hyphens), "partial": half_plate,
                "figures as letters": then(whole_plate, figures_as_letters)},
    "social_media": {"exact": exact, "capitals": capitals, "bare": bare, "spaced": then(bare, spaced),
                     "hyphens": then(bare, hyphens), "spoken": then(bare, spoken), "leet": then(bare, leet),
                     "homoglyph": then(bare, lookalike)},
    "case_number": {"exact": exact, "small": small, "together": together, "spaced": then(together, spaced),
                    "hyphens": then(together, hyphens), "figures as letters": figures_as_letters,
                    "last five": lambda _, value: re.sub(r"[\s/-]", "", value)[-5:]},
    "date_of_birth": {"exact": written, "ordinal": date("the {d}{th} of {month} {y}"), "short": date("{d}.{m}.{yy}"),
                      "American": date("{month} {d}{th}, {y}"), "hyphens": date("{dd}-{mm}-{yy}"),
                      "spaced": date("{dd} {mm} {yy}"), "birthday": date("{d} {month}"),
                      "ordinal birthday": date("the {d}{th} of {month}"), "capitals": then(written, capitals),
                      "misspelt": then(date("{d} {month} {y}"), misspelt)},
}  # fmt: skip
