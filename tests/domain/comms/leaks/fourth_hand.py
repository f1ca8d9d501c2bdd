"""Letters of a fourth hand, for what intake tells today: terms as it tells them (given and family name
apart, an address by its lines, agencies' numbers by kind), each in the ways of ``fourth_ways``.

It was written before its author had read the checker.

On its first run, untuned, the check found 0.970 of what is seeded (all that stood plainly; no false alarm). What
it missed was mended as classes: flags for letters, 6 and 9 for letters, what is shown by its ends only, half a
plate, a record number without its century, days and numbers partly in words.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.domain.comms.leaks import fourth_ways as ways
from tests.domain.comms.leaks.corpus import Letter, Seed
from tests.domain.comms.leaks.fourth_words import CLEAN, FILLER, SAID, a_filled

GIVEN = "Deborah Siân Bartosz Łucja Özgür Aoife Chukwuemeka Priyanka Tomasz Catherine Elizabeth Alexander Theodora Abdirahman Xiulan Jean-Luc Margaret Kwabena Ayşegül Mohammed Christopher Grace Will Hope Joy Faith Rashidat Gwenllian Oluwaseun".split()  # fmt: skip
FAMILY = "Quillfeather,Abernethy-Cole,Wierzbowski,Çelikkaya,Okonkwo-Vale,O'Hallorahan,van der Plonk,Szczepanik,Thackthwaite,Ngô Vân,Eze,Brightwater,Ŵynnstay,Postlethwaite-Obi,Fitzgibbonford,Al-Mutanabbi,Nkemelu,Drabblethorpe".split(",")  # fmt: skip
NICK = {"Deborah": "Debbie", "Catherine": "Cathy", "Elizabeth": "Lizzie", "Alexander": "Sandy", "Margaret": "Maggie", "Christopher": "Kit", "Theodora": "Thea", "Mohammed": "Muhammad", "Tomasz": "Tomek"}  # fmt: skip
STREET = "Larkmeadow Copperkettle Saltmarsh Gannetwick Thistledown Pepperbarrow Mockbeggar Nettlestone Harrowgill Candlewick Fernybank Wibblesea".split()  # fmt: skip
TYPE = {"Crescent": "Cres", "Lane": "Ln", "Road": "Rd", "Avenue": "Ave.", "Gardens": "Gdns", "Close": "Cl.", "Terrace": "Terr", "Street": "St"}  # fmt: skip
TOWN = "Upper Fennwick,Pretendham,Nether Wallopstone,Mockchester,Little Invention,Fabley-on-Sea".split(",")  # fmt: skip
TRADE = "Laundrettes Ltd,Removals,Tyres & Exhausts,Nursing Home,Bakery,Cash and Carry,Scaffolding plc,Nail Bar".split(",")  # fmt: skip
SCHOOL = "{} Primary School,St {}'s Academy,{} High School,{} College,Ysgol {},{} Infants".split(",")  # fmt: skip
CAR = "blue Fiesta,white Transit van,red Micra,black Corsa,silver Yaris".split(",")
PRISON = {"PVI": "Pentonville", "WWI": "Wandsworth", "BXI": "Brixton", "TSI": "Thameside", "FMI": "Feltham", "WSI": "Wormwood Scrubs", "BZI": "Bronzefield", "MDI": "Moorland"}  # fmt: skip
LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"
MONTHS = "January February March April May June July August September October November December".split()  # fmt: skip
Made = dict[str, str]


def a_case(dice: random.Random) -> Made:
    """The identifiers of an invented case: what is known, by a name for each."""
    street, kind = dice.choice(STREET), dice.choice(list(TYPE))
    given, third = dice.sample(GIVEN, 2)
    family, officer = dice.sample(FAMILY, 2)
    plate = f"{_two(dice)}{dice.randint(51, 75)} {_two(dice)}{dice.choice(LETTERS)}"
    handle = f"{ways.solid(given).lower()}{dice.choice('._')}{ways.solid(family).lower()[:4]}{dice.randint(10, 99)}"
    year = dice.randint(1950, 2004)
    return {
        "given": given, "family": family, "relative": third, "officer": f"{dice.choice(GIVEN)} {officer}",
        "address": f"{dice.randint(2, 99)} {street} {kind}", "flat": f"Flat {dice.randint(2, 40)}, {dice.choice(STREET)} House",
        "town": dice.choice(TOWN), "postcode": f"{dice.choice(('QX', 'ZE', 'VQ', 'JZ'))}{dice.randint(1, 19)} {dice.randint(1, 9)}{_two(dice)}",
        "phone": f"07700 900{dice.randint(100, 999)}", "landline": f"020 7946 0{dice.randint(100, 999)}",
        "email": f"{ways.solid(given).lower()}.{ways.solid(family).lower()[:6]}{dice.randint(1, 9)}@example.com",
        "school": dice.choice(SCHOOL).format(dice.choice(STREET)), "employer": f"{dice.choice(STREET)} {dice.choice(TRADE)}",
        "vehicle": plate, "car": f"{dice.choice(CAR)}, {_two(dice)}{dice.randint(51, 75)} {_two(dice)}{dice.choice(LETTERS)}",
        "social": f"@{handle}", "social_told": f"Instagram: {dice.choice(STREET).lower()}_{dice.choice(STREET).lower()}",
        "other": f"the {dice.choice(STREET)} Arms", "prison": dice.choice(list(PRISON)),
        "prison_number": f"A{dice.randint(1000, 9999)}{_two(dice)}",
        "pnc_id": f"{year + 20}/{dice.randint(100000, 999999):07}{dice.choice(LETTERS)}",
        "cro_number": f"{dice.randint(100000, 999999)}/{dice.randint(70, 99)}{dice.choice(LETTERS)}",
        "probation_crn": f"{dice.choice(LETTERS)}{dice.randint(100000, 999999)}",
        "crime_number": f"{dice.randint(1000000, 9999999)}/{dice.randint(18, 26)}", "case_urn": f"01{_two(dice)}0{dice.randint(100000, 999999)}{dice.randint(18, 26)}",
        "incident_log": f"CAD {dice.randint(1000, 9999)}/{dice.randint(10, 28)}{dice.choice(MONTHS)[:3].upper()}26",
        "sender_reference": f"MPS-RJ-{dice.randint(2019, 2026)}-{dice.randint(10000, 99999)}", "our_reference": f"RJ-{dice.randint(10000, 99999)}",
        "date": f"{year}-{dice.randint(1, 12):02}-{dice.randint(13, 28)}",
    }  # fmt: skip


TOLD_AS = {
    "given": "name", "family": "name", "relative": "name", "officer": "name", "flat": "address", "town": "address",
    "landline": "phone", "car": "vehicle", "social": "social_media", "social_told": "social_media", "sender_reference": "reference", "our_reference": "reference",
}  # fmt: skip
"""As which kind intake tells each; the others by their own name."""


def terms_of(case: Made) -> tuple[tuple[str, str], ...]:
    return tuple((TOLD_AS.get(name, name), value) for name, value in case.items())


def _two(dice: random.Random) -> str:
    return dice.choice(LETTERS) + dice.choice(LETTERS)


Said = Callable[[Made, random.Random], str]


def _of(name: str, way: ways.Way) -> Said:
    return lambda case, dice: way(case[name], dice)


def _whole(way: ways.Way) -> Said:
    return lambda case, dice: way(f"{case['given']} {case['family']}", dice)


_NAME = ways.PLAIN | ways.CASE | ways.HIDDEN | ways.SHAPES | ways.APART | ways.WORDS
_THING = _NAME | ways.LOWER | {"solid": lambda v, d: ways.solid(v)}
_CODE = ways.PLAIN | ways.LOWER | ways.CASE | ways.HIDDEN | ways.APART | ways.NUMBER | {k: ways.SHAPES[k] for k in ("cyrillic", "wide", "bold_maths", "monospace")}  # fmt: skip
_PHONE = ways.PLAIN | ways.DIGITS_ONLY | ways.NUMBER | {k: ways.HIDDEN[k] for k in ("soft_hyphen", "zero_width", "struck_out", "override")} | {k: (ways.SHAPES | ways.APART)[k] for k in ("wide", "bold_maths", "apart", "apart_again", "backwards", "in_half")}  # fmt: skip
_MAIL = ways.PLAIN | ways.LOWER | ways.MAIL | {"upper": ways.CASE["upper"], "cyrillic": ways.SHAPES["cyrillic"], "wide": ways.SHAPES["wide"], "zero_width": ways.HIDDEN["zero_width"], "backwards": ways.APART["backwards"], "apart": ways.APART["apart"], "leet": ways.WORDS["one_leet"]}  # fmt: skip


def _all(name: str, found: dict[str, ways.Way]) -> dict[str, Said]:
    return {style: _of(name, way) for style, way in found.items()}


def _date(case: Made, form: str) -> str:
    year, month, day = (int(part) for part in case["date"].split("-"))
    name = MONTHS[month - 1]
    return form.format(y=year, yy=year % 100, m=month, d=day, name=name, abc=name[:3], words=ways.by_number(str(day)))  # fmt: skip


_DATES = {
    "exact": "{y}-{m:02}-{d:02}", "slashes": "{d:02}/{m:02}/{y}", "dots": "{d}.{m}.{yy:02}", "words": "{d} {name} {y}", "th": "{d}th {name}, {y}",
    "the_of": "the {d}th of {name}", "month_first": "{name} {d} {y}", "abbreviated": "{d} {abc} {yy:02}", "lower": "{d}th {name} {y}", "in_words": "the {words} of {name} {y}",
}  # fmt: skip
_OWN: dict[str, dict[str, Said]] = {
    "full_name": {k: _whole(w) for k, w in _NAME.items()} | {
        "initial": lambda c, d: f"{c['given'][0]}. {c['family']}", "title": lambda c, d: f"Mrs {c['family']}", "run_in": lambda c, d: ways.solid(c["given"] + c["family"]),
        "swapped": lambda c, d: f"{c['family']}, {c['given']}", "plural": lambda c, d: f"the {c['family']}s", "possessive": lambda c, d: f"{c['given']}'s",
        "nickname": lambda c, d: NICK.get(c["given"], c["given"]), "half": lambda c, d: c["family"].replace("-", " ").split()[-1], "first_letters": lambda c, d: c["family"],
    },
    "address": {
        "short": lambda c, d: _shortened(c["address"]), "street": lambda c, d: c["address"].split(" ", 1)[1], "bare_street": lambda c, d: c["address"].split()[1],
        "number_in_words": lambda c, d: f"{ways.by_number(c['address'].split()[0])} {c['address'].split(' ', 1)[1]}", "comma": lambda c, d: c["address"].replace(" ", ", ", 1),
        "number_in": lambda c, d: "number {} on {}".format(*c["address"].split(" ", 1)), "short_lower": lambda c, d: _shortened(c["address"]).lower(),
        "house": lambda c, d: c["flat"].split(", ")[1], "town_too": lambda c, d: f"{c['address']}, {c['town']}",
    },
    "postcode": {"outward": lambda c, d: c["postcode"].split()[0], "halves": lambda c, d: c["postcode"].replace(" ", ", then "), "digits_in_words": lambda c, d: "".join(f" {ways.DIGITS[int(x)]} " if x.isdigit() else x for x in ways.solid(c["postcode"])).strip()},
    "school": {"short": lambda c, d: c["school"].rsplit(" ", 1)[0 if c["school"][0] != "Y" else 1], "saint": lambda c, d: c["school"].replace("St ", "Saint ")},
    "employer": {"first": lambda c, d: c["employer"].split()[0], "and": lambda c, d: c["employer"].replace("&", "and"), "no_ending": lambda c, d: c["employer"].removesuffix(" Ltd").removesuffix(" plc")},
    "vehicle": {"first_half": lambda c, d: c["vehicle"].split()[0], "plate_of_car": lambda c, d: c["car"].split(", ")[1], "plate_of_car_solid": lambda c, d: ways.solid(c["car"].split(", ")[1]), "car_whole": lambda c, d: c["car"]},
    "social_media": {
        "bare": lambda c, d: c["social"][1:], "url": lambda c, d: f"instagram.com/{c['social'][1:]}", "spoken": lambda c, d: ways.spoken_address(c["social"][1:], d), "solid": lambda c, d: ways.solid(c["social"]),
        "told_bare": lambda c, d: c["social_told"].split(": ")[1], "told_at": lambda c, d: "@" + c["social_told"].split(": ")[1], "told_spoken": lambda c, d: ways.spoken_address(c["social_told"].split(": ")[1], d), "dash": lambda c, d: c["social"][1:].replace("_", "-").replace(".", "-"),
    },
    "other": {"no_the": lambda c, d: c["other"][4:]},
    "prison": {"exact": lambda c, d: f"HMP {PRISON[c['prison']]}", "bare": lambda c, d: PRISON[c["prison"]], "lower": lambda c, d: f"hmp {PRISON[c['prison']].lower()}", "apart": lambda c, d: ways.apart(PRISON[c["prison"]], d), "leet": lambda c, d: PRISON[c["prison"]].lower().translate(ways.LEET), "cyrillic": lambda c, d: PRISON[c["prison"]].translate(ways.CYRILLIC)},
    "pnc_id": {"short_year": lambda c, d: c["pnc_id"][2:], "no_zeros": lambda c, d: f"{c['pnc_id'][2:4]}/{c['pnc_id'][5:].lstrip('0')}"},
    "crime_number": {"no_year": lambda c, d: c["crime_number"].split("/")[0], "with_words": lambda c, d: f"CR {c['crime_number']}", "aloud": lambda c, d: ways.doubles(c["crime_number"], d)},
    "incident_log": {"no_day": lambda c, d: c["incident_log"].split("/")[0], "no_word": lambda c, d: c["incident_log"].split()[1]},
    "reference": {"last_part": lambda c, d: c["sender_reference"].split("-", 2)[2], "spaces": lambda c, d: c["sender_reference"].replace("-", " ")},
    "date": {style: (lambda c, d, form=form: _date(c, form)) for style, form in _DATES.items()},
}  # fmt: skip


def _shortened(value: str) -> str:
    return " ".join(TYPE.get(word, word) for word in value.split())


SEEDS: dict[str, dict[str, Said]] = {
    "full_name": _OWN["full_name"], "given_name": _all("given", _NAME), "family_name": _all("family", _NAME), "relative": _all("relative", _NAME), "officer": _all("officer", _NAME),
    "address": _all("address", _THING) | _OWN["address"], "flat": _all("flat", ways.PLAIN | ways.LOWER | ways.CASE | ways.HIDDEN), "town": _all("town", ways.PLAIN | ways.CASE | ways.HIDDEN | ways.SHAPES | ways.APART | ways.WORDS),
    "postcode": _all("postcode", _CODE) | _OWN["postcode"], "phone": _all("phone", _PHONE), "landline": _all("landline", _PHONE), "email": _all("email", _MAIL),
    "school": _all("school", _THING) | _OWN["school"], "employer": _all("employer", _THING) | _OWN["employer"], "vehicle": _all("vehicle", _CODE) | _OWN["vehicle"],
    "social_media": _all("social", ways.PLAIN | ways.CASE | ways.HIDDEN | ways.APART | {"cyrillic": ways.SHAPES["cyrillic"], "wide": ways.SHAPES["wide"]}) | _OWN["social_media"], "other": _all("other", _THING) | _OWN["other"],
    "prison": _OWN["prison"], "prison_number": _all("prison_number", _CODE), "pnc_id": _all("pnc_id", _CODE) | _OWN["pnc_id"], "cro_number": _all("cro_number", _CODE), "probation_crn": _all("probation_crn", _CODE),
    "crime_number": _all("crime_number", _CODE) | _OWN["crime_number"], "case_urn": _all("case_urn", _CODE), "incident_log": _all("incident_log", _CODE) | _OWN["incident_log"],
    "reference": _all("sender_reference", _CODE) | _OWN["reference"], "our_reference": _all("our_reference", _CODE), "date": _OWN["date"],
}  # fmt: skip


def letters(seed: int = 4) -> list[Letter]:
    """Every kind in every way of its own, twice, in letters of one to three leaks among traps."""
    dice = random.Random(seed)
    wanted = [(kind, style) for kind, found in SEEDS.items() for style in found] * 2
    dice.shuffle(wanted)
    found = []
    while wanted:
        size = dice.choice((1, 1, 2))
        found.append(_letter(dice, [wanted.pop() for _ in range(min(size, len(wanted)))]))
    return found


def _letter(dice: random.Random, wanted: list[tuple[str, str]]) -> Letter:
    case = a_case(dice)
    text, seeds = dice.choice(FILLER), []
    for kind, style in wanted:
        said = SEEDS[kind][style](case, dice)
        before, after = dice.choice(SAID[kind]).split("{x}")
        start = len(text) + 1 + len(before)
        text += f" {before}{said}{after} {a_filled(dice.choice(CLEAN), dice)} {dice.choice(FILLER)}"
        seeds.append(Seed(kind, style, start, start + len(said)))
    return Letter(text, terms_of(case), seeds)


def clean_letters(seed: int = 40, number: int = 1200) -> list[Letter]:
    """As many letters that tell nothing, of sentences full of traps, each against a case."""
    dice = random.Random(seed)
    return [
        Letter(
            " ".join(
                a_filled(line, dice) for line in [*dice.sample(CLEAN, 4), dice.choice(FILLER)]
            ),
            terms_of(a_case(dice)),
        )
        for _ in range(number)
    ]


def strangers(seed: int = 41, number: int = 600) -> list[Letter]:
    """As many letters that tell identifiers of nobody in the case: like theirs, and not theirs."""
    dice = random.Random(seed)
    kinds = [kind for kind in SEEDS if kind not in ("prison", "given_name", "relative")]
    found: list[Letter] = []
    while len(found) < number:
        case, other, kind = a_case(dice), a_case(dice), dice.choice(kinds)
        said = SEEDS[kind]["exact"](other, dice)
        known = {word for text in case.values() for word in _words(text)}
        if not known & _words(said):
            text = f"{dice.choice(FILLER)} {dice.choice(SAID[kind]).format(x=said)}"
            found.append(Letter(text, terms_of(case)))
    return found


def _words(text: str) -> set[str]:
    plain = "".join(c if c.isalnum() else " " for c in ways.folded(text).lower())
    return {word for word in plain.split() if len(word) > 2}
