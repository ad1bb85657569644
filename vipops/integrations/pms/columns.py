"""Settings by which arrivals are read: headers, date formats, statuses, languages, wishes, default times.

The defaults lie beside this module in ``columns.yaml``; a hotel's own file in the same form adds to them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from vipops.errors import BadInput
from vipops.integrations.pms import wishes
from vipops.integrations.pms.dates import DateReader
from vipops.integrations.pms.reservation import DefaultTimes, ReservationStatus
from vipops.integrations.pms.values import folded
from vipops.integrations.pms.wishes import WishWord
from vipops.sop import yaml_source
from vipops.sop.yaml_source import Document

DEFAULT_FILE: Final = Path(__file__).with_name("columns.yaml")

# Every column a list may have, by the name the settings know it under.
FIELDS: Final = (
    "confirmation", "reservation_id", "external_id", "property",
    "full_name", "surname", "given_name", "middle_name", "title", "native_name", "alias", "incognito",
    "profile_id", "accompanying", "language", "vip", "status",
    "arrival_on", "arrival_clock", "departure_on", "departure_clock", "nights",
    "room", "room_type", "rooms", "adults", "children", "child_ages", "party",
    "flight", "landing", "station", "transfer", "departure_flight", "take_off", "departure_transfer",
    "wishes", "notes", "birthday", "anniversary", "last_stay_room", "walk_in",
)  # fmt: skip

_SECTIONS: Final = ("headers", "dates", "default_times", "statuses", "languages", "wishes")
_ORDERS: Final[Mapping[str, bool | None]] = {"day_first": True, "month_first": False, "unsaid": None}
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_LANGUAGE = re.compile(r"[a-z]{2}")
_WISH = re.compile(r"[a-z][a-z0-9_]{0,39}")

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """What a file's words mean. ``headers``, ``statuses`` and ``languages`` map folded words to ours."""

    headers: Words
    statuses: Words
    languages: Words
    wishes: tuple[WishWord, ...]
    # The words as written, for messages that name what is accepted.
    spellings: Mapping[str, tuple[str, ...]]
    day_first: bool | None = None
    date_formats: tuple[str, ...] = ()
    default_times: DefaultTimes = field(default_factory=DefaultTimes)

    def dates(self, zone: ZoneInfo) -> DateReader:
        """The reader of dates as this hotel's lists write them."""
        return DateReader(zone, self.day_first, self.date_formats)

    def status(self, said: str) -> ReservationStatus | None:
        """The status a list's word means, if it is known."""
        known = self.statuses.get(folded(said))
        return ReservationStatus(known) if known else None

    def language(self, said: str) -> str | None:
        """The ISO 639-1 code of a system's or a list's word for a language, if it is known."""
        known = self.languages.get(folded(said))
        if known is None and _LANGUAGE.fullmatch(said.lower()):
            return said.lower()
        return known

    def wish_codes(self, label: str, said: str) -> tuple[str, ...]:
        """The checklists' words for what a text asks for; ``label`` is the system's own code, or empty."""
        return wishes.codes(label, said, self.wishes)


@cache
def default_settings() -> ColumnSettings:
    """The settings that come with the service."""
    return _settings(_checked(yaml_source.read(DEFAULT_FILE)))


def load(path: Path) -> ColumnSettings:
    """The default settings with a hotel's own file added.

    Raises ``BadInput`` that lists every mistake with file, line and column.
    """
    return _settings(_checked(yaml_source.read(DEFAULT_FILE)), _checked(yaml_source.read(path)))


def _settings(*layers: Mapping[str, Any]) -> ColumnSettings:
    words: dict[str, dict[str, str]] = {"headers": {}, "statuses": {}, "languages": {}}
    known_wishes: dict[str, WishWord] = {}
    spellings: dict[str, tuple[str, ...]] = {}
    single: dict[str, Any] = {}
    for layer in layers:
        for section, table in words.items():
            for key, said in layer.get(section, {}).items():
                # A later layer may give a word another meaning than the defaults do.
                table.update({folded(word): key for word in said})
                if section == "headers":
                    spellings[key] = (*said, *spellings.get(key, ()))
        for key, said in layer.get("wishes", {}).items():
            known_wishes.update({folded(word): WishWord(word, key) for word in said})
        single |= layer.get("dates", {}) | layer.get("default_times", {})
    return ColumnSettings(
        headers=MappingProxyType(words["headers"]),
        statuses=MappingProxyType(words["statuses"]),
        languages=MappingProxyType(words["languages"]),
        wishes=tuple(known_wishes.values()),
        spellings=MappingProxyType(spellings),
        day_first=_ORDERS[single["order"]],
        date_formats=tuple(single["formats"]),
        default_times=DefaultTimes(
            time.fromisoformat(single.get("arrival", "15:00")),
            time.fromisoformat(single.get("departure", "12:00")),
        ),
    )


def _checked(document: Document) -> Mapping[str, Any]:
    if not document.errors:
        _check(document)
    if document.errors:
        raise BadInput(
            "Mistakes in the settings of arrivals:\n" + "\n".join(str(error) for error in document.errors),
            errors=[
                {"where": str(error.place), "message": error.message, "expected": error.expected}
                for error in document.errors
            ],
        )
    found: Mapping[str, Any] = document.data
    return found


def _check(document: Document) -> None:
    if not isinstance(document.data, dict):
        document.wrong(
            document.place(()), "the file is not a mapping", f"the sections {', '.join(_SECTIONS)}"
        )
        return
    for section, value in document.data.items():
        if section not in _SECTIONS:
            document.wrong(
                document.key_place((section,)), f"there is no section “{section}”", ", ".join(_SECTIONS)
            )
        elif not isinstance(value, dict):
            document.wrong(document.place((section,)), f"“{section}” is not a mapping", "a mapping")
        elif section in ("dates", "default_times"):
            _check_single(document, section, value)
        else:
            _check_words(document, section, value)


def _check_words(document: Document, section: str, table: Mapping[str, Any]) -> None:
    taken: dict[str, str] = {}
    for key, words in table.items():
        if expected := _key_fault(section, key):
            document.wrong(document.key_place((section, key)), f"“{key}” is not known here", expected)
        if not isinstance(words, list):
            document.wrong(document.place((section, key)), f"“{key}” has no list of words", "a list, [a, b]")
            continue
        for number, word in enumerate(words):
            place = document.place((section, key, number))
            said = folded(word) if isinstance(word, str) else ""
            if not said:
                document.wrong(place, "this is not a word", "text with a letter in it")
            elif taken.setdefault(said, key) != key:
                document.wrong(place, f"“{word}” already means “{taken[said]}”", "each word once")


def _key_fault(section: str, key: str) -> str | None:
    if section == "headers":
        return None if key in FIELDS else "one of " + ", ".join(FIELDS)
    if section == "statuses":
        known = [status.value for status in ReservationStatus]
        return None if key in known else "one of " + ", ".join(known)
    if section == "languages":
        return None if _LANGUAGE.fullmatch(key) else "a language code of two small letters, such as zh"
    return None if _WISH.fullmatch(key) else "a wish code of small letters, digits and _"


def _check_single(document: Document, section: str, table: Mapping[str, Any]) -> None:
    for key, value in table.items():
        fault = _SINGLE[section].get(key)
        if fault is None:
            place = document.key_place((section, key))
            document.wrong(place, f"there is no setting “{key}”", "one of " + ", ".join(_SINGLE[section]))
            continue
        for path, message, expected in fault(value):
            document.wrong(document.place((section, key, *path)), message, expected)


Fault = tuple[tuple[str | int, ...], str, str]


def _order_faults(value: object) -> Iterator[Fault]:
    if not isinstance(value, str) or value not in _ORDERS:
        yield (), f"“{value}” is not an order", " or ".join(_ORDERS)


def _clock_faults(value: object) -> Iterator[Fault]:
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        yield (), f"“{value}” is not a time", 'a time in quotes, such as "15:00"'


def _format_faults(value: object) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield (), "“formats” is not a list", '["%d.%m.%y"]'
        return
    for number, form in enumerate(value):
        if not isinstance(form, str) or not _reads_back(form):
            yield (
                (number,),
                f"“{form}” does not give day, month and year",
                'strptime signs, such as "%d.%m.%y"',
            )


def _reads_back(form: str) -> bool:
    day = date(2026, 11, 22)
    try:
        return datetime.strptime(day.strftime(form), form).date() == day  # noqa: DTZ007  (a calendar day has no zone)
    except ValueError:
        return False


_SINGLE: Final = {
    "dates": {"order": _order_faults, "formats": _format_faults},
    "default_times": {"arrival": _clock_faults, "departure": _clock_faults},
}
