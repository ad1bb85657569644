"""The hotel that a service works for: its zone, its settings, its procedure."""

import logging
import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select

from vipops import models
from vipops.domain.hotel import HotelSettings
from vipops.domain.permissions import Actor
from vipops.errors import NotFound
from vipops.services import procedure_versions, room_rows
from vipops.sop.procedure import Grade, Procedure
from vipops.storage import reading

KNOWN = "vipops_houses"
# A hotel changes its settings rarely; every tick asks for them.
FRESH_SECONDS = 2.0
NOBODY = {"zh": "系统", "en": "vipops"}

log = logging.getLogger(__name__)


def forget() -> None:
    """Somebody has changed the house: the next one in this process who asks reads it anew."""
    current_app.extensions.pop(KNOWN, None)


@dataclass(frozen=True)
class House:
    """One property with what a plan needs to know of it; ``procedure`` is the one in force."""

    id: int
    code: str
    name: dict[str, str]
    zone: ZoneInfo
    settings: HotelSettings
    procedure: Procedure

    @classmethod
    def of(cls, property_id: int) -> "House":
        """The property with this id, a few seconds old at most. Raises ``NotFound``."""
        known: dict[int, tuple[float, House]] = current_app.extensions.setdefault(KNOWN, {})
        read_at, house = known.get(property_id, (-FRESH_SECONDS, None))
        if house is None or time.monotonic() - read_at > FRESH_SECONDS:
            house = cls._found(models.Property.id == property_id, str(property_id))
            known[property_id] = (time.monotonic(), house)
        return house

    @classmethod
    def called(cls, code: str) -> "House":
        """The property with this code. Raises ``NotFound``."""
        return cls._found(models.Property.code == code, code)

    @classmethod
    def only(cls) -> "House":
        """The one property of this installation. Raises ``NotFound`` when there is none or more than one."""
        codes = House.codes()
        if len(codes) != 1:
            raise NotFound(
                "There is no hotel yet: run “vipops init” or “vipops demo”."
                if not codes
                else f"Say which property: {', '.join(codes)}."
            )
        return cls.called(codes[0])

    @staticmethod
    def codes() -> list[str]:
        """The codes of all properties of this installation."""
        with reading() as connection:
            return list(connection.scalars(select(models.Property.code).order_by(models.Property.code)))

    @classmethod
    def _found(cls, condition: Any, wanted: str) -> "House":
        # Read in a state of its own: a house changes its settings rarely, and never inside a plan.
        with reading() as connection:
            row = connection.execute(select(models.Property).where(condition)).first()
            if row is None:
                raise NotFound(f"There is no property {wanted}.")
            procedure = procedure_versions.in_force(connection, row.id)
            rooms = room_rows.listed(connection, row.id)
        settings = HotelSettings.model_validate({**row.settings, "rooms": rooms})
        return cls(row.id, row.code, row.name, ZoneInfo(row.zone), settings, procedure)

    @cached_property
    def _not_kept(self) -> set[str]:
        """The versions that were asked for and are not kept."""
        return set()

    @cached_property
    def itself(self) -> Actor:
        """The house as the doer of what time does by itself."""
        return Actor(None, self.id, NOBODY, "house", "")

    @cached_property
    def signer_posts(self) -> frozenset[str]:
        """The posts that sign the letter of some grade."""
        return frozenset(post for grade in self.procedure.grades.values() for post in grade.letter.signers)

    @cached_property
    def approver_posts(self) -> frozenset[str]:
        """The posts that approve some grade."""
        return frozenset(post for grade in self.procedure.grades.values() for post in grade.approves)

    def day_of(self, moment: datetime) -> date:
        """The hotel day that a moment belongs to."""
        return self.settings.day_of(moment, self.zone)

    def grade(self, code: str) -> Grade:
        """The grade of the ladder in force. Raises ``UnknownGrade``."""
        return self.procedure.grade(code)

    def grade_of(self, stay: Any) -> Grade:
        """The grade that a stay holds, by the procedure that it was planned with. Raises ``UnknownGrade``."""
        return self.procedure_of(stay.procedure_version).grade(stay.grade)

    def procedure_of(self, version: str) -> Procedure:
        """The procedure that a stay was planned with.

        A version that is not kept (planned before versions were) gives way to the one in force, on the log.
        """
        if version == self.procedure.version or version in self._not_kept:
            return self.procedure
        known = procedure_versions.known(self.id, version)
        if known is not None:
            return known
        with reading() as connection:
            found = procedure_versions.of_version(connection, self.id, version)
        if found is None:
            self._not_kept.add(version)
            log.warning(
                "%s does not keep version %s of its procedure: its stays are planned with %s. "
                "Move them over with “vipops sop move-over --all”.",
                self.code, version, self.procedure.version,
            )  # fmt: skip
        return found or self.procedure
