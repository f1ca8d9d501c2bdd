"""Restrictions and schemes at the boundary: what is not named does not pass."""

import json

import pytest

from services.feeds.agreement import Inbound, load
from services.feeds.book import load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.boundary import admit
from services.feeds.turned import Turned
from shared.contracts.codes import Source
from shared.contracts.intake.codes import Disposal
from tests.feeds.test_agreements import MAY_2020, SUMMER_2019


def sample(agency, name="referral"):
    return json.loads((load(agency).samples / f"{name}.json").read_text())


def accepted(agency, content, day=MAY_2020, book=None):
    book = book or load_book(agency)
    return admit(content, book, dialect_of(book), day)


def faults(agency, content, day=MAY_2020, book=None):
    with pytest.raises(Turned) as turned:
        accepted(agency, content, day, book)
    return {(fault.field, fault.code) for fault in turned.value.faults}, turned.value.held


@pytest.mark.requirement("OCD-01", "OCD-04", "PTR-08", "CON-12")
def test_an_officers_disposal_comes_under_its_own_agreement_with_the_consent_of_both():
    found = accepted("mps", sample("mps", "out_of_court"))

    assert found.agreement.id == "mps_out_of_court"
    assert found.submission.pathway == "out_of_court_disposal"
    assert found.submission.disposal is Disposal.COMMUNITY_RESOLUTION
    assert found.submission.rj_is_condition is True
    assert found.dropped == ("offence.circumstances",)


@pytest.mark.requirement("CON-12", "PTR-07")
@pytest.mark.parametrize(("scheme", "result"), [("OOCD", "OOCD"), ("TURNING_POINT", "DEFERRED")])
def test_without_the_consent_of_both_a_scheme_takes_nothing(scheme, result):
    content = sample("mps", "out_of_court")
    content["scheme"], content["offence"]["result"] = scheme, result
    del content["suspects"][0]["consent"]

    assert faults("mps", content)[0] == {("suspects.0.consent", "consent-missing")}


def test_a_scheme_takes_its_own_stage_only():
    content = sample("mps", "out_of_court")
    content["offence"]["result"] = "SENTENCED"

    assert faults("mps", content)[0] == {("offence.result", "only-out-of-court")}


def test_a_scheme_that_nobody_knows_is_refused_and_held():
    content = sample("mps") | {"scheme": "SOMETHING_NEW"}

    assert faults("mps", content) == ({("scheme", "scheme-unknown")}, True)


@pytest.mark.requirement("PTR-02", "INT-16")
def test_the_homicide_service_refers_the_bereaved_only():
    content = sample("victim_support") | {"scheme": "homicide"}
    assert ("client", "only-bereaved") in faults("victim_support", content)[0]
    content["on_behalf_of"] = {"first_name": "Omega", "last_name": "Testperson"}
    content["crime"]["kind"] = "murder"

    found = accepted("victim_support", content)

    assert found.submission.source is Source.HOMICIDE_SERVICE
    assert found.submission.pathway == "vs_homicide"


@pytest.mark.requirement("PTR-10", "INT-04")
def test_a_witness_care_unit_refers_by_victim_supports_form_as_itself():
    content = sample("victim_support") | {"scheme": "witness_care", "rj_interest": "Wants answers."}

    found = accepted("victim_support", content)

    assert found.submission.source is Source.WITNESS_CARE_UNIT
    assert found.submission.offence.narrative.endswith("Wants answers.")


@pytest.mark.requirement("PTR-03")
def test_the_burglary_pilot_is_planned_and_takes_nothing_yet():
    content = sample("victim_support") | {"scheme": "burglary"}

    found, held = faults("victim_support", content)

    assert ("agreement", "agreement-drafting") in found
    assert ("crime.kind", "only-burglary") in found
    assert not held, "without an agreement there is no basis to keep what was sent"


def with_inbound(**parts):
    book = load_book("mps")
    inbound = Inbound.model_validate(book.main.inbound.model_dump(by_alias=True) | parts)
    main = book.main.model_copy(update={"inbound": inbound})
    return type(book)(main, book.schemes, book.logged)


def test_an_agreement_that_names_no_field_lets_nothing_pass():
    found, _ = faults("mps", sample("mps"), book=with_inbound(fields=()))

    assert ("agreement", "nothing-may-come-in") in found


def test_an_agreement_that_names_no_kind_of_person_lets_nobody_pass():
    found, _ = faults("mps", sample("mps"), book=with_inbound(participants=()))

    assert {code for _, code in found} == {"participant-not-in-agreement"}


def test_a_restriction_that_this_version_does_not_know_restricts_everything():
    found, _ = faults(
        "mps", sample("mps"), book=with_inbound(restrictions=("from_a_later_version",))
    )

    assert found == {("agreement", "restricted")}


@pytest.mark.requirement("PTR-11")
def test_probations_numbers_prison_level_and_manager_become_our_words():
    found = accepted("hmpps", sample("hmpps"), SUMMER_2019).submission

    person = found.responsible[0]
    kinds = {one.kind.value: one.value for one in person.identifiers}
    assert kinds["probation_crn"] == "X000001"
    assert kinds["pnc_id"] == "99/123456X"
    assert (person.establishment, person.prison_number) == ("WWI", "A0001AA")
    assert person.in_custody
    assert person.offender_manager == "Manager Testperson, POM, Invented OMU"
    assert found.source is Source.PRISON
    assert found.offence.narrative.endswith("MAPPA level 1, category 2")


@pytest.mark.parametrize("word", ["UNK", "EXCL", "RESTR"])
def test_a_probation_record_is_restricted_unless_somebody_says_that_it_is_not(word):
    content = sample("hmpps") | {"limited_access": word}

    assert faults("hmpps", content)[0] == {("limited_access", "restricted")}
    del content["limited_access"]
    assert faults("hmpps", content)[0] == {("limited_access", "restricted")}


@pytest.mark.requirement("PTR-11")
def test_a_victim_liaison_officer_refers_for_the_person_harmed_only():
    content = sample("hmpps") | {"scheme": "VLO"}

    assert faults("hmpps", content)[0] == {("requested_by", "only-by-harmed")}


def test_each_table_of_codes_names_its_own_unknown():
    from services.feeds.agencies.probation import codes

    tables = (codes.OFFENCES, codes.OUTCOMES, codes.SUPERVISION, codes.MAPPA_LEVELS, codes.AREAS)

    assert all(codes.UNKNOWN in table for table in (*tables, codes.ANSWERS, codes.LIMITED_ACCESS))
