"""The screens and the server know the same papers."""

import re
from pathlib import Path

from vipops.domain.papers import PAPERS

SCRIPT = Path(__file__).resolve().parents[3] / "static/js/parts/paper_words.js"


def test_the_screens_hold_the_same_table() -> None:
    source = SCRIPT.read_text("utf-8")
    rows = dict(re.findall(r"^  (\w+): \{ (name: .*) \},$", source, re.MULTILINE))
    wanted = {
        code: {
            "name": paper.name["en"],
            "about": str(paper.about),
            "languages": "HOUSE" if len(paper.languages) == 2 else "GUEST",
            "forGuest": paper.for_guest,
            "needs": [str(permission) for permission in paper.needs],
        }
        for code, paper in PAPERS.items()
    }
    shown = {code: _row(text) for code, text in rows.items()}
    assert shown == wanted


def _row(text: str) -> dict[str, object]:
    return {
        "name": re.findall(r't\("([^"]+)"\)', text)[0],
        "about": re.findall(r'about: "(\w+)"', text)[0],
        "languages": re.findall(r"languages: (\w+)", text)[0],
        "forGuest": "forGuest: true" in text,
        "needs": re.findall(r'needs: "(\w+)"', text),
    }
