"""Takes from npm's cldr-person-names-full what guests' names need, for vipops/domain/person_names."""

import json
import shutil
from pathlib import Path
from typing import Any

PACKAGE = "cldr-person-names-full"
# The screens' and letters' languages, and those whose names and scripts come to the hotel.
LOCALES = (
    "ar", "de", "el", "en", "en-GB", "es", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "pl", "pt", "ru",
    "sv", "th", "tr", "uk", "vi", "yue", "zh", "zh-Hant",
)  # fmt: skip
KEPT = (
    "givenFirst", "surnameFirst", "initial", "initialSequence", "nativeSpaceReplacement",
    "foreignSpaceReplacement",
)  # fmt: skip


def copy(source: Path, target: Path) -> list[Path]:
    """Write ``cldr.json`` and its licence into ``target``; answers the files."""
    locales = {code.replace("-", "_"): _locale(source, code) for code in LOCALES}
    version = json.loads((source / "package.json").read_text("utf-8"))["cldrVersion"]
    data = target / "cldr.json"
    data.write_text(
        json.dumps({"cldr": version, "locales": locales}, ensure_ascii=False, separators=(",", ":"), indent=0)
        + "\n",
        encoding="utf-8",
    )
    licence = target / "CLDR-LICENSE"
    shutil.copyfile(source / "LICENSE", licence)
    return [licence, data]


def _locale(source: Path, code: str) -> dict[str, Any]:
    file = source / "main" / code / "personNames.json"
    found = json.loads(file.read_text("utf-8"))["main"][code]["personNames"]
    return {**{name: found[name] for name in KEPT}, "personName": _patterns(found["personName"])}


def _patterns(found: dict[str, Any]) -> dict[str, Any]:
    """order, length, usage, formality -> the patterns to choose from."""
    return {
        order: {
            length: {usage: _by_formality(texts) for usage, texts in usages.items()}
            for length, usages in lengths.items()
        }
        for order, lengths in found.items()
    }


def _by_formality(texts: dict[str, str]) -> dict[str, list[str]]:
    return {
        formality: [text for name, text in sorted(texts.items()) if name.split("-alt-")[0] == formality]
        for formality in ("formal", "informal")
    }
