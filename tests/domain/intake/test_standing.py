"""What a withdrawal leaves standing, and who has gone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.intake.domain.consents import Consent, Standing, consents_to_item, takes_part
from shared.contracts.codes import ConsentPurpose, Engagement

START = datetime(2019, 7, 1, 9, tzinfo=UTC)
AUTHOR, OTHER, STRAND, ELSEWHERE, ITEM = (UUID(int=number) for number in range(1, 6))
PART, PASS = ConsentPurpose.TAKE_PART, ConsentPurpose.PASS_ITEM


def said(minutes, person, purpose, given=True, **more):
    return Consent(
        consent_id=UUID(int=1000 + minutes),
        person_id=person,
        purpose=purpose,
        given=given,
        recorded_at=START + timedelta(minutes=minutes),
        **more,
    )


def passes(*words, **more):
    about = {"strand_id": STRAND, "others": [OTHER], **more}
    return consents_to_item(words, [AUTHOR], ITEM, **about)


YES = said(5, AUTHOR, PASS, item_id=ITEM)


def test_a_yes_to_exactly_this_item_lets_it_pass():
    assert passes(YES)
    assert not passes(said(5, AUTHOR, PASS, item_id=ELSEWHERE))
    assert not passes(said(5, OTHER, PASS, item_id=ITEM))


@pytest.mark.parametrize("person", [AUTHOR, OTHER])
@pytest.mark.parametrize("purpose", [PART, ConsentPurpose.BE_CONTACTED])
def test_a_yes_that_is_older_than_anybodys_withdrawal_counts_no_more(person, purpose):
    left, back = said(6, person, purpose, given=False), said(7, person, purpose)

    assert not passes(YES, left)
    assert not passes(YES, left, back)
    assert passes(YES, left, back, said(8, AUTHOR, PASS, item_id=ITEM))


def test_a_consent_that_was_withdrawn_later_counts_from_its_withdrawal():
    part = said(1, OTHER, PART, withdrawn_at=START + timedelta(minutes=9))

    assert not passes(YES, part)
    assert passes(part, said(10, AUTHOR, PASS, item_id=ITEM))


def test_a_withdrawal_before_the_yes_or_of_another_strand_or_matter_changes_nothing():
    assert passes(said(1, OTHER, PART, given=False), YES)
    assert passes(YES, said(6, OTHER, PART, given=False, strand_id=ELSEWHERE))
    assert passes(YES, said(6, OTHER, ConsentPurpose.NEWSLETTER, given=False))


def test_in_doubt_which_came_first_the_withdrawal_did():
    same_moment = said(5, OTHER, PART, given=False)

    assert not passes(YES, same_moment)


def stands(engagement, minutes, person=AUTHOR):
    return [Standing(person, STRAND, engagement, START + timedelta(minutes=minutes))]


@pytest.mark.parametrize(
    "engagement", [Engagement.DECLINED, Engagement.WITHDREW, Engagement.DECEASED_OR_ILL]
)
def test_who_has_gone_since_saying_yes_takes_no_part(engagement):
    yes = [said(1, AUTHOR, PART)]

    assert takes_part(yes, [AUTHOR], STRAND, stands(engagement, 0))
    assert not takes_part(yes, [AUTHOR], STRAND, stands(engagement, 2))
    assert takes_part([*yes, said(3, AUTHOR, PART)], [AUTHOR], STRAND, stands(engagement, 2))


def test_who_is_only_slow_to_decide_still_takes_part():
    yes = [said(1, AUTHOR, PART)]

    assert takes_part(yes, [AUTHOR], STRAND, stands(Engagement.RELUCTANT, 2))
    assert takes_part(yes, [AUTHOR], STRAND, stands(Engagement.DECLINED, 2, person=OTHER))
