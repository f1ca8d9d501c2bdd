"""How a fourth hand hides an identifier: each way by name, for each kind of identifier."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

Way = Callable[[str, random.Random], str]

NATO = dict(zip("abcdefghijklmnopqrstuvwxyz", "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu".split(), strict=True))  # fmt: skip
AS_IN = dict(zip("abcdefghijklmnopqrstuvwxyz", "apple ball cat dog egg fish goat hat ink jug kite lamp moon nest orange pig queen rain sun tree umbrella van water xylophone yellow zebra".split(), strict=True))  # fmt: skip
DIGITS = "zero one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
CYRILLIC = str.maketrans("aceopxyijsABCEHKMOPTXY", "асеорхуіјѕАВСЕНКМОРТХУ")
GREEK = str.maketrans("aoviABEHIKMNOPTXYZ", "αονιΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
LEET = str.maketrans("aeiostblg", "4310578!9")
SIGNS = str.maketrans("aieslto", "@!€$|+0")
SMALL_CAPS = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘʀsᴛᴜᴠᴡʏᴢ")
ACCENTS = str.maketrans("aeiouncs", "áèîöüñçš")
SEPARATORS = (" ", ".", "-", "_", " . ", "*", "|", ", ", " / ", "~", "\n")


def folded(value: str) -> str:
    """Without accents and strokes: Łucja is Lucja."""
    value = value.translate(str.maketrans("łŁıøØđĐ", "lLioOdD"))
    return "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.combining(c))


def shifted(start: int, digits: int | None = None) -> Way:
    """Letters moved to another block of Unicode that looks the same (bold, circled, wide …)."""

    def way(value: str, dice: random.Random) -> str:
        told = []
        for c in folded(value):
            if c.isascii() and c.isalpha():
                told.append(chr(start + ord(c.lower()) - 97))
            elif digits and c.isdigit():
                told.append(chr(digits + int(c)))
            else:
                told.append(c)
        return "".join(told)

    return way


def solid(value: str) -> str:
    return "".join(c for c in folded(value) if c.isalnum())


def apart(value: str, dice: random.Random) -> str:
    return dice.choice(SEPARATORS).join(solid(value))


def said(value: str, words: dict[str, str], between: str = " ") -> str:
    told = [DIGITS[int(c)] if c.isdigit() else words[c] for c in solid(value).lower()]
    return between.join(told)


def as_in(value: str, dice: random.Random) -> str:
    link = dice.choice(("for", "as in"))
    letters = [
        DIGITS[int(c)] if c.isdigit() else f"{c.upper()} {link} {AS_IN[c]}"
        for c in solid(value).lower()
    ]
    return ", ".join(letters)


def misspelled(value: str, dice: random.Random) -> str:
    at = dice.randrange(1, max(2, len(value) - 2))
    if len(value) < 5 or not value[at : at + 2].isalpha():
        return value
    return dice.choice((
        value[:at] + value[at + 1] + value[at] + value[at + 2 :],
        value[:at] + value[at] + value[at:],
        value[:at] + value[at + 1 :],
    ))  # fmt: skip


def stars(value: str, dice: random.Random) -> str:
    return value[:2] + "*" * max(1, len(value) - 4) + value[-2:]


def by_number(value: str) -> str:
    """A number under a hundred in words: 47 is forty-seven."""
    number = int(value)
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return TEENS[number - 10]
    rest = f"-{DIGITS[number % 10]}" if number % 10 else ""
    return TENS[number // 10] + rest


def doubles(value: str, dice: random.Random) -> str:
    """A number as it is said aloud: oh seven double-seven."""
    digits, told = [c for c in value if c.isdigit()], []
    while digits:
        one = digits.pop(0)
        word = "oh" if one == "0" else DIGITS[int(one)]
        if digits and digits[0] == one:
            digits.pop(0)
            word = f"double {word}"
        told.append(word)
    return " ".join(told)


def grouped(value: str, dice: random.Random) -> str:
    bare, told = solid(value), []
    while bare:
        size = dice.choice((2, 3, 4))
        told.append(bare[:size])
        bare = bare[size:]
    return dice.choice((" ", "-", ".")).join(told)


def digits_of(start: int) -> Way:
    def way(value: str, dice: random.Random) -> str:
        return "".join(chr(start + int(c)) if c.isdigit() else c for c in value)

    return way


def keycaps(value: str, dice: random.Random) -> str:
    return "".join(f"{c}\ufe0f\u20e3" for c in value if c.isdigit())


def spoken_address(value: str, dice: random.Random) -> str:
    """An e-mail address or a handle as it is read out."""
    for sign, word in (("@", " at "), (".", " dot "), ("_", " underscore "), ("-", " dash ")):
        value = value.replace(sign, word)
    return value.strip()


def in_half(value: str, dice: random.Random) -> str:
    cut = len(value) // 2
    return f"{value[:cut]}{dice.choice(('- ', chr(10), ' - ', '… ', ' '))}{value[cut:]}"


def mixed(value: str, dice: random.Random) -> str:
    return "".join(c.upper() if n % 2 else c.lower() for n, c in enumerate(value))


PLAIN: dict[str, Way] = {"exact": lambda v, d: v}
CASE: dict[str, Way] = {
    "upper": lambda v, d: v.upper(), "quoted": lambda v, d: f"“{v}”", "hash": lambda v, d: "#" + solid(v),
    "bold_marks": lambda v, d: f"**{v}**", "mixed_case": mixed,
}  # fmt: skip
HIDDEN: dict[str, Way] = {
    "soft_hyphen": lambda v, d: "\u00ad".join(v), "zero_width": lambda v, d: "\u200b".join(v),
    "joiner_within": lambda v, d: v[:3] + "\ufeff" + v[3:], "struck_out": lambda v, d: "".join(c + "\u0336" for c in v),
    "underlined": lambda v, d: "".join(c + "\u0332" for c in v), "no_break": lambda v, d: v.replace(" ", "\u00a0"),
    "variation": lambda v, d: "".join(c + "\ufe0e" for c in v), "override": lambda v, d: f"\u202e{v[::-1]}\u202c",
}  # fmt: skip
SHAPES: dict[str, Way] = {
    "cyrillic": lambda v, d: v.translate(CYRILLIC), "greek": lambda v, d: v.translate(GREEK),
    "wide": shifted(0xFF41, 0xFF10), "bold_maths": shifted(0x1D41A, 0x1D7CE), "script": shifted(0x1D4EA, 0x1D7D8),
    "monospace": shifted(0x1D68A, 0x1D7F6), "fraktur": shifted(0x1D586), "squared": shifted(0x1F130), "flags": shifted(0x1F1E6),
    "small_caps": lambda v, d: folded(v).lower().translate(SMALL_CAPS),
}  # fmt: skip
APART: dict[str, Way] = {
    "apart": apart, "apart_again": apart, "nato": lambda v, d: said(v, NATO), "as_in": as_in,
    "nato_hyphens": lambda v, d: said(v, NATO, "-"), "backwards": lambda v, d: v[::-1], "in_half": in_half,
}  # fmt: skip
WORDS: dict[str, Way] = {
    "leet": lambda v, d: folded(v).lower().translate(LEET), "signs": lambda v, d: folded(v).lower().translate(SIGNS),
    "accents": lambda v, d: v.translate(ACCENTS), "misspelled": misspelled, "stars": stars, "folded": lambda v, d: folded(v),
    "one_leet": lambda v, d: folded(v).translate(str.maketrans("aeo", "430")),
}  # fmt: skip
LOWER: dict[str, Way] = {"lower": lambda v, d: v.lower()}
NUMBER: dict[str, Way] = {
    "solid": lambda v, d: solid(v), "grouped": grouped, "grouped_again": grouped,
    "letter_o": lambda v, d: v.replace("0", "O"), "letter_l": lambda v, d: v.replace("1", "l").replace("5", "S"),
}  # fmt: skip
DIGITS_ONLY: dict[str, Way] = {
    "aloud": doubles, "figures_in_words": lambda v, d: said(v, {}), "arabic_digits": digits_of(0x660),
    "keycaps": keycaps, "devanagari": digits_of(0x966), "circled": lambda v, d: "".join(chr(0x2460 + int(c) - 1) if c in "123456789" else "⓪" for c in v if c.isdigit()),
    "dashes": lambda v, d: "-".join(c for c in v if c.isdigit()), "no_zero": lambda v, d: solid(v).lstrip("0"),
    "international": lambda v, d: f"+44 (0){v[1:]}", "last_seven": lambda v, d: solid(v)[-7:],
}  # fmt: skip
MAIL: dict[str, Way] = {
    "spoken": spoken_address, "at_dot": lambda v, d: v.replace("@", " [at] ").replace(".", " [dot] "),
    "local": lambda v, d: v.split("@")[0], "gaps": lambda v, d: v.replace("@", " @ ").replace(".", " . "),
    "wrong_end": lambda v, d: v.rsplit(".", 1)[0] + ".example",
}  # fmt: skip
