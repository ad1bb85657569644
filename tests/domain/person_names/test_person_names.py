"""Where a name comes from decides its order and its spaces; its script decides whose pattern is used."""

import pytest

from vipops.domain.person_names import Length, Name, Order, Usage, Wanted, formatted, order_of


def name(given: str = "", surname: str = "", locale: str = "", **more: str) -> Name:
    parts = {"given": given, "surname": surname, **more}
    return Name({part: value for part, value in parts.items() if value}, locale)


@pytest.mark.parametrize(
    ("one", "wanted", "result"),
    [
        # The examples of UTS #35 Part 8, "Examples of space replacement".
        (name("Albert", "Einstein", "de_CH"), "ja", "Albert Einstein"),
        (name("アルベルト", "アインシュタイン", "de_CH"), "ja", "アルベルト・アインシュタイン"),
        (name("駿", "宮崎", "ja"), "ja", "宮崎駿"),
        (name("アルベルト", "アインシュタイン", "de_CH"), "de", "アルベルト・アインシュタイン"),
        (name("Hayao", "Miyazaki", "und_JP"), "de", "Hayao Miyazaki"),
        # Chinese: https://www.unicode.org/reports/tr35/tr35-personNames.html, "Handling foreign names".
        (name("阿尔伯特", "爱因斯坦", "de"), "zh", "阿尔伯特·爱因斯坦"),
        (name("维钧", "顾", "zh"), "en", "顾维钧"),
        (name("Weijun", "Gu", "zh"), "en", "Gu Weijun"),
        (name("Weijun", "Gu"), "en", "Weijun Gu"),
        (name("민준", "김", "ko"), "zh", "김민준"),
        (name("Олег", "Петров"), "zh", "Олег Петров"),
        (name("", "Cher"), "en", "Cher"),
        (name("Cher"), "zh", "Cher"),
        (name(), "zh", ""),
    ],
)
def test_formatted(one: Name, wanted: str, result: str) -> None:
    assert formatted(one, Wanted(wanted)) == result


@pytest.mark.parametrize(
    ("locale", "order"),
    [
        ("zh", Order.SURNAME_FIRST),
        ("zh_HK", Order.SURNAME_FIRST),
        ("ko", Order.SURNAME_FIRST),
        ("de_CH", Order.GIVEN_FIRST),
        ("", Order.GIVEN_FIRST),
    ],
)
def test_order_by_origin(locale: str, order: Order) -> None:
    assert order_of(name("A", "B", locale), "en") is order


def test_in_a_text_the_texts_pattern_holds_for_every_script() -> None:
    titled = name("Anna", "Van der Berg", title="女士")
    assert formatted(titled, Wanted("zh", usage=Usage.ADDRESSING, in_text=True)) == "Van der Berg女士"


def test_who_has_one_name_is_addressed_by_it() -> None:
    assert (
        formatted(name("Madonna", title="Ms"), Wanted("en", Length.SHORT, Usage.ADDRESSING)) == "Ms Madonna"
    )
