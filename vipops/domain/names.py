"""Names of guests as the house speaks and writes them, by the rules of Unicode CLDR (``person_names``)."""

from dataclasses import dataclass, replace
from typing import Any

from vipops.domain.person_names import Name, Order, Wanted, chinese, formatted, order_of
from vipops.domain.person_names.scripts import is_written_in, script_of

# Between the parts of a foreign name written in Chinese or Japanese.
_DOTS = ("·", "・", "•")
_ZH, _EN = "zh", "en_GB"
_FOREIGN = "en"  # the origin of a foreign name that is written in Chinese or Japanese


@dataclass(frozen=True, slots=True)
class PersonName:
    """The name as booked. ``native`` is the name in its own script in one piece; ``language`` the guest's,
    an ISO 639-1 code or "": it tells a Japanese name in characters from a Chinese one.
    """

    surname: str
    given_name: str = ""
    prefix: str = ""
    native: str = ""
    language: str = ""
    middle: str = ""


def spoken(name: PersonName, *, alias: str = "") -> dict[str, str]:
    """How staff say the name, in both languages. An alias stands in for everything else.

    Chinese: the name in its own script where that is read in Chinese. Otherwise title and name in Latin
    letters, the surname first where the name comes from such a country.
    """
    if alias:
        return {"zh": alias, "en": alias}
    own, latin = own_script(name), _titled(name)
    zh = own if own and is_written_in(_ZH, script_of(own)) else latin or own
    return {"zh": zh, "en": latin or own}


def full(name: PersonName) -> str:
    """The name as it stands in the booking, for the spelling check of a letter (item F5)."""
    return own_script(name) or latin(name)


def written(name: PersonName) -> str:
    """The name as a record shows it: in its own script, and in Latin letters with title behind it."""
    own, other = own_script(name), _titled(name)
    return f"{own} ({other})" if own and other and own != other else own or other


def of_record(row: Any) -> PersonName:
    """The name that a guest's record (a row with its columns) holds."""
    return PersonName(
        row.surname, row.given_name, row.name_prefix, row.native_name, row.language, row.middle_name
    )


def own_script(name: PersonName) -> str:
    """The name in its own script as booked, or "" where it is known in Latin letters only."""
    if name.native:
        return name.native
    return "" if _is_latin(name) else formatted(_own(name), Wanted(_ZH))


def latin(name: PersonName) -> str:
    """The name in Latin letters without title, or "" where the booking has none."""
    return formatted(_latin(name), Wanted(_EN)) if _is_latin(name) else ""


def parts_in(language: str, name: PersonName) -> Name:
    """The parts by which a text in this language calls the guest: the own script's where it can read them."""
    own = _own(name)
    script = script_of(*own.parts.values())
    readable = bool(own.parts) and is_written_in(language, script)
    return own if readable or not _is_latin(name) else _latin(name)


def same_spelling(typed: str, wanted: str) -> bool:
    """Whether a re-keyed name is the wanted one, letter by letter; only spacing at the ends is forgiven."""
    return " ".join(typed.split()) == " ".join(wanted.split())


def cased(part: str) -> str:
    """A name written in capitals only, as many systems keep it, in ordinary case."""
    if not part.isupper() or len(part) < 2 or "." in part:
        return part  # an initial or an abbreviation (H.E.) is meant as it stands
    return " ".join("-".join(bit.capitalize() for bit in word.split("-")) for word in part.split(" "))


def _titled(name: PersonName) -> str:
    """Title and name in Latin letters.

    CLDR's English pattern puts the title between a surname and the given name behind it (Gu Mr Weijun);
    English usage puts it in front.
    """
    parts = _latin(name)
    if not _is_latin(name) or not name.prefix:
        return latin(name)
    if order_of(parts, _EN) is Order.SURNAME_FIRST:
        return f"{cased(name.prefix)} {latin(name)}"
    return formatted(_with(parts, title=cased(name.prefix)), Wanted(_EN))


def _latin(name: PersonName) -> Name:
    parts = {
        "surname": cased(name.surname),
        "given": cased(name.given_name),
        "given2": cased(name.middle),
    }
    return Name({part: value for part, value in parts.items() if value}, _origin(name))


def _own(name: PersonName) -> Name:
    if name.native:
        return Name(_parted(name.native, _origin(name)), _origin(name))
    if _is_latin(name):
        return Name()
    parts = {"surname": name.surname, "given": name.given_name, "given2": name.middle}
    return Name({part: value for part, value in parts.items() if value}, _origin(name))


def _parted(whole: str, origin: str) -> dict[str, str]:
    """A name in one piece: parted where that is sure, else a name known by one part alone."""
    for dot in _DOTS:
        given, found, surname = whole.rpartition(dot)
        if found:
            return {"given": given, "surname": surname}
    known = chinese.parted(whole) if origin == _ZH else None
    return {"surname": known[0], "given": known[1]} if known else {"given": whole}


def _origin(name: PersonName) -> str:
    """The language that the name comes from, or "" where only its Latin letters are known.

    The language of a guest's letters does not tell where a name in Latin letters comes from.
    """
    own = name.native or ("" if _is_latin(name) else name.surname + name.given_name)
    script = script_of(own)
    if any(dot in own for dot in _DOTS):
        return _FOREIGN
    if script == "Hani":
        if not name.native and chinese.is_foreign(name.surname) and name.language != "ja":
            return _FOREIGN
        return name.language if name.language in ("ja", "ko") else _ZH
    return {"Hira": "ja", "Kana": "ja", "Hang": "ko"}.get(script, "")


def _is_latin(name: PersonName) -> bool:
    return script_of(name.surname, name.given_name) in ("Latn", "Zzzz")


def _with(name: Name, **more: str) -> Name:
    return replace(name, parts={**name.parts, **more})
