"""Files and forms say the same as a published message: one boundary, whatever the channel."""

import json
import zipfile

import pytest

from ops.feed_forms import W, flat, names, write
from services.feeds.agreement import MAX_BYTES
from services.feeds.book import feeds, load_book
from services.feeds.bootstrap import dialect_of
from services.feeds.boundary import admit
from services.feeds.channels.flat import nest
from services.feeds.channels.records import FileUnreadable, records
from services.feeds.channels.word import fields
from tests.feeds.test_agreements import MAY_2020


def dialect(agency):
    return dialect_of(load_book(agency))


def sample(agency):
    return json.loads((load_book(agency).main.samples / "referral.json").read_text())


def submission(agency, body):
    book = load_book(agency)
    return admit(json.loads(body), book, dialect_of(book), MAY_2020).submission


@pytest.mark.requirement("INT-09", "INT-10")
@pytest.mark.parametrize("suffix", [".csv", ".docx", ".pdf"])
@pytest.mark.parametrize("agency", feeds())
def test_a_filled_form_becomes_the_same_referral_as_the_published_message(agency, suffix, tmp_path):
    path = tmp_path / f"form{suffix}"
    model = dialect(agency).Referral
    write(path, dict.fromkeys(names(model), "") | flat(sample(agency)))

    (body,) = records(path, model)

    published = submission(agency, json.dumps(sample(agency)))
    assert submission(agency, body) == published


def test_lines_of_json_are_records_whatever_their_ends_and_blank_lines_are_none(tmp_path):
    path = tmp_path / "batch.jsonl"
    path.write_bytes(b'{"a": 1}\r\n\n{"b": 2}\n{"c": 3}')

    assert list(records(path, dialect("mps").Referral)) == [b'{"a": 1}', b'{"b": 2}', b'{"c": 3}']


def test_a_line_that_is_too_long_is_one_record_of_at_most_one_byte_too_many(tmp_path):
    path = tmp_path / "batch.jsonl"
    path.write_bytes(b'"' + b"x" * (3 * MAX_BYTES) + b'"\n{"b": 2}\n')

    first, second = records(path, dialect("mps").Referral)

    assert len(first) == MAX_BYTES + 1
    assert second == b'{"b": 2}'


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_may_be_parted_by_commas_semicolons_or_tabs(separator, tmp_path):
    path = tmp_path / "rows.csv"
    rows = [["form", "urn", "officer.name"], ["RJ1", "A/1", "Officer Testperson"]]
    path.write_text("\n".join(separator.join(row) for row in rows))

    (body,) = records(path, dialect("mps").Referral)

    assert json.loads(body) == {
        "form": "RJ1",
        "urn": "A/1",
        "officer": {"name": "Officer Testperson"},
    }


def test_a_row_that_is_not_utf_8_is_a_record_that_cannot_be_read_and_the_next_one_is(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(b"form,urn\nRJ1,\xe9\nRJ1,B/2\n")

    first, second = records(path, dialect("mps").Referral)

    assert first == b"\xff"
    assert json.loads(second)["urn"] == "B/2"


def test_a_form_with_huge_row_numbers_stays_small():
    row = {f"victims.{n * 10**6}.forenames": "X" for n in range(500)}

    assert len(nest(row, dialect("mps").Referral)["victims"]) == 100


def document(path, body):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )


def test_words_older_form_fields_ticks_and_choices_are_read(tmp_path):
    path = tmp_path / "old.docx"
    mark = '<w:r><w:fldChar w:fldCharType="{0}">{1}</w:fldChar></w:r>'
    text = '<w:ffData><w:name w:val="urn"/><w:textInput/></w:ffData>'
    tick = '<w:ffData><w:name w:val="victims.0.deceased"/><w:checkBox><w:checked/></w:checkBox></w:ffData>'
    choice = (
        '<w:ffData><w:name w:val="updates"/><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="END"/><w:listEntry w:val="MONTHLY"/></w:ddList></w:ffData>'
    )
    ended = mark.format("separate", "") + "<w:r><w:t>{0}</w:t></w:r>" + mark.format("end", "")
    body = "".join(
        mark.format("begin", data) + ended.format(shown)
        for data, shown in ((text, "A/1"), (tick, ""), (choice, ""))
    )
    document(path, f"<w:p>{body}</w:p>")

    assert fields(path) == {"urn": "A/1", "victims.0.deceased": "yes", "updates": "MONTHLY"}


def test_a_content_control_that_still_shows_its_hint_was_not_filled_in(tmp_path):
    path = tmp_path / "new.docx"
    write(path, {"urn": "", "form": "RJ1"})

    assert fields(path) == {"urn": "", "form": "RJ1"}


def test_a_control_within_a_control_is_read_once_by_its_own_name(tmp_path):
    path = tmp_path / "nested.docx"
    inner = (
        '<w:sdt><w:sdtPr><w:tag w:val="urn"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>A/1</w:t>'
        "</w:r></w:p></w:sdtContent></w:sdt>"
    )
    document(
        path,
        f'<w:sdt><w:sdtPr><w:tag w:val="all"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>',
    )

    assert fields(path) == {"urn": "A/1"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.docx", b"no archive"),
        ("letter.pdf", b"no document"),
        ("letter.pdf", b"%PDF-1.7\n%%EOF"),
        ("letter.txt", b"anything"),
    ],
)
def test_what_is_no_form_is_said_so_without_a_word_of_what_it_holds(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(FileUnreadable) as fault:
        list(records(path, dialect("mps").Referral))

    assert content.decode() not in str(fault.value)


def test_a_word_form_with_entities_of_its_own_is_refused(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>',
        )

    with pytest.raises(FileUnreadable, match="not a Word form"):
        fields(path)


def test_a_letter_without_form_fields_goes_to_staff(tmp_path):
    path = tmp_path / "letter.docx"
    document(path, "<w:p><w:r><w:t>Dear service</w:t></w:r></w:p>")

    with pytest.raises(FileUnreadable, match="typed letter goes to staff"):
        fields(path)
