"""The demo hotel's house: name, address, rooms, VIP codes."""

from typing import Any

from vipops.domain.hotel import HotelSettings

CODE = "TINGYU"
NAME = {"zh": "汀屿大酒店", "en": "The Grand Tingyu"}
ZONE = "Asia/Shanghai"
PREFIX = "DEMO-"  # of the confirmation numbers of everything that comes with the demo

# OPERA's own code, the hotel's ladder, and numbers as chains write them (here 1 is the highest).
_VIP_CODES = {
    "GOLD": "VC",
    **{grade: grade for grade in ("VVIP", "VA", "VB", "VC", "VD")},
    **dict(zip(("V1", "V2", "V3", "V4", "V5"), ("VVIP", "VA", "VB", "VC", "VD"), strict=True)),
}

# Floors by type from the bottom up: (floors, rooms on a floor, type).
_FLOORS = (
    (range(8, 12), 12, "Deluxe"),
    (range(12, 16), 10, "Executive"),
    (range(16, 19), 8, "Junior suite"),
    (range(19, 22), 6, "Executive suite"),
    (range(22, 23), 3, "Ambassador suite"),
    (range(23, 24), 1, "Presidential suite"),
)


def settings() -> HotelSettings:
    """The demo hotel's settings."""
    return HotelSettings(
        vip_codes=_VIP_CODES,
        address={
            "zh": "上海市黄浦区汀屿路18号",
            "en": "18 Tingyu Road, Huangpu, Shanghai 200002, China",
        },
        contact="+86 21 5550 0188 · welcome@grand-tingyu.example",
        rooms=_rooms(),
    )


def _rooms() -> list[dict[str, Any]]:
    return [
        {"number": f"{floor}{number:02}", "type": kind, "floor": floor}
        for floors, count, kind in _FLOORS
        for floor in floors
        for number in range(1, count + 1)
    ]
