"""The words that the guides print in bold are the words that stand on the screens."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.docs.pages import PAGES, ROOT, name, prose
from vipops.settings import Settings
from vipops.sop.loader import load

CATALOGUE = ROOT / "vipops" / "translations" / "zh" / "LC_MESSAGES" / "vipops.po"
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
GUIDES = [page for page in PAGES if "docs/users/" in name(page)]


def test_every_role_has_a_guide_in_both_languages() -> None:
    by_language = {
        folder: sorted(page.name for page in GUIDES if page.parent.name == folder) for folder in ("en", "zh")
    }
    assert by_language["en"] == by_language["zh"] != []


@pytest.mark.parametrize("document", GUIDES, ids=name)
def test_labels_stand_on_the_screens(document: Path) -> None:
    shown = _shown(document.parent.name)
    labels = [" ".join(label.split()) for label in BOLD.findall(prose(document))]
    assert [label for label in labels if label not in shown] == []


@cache
def _shown(language: str) -> set[str]:
    """The texts of the screens and the titles of tasks."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    texts = [message.id if language == "en" else message.string for message in messages]
    # One and many are two texts.
    of_screens = {one for text in texts for one in ([text] if isinstance(text, str) else text)}
    procedure = load(Settings().checklists_folder)
    return of_screens | {getattr(task.title, language) for task in procedure.templates}
