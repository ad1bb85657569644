"""What a hotel sets for itself, as a typed value: hours, zone, VIP codes."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field


class HotelSettings(BaseModel):
    """Stored as JSON in the property's row; times are wall-clock times in the hotel's zone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day_turns_at: time = time(4, 0)
    briefing_at: time = time(8, 30)
    default_arrival_at: time = time(15, 0)
    default_departure_at: time = time(12, 0)
    transfer_minutes: int = Field(60, ge=0, le=600)
    occasions_at: time = time(15, 0)  # when a birthday or anniversary in the stay is kept
    # Whether an imported grade that the guest's record does not earn waits for its approval here; without
    # it the grade counts as granted where the booking was made.
    approve_imported_grades: bool = False
    letter_lead_days: int = Field(1, ge=0, le=14)
    vip_codes: dict[str, str] = Field(default_factory=dict)  # the PMS's code -> grade
    address: dict[str, str] = Field(default_factory=dict)
    contact: str = ""
    logo: str = ""
    rooms: list[dict[str, Any]] = Field(default_factory=list)  # [{number, type, floor}]

    def day_of(self, moment: datetime, zone: ZoneInfo) -> date:
        """The hotel day a moment belongs to: before ``day_turns_at`` it is still yesterday."""
        local = moment.astimezone(zone)
        early = local.time() < self.day_turns_at
        return local.date() - timedelta(days=1) if early else local.date()
