"""Letters of a fifth hand: how people hide a thing who have no keyboard tricks, and a few who have.

Initials, names as they sound, numbers said in hundreds, letters by their names, a house without its
street, a prison by what those inside call it, letters built of other letters. It was written before its
author had read the checker.

On its first run, untuned, the check found 0.918 of what is seeded (all that stood plainly) with a precision of
0.970. What it missed was mended as classes: letters by their names ("eye", "gee"), letters drawn of signs, marks
of a page within a word, figures and their words run together, days by ordinals or with a Roman month, a house
number alone, the end of a plate, prisons by what those inside call them. Out of reach: letters built of other
letters.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

from tests.domain.comms.leaks import fifth_words as words
from tests.domain.comms.leaks.corpus import Letter, Seed

Made = dict[str, str]
Said = Callable[[str], str]
LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"
DIGITS = "oh one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
NATO = dict(zip("abcdefghijklmnopqrstuvwxyz", "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu".split(), strict=True))  # fmt: skip
CALLED = dict(zip("abcdefghijklmnopqrstuvwxyz", "ay bee cee dee ee eff gee aitch eye jay kay el em en oh pee queue ar ess tee you vee double-you ex why zed".split(), strict=True))  # fmt: skip
UPSIDE = str.maketrans("abcdefghijklmnpqrtuvwy", "ɐqɔpǝɟƃɥᴉɾʞlɯudbɹʇnʌʍʎ")
SMALL_ABOVE = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
LATIN_LIKE = str.maketrans("agilouy", "ɑɡıǀօսу")
CHEROKEE = str.maketrans("ABCEGHKLMPRSTVWZ", "ᎪᏴᏟᎬᏀᎻᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ")
LEET = str.maketrans("aeiosbgt", "43105867")


def plain(value: str) -> str:
    value = value.translate(str.maketrans("łŁ", "lL"))
    return "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.combining(c))


def solid(value: str) -> str:
    return "".join(c for c in plain(value) if c.isalnum())


def by_number(number: int) -> str:
    if number < 10:
        return "zero" if number == 0 else DIGITS[number]
    if number < 20:
        return TEENS[number - 10]
    return TENS[number // 10] + (f"-{DIGITS[number % 10]}" if number % 10 else "")


def built(value: str) -> str:
    """Letters built of others: rn is m, vv is w, cl is d, ii is u, ph is f."""
    for one, made in (("w", "vv"), ("m", "rn"), ("d", "cl"), ("f", "ph")):
        value = value.replace(one, made)
    return value


def drawn(value: str) -> str:
    """Letters drawn of signs: |3 is B, |) is D, () is O, |\\| is N, \\/ is V."""
    signs = {"b": "|3", "d": "|)", "o": "()", "n": "|\\|", "v": "\\/", "k": "|<", "h": "|-|", "l": "|_", "e": "3"}  # fmt: skip
    return "".join(signs.get(c, c) for c in plain(value).lower())


def called(value: str) -> str:
    return " ".join(CALLED[c] if c.isalpha() else DIGITS[int(c)] for c in solid(value).lower())


def nato(value: str) -> str:
    return " ".join(NATO[c] if c.isalpha() else DIGITS[int(c)] for c in solid(value).lower())


def zalgo(value: str) -> str:
    return "".join(c + "\u0316\u0334\u0361" if c.isalpha() else c for c in value)


def parted(value: str, by: str) -> str:
    at = max(2, len(value) // 2)
    return value[:at] + by + value[at:]


def digit_words(value: str) -> str:
    return " ".join(DIGITS[int(c)] for c in value if c.isdigit())


def mixed_words(value: str) -> str:
    """Every other figure in words, run into the others: o7seven00nine00."""
    found = (c for c in value if c.isdigit())
    return "".join(
        DIGITS[int(c)].replace("oh", "o") if n % 2 == 0 else c for n, c in enumerate(found)
    )


def in_hundreds(value: str) -> str:
    """oh seven seven hundred, nine hundred, four six one: as a mobile number is said."""
    last = " ".join(DIGITS[int(c)] for c in value[-3:])
    return f"oh double-seven double-oh, nine hundred, {last}"


ANYBODY: dict[str, Said] = {
    "exact": lambda v: v, "upper": lambda v: v.upper(), "plain_letters": plain,
    "letter_names": called, "nato": nato, "nato_commas": lambda v: ", ".join(nato(v).split()),
    "spaced": lambda v: " ".join(solid(v)), "spaced_wide": lambda v: "   ".join(solid(v).upper()), "colons": lambda v: ":".join(solid(v)),
    "plus": lambda v: "+".join(solid(v)), "leet": lambda v: plain(v).lower().translate(LEET), "built": lambda v: built(plain(v).lower()), "drawn": drawn,
    "upside_down": lambda v: plain(v).lower().translate(UPSIDE), "above": lambda v: plain(v).lower().translate(SMALL_ABOVE),
    "latin_like": lambda v: plain(v).translate(LATIN_LIKE), "cherokee": lambda v: plain(v).upper().translate(CHEROKEE), "zalgo": zalgo,
    "hyphen_within": lambda v: parted(v, "-"), "dot_within": lambda v: parted(v, "."), "bracket_within": lambda v: v[:1] + f"({v[1]})" + v[2:],
    "quote_within": lambda v: parted(v, "'"), "space_within": lambda v: parted(v, " "), "doubled": lambda v: v[:2] + v[1] + v[2:],
    "emoji_within": lambda v: parted(v, "😀"), "markup": lambda v: parted(v, "<b></b>"), "backwards": lambda v: plain(v)[::-1].lower(),
    "line_end": lambda v: parted(v, "-\n"), "possessive": lambda v: f"{v}'s", "tagged": lambda v: "".join(chr(0xE0000 + ord(c)) if c.isascii() else c for c in v[2:4]).join((v[:2], v[2:])),
}  # fmt: skip
CODE: dict[str, Said] = {
    "exact": lambda v: v, "small": lambda v: v.lower(), "solid": solid, "spaced": lambda v: " ".join(solid(v)), "hyphens": lambda v: "-".join(solid(v)),
    "letter_names": called, "nato": nato, "latin_like": lambda v: v.lower().translate(LATIN_LIKE), "zalgo": zalgo,
    "pairs": lambda v: " ".join(solid(v)[n : n + 2] for n in range(0, len(solid(v)), 2)), "threes": lambda v: ".".join(solid(v)[n : n + 3] for n in range(0, len(solid(v)), 3)),
    "letters_like": lambda v: v.replace("0", "o").replace("1", "l").replace("5", "S").replace("8", "B"), "digits_in_words": lambda v: "".join(f" {DIGITS[int(c)]} " if c.isdigit() else c for c in solid(v)).strip(),
    "backwards": lambda v: v[::-1], "plus": lambda v: "+".join(solid(v)),
}  # fmt: skip


def a_case(dice: random.Random) -> Made:
    """The identifiers of an invented case."""
    given, heard = dice.choice(list(words.PEOPLE)), dice.choice(list(words.SOUNDS))
    family, friend = dice.sample(words.FAMILIES, 2)
    street, other = dice.sample(words.STREETS, 2)
    plate = f"{_letters(dice, 2)}{dice.randint(51, 75)} {_letters(dice, 3)}"
    year = dice.randint(1951, 2003)
    handle = f"{solid(family).lower()[:7]}{dice.choice('._')}{dice.choice(('x', 'ldn', 'real'))}{dice.randint(11, 99)}"
    return {
        "given": given, "family": family, "heard": heard, "friend": f"{dice.choice(list(words.SOUNDS))} {friend}",
        "relative": dice.choice(list(words.PEOPLE)), "address": f"{dice.randint(3, 98)} {street} {dice.choice(list(words.TYPES))}",
        "house": f"{dice.choice(words.HOUSES)}, {other} {dice.choice(list(words.TYPES))}", "town": dice.choice(words.TOWNS),
        "postcode": f"{dice.choice(('QX', 'VZ', 'JX', 'ZV'))}{dice.randint(1, 19)} {dice.randint(1, 9)}{_letters(dice, 2)}",
        "phone": f"07700 900{dice.randint(100, 999)}", "landline": f"0113 496 0{dice.randint(100, 999)}",
        "email": f"{solid(given).lower()}{dice.choice('._')}{solid(family).lower()[:5]}{dice.randint(1, 99)}@example.{dice.choice(('com', 'co.uk', 'net'))}",
        "school": dice.choice(words.SCHOOLS).format(dice.choice(words.SAINTS)), "employer": dice.choice(words.FIRMS).format(dice.choice(words.STREETS)),
        "prison": dice.choice(list(words.PRISONS)), "vehicle": f"{dice.choice(words.CARS)}, {plate}",
        "social_media": dice.choice(("@{}", "TikTok: {}", "snapchat {}")).format(handle),
        "crime_number": f"{dice.randint(1000000, 9999999)}/{dice.randint(18, 26)}", "prison_number": f"A{dice.randint(1000, 9999)}{_letters(dice, 2)}",
        "probation_crn": f"{dice.choice(LETTERS)}{dice.randint(100000, 999999)}", "date": f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
    }  # fmt: skip


TOLD_AS = {"given": "name", "family": "name", "heard": "name", "friend": "name", "house": "address", "town": "address", "landline": "phone", "date": "date"}  # fmt: skip


def terms_of(case: Made) -> tuple[tuple[str, str], ...]:
    return tuple((TOLD_AS.get(name, name), value) for name, value in case.items())


def _letters(dice: random.Random, many: int) -> str:
    return "".join(dice.choice(LETTERS) for _ in range(many))


def _short(address: str) -> str:
    return " ".join(words.TYPES.get(word, word) for word in address.split())


def _plate(case: Made) -> str:
    return case["vehicle"].split(", ")[1]


def _handle(case: Made) -> str:
    return case["social_media"].split()[-1].lstrip("@")


def _day(case: Made, form: str) -> str:
    year, month, day = (int(part) for part in case["date"].split("-"))
    name = words.MONTHS[month - 1]
    ordinal = words.ORDINALS[day] if day <= 20 else f"twenty-{words.ORDINALS[day - 20]}"
    century = {19: "nineteen", 20: "two thousand and"}[year // 100]
    return form.format(
        y=year, yy=year % 100, m=month, d=day, name=name, abc=name[:3], ordinal=ordinal, century=century,
        yy_words=by_number(year % 100), month_ordinal=words.ORDINALS[month], roman="I II III IV V VI VII VIII IX X XI XII".split()[month - 1],
    )  # fmt: skip


OWN: dict[str, dict[str, Callable[[Made], str]]] = {
    "name": {
        "initial": lambda c: f"{c['given'][0]}. {c['family']}", "initial_bare": lambda c: f"{c['given'][0]} {c['family']}", "after": lambda c: f"{c['family']} {c['given'][0]}.",
        "given_initial": lambda c: f"{c['given']} {c['family'][0]}.", "swapped": lambda c: f"{c['family']}, {c['given']}", "swapped_bare": lambda c: f"{c['family']} {c['given']}",
        "middle": lambda c: f"{c['given']} J. {c['family']}", "title": lambda c: f"Ms {c['family']}", "run_in": lambda c: (c["given"] + c["family"]).lower(),
        "called": lambda c: words.PEOPLE[c["given"]], "called_whole": lambda c: f"{words.PEOPLE[c['given']]} {c['family']}", "called_small": lambda c: f"our {words.PEOPLE[c['given']]}",
        "as_it_sounds": lambda c: words.SOUNDS[c["heard"]], "as_it_sounds_plural": lambda c: f"{words.SOUNDS[c['heard']]}'s", "plural": lambda c: f"the {c['family']}s",
        "relative_called": lambda c: words.PEOPLE[c["relative"]], "auntie": lambda c: f"auntie {words.PEOPLE[c['relative']]}", "friend": lambda c: c["friend"].split()[-1],
        "short": lambda c: c["family"][:-2], "with_y": lambda c: c["family"][:5] + "y", "swapped_letters": lambda c: c["family"][:3] + c["family"][4] + c["family"][3] + c["family"][5:],
    },
    "address": {
        "number_in_words": lambda c: f"{by_number(int(c['address'].split()[0]))} {c['address'].split(' ', 1)[1]}", "no": lambda c: f"no. {c['address']}", "hash": lambda c: f"#{c['address']}",
        "after": lambda c: "{1}, number {0}".format(*c["address"].split(" ", 1)), "short": lambda c: _short(c["address"]), "short_dot": lambda c: _short(c["address"]) + ".",
        "street": lambda c: c["address"].split(" ", 1)[1], "bare": lambda c: c["address"].split()[1], "bare_small": lambda c: "the top of " + c["address"].split()[1].lower(), "two_words": lambda c: parted(c["address"].split()[1], " "),
        "house": lambda c: c["house"].split(",")[0], "house_small": lambda c: c["house"].split(",")[0].lower(), "house_street": lambda c: c["house"].split(", ")[1], "house_whole": lambda c: c["house"],
        "number_word_bare": lambda c: f"{by_number(int(c['address'].split()[0]))} {c['address'].split()[1]}", "town": lambda c: c["town"], "town_small": lambda c: c["town"].lower(), "town_run_in": lambda c: c["town"].replace(" ", "").lower(),
    },
    "near": {"number_alone": lambda c: f"number {by_number(int(c['address'].split()[0]))}", "figure_alone": lambda c: f"number {c['address'].split()[0]}", "no_alone": lambda c: f"no. {c['address'].split()[0]}"},
    "postcode": {"outward": lambda c: c["postcode"].split()[0], "outward_and_digit": lambda c: c["postcode"][:-2], "nato_and_numbers": lambda c: f"{nato(c['postcode'].split()[0][:2])} {by_number(int(c['postcode'].split()[0][2:]))} {nato(c['postcode'].split()[1])}"},
    "phone": {
        "exact": lambda c: c["phone"], "solid": lambda c: solid(c["phone"]), "hundreds": lambda c: in_hundreds(c["phone"]), "words": lambda c: digit_words(c["phone"]), "words_commas": lambda c: ", ".join(digit_words(c["phone"]).split()),
        "mixed_words": lambda c: mixed_words(c["phone"]), "odd_groups": lambda c: "{}{} {}{}{}{} {}{} {}{}{}".format(*solid(c["phone"])), "then": lambda c: f"07700 then 900 then {c['phone'][-3:]}", "newlines": lambda c: c["phone"].replace(" ", "\n"),
        "plus": lambda c: "plus four four " + digit_words(solid(c["phone"])[1:]), "international": lambda c: "+44" + solid(c["phone"])[1:], "bracket": lambda c: f"(0)7700-900-{c['phone'][-3:]}", "ohs": lambda c: solid(c["phone"]).replace("0", "o"),
        "pairs_in_words": lambda c: "oh seven, seventy, oh nine, double oh, " + " ".join(DIGITS[int(x)] for x in c["phone"][-3:]), "landline": lambda c: c["landline"], "landline_words": lambda c: digit_words(c["landline"]), "landline_local": lambda c: c["landline"][5:],
        "backwards": lambda c: solid(c["phone"])[::-1], "stars": lambda c: "*".join(solid(c["phone"])), "last_six": lambda c: c["phone"][-6:],
    },
    "email": {
        "exact": lambda c: c["email"], "at_dot": lambda c: c["email"].replace("@", " at ").replace(".", " dot ").replace("_", " underscore "), "caps": lambda c: c["email"].replace("@", " AT ").replace(".", " DOT "), "a_bracket": lambda c: c["email"].replace("@", "(a)"),
        "local_only": lambda c: c["email"].split("@")[0], "at_no_dot": lambda c: c["email"].split(".co")[0].split(".net")[0].replace("@", " at "), "spaced": lambda c: " ".join(c["email"]), "stop": lambda c: c["email"].replace(".", " full stop ").replace("@", " at sign "),
        "stars": lambda c: c["email"].replace("@", "*"), "curly": lambda c: c["email"].replace("@", "{at}").replace(".", "{dot}"), "backwards": lambda c: c["email"][::-1], "slashes": lambda c: c["email"].replace("@", " // "),
    },
    "school": {"no_kind": lambda c: c["school"].rsplit(" ", 1)[0], "nearly": lambda c: c["school"].replace("School", "").replace("'s", "s").strip(), "sch": lambda c: c["school"].replace("School", "Sch."), "saint": lambda c: c["school"].replace("St ", "St. "), "small": lambda c: c["school"].lower()},
    "employer": {"first": lambda c: c["employer"].replace("The ", "").split()[0], "small": lambda c: c["employer"].lower(), "and": lambda c: c["employer"].replace("&", "and"), "no_ending": lambda c: c["employer"].removesuffix(" Ltd").removesuffix(" plc")},
    "prison": {
        "named": lambda c: f"HMP {words.PRISONS[c['prison']][0]}", "code": lambda c: c["prison"], "dotted": lambda c: f"H.M.P. {words.PRISONS[c['prison']][0]}", "nickname": lambda c: words.PRISONS[c["prison"]][1], "nickname_small": lambda c: words.PRISONS[c["prison"]][1].lower(),
        "prison": lambda c: f"{words.PRISONS[c['prison']][0]} nick", "small": lambda c: f"hmp {words.PRISONS[c['prison']][0].lower()}", "spaced": lambda c: " ".join(solid(words.PRISONS[c["prison"]][0])), "letters_only": lambda c: "HMP " + "".join(x[0] for x in words.PRISONS[c["prison"]][0].split()) if " " in words.PRISONS[c["prison"]][0] else f"hmp {words.PRISONS[c['prison']][0]}",
    },
    "vehicle": {"whole": lambda c: c["vehicle"], "ends_in": lambda c: _plate(c).split()[1], "begins": lambda c: _plate(c).split()[0], "number_in_words": lambda c: f"{_plate(c)[:2]} {by_number(int(_plate(c)[2:4]))} {_plate(c)[5:]}", "nato_number": lambda c: f"{nato(_plate(c)[:2])} {by_number(int(_plate(c)[2:4]))} {nato(_plate(c)[5:])}"},
    "social_media": {
        "exact": lambda c: c["social_media"], "bare": _handle, "at": lambda c: "@" + _handle(c), "spoken": lambda c: _handle(c).replace("_", " underscore ").replace(".", " dot "), "spoken_number": lambda c: f"{_handle(c)[:-2].replace('_', ' underscore ').replace('.', ' dot ')} {by_number(int(_handle(c)[-2:]))}",
        "page": lambda c: f"tiktok.com/@{_handle(c)}", "spaced": lambda c: " ".join(_handle(c)), "no_sign": lambda c: _handle(c).replace("_", "").replace(".", ""), "gap": lambda c: _handle(c).replace("_", " ").replace(".", " "), "on": lambda c: f"{_handle(c)} on insta", "no_number": lambda c: _handle(c)[:-2],
    },
    "number": {
        "no_year": lambda c: c["crime_number"].split("/")[0], "spoken": lambda c: f"{digit_words(c['crime_number'].split('/')[0])} of {by_number(int(c['crime_number'][-2:]))}", "stroke": lambda c: c["crime_number"].replace("/", " stroke "), "gaps": lambda c: f"{c['crime_number'][:3]} {c['crime_number'][3:7]} / {c['crime_number'][-2:]}",
        "hyphen": lambda c: c["crime_number"].replace("/", "-"), "crime": lambda c: f"crime ref {c['crime_number']}",
    },
    "date": {style: (lambda c, form=form: _day(c, form)) for style, form in {
        "exact": "{y}-{m:02}-{d:02}", "slashes": "{d}/{m}/{yy:02}", "all_words": "the {ordinal} of {name} {century} {yy_words}", "ordinals": "the {ordinal} of the {month_ordinal} {yy_words}", "named": "{abc} the {ordinal}", "dashed": "{d:02}-{abc}-{y}", "apostrophe": "{d} {name} '{yy:02}",
        "roman": "{d}.{roman}.{y}", "turned": "{y}/{m:02}/{d:02}", "month_words": "{name} {ordinal}", "gaps": "{d:02} {m:02} {y}", "small": "{d}th {name}", "run_in": "{d}{abc}{yy:02}", "ordinal_no_of": "{ordinal} {name}", "comma_year": "{name} the {ordinal}, {y}",
    }.items()},
}  # fmt: skip


def _all(name: str, found: dict[str, Said]) -> dict[str, Callable[[Made], str]]:
    return {style: (lambda c, way=way: way(c[name])) for style, way in found.items()}


_CODES = ("crime_number", "prison_number", "probation_crn")
SEEDS: dict[str, dict[str, Callable[[Made], str]]] = {
    "family_name": _all("family", ANYBODY), "given_name": _all("given", ANYBODY), "name": OWN["name"],
    "address": _all("address", ANYBODY) | OWN["address"], "near": OWN["near"], "postcode": _all("postcode", CODE) | OWN["postcode"],
    "phone": OWN["phone"], "email": OWN["email"], "school": _all("school", ANYBODY) | OWN["school"], "employer": _all("employer", ANYBODY) | OWN["employer"],
    "prison": OWN["prison"], "vehicle": {style: (lambda c, way=way: way(_plate(c))) for style, way in CODE.items()} | OWN["vehicle"],
    "social_media": OWN["social_media"], "number": OWN["number"], "date": OWN["date"], **{name: _all(name, CODE) for name in _CODES},
}  # fmt: skip
PATTERN_WILL_DO = frozenset({"near"})
"""What no case tells: a number with no street may be pointed at as anybody's."""
SAID_AS = {"family_name": "name", "given_name": "name", **dict.fromkeys(_CODES, "number")}


def letters(seed: int = 5) -> list[Letter]:
    """Every kind in every way of its own, three times, each in a letter of one or two."""
    dice = random.Random(seed)
    wanted = [(kind, style) for kind, found in SEEDS.items() for style in found] * 3
    dice.shuffle(wanted)
    found = []
    while wanted:
        size = min(dice.choice((1, 1, 2)), len(wanted))
        found.append(_letter(dice, [wanted.pop() for _ in range(size)]))
    return found


def _letter(dice: random.Random, wanted: list[tuple[str, str]]) -> Letter:
    case = a_case(dice)
    text, seeds = dice.choice(words.FILLER), []
    for kind, style in wanted:
        said = SEEDS[kind][style](case)
        before, after = dice.choice(words.SAID[SAID_AS.get(kind, kind)]).split("{x}")
        start = len(text) + 1 + len(before)
        text += f" {before}{said}{after} {dice.choice(words.CLEAN)} {dice.choice(words.FILLER)}"
        seeds.append(Seed(kind, style, start, start + len(said), kind not in PATTERN_WILL_DO))
    return Letter(text, terms_of(case), seeds)


def clean_letters(seed: int = 50, number: int = 1200) -> list[Letter]:
    """As many letters that tell nothing, of sentences full of traps, each against a case."""
    dice = random.Random(seed)
    return [
        Letter(" ".join([*dice.sample(words.CLEAN, 4), dice.choice(words.FILLER)]), terms_of(a_case(dice)))
        for _ in range(number)
    ]  # fmt: skip
