"""Names as lists write them in one cell: titles taken off, surname and given name parted if that is sure."""

import re
from typing import NamedTuple

from vipops.domain.names import PersonName, full
from vipops.domain.person_names.chinese import COMPOUND_SURNAMES, is_chinese
from vipops.domain.person_names.chinese import parted as parted_chinese
from vipops.integrations.pms import values
from vipops.integrations.pms.values import Wrong

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇々]+")
_TITLE_AFTER = re.compile(r"(.+?)\s*(先生|女士|小姐|夫人|太太|博士|教授|様|さま)$")
_TITLE_BEFORE = re.compile(
    r"(mr|mrs|ms|miss|mme|mlle|dr|prof|sir|dame|lord|lady)\b\.?\s+(.+)$", re.IGNORECASE
)
_TITLE_LAST = re.compile(r"(.+?)[,\s]+(mr|mrs|ms|miss|mme|mlle|dr|prof)\.?$", re.IGNORECASE)


class PartedName(NamedTuple):
    """Surname (the whole name where it cannot be parted surely) and given name."""

    surname: str
    given_name: str | None


class WholeName(NamedTuple):
    """What one cell says about a person."""

    surname: str
    given_name: str | None = None
    title: str | None = None
    native_name: str | None = None


def whole(raw: object) -> WholeName:
    """A name as a list's cell holds it, taken apart. Raises ``Wrong`` for several people in one cell."""
    title, said = titled(values.name(raw))
    latin, native = both_scripts(said)
    surname, given = parted(latin)
    return WholeName(surname, given, title, native)


def titled(said: str) -> tuple[str | None, str]:
    """The title a name carries, if any, and the name without it.

    ``王小明先生``, ``Mr. Smith``, ``SMITH/SARAH MS``.
    """
    if found := _TITLE_AFTER.fullmatch(said):
        return found[2], found[1]
    if found := _TITLE_BEFORE.fullmatch(said):
        return found[1], found[2]
    if found := _TITLE_LAST.fullmatch(said):
        return found[2], found[1]
    return None, said


def parted(raw: object) -> PartedName:
    """Surname and given name of ``SMITH, SARAH``, ``SMITH/SARAH`` or ``欧阳娜``.

    ``Sarah Smith`` and ``ZHANG San`` look alike, so a Latin name without comma or slash stays whole.
    Raises ``Wrong`` for several people in one cell.
    """
    said = values.name(raw)
    if _several_people(said):
        raise Wrong(
            f"{values.shown(said)} names more than one guest", "one guest; the others as accompanying guests"
        )
    for sign in (",", "，", "/"):
        surname, found, given = (part.strip() for part in said.partition(sign))
        if found and surname and given:
            return PartedName(surname, given)
    plain = said.strip(" ,，/") or said
    return PartedName(*(parted_chinese(plain) or (plain, None)))


def joined(surname: str | None, given: str | None) -> str | None:
    """Both parts as the name is written where it comes from."""
    if surname is None or given is None:
        return surname or given
    # Some systems hold the whole Chinese name in both parts' place.
    if is_chinese(surname) and is_chinese(given) and given.startswith(surname) and len(given) > len(surname):
        return given
    return full(PersonName(surname, given))


def both_scripts(said: str) -> tuple[str, str | None]:
    """The Latin and the Chinese part of ``Wang Xiaoming 王小明``; a name in one script is left as it is."""
    found = _HAN.search(said)
    latin = " ".join((_HAN.sub(" ", said)).split()).strip(" ()（）/,，-")
    if found is None or not any(sign.isascii() and sign.isalpha() for sign in latin):
        return said, None
    return latin, found[0]


def _several_people(said: str) -> bool:
    if re.search(r"[、;；&＆+＋]|\s(and|und|et)\s", said):
        return True
    first, found, second = said.partition("/")
    chinese = is_chinese(first) and is_chinese(second)
    # 王/小明 is one guest written in parts, 王小明/李华 are two.
    return bool(found) and chinese and len(first) > 1 and first not in COMPOUND_SURNAMES
