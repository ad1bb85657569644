"""Words by which people search: names in any script folded to what somebody types in a hurry.

A name is found by the beginning of any of its words, by its pinyin with or without tones and spaces, by the
initials of its pinyin, and in its own script from any character on. The same folding is in
``static/js/board/search.js``, which searches the board that a tablet holds.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, product

from vipops.domain.names import PersonName

# Raised whenever the words of a name change: what was written by older rules is written again.
RULES = 1
LONGEST_WORD = 64
MOST_READINGS = 16
MOST_PARTS = 6

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECES = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_TONE_DIGIT = re.compile(r"(?<=[a-z])[1-5](?=[a-z]|$)")
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve"
    r"|a|e|i|o|u|v)"
)


def folded(text: str) -> str:
    """The text without case, accents and tone marks; letters of one script stay that script's letters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))


def pieces(text: str) -> list[str]:
    """The words of a text, folded: ``"O'Neil 王小明"`` is ``["o", "neil", "王小明"]``."""
    return _PIECES.findall(folded(text))


def asked(query: str) -> list[str]:
    """The words of a query, each to be the beginning of a word that is sought."""
    return [_TONE_DIGIT.sub("", piece)[:LONGEST_WORD] for piece in pieces(query)]


def code(text: str) -> str:
    """A number as people type it, without the signs between: ``W-261122-7KQ4M`` is ``w2611227kq4m``."""
    return "".join(pieces(text))[:LONGEST_WORD]


def of_name(name: PersonName) -> frozenset[str]:
    """All words by which a guest is found."""
    return of_texts(f"{name.surname} {name.given_name}", f"{name.given_name} {name.surname}", name.native)


@lru_cache(maxsize=4096)
def of_texts(*texts: str) -> frozenset[str]:
    """All words of these ways to write one name. Never empty, so that what was written is known to be."""
    found: set[str] = set()
    for text in texts:
        parts = pieces(text)
        found.update(_joined(parts))
        for part in parts:
            found.update(_of_han(part) if _is_han(part) else _of_latin(part))
    return frozenset(word[:LONGEST_WORD] for word in found if word) or frozenset({"-"})


def _joined(parts: list[str]) -> Iterable[str]:
    """Parts that follow each other, without spaces, and their initials: ``wangxiaoming``, ``wx``, ``wxm``.

    Any of them, because a title may stand before the name.
    """
    latin = [part for part in parts if part.isascii()][:MOST_PARTS]
    for start, end in combinations(range(len(latin) + 1), 2):
        run = latin[start:end]
        if len(run) < 2:
            continue
        yield "".join(run)
        yield "".join(part[0] for part in run)
        spelt = [_syllables(part) for part in run]
        if all(spelt):
            yield "".join(syllable[0] for part in spelt for syllable in part)


def _of_latin(part: str) -> Iterable[str]:
    """The word, and from each of its pinyin syllables on: ``xiaoming`` and ``ming``, ``xm``."""
    yield part
    syllables = _syllables(part)
    for start in range(1, len(syllables)):
        yield "".join(syllables[start:])
    if len(syllables) > 1:
        yield "".join(syllable[0] for syllable in syllables)


def _of_han(part: str) -> Iterable[str]:
    """From each character on, as it is written and as it is read."""
    for start in range(len(part)):
        yield part[start:]
    for syllables in _readings(part):
        for start in range(len(syllables)):
            yield "".join(syllables[start:])
            if start + 1 < len(syllables):
                yield "".join(syllable[0] for syllable in syllables[start:])


def _readings(han: str) -> list[tuple[str, ...]]:
    """The ways to read the characters: a surname is often read as no other word is (单, 曾, 朴)."""
    from pypinyin import Style, pinyin  # on first use: its tables take a while

    each = [_spelt(readings) for readings in pinyin(han, style=Style.NORMAL, heteronym=True)]
    ways: list[tuple[str, ...]] = []
    for way in product(*each):
        ways.append(way)
        if len(ways) == MOST_READINGS:
            break
    return ways


def _spelt(readings: Iterable[str]) -> list[str]:
    """With ü as it is typed (lv), as it is folded (lu), and as passports have it (lyu)."""
    found: dict[str, None] = {}
    for reading in readings:
        bare = folded(reading)
        if not bare.isascii() or not bare.isalpha():
            continue
        for spelling in (bare, bare.replace("v", "u"), bare.replace("v", "yu")):
            found[spelling] = None
    return list(found) or [""]


@lru_cache(maxsize=4096)
def _syllables(word: str) -> tuple[str, ...]:
    """The pinyin syllables of a word, the longest first; nothing when the word is no pinyin."""
    if not word:
        return ()
    rest: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(word)):
        if start not in rest:
            continue
        for end in range(start + 1, min(len(word), start + 6) + 1):
            if _SYLLABLE.fullmatch(word, start, end):
                way = (*rest[start], word[start:end])
                if end not in rest or len(way) < len(rest[end]):
                    rest[end] = way
    return rest.get(len(word), ())


def _is_han(part: str) -> bool:
    return re.fullmatch(f"[{_HAN}]+", part) is not None
