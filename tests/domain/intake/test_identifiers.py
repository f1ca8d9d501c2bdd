import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.identifiers import (
    CHECK_LETTERS,
    masked,
    pnc_check_letter,
    read_identifier,
    read_postcode,
    read_reference,
)
from shared.contracts.intake.codes import IdentifierKind, ReferenceKind

PNC, CRO = IdentifierKind.PNC, IdentifierKind.CRO
YEARS, SERIALS = st.integers(0, 99), st.integers(1, 9_999_999)


@pytest.mark.parametrize("text", ["99/123456X", "1999/0123456X", "1999/1234567B", "20/9N"])
def test_a_pnc_number_with_its_own_check_letter_is_taken(text):
    assert read_identifier(PNC, text).fault is None


def test_two_spellings_of_one_pnc_number_are_the_same():
    short, long = read_identifier(PNC, "99/123456x"), read_identifier(PNC, "1999/0123456X")

    assert short.same_as == long.same_as == "99/123456X"
    assert long.value == "1999/0123456X"


@given(YEARS, SERIALS, st.sampled_from(CHECK_LETTERS))
def test_any_other_check_letter_is_a_fault(year, serial, letter):
    right = pnc_check_letter(f"{year:02d}", str(serial))

    fault = read_identifier(PNC, f"{year:02d}/{serial}{letter}").fault

    assert fault == (None if letter == right else "check-letter-wrong")


@given(YEARS, SERIALS, st.integers(0, 6), st.integers(0, 9))
def test_one_wrong_digit_of_a_pnc_number_is_found(year, serial, place, digit):
    right = f"{serial:07d}"
    wrong = right[:place] + str(digit) + right[place + 1 :]
    letter = pnc_check_letter(f"{year:02d}", right)

    fault = read_identifier(PNC, f"{year:02d}/{wrong}{letter}").fault

    assert fault == (None if wrong == right else "check-letter-wrong")


@pytest.mark.parametrize("text", ["", "99/12345678X", "99-123456X", "99/123456S", "9/1A"])
def test_what_cannot_be_a_pnc_number_is_a_fault(text):
    assert read_identifier(PNC, text).fault in {"invalid", "check-letter-wrong"}


def test_a_cro_number_with_a_wrong_letter_is_kept_with_a_warning():
    found = read_identifier(CRO, "SF80/655108T")

    assert found.fault is None
    assert found.warning == "check-letter-wrong"
    assert found.value == "SF80/655108T"


def test_a_prison_number_and_a_crn_have_their_forms():
    assert read_identifier(IdentifierKind.PRISON_NUMBER, "a1234 bc").value == "A1234BC"
    assert read_identifier(IdentifierKind.PRISON_NUMBER, "A123BC").fault == "invalid"
    assert read_identifier(IdentifierKind.PROBATION_CRN, "X123456").warning is None
    assert read_identifier(IdentifierKind.PROBATION_CRN, "XA123456").warning == "unusual-form"
    assert read_identifier(IdentifierKind.PROBATION_CRN, "12345").fault == "invalid"


def test_a_crime_number_that_a_force_would_not_write_only_warns():
    mps = read_reference(ReferenceKind.CRIME_NUMBER, "1234567/19", force="mps")
    odd = read_reference(ReferenceKind.CRIME_NUMBER, "12 34", force="mps")
    elsewhere = read_reference(ReferenceKind.CRIME_NUMBER, "47190012345", force="northants")

    assert mps.warning is None
    assert (odd.value, odd.warning, odd.fault) == ("1234", "unusual-form", None)
    assert elsewhere.warning is None


@pytest.mark.parametrize("text", ["SE5 0EG", "se50eg", "EC1A 1BB", "W1A 0AX", "M1 1AE", "ZE9 9ZZ"])
def test_a_postcode_is_brought_into_one_form(text):
    found = read_postcode(text)

    assert found.warning is None
    assert found.value[-4] == " "
    assert found.value == found.value.upper()


@pytest.mark.parametrize("text", ["QE5 0EG", "SE5 0CG", "12345", "S", ""])
def test_a_postcode_of_another_shape_only_warns(text):
    assert read_postcode(text).warning == "unusual-form"
    assert read_postcode(text).fault is None


@pytest.mark.slow
@given(st.text(max_size=40), st.sampled_from(list(IdentifierKind)))
def test_any_text_is_an_identifier_or_a_fault_and_never_an_error(text, kind):
    found = read_identifier(kind, text)

    assert bool(found.value) is (found.fault is None)


def test_a_mask_shows_the_end_of_a_long_number_and_nothing_of_a_short_one():
    assert masked("1999/0123456X") == "***********6X"
    assert masked("A1") == "**"
    assert masked("ABCD") == "****"
