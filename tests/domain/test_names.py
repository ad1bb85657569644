"""Names as spoken, in the booking, and typed again by a second person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipops.domain.names import PersonName, cased, full, same_spelling, spoken, written


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        (PersonName("LINDQVIST", "KATHARINA", "MS"), "Ms Katharina Lindqvist", "Ms Katharina Lindqvist"),
        (PersonName("O'Brien", "Pat"), "Pat O'Brien", "Pat O'Brien"),
        (PersonName("NASSAU-WEILBURG", "Maria"), "Maria Nassau-Weilburg", "Maria Nassau-Weilburg"),
        (PersonName("Wang", "Wei", native="王伟"), "王伟", "Wang Wei"),
        (PersonName("Wang", "Wei", "Mr", native="王伟"), "王伟", "Mr Wang Wei"),
        (PersonName("Kurosawa", "Misaki", "MS", "黒澤美咲", "ja"), "黒澤美咲", "Ms Kurosawa Misaki"),
        (PersonName("Kim", "Minjun", "Mr", "김민준", "ko"), "Mr Kim Minjun", "Mr Kim Minjun"),
        (PersonName("Clooney", "George", "Mr", "乔治·克鲁尼"), "乔治·克鲁尼", "Mr George Clooney"),
        (PersonName("克鲁尼", "乔治"), "乔治·克鲁尼", "乔治·克鲁尼"),
        (PersonName("五十嵐", "健", language="ja"), "五十嵐健", "五十嵐健"),
        (PersonName("O'Brien", "Pat", middle="J."), "Pat J. O'Brien", "Pat J. O'Brien"),
        (PersonName("欧阳", "慕容"), "欧阳慕容", "欧阳慕容"),
        (PersonName("王", "伟", "先生"), "王伟", "王伟"),
        (PersonName("Cher"), "Cher", "Cher"),
    ],
)
def test_spoken(name: PersonName, zh: str, en: str) -> None:
    assert spoken(name) == {"zh": zh, "en": en}


@given(st.builds(PersonName, *[st.text(max_size=12)] * 4))
def test_an_alias_says_nothing_of_the_name(name: PersonName) -> None:
    assert spoken(name, alias="Mr Smith") == {"zh": "Mr Smith", "en": "Mr Smith"}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (PersonName("LINDQVIST", "KATHARINA", "MS"), "Katharina Lindqvist"),
        (PersonName("Wang", "Wei", native="王伟"), "王伟"),
        (PersonName("王", "伟"), "王伟"),
        (PersonName("𠮷田", "茂"), "𠮷田茂"),
        (PersonName("Cher"), "Cher"),
    ],
)
def test_the_name_in_the_booking(name: PersonName, wanted: str) -> None:
    assert full(name) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (PersonName("WANG", "WEI", "MR", "王伟"), "王伟 (Mr Wang Wei)"),
        (PersonName("Lindqvist", "Katharina", "Dr", middle="Eva"), "Dr Katharina Eva Lindqvist"),
        (PersonName("王", "伟"), "王伟"),
        (PersonName("Ivanov", "Ivan", "", "Иван Иванов"), "Иван Иванов (Ivan Ivanov)"),
        (PersonName(""), ""),
    ],
)
def test_the_name_in_a_record(name: PersonName, wanted: str) -> None:
    assert written(name) == wanted


# Any letters of the scripts that guests' names come in, with the signs that names hold.
LETTERS = st.text("aZéØß'- .王伟欧陽田さアン김ИванσΣمחदग·", max_size=30)
NAMES = st.builds(
    PersonName, LETTERS, LETTERS, LETTERS, LETTERS, st.sampled_from(["", "zh", "ja", "ko", "en"]), LETTERS
)


@given(NAMES)
def test_no_part_of_a_name_is_lost(name: PersonName) -> None:
    whole = f"{written(name)} {full(name)}".casefold()
    shown = name.native or f"{name.surname}{name.given_name}"
    assert all(letter.casefold() in whole for letter in shown if letter.isalpha())


@given(st.builds(PersonName, st.text(max_size=300), *[st.text(max_size=40)] * 3))
def test_any_text_is_taken_for_a_name(name: PersonName) -> None:
    assert spoken(name).keys() == {"zh", "en"}
    assert isinstance(written(name) + full(name), str)


@pytest.mark.parametrize(
    ("typed", "wanted", "same"),
    [
        ("Katharina Lindqvist", "Katharina Lindqvist", True),
        ("  Katharina  Lindqvist ", "Katharina Lindqvist", True),
        ("Katarina Lindqvist", "Katharina Lindqvist", False),
        ("katharina lindqvist", "Katharina Lindqvist", False),
        ("王偉", "王伟", False),
        ("", "王伟", False),
    ],
)
def test_spelling_is_compared_letter_by_letter(typed: str, wanted: str, same: bool) -> None:  # noqa: FBT001
    assert same_spelling(typed, wanted) is same


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("VAN DER BERG", "Van Der Berg"),
        ("MCDONALD", "Mcdonald"),
        ("McDonald", "McDonald"),
        ("X", "X"),
        ("", ""),
    ],
)
def test_capitals_only_are_put_into_ordinary_case(part: str, wanted: str) -> None:
    assert cased(part) == wanted
