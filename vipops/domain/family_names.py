"""What may be read of a guest's name where anybody passes: the family name with its title."""

from collections.abc import Mapping, Sequence

from vipops.domain.person_names.chinese import COMPOUND_SURNAMES, is_chinese

# As they stand in Latin letters, without their full stop, and behind a Chinese family name.
TITLES = {"Mr": "先生", "Ms": "女士", "Mrs": "女士", "Miss": "女士", "Dr": "博士"}
BLOT = "…"


def family_name(said: Mapping[str, str]) -> dict[str, str]:
    """Ms Lindqvist, and in Chinese 陈女士, of a name as spoken in both languages (``names.spoken``).

    Four characters without a compound surname are Japanese, and where the surname ends is not guessed: the
    one in Latin letters stands there, or the first character alone.
    """
    title = next((word for word in said["en"].split() if word.rstrip(".") in TITLES), "")
    has_own = is_chinese(said["zh"])
    latin = "" if is_chinese(said["en"]) else _of_latin(said["en"].split(), title, family_first=has_own)
    en = latin or _of_characters(said["en"]) or said["en"][:1] + BLOT
    if not has_own:
        return {"zh": en, "en": en}
    own = _of_characters(said["zh"])
    if not own:
        return {"zh": latin or said["zh"][:1] + BLOT, "en": en}
    return {"zh": own + TITLES.get(title.rstrip("."), ""), "en": en}


def _of_characters(written: str) -> str:
    """The surname, or "" where it is not sure."""
    if len(written) > 2 and written[:2] in COMPOUND_SURNAMES:
        return written[:2]
    return "" if len(written) > 3 else written[:1]


def _of_latin(words: Sequence[str], title: str, *, family_first: bool) -> str:
    """The last word, with the small words before it: van der Berg. Whose own script shows it has it first."""
    if family_first:
        return " ".join(words[: 2 if title else 1])
    start = len(words) - 1
    while start > 1 and words[start - 1][0].islower():
        start -= 1
    return " ".join([title, *words[start:]] if title and start > 0 else words[start:])
