"""The risk checklist at the screen: drafted by what differs, approved by another, put in force."""

import re
from uuid import uuid4

import pytest
import yaml

from services.gateway.pages.checklist_practice import THRESHOLDS
from services.gateway.pages.checklists import factors_of, opened_again
from shared.contracts.screening import risk_rpc
from shared.contracts.screening.risk_codes import SpecialistPath
from shared.contracts.screening.template_content import WrittenThresholds
from shared.kernel.errors import Conflict, Fault, InvalidInput, NotFound, Refused
from shared.security.actors import Role
from tests.gateway.conftest import HIDDEN

FIRST, NEXT, DRAFT = "risk-2019", "risk-2020-infection", "risk-2027"
PATH = f"/checklists/{FIRST}/draft"


SIGNED = {"manager_from": 8, "panel_from": 12, "director_from": 12, "longest_validity_days": 366,
          "advice_valid_days": 183}  # fmt: skip
ADVISERS = tuple({"path": one, "given_by": ("police",)} for one in SpecialistPath)


def a_factor(code, **changes):
    known = {"code": code, "title": f"Invented {code}", "domain": "Invented", "marked": True,
             "each": ("harmed",), "consider": "Whatever is invented.", "evidence": ("the person",),
             "mitigations": ()}  # fmt: skip
    return known | changes


def a_version(version, **changes):
    known = {"version": version, "in_force": version == FIRST, "reason": "Invented reason.",
             "source": "Invented", "factors": (a_factor("A1"), a_factor("B1", marked=False)),
             "triggers": (), "versions": (FIRST, NEXT, DRAFT), **SIGNED, "consult": ADVISERS}  # fmt: skip
    return risk_rpc.RiskTemplate.model_validate(known | changes)


@pytest.fixture
def told(backoffice):
    found = {
        FIRST: a_version(FIRST, source="RSK-13, 003"),
        NEXT: a_version(NEXT, based_on=FIRST, changed=("A1",)),
        DRAFT: a_version(DRAFT, based_on=FIRST, drafted_by=str(uuid4())),
    }

    def one(asked):
        if (asked.version or FIRST) not in found:
            raise NotFound("template-unknown")
        return found[asked.version or FIRST]

    adopted = risk_rpc.TemplateAdopted(version=DRAFT, reopened=12, blocked=3)
    backoffice.answers |= {
        "risk_template": one,
        "draft_risk_template": a_version("risk-2028"),
        "approve_risk_template": adopted,
        "adopt_risk_template": adopted,
    }
    return backoffice


def asked(backoffice, method):
    return [call.request for call in backoffice.asked if call.method is method]


@pytest.fixture
def manager(browser):
    browser.sign_in(Role.SERVICE_MANAGER)
    return browser


def test_every_version_is_listed_with_how_it_stands(manager, told):
    page = manager.get("/checklists").text

    assert "The annual report of 2019 to 2020" in page
    assert "RSK-13" not in page + manager.get(f"/checklists/{FIRST}").text
    assert page.index(f">{FIRST}<") < page.index(f">{DRAFT}<") < page.index(f">{NEXT}<")
    assert "In force" in page
    assert "Draft: another manager approves it" in page
    assert f'href="/checklists/{NEXT}/adoption"' in page
    assert f'href="/checklists/{DRAFT}/adoption"' not in page
    assert 'href="/checklists"' in manager.get("/policies").text


def test_a_version_is_shown_whole_with_what_it_changes(manager, told):
    page = manager.get(f"/checklists/{NEXT}").text

    assert "A1 Invented A1" in page
    assert "Whatever is invented." in page
    assert "Changed or new" in page
    assert manager.get("/checklists/nothing-of-that-name").status_code == 404
    assert manager.get("/checklists/0").status_code == 404


def written(changes=(), without=()):
    whole = factors_of(a_version(FIRST))
    kept = [{**one, **dict(changes)} if one["code"] == "A1" else one for one in whole]
    return yaml.safe_dump([one for one in kept if one["code"] not in without])


AS_BEFORE = {**{name: str(value) for name, value in SIGNED.items()},
             **{f"advice_{one.value}": "police" for one in SpecialistPath}}  # fmt: skip
NAMED = {"version": "risk-2028", "source": "Invented", "reason": "A new word for it.", **AS_BEFORE}


@pytest.mark.requirement("RSK-13")
def test_a_draft_tells_only_what_differs_of_the_version_before(manager, told):
    manager.client.follow_redirects = False
    before = manager.get(PATH).text

    done = manager.send(PATH, **NAMED, written=written({"title": "Other"}, without=("B1",)))

    assert "Whatever is invented." in before
    assert done.headers["location"] == "/checklists/risk-2028?done=drafted"
    (request,) = asked(told, risk_rpc.DRAFT_RISK_TEMPLATE)
    made = request.template
    assert (made.version, made.based_on, made.removed) == ("risk-2028", FIRST, ("B1",))
    assert [(one.code, one.title, one.marked, one.each) for one in made.factors] == [
        ("A1", "Other", True, ("harmed",))
    ]


@pytest.mark.requirement("RSK-13")
def test_a_draft_may_change_who_signs_and_who_advises_and_no_factor(manager, told):
    form = manager.get(PATH).text
    manager.client.follow_redirects = False
    changed = {"manager_from": "6", "advice_stalking": ["police", "stalking_advocate"]}

    manager.send(PATH, **{**NAMED, **changed}, written=written())

    assert re.search(r'<input[^>]*name="manager_from"[^>]*value="8"', form)
    (request,) = asked(told, risk_rpc.DRAFT_RISK_TEMPLATE)
    made = request.template
    assert (made.factors, made.removed) == ((), ())
    assert made.thresholds.model_dump() == {**SIGNED, "manager_from": 6}
    assert [(one.path, set(one.given_by)) for one in made.consult] == [
        ("stalking", {"stalking_advocate", "police"})
    ]


def test_the_form_has_every_threshold_that_a_draft_may_set():
    assert {field.name for field in THRESHOLDS} == set(WrittenThresholds.model_fields)


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"manager_from": "13"}, "manager_from", "A manager signs no later than a panel is asked"),
        ({"panel_from": "99"}, "panel_from", "Enter a whole number: 2 to 16"),
        ({"advice_valid_days": "many"}, "advice_valid_days", "Enter a whole number"),
        ({"advice_children": []}, "advice_children", "Choose who may advise: children"),
    ],
)
def test_what_is_wrong_with_who_signs_is_said_at_its_field(manager, told, changed, field, says):
    page = manager.send(PATH, **{**NAMED, **changed}, written=written({"title": "Other"}))

    assert page.status_code == 422
    assert re.search(rf'<a href="#{field}[^"]*">[^<]*{says}', page.text)
    assert asked(told, risk_rpc.DRAFT_RISK_TEMPLATE) == []


def test_the_checklist_as_it_was_shown_is_no_draft(manager, told):
    page = manager.send(PATH, **NAMED, written=written())

    assert page.status_code == 422
    assert "Nothing differs from the version that it begins from" in page.text
    assert asked(told, risk_rpc.DRAFT_RISK_TEMPLATE) == []


@pytest.mark.parametrize(
    ("filled", "says", "field"),
    [
        ({"written": "- code: ["}, "It cannot be read: look at line", "written"),
        ({"written": "- {code: A1, titel: Misspelt}"}, "titel", "written"),
        ({"version": "Not A Name", "written": written({"title": "Other"})}, "Version", "version"),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_where_it_stands(manager, told, filled, says, field):
    page = manager.send(PATH, **{**NAMED, **filled})

    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert says in page.text
    assert "A new word for it." in page.text, "what was written stays"


@pytest.mark.parametrize(
    ("refusal", "says"),
    [
        (Conflict("template-version-taken"), "There is a version of that name"),
        (InvalidInput("template-invalid", (Fault("removed.0", "named-by-a-trigger"),)),
         "something that happens asks for it to be judged again"),
    ],
)  # fmt: skip
def test_what_screening_finds_wrong_is_said_in_words(manager, told, refusal, says):
    told.answers["draft_risk_template"] = refusal

    page = manager.send(PATH, **NAMED, written=written({"title": "Other"}))

    assert page.status_code == 422
    assert says in page.text


@pytest.mark.requirement("RSK-13")
def test_another_manager_approves_and_is_told_how_many_assessments_are_opened_again(manager, told):
    page = manager.get(f"/checklists/{DRAFT}").text
    path = f"/checklists/{DRAFT}/approval"

    done = manager.client.post(path, data=dict(HIDDEN.findall(page)))

    assert "every live assessment is opened again" in page
    assert "12 live assessments are opened again; in 3 of them contact waits" in done.text
    assert [one.version for one in asked(told, risk_rpc.APPROVE_RISK_TEMPLATE)] == [DRAFT]


def test_nobody_approves_their_own_draft(manager, told, identities):
    me = next(one.id for one in identities.everyone() if one.username.startswith("service_manager"))
    told.answers["risk_template"] = a_version(DRAFT, drafted_by=me)
    told.answers["approve_risk_template"] = Refused("own-draft")

    page = manager.get(f"/checklists/{DRAFT}").text

    assert "another manager must, since you drafted it" in page
    assert f"/checklists/{DRAFT}/approval" not in page


@pytest.mark.requirement("RSK-13")
def test_a_version_is_put_in_force_with_a_reason(manager, told):
    path = f"/checklists/{NEXT}/adoption"

    without = manager.send(path)
    done = manager.send(path, reason="The prisons ask for it.")

    assert without.status_code == 422
    assert "12 live assessments are opened again" in done.text
    (request,) = asked(told, risk_rpc.ADOPT_RISK_TEMPLATE)
    assert (request.version, request.reason) == (NEXT, "The prisons ask for it.")


def test_what_is_opened_again_is_said_as_it_was_counted():
    one = risk_rpc.TemplateAdopted(version=NEXT, reopened=1, blocked=0)

    assert opened_again(one) == (
        "It is in force. 1 live assessment is opened again; in none of them contact waits for a "
        "new assessment."
    )


def test_who_reads_cases_reads_checklists_and_changes_none(browser, told):
    browser.sign_in(Role.AUDITOR)

    assert "Draft a new checklist" not in browser.get(f"/checklists/{FIRST}").text
    for path in (PATH, f"/checklists/{NEXT}/adoption"):
        assert browser.get(path).status_code == 404
