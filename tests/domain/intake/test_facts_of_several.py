"""What is said of several people harmed: one who is not known leaves the answer open."""

from datetime import date

import pytest

from services.intake.use_cases.describing import facts_of_referral
from shared.contracts.codes import Area, YesNoUnknown
from shared.contracts.intake.people import ReferralSubmission
from tests.support.intake import a_submission

DAY = date(2019, 7, 1)


def facts(harmed, **changes):
    alpha = a_submission()["harmed"][0]
    people = [{**alpha, "ref": f"p{at}", **one} for at, one in enumerate(harmed)]
    submission = a_submission(harmed=people, consents=[], **changes)
    return facts_of_referral(ReferralSubmission.model_validate(submission), DAY)


@pytest.mark.requirement("INT-22")
@pytest.mark.parametrize(
    ("areas", "where"),
    [
        (["london", "unknown"], Area.LONDON),
        (["outside", "london"], Area.LONDON),
        (["outside", "unknown"], Area.UNKNOWN),
        (["outside", "outside"], Area.OUTSIDE),
        ([], Area.UNKNOWN),
    ],
)
def test_somewhere_else_is_said_only_where_everybody_is_known_to_be(areas, where):
    told = facts([{"home_area": area, "work_area": area} for area in areas])

    assert (told.harmed_home, told.harmed_work) == (where, where)


def test_where_somebody_lived_who_died_leaves_nothing_open():
    late = {"role": "deceased", "home_area": "unknown"}
    family = {"role": "family", "home_area": "outside"}

    assert facts([late, family]).harmed_home is Area.OUTSIDE


@pytest.mark.requirement("ELG-11")
def test_of_nobody_it_is_not_said_that_they_were_grown_up():
    told = facts([], initiated_by="responsible")

    assert told.harmed_under_18_at_offence is YesNoUnknown.UNKNOWN
    assert told.harmed_under_18_now is YesNoUnknown.UNKNOWN
