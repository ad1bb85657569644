"""The pictures of the docs: each is there, each is shown, both languages alike, and every page has one."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, name, prose
from tests.support.everyone import addresses

SCREENS = ROOT / "docs" / "screens"
GUIDES = ROOT / "docs" / "users"
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#+) ", re.MULTILINE)
TAKEN = re.compile(r'\bpicture\([\w.\[\]]+, f?"([^"]+)"\)')
BOTH = ("en", "zh")
# The page at an address, and its picture without the language.
PICTURED = {
    "/": "board",
    "/department/<code>": "department",
    "/stays/<int:stay_id>": "stay",
    "/wishes": "wishes",
    "/letters": "letters",
    "/approvals": "approvals",
    "/lost-property": "lost-property",
    "/reviews": "reviews",
    "/arrivals": "arrivals",
    "/handover": "handover",
    "/guests": "guests",
    "/guests/<int:guest_id>": "guest",
    "/opinions": "opinions",
    "/procedure": "procedure",
    "/reports": "reports",
    "/papers": "papers",
    "/staff": "administration-staff",
    "/design": "design",
    "/rooms": "rooms",
    "/grades": "grades",
    "/hotel": "administration-hotel",
}
OUTSIDE = ("sign-in", "door-faces", "wall", "trust")  # pages that have no shell


def shown(page: Path) -> list[str]:
    """The pictures of a page by the names of their files, in its order."""
    return [Path(target).name for _said, target in PICTURE.findall(prose(page))]


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_every_picture_is_there_and_says_what_it_shows(document: Path) -> None:
    found = PICTURE.findall(prose(document))
    assert [target for _said, target in found if not (document.parent / target).is_file()] == []
    assert [target for said, target in found if not said.strip()] == []


def test_every_picture_is_shown_somewhere() -> None:
    named = {picture for page in PAGES for picture in shown(page)}
    assert sorted(picture.name for picture in SCREENS.iterdir() if picture.name not in named) == []


def test_the_tests_take_no_picture_that_is_not_shown() -> None:
    named = {picture.removesuffix(".png") for page in PAGES for picture in shown(page)}
    sources = (path.read_text("utf-8") for path in (ROOT / "tests" / "browser").glob("*.py"))
    taken = {picture for source in sources for picture in TAKEN.findall(source)}
    assert taken
    shapes = {picture: re.sub(r"\{[^}]*\}", "[a-z-]+", picture) for picture in taken}
    assert [
        picture for picture, shape in shapes.items() if not any(re.fullmatch(shape, one) for one in named)
    ] == []


@pytest.mark.parametrize("guide", sorted(page.name for page in (GUIDES / "en").glob("*.md")))
def test_both_languages_have_the_same_sections_and_pictures(guide: str) -> None:
    english, chinese = (GUIDES / language / guide for language in BOTH)
    assert HEADING.findall(english.read_text("utf-8")) == HEADING.findall(chinese.read_text("utf-8"))
    assert [picture.replace("-en.png", "-zh.png") for picture in shown(english)] == shown(chinese)
    assert all(picture.endswith("-en.png") for picture in shown(english))


def test_every_page_of_the_app_has_a_picture_in_both_languages() -> None:
    pages = addresses(code="housekeeping", stay_id=1, guest_id=1)
    assert sorted(pages) == sorted(PICTURED)
    wanted = {f"{picture}-{language}.png" for picture in (*PICTURED.values(), *OUTSIDE) for language in BOTH}
    assert sorted(wanted - {picture for page in PAGES for picture in shown(page)}) == []
