import string
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.consents import Consent, takes_part, to_withdraw
from services.intake.domain.priority import PriorityRule, age_on, priority_reasons, rule_on
from services.intake.domain.reference import ALPHABET, SPACE, make_reference, parse_reference
from services.intake.domain.stages import MILESTONES, rank_of, stage_of
from services.intake.domain.submission import Declared, Participant, Submission, faults_of
from shared.contracts.codes import (
    CaseFlag,
    Channel,
    ConsentPurpose,
    CrimeType,
    ParticipantRole,
    Side,
    Source,
)
from shared.kernel.errors import Fault

DAYS = st.dates(date(2016, 1, 1), date(2060, 1, 1))
NUMBERS = st.integers(0, SPACE - 1)
TODAY = date(2019, 7, 1)
ALPHA, STRAND = UUID(int=1), UUID(int=9)


@given(DAYS, NUMBERS)
def test_a_reference_survives_lower_case_spaces_and_a_missing_prefix(day, number):
    reference = make_reference(day, number)

    assert parse_reference(reference) == reference
    assert parse_reference(f" {reference.lower().replace('-', ' ')} ") == reference
    assert parse_reference(reference.removeprefix("RJ-")) == reference


@given(DAYS, NUMBERS, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_never_another_case(day, number, place, wrong):
    reference = make_reference(day, number)
    symbols = list(reference)
    position = len("RJ-YYMM-") + place
    if symbols[position] == wrong:
        return

    symbols[position] = wrong

    assert parse_reference("".join(symbols)) is None


def test_no_two_symbols_of_a_reference_look_alike():
    assert not set(ALPHABET) & set("0O1I5S8B")
    assert set(ALPHABET) <= set(string.ascii_uppercase + string.digits)


@given(st.text(max_size=30))
def test_any_text_is_a_reference_or_is_not(text):
    found = parse_reference(text)

    assert found is None or parse_reference(found) == found


@given(st.lists(st.sampled_from(sorted(MILESTONES)), max_size=12), st.randoms())
def test_the_stage_depends_on_neither_order_nor_duplicates(heard, chance):
    shuffled = heard + heard[: len(heard) // 2]
    chance.shuffle(shuffled)

    assert stage_of(shuffled) is stage_of(heard)


@given(
    st.lists(st.sampled_from(sorted(MILESTONES)), max_size=12), st.sampled_from(sorted(MILESTONES))
)
def test_hearing_more_never_takes_a_case_back(heard, more):
    assert rank_of(stage_of([*heard, more])) >= rank_of(stage_of(heard))


RULE = PriorityRule(
    "r1", date(2016, 1, 1), frozenset({CrimeType.SEXUAL}), frozenset({CaseFlag.HATE}), 18
)


@pytest.mark.requirement("INT-06")
def test_enhanced_priority_always_has_its_reasons():
    reasons = priority_reasons(
        RULE,
        crime_types=(CrimeType.SEXUAL, CrimeType.THEFT),
        flags=(CaseFlag.HATE,),
        ages=(17, None),
    )

    assert reasons == ("crime:sexual", "flag:hate", "under:18")


def test_without_a_reason_there_is_no_enhanced_priority():
    assert priority_reasons(RULE, crime_types=(CrimeType.THEFT,), flags=(), ages=(18, None)) == ()


def test_a_bereaved_family_has_enhanced_priority_where_the_rule_says_so():
    later = PriorityRule("r2", date(2021, 4, 1), frozenset(), frozenset(), 18, bereaved=True)
    death = {"crime_types": (CrimeType.DEATH_BY_DRIVING,), "flags": (), "ages": (40,)}

    assert priority_reasons(later, **death, bereaved=True) == ("bereaved",)
    assert priority_reasons(later, **death, bereaved=False) == ()
    assert priority_reasons(RULE, **death, bereaved=True) == ()


@pytest.mark.requirement("INT-06")
def test_the_rule_in_force_is_the_newest_that_had_begun():
    later = PriorityRule("r2", date(2020, 1, 1), frozenset(), frozenset(), 18)

    assert rule_on((RULE, later), date(2019, 12, 31)) is RULE
    assert rule_on((RULE, later), date(2020, 1, 1)) is later
    assert rule_on((RULE, later), date(2010, 1, 1)) is RULE


def test_somebody_turns_eighteen_on_the_birthday_itself():
    assert age_on(date(2001, 7, 2), TODAY) == 17
    assert age_on(date(2001, 7, 1), TODAY) == 18


def word(number, purpose, given, minutes, withdrawn=None):
    at = datetime(2019, 7, 1, tzinfo=UTC)
    ended = at + timedelta(minutes=withdrawn) if withdrawn else None
    return Consent(
        UUID(int=number), ALPHA, purpose, given, at + timedelta(minutes=minutes), withdrawn_at=ended
    )


def test_the_newest_word_decides_whether_somebody_takes_part():
    part = ConsentPurpose.TAKE_PART

    assert not takes_part([], [ALPHA], STRAND)
    assert takes_part([word(1, part, given=True, minutes=1)], [ALPHA], STRAND)
    assert not takes_part([word(1, part, True, 1), word(2, part, False, 2)], [ALPHA], STRAND)
    assert takes_part(
        [word(1, part, True, 1, withdrawn=2), word(2, part, True, 3)], [ALPHA], STRAND
    )


def test_who_may_no_longer_be_contacted_does_not_take_part():
    words = [
        word(1, ConsentPurpose.TAKE_PART, True, 1),
        word(2, ConsentPurpose.BE_CONTACTED, True, 1, withdrawn=5),
    ]

    assert not takes_part(words, [ALPHA], STRAND)


def test_withdrawing_without_a_purpose_ends_everything_that_stands():
    words = [
        word(1, ConsentPurpose.TAKE_PART, True, 1),
        word(2, ConsentPurpose.NEWSLETTER, True, 1),
        word(3, ConsentPurpose.UPDATES, False, 1),
    ]

    ended = to_withdraw(words, ALPHA, frozenset(), None)

    assert [c.consent_id.int for c in ended] == [1, 2]


def person(ref, role, side, **more):
    return Participant(f"{side.value}.0", ref, role, side, **more)


def a_referral(*people, consents=(), **more):
    fields = {"initiated_by": Side.HARMED, "source": Source.POLICE, "channel": Channel.FEED}
    return Submission(**{**fields, **more}, participants=people, consents=tuple(consents))


AGREED = Declared("alpha", ConsentPurpose.BE_REFERRED, given=True)


@pytest.mark.requirement("INT-16")
def test_a_bereaved_family_member_speaks_and_the_deceased_is_never_asked():
    deceased = person("late", ParticipantRole.DECEASED, Side.HARMED)
    family = person("alpha", ParticipantRole.FAMILY, Side.HARMED)

    alone = faults_of(a_referral(deceased), today=TODAY)
    together = faults_of(a_referral(deceased, family, consents=[AGREED]), today=TODAY)

    assert alone == (Fault("harmed", "family-member-missing"),)
    assert together == ()


@pytest.mark.requirement("OCD-01", "CON-12")
def test_an_out_of_court_disposal_needs_the_consent_of_both_sides():
    harmed = person("alpha", ParticipantRole.HARMED, Side.HARMED)
    responsible = person("beta", ParticipantRole.RESPONSIBLE, Side.RESPONSIBLE)
    consents = [AGREED]

    one = faults_of(a_referral(harmed, responsible, consents=consents), today=TODAY)
    both = faults_of(
        a_referral(harmed, responsible, consents=consents, pathway="out_of_court_disposal"),
        today=TODAY,
    )

    assert one == ()
    assert both == (Fault("consents", "consent-missing"),)


def test_every_fault_is_listed():
    harmed = person(
        "alpha", ParticipantRole.RESPONSIBLE, Side.HARMED, date_of_birth=date(2030, 1, 1), email="x"
    )
    declared = Declared("nobody", ConsentPurpose.BE_REFERRED, given=True)

    found = faults_of(
        a_referral(harmed, consents=[declared], channel=Channel.TRANSFER_IN), today=TODAY
    )

    assert found == (
        Fault("consents", "consent-missing"),
        Fault("consents.0.participant", "unknown-reference"),
        Fault("harmed", "missing"),
        Fault("harmed.0.date_of_birth", "in-the-future"),
        Fault("harmed.0.email", "invalid"),
        Fault("harmed.0.role", "invalid"),
        Fault("original_received_on", "missing"),
    )
