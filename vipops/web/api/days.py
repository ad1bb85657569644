"""The days in house: meals with their menus, and wake-up calls."""

from typing import Any

from flask import Blueprint, Response
from pydantic import AwareDatetime, Field

from vipops.enums import MealKind
from vipops.services import answers, meals, wake_ups
from vipops.services.meals import MealAsked
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, spec

blueprint = Blueprint("days", __name__)


class MealBody(Body):
    """A meal to book: when, where, for how many, by which standard."""

    kind: MealKind
    at: AwareDatetime
    party: int
    place: str = Field("", max_length=1000)
    standard: str = Field("", max_length=1000)
    notes: str = Field("", max_length=4000)


class MealChange(Body):
    """New values of a meal; what is left out stays. ``version`` is the one on the screen."""

    version: int = Field(ge=1)
    kind: MealKind | None = None
    at: AwareDatetime | None = None
    party: int | None = None
    place: str | None = Field(None, max_length=1000)
    standard: str | None = Field(None, max_length=1000)
    notes: str | None = Field(None, max_length=4000)


class Dish(Body):
    """A dish of the menu. ``story`` is what the staff tell of it."""

    zh: str = Field("", max_length=1000)
    en: str = Field("", max_length=1000)
    story: str = Field("", max_length=4000)


class MenuBody(Body):
    version: int = Field(ge=1)
    dishes: list[Dish] = Field(max_length=100)


class WakeUpBody(Body):
    at: AwareDatetime
    note: str = Field("", max_length=1000)


class WakeUpChange(Body):
    version: int = Field(ge=1)
    at: AwareDatetime
    note: str | None = Field(None, max_length=1000)


class SeenBody(Body):
    version: int = Field(ge=1)


@blueprint.post("/stays/<int:stay_id>/meals")
@spec.validate(json=MealBody, tags=["days"])
def book_meal(stay_id: int) -> Response:
    """Book a meal; it brings its checklist. Answers {meal}."""
    asked = body(MealBody)
    wanted = MealAsked(**asked.model_dump())
    said = _said(asked)
    return json_of(answers.once(said["call"], lambda: meals.book(stay_id, wanted, **said)))


@blueprint.patch("/meals/<int:meal_id>")
@spec.validate(json=MealChange, tags=["days"])
def change_meal(meal_id: int) -> Response:
    """Another time, place, party, standard; the meal's open tasks follow. Answers {meal}."""
    asked = body(MealChange)
    wanted = MealAsked(**asked.model_dump(exclude={"version"}))
    said = _said(asked)
    return json_of(
        answers.once(said["call"], lambda: meals.change(meal_id, wanted, seen=asked.version, **said))
    )


@blueprint.put("/meals/<int:meal_id>/menu")
@spec.validate(json=MenuBody, tags=["days"])
def write_menu(meal_id: int) -> Response:
    """The menu's dishes in order, each in Chinese, in English or both, with its story. Answers {meal}."""
    asked = body(MenuBody)
    dishes = [dish.model_dump() for dish in asked.dishes]
    said = _said(asked)
    return json_of(
        answers.once(said["call"], lambda: meals.write_menu(meal_id, dishes, seen=asked.version, **said))
    )


@blueprint.post("/meals/<int:meal_id>/cancel")
@spec.validate(json=SeenBody, tags=["days"])
def cancel_meal(meal_id: int) -> Response:
    """The meal does not take place; its open tasks are taken back. Answers {meal}."""
    asked = body(SeenBody)
    said = _said(asked)
    return json_of(answers.once(said["call"], lambda: meals.cancel(meal_id, seen=asked.version, **said)))


@blueprint.post("/stays/<int:stay_id>/wake-ups")
@spec.validate(json=WakeUpBody, tags=["days"])
def book_wake_up(stay_id: int) -> Response:
    """Book a wake-up call, made by a person. Answers {wake_up}."""
    asked = body(WakeUpBody)
    said = _said(asked)
    return json_of(answers.once(said["call"], lambda: wake_ups.order(stay_id, asked.at, asked.note, **said)))


@blueprint.patch("/wake-ups/<int:wake_up_id>")
@spec.validate(json=WakeUpChange, tags=["days"])
def change_wake_up(wake_up_id: int) -> Response:
    """Another time for the call. Answers {wake_up}."""
    asked = body(WakeUpChange)
    said = _said(asked)
    return json_of(
        answers.once(
            said["call"],
            lambda: wake_ups.change(wake_up_id, asked.at, asked.note, seen=asked.version, **said),
        )
    )


@blueprint.post("/wake-ups/<int:wake_up_id>/cancel")
@spec.validate(json=SeenBody, tags=["days"])
def cancel_wake_up(wake_up_id: int) -> Response:
    """The guest wants no call any more. Answers {wake_up}."""
    asked = body(SeenBody)
    said = _said(asked)
    return json_of(
        answers.once(said["call"], lambda: wake_ups.cancel(wake_up_id, seen=asked.version, **said))
    )


def _said(asked: Body) -> dict[str, Any]:
    """Who asks, of which house, when, and the call as it was sent."""
    return {"by": here.actor(), "house": here.house(), "now": here.now(), "call": here.call(asked)}
