"""Names of guests as the house speaks them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    surname: str
    given_name: str = ""
    prefix: str = ""
    native: str = ""


def spoken(name: PersonName, *, alias: str = "") -> dict[str, str]:
    """How staff say the name, in both languages. An alias stands in for everything else.

    Chinese: the name in its own script if known. Otherwise prefix, given name and surname as the
    reservation has them, with capitals-only input put into ordinary case.
    """
    if alias:
        return {"zh": alias, "en": alias}
    latin = " ".join(cased(part) for part in (name.prefix, name.given_name, name.surname) if part)
    own_script = name.native or (f"{name.surname}{name.given_name}" if _is_han(name.surname) else "")
    if own_script and not latin.isascii():
        latin = own_script
    return {"zh": own_script or latin, "en": latin or own_script}


def full(name: PersonName) -> str:
    """The name as it stands in the booking, for the spelling check of a letter (item F5)."""
    if name.native:
        return name.native
    if _is_han(name.surname):
        return f"{name.surname}{name.given_name}"
    return " ".join(cased(part) for part in (name.given_name, name.surname) if part)


def same_spelling(typed: str, wanted: str) -> bool:
    """Whether a re-keyed name is the wanted one, letter by letter; only spacing at the ends is forgiven."""
    return " ".join(typed.split()) == " ".join(wanted.split())


def cased(part: str) -> str:
    """A name written in capitals only, as many systems keep it, in ordinary case."""
    if not part.isupper() or len(part) < 2 or "." in part:
        return part  # an initial or an abbreviation (H.E.) is meant as it stands
    return " ".join("-".join(bit.capitalize() for bit in word.split("-")) for word in part.split(" "))


def _is_han(text: str) -> bool:
    return bool(text) and all("\u3400" <= char <= "\u9fff" or ord(char) >= 0x20000 for char in text)
