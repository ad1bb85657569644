"""The pages that people read, and what stands in them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])

_FENCE = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(page: Path) -> str:
    """The text without code, so that nothing in an example is taken for a link or a label."""
    return _CODE.sub("", _FENCE.sub("", page.read_text("utf-8")))


def code_lines(page: Path) -> list[str]:
    """Every line of code: those of the blocks, joined where a backslash ends them, and those in sentences."""
    text = page.read_text("utf-8")
    blocks = [block for found in _FENCE.finditer(text) for block in found[0].replace("\\\n", "").splitlines()]
    return [line.strip() for line in [*blocks, *_CODE.findall(_FENCE.sub("", text))]]
