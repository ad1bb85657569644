"""A paper of the house as a page: its words, its template and its sheet to PDF bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from vipops.enums import Language
from vipops.integrations.papers.draft import plain
from vipops.integrations.papers.glyphs import missing_characters
from vipops.integrations.papers.press import Paper, described, identifier, page, press

# What stands in place of a character that no font has, on papers that are better made than missing.
GAP = "□"

# paper -> its style sheet in templates/papers
_STYLES: Mapping[str, str] = {
    "pick_up_sign": "guest.css",
    "registration_card": "guest.css",
    "menu": "guest.css",
}
_SHEETS: Mapping[str, Paper] = {
    "a4": Paper.SHEET_A4,
    "a5": Paper.SHEET_A5,
    "a4_lying": Paper.SHEET_A4_LYING,
}


def order(paper: str, sheet: str, words: Any, *, with_gaps: bool) -> dict[str, Any]:
    """The job of a paper as JSON values. Texts become single lines without control and direction marks.

    ``with_gaps``: a character that no font has is marked and named at the end of the paper; without it the
    paper is refused.
    """
    return {"paper": paper, "sheet": sheet, "words": _cleaned(asdict(words)), "with_gaps": with_gaps}


def render(paper: str, sheet: str, words: Mapping[str, Any], *, with_gaps: bool) -> bytes:
    """The paper as PDF. Raises what ``press`` raises."""
    language = words["head"]["language"]
    lacking = missing_characters("".join(_texts(words))) if with_gaps else []
    shown: Any = _marked(words, frozenset(found.character for found in lacking)) if lacking else words
    html = page(
        f"papers/{paper}.html",
        words=shown,
        head=shown["head"],
        paper=paper,
        sheet=sheet,
        lacking=[described(found.character) for found in lacking],
        say=lambda zh, en, ja="": {Language.ZH: zh, Language.JA: ja or en}.get(language, en),
    )
    written = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return press(
        html,
        style=f"papers/{_STYLES.get(paper, 'house.css')}",
        paper=_SHEETS[sheet],
        identifier=identifier(paper, sheet, written),
    )


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {name: _cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    return value


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = list(value.values())
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else []


def _marked(value: Any, lacking: frozenset[str]) -> Any:
    if isinstance(value, str):
        return "".join(GAP if character in lacking else character for character in value)
    if isinstance(value, Mapping):
        return {name: _marked(part, lacking) for name, part in _readable_first(value, lacking).items()}
    return [_marked(part, lacking) for part in value] if isinstance(value, list) else value


def _readable_first(words: Mapping[str, Any], lacking: frozenset[str]) -> Mapping[str, Any]:
    """Of a name in two scripts the one that can be read stands first."""
    name, beside = words.get("name"), words.get("name_beside")
    if name and beside and lacking & set(name) and not lacking & set(beside):
        return {**words, "name": beside, "name_beside": name}
    return words
