"""The letter desk: checked, signed, printed and placed by different hands; now and then sent back."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.demo.handwriting import signature
from vipops.domain.permissions import Actor
from vipops.errors import Overtaken, WrongMoment
from vipops.services import letters
from vipops.services.letters import LetterAsked
from vipops.simulation.world import World
from vipops.storage import reading

letter = models.Letter
RACES = (WrongMoment, Overtaken)
SENT_BACK = 0.06


class LetterDesk:
    """Follows every letter."""

    def __init__(self, world: World) -> None:
        self._world = world
        world.listen(
            {
                "letter_written": lambda event: self._soon(event, "drafted", (10, 90), self._check),
                "letter_checked": lambda event: self._soon(event, "checked", (20, 200), self._sign),
                "letter_printed": lambda event: self._soon(event, "signed", (10, 60), self._place),
            }
        )

    def _soon(
        self,
        event: Mapping[str, Any],
        state: str,
        minutes: tuple[int, int],
        deed: Callable[[Mapping[str, Any]], None],
    ) -> None:
        number = event["letter"]["id"]
        dice = self._world.chance("letter", number, event["kind"], event["seq"])

        def come() -> None:
            row = self._world.ledger.letters[number]
            if row["state"] == state:
                deed(row)

        self._world.agenda.at(self._world.now + timedelta(minutes=dice.randint(*minutes)), come)

    def _check(self, row: Mapping[str, Any]) -> None:
        with reading() as connection:
            name = connection.scalar(select(letter.booked_name).where(letter.id == row["id"]))
        self._change(row, "check", self._world.crew.holding("guest_relations")[0], {"name": name})

    def _sign(self, row: Mapping[str, Any]) -> None:
        world = self._world
        stay = world.ledger.stays[row["stay_id"]]
        by = world.crew.holding(*world.house.grade(stay["grade"]).letter.signers)[0]
        if world.chance("letter back", row["id"], row["version"]).random() < SENT_BACK:
            self._change(row, "send_back", by, {"reason": "The title is missing"})
            # What was sent back is checked again without being written anew.
            self._world.later(30, lambda: self._check(world.ledger.letters[row["id"]]))
            return
        self._change(row, "sign", by, {"strokes": signature(by.name["en"])})

    def _place(self, row: Mapping[str, Any]) -> None:
        self._change(row, "place", self._world.crew.lobby_manager(self._world.now), {})

    def _change(self, row: Mapping[str, Any], verb: str, by: Actor, details: Mapping[str, Any]) -> None:
        world = self._world
        asked = LetterAsked(row["id"], verb, row["version"], details)
        world.attempt(
            f"letter {verb}", lambda: letters.change(asked, by=by, house=world.house, now=world.now), *RACES
        )
