"""Scripts of names: which one a name is written in, and which ones a language is written in."""

import unicodedata

# The first word of a character's Unicode name tells its script; what is missing here is common to many.
_BY_NAME = {
    "ARABIC": "Arab", "ARMENIAN": "Armn", "BENGALI": "Beng", "CJK": "Hani", "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva", "GEORGIAN": "Geor", "GREEK": "Grek", "HANGUL": "Hang", "HEBREW": "Hebr",
    "HIRAGANA": "Hira", "IDEOGRAPHIC": "Hani", "KATAKANA": "Kana", "KHMER": "Khmr", "LATIN": "Latn",
    "MONGOLIAN": "Mong", "MYANMAR": "Mymr", "TAMIL": "Taml", "THAI": "Thai",
}  # fmt: skip
# Signs between letters, which carry a script's name and belong to several (Unicode: Common).
_COMMON = frozenset("・ー゠")
_UNKNOWN = "Zzzz"

# The likely language of a script (CLDR's likely subtags, "und-Hang" and so on).
_LIKELY = {
    "Arab": "ar", "Cyrl": "ru", "Deva": "hi", "Grek": "el", "Hang": "ko", "Hani": "zh", "Hebr": "he",
    "Hira": "ja", "Kana": "ja", "Thai": "th",
}  # fmt: skip
_WRITTEN_IN = {
    "ar": {"Arab"}, "el": {"Grek"}, "he": {"Hebr"}, "hi": {"Deva"}, "ja": {"Hani", "Hira", "Kana"},
    "ko": {"Hang", "Hani"}, "ru": {"Cyrl"}, "th": {"Thai"}, "uk": {"Cyrl"}, "yue": {"Hani"}, "zh": {"Hani"},
}  # fmt: skip


def script_of(*parts: str) -> str:
    """The ISO 15924 code of the first character that has a script of its own, or Zzzz."""
    return next((script for part in parts for char in part if (script := _script(char))), _UNKNOWN)


def likely_language(script: str) -> str:
    """The language that a name in this script is taken for when nothing more is known."""
    return _LIKELY.get(script, "en")


def is_written_in(language: str, script: str) -> bool:
    """Whether the language writes names in this script. A name without letters fits every language."""
    return script == _UNKNOWN or script in _WRITTEN_IN.get(language, {"Latn"})


def graphemes(text: str) -> list[str]:
    """The letters of a text as a reader counts them: a base with the marks that sit on it."""
    found: list[str] = []
    for char in text:
        joins = unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf")
        if found and joins:
            found[-1] += char
        else:
            found.append(char)
    return found


def _script(char: str) -> str:
    if char in _COMMON or not char.isalpha():
        return ""
    return _BY_NAME.get(unicodedata.name(char, "").split(" ")[0].split("-")[0], "")
