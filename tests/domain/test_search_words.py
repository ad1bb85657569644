"""A name is found as people type it in a hurry: without accents, tones, spaces, or by its initials."""

import pytest

from vipops.domain.names import PersonName
from vipops.domain.search_words import asked, code, folded, of_name, of_texts

WANG = PersonName("Wang", "Xiaoming", native="王小明")


def found(name: PersonName, query: str) -> bool:
    return all(any(word.startswith(one) for word in of_name(name)) for one in asked(query))


@pytest.mark.parametrize(
    "query",
    [
        "wang", "WANG", "xiaoming", "wang xiaoming", "xiaoming wang", "wangxiaoming", "wang xiao ming",
        "wáng xiǎomíng", "wang2 xiao3ming2", "wxm", "王", "小明", "王小", "明", "王 ming", "ming", "xm",
    ],
)  # fmt: skip
def test_a_chinese_name(query: str) -> None:
    assert found(WANG, query)


@pytest.mark.parametrize("query", ["zhang", "wangz", "小王", "wmx", "iaoming"])
def test_another_is_not_taken_for_it(query: str) -> None:
    assert not found(WANG, query)


@pytest.mark.parametrize("query", ["wxm", "xm", "xiao ming", "wang xiaoming", "ming"])
def test_in_latin_letters_alone(query: str) -> None:
    assert found(PersonName("WANG", "XIAOMING"), query)


@pytest.mark.parametrize(
    ("native", "query"),
    [
        ("单雄信", "shan"),
        ("曾国藩", "zeng"),
        ("朴智星", "piao"),
        ("吕布", "lv bu"),
        ("吕布", "lu"),
        ("吕布", "lyu"),
    ],
)
def test_surnames_that_are_read_as_no_other_word_is(native: str, query: str) -> None:
    assert found(PersonName(native), query)


@pytest.mark.parametrize(
    ("surname", "given", "query"),
    [
        ("Müller-Lüdenscheidt", "Jörg", "muller"),
        ("Müller-Lüdenscheidt", "Jörg", "Lüden jorg"),
        ("Łukasiewicz", "Wojciech", "lukas"),
        ("Sørensen", "Åse", "sorensen ase"),
        ("O'Neil", "Maeve", "neil"),
        ("Nguyễn", "Thị Ánh", "nguyen anh"),
        ("Иванов", "Пётр", "петр иванов"),
        ("Straße", "", "strasse"),
    ],
)
def test_other_scripts_and_marks(surname: str, given: str, query: str) -> None:
    assert found(PersonName(surname, given), query)


@pytest.mark.parametrize("query", ["oyjc", "ouyangjingchuan", "jing chuan", "靖川", "mr ouyang"])
def test_a_title_before_the_name_is_in_nobodys_way(query: str) -> None:
    words = of_texts("欧阳靖川", "Mr Ouyang Jingchuan")
    assert all(any(word.startswith(one) for word in words) for one in asked(query))


def test_a_number_as_it_is_typed() -> None:
    assert code("W-261122-7KQ4M") == code("w261122 7kq4m") == "w2611227kq4m"
    assert asked("京A·12345") == ["京", "a", "12345"]
    assert asked("CA981") == ["ca981"]


def test_folding_twice_changes_nothing() -> None:
    assert folded(folded("Ångström Straße 王")) == folded("Ångström Straße 王")


def test_words_are_never_none_and_never_too_long() -> None:
    assert of_texts("…") == {"-"}
    assert max(map(len, of_texts("x" * 300, "王" * 300))) == 64
