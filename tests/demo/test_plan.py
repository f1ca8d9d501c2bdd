"""The plan of the year: invented people only, and each form as its agency's own dialect takes it."""

from collections import Counter
from datetime import date

import pytest

from ops.demo.director import cast_of
from ops.demo.forms import form
from ops.demo.people import MARKERS, submission
from ops.demo.year import Door, planned_year
from services.feeds.book import load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.boundary import PLAIN, Arrived, check
from shared.contracts.intake.people import ReferralSubmission
from shared.security.sealing import SealingKey
from tests.demo.search import people

KEY = SealingKey.generate()
YEAR = planned_year()
PUBLISHED = [planned for planned in YEAR if planned.door in (Door.MPS, Door.VICTIM_SUPPORT)]


def test_each_referral_of_the_year_has_a_day_in_it_and_two_continue_two():
    assert [planned.number for planned in YEAR] == list(range(1, len(YEAR) + 1))
    assert all(date(2019, 4, 1) <= planned.day <= date(2020, 3, 31) for planned in YEAR)
    ended = {planned.number: planned for planned in YEAR}
    pairs = [(ended[planned.continues], planned) for planned in YEAR if planned.continues]
    assert len(pairs) == 2
    assert all(before.day < after.day for before, after in pairs)


def test_the_referrals_come_in_by_every_door():
    assert min(Counter(planned.door for planned in YEAR)[door] for door in Door) >= 8


@pytest.mark.parametrize("planned", YEAR, ids=lambda planned: f"{planned.number}")
def test_everybody_in_a_submission_is_found_by_the_search_for_people(planned):
    body = submission(planned, cast_of(planned))
    search = people()

    for person in (*body["harmed"], *body["responsible"]):
        for field in ("given_name", "family_name", "phone", "email", "postcode", "date_of_birth"):
            value = person.get(field)
            assert value is None or search(str(value).encode()), (field, value)
        for line in person.get("address", ()):
            assert search(line.encode())
    assert any(marker in body["offence"]["narrative"] for marker in MARKERS)


@pytest.mark.parametrize("planned", PUBLISHED, ids=lambda planned: f"{planned.number}")
def test_what_an_agency_publishes_becomes_the_planned_submission(planned):
    cast = cast_of(planned)
    ours = ReferralSubmission.model_validate(submission(planned, cast))

    theirs = translated(planned, form(planned, cast))

    assert theirs.initiated_by is ours.initiated_by
    assert theirs.source is ours.source
    assert theirs.offence.crime_types == ours.offence.crime_types
    assert set(theirs.offence.flags) == set(ours.offence.flags)
    assert set(theirs.offence.asked) == set(ours.offence.asked)
    assert theirs.offence.proceedings is ours.offence.proceedings
    assert len(theirs.harmed) == len(ours.harmed)
    assert len(theirs.responsible) == len(ours.responsible)
    for mine, told in zip(ours.harmed, theirs.harmed, strict=True):
        for field in ("given_name", "family_name", "date_of_birth", "phone", "email", "address"):
            assert getattr(told, field) == getattr(mine, field)
    assert len(theirs.consents) == len(ours.consents)


def translated(planned, published):
    """Return what the feed makes of it on the day on which it comes."""
    arrived = Arrived(body=published, content_type=PLAIN, message_id=f"m-{planned.number}")
    book = load_book(planned.door.value)
    return check(arrived, book, dialect_of(book), planned.day, KEY).submission
