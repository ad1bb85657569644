"""Collects the texts of the screens into the catalogue that server and browser share.

``.venv/bin/python setup/texts.py`` adds new texts to ``vipops/translations/zh`` with an empty translation and
drops those that nothing says any more. A test fails as long as a translation is missing.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from vipops.domain import lifecycle_words

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from setup.sentences import sentences  # noqa: E402

CATALOGUE = ROOT / "vipops" / "translations" / "zh" / "LC_MESSAGES" / "vipops.po"

SOURCES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    # method, files, keywords, options
    ("jinja2", "templates/pages/*.html", {"_": None}),
    ("jinja2", "templates/pages/*.webmanifest", {"_": None}),
)
# Scripts say t("…") and n("one", "many", count), always with plain double-quoted texts. Babel's own reader
# of JavaScript loses texts inside nested templates.
SCRIPTS = "static/js/**/*.js"
SAID = re.compile(
    r"""(?<![\w.])(?:t\(\s*(?P<text>"(?:[^"\\]|\\.)*")|n\(\s*(?P<one>"(?:[^"\\]|\\.)*"),\s*(?P<many>"(?:[^"\\]|\\.)*"))"""
)


def extracted() -> Catalog:
    """All texts as they stand in the code."""
    catalogue = Catalog(locale="zh_Hans_CN", fuzzy=False)
    for message, place in _messages():
        catalogue.add(message, locations=[(place, 1)])
    return catalogue


def _messages() -> Iterator[tuple[str | tuple[str, str], str]]:
    for path in sorted(ROOT.glob(SCRIPTS)):
        for said in SAID.finditer(path.read_text("utf-8")):
            yield _of_script(said), _place(path)
    for method, files, keywords in SOURCES:
        for path in sorted(ROOT.glob(files)):
            for _line, message, _comments, _context in extract_from_file(method, path, keywords=keywords):
                yield cast("str | tuple[str, str]", message), _place(path)
    yield from sentences(ROOT)
    for word in _filled_in():
        yield word, "vipops/domain/lifecycle_words.py"


def _filled_in() -> dict[str, str]:
    """How refusals call things, their states and steps, with the Chinese of the lifecycles' drawings."""
    words = {name.replace("_", " "): zh for name, (zh, _en) in lifecycle_words.NAMES.items()}
    for table in (*lifecycle_words.STATES.values(), *lifecycle_words.STEPS.values()):
        for code, (zh, _en) in table.items():
            words.setdefault(code.replace("_", " "), zh)
    return words


def _of_script(said: re.Match[str]) -> str | tuple[str, str]:
    if said["text"]:
        return str(json.loads(said["text"]))
    return json.loads(said["one"]), json.loads(said["many"])


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def update() -> list[str]:
    """Bring the catalogue in step with the code; answers the texts that wait for a translation."""
    wanted = extracted()
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            known = read_po(file, locale="zh_Hans_CN")
        for message in wanted:
            found = known.get(message.id) if message.id else None
            if found is not None:
                message.string = found.string
    for word, said in _filled_in().items():
        wanted[word].string = wanted[word].string or said
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        # Without head and line numbers the file changes only when a text does.
        write_po(file, wanted, width=110, omit_header=True, include_lineno=False, sort_output=True)
    return missing(wanted)


def missing(catalogue: Catalog) -> list[str]:
    """The texts without a translation."""
    return [str(message.id) for message in catalogue if message.id and not _is_translated(message)]


def _is_translated(message: Any) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings)


if __name__ == "__main__":
    waiting = update()
    print("\n".join(waiting) or "Every text is translated.")
    sys.exit(1 if waiting else 0)
