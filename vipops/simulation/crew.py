"""The simulated staff: several people in each post, each doing one thing at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from vipops.domain.permissions import Actor, Permission, Subject, allowed
from vipops.enums import Language, Role
from vipops.services import staff
from vipops.services.house import House
from vipops.services.passwords import Hasher, new_password, new_pin
from vipops.services.staff import NewStaff

# How many hold a post, by its role; a general manager is one.
HOW_MANY: Mapping[Role, int] = {
    Role.GENERAL_MANAGER: 1,
    Role.LOBBY_MANAGER: 3,
    Role.MANAGER: 1,
    Role.SUPERVISOR: 2,
    Role.ATTENDANT: 4,
}
LOWEST_FIRST = (Role.ATTENDANT, Role.SUPERVISOR, Role.MANAGER, Role.LOBBY_MANAGER, Role.GENERAL_MANAGER)


class Crew:
    """Everybody who works here."""

    def __init__(self, house: House, people: Sequence[Actor]) -> None:
        self._house = house
        self._people = people
        self._free_at: dict[int | None, datetime] = {}

    @classmethod
    def taken_on(cls, house: House, hasher: Hasher, now: datetime) -> "Crew":
        """New staff for every post of the procedure; nobody knows their passwords."""
        people = [
            _taken_on(house, code, number, hasher, now)
            for code, post in house.procedure.posts.items()
            for number in range(1, HOW_MANY[post.role] + 1)
        ]
        return cls(house, people)

    def lobby_manager(self, at: datetime) -> Actor:
        """The lobby manager on duty: one by day, one in the evening, one by night."""
        hour = at.astimezone(self._house.zone).hour
        shift = 0 if 7 <= hour < 15 else 1 if 15 <= hour < 23 else 2
        return self.holding("lobby_manager")[shift]

    def holding(self, *posts: str) -> list[Actor]:
        """Who holds one of the posts, in the order of the posts."""
        return [person for post in posts for person in self._people if person.post == post]

    def in_department(self, department: str, *roles: Role) -> list[Actor]:
        """Its people in one of the roles, in the order of the roles."""
        return [
            person
            for role in roles
            for person in self._people
            if person.department == department and person.role == role
        ]

    def doer(self, task: Mapping[str, Any], at: datetime) -> tuple[Actor, datetime]:
        """Who does this task, and from when on they are free for it."""
        if task["who"] == "lobby_manager":
            return self.lobby_manager(at), at
        able = [
            person for person in self.holding(task["who"]) if person.department == task["department"]
        ] or self._lowest(task["department"])
        chosen = min(able or [self.lobby_manager(at)], key=lambda person: self._free(person, at))
        return chosen, self._free(chosen, at)

    def second(self, task: Mapping[str, Any], at: datetime) -> Actor:
        """Who signs beside the doer: somebody of the department who may, else a lobby manager."""
        asked = Subject(
            department=task["department"], doer_id=task["done_by"], second_signature=task["second_signature"]
        )
        nearest = [person for person in self._people if person.department == task["department"]]
        able = [person for person in nearest if allowed(person, Permission.TASK_SIGN_OFF, asked)]
        others = [person for person in self.holding("lobby_manager") if person.id != task["done_by"]]
        on_duty = self.lobby_manager(at)
        return (able or ([on_duty] if on_duty in others else others))[0]

    def busy(self, person: Actor, until: datetime) -> None:
        """The person has something to do until then."""
        self._free_at[person.id] = until

    def _free(self, person: Actor, at: datetime) -> datetime:
        return max(at, self._free_at.get(person.id, at))

    def _lowest(self, department: str) -> list[Actor]:
        for role in LOWEST_FIRST:
            found = self.in_department(department, role)
            if found:
                return found
        return []


def _taken_on(house: House, code: str, number: int, hasher: Hasher, now: datetime) -> Actor:
    post = house.procedure.posts[code]
    name = {"zh": f"{post.name.zh}{number}", "en": f"{post.name.en} {number}"}
    person = NewStaff(f"{code}.{number}", name, post.role, post.department, code, Language.EN)
    staff_id = staff.take_on(person, new_password(), new_pin(), hasher=hasher, by=house.itself, now=now)
    return Actor(staff_id, house.id, name, post.role.value, post.department.value, code)


A_WHILE = timedelta(minutes=4)  # how long a task keeps a person
