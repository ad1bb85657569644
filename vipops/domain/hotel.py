"""What a hotel sets for itself, as a typed value: hours, zone, VIP codes."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from vipops.enums import Department, RequestKind

# Where nobody says otherwise: whose a request is, and within how many minutes it shall be done (rule P10).
DEPARTMENT_OF_REQUEST: dict[RequestKind, Department] = {
    RequestKind.WISH: Department.FRONT_OFFICE,
    RequestKind.SUGGESTION: Department.FRONT_OFFICE,
    RequestKind.ITINERARY: Department.CONCIERGE,
    RequestKind.FAULT: Department.ENGINEERING,
}
MINUTES_FOR_REQUEST: dict[RequestKind, int] = {
    RequestKind.WISH: 30,
    RequestKind.SUGGESTION: 240,
    RequestKind.ITINERARY: 60,
    RequestKind.FAULT: 45,
}


class HotelSettings(BaseModel):
    """Stored as JSON in the property's row; times are wall-clock times in the hotel's zone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day_turns_at: time = time(4, 0)
    briefing_at: time = time(8, 30)
    default_arrival_at: time = time(15, 0)
    default_departure_at: time = time(12, 0)
    shifts_at: tuple[time, ...] = Field((time(7, 0), time(15, 0), time(23, 0)), min_length=1)
    transfer_minutes: int = Field(60, ge=0, le=600)
    occasions_at: time = time(15, 0)  # when a birthday or anniversary in the stay is kept
    # Whether an imported grade that the guest's record does not earn waits for its approval here; without
    # it the grade counts as granted where the booking was made.
    approve_imported_grades: bool = False
    letter_lead_days: int = Field(1, ge=0, le=14)
    request_departments: dict[RequestKind, Department] = Field(default_factory=dict)
    request_minutes: dict[RequestKind, Annotated[int, Field(ge=1, le=7 * 24 * 60)]] = Field(
        default_factory=dict
    )
    vip_codes: dict[str, str] = Field(default_factory=dict)  # the PMS's code -> grade
    address: dict[str, str] = Field(default_factory=dict)
    contact: str = ""
    logo: str = ""
    # [{number, type, floor}]: kept as rows of their own; a settings file may bring new ones.
    rooms: list[dict[str, Any]] = Field(default_factory=list)

    @field_validator("rooms")
    @classmethod
    def _rooms_have_numbers(cls, rooms: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for place, room in enumerate(rooms):
            if not str(room.get("number", "")).strip():
                raise ValueError(f"room {place + 1} has no number")
            if not str(room.get("floor", 0)).removeprefix("-").isdigit():
                raise ValueError(f"room {room['number']}: the floor is no whole number")
        return rooms

    def request_department(self, kind: RequestKind) -> Department:
        """Whose a request of this kind is where nobody says otherwise."""
        return self.request_departments.get(kind, DEPARTMENT_OF_REQUEST[kind])

    def request_time(self, kind: RequestKind) -> timedelta:
        """Within which time a request of this kind shall be done where nobody says otherwise."""
        return timedelta(minutes=self.request_minutes.get(kind, MINUTES_FOR_REQUEST[kind]))

    def day_of(self, moment: datetime, zone: ZoneInfo) -> date:
        """The hotel day a moment belongs to: before ``day_turns_at`` it is still yesterday."""
        local = moment.astimezone(zone)
        early = local.time() < self.day_turns_at
        return local.date() - timedelta(days=1) if early else local.date()
