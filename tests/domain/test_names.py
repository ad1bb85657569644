"""Names as spoken, in the booking, and typed again by a second person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipops.domain.names import PersonName, cased, full, same_spelling, spoken


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        (PersonName("LINDQVIST", "KATHARINA", "MS"), "Ms Katharina Lindqvist", "Ms Katharina Lindqvist"),
        (PersonName("O'Brien", "Pat"), "Pat O'Brien", "Pat O'Brien"),
        (PersonName("NASSAU-WEILBURG", "Maria"), "Maria Nassau-Weilburg", "Maria Nassau-Weilburg"),
        (PersonName("Wang", "Wei", native="王伟"), "王伟", "Wei Wang"),
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
