"""The ways in which a seventh hand tells each kind of identifier, plainly and in disguise."""

from __future__ import annotations

import random
import re

from tests.domain.comms.leaks.seventh_marks import (
    DIGITS,
    FIGURE_GLYPHS,
    HOMOGLYPHS,
    LETTER_NAMES,
    NATO,
    SPACED,
    SPELLED,
    Way,
    gapped,
    letters_of,
    named,
    plain,
)
from tests.domain.comms.leaks.seventh_said import (
    counted,
    day,
    grouped,
    hundreds,
    mail_said,
    noughts,
)
from tests.domain.comms.leaks.seventh_words import NICKNAMES, ORDINARY, STREET_KINDS


def part(way: Way) -> Way:
    """The way, on the forename, the family name or both; never on a word that is also an ordinary one."""

    def of_one(dice: random.Random, value: str) -> str | None:
        given, _, family = value.partition(" ")
        parts = [one for one in (given, family, value) if len(letters_of(one)) > 4]
        parts = [one for one in parts if one.lower() not in ORDINARY]
        return way(dice, dice.choice(parts)) if parts else None

    return of_one


def word(way: Way) -> Way:
    """The way, on one of the two names."""
    return lambda dice, value: part(way)(dice, dice.choice(value.split(" ", 1)))


def small(_: random.Random, value: str) -> str | None:
    return value.lower() if value.lower() not in {*ORDINARY, value} else None


def capitals(_: random.Random, value: str) -> str | None:
    return value.upper() if value.upper() != value else None


def swapped(dice: random.Random, value: str) -> str | None:
    at = dice.randint(1, max(1, len(value) - 3))
    if len(value) < 6 or value[at] == value[at + 1] or not value[at : at + 2].isalpha():
        return None
    return value[:at] + value[at + 1] + value[at] + value[at + 2 :]


def masked(dice: random.Random, value: str) -> str | None:
    at = dice.randint(2, max(2, len(value) - 3))
    return value[:at] + "*" + value[at + 1 :] if len(value) > 5 and value[at].isalpha() else None


def plural(_: random.Random, value: str) -> str | None:
    return value.partition(" ")[2] + "s" if value[-1] not in "sxz" else None


def hyphenated(dice: random.Random, value: str) -> str:
    return dice.choice((f"ex-{value}", f"{value}-like", f"half-{value}", f"{value}-and-co"))


def user(_: random.Random, value: str) -> str:
    """What a computer calls its user: the initial and the family name."""
    return letters_of(value[0] + value.partition(" ")[2]).lower()


def initial(_: random.Random, value: str) -> str:
    return f"{value[0]}. {value.partition(' ')[2]}"


def joined(gap: str) -> Way:
    return lambda _, value: gap.join(plain(value).lower().replace("'", "").split())


def sub(pattern: str, other: str) -> Way:
    """What the pattern finds is put otherwise; None where it finds nothing."""

    def way(_: random.Random, value: str) -> str | None:
        found = re.sub(pattern, other, value)
        return found if found != value else None

    return way


def only(pattern: str, said: str = "{x}") -> Way:
    """Only what the pattern finds, within what is said around it."""

    def way(_: random.Random, value: str) -> str | None:
        found = re.search(pattern, value)
        return said.replace("{x}", found[1]) if found else None

    return way


def shortened(_: random.Random, value: str) -> str | None:
    last = value.rsplit(" ", 1)[-1]
    return value.removesuffix(last) + STREET_KINDS[last] if last in STREET_KINDS else None


def shortened_street(dice: random.Random, value: str) -> str | None:
    short = shortened(dice, value)
    return re.sub(r"^\S+ ", "", short) if short else None


def spelled_street(_: random.Random, value: str) -> str | None:
    found = re.match(r"\d+\w? (\w+) (\w+)", value)
    return f"{'-'.join(found[1].upper())} {found[2]}" if found else None


def numbered(_: random.Random, value: str) -> str | None:
    found = re.fullmatch(r"(\d\d?) (.*)", value)
    return f"{counted(int(found[1]))} {found[2]}" if found else None


SAME = {"exact": lambda _, value: value, "small": small, "capitals": capitals}
NAMES: dict[str, Way] = (
    {style: part(way) for style, way in (HOMOGLYPHS | SPACED).items()}
    | {style: word(way) for style, way in SPELLED.items()}
    | {
        "exact": SAME["exact"], "first_name": lambda _, value: value.partition(" ")[0],
        "last_name": lambda _, value: value.partition(" ")[2] or None,
        "small": part(small), "capitals": part(capitals),
        "possessive": part(lambda _, value: value + ("'" if value.endswith("s") else "'s")),
        "hyphenated": word(hyphenated), "misspelled": word(swapped),
        "masked": word(masked), "backwards": word(lambda _, value: plain(value)[::-1].lower()),
        "hashtag": part(lambda _, value: "#" + value.replace(" ", "")),
        "accents_dropped": part(lambda _, value: plain(value) if plain(value) != value else None),
        "apostrophe_dropped": part(sub(r"['-]", "")), "apostrophe_curled": part(sub("'", "\u2019")),
        "nickname": lambda _, value: NICKNAMES.get(value.partition(" ")[0]),
        "metadata_person": SAME["exact"], "metadata_file": part(joined("_")),
    }
)  # fmt: skip
FULL_NAMES: dict[str, Way] = {
    "plural": plural, "initial": initial, "initial_bare": sub(r"^(\S)\S* ", r"\1 "),
    "reversed": sub(r"^(\S+) (.*)$", r"\2, \1"), "initial_last": sub(r"^(\S+) ([A-Z]).*$", r"\1 \2."),
    "run_together": lambda _, value: value.replace(" ", ""), "line_end": sub(r"^(\S+) ", "\\1\n"),
    "metadata_path": joined("."), "metadata_author": sub(r"^(\S+) (.*)$", r"\2, \1"),
    "metadata_reply": SAME["exact"], "metadata_user": user,
}  # fmt: skip
ADDRESSES: dict[str, Way] = {
    **SAME, **{style: HOMOGLYPHS[style] for style in (
        "homoglyph_cyrillic", "homoglyph_cyrillic_one", "homoglyph_greek_one", "homoglyph_fullwidth",
        "homoglyph_bold", "homoglyph_small_capitals", "homoglyph_accents", "leet", "leet_one",
    )}, **{style: SPACED[style] for style in (
        "spaced", "spaced_hyphens", "spaced_dots", "spaced_zero_width", "spaced_nbsp", "spaced_partly",
        "spaced_line_end", "spaced_tabs",
    )},
    "line_end": sub(r" (\S+)$", r"\n\1"), "street_only": only(r"^\d+\w? (\w+ \w+)"),
    "no_town": only(r"^(.*), \w+$"), "town_only": only(r"^.*, (\w+)$"),
    "shortened": shortened, "shortened_dot": lambda dice, value: (s := shortened(dice, value)) and s + ".",
    "shortened_street": shortened_street, "half_street_number": only(r"^(\d+\w? \w+) \w+"),
    "half_street": only(r"^\d+\w? (\w+) \w+", "the {x} end"), "number_in_words": numbered,
    "number_after": sub(r"^(\d+)\w? (\w+ \w+).*$", r"\2, number \1"), "number_sign": sub(r"^(\d)", r"No. \1"),
    "number_comma": sub(r"^(\d+\w?) ", r"\1, "), "bottom_of": only(r"^\d+\w? (\w+ \w+)", "the bottom of {x}"),
    "the_road_called": only(r"^\d+\w? (\w+) (?:Road|Street|Lane)", "the road called {x}"),
    "flat_and_half": sub(r"^(Flat \d+), (\w+) \w+$", r"\1 in \2"), "flat_short": sub(r"^Flat (\d+),", r"Fl. \1"),
    "block_only": only(r"^Flat \d+, (.*)$"), "estate_short": only(r"^(\w+) Estate$", "the {x}"),
    "house_name": only(r"^([A-Z]\w+ (?:Cottage|Villa|Lodge|Barn))$"),
    "spelled": spelled_street, "metadata_tag": SAME["exact"], "metadata_head": SAME["exact"],
}  # fmt: skip
CODES: dict[str, Way] = {
    "exact": SAME["exact"], "small": small, **{style: SPACED[style] for style in (
        "spaced", "spaced_hyphens", "spaced_dots", "spaced_zero_width", "spaced_tabs", "spaced_nbsp",
        "spaced_slashes", "spaced_lines",
    )}, **FIGURE_GLYPHS,
    "homoglyph_cyrillic": HOMOGLYPHS["homoglyph_cyrillic"], "run_together": sub(" ", ""), "line_end": sub(" ", "\n"),
    "hyphen": sub(" ", "-"), "spelled_nato": named(NATO), "spelled_letter_names": named(LETTER_NAMES),
    "spelled_for": SPELLED["spelled_for"], "spelled_commas": SPELLED["spelled_commas"],
}  # fmt: skip
PHONES: dict[str, Way] = {
    "exact": SAME["exact"], **{style: SPACED[style] for style in (
        "spaced", "spaced_hyphens", "spaced_dots", "spaced_zero_width", "spaced_tabs", "spaced_lines", "spaced_stars",
    )}, **FIGURE_GLYPHS,
    "run_together": sub(" ", ""), "international": sub("^0", "+44 "), "international_00": sub("^0", "0044 (0)"),
    "in_words": lambda _, value: " ".join(DIGITS[int(c)] for c in value.replace(" ", "")),
    "in_words_doubled": grouped, "in_words_hundreds": hundreds, "in_words_noughts": noughts,
    "in_words_half": lambda _, value: value[:6] + " ".join(DIGITS[int(c)] for c in value[6:] if c != " "),
    "bracketed": sub(r"^(\d+) ", r"(\1) "), "then": sub(" ", " then "), "line_end": sub(" ", "\n"),
    "ending": lambda _, value: "ending " + value.replace(" ", "")[-6:],
    "twos": lambda _, value: " ".join(re.findall(r"\d\d?", value.replace(" ", ""))),
    "begins_and_goes_on": sub(r"^(\d+) (.*)$", r"\1 is how it begins and \2 is the rest"),
}  # fmt: skip
EMAILS: dict[str, Way] = {
    "exact": SAME["exact"], "capitals": capitals, "said": mail_said, "bracketed": lambda _, v: v.replace("@", " [at] ").replace(".", " [dot] "),
    "round": lambda _, v: v.replace("@", "(at)").replace(".", "(dot)"), "set_apart": sub("@", " @ "),
    "at_capitals": sub("@", " AT "), "at_only": sub("@", " at "), "line_end": sub("@", "@\n"),
    "spaced": SPACED["spaced"], "spaced_zero_width": SPACED["spaced_zero_width"],
    "homoglyph_fullwidth": HOMOGLYPHS["homoglyph_fullwidth"], "homoglyph_bold": HOMOGLYPHS["homoglyph_bold"],
    "homoglyph_cyrillic": HOMOGLYPHS["homoglyph_cyrillic"],
    "local_part": only(r"^(.*)@", "{x} at the usual place"), "metadata_link": SAME["exact"],
}  # fmt: skip
PLACES: dict[str, Way] = {
    **SAME, **{style: HOMOGLYPHS[style] for style in HOMOGLYPHS if style.startswith(("homoglyph_c", "homoglyph_f"))},
    "homoglyph_greek_one": HOMOGLYPHS["homoglyph_greek_one"], "leet": HOMOGLYPHS["leet"],
    "leet_one": HOMOGLYPHS["leet_one"], **{style: SPACED[style] for style in (
        "spaced", "spaced_hyphens", "spaced_dots", "spaced_zero_width", "spaced_partly", "spaced_line_end",
    )}, "line_end": sub(r" (\S+)$", "\n\\1"), "run_together": sub(" ", ""),
    "metadata_head": SAME["exact"], "metadata_tag": SAME["exact"],
}  # fmt: skip
WAYS: dict[str, dict[str, Way]] = {
    "name": NAMES | FULL_NAMES, "relative": NAMES, "address": ADDRESSES,
    "postcode": CODES | {
        "outward_half": only(r"^(\S+) "), "outward_half_area": only(r"^(\S+) ", "the {x} end of town"),
        "then": sub(" ", " then "),
    },
    "phone": PHONES, "email": EMAILS,
    "date_of_birth": {
        "exact": SAME["exact"], "slashes": day("{dd}/{mm}/{y}"), "dots": day("{d}.{m}.{yy}"),
        "dashes": day("{dd}-{mm}-{y}"), "words": day("{d} {month} {y}"), "ordinal": day("the {th} of {month} {y}"),
        "month_first": day("{month} {d}, {y}"), "no_year": day("the {th} of {month}"), "short": day("{d} {mon} '{yy}"),
        "in_words": day("the {day} of {month} {year}"), "in_words_no_year": day("the {day} of {month}"),
        "roman": day("{d}.{roman}.{y}"), "run_together": day("{dd}{mm}{y}"),
        "spaced": day("{dd} / {mm} / {y}"), "spaced_all": lambda dice, v: gapped(" ")(dice, day("{dd}{mm}{y}")(dice, v)),
        "homoglyph_fullwidth": lambda dice, v: HOMOGLYPHS["homoglyph_fullwidth"](dice, day("{dd}/{mm}/{y}")(dice, v)),
        "line_end": day("{d} {month}\n{y}"), "month_capitals": lambda dice, v: day("{d} {month} {y}")(dice, v).upper(),
    },
    "school": PLACES | {
        "kind_dropped": only(r"^(.*?)(?: \w+)? (?:School|Academy|Nursery|College)$"),
        "apostrophe_dropped": sub("'", ""), "saint": sub(r"^St ", "Saint "), "kind_short": sub("Primary School", "Prim"),
    },
    "employer": PLACES | {
        "kind_dropped": only(r"^(.*) \S+$"), "first_word": only(r"^(\S+) "), "and": sub("&", "and"),
        "possessive": only(r"^(\S+) ", "{x}'s"),
    },
    "prison": PLACES | {
        "kind_dropped": only(r"^\S+ (.*)$"), "kind_after": sub(r"^\S+ (.*)$", r"\1 prison"),
        "kind_spaced": sub(r"^HMP ", "H M P "), "kind_dots": sub(r"^HMP ", "H.M.P. "), "kind_said": sub("^HMP ", "His Majesty's Prison "),
        "spelled": lambda _, v: "-".join(v.split()[-1].upper()), "misspelled": lambda dice, v: swapped(dice, v.split()[-1]),
        "spelled_nato": lambda dice, v: named(NATO)(dice, v.split()[-1]),
    },
    "vehicle": CODES | {"ending": only(r" (\S+)$", "something {x}"), "begins": only(r"^(\S+) ", "{x} something")},
    "social_media": {
        "exact": SAME["exact"], "capitals": capitals,
        "no_sign": sub("^@", ""), "said": mail_said, "spaced": SPACED["spaced"], "spaced_hyphens": SPACED["spaced_hyphens"],
        "spaced_zero_width": SPACED["spaced_zero_width"], "homoglyph_cyrillic": HOMOGLYPHS["homoglyph_cyrillic"],
        "homoglyph_fullwidth": HOMOGLYPHS["homoglyph_fullwidth"], "homoglyph_bold": HOMOGLYPHS["homoglyph_bold"],
        "leet": HOMOGLYPHS["leet"], "link": sub("^@", "instagram.com/"), "marks_dropped": sub(r"(?<=\w)[._](?=\w)", ""),
        "spelled_letter_names": named(LETTER_NAMES), "line_end": sub("^@", "@\n"),
    },
    "case_number": CODES | {
        "slash_said": sub("/", " slash "), "slash_hyphen": sub("/", "-"), "slash_dropped": sub("/", ""),
        "slash_spaced": sub("/", " / "), "metadata_tag": SAME["exact"], "metadata_file": sub("/", "_"),
    },
}  # fmt: skip
