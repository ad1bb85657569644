import itertools
import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.letters import DAY, FACTS, HOTELS, SIGNERS, letter_words
from vipops.domain.names import PersonName
from vipops.enums import Language
from vipops.errors import BadInput
from vipops.integrations.papers import folders
from vipops.integrations.papers.draft import Facts, draft, plain, variant_for
from vipops.integrations.papers.letter_words import LetterWords, Variant
from vipops.integrations.papers.salutation import addressed, written_date

EVERY_LETTER = list(itertools.product(Language, Variant))


@pytest.mark.parametrize(("language", "variant"), EVERY_LETTER)
@pytest.mark.parametrize("children", [0, 1, 3])
@pytest.mark.parametrize("occasion", ["", "birthday", "anniversary"])
@pytest.mark.parametrize(("host", "extension"), [("", ""), ("Wu", ""), ("Wu", "8001")])
def test_every_text_is_whole(
    language: Language, variant: Variant, children: int, occasion: str, host: str, extension: str
) -> None:
    facts = replace(FACTS[language], children=children, occasion=occasion, host=host, extension=extension)
    words = letter_words(language, variant, facts)
    assert facts.address_as in words.salutation
    assert words.closing
    assert words.paragraphs
    assert not re.search(r"[{}%]|  |、、|，，|,,|\.\.|。。", words.text)
    # A card is short, and a farewell names nobody to call any more.
    if host and variant not in (Variant.CARD, Variant.FAREWELL):
        assert host in words.text
        assert not extension or extension in words.text
    if language is not Language.EN:
        for line in (words.salutation, *words.paragraphs, words.closing):
            assert not re.search(r"[,;:!?]", line), "half-width punctuation in Chinese or Japanese text"


def test_a_royal_guest_is_not_dear() -> None:
    facts = Facts("HRH Princess Maria", "Your Royal Highness")
    assert letter_words(facts=facts).salutation == "Your Royal Highness,"
    assert letter_words().salutation == "Dear Ms Nassau-Weilburg,"


def test_words_keep_no_room() -> None:
    assert "room" not in {field.name for field in fields(LetterWords)}


def test_the_hotels_own_text_goes_first(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "first_stay.txt").write_text("Hello {{ address_as }},\n\nwelcome\nhome.\n\nYours,\n")
    words = _drafted(tmp_path)
    assert (words.salutation, words.paragraphs, words.closing) == (
        "Hello Ms Nassau-Weilburg,",
        ("welcome home.",),
        "Yours,",
    )
    assert _drafted(tmp_path, Variant.RETURNING).paragraphs[0].startswith("Welcome back")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Dear {{ address_as }\n\na\n\nb", "en/first_stay.txt:1"),
        ("Dear\n\n{% if host %}\n\nYours", "en/first_stay.txt:"),
        ("Dear {{ room }},\n\na\n\nYours,", "'room' is undefined"),
        ("Dear you,", "not a letter"),
        ("a\n\n" + "long " * 2_000 + "\n\nb", "not a letter"),
        ("{{ ''.__class__.__mro__ }}\n\na\n\nb", "unsafe"),
        ("{{ 1 / 0 }}\n\na\n\nb", "division"),
    ],
)
def test_a_wrong_text_says_where(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "first_stay.txt").write_text(text)
    with pytest.raises(BadInput, match=re.escape(says)):
        _drafted(tmp_path)


def test_a_name_is_never_a_template() -> None:
    facts = Facts("{{ 7 * 7 }}", "{% include 'en/card.txt' %}\n\n{{ hotel }}")
    words = letter_words(facts=facts)
    assert words.name_lines == ("{{ 7 * 7 }}",)
    assert words.salutation == "Dear {% include 'en/card.txt' %} {{ hotel }},"


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        (Facts("", "Ms Chen"), "guest_name"),
        (Facts("Ms Chen", " \u202e "), "address_as"),
        (Facts("x" * 201, "Ms Chen"), "guest_name"),
    ],
)
def test_a_name_that_cannot_stand(facts: Facts, where: str) -> None:
    with pytest.raises(BadInput) as refusal:
        letter_words(facts=facts)
    assert refusal.value.facts["where"] == where


def test_plain_hides_nothing() -> None:
    assert plain("  Anna\r\n\tB\u202eerg\x00\ufeff ") == "Anna Berg"
    assert plain("謹啓\u3000この") == "謹啓\u3000この"


@pytest.mark.parametrize(
    ("letter", "stays_before", "problem_before", "variant"),
    [
        ("letter", 0, False, Variant.FIRST_STAY),
        ("letter", 3, False, Variant.RETURNING),
        ("letter", 3, True, Variant.RECOVERY),
        ("card", 3, True, Variant.CARD),
    ],
)
def test_which_text(letter: str, stays_before: int, *, problem_before: bool, variant: Variant) -> None:
    assert variant_for(letter=letter, stays_before=stays_before, problem_before=problem_before) is variant


@pytest.mark.parametrize("language", Language)
def test_json_gives_the_words_back(language: Language) -> None:
    words = letter_words(language)
    again = LetterWords.from_json(words.to_json())
    assert again == words
    assert again.digest == words.digest


@pytest.mark.parametrize("name", [field.name for field in fields(LetterWords)])
def test_every_word_counts_in_the_digest(name: str) -> None:
    words = letter_words()
    others = {
        "language": Language.ZH,
        "variant": Variant.CARD,
        "date": date(2026, 11, 23),
        "name_lines": ("Ms M Nassau-Weilburg",),
        "paragraphs": words.paragraphs[:-1],
    }
    changed = replace(words, **{name: others.get(name, "changed")})
    assert changed.digest != words.digest


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"format":2}', letter_words().to_json().replace('"closing"', '"close"')]
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        LetterWords.from_json(text)


@pytest.mark.parametrize(
    ("day", "language", "written"),
    [
        (DAY, Language.EN, "22 November 2026"),
        (DAY, Language.ZH, "二〇二六年十一月二十二日"),
        (DAY, Language.JA, "2026年11月22日"),
        (date(2030, 1, 10), Language.ZH, "二〇三〇年一月十日"),
        (date(2027, 10, 31), Language.ZH, "二〇二七年十月三十一日"),
        (date(2027, 12, 20), Language.ZH, "二〇二七年十二月二十日"),
    ],
)
def test_dates(day: date, language: Language, written: str) -> None:
    assert written_date(day, language) == written


@pytest.mark.parametrize(
    ("language", "person", "expected"),
    [
        (Language.EN, PersonName("Chen", "Wei", "Mr."), "Mr Chen"),
        (Language.EN, PersonName("CHEN", "WEI", "MR", "陈伟"), "Mr Chen"),
        (Language.EN, PersonName("Chen", "Wei"), "Wei Chen"),
        (Language.EN, PersonName("Chen", "Wei", "", "陈伟"), "Chen Wei"),
        (Language.EN, PersonName("Chen", "Wei", "Grand Vizier"), "Wei Chen"),
        (Language.EN, PersonName("McKellen", "Ian", "Sir"), "Sir Ian"),
        (Language.EN, PersonName("VAN DER BERG", "ANNA", "MRS"), "Mrs Van Der Berg"),
        (Language.ZH, PersonName("陈", "伟", "Mr"), "陈先生"),
        (Language.ZH, PersonName("Gu", "Weijun", "Mr", "顾维钧"), "顾先生"),
        (Language.ZH, PersonName("欧阳", "婉清", "女士"), "欧阳女士"),
        (Language.ZH, PersonName("欧阳", "婉清"), "欧阳婉清"),
        (Language.ZH, PersonName("Clooney", "George", "Mr", "乔治·克鲁尼"), "克鲁尼先生"),
        (Language.ZH, PersonName("Smith", "Anna"), "Anna Smith"),
        (Language.ZH, PersonName("Van der Berg", "Anna", "Mrs"), "Van der Berg女士"),
        (Language.ZH, PersonName("Kim", "Minjun", "Mr", "김민준", "ko"), "Kim先生"),
        (Language.JA, PersonName("田中", "美咲", "Ms", "", "ja"), "田中"),
        # Which part of a Japanese name in one piece is the family's cannot be told from its characters.
        (Language.JA, PersonName("Tanaka", "Misaki", "Ms", "田中美咲", "ja"), "田中美咲"),
        (Language.JA, PersonName("Smith", "Anna", "Ms"), "Smith"),
        (Language.EN, PersonName("Madonna", "", "Ms"), "Ms Madonna"),
        (Language.EN, PersonName("", "Madonna", "Ms"), "Madonna"),
    ],
)
def test_address(language: Language, person: PersonName, expected: str) -> None:
    assert addressed(language, person) == expected


def test_every_language_has_every_text() -> None:
    folder = folders.templates("letters")
    assert all((folder / language / f"{variant}.txt").is_file() for language, variant in EVERY_LETTER)


def _drafted(folder: Path, variant: Variant = Variant.FIRST_STAY) -> LetterWords:
    return draft(
        Language.EN,
        variant,
        hotel=HOTELS[Language.EN],
        signer=SIGNERS[Language.EN],
        facts=FACTS[Language.EN],
        day=DAY,
        hotel_folder=folder,
    )
