"""The parts that most papers share: the head, and a stay as all on duty may know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vipops.domain.permissions import Actor
from vipops.enums import Language, StayState
from vipops.integrations.papers.paper_words import Flag, Head, StayLine
from vipops.integrations.papers.written_times import clock, day_and_clock, short_day
from vipops.services.house import House
from vipops.sop.facts import Words


@dataclass(frozen=True, slots=True)
class Desk:
    """For whom a paper is made, in which language, and when."""

    house: House
    actor: Actor
    language: Language
    now: datetime

    def own(self, words: Mapping[str, str]) -> str:
        """The text in the paper's language; Japanese papers take what is written in English."""
        return words.get("zh" if self.language is Language.ZH else "en", "")

    def beside(self, words: Mapping[str, str]) -> str:
        """The text in the other language, nothing where both are the same."""
        other = words.get("en" if self.language is Language.ZH else "zh", "")
        return other if other != self.own(words) else ""

    def said(self, words: Words) -> str:
        """The same for a text of the checklists."""
        return self.own(words._asdict())


STATES: Mapping[str, Words] = {
    StayState.EXPECTED: Words("预抵", "expected"),
    StayState.PREPARING: Words("准备中", "preparing"),
    StayState.READY: Words("房间已备好", "room ready"),
    StayState.EN_ROUTE: Words("途中", "on the way"),
    StayState.ARRIVED: Words("已到店", "arrived"),
    StayState.IN_HOUSE: Words("在住", "in house"),
    StayState.DEPARTING: Words("离店中", "departing"),
    StayState.DEPARTED: Words("已离店", "departed"),
    StayState.CANCELLED: Words("已取消", "cancelled"),
    StayState.NO_SHOW: Words("未到店", "no-show"),
}
_RECOVERY = Words("以往入住有过不快：须补救", "A past stay went wrong: service recovery")
_INCOGNITO = Words("化名入住", "Stays under an alias")
_FLIGHT_NOTES = {
    "cancelled": Words("航班取消", "Flight cancelled"),
    "diverted": Words("航班改降", "Flight diverted"),
}


def head(desk: Desk) -> Head:
    """The head of a paper made now by the person at the desk."""
    house = desk.house
    return Head(
        language=desk.language,
        hotel_name=desk.own(house.name),
        hotel_name_beside=desk.beside(house.name),
        hotel_address=desk.own(house.settings.address),
        hotel_contact=house.settings.contact,
        as_of=day_and_clock(desk.now, house.zone, desk.language),
        printed_by=desk.own(desk.actor.name) if desk.actor.id is not None else "",
    )


def stay_line(desk: Desk, row: Any) -> StayLine:
    """A stay's row as it stands on the board: nothing that any department may not know."""
    house, zone = desk.house, desk.house.zone
    grade = house.procedure.grades.get(row.grade)
    arrival, departure = row.arrival_at.astimezone(zone), row.departure_at.astimezone(zone)
    return StayLine(
        name=desk.own(row.name),
        name_beside=desk.beside(row.name),
        grade=row.grade,
        grade_name=desk.said(grade.name) if grade else row.grade,
        room=row.room,
        room_type=row.room_type,
        party=_party(desk, row.adults, row.children),
        arrival_day=short_day(arrival.date(), desk.language),
        arrival_time=clock(row.arrival_at, zone),
        departure_day=short_day(departure.date(), desk.language),
        departure_time=clock(row.departure_at, zone),
        nights=max((house.day_of(row.departure_at) - house.day_of(row.arrival_at)).days, 0),
        flight=row.flight,
        landing_time=clock(row.landing_at, zone),
        departure_flight=row.departure_flight,
        transfer=row.transfer,
        transfer_out=row.transfer_out,
        plate=row.plate,
        state=desk.said(STATES[row.state]),
        flags=tuple(_flags(desk, row)),
    )


def rank(house: House, row: Any) -> int:
    """The place of the stay's grade on the ladder, 1 the highest."""
    grade = house.procedure.grades.get(row.grade)
    return grade.rank if grade else 99


def _flags(desk: Desk, row: Any) -> list[Flag]:
    wishes = desk.house.procedure.wishes
    flags = [
        Flag("alert", desk.said(wishes[alert].name) if alert in wishes else alert.replace("_", " "))
        for alert in row.alerts
    ]
    if row.service_recovery:
        flags.append(Flag("recovery", desk.said(_RECOVERY)))
    if row.flight_note in _FLIGHT_NOTES:
        flags.append(Flag("alert", desk.said(_FLIGHT_NOTES[row.flight_note])))
    if row.incognito:
        flags.append(Flag("quiet", desk.said(_INCOGNITO)))
    return flags


def _party(desk: Desk, adults: int, children: int) -> str:
    if desk.language is Language.EN:
        people = f"{adults} adult{'' if adults == 1 else 's'}"
        return f"{people}, {children} child{'' if children == 1 else 'ren'}" if children else people
    grown, small = ("大人{}名", "・お子様{}名") if desk.language is Language.JA else ("{}大", "{}小")
    return grown.format(adults) + (small.format(children) if children else "")
