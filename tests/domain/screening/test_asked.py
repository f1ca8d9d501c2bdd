"""A flag that nobody was asked about is not known: never read as a no, always asked for by name."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.screening.domain.eligibility import eligibility_of
from services.screening.domain.facts import KNOWN_VALUES
from services.screening.domain.policy import Kind
from services.screening.store.policies import shipped_policies
from services.screening.use_cases.reacting import facts_of
from shared.contracts.codes import CaseFlag, Channel, CrimeType, Side, Source
from shared.contracts.intake.events import ReferralReceivedV1
from shared.contracts.intake.facts import ReferralFacts

READ = {
    "domestic_abuse": CaseFlag.DOMESTIC_ABUSE,
    "stalking": CaseFlag.STALKING,
    "child_abuse": CaseFlag.CHILD_ABUSE,
    "non_recent": CaseFlag.NON_RECENT,
}
SETS = st.frozensets(st.sampled_from(CaseFlag))
POLICIES = shipped_policies()
DEFAULT = next(one for one in POLICIES if one.version == "service-2026")


def facts(flags=(), asked=None, crime=CrimeType.BURGLARY):
    told = ReferralFacts(
        initiated_by=Side.HARMED, crime_types=(crime,), flags=tuple(flags), asked=asked
    )
    return facts_of(told)


@pytest.mark.requirement("ELG-05", "ELG-06")
@given(SETS, SETS)
def test_a_no_is_read_only_where_somebody_was_asked_and_a_yes_wherever_it_was_said(flags, asked):
    read = facts(flags, tuple(asked))

    for name, flag in READ.items():
        expected = "yes" if flag in flags else "no" if flag in asked else "unknown"
        assert read[name] == expected


@given(SETS)
def test_what_was_sent_before_anybody_could_say_is_read_as_it_was(flags):
    read = facts(flags)

    assert {name: read[name] for name in READ} == {
        name: "yes" if flag in flags else "no" for name, flag in READ.items()
    }


def test_an_offence_of_stalking_answers_what_nobody_asked():
    assert facts(asked=(), crime=CrimeType.HARASSMENT_STALKING)["stalking"] == "yes"


KNOWN = st.fixed_dictionaries(
    {name: st.sampled_from(known) for name, known in KNOWN_VALUES.items()}
)


@pytest.mark.requirement("ELG-05", "ELG-06", "ELG-16")
@given(st.sampled_from(POLICIES), KNOWN, st.sampled_from(sorted(READ)))
def test_an_open_flag_is_asked_for_wherever_yes_and_no_come_to_different_things(
    policy, known, flag
):
    open_one, yes, no = (
        eligibility_of({**known, flag: value}, policy) for value in ("unknown", "yes", "no")
    )

    for left, said_yes, said_no in zip(open_one.results, yes.results, no.results, strict=True):
        if said_yes.effect == said_no.effect:
            assert (left.effect, left.missing) == (said_no.effect, ())
        else:
            assert (left.kind, left.missing) == (Kind.ASKED, (flag,))
    assert flag not in (*yes.missing_facts, *no.missing_facts)


@given(KNOWN, st.sampled_from(("domestic_abuse", "stalking", "child_abuse")))
def test_the_criteria_of_today_let_nothing_go_on_as_if_an_open_flag_were_a_no(known, flag):
    named = set(eligibility_of({**known, flag: "unknown"}, DEFAULT).missing_facts)
    yes, no = (eligibility_of({**known, flag: value}, DEFAULT) for value in ("yes", "no"))
    open_one = eligibility_of({**known, flag: "unknown"}, DEFAULT)

    if flag in named:
        waiting = next(one for one in open_one.results if flag in one.missing)
        assert waiting.effect.decision in {"defer", "refer_on", "decline"}
    else:
        assert (yes.decision, yes.restrictions) == (no.decision, no.restrictions)


def test_an_event_of_an_older_intake_has_nothing_to_say_of_who_was_asked():
    body = ReferralReceivedV1(
        referral_id=uuid4(), case_id=uuid4(), reference="RJ-1907-TEST", opened_case=True,
        initiated_by=Side.HARMED, source=Source.SELF, channel=Channel.WEB_FORM,
        received_at=datetime(2019, 7, 1, 9, tzinfo=UTC), enhanced_priority=False,
        crime_types=(CrimeType.BURGLARY,), strands=(),
    ).model_dump(mode="json")  # fmt: skip
    del body["asked"]

    heard = ReferralReceivedV1.model_validate(body)

    assert heard.asked is None
    assert facts_of(heard)["domestic_abuse"] == "no"
