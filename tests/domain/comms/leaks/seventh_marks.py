"""How a seventh hand changes the characters: gaps between them, other ones that look alike, their names."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from itertools import pairwise

Way = Callable[[random.Random, str], str | None]

GAPS = {
    "spaced": " ",
    "spaced_twice": "  ",
    "spaced_hyphens": "-",
    "spaced_dots": ".",
    "spaced_tabs": "\t",
    "spaced_nbsp": "\u00a0",
    "spaced_thin": "\u2009",
    "spaced_zero_width": "\u200b",
    "spaced_joiner": "\u200d",
    "spaced_soft_hyphen": "\u00ad",
    "spaced_underscores": "_",
    "spaced_slashes": "/",
    "spaced_bars": "|",
    "spaced_stars": "*",
    "spaced_middots": "\u00b7",
    "spaced_dash_wide": " - ",
    "spaced_lines": "\n",
}
NATO = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar"
            " papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu"
        ).split(),
        strict=True,
    )
)
HOMELY = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "apple banana cat dog egg fish goat hat igloo jam kite lemon mouse nut orange pig queen rabbit"
            " sugar tea umbrella van water xylophone yellow zebra"
        ).split(),
        strict=True,
    )
)
LETTER_NAMES = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "ay bee cee dee ee eff gee aitch eye jay kay ell em en oh pee cue ar ess tee you vee double-you"
            " ex why zed"
        ).split(),
        strict=True,
    )
)
DIGITS = "zero one two three four five six seven eight nine".split()
CYRILLIC = dict(zip("aceiopxysjABCEHKMOPTXSIJ", "асеіорхуѕјАВСЕНКМОРТХЅІЈ", strict=True))
GREEK = dict(zip("oavipuktABEHIKMNOPTXYZ", "οανιρυκτΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True))
SMALL_CAPITALS = dict(zip("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
RAISED = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
ACCENTS = dict(zip("aeiouyncAEIOU", "äéîöúýñçÀÈÏÔÜ", strict=True))
LEET = dict(zip("aeiostAEIOST", "431057431057", strict=True))
SIGNS = dict(zip("aeislotAEISLOT", "@€!$|0+@€!$|0+", strict=True))
ELL = dict(zip("lIioO", "1l100", strict=True))
FIGURES = dict(zip("0123456789", "OlZЗ4S6789", strict=True))


def plain(value: str) -> str:
    """The value in plain Latin letters, without accents."""
    odd = str.maketrans("łŁøØđĐıæ", "lLoOdDia")
    return "".join(
        c
        for c in unicodedata.normalize("NFD", value.translate(odd))
        if not unicodedata.combining(c)
    )


def letters_of(value: str) -> str:
    """The letters and digits alone."""
    return "".join(c for c in plain(value) if c.isalnum())


def mapped(table: dict[str, str]) -> Way:
    """Every character that the table has another for."""

    def way(_: random.Random, value: str) -> str | None:
        found = "".join(table.get(c, c) for c in value)
        return found if found != value else None

    return way


def mapped_small(table: dict[str, str]) -> Way:
    """As ``mapped``, of the value in small plain letters."""
    way = mapped(table)
    return lambda dice, value: way(dice, plain(value).lower())


def one_mapped(table: dict[str, str]) -> Way:
    """One character only."""

    def way(dice: random.Random, value: str) -> str | None:
        places = [at for at, c in enumerate(value) if c in table]
        if not places:
            return None
        at = dice.choice(places)
        return value[:at] + table[value[at]] + value[at + 1 :]

    return way


def shifted(capital: int, small: int, zero: int = 0) -> Way:
    """Each letter in an alphabet that begins elsewhere in Unicode."""

    def other(c: str) -> str:
        if "A" <= c <= "Z":
            return chr(capital + ord(c) - ord("A"))
        if "a" <= c <= "z":
            return chr(small + ord(c) - ord("a"))
        return chr(zero + int(c)) if zero and c in "0123456789" else c

    return lambda _, value: "".join(other(c) for c in plain(value))


def fullwidth(_: random.Random, value: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value)


def struck(_: random.Random, value: str) -> str:
    return "".join(c + "\u0336" if c.isalnum() else c for c in value)


HOMOGLYPHS: dict[str, Way] = {
    "homoglyph_cyrillic": mapped(CYRILLIC),
    "homoglyph_cyrillic_one": one_mapped(CYRILLIC),
    "homoglyph_greek": mapped(GREEK),
    "homoglyph_greek_one": one_mapped(GREEK),
    "homoglyph_fullwidth": fullwidth,
    "homoglyph_bold": shifted(0x1D400, 0x1D41A, 0x1D7CE),
    "homoglyph_sans": shifted(0x1D5A0, 0x1D5BA, 0x1D7E2),
    "homoglyph_script": shifted(0x1D4D0, 0x1D4EA),
    "homoglyph_fraktur": shifted(0x1D56C, 0x1D586),
    "homoglyph_typewriter": shifted(0x1D670, 0x1D68A, 0x1D7F6),
    "homoglyph_circled": shifted(0x24B6, 0x24D0),
    "homoglyph_squared": shifted(0x1F130, 0x1F130),
    "homoglyph_small_capitals": mapped_small(SMALL_CAPITALS),
    "homoglyph_raised": mapped_small(RAISED),
    "homoglyph_accents": mapped(ACCENTS),
    "homoglyph_accent_one": one_mapped(ACCENTS),
    "homoglyph_ell_and_one": mapped(ELL),
    "homoglyph_struck": struck,
    "leet": mapped(LEET),
    "leet_one": one_mapped(LEET),
    "leet_signs": mapped(SIGNS),
}
FIGURE_GLYPHS: dict[str, Way] = {
    "homoglyph_letters_for_figures": mapped(FIGURES),
    "homoglyph_oh_for_nought": mapped({"0": "O"}),
    "homoglyph_fullwidth": fullwidth,
    "homoglyph_bold": shifted(0x1D400, 0x1D41A, 0x1D7CE),
    "homoglyph_circled": mapped({str(n): chr(0x245F + n) if n else "\u24ea" for n in range(10)}),
    "homoglyph_keycaps": mapped({str(n): f"{n}\ufe0f\u20e3" for n in range(10)}),
    "homoglyph_raised": mapped(dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))),
    "homoglyph_arabic": mapped(dict(zip("0123456789", "٠١٢٣٤٥٦٧٨٩", strict=True))),
}


def gapped(gap: str) -> Way:
    """The gap between all letters; words are set a little further apart."""
    return lambda _, value: (gap * 2 if gap.isspace() else " ").join(
        gap.join(word) for word in value.split()
    )


def split(gap: str) -> Way:
    """One gap somewhere within the longest word."""

    def way(dice: random.Random, value: str) -> str | None:
        word = max(value.split(), key=len)
        if len(word) < 5:
            return None
        at = dice.randint(2, len(word) - 2)
        return value.replace(word, word[:at] + gap + word[at:], 1)

    return way


SPACED: dict[str, Way] = {style: gapped(gap) for style, gap in GAPS.items()} | {
    "spaced_partly": split(" "),
    "spaced_line_end": split("-\n"),
    "spaced_line_end_bare": split("\n"),
    "spaced_one_nbsp": split("\u00a0"),
    "spaced_one_zero_width": split("\u200b"),
    "spaced_one_dot": split("."),
}


def named(table: dict[str, str], gap: str = " ") -> Way:
    """Each letter by a name for it, each digit by its word."""
    return lambda _, value: gap.join(
        DIGITS[int(c)] if c.isdigit() else table[c] for c in letters_of(value).lower()
    )


def as_in(table: dict[str, str], said: str) -> Way:
    """Each letter with a word that begins with it: "J for juliet"."""
    return lambda _, value: ", ".join(
        DIGITS[int(c)] if c.isdigit() else f"{c} {said} {table[c.lower()]}"
        for c in letters_of(value).upper()
    )


def doubled(_: random.Random, value: str) -> str | None:
    """Letters, with two alike told as "double"."""
    left, found = letters_of(value).upper(), []
    if not any(a == b for a, b in pairwise(left)):
        return None
    while left:
        twice = left[1:2] == left[0]
        found.append(f"double {left[0]}" if twice else left[0])
        left = left[2 if twice else 1 :]
    return ", ".join(found)


SPELLED: dict[str, Way] = {
    "spelled_letter_names": named(LETTER_NAMES),
    "spelled_letter_names_hyphens": named(LETTER_NAMES, "-"),
    "spelled_nato": named(NATO),
    "spelled_nato_lines": named(NATO, "\n"),
    "spelled_for": as_in(NATO, "for"),
    "spelled_as_in": as_in(HOMELY, "as in"),
    "spelled_capital": lambda _, value: (
        f"capital {value[0]} then " + " ".join(letters_of(value)[1:].lower())
    ),
    "spelled_thats": lambda _, value: "that's " + "-".join(letters_of(value).upper()),
    "spelled_commas": lambda _, value: ", ".join(letters_of(value).upper()),
    "spelled_then": lambda _, value: " then ".join(letters_of(value).lower()),
    "spelled_double": doubled,
    "spelled_quoted": lambda _, value: " ".join(f"'{c}'" for c in letters_of(value).lower()),
    "spelled_starts": lambda _, value: (
        f"starts with a {value[0]} and then {letters_of(value)[1:].lower()}"
    ),
}
