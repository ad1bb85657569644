"""The hotel itself: its name, zone, hours and letterhead, changed by the administrator and on record."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import ValidationError
from sqlalchemy import func, select, update

from vipops import models
from vipops.domain.form_faults import Fault, faults
from vipops.domain.hotel import HotelSettings
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import OVER
from vipops.errors import BadInput
from vipops.events import Event
from vipops.services import answers, house
from vipops.services.answers import Call
from vipops.services.days import bad
from vipops.services.house import House
from vipops.services.rehearsals import trying
from vipops.services.transactions import Transaction
from vipops.sop.facts import Words

row, stay = models.Property, models.Stay

# The settings that a screen changes, in the order of its form; the others are hotel IT's.
OPEN = (
    "default_arrival_at", "default_departure_at", "briefing_at", "day_turns_at", "occasions_at", "shifts_at",
    "transfer_minutes", "letter_lead_days", "approve_imported_grades", "address", "contact", "vip_codes",
)  # fmt: skip
PLANNED_BY = frozenset(
    {"default_arrival_at", "default_departure_at", "briefing_at", "day_turns_at", "occasions_at",
     "transfer_minutes", "letter_lead_days"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HotelSaid:
    """What shall be otherwise; ``None`` and settings that are left out stay."""

    name: dict[str, str] | None = None
    zone: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)


def change(
    said: HotelSaid,
    *,
    by: Actor,
    known: House,
    now: datetime,
    dry_run: bool = False,
    call: Call | None = None,
) -> dict[str, Any]:
    """Write what is otherwise; answers ``{hotel, words}``: what this means, in sentences of both languages.

    With ``dry_run`` the same is answered and nothing is changed. Raises ``BadInput`` for an unknown zone, a
    setting that is none or not a screen's, and a VIP code for a grade that is not on the ladder.
    """
    require(by, Permission.HOTEL_MANAGE)
    settings = _settings(said, known)
    zone = _zone(said.zone) if said.zone else known.zone
    name = _name(said.name, known)
    with trying(by, now, dry_run=dry_run) as tell:
        if not dry_run and (given := answers.earlier(tell, call)) is not None:
            return given
        words = _words(tell, known, settings, zone)
        tell.connection.execute(
            update(row)
            .where(row.id == tell.property_id)
            .values(name=name, zone=zone.key, settings=settings.model_dump(mode="json", exclude={"rooms"}))
        )
        hotel = {"name": name, "zone": zone.key}
        tell(Event("hotel_changed", {"hotel": hotel}))
        answer = {"hotel": shown(name, zone.key, settings), "words": [one._asdict() for one in words]}
        answer = answers.keep(tell, None if dry_run else call, answer)
    if not dry_run:
        house.forget()
    return answer


def shown(name: dict[str, str], zone: str, settings: HotelSettings) -> dict[str, Any]:
    """The hotel as its form has it; times are HH:MM on the hotel's own clocks."""
    values = settings.model_dump(mode="json")
    return {"name": name, "zone": zone, "settings": {key: _short(values[key]) for key in OPEN}}


def zones() -> list[str]:
    """The names of zones that there are to choose from."""
    return sorted(
        one for one in available_timezones() if "/" in one and not one.startswith(("Etc/", "posix"))
    )


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [_short(one) for one in value]
    return value[:5] if isinstance(value, str) and value[2:3] == ":" and value[5:6] == ":" else value


def _settings(said: HotelSaid, known: House) -> HotelSettings:
    closed = sorted(set(said.settings) - set(OPEN))
    if closed:
        raise bad(f"settings.{closed[0]}", "This setting is not changed here.", ", ".join(OPEN))
    whole = {**known.settings.model_dump(mode="json"), **said.settings}
    try:
        settings = HotelSettings.model_validate(whole)
    except ValidationError as error:
        found = [_in_settings(fault) for fault in faults(error)]
        raise BadInput("A setting cannot be so.", errors=found) from error
    if "shifts_at" in said.settings and len(set(settings.shifts_at)) != len(settings.shifts_at):
        raise bad("settings.shifts_at", "Two shifts begin at the same time.", "each time once")
    if "vip_codes" in said.settings:
        for code, grade in settings.vip_codes.items():
            if grade not in known.procedure.grades or not code.strip():
                expected = ", ".join(known.procedure.grades)
                raise bad(f"settings.vip_codes.{code}", "There is no such grade.", expected)
    return settings


def _in_settings(fault: Fault) -> Fault:
    setting = fault["where"].partition(".")[0]
    expected = EXPECTED.get(setting) or fault["expected"] or "another value"
    return {**fault, "where": f"settings.{fault['where']}", "expected": expected}


EXPECTED = {
    **dict.fromkeys(
        ("default_arrival_at", "default_departure_at", "briefing_at", "day_turns_at", "occasions_at"), "HH:MM"
    ),
    "shifts_at": "times as HH:MM, at least one",
    "transfer_minutes": "a whole number of minutes from 0 to 600",
    "letter_lead_days": "a whole number of days from 0 to 14",
}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise bad("zone", "There is no such time zone.", "an IANA name, e.g. Asia/Shanghai") from error


def _name(name: dict[str, str] | None, known: House) -> dict[str, str]:
    if name is None:
        return known.name
    trimmed = {language: name.get(language, "").strip() for language in ("zh", "en")}
    for language, text in trimmed.items():
        if not text or len(text) > 120:
            raise bad(f"name.{language}", "The name is missing or too long.", "1 to 120 characters")
    return trimmed


def _words(tell: Transaction, known: House, settings: HotelSettings, zone: ZoneInfo) -> list[Words]:
    running = int(
        tell.connection.scalar(
            select(func.count(stay.id)).where(stay.property_id == tell.property_id, stay.state.not_in(OVER))
        )
        or 0
    )
    found: list[Words] = []
    if zone.key != known.zone.key:
        before, after = (tell.at.astimezone(one).strftime("%H:%M") for one in (known.zone, zone))
        found += [
            Words(
                f"现在是{before}，改后酒店各处显示{after}。",
                f"It is {before} now; from then on every clock of the house shows {after}.",
            ),
            Words(
                f"{running}个进行中的入住保持原有时刻（航班、抵离时刻不变），但在屏幕和单据上按新时区显示。",
                f"{running} running stays keep their moments (a landing is when it is), shown in the new "
                "zone on screens and papers.",
            ),
            Words(
                "钟点（入住、退房、晨会、班次、酒店日转换）从此按新时区计算；已排的任务在下次重排时才移动。",
                "Hours of the day (check-in, check-out, briefing, shifts, the turn of the day) are those of "
                "the new zone; tasks that are planned move when their plan is next laid.",
            ),
        ]
    was, now = known.settings.model_dump(), settings.model_dump()
    if any(was[name] != now[name] for name in PLANNED_BY):
        found.append(
            Words(
                f"新的钟点用于今后的计划；{running}个进行中的入住在下次重排时才采用。",
                f"Plans made from now on follow the new hours; those of {running} running stays when they "
                "are next laid.",
            )
        )
    if was["shifts_at"] != now["shifts_at"]:
        found.append(Words("交接班按新的班次时间提醒。", "Handovers follow the new hours of the shifts."))
    if was["address"] != now["address"] or was["contact"] != now["contact"]:
        found.append(
            Words(
                "已写好的信件不变；今后写的信件和打印的单据用新的信头。",
                "Letters that are written stay as they are; letters and papers from now on carry the new "
                "letterhead.",
            )
        )
    return found
