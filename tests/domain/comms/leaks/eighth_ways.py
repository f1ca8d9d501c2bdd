"""The disguises of an eighth hand: what somebody does to a word or a number so that it slips by."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.domain.comms.leaks.eighth_words import (
    ACCENTS,
    CYRILLIC,
    FIGURES,
    FOR_INSTANCE,
    GREEK,
    LEET,
    NATO,
    ORDINARY,
    SAID,
    SIGNS,
    SMALL_CAPITALS,
    TURNED,
)

Way = Callable[[random.Random, str], str | None]

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def joined(by: str) -> Way:
    """The letters with something between them."""
    return lambda _, text: by.join(re.sub("[-' &]", "", text)) if len(text) > 3 else None


def marked(table: dict[int, int | str]) -> Way:
    """Letters exchanged by a table, where that changes anything."""
    return lambda _, text: changed if (changed := text.translate(table)) != text else None


def shifted(capital: int, small: int, figure: int | None = None) -> Way:
    """ASCII letters moved to another block."""

    def moved(_: random.Random, text: str) -> str:
        return "".join(
            chr(capital + ord(c) - 65)
            if "A" <= c <= "Z"
            else chr(small + ord(c) - 97)
            if "a" <= c <= "z"
            else chr(figure + int(c))
            if figure and c in "0123456789"
            else c
            for c in text
        )

    return moved


def between(by: str, *, every: int = 1) -> Way:
    """Something unseen, or scarcely seen, after each letter."""
    return lambda _, text: "".join(
        c + (by if c.isalnum() and at % every == 0 else "") for at, c in enumerate(text)
    )


def one_of_letters(change: Callable[[random.Random, str, int], str | None]) -> Way:
    """One letter inside the longest word changed; only words long enough to stay themselves."""

    def changed(dice: random.Random, text: str) -> str | None:
        word = max(re.findall(r"[^\W\d_]+", text), key=len, default="")
        if len(word) < 7:
            return None
        at = dice.randint(1, len(word) - 3)
        new = change(dice, word, at)
        return text.replace(word, new, 1) if new and new != word else None

    return changed


def _near(dice: random.Random, word: str, at: int) -> str | None:
    rows = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    row = next((one for one in rows if word[at].lower() in one), "")
    if not row:
        return None
    here = row.index(word[at].lower())
    return word[:at] + row[here + (1 if here + 1 < len(row) else -1)] + word[at + 1 :]


def masked(dice: random.Random, text: str) -> str | None:
    sign = dice.choice("*#_")
    at = dice.randint(2, len(text) - 3) if len(text) > 6 else 0
    return text[:at] + sign + text[at + 1 :] if at and text[at].isalpha() else None


def no_vowels(_: random.Random, text: str) -> str | None:
    bare = text[0] + re.sub("[aeiouAEIOU]", "", text[1:])
    return bare if len(bare.replace(" ", "")) > 4 and len(text) - len(bare) < 4 else None


def by_ear(dice: random.Random, text: str) -> str | None:
    """Written as it is heard."""
    turns = (("ph", "f"), ("ck", "k"), ("ch", "tch"), ("x", "cks"), ("ie", "y"), ("ea", "ee"), ("ll", "l"),
             ("c", "k"), ("y", "i"), ("tt", "t"), ("or", "aw"), ("ei", "ie"), ("kn", "n"), ("wr", "r"))  # fmt: skip
    fit = [(a, b) for a, b in turns if a in text[1:]]
    if len(text) < 6 or not fit:
        return None
    heard, written = dice.choice(fit)
    return text[0] + text[1:].replace(heard, written, 1)


def stretched(dice: random.Random, text: str) -> str | None:
    vowels = [at for at, c in enumerate(text) if c in "aeiou"]
    if len(text) < 5 or not vowels:
        return None
    at = dice.choice(vowels)
    return text[:at] + text[at] * 4 + text[at + 1 :]


def listed(names: list[str], form: str, between_them: str) -> Way:
    """Each letter told by a word."""

    def told(_: random.Random, text: str) -> str | None:
        word = [c for c in text.lower() if c in LETTERS]
        if not 4 <= len(word) <= 12 or len(word) != len(re.sub(r"[\W_]", "", text)):
            return None
        return between_them.join(form.format(c.upper(), names[LETTERS.index(c)]) for c in word)

    return told


def by_number(_: random.Random, text: str) -> str | None:
    word = text.lower()
    if not 5 <= len(word) <= 11 or not set(word) <= set(LETTERS):
        return None
    return "-".join(str(LETTERS.index(c) + 1) for c in word)


def odd_capitals(_: random.Random, text: str) -> str | None:
    odd = "".join(c.upper() if at % 2 else c.lower() for at, c in enumerate(text))
    return odd if len(text) > 4 else None


def run_together(_: random.Random, text: str) -> str | None:
    return text.replace(" ", "") if " " in text else None


def broken(by: str) -> Way:
    """Cut in two."""

    def cut(dice: random.Random, text: str) -> str | None:
        at = dice.randint(2, len(text) - 3) if len(text) > 5 else 0
        whole = at and text[at - 1].isalpha() and text[at].isalpha()
        return text[:at] + by + text[at:] if whole else None

    return cut


def emphasised(dice: random.Random, text: str) -> str | None:
    if len(text) < 6:
        return None
    at = dice.randint(1, 3)
    return f"{text[:at]}**{text[at : at + 2]}**{text[at + 2 :]}"


WORDS: dict[str, Way] = {
    "spaced": joined(" "),
    "spaced_wide": joined("   "),
    "dotted": joined("."),
    "hyphened": joined("-"),
    "underscored": joined("_"),
    "slashed": joined("/"),
    "comma_ed": joined(", "),
    "starred": joined("*"),
    "one_a_line": joined("\n"),
    "then": joined(" then "),
    "bracketed": lambda _, text: "".join(f"({c})" for c in text if c.isalnum()),
    "cyrillic": marked(CYRILLIC),
    "greek": marked(GREEK),
    "accents": marked(ACCENTS),
    "leet": marked(LEET),
    "signs": marked(SIGNS),
    "fullwidth": shifted(0xFF21, 0xFF41, 0xFF10),
    "bold_letters": shifted(0x1D400, 0x1D41A, 0x1D7CE),
    "sans_letters": shifted(0x1D5A0, 0x1D5BA, 0x1D7E2),
    "monospaced": shifted(0x1D670, 0x1D68A, 0x1D7F6),
    "circled": shifted(0x24B6, 0x24D0),
    "squared": lambda dice, text: shifted(0x1F130, 0x1F130)(dice, text.upper()),
    "flags": lambda dice, text: shifted(0x1F1E6, 0x1F1E6)(dice, text.upper()),
    "small_capitals": lambda _, text: text.lower().translate(SMALL_CAPITALS),
    "zero_width": between("\u200b"),
    "joiners": between("\u2060", every=2),
    "soft_hyphens": between("\u00ad", every=2),
    "struck": between("\u0336"),
    "underlined": between("\u0332"),
    "reversed": lambda _, text: text[::-1] if len(text) > 4 else None,
    "upside_down": lambda _, text: text.lower().translate(TURNED)[::-1] if len(text) > 4 else None,
    "swapped": one_of_letters(lambda _, w, at: w[:at] + w[at + 1] + w[at] + w[at + 2 :]),
    "letter_lost": one_of_letters(lambda _, w, at: w[:at] + w[at + 1 :]),
    "letter_twice": one_of_letters(lambda _, w, at: w[:at] + w[at] + w[at:]),
    "key_beside": one_of_letters(_near),
    "masked": masked,
    "no_vowels": no_vowels,
    "by_ear": by_ear,
    "stretched": stretched,
    "nato": listed(NATO, "{1}", " "),
    "nato_dashes": listed(NATO, "{1}", "-"),
    "for_instance": listed(FOR_INSTANCE, "{0} for {1}", ", "),
    "as_in": listed(FOR_INSTANCE, "{0} as in {1}", " "),
    "said_letters": listed(SAID, "{1}", " "),
    "by_number": by_number,
    "odd_capitals": odd_capitals,
    "run_together": run_together,
    "hashtag": lambda _, text: "#" + re.sub(r"[^\w]", "", text) if len(text) > 5 else None,
    "broken_line": broken("-\n"),
    "emoji": broken("\U0001f600"),
    "quoted": broken('"'),
    "tags": broken("<b></b>"),
    "emphasised": emphasised,
    "entities": lambda _, text: "".join(f"&#{ord(c)};" for c in text),
    "percent": lambda _, text: text.replace(" ", "%20") if " " in text else None,
    "plus_signs": lambda _, text: text.replace(" ", "+") if " " in text else None,
}
"""Ways to hide words, whatever kind of thing they name."""


def figured(form: Callable[[random.Random, str], str | None]) -> Way:
    """A way on the figures alone; letters among them stand as they are."""
    return lambda dice, text: form(dice, re.sub(r"[^0-9A-Za-z]", "", text))


def _said(_: random.Random, text: str) -> str:
    return " ".join(FIGURES[int(c)] if c.isdigit() else c for c in text)


def _said_oh(_: random.Random, text: str) -> str | None:
    return " ".join("oh" if c == "0" else FIGURES[int(c)] for c in text) if text.isdigit() else None


def _doubles(_: random.Random, text: str) -> str | None:
    if not text.isdigit():
        return None
    said = re.sub(r"(\d)\1", r"<\1>", text)
    if said == text:
        return None
    return re.sub(
        r"<(\d)>|(\d)",
        lambda m: f"double {FIGURES[int(m[1])]} " if m[1] else FIGURES[int(m[2])] + " ",
        said,
    ).strip()


def _half_said(_: random.Random, text: str) -> str | None:
    return " ".join([text[:5], *(FIGURES[int(c)] for c in text[5:])]) if text.isdigit() else None


def _o_for_nought(_: random.Random, text: str) -> str | None:
    return text.replace("0", "O").replace("1", "l") if text.isdigit() else None


def _threes(by: str) -> Way:
    return figured(lambda _, text: by.join(re.findall(".{1,3}", text)))


NUMBERS: dict[str, Way] = {
    "spaced": figured(lambda _, text: " ".join(text)),
    "dashed": figured(lambda _, text: "-".join(text)),
    "dots": _threes("."),
    "dashes": _threes("-"),
    "slashes": _threes("/"),
    "unusual_groups": figured(lambda _, text: " ".join(re.findall(".{1,4}", text))),
    "said": figured(_said),
    "said_oh": figured(_said_oh),
    "doubles": figured(_doubles),
    "half_said": figured(_half_said),
    "letters_for_figures": figured(_o_for_nought),
    "fullwidth": shifted(0xFF21, 0xFF41, 0xFF10),
    "keycaps": figured(lambda _, text: "".join(c + "\ufe0f\u20e3" for c in text) if text.isdigit() else None),
    "arabic_figures": figured(lambda _, text: "".join(chr(0x660 + int(c)) for c in text) if text.isdigit() else None),
    "bold_figures": shifted(0x1D400, 0x1D41A, 0x1D7CE),
    "zero_width": between("\u200b", every=3),
    "then": figured(lambda _, text: " then ".join(re.findall(".{1,4}", text)) if text.isdigit() else None),
    "over_lines": _threes("\n"),
    "reversed": figured(lambda _, text: text[::-1] if text[::-1] != text else None),
}  # fmt: skip
"""Ways to hide a number."""


def usual(word: str) -> bool:
    """Whether a word is one that anybody writes."""
    return word.lower() in ORDINARY
