"""The menu of a meal (IB5): the dishes in the guest's language, the other one beside."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from vipops.enums import Language, MealKind
from vipops.errors import WrongMoment
from vipops.integrations.papers.paper_words import Dish, Menu
from vipops.integrations.papers.written_times import clock, long_day
from vipops.queries.papers.lines import Desk, head
from vipops.services.prints import Found

_KINDS: Mapping[str, Mapping[Language, str]] = {
    MealKind.BREAKFAST: {Language.ZH: "早餐", Language.EN: "Breakfast", Language.JA: "ご朝食"},
    MealKind.LUNCH: {Language.ZH: "午餐", Language.EN: "Luncheon", Language.JA: "ご昼食"},
    MealKind.TEA: {Language.ZH: "下午茶", Language.EN: "Afternoon tea", Language.JA: "アフタヌーンティー"},
    MealKind.DINNER: {Language.ZH: "晚餐", Language.EN: "Dinner", Language.JA: "ご夕食"},
    MealKind.SUPPER: {Language.ZH: "夜宵", Language.EN: "Supper", Language.JA: "お夜食"},
    MealKind.BANQUET: {Language.ZH: "宴会", Language.EN: "Banquet", Language.JA: "ご宴席"},
}


def menu(_connection: Connection, desk: Desk, found: Found) -> Menu:
    """The menu as it lies on the table. Raises ``WrongMoment`` while it has no dish."""
    meal, of = found.meal, found.stay
    assert meal is not None  # noqa: S101  # the finder of meal papers always has both
    assert of is not None  # noqa: S101
    if not meal.menu:
        raise WrongMoment("The menu is not written yet.", meal_id=meal.id)
    zone = desk.house.zone
    return Menu(
        head(desk),
        kind=_KINDS.get(meal.kind, {}).get(desk.language, meal.kind),
        day=long_day(meal.at.astimezone(zone).date(), desk.language),
        time=clock(meal.at, zone),
        place=meal.place,
        guest=of.name["zh"] if desk.language is Language.JA else desk.own(of.name),
        dishes=tuple(_dish(desk, dish) for dish in meal.menu),
    )


def _dish(desk: Desk, dish: Mapping[str, Any]) -> Dish:
    name, beside = desk.own(dish), desk.beside(dish)
    story = str(dish.get("story") or "")
    return Dish(name or beside, beside if name else "", story if _is_read(desk, story) else "")


def _is_read(desk: Desk, story: str) -> bool:
    """A story is written in one language: it stands on the menus of those who read it."""
    is_chinese = any("\u4e00" <= character <= "\u9fff" for character in story)
    return is_chinese == (desk.language is Language.ZH)
