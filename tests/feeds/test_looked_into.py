"""What an agency looked into: ruled out by name is a no; an empty list says nothing at all."""

import json

import pytest

from ops.feed_forms import flat, names, write
from services.feeds.agreement import load_all
from services.feeds.channels.records import records
from services.feeds.turned import Turned
from services.feeds.words import sentence
from shared.contracts.codes import CaseFlag
from shared.kernel.errors import Fault
from tests.feeds.test_forms import dialect, sample, submission

LISTS = {
    "mps": ("offence", "markers", "DA", "KN"),
    "hmpps": ("offence", "flags", "DV", "WP"),
    "victim_support": ("crime", "features", "domestic", "knife"),
}


def said(agency, apply=None, ruled_out=None):
    """Return a sample that says so much of what was looked into, and nothing else of it."""
    place, name, _, _ = LISTS[agency]
    body = sample(agency)
    body.pop("need", None)
    told = {name: apply, f"{name}_ruled_out": ruled_out}
    rest = {key: value for key, value in body[place].items() if key not in told}
    body[place] = rest | {key: value for key, value in told.items() if value is not None}
    return body


def offence(agency, body):
    return submission(agency, json.dumps(body)).offence


@pytest.mark.requirement("ELG-06", "INT-20")
@pytest.mark.parametrize("agency", LISTS)
def test_what_was_ruled_out_was_asked_and_what_applies_too(agency):
    _, _, domestic, knife = LISTS[agency]

    told = offence(agency, said(agency, apply=[knife], ruled_out=[domestic]))

    assert told.flags == (CaseFlag.KNIFE,)
    assert told.asked == (CaseFlag.KNIFE, CaseFlag.DOMESTIC_ABUSE)


@pytest.mark.requirement("ELG-06")
@pytest.mark.parametrize("agency", LISTS)
@pytest.mark.parametrize("lists", [{}, {"apply": []}, {"apply": [], "ruled_out": []}])
def test_an_empty_list_or_none_says_that_nobody_was_asked(agency, lists):
    told = offence(agency, said(agency, **lists))

    assert (told.flags, told.asked) == ((), ())


@pytest.mark.parametrize("agency", LISTS)
def test_what_applies_and_is_ruled_out_is_sent_back_in_words(agency):
    place, name, domestic, _ = LISTS[agency]
    body = said(agency, apply=[domestic], ruled_out=[domestic])

    with pytest.raises(Turned) as turned:
        submission(agency, json.dumps(body))

    fault = Fault(f"{place}.{name}_ruled_out", "yes-and-no")
    assert turned.value.faults == (fault,)
    assert sentence(fault, dialect(agency).Referral).endswith("leave it in one of the two lists")


@pytest.mark.requirement("INT-09", "INT-10")
@pytest.mark.parametrize("suffix", [".csv", ".docx", ".pdf"])
@pytest.mark.parametrize("agency", LISTS)
def test_a_column_or_field_left_empty_asks_nothing_and_a_filled_one_does(agency, suffix, tmp_path):
    place, name, domestic, knife = LISTS[agency]
    model = dialect(agency).Referral
    path = tmp_path / f"form{suffix}"
    row = dict.fromkeys(names(model), "") | flat(said(agency))

    write(path, row)
    (empty,) = records(path, model)
    write(path, row | {f"{place}.{name}_ruled_out": f"{domestic}; {knife}"})
    (filled,) = records(path, model)

    assert submission(agency, empty).offence.asked == ()
    assert submission(agency, filled).offence.asked == (CaseFlag.DOMESTIC_ABUSE, CaseFlag.KNIFE)


@pytest.mark.parametrize(
    ("need", "flags", "asked"),
    [
        ({"additional": True}, (CaseFlag.ADDITIONAL_NEED,), (CaseFlag.ADDITIONAL_NEED,)),
        ({"additional": False}, (), (CaseFlag.ADDITIONAL_NEED,)),
        ({}, (), ()),
    ],
)
def test_a_question_of_its_own_is_asked_where_it_was_answered(need, flags, asked):
    told = offence("victim_support", said("victim_support") | {"need": need})

    assert (told.flags, told.asked) == (flags, asked)


def test_every_agreement_that_names_the_marks_names_what_was_ruled_out():
    named = [set(one.inbound.fields) for one in load_all() if one.inbound]
    marks = {f"{place}.{name}" for place, name, _, _ in LISTS.values()}

    assert all(f"{mark}_ruled_out" in fields for fields in named for mark in fields & marks)
    assert marks <= set().union(*named)
