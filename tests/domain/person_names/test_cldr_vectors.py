"""Names as CLDR's own test data expects them, in every order, length, usage and formality."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from vipops.domain.person_names import Formality, Length, Name, Order, Usage, Wanted, formatted

DATA = Path(__file__).resolve().parents[2] / "data" / "cldr"
# CLDR finds the words of Chinese text in a dictionary (马丁 is one), we take each character for a word:
# initials of Chinese names differ in these results, of which the house shows none.
BY_DICTIONARY = {
    "彭德东升", "德东升彭", "克特·米", "塞西莉亚·施·托·贝",
    "布鲁赫·艾·达·科·妮·莉·亚·塞·萨·马·冯", "艾·达·科·妮·莉·亚·塞·萨·马·冯·布鲁赫",
    "小冯·布鲁赫·艾达·科妮莉亚·塞·萨·马博士", "小艾达·科妮莉亚·塞·萨·马·冯·布鲁赫博士",
    "布鲁赫·艾达·科妮莉亚·塞·萨·马·冯",
}  # fmt: skip


class Expected(NamedTuple):
    parts: dict[str, str]
    locale: str
    order: str
    length: str
    usage: str
    formality: str
    result: str


def vectors(language: str) -> Iterator[Expected]:
    parts: dict[str, str] = {}
    locale = result = ""
    for line in (DATA / f"{language}.txt").read_text("utf-8").splitlines():
        kind, *said = (piece.strip() for piece in line.split(";"))
        if kind == "name" and said[0] == "locale":
            locale = said[1]
        elif kind == "name":
            parts[said[0]] = said[1]
        elif kind == "expectedResult":
            result = line.partition(";")[2].strip()
        elif kind == "parameters":
            yield Expected(dict(parts), locale, *said, result)
        elif kind == "endName":
            parts = {}


@pytest.mark.parametrize("language", ["de", "en", "fr", "ja", "ko", "ru", "vi", "zh"])
def test_as_cldr_expects(language: str) -> None:
    found = [one for one in vectors(language) if one.result not in BY_DICTIONARY]
    assert len(found) >= 327
    wrong = [(one, got) for one in found if (got := _formatted(language, one)) != one.result]
    assert wrong == []


def _formatted(language: str, one: Expected) -> str:
    wanted = Wanted(
        language, Length(one.length), Usage(one.usage), Formality(one.formality), Order(one.order)
    )
    return formatted(Name(one.parts, one.locale), wanted)
