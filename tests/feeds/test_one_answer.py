"""What the boundary lets pass, intake refuses for its form no more: a sender has one answer, not two."""

import json
import random

import pytest

from services.feeds.book import load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.boundary import admit
from services.feeds.completing import ABSENT, options_at, put
from services.feeds.turned import Turned
from services.intake.domain.validation import all_faults
from services.intake.use_cases.referring import facts_of
from tests.feeds.test_faults_together import SAMPLES, sample_of
from tests.feeds.test_seeded_faults import leaves

REFERRALS = [name for name in SAMPLES if not name.endswith("answer")]
EVEN = {
    "mps": {
        "disposal": "CR",
        "victims.0.bereaved_relative": True,
        "victims.0.email": "nowhere",
        "suspects.0.email": "nowhere",
    },
    "hmpps": {"victims.0.deceased": True, "subject.cro": "123456/99Z", "victims.0.email": "@"},
    "victim_support": {
        "on_behalf_of": {"first_name": "A", "last_name": "B", "date_of_birth": "2199-01-01"},
        "client.email": "nowhere",
    },
}


def variants(name):
    """Yield the sample with a few of its fields holding whatever the form lets stand there."""
    feed, _, _ = SAMPLES[name]
    form = dialect_of(load_book(feed)).Referral
    draw = random.Random(name)
    sample = sample_of(name)
    extra = [
        (tuple(int(p) if p.isdigit() else p for p in place.split(".")), value)
        for place, value in EVEN[feed].items()
    ]
    every = [(p, o) for p in leaves(sample) for o in options_at(form, p)] + extra
    for _ in range(400):
        content = json.loads(json.dumps(sample))
        for place, option in draw.sample(every, draw.randint(1, 4)):
            content = put(content, place, option)
        yield content


@pytest.mark.requirement("INT-08", "INT-16")
@pytest.mark.parametrize("name", REFERRALS)
def test_what_passes_the_boundary_has_no_fault_that_intake_would_find(name):
    feed, _, day = SAMPLES[name]
    book, passed = load_book(feed), 0
    for content in variants(name):
        try:
            accepted = admit(content, book, dialect_of(book), day)
        except Turned:
            continue
        passed += 1
        assert all_faults(facts_of(accepted.submission), today=day) == (), content
    assert passed > 40


def test_an_absent_option_leaves_a_field_out():
    assert put({"a": {"b": 1, "c": 2}}, ("a", "b"), ABSENT) == {"a": {"c": 2}}
