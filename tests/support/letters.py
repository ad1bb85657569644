"""A hotel's letters for tests: words in three languages and a drawn signature."""

import math
from datetime import date
from typing import Any

from vipops.enums import Language
from vipops.integrations.papers.draft import Facts, Hotel, Signer, draft
from vipops.integrations.papers.letter_words import LetterWords, Variant
from vipops.integrations.papers.strokes import Signature, read_strokes

DAY = date(2026, 11, 22)
HOTELS = {
    Language.EN: Hotel("The Grand Harbour", "海港大酒店", "18 Harbour Road, Xiamen", "+86 592 888 0000"),
    Language.ZH: Hotel("海港大酒店", "THE GRAND HARBOUR", "厦门市海港路18号", "+86 592 888 0000"),
    Language.JA: Hotel("グランドハーバーホテル", "THE GRAND HARBOUR", "厦門市海港路18号", "+86 592 888 0000"),
}
SIGNERS = {
    Language.EN: Signer("Katharina Lindqvist", "General Manager"),
    Language.ZH: Signer("林凯瑟", "总经理"),
    Language.JA: Signer("林 凱瑟", "総支配人"),
}
FACTS = {
    Language.EN: Facts("Ms Maria Nassau-Weilburg", "Ms Nassau-Weilburg", host="Daniel Wu", extension="8001"),
    Language.ZH: Facts("欧阳慕容婉清女士", "欧阳女士", children=1, host="大堂经理吴丹妮", extension="8001"),
    Language.JA: Facts("田中 美咲 様", "田中", occasion="birthday"),
}


def letter_words(
    language: Language = Language.EN, variant: Variant = Variant.FIRST_STAY, facts: Facts | None = None
) -> LetterWords:
    return draft(
        language,
        variant,
        hotel=HOTELS[language],
        signer=SIGNERS[language],
        facts=facts or FACTS[language],
        day=DAY,
    )


def pad_data(strokes: int = 3, points: int = 40) -> list[dict[str, Any]]:
    """What a signature pad sends."""
    return [
        {
            "penColor": "black",
            "points": [
                {
                    "x": 40 + 110 * stroke + 3 * step,
                    "y": 90 + 45 * math.sin(step / 4 + stroke),
                    "time": 1_000 * stroke + 8 * step,
                    "pressure": 0.5,
                }
                for step in range(points)
            ],
        }
        for stroke in range(strokes)
    ]


def drawn_signature() -> Signature:
    return read_strokes(pad_data())
