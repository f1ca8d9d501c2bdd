"""Every revision back and forward with a case's data: nothing that both can hold is lost."""

import pytest
from sqlalchemy import select

from services.screening.store.risk_tables import assessments, bars, signatures, templates
from services.screening.store.tables import decisions, metadata, referrals
from shared.contracts.codes import Mode
from shared.contracts.screening import risk_rpc, rpc
from shared.security.actors import Role
from shared.store.migrations import current_revision, downgrade, drift, upgrade
from tests.store.screening.risk_work import factors, in_force, told
from tests.store.screening.test_risk_reviews import order
from tests.store.screening.test_risk_templates import approve, draft_template
from tests.support.risk import WORDS

HELD = {
    assessments: ("assessment_id", "content", "signed_off_at", "valid_until"),
    bars: ("bar_id", "source", "from_on", "lifted_at"),
    signatures: ("assessment_id", "user_id", "roles"),
    decisions: ("decision_id", "decision", "results", "decided_at"),
    referrals: ("referral_id", "facts", "received_on"),
}
"""What every revision holds."""


def everything(world):
    with world.runtime.store.reading() as connection:
        return {
            table.name: sorted(
                map(tuple, connection.execute(select(*(table.c[name] for name in names)))),
                key=str,
            )
            for table, names in HELD.items()
        }


def test_the_migrations_make_exactly_the_tables(world):
    with world.runtime.store.reading() as connection:
        assert drift(connection, metadata) == []


@pytest.mark.requirement("RSK-13")
@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004"])
def test_back_to_a_revision_and_forward_again_nothing_is_lost_and_no_gate_opens(world, revision):
    world.refer()
    draft_template(world)
    approve(world)
    in_force(world, modes=(Mode.LETTER,), factors=factors(F2=WORDS))
    order(world, "exclusion_zone", "licence_condition")
    before = everything(world)
    world.runtime.store.close()

    downgrade(world.url, "screening", revision)
    assert_stands_at(world, revision)
    upgrade(world.url, "screening")

    assert everything(world) == before
    with world.runtime.store.reading() as connection:
        assert drift(connection, metadata) == []
        found = connection.execute(select(templates.c.version).where(templates.c.in_force))
        assert found.scalars().all() == ["risk-2019"]
    facts = told(world)
    forgotten = {"0001", "0002"}
    assert (facts.bars[0].modes == ()) is (revision in forgotten), "what is forgotten forbids all"
    assert (facts.risk.modes == ()) is (revision in forgotten)
    shown = world.ask(rpc.RISK, rpc.CaseById(case_id=world.case_id)).assessments
    assert shown[0].reasons == WORDS
    adopt = risk_rpc.AdoptTemplate(version="risk-2020-infection", reason=WORDS)
    done = world.ask(risk_rpc.ADOPT_RISK_TEMPLATE, adopt, role=Role.SERVICE_MANAGER)
    assert (done.reopened, done.blocked) == (1, 1)


def assert_stands_at(world, revision):
    assert current_revision(world.runtime.store) == revision
    world.runtime.store.close()


def test_back_to_nothing_and_forward_again(world):
    world.refer()
    world.runtime.store.close()

    downgrade(world.url, "screening", "base")
    upgrade(world.url, "screening")

    with world.runtime.store.reading() as connection:
        assert drift(connection, metadata) == []
