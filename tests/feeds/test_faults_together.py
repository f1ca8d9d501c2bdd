"""Faults of meaning beside faults of shape: whichever two a record has, its sender hears of both.

And of nothing that only follows from a field that nobody can read.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import pytest

from services.feeds.agreement import load
from services.feeds.book import load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.checking import check_record
from services.feeds.completing import options_at
from tests.feeds.test_seeded_faults import GONE, leaves, planted, wrongs

pytestmark = pytest.mark.slow

COMES = "2199-01-01"
SAMPLES = {
    "mps": ("mps", "referral", date(2019, 5, 1)),
    "mps-out-of-court": ("mps", "out_of_court", date(2020, 5, 4)),
    "hmpps": ("hmpps", "referral", date(2019, 5, 1)),
    "victim-support": ("victim_support", "referral", date(2019, 5, 1)),
    "mps-answer": ("mps", "answer", date(2019, 5, 1)),
    "hmpps-answer": ("hmpps", "answer", date(2019, 5, 1)),
}


@dataclass(frozen=True)
class Wrong:
    """One fault: what is put where, by which field and code it is told, what else it rests on."""

    puts: tuple
    told: tuple
    rests_on: frozenset = frozenset()
    places: frozenset = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "places", frozenset(place for place, _ in self.puts))


def wrong(told, *puts, rests_on=()):
    dotted = tuple(
        (tuple(int(p) if p.isdigit() else p for p in place.split(".")), v) for place, v in puts
    )
    others = frozenset(
        tuple(int(p) if p.isdigit() else p for p in one.split(".")) for one in rests_on
    )
    return Wrong(dotted, told, others)


def comes(place):
    return wrong((place, "in-the-future"), (place, COMES))


def no_word(place, *rests_on):
    return wrong((place, "consent-missing"), (place, GONE), rests_on=rests_on)


def no(place, *words, asks, said="N"):
    told = (place if said == "N" else f"{place}.{words[0]}", "consent-refused")
    return wrong(told, *((f"{place}.{word}", said) for word in words), rests_on=asks)


WORDS = ("to_referral", "to_contact")
MPS = [
    no_word("victims.0.consent", "requested_by"),
    no("victims.0.consent", *WORDS, asks=["requested_by"]),
    comes("victims.0.dob"),
    comes("victims.0.consent.taken_on"),
    comes("offence.committed_on"),
    comes("suspects.0.dob"),
    wrong(("victims.0.email", "not-an-address"), ("victims.0.email", "nowhere")),
    wrong(("victims", "nobody-harmed"), ("victims.0.bereaved_relative", True)),
]
MEANINGS = {
    "mps": MPS,
    "mps-out-of-court": [
        # The consent of both is asked, whoever asks for it.
        *(Wrong(one.puts, one.told) for one in MPS if one.told != ("victims", "nobody-harmed")),
        no_word("suspects.0.consent"),
        wrong(
            ("suspects.0.consent", "consent-refused"),
            *((f"suspects.0.consent.{word}", "N") for word in WORDS),
        ),
        wrong(("offence.result", "only-out-of-court"), ("offence.result", "CHARGED")),
        wrong(
            ("disposal_condition", "without-disposal"),
            ("disposal", GONE),
            rests_on=["disposal_condition"],
        ),
    ],
    "hmpps": [
        wrong(("limited_access", "restricted"), ("limited_access", "EXCL")),
        wrong(("subject.pnc", "check-letter"), ("subject.pnc", "99/123456A")),
        wrong(
            ("subject.prison", "missing"),
            ("subject.prison", GONE),
            rests_on=["subject.supervision"],
        ),
        comes("subject.date_of_birth"),
        comes("offence.committed_on"),
        no_word("subject.consent", "requested_by"),
        no("subject.consent", *WORDS, asks=["requested_by"]),
        wrong(("victims.0.email", "not-an-address"), ("victims.0.email", "nowhere")),
    ],
    "victim-support": [
        no_word("permission"),
        no("permission", "share_with_rj", "rj_may_contact", asks=[], said=False),
        comes("client.date_of_birth"),
        comes("crime.happened_on"),
        comes("offenders.0.date_of_birth"),
        wrong(("client.email", "not-an-address"), ("client.email", "nowhere")),
    ],
    "mps-answer": [
        comes("answered_on"),
        wrong(("consent", "word-missing"), ("consent", GONE), rests_on=["result"]),
    ],
    "hmpps-answer": [
        comes("answered_on"),
        wrong(("consent", "word-missing"), ("consent", GONE), rests_on=["outcome"]),
        wrong(("limited_access", "restricted"), ("limited_access", "RESTR")),
    ],
}
SAYS_HOW = {
    "mps-answer": {"result": "AGREES", "consent": {"how": "PHONE", "taken_on": "2019-04-19"}},
    "hmpps-answer": {"outcome": "CONSENTS", "consent": {"form": "VIDEO", "taken_on": "2019-04-19"}},
}


def sample_of(name):
    feed, sample, _ = SAMPLES[name]
    content = json.loads((load(feed).samples / f"{sample}.json").read_text())
    if name == "mps-out-of-court":
        del content["offence"]["circumstances"]  # its agreement does not name them
    if name == "victim-support":
        content["offenders"] = [{"first_name": "Beta", "last_name": "Testperson"}]
    return content | SAYS_HOW.get(name, {})


def model_of(name):
    feed, sample, _ = SAMPLES[name]
    dialect = dialect_of(load_book(feed))
    return dialect.answer.Answer if sample == "answer" else dialect.Referral


def shapes(name):
    """Return one fault of shape for each field of the sample, and each way to get it wrong."""
    codes = {"is missing": "missing", "cannot be read": "invalid", "is too long": "too-long"}
    found = []
    for place in leaves(sample_of(name)):
        if place in (("form",), ("scheme",)):
            continue  # they choose which form it is, and under which terms it comes
        for put, goes_on in wrongs(model_of(name), place):
            told = (".".join(map(str, place)), codes[goes_on.partition(";")[0]])
            found.append(Wrong(((place, put),), told))
    return found


def faults_of(name, chosen):
    feed, _, day = SAMPLES[name]
    puts = [(place, put, "") for one in chosen for place, put in one.puts]
    content = planted(sample_of(name), puts)
    book = load_book(feed)
    checked = check_record(json.dumps(content).encode(), book, dialect_of(book), day)
    told = [(place_of(fault), fault.code) for fault in checked.faults]
    assert len(told) == len(set(told)), "nothing is told twice"
    return set(told)


def place_of(fault):
    """Return where a fault is told; a no to both questions may be told at either."""
    refused = fault.code == "consent-refused"
    return fault.field.removesuffix(".to_referral") if refused else fault.field


def touch(one, other):
    """Whether what the one puts is a place of the other, or holds it, or lies within it."""
    return any(
        a[: len(b)] == b or b[: len(a)] == a
        for a in one.places
        for b in (*other.places, *other.rests_on)
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_each_fault_of_meaning_alone_is_told_and_nothing_else(name):
    assert faults_of(name, []) == set()
    for one in MEANINGS[name]:
        assert faults_of(name, [one]) == {one.told}


@pytest.mark.requirement("INT-08")
@pytest.mark.parametrize("name", SAMPLES)
def test_a_fault_of_meaning_and_any_fault_of_shape_are_both_told_and_nothing_else(name):
    pairs = [(one, shape) for one in MEANINGS[name] for shape in shapes(name)]
    apart = [pair for pair in pairs if not touch(*pair) and not touch(*reversed(pair))]
    assert len(apart) > len(MEANINGS[name]) * 5

    for one, shape in apart:
        assert faults_of(name, [one, shape]) == {one.told, shape.told}, (one, shape)


@pytest.mark.parametrize("name", SAMPLES)
def test_two_faults_of_meaning_are_both_told_and_nothing_else(name):
    for one, two in combinations(MEANINGS[name], 2):
        if not touch(one, two) and not touch(two, one):
            assert faults_of(name, [one, two]) == {one.told, two.told}, (one, two)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_rests_on_a_field_that_nobody_can_read_is_not_told(name):
    for one in MEANINGS[name]:
        for shape in shapes(name):
            if shape.places & one.rests_on:
                assert faults_of(name, [one, shape]) == {shape.told}, (one, shape)


@pytest.mark.parametrize("name", SAMPLES)
def test_all_that_can_be_wrong_of_meaning_at_once_is_told_beside_a_field_out_of_shape(name):
    chosen = []
    for one in MEANINGS[name]:
        if not any(touch(one, other) or touch(other, one) for other in chosen):
            chosen.append(one)
    for shape in shapes(name):
        if not any(touch(one, shape) or touch(shape, one) for one in chosen):
            everything = {one.told for one in chosen} | {shape.told}
            assert faults_of(name, [*chosen, shape]) == everything, shape


@pytest.mark.parametrize("name", SAMPLES)
def test_a_form_says_what_may_stand_in_each_of_its_fields(name):
    """Else nothing of meaning could be told beside a field that cannot be read."""
    model = model_of(name)
    for place in set(leaves(sample_of(name))) - {("scheme",)}:
        assert [one for one in options_at(model, place) if isinstance(one, str | bool | int | list)]


def test_too_many_rows_do_not_hide_what_is_wrong_with_them():
    content = sample_of("mps")
    (victim,) = content["victims"]
    content["victims"] = [
        victim,
        victim | {"surname": ""},
        victim | {"dob": COMES},
        *([victim] * 40),
    ]
    book = load_book("mps")

    checked = check_record(json.dumps(content).encode(), book, dialect_of(book), date(2019, 5, 1))

    assert {(one.field, one.code) for one in checked.faults} == {
        ("victims", "too-many"),
        ("victims.1.surname", "missing"),
        ("victims.2.dob", "in-the-future"),
    }
