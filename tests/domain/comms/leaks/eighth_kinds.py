"""What an eighth hand tells of each kind of identifier: as it is, in part, by another name, or hidden."""

from __future__ import annotations

import random
import re

from tests.domain.comms.leaks.eighth_ways import NUMBERS, WORDS, Way, figured, usual
from tests.domain.comms.leaks.eighth_words import (
    FIGURES,
    LINKS,
    MONTHS,
    NATO,
    NICKNAMES,
    STREET_KINDS,
    TEENS,
)


def exact(_: random.Random, value: str) -> str:
    return value


def first(_: random.Random, value: str) -> str | None:
    return value.split(maxsplit=1)[0] if " " in value else None


def last(_: random.Random, value: str) -> str | None:
    return value.rsplit(maxsplit=1)[-1] if " " in value else None


def small(_: random.Random, value: str) -> str | None:
    low = value.lower()
    return low if low != value and not all(usual(one) for one in value.split()) else None


def small_first(_: random.Random, value: str) -> str | None:
    low = value.lower().split()[0]
    return None if usual(low) else low


def capitals(_: random.Random, value: str) -> str | None:
    return value.upper() if value.upper() != value else None


def nickname(dice: random.Random, value: str) -> str | None:
    return dice.choice(NICKNAMES.get(value.split(maxsplit=1)[0], (None,)))


def with_nickname(dice: random.Random, value: str) -> str | None:
    nick = nickname(dice, value)
    return f"{nick} {value.split(' ', 1)[1]}" if nick and " " in value else None


def of_name(way: Way) -> Way:
    """A disguise of one of the names, or both; words that anybody writes are not hidden but plain."""

    def hidden(dice: random.Random, value: str) -> str | None:
        parts = [one for one in (*value.split(), value) if len(one) > 4 and not usual(one)]
        return way(dice, dice.choice(parts)) if parts else None

    return hidden


def titled(dice: random.Random, value: str) -> str | None:
    return (
        f"{dice.choice(('Mr', 'Mrs', 'Miss', 'Ms', 'Dr'))} {value.rsplit(maxsplit=1)[-1]}"
        if " " in value
        else None
    )


def initial(dice: random.Random, value: str) -> str | None:
    return (
        f"{value[0]}{dice.choice(('.', '', '. '))} {value.rsplit(maxsplit=1)[-1]}".replace(
            "  ", " "
        )
        if " " in value
        else None
    )


def initial_after(_: random.Random, value: str) -> str | None:
    return (
        f"{value.split(maxsplit=1)[0]} {value.rsplit(maxsplit=1)[-1][0]}" if " " in value else None
    )


def turned(dice: random.Random, value: str) -> str | None:
    if " " not in value:
        return None
    one, other = value.split(" ", 1)
    return f"{other}{dice.choice((', ', ' '))}{one}"


def family_of(_: random.Random, value: str) -> str | None:
    return f"the {value.rsplit(maxsplit=1)[-1]} family" if " " in value else None


def street_of(value: str) -> str | None:
    found = re.search(rf"[\w' ]+? ({'|'.join(STREET_KINDS)})\b", re.sub(r"^\d+\w?\s", "", value))
    return found[0].strip() if found else None


def street(_: random.Random, value: str) -> str | None:
    return street_of(value)


def of_street(way: Way) -> Way:
    return lambda dice, value: way(dice, found) if (found := street_of(value)) else None


def shortened(_: random.Random, value: str) -> str | None:
    for whole, short in STREET_KINDS.items():
        if value.split(",", maxsplit=1)[0].endswith(whole):
            return value.split(",", maxsplit=1)[0].removesuffix(whole) + short
    return None


def number_said(_: random.Random, value: str) -> str | None:
    number, _space, rest = value.split(",", maxsplit=1)[0].partition(" ")
    if not number.isdigit() or not 1 <= int(number) <= 28 or not street_of(value):
        return None
    units = [*FIGURES, *"ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
             "twenty", *(f"twenty-{one}" for one in FIGURES[1:])]  # fmt: skip
    return f"number {units[int(number)]} {rest}"


def street_without_kind(_: random.Random, value: str) -> str | None:
    found = street_of(value)
    bare = found.rsplit(" ", 1)[0] if found else ""
    return (
        f"{bare} with the number {value.split(maxsplit=1)[0]}"
        if len(bare) > 5 and value[0].isdigit()
        else None
    )


def outward(_: random.Random, value: str) -> str:
    return value.split(maxsplit=1)[0]


def postcode_said(_: random.Random, value: str) -> str:
    return " ".join(
        FIGURES[int(c)] if c.isdigit() else NATO[ord(c) - 65].lower()
        for c in value.replace(" ", "")
    )


def noughts(_: random.Random, value: str) -> str | None:
    new = value.replace("0", "O").replace("1", "I")
    return new if new != value else None


def abroad(prefix: str) -> Way:
    return figured(lambda _, text: f"{prefix}{text[1:5]} {text[5:]}")


def tail_of_phone(_: random.Random, value: str) -> str:
    digits = re.sub(r"\D", "", value)
    return f"{digits[-6:-3]} {digits[-3:]}"


def mail_said(at: str, dot: str) -> Way:
    return lambda _, value: value.replace("@", at).replace(".", dot)


def local_part(_: random.Random, value: str) -> str:
    return value.split("@", maxsplit=1)[0]


def day(form: str) -> Way:
    """A date in another form: {d} {dd} {m} {mm} {yy} {y} {month} {mon} {th} {said}."""

    def told(_: random.Random, value: str) -> str:
        y, m, d = (int(one) for one in value.split("-"))
        end = "th" if d in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
        return form.format(d=d, dd=f"{d:02}", m=m, mm=f"{m:02}", y=y, yy=f"{y % 100:02}", th=f"{d}{end}",
                           month=MONTHS[m - 1], mon=MONTHS[m - 1][:3], said=TEENS[d - 1])  # fmt: skip

    return told


def short_of(_: random.Random, value: str) -> str | None:
    """The first two words of a place's name; one where that is what it is called by."""
    words = value.replace("The ", "").split()
    kinds = {
        "Road",
        "High",
        "Primary",
        "School",
        "Academy",
        "College",
        "Infant",
        "Grammar",
        "Ltd",
        "Limited",
    }
    return " ".join(words[:2]) if len(words) > 2 and words[1] not in kinds else None


def without_kind(_: random.Random, value: str) -> str | None:
    kinds = r" (School|Ltd|Limited|Solicitors|Academy|College|Haulage|Council|Plumbing|Club)$"
    bare = re.sub(kinds, "", value)
    return bare if bare != value and len(bare) > 5 else None


def initials(_: random.Random, value: str) -> str | None:
    letters = "".join(one[0] for one in re.findall(r"[A-Z][\w']+", value))
    return letters if len(letters) > 2 else None


def prison_name(form: str) -> Way:
    return lambda _, value: form.format(re.sub(r"^(HMP & YOI|HMYOI|HMP) ", "", value))


def linked(dice: random.Random, value: str) -> str:
    return dice.choice(LINKS).format(value.lstrip("@"))


def partly(_: random.Random, value: str) -> str | None:
    return value.replace(" ", "")[:4]


NAMES: dict[str, Way] = {
    "exact": exact, "first_name": first, "last_name": last, "small": small, "small_first": small_first,
    "capitals": capitals, "nickname": nickname, "nickname_family": with_nickname, "titled": titled,
    "initial": initial, "initial_after": initial_after, "turned": turned, "family_of": family_of,
    **{style: of_name(way) for style, way in WORDS.items()},
}  # fmt: skip
CALLED: dict[str, Way] = {
    "exact": exact, "small": small, "capitals": capitals, "short": short_of, "without_kind": without_kind,
    **WORDS,
}  # fmt: skip
WAYS: dict[str, dict[str, Way]] = {
    "name": NAMES,
    "relative": NAMES,
    "address": {
        "exact": exact, "small": small, "capitals": capitals, "street": street, "street_short": shortened,
        "number_said": number_said, "street_alone_and_number": street_without_kind,
        **{style: of_street(way) for style, way in WORDS.items()},
    },
    "postcode": {
        "exact": exact, "small": small, "run_together": WORDS["run_together"], "outward": outward,
        "said": postcode_said, "noughts": noughts,
        **{s: WORDS[s] for s in ("spaced", "dotted", "hyphened", "fullwidth", "zero_width", "bold_letters", "cyrillic")},
    },
    "phone": {
        "exact": exact, "plus": abroad("+44 "), "plus_0": abroad("+44 (0)"), "double_0": abroad("0044 "),
        "run_together": WORDS["run_together"], "tail": tail_of_phone, **NUMBERS,
    },
    "email": {
        "exact": exact, "small": small, "capitals": capitals, "at_dot": mail_said(" at ", " dot "),
        "at_brackets": mail_said("[at]", "[dot]"), "at_round": mail_said(" (at) ", " (dot) "),
        "at_sign": mail_said(" @ ", " . "), "at_capitals": mail_said("AT", "DOT"), "local": local_part,
        **{s: WORDS[s] for s in ("spaced", "fullwidth", "zero_width", "cyrillic", "leet", "reversed", "bold_letters")},
    },
    "date_of_birth": {
        "exact": exact, "long": day("{d} {month} {y}"), "long_th": day("{th} of {month} {y}"),
        "american": day("{month} {th}, {y}"), "slashes": day("{dd}/{mm}/{y}"), "short_year": day("{d}/{m}/{yy}"),
        "dots": day("{dd}.{mm}.{yy}"), "dashes": day("{d}-{mon}-{y}"), "no_year": day("{th} {month}"),
        "no_year_of": day("the {th} of {month}"), "said": day("the {said} of {month} {y}"),
        "said_short": day("{said} {month} {yy}"), "spaces": day("{dd} {mm} {y}"), "short_words": day("{d} {mon} {yy}"),
        "run_together": day("{dd}{mm}{y}"), "spaced": lambda dice, v: " ".join(day("{dd}{mm}{yy}")(dice, v) or ""),
    },
    "school": {**CALLED, "initials": initials},
    "employer": CALLED,
    "other": CALLED,
    "prison": {
        **CALLED, "bare": prison_name("{}"), "prison": prison_name("{} prison"), "the": prison_name("{} jail"),
        "hm_prison": prison_name("HM Prison {}"), "her": prison_name("His Majesty's Prison {}"),
    },
    "vehicle": {
        "exact": exact, "small": small, "run_together": WORDS["run_together"], "said": postcode_said, "part": partly,
        **{s: WORDS[s] for s in ("spaced", "dotted", "hyphened", "fullwidth", "zero_width", "reversed", "leet")},
    },
    "social_media": {
        "exact": exact, "bare": lambda _, v: v.lstrip("@"), "capitals": capitals, "linked": linked,
        **{s: WORDS[s] for s in ("spaced", "dotted", "cyrillic", "fullwidth", "leet", "zero_width", "reversed")},
    },
    "case_number": {
        "exact": exact, "small": small,
        **{s: NUMBERS[s] for s in ("spaced", "dashed", "dots", "dashes", "said", "fullwidth", "zero_width", "unusual_groups")},
    },
}  # fmt: skip
"""Of each kind, every way to tell it."""
