"""``./redress feed check``: every fault of a file in words that its sender understands."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ops.feed import feed_command

AGENCIES = Path("services/feeds/agencies")
SAID = {
    "mps/samples/bad_many_faults.json": (
        "offence.classification: cannot be read; write one of: MURD, MANS",
        "offence.committed_on: cannot be read; write a day as YYYY-MM-DD",
        "officer.name: is missing; write at most 120 characters",
        "victims.0.consent: nobody's consent is declared",
        "victims.0.dob: cannot be read; write a day as YYYY-MM-DD",
        "victims.0.surname: is missing; write at most 100 characters",
    ),
    "mps/samples/bad_consent_missing.json": ("victims.0.consent: nobody's consent is declared",),
    "mps/samples/bad_batch.jsonl": (
        "record 2:\n  message: is not JSON in UTF-8",
        "record 5:\n  victims.0.consent: nobody's consent is declared",
    ),
    "mps/samples/bad_rows.csv": (
        "record 2:\n  offence.classification: cannot be read; write one of: MURD",
        "victims.0.dob: cannot be read; write a day as YYYY-MM-DD",
        "record 3:\n  victims.0.consent.to_referral: this person said no; send nothing about them",
    ),
    "mps/samples/bad_answer.json": (
        "answered_on: cannot be read; write a day as YYYY-MM-DD",
        "contact.telephone: is too long; write at most 30 characters",
        "officer.name: is missing; write at most 120 characters",
        "request: cannot be read; write the id of our request",
        "result: cannot be read; write one of: TRACED, NOT_TRACED",
    ),
    "mps/samples/bad_answer_without_word.json": (
        "answered_on: is a day that has not come yet",
        "consent: say how and when the person said yes or no",
    ),
    "probation/samples/bad_answer.json": (
        "consent: say how and when the person said yes or no",
        "limited_access: this record is restricted, or nobody can say that it is not",
    ),
    "probation/samples/bad_numbers.json": (
        "manager.role: cannot be read; write one of: COM, PO, VLO, REHUB, POM",
        "offence.group: cannot be read; write one of: MUR",
        "subject.consent: nobody's consent is declared",
        "subject.crn: cannot be read; write a CRN: one or two letters and six digits",
        "subject.date_of_birth: cannot be read; write a day as YYYY-MM-DD",
        "subject.mappa_level: cannot be read; write one of: 0, 1, 2, 3, UNK",
        "subject.pnc: cannot be read; write a PNC number",
        "subject.prison: cannot be read; write a prison's three letters",
        "subject.prison_number: cannot be read; write a prison number",
    ),
    "probation/samples/bad_unknown_restriction.json": (
        "limited_access: this record is restricted, or nobody can say that it is not",
        "subject.consent: nobody's consent is declared",
        "subject.date_of_birth: is a day that has not come yet",
        "subject.pnc: the letter at the end does not fit the digits",
        "subject.prison: is missing; write a prison's three letters",
    ),
    "victim_support/samples/bad_many_faults.json": (
        "caseworker.name: is missing; write at most 120 characters",
        "client.date_of_birth: is a day that has not come yet",
        "client.email: is no e-mail address",
        "client.last_name: is missing; write at most 100 characters",
        "crime.happened_on: cannot be read; write a day as YYYY-MM-DD",
        "crime.kind: cannot be read; write one of: ",
        "permission: nobody's consent is declared",
    ),
    "victim_support/samples/bad_no_permission.json": (
        "client.date_of_birth: is a day that has not come yet",
        "permission: nobody's consent is declared",
    ),
}
BAD = sorted(str(path.relative_to(AGENCIES)) for path in AGENCIES.glob("*/samples/bad*"))
GOOD = sorted(
    str(path.relative_to(AGENCIES))
    for path in AGENCIES.glob("*/samples/*")
    if not path.name.startswith("bad") and path.name != "out_of_court.json"
)


def check(*args):
    return CliRunner().invoke(feed_command, ["check", *map(str, args)])


def test_no_bad_sample_is_without_its_sentences():
    assert sorted(SAID) == BAD


@pytest.mark.parametrize("name", BAD)
def test_every_fault_of_a_bad_sample_is_named_and_no_other(name):
    shown = check(AGENCIES / name, "--on", "2019-05-01")

    assert shown.exit_code == 1
    for sentence in SAID[name]:
        assert sentence in shown.output
    faults = [line for line in shown.output.splitlines() if line.startswith("  ")]
    assert len(faults) == sum(len(sentence.splitlines()[-1:]) for sentence in SAID[name])


@pytest.mark.parametrize("name", GOOD)
def test_a_good_sample_is_good_whatever_kind_of_file_it_is_in(name):
    shown = check(AGENCIES / name, "--on", "2019-05-01")

    assert shown.exit_code == 0, shown.output
    assert "1 record, 0 with faults" in shown.output


def test_no_sentence_repeats_what_was_written():
    shown = check(AGENCIES / "probation/samples/bad_numbers.json", "--on", "2019-05-01")

    for written in ("Kappa", "SHOPLIFTING", "GOVERNOR", "99-123456", "31/12/1990"):
        assert written not in shown.output


def test_a_file_is_checked_as_if_it_were_another_day():
    shown = check(AGENCIES / "mps/samples/referral.json", "--on", "2019-03-31")

    assert "agreement: no agreement is in force on this day" in shown.output


def test_a_file_of_another_kind_is_refused_in_words(tmp_path):
    path = tmp_path / "form.odt"
    path.write_bytes(b"anything")

    shown = check(path, "--agency", "mps")

    assert shown.exit_code == 1
    assert "a file ends in one of" in shown.output


def test_the_list_says_of_each_agreement_whether_it_lets_anything_pass():
    shown = CliRunner().invoke(feed_command, ["list", "--on", "2020-05-04"])

    assert shown.exit_code == 0
    lines = {line.split()[0]: line for line in shown.output.splitlines()}
    assert "passes" in lines["mps"]
    assert "interim: one officer finds and asks" in lines["mps"]
    assert "refused" in lines["london_crc"]
    assert "agreement-submitted" in lines["london_crc"]
    assert "until 2021-03-31 (331 days)" not in lines["victim_support"], "a term follows it"


def test_agreement_files_are_checked_and_what_is_wrong_is_named(tmp_path):
    good = CliRunner().invoke(feed_command, ["agreements"])
    assert good.exit_code == 0, good.output
    (tmp_path / "odd.yaml").write_text("id: odd\nagency: odd\nhistry: []\n")

    shown = CliRunner().invoke(feed_command, ["agreements", str(tmp_path)])

    assert shown.exit_code == 1
    assert "odd.yaml: histry: Extra inputs are not permitted" in shown.output
    assert "odd.yaml: title: Field required" in shown.output
