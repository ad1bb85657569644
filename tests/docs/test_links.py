"""Every relative link in the docs leads somewhere, its anchor too."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, name, prose

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_links_resolve(document: Path) -> None:
    targets = [target for target in LINK.findall(prose(document)) if "://" not in target]
    assert [target for target in targets if not _leads_somewhere(document, target)] == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        targets = [target for target in LINK.findall(prose(page)) if "://" not in target]
        waiting += [path for target in targets for path in _pages_at(page, target)]
    assert [name(page) for page in PAGES if page not in reached] == []


def _leads_somewhere(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = (page.parent / path).resolve() if path else page
    if not found.exists() or ROOT not in (found, *found.parents):
        return False
    return not anchor or anchor in {_anchor(heading) for heading in HEADING.findall(found.read_text("utf-8"))}


def _pages_at(page: Path, target: str) -> list[Path]:
    found = (page.parent / target.partition("#")[0]).resolve()
    return sorted(found.glob("*.md")) if found.is_dir() else [found]


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
