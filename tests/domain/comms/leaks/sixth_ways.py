"""How the sixth hand hides what is known of a case: by keyboard, by ear, by halves."""

from __future__ import annotations

import random
import unicodedata

from tests.domain.comms.leaks import sixth_figures
from tests.domain.comms.leaks.corpus import NATO, NUMBERS
from tests.domain.comms.leaks.sixth_words import DULL_STREETS, PRISONS, SHORT, SOUNDS

CYRILLIC = str.maketrans("aeopcxyiBHKMTPCAE", "аеорсхуіВНКМТРСАЕ")
GREEK = str.maketrans("oavABEHIKMNOTZ", "οανΑΒΕΗΙΚΜΝΟΤΖ")
ACCENTS = str.maketrans("aeioun", "áèîöúñ")
LEET = str.maketrans("aeiostAEIOST", "431057431057")
INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
THINGS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "apple,ball,cat,dog,egg,fish,goat,hat,ink,jam,kite,lemon,mother,nut,orange,pig,queen,rain,sugar,"
        "tea,umbrella,van,water,x-ray,yellow,zebra".split(","),
        strict=True,
    )
)
TENS = "x x twenty thirty forty fifty sixty seventy eighty ninety".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TYPES = {"Road": "Rd", "Street": "St", "Avenue": "Ave", "Gardens": "Gdns", "Close": "Cl", "Lane": "Ln",
         "Crescent": "Cres", "Terrace": "Terr", "Drive": "Dr", "Place": "Pl"}  # fmt: skip


def plain_letters(value: str) -> str:
    """Without the marks on its letters."""
    value = value.translate(str.maketrans("łŁıİøØ", "lLiIoO"))
    return "".join(c for c in unicodedata.normalize("NFKD", value) if not unicodedata.combining(c))


def only_letters(value: str) -> str:
    """Its plain letters and nothing else."""
    return "".join(c for c in plain_letters(value) if c.isascii() and c.isalpha())


def of_any(dice: random.Random, value: str) -> dict[str, str]:
    """Disguises that any words of some length can wear."""
    found = {
        "spaced": " ".join(value.replace(" ", "")),
        "hyphened": "-".join(value.replace(" ", "").replace("-", "")),
        "dotted": ".".join(value.replace(" ", "").replace(".", "")),
        "zero_width": dice.choice(INVISIBLE).join(value),
        "fullwidth": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value),
        "mixed_case": "".join(c.upper() if n % 2 else c.lower() for n, c in enumerate(value)),
        "starred": "*".join(value.replace(" ", "")),
    }
    for style, table in {
        "cyrillic": CYRILLIC,
        "greek": GREEK,
        "accents": ACCENTS,
        "leet": LEET,
    }.items():
        changed = value.translate(table)
        if (
            changed != value
            and sum(a != b for a, b in zip(changed, value, strict=True)) <= len(value) * 0.6
        ):
            found[style] = changed
    if " " in value:
        found |= {
            "line_broken": value.replace(" ", "\n", 1),
            "run_together": value.replace(" ", ""),
        }
    longest = max(value.split(), key=len)
    if len(longest) > 7:
        found["broken_word"] = value.replace(longest, longest[:4] + "-\n" + longest[4:])
    return found


def of_words(dice: random.Random, value: str) -> dict[str, str]:
    """Disguises of one name or the word of a place: by letters, by ear, by mistake."""
    bare = only_letters(value)
    found = of_any(dice, value)
    found |= {
        "nato": " ".join(NATO[c] for c in bare.lower()),
        "spelled": dice.choice((" ", "-", ", ", ". ")).join(bare.upper()),
        "as_in": " ".join(f"{c.upper()} for {THINGS[c]}" for c in bare.lower()),
        "leet_dotted": ".".join(bare.translate(LEET)),
        "zero_width_cyrillic": "\u200b".join(value.translate(CYRILLIC)),
        "spaced_capitals": " ".join(bare.upper()),
    }
    if plain_letters(value) != value:
        found["plain_letters"] = plain_letters(value)
    if "'" in value or "-" in value:
        found["unmarked"] = value.replace("'", "").replace("-", " ")
    if value in SOUNDS:
        found["phonetic"] = SOUNDS[value]
    if len(bare) > 4 and bare.lower() != bare.lower()[::-1]:
        found["reversed"] = bare[::-1].lower()
    if len(bare) > 5 and bare == value:
        found["misspelled"] = misspelled(dice, value)
        found["misspelled_spaced"] = " ".join(misspelled(dice, value))
        found["split"] = f"{value[:3]} {value[3:]}"
        found["stretched"] = value[:-1] + value[-1] * 4
    return found


def misspelled(dice: random.Random, value: str) -> str:
    """As somebody with dyslexia might write it: one thing wrong."""
    at = dice.randint(2, len(value) - 3)
    found = [
        value[:at] + value[at + 1] + value[at] + value[at + 2 :],
        value[:at] + value[at] + value[at:],
        value[:at] + value[at + 1 :],
    ]
    found += [value.replace(a, b, 1) for a, b in (("b", "d"), ("ie", "ei"), ("ph", "f"), ("ck", "k"), ("ea", "ee"), ("a", "e")) if a in value]  # fmt: skip
    return dice.choice([one for one in found if one != value])


def of_names(dice: random.Random, value: str) -> dict[str, str]:
    """How a full name is told otherwise than plainly."""
    given, family = value.split(" ", 1)
    found = of_words(
        dice, dice.choice([one for one in (given, family) if len(one) > 3] or [family])
    )
    found |= {"initial": f"{given[0]}. {family}", "initial_close": f"{given[0]} {family}"}
    found |= {"line_broken": f"{given}\n{family}", "initial_family": f"{given} {family[0]}."}
    found |= {"possessive": f"{given}'s", "surname_first": f"{family}, {given}"}
    found |= {"handle": f"{only_letters(given).lower()}_{only_letters(family).lower()}"}
    if given in SHORT:
        short = dice.choice(SHORT[given].split())
        found |= {
            "nickname": short,
            "nickname_family": f"{short} {family}",
            "nickname_again": short,
        }
    halves = family.split("-")
    if len(halves) > 1 and len(halves[0]) > 3:
        found |= {
            "half_name": f"{given} {dice.choice([h for h in halves if len(h) > 3])}",
            "half_family": halves[0],
        }
    return found


def of_addresses(dice: random.Random, value: str) -> dict[str, str]:
    """A street without its number, a number with half the street, a town hidden."""
    if " " not in value:
        return of_words(dice, value)
    found = of_any(dice, value)
    if value.startswith("Flat"):
        flat, house = value.split(", ")
        return found | {
            "house_only": house,
            "no_comma": f"{flat} {house}",
            "flat_half": f"{flat.lower()} {house.split()[0]}",
        }
    number, street = value.split(" ", 1)
    stem, sort = street.rsplit(" ", 1)
    found |= {
        "street_only": street,
        "number_and_half": f"{number} {stem}",
        "number_in_words": f"{spoken_number(int(number))} {street}",
        "street_small": street.lower(),
        "street_before": f"{street}, number {number}",
    }
    if sort in TYPES:
        found["shortened"] = f"{number} {stem} {TYPES[sort]}"
    if stem not in DULL_STREETS and " " not in stem:
        hidden = of_words(dice, stem)
        found |= {"stem": stem}
        found |= {
            f"stem_{one}": hidden[one]
            for one in ("spelled", "nato", "misspelled", "reversed", "leet")
            if one in hidden
        }
    return found


def spoken_number(number: int) -> str:
    """A house number as it is said."""
    if number < 10:
        return NUMBERS[number]
    if number < 20:
        return TEENS[number - 10]
    return TENS[number // 10] + (f" {NUMBERS[number % 10]}" if number % 10 else "")


def of_places(dice: random.Random, value: str) -> dict[str, str]:
    """A school, employer or prison by what people call it."""
    found = of_any(dice, value)
    words = value.split()
    if value in PRISONS:
        name = value.split(" ", 1)[1]
        hidden = of_any(dice, name) if " " in name else of_words(dice, name)
        found = hidden | {
            "prison_name": name,
            "prison_after": f"{name} prison",
            "nick": f"{name} nick",
        }
        if PRISONS[value]:
            found |= {"slang": PRISONS[value], "slang_again": PRISONS[value]}
    elif len(words) == 1:
        found = of_words(dice, value)
    elif words[0] not in {"St", "Our", "Holly", "Marlborough", "Ysgol"}:
        found |= {"first_word": words[0], "first_word_small": words[0].lower()}
    else:
        found |= {
            "without_last": " ".join(words[:-1]),
            "without_last_small": " ".join(words[:-1]).lower(),
        }
    return found


def of_relatives(dice: random.Random, value: str) -> dict[str, str]:
    """A relative, known by a given name."""
    found = of_words(dice, value)
    return found | ({"nickname": dice.choice(SHORT[value].split())} if value in SHORT else {})


OF = {
    "name": of_names, "relative": of_relatives, "address": of_addresses, "postcode": sixth_figures.of_postcodes, "phone": sixth_figures.of_phones,
    "email": sixth_figures.of_mails, "school": of_places, "employer": of_places, "prison": of_places, "vehicle": sixth_figures.of_vehicles,
    "social_media": sixth_figures.of_mails, "case_number": sixth_figures.of_numbers, "date_of_birth": sixth_figures.of_days,
}  # fmt: skip
