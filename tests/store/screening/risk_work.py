"""What people do about risk in an invented case: the small steps that the stories are made of."""

from datetime import date

from shared.contracts.codes import Mode, RiskDecision
from shared.contracts.screening import guard, risk_rpc, rpc
from shared.contracts.screening.risk import RiskFactor
from shared.security.actors import Role
from tests.support.risk import WHOLE, WORDS

MUST_ANSWER = ("A1", "A2", "B1", "B3", "C1", "C2", "C3", "C4", "D1", "D6", "E1", "F1")


def factors(**mitigation):
    return tuple(
        RiskFactor(
            factor=code,
            likelihood=2,
            impact=2,
            residual_likelihood=2,
            residual_impact=2,
            mitigation=mitigation.get(code),
        )
        for code in sorted({*MUST_ANSWER, *mitigation})
    )


def draft(world, decision=RiskDecision.PROCEED, modes=(Mode.LETTER,), *, user="office", **more):
    given = {"factors": factors(), "reasons": WORDS, "valid_until": date(2020, 1, 1), **WHOLE}
    request = rpc.DraftRiskAssessment(
        case_id=world.case_id,
        strand_id=world.strand_id,
        decision=decision,
        modes_permitted=modes,
        **{**given, **more},
    )
    return world.ask(rpc.DRAFT_RISK_ASSESSMENT, request, user=user)


def sign(world, assessment_id, user, role=Role.CASE_COORDINATOR):
    request = rpc.SignRiskAssessment(case_id=world.case_id, assessment_id=assessment_id)
    return world.ask(rpc.SIGN_RISK_ASSESSMENT, request, user=user, role=role)


def in_force(world, *given, **more):
    found = draft(world, *given, **more).assessment_id
    sign(world, found, "one")
    assert sign(world, found, "two").in_force
    return found


def told(world):
    """What screening tells the gate now."""
    request = guard.ScreeningStanding(case_id=world.case_id, strand_id=world.strand_id)
    return world.ask(guard.CONTACT_STANDING, request, role=Role.SYSTEM)


def blocked(world):
    """Whether a review keeps the gate closed today."""
    day = told(world).risk.review_blocks_from
    return day is not None and day <= world.clock.today()


def reviews(world):
    """The triggers of the reviews that are not done, in the order of their days."""
    found = world.ask(risk_rpc.RISK_REVIEWS, risk_rpc.ListRiskReviews(case_id=world.case_id))
    return [one.trigger for one in found.reviews]


def report(world, trigger, **more):
    request = risk_rpc.RaiseRiskReview(case_id=world.case_id, trigger=trigger, **more)
    return world.ask(risk_rpc.RAISE_RISK_REVIEW, request)
