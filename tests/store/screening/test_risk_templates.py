"""The checklist changes without a release, and every live assessment is re-opened (RSK-13)."""

from datetime import timedelta

import pytest

from shared.contracts.screening import risk_rpc
from shared.contracts.screening.template_content import WrittenTemplate
from shared.kernel.errors import Conflict, InvalidInput, NotFound, Refused
from shared.security.actors import Role
from tests.store.screening.risk_work import (
    blocked,
    draft,
    factors,
    in_force,
    reviews,
    sign,
)
from tests.support.risk import WORDS, advice


def later(world, **span):
    world.clock.advance(timedelta(**span))


def adopt(world, version, role=Role.SERVICE_MANAGER):
    request = risk_rpc.AdoptTemplate(version=version, reason=WORDS)
    return world.ask(risk_rpc.ADOPT_RISK_TEMPLATE, request, role=role)


@pytest.mark.requirement("RSK-13")
def test_another_checklist_re_opens_every_live_assessment_in_one_step(world):
    world.refer()
    standing = in_force(world)
    later(world, minutes=1)
    waiting = draft(world, based_on=standing).assessment_id
    later(world, minutes=1)

    done = adopt(world, "risk-2020-infection")

    assert (done.reopened, done.blocked, blocked(world)) == (1, 1, True)
    with pytest.raises(Refused) as refused:
        sign(world, waiting, "one")
    assert refused.value.code == "template-changed"
    later(world, minutes=1)
    old = draft(world, based_on=waiting).assessment_id
    with pytest.raises(Refused) as refused:
        sign(world, old, "one")
    assert refused.value.ids["about"] == "D4,G1"
    answered = factors(D4=WORDS, G1=WORDS)
    in_force(world, based_on=old, factors=answered, template="risk-2020-infection")
    assert not blocked(world)
    shown = world.ask(risk_rpc.RISK_TEMPLATE, risk_rpc.AskForTemplate())
    assert (shown.version, len(shown.factors)) == ("risk-2020-infection", 31)


def test_a_checklist_that_is_in_force_or_unknown_is_not_adopted(world):
    with pytest.raises(Refused):
        adopt(world, "risk-2019")
    with pytest.raises(NotFound):
        adopt(world, "risk-1999")


def manager(world, method, request, user="manager-one"):
    return world.ask(method, request, user=user, role=Role.SERVICE_MANAGER)


def written(**changes):
    asked = {"code": "F2", "title": "Publicity", "consider": "Podcasts and films.", "marked": True}
    plain = {"version": "risk-2020-publicity", "based_on": "risk-2019", "source": "invented",
             "reason": WORDS, "factors": [asked]}  # fmt: skip
    return WrittenTemplate.model_validate({**plain, **changes})


def draft_template(world, user="manager-one", **changes):
    request = risk_rpc.DraftTemplate(template=written(**changes))
    return manager(world, risk_rpc.DRAFT_RISK_TEMPLATE, request, user)


def approve(world, user="manager-two", version="risk-2020-publicity"):
    request = risk_rpc.TemplateByName(version=version)
    return manager(world, risk_rpc.APPROVE_RISK_TEMPLATE, request, user)


@pytest.mark.requirement("RSK-13")
def test_a_checklist_that_two_managers_brought_in_re_opens_every_live_assessment(world):
    world.refer()
    standing = in_force(world)
    later(world, minutes=1)
    drafted = draft_template(world)
    assert (drafted.in_force, drafted.changed, drafted.no_longer_marked) == (False, ("F2",), ())
    assert not blocked(world), "a draft changes nothing"
    with pytest.raises(Refused) as own:
        approve(world, "manager-one")

    done = approve(world)

    assert own.value.code == "own-draft"
    assert (done.reopened, done.blocked, blocked(world)) == (1, 1, True)
    assert "template_changed" in reviews(world)
    later(world, minutes=1)
    unanswered = draft(world, based_on=standing).assessment_id
    with pytest.raises(Refused) as refused:
        sign(world, unanswered, "one")
    assert refused.value.ids["about"] == "F2"
    in_force(world, based_on=unanswered, factors=factors(F2=WORDS), template=done.version)
    assert not blocked(world)
    shown = world.ask(risk_rpc.RISK_TEMPLATE, risk_rpc.AskForTemplate())
    assert (shown.version, shown.drafted_by, shown.approved_by) == (
        "risk-2020-publicity",
        "manager-one",
        "manager-two",
    )
    with pytest.raises(Refused) as again:
        approve(world)
    assert again.value.code == "already-approved"


@pytest.mark.requirement("RSK-13", "RSK-08")
def test_another_threshold_or_specialist_has_every_assessment_judged_anew(world):
    world.refer()
    standing = in_force(world)
    later(world, minutes=1)
    limits = {"manager_from": 4, "panel_from": 8, "director_from": 12,
              "longest_validity_days": 90, "advice_valid_days": 60}  # fmt: skip
    asked = [{"path": "sexual_harm", "given_by": ["isva"]}]
    draft_template(world, factors=[], thresholds=limits, consult=asked)
    approve(world)

    assert blocked(world)
    later(world, minutes=1)
    with pytest.raises(InvalidInput):
        draft(world, based_on=standing)
    soon = {"valid_until": world.clock.today() + timedelta(days=60), "paths": ("sexual_harm",)}
    police = (advice("police", "sexual_harm"),)
    alone = draft(world, based_on=standing, advice=police, **soon).assessment_id
    with pytest.raises(Refused) as refused:
        sign(world, alone, "one")
    assert refused.value.code == "specialist-consultation-needed"
    advised = (advice("isva", "sexual_harm"),)
    medium = draft(world, based_on=alone, advice=advised, **soon).assessment_id
    sign(world, medium, "one")
    with pytest.raises(Refused) as refused:
        sign(world, medium, "two")
    assert refused.value.code == "manager-must-sign"
    assert sign(world, medium, "boss", Role.SERVICE_MANAGER).in_force
    assert not blocked(world)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"removed": ["A1"]}, "named-by-a-trigger"),
        ({"removed": ["I6"]}, "unknown-factor"),
        ({"factors": [{"code": "F2", "title": WORDS, "consider": WORDS}] * 2}, "used-twice"),
    ],
)
def test_a_draft_that_would_leave_a_trigger_without_its_factor_is_refused(world, changes, fault):
    with pytest.raises(InvalidInput) as refused:
        draft_template(world, **changes)

    assert [one.code for one in refused.value.faults] == [fault]


def test_a_draft_is_not_adopted_before_its_approval_and_a_name_is_used_once(world):
    draft_template(world)
    with pytest.raises(NotFound):
        adopt(world, "risk-2020-publicity")
    with pytest.raises(Conflict):
        draft_template(world, "manager-two")
    with pytest.raises(Conflict):
        draft_template(world, version="risk-2020-infection")
    with pytest.raises(NotFound):
        draft_template(world, version="another", based_on="risk-2020-publicity")

    approve(world)
    adopt(world, "risk-2019")
    adopt(world, "risk-2020-publicity")

    listed = world.ask(risk_rpc.RISK_TEMPLATE, risk_rpc.AskForTemplate())
    assert listed.version == "risk-2020-publicity"
    assert set(listed.versions) == {"risk-2019", "risk-2020-infection", "risk-2020-publicity"}


def test_what_unmarks_a_factor_says_so_before_it_is_approved(world):
    eased = [{"code": "F1", "title": "Leaks", "consider": "Address, area, work."}]

    drafted = draft_template(world, factors=eased)

    assert (drafted.changed, drafted.no_longer_marked) == (("F1",), ("F1",))
