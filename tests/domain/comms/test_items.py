"""Steps on an item: each about exact words, the state derived from what was recorded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.comms.domain import items as rules
from services.comms.domain.items import Finding, Item, Step, StepKind
from services.comms.domain.process import require_common_ground, require_length, stops_contact
from shared.contracts.codes import AgreementKind, ConsentPurpose, ItemKind, ItemState, Side
from shared.kernel.errors import InvalidInput, Refused

NOW = datetime(2019, 7, 1, 9, tzinfo=UTC)
HASH = "a" * 64


def item(*kinds, findings=()):
    bare = Item(
        item_id=UUID(int=1),
        case_id=UUID(int=2),
        strand_id=UUID(int=3),
        kind=ItemKind.LETTER,
        from_side=Side.HARMED,
        content_hash=HASH,
        findings=findings,
    )
    for number, kind in enumerate(kinds):
        step = Step(kind=kind, by=f"user-{number}", at=NOW, content_hash=HASH)
        bare = bare.with_step(step)
    return bare


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), ItemState.COMPOSED),
        ((StepKind.APPROVED,), ItemState.APPROVED),
        ((StepKind.APPROVED, StepKind.CHECKED), ItemState.CHECKED),
        ((StepKind.CHECKED, StepKind.VETTED), ItemState.CHECKED),
        ((StepKind.CHECKED, StepKind.VETTED, StepKind.VETTED), ItemState.VETTED),
        ((StepKind.VETTED, StepKind.ACCEPTED), ItemState.OFFERED),
        ((StepKind.ACCEPTED, StepKind.DECLINED), ItemState.DECLINED),
        ((StepKind.DECLINED, StepKind.ACCEPTED), ItemState.OFFERED),
        ((StepKind.ACCEPTED, StepKind.RECALLED), ItemState.RECALLED),
        ((StepKind.ACCEPTED, StepKind.DELIVERED), ItemState.DELIVERED),
        ((StepKind.DELIVERED, StepKind.ACKNOWLEDGED), ItemState.ACKNOWLEDGED),
    ],
)
def test_the_state_is_derived_from_the_steps(steps, state):
    assert item(*steps).state is state


def test_a_step_on_other_words_is_refused():
    with pytest.raises(Refused, match="words-differ"):
        rules.require_words(item(), "b" * 64)


def test_nothing_more_happens_to_what_was_delivered_or_recalled():
    with pytest.raises(Refused, match="item-delivered"):
        rules.require_undelivered(item(StepKind.DELIVERED))
    with pytest.raises(Refused, match="item-recalled"):
        rules.require_undelivered(item(StepKind.RECALLED))


def test_nobody_vets_before_every_finding_is_answered():
    open_one = item(StepKind.CHECKED, findings=(Finding(UUID(int=9), answered=False),))
    answered = replace(open_one, findings=(Finding(UUID(int=9), answered=True),))

    with pytest.raises(Refused, match="leak-check-missing"):
        rules.require_checked(item(StepKind.APPROVED))
    with pytest.raises(Refused, match="finding-unanswered"):
        rules.require_checked(open_one)
    assert answered.findings_open == 0
    rules.require_checked(answered)


def test_a_window_has_both_ends_with_zones_and_in_order():
    with pytest.raises(InvalidInput) as missing:
        rules.require_window(None, None)
    with pytest.raises(InvalidInput) as backwards:
        rules.require_window(NOW, NOW - timedelta(hours=1))
    with pytest.raises(InvalidInput) as naive:
        rules.require_window(NOW, NOW.replace(tzinfo=None))

    assert [fault.field for fault in missing.value.faults] == ["window_from", "window_until"]
    assert [fault.code for fault in backwards.value.faults] == ["not-after-start"]
    assert [fault.code for fault in naive.value.faults] == ["zone-missing"]


def test_the_hash_needs_the_salt_so_that_short_answers_cannot_be_guessed():
    assert rules.content_hash("Yes", "00" * 32) != rules.content_hash("Yes", "01" * 32)
    assert rules.content_hash("Yes", "00" * 32) != rules.content_hash("Yes ", "00" * 32)


@pytest.mark.requirement("CON-04")
def test_withdrawing_from_the_newsletter_recalls_no_letter():
    assert not stops_contact((ConsentPurpose.NEWSLETTER, ConsentPurpose.UPDATES))
    assert stops_contact((ConsentPurpose.NEWSLETTER, ConsentPurpose.TAKE_PART))
    assert stops_contact(())


@pytest.mark.requirement("PRC-10")
def test_a_meeting_lasts_at_most_three_hours():
    require_length(180)
    with pytest.raises(Refused):
        require_length(181)
    with pytest.raises(Refused):
        require_length(0)


@pytest.mark.requirement("PRC-05")
def test_an_agreement_rests_on_a_meeting_or_on_words_that_passed():
    with pytest.raises(Refused, match="agreement-without-letter"):
        require_common_ground(
            AgreementKind.STATEMENT_ACCEPTED, conference_held=True, letter_delivered=False
        )
    with pytest.raises(Refused, match="agreement-without-contact"):
        require_common_ground(
            AgreementKind.SIGNED_BY_ALL, conference_held=False, letter_delivered=False
        )
    require_common_ground(AgreementKind.SIGNED_BY_ALL, conference_held=True, letter_delivered=False)
