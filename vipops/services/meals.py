"""Meals booked for the days in house; each brings its own checklist and its menu (items IB2 to IB8)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import MealKind
from vipops.errors import NotFound, Overtaken, WrongMoment
from vipops.events import Event
from vipops.services import answers, plans, shapes, stays
from vipops.services.answers import Call
from vipops.services.days import bad, moment_in_days
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

meal = models.Meal

LARGEST_PARTY = 999
LONGEST_LINE = 255
LONGEST_NOTES = 2000
MOST_DISHES = 40
DISH = ("zh", "en", "story")


@dataclass(frozen=True, slots=True)
class MealAsked:
    """What a meal is to be; ``None`` leaves what is there. ``standard`` is the hotel's own words for it."""

    kind: MealKind | None = None
    at: datetime | None = None
    place: str | None = None
    party: int | None = None
    standard: str | None = None
    notes: str | None = None


def book(
    stay_id: int, asked: MealAsked, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Book a meal, lay its checklist, and answer ``{meal: row}``.

    Raises ``BadInput`` for a party of nobody, a time in the past or outside the stay's days; ``WrongMoment``
    when the stay is over.
    """
    require(by, Permission.MEAL_BOOK)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        stay = stays.find(tell, stay_id)
        stays.require_running(stay)
        wanted = MealAsked(**{**_BLANK, **_given(asked)})
        row = tell.connection.execute(
            insert(meal)
            .values(
                property_id=tell.property_id,
                stay_id=stay.id,
                version=1,
                menu=[],
                cancelled=False,
                recorded_at=tell.at,
                recorded_by_id=tell.by.id,
                **_values(tell, house, stay, wanted),
            )
            .returning(meal.__table__)
        ).one()
        return answers.keep(tell, call, _told(tell, house, stay, "booked", row))


def change(
    meal_id: int,
    asked: MealAsked,
    *,
    seen: int,
    by: Actor,
    house: House,
    now: datetime,
    call: Call | None = None,
) -> dict[str, Any]:
    """Another time, place, party, standard …; the meal's open tasks follow. Answers ``{meal: row}``.

    Raises as :func:`book` does, and ``Overtaken``.
    """
    require(by, Permission.MEAL_BOOK)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row, stay = _standing(tell, meal_id, seen)
        changed = _write(tell, row, **_values(tell, house, stay, asked))
        return answers.keep(tell, call, _told(tell, house, stay, "changed", changed))


def write_menu(
    meal_id: int,
    dishes: Sequence[Mapping[str, str]],
    *,
    seen: int,
    by: Actor,
    house: House,
    now: datetime,
    call: Call | None = None,
) -> dict[str, Any]:
    """The menu's dishes in order: [{zh, en, story}] (items IB5, IB7). Answers ``{meal: row}``.

    A dish has a name in one of the languages at least; its story may be left out. Raises ``BadInput``.
    """
    require(by, Permission.MEAL_BOOK)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row, stay = _standing(tell, meal_id, seen)
        changed = _write(tell, row, menu=_menu(dishes))
        return answers.keep(tell, call, _told(tell, house, stay, "changed", changed))


def cancel(
    meal_id: int, *, seen: int, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """The meal does not take place: its open tasks are taken back. Answers ``{meal: row}``."""
    require(by, Permission.MEAL_BOOK)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row, stay = _standing(tell, meal_id, seen)
        changed = _write(tell, row, cancelled=True)
        return answers.keep(tell, call, _told(tell, house, stay, "cancelled", changed))


_BLANK = {"place": "", "standard": "", "notes": ""}


def _given(asked: MealAsked) -> dict[str, Any]:
    return {name: value for name, value in asdict(asked).items() if value is not None}


def _values(tell: Transaction, house: House, stay: Row[Any], asked: MealAsked) -> dict[str, Any]:
    """The columns that the asked values become."""
    values = _given(asked)
    if asked.at is not None:
        values["at"] = moment_in_days(house, stay, asked.at, tell.at)
    if asked.party is not None and not 1 <= asked.party <= LARGEST_PARTY:
        raise bad("party", "For how many is the table laid?", f"1 to {LARGEST_PARTY} guests")
    for name, longest in (("place", LONGEST_LINE), ("standard", LONGEST_LINE), ("notes", LONGEST_NOTES)):
        if name in values:
            values[name] = _short(name, values[name], longest)
    return values


def _menu(dishes: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    if len(dishes) > MOST_DISHES:
        raise bad("dishes", "The menu is too long.", f"at most {MOST_DISHES} dishes")
    return [_dish(number, dish) for number, dish in enumerate(dishes)]


def _dish(number: int, dish: Mapping[str, str]) -> dict[str, str]:
    longest = {"zh": LONGEST_LINE, "en": LONGEST_LINE, "story": LONGEST_NOTES}
    written = {
        part: _short(f"dishes.{number}.{part}", str(dish.get(part) or ""), longest[part]) for part in DISH
    }
    if not written["zh"] and not written["en"]:
        raise bad(f"dishes.{number}", "This dish has no name.", "a name in Chinese or English")
    return written


def _short(where: str, text: str, longest: int) -> str:
    written = text.strip()
    if len(written) > longest:
        raise bad(where, "This text is too long.", f"at most {longest} characters")
    return written


def _standing(tell: Transaction, meal_id: int, seen: int) -> tuple[Row[Any], Row[Any]]:
    """The meal as it was seen, and its stay."""
    row = tell.connection.execute(
        select(meal.__table__).where(meal.id == meal_id, meal.property_id == tell.property_id)
    ).first()
    if row is None:
        raise NotFound("There is no such meal.", meal_id=meal_id)
    if row.version != seen:
        raise _overtaken(row)
    if row.cancelled:
        raise WrongMoment("This meal was cancelled.", state="cancelled")
    stay = stays.find(tell, row.stay_id)
    stays.require_running(stay)
    return row, stay


def _write(tell: Transaction, row: Row[Any], **values: Any) -> Row[Any]:
    changed = tell.connection.execute(
        update(meal)
        .where(meal.id == row.id, meal.version == row.version)
        .values(version=meal.version + 1, **values)
        .returning(meal.__table__)
    ).first()
    if changed is None:
        raise _overtaken(row)
    return changed


def _told(tell: Transaction, house: House, stay: Row[Any], what: str, row: Row[Any]) -> dict[str, Any]:
    # To all on duty: whoever has the stay before them looks again, and reads it where they may.
    body = {"id": row.id, "stay_id": row.stay_id, "version": row.version}
    tell(Event(f"meal_{what}", {"meal": body}, stay_id=row.stay_id))
    plans.lay(tell, house, stay)
    return {"meal": shapes.shaped(shapes.MEAL, row)}


def _overtaken(row: Row[Any]) -> Overtaken:
    return Overtaken("The meal was changed meanwhile.", version=row.version)
