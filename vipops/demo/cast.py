"""Who does what at the demo hotel: the task's post or somebody of its department, in shifts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import select

from vipops import models
from vipops.domain.permissions import Actor, Permission, Subject, allowed
from vipops.enums import Language, Role
from vipops.services.house import House
from vipops.services.sign_in import actor_of
from vipops.storage import reading

_RANKS = (Role.ATTENDANT, Role.SUPERVISOR, Role.MANAGER, Role.LOBBY_MANAGER, Role.GENERAL_MANAGER)


class Cast:
    """The hotel's people as doers."""

    def __init__(self, house: House) -> None:
        staff = models.Staff
        with reading() as connection:
            rows = connection.execute(
                select(staff)
                .where(staff.property_id == house.id, staff.active, staff.role != Role.ADMINISTRATOR)
                .order_by(staff.id)
            ).all()
        self._house = house
        self._people = [actor_of(row) for row in rows]
        self._languages = {row.id: Language(row.language) for row in rows}
        self._lobby = [person for person in self._people if person.role == Role.LOBBY_MANAGER]

    def language_of(self, person: Actor) -> Language:
        """The language that this person writes."""
        return self._languages.get(person.id or 0, Language.ZH)

    def lobby_manager(self, at: datetime) -> Actor:
        """The lobby manager on duty: one by day, one in the evening, one by night."""
        hour = at.astimezone(self._house.zone).hour
        shift = 0 if 7 <= hour < 15 else 1 if 15 <= hour < 23 else 2
        return self._lobby[shift % len(self._lobby)]

    def holding(self, posts: Sequence[str]) -> Actor:
        """The first who holds one of the posts, in the order of the posts."""
        return next(person for post in posts for person in self._people if person.post == post)

    def doer(self, task: Any, at: datetime) -> Actor:
        """Who does this task at that moment."""
        if task.who == "lobby_manager":
            return self.lobby_manager(at)
        able = [person for person in self._people if self._does(person, task)]
        by_post = [person for person in able if person.post == task.who]
        chosen = by_post or self._lowest(able) or [self.lobby_manager(at)]
        return chosen[crc32(task.key.encode()) % len(chosen)]

    def second(self, task: Any, at: datetime) -> Actor:
        """Who signs beside the doer: the highest of the department, else the lobby manager."""
        asked = Subject(
            department=task.department, doer_id=task.done_by_id, second_signature=task.second_signature
        )
        able = [
            person
            for person in self._people
            if person.department == task.department and allowed(person, Permission.TASK_SIGN_OFF, asked)
        ]
        return able[0] if able else self.lobby_manager(at)

    def _does(self, person: Actor, task: Any) -> bool:
        return person.department == task.department and person.role != Role.GENERAL_MANAGER

    def _lowest(self, people: list[Actor]) -> list[Actor]:
        for rank in _RANKS:
            found = [person for person in people if person.role == rank]
            if found:
                return found
        return []
