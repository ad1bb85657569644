"""What the simulated staff fill in where a task asks for proof."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

Field = Mapping[str, Any]

# By the field's name in the checklists; others are answered by their kind.
SAID: Mapping[str, Any] = {"plate": "SIM·1234", "seat": "rear right", "rounds": 3, "pieces": 2, "sets": 2}
# Of a hundred points that are inspected, so many are found wanting.
FAULTS = 0.02
# How often an answer other than the first of a choice is given, such as something left behind.
OTHER_CHOICE = 0.12
# What a choice that opens a record asks to be filled in.
MADE_FOR: Mapping[str, tuple[str, ...]] = {"wish": ("wake_up", "request"), "complaint": ("complaint",)}


@dataclass(frozen=True, slots=True)
class Known:
    """What the person with the tablet knows: when the guest will be at the door, and when a wish is for."""

    eta: datetime
    wished_for: datetime


def proof(fields: Sequence[Field], known: Known, dice: Random) -> dict[str, Any]:
    """An answer for every field; some of the optional ones stay empty."""
    said = {
        field["name"]: _answer(field, known, dice)
        for field in fields
        if field["kind"] in BY_KIND
        and not field.get("makes")
        and not (field.get("optional") and dice.random() < 0.5)
    }
    chosen = [*_chosen(fields, said)]
    needed = {choice["needs"] for choice in chosen if choice.get("needs")} - said.keys()
    opened = {kind for choice in chosen for kind in MADE_FOR.get(choice.get("opens", ""), ())}
    wanted = [field for field in fields if field.get("makes") in opened]
    begun = dice.sample(wanted, k=min(len(wanted), dice.randint(1, 2)))
    needed |= {field["name"] for field in begun}
    needed |= {field["department_in"] for field in begun if field.get("department_in")}
    return said | {field["name"]: _answer(field, known, dice) for field in fields if field["name"] in needed}


def points(asked: Sequence[Field], dice: Random) -> dict[str, Any]:
    """Every point looked at; a failed one says what is wrong."""
    return {
        point["id"]: {"passed": False, "note": "Found wanting in the simulation"}
        if dice.random() < FAULTS
        else {"passed": True}
        for point in asked
    }


def _chosen(fields: Sequence[Field], said: Mapping[str, Any]) -> Iterator[Field]:
    for field in fields:
        for choice in field.get("choices", ()):
            if said.get(field["name"]) == choice["value"]:
                yield choice


def _answer(field: Field, known: Known, dice: Random) -> Any:
    return BY_KIND[field["kind"]](field, known, dice)


def _text(field: Field, _known: Known, _dice: Random) -> Any:
    return SAID.get(field["name"], "As agreed")


def _number(field: Field, _known: Known, dice: Random) -> Any:
    return SAID.get(field["name"], dice.randrange(1, 6))


def _time(field: Field, known: Known, _dice: Random) -> Any:
    return (known.wished_for if field.get("makes") else known.eta).isoformat()


def _choice(field: Field, _known: Known, dice: Random) -> Any:
    choices = [choice["value"] for choice in field["choices"]]
    return dice.choice(choices[1:]) if len(choices) > 1 and dice.random() < OTHER_CHOICE else choices[0]


BY_KIND = {"text": _text, "name": _text, "number": _number, "time": _time, "choice": _choice}
