"""``vipops bench``: what the measurements need of the layers beside them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from vipops.bench.commands import Makers, bench_commands
from vipops.core import create_core
from vipops.demo import hotel as demo_hotel
from vipops.demo import premises
from vipops.demo.bench import bench_hotel, signed_letters
from vipops.services import properties
from vipops.settings import Settings


def _hotel(folder: Path, stays: int, tasks_per_stay: int) -> Sequence[dict[str, Any]]:
    return bench_hotel(_migrated(folder), stays=stays, tasks_per_stay=tasks_per_stay, now=datetime.now(UTC))


def _letters(folder: Path, number: int) -> None:
    signed_letters(create_core(Settings(data=folder)), number, datetime.now(UTC))


def _empty(folder: Path) -> Flask:
    app = _migrated(folder)
    with app.app_context():
        codes = {grade: grade for grade in ("VVIP", "VA", "VB", "VC", "VD")}
        settings = premises.settings().model_copy(update={"vip_codes": codes})
        properties.found("BENCH", premises.NAME, premises.ZONE, settings)
    return app


def _migrated(folder: Path) -> Flask:
    app = create_core(Settings(data=folder))
    with app.app_context():
        upgrade()
    return app


COMMANDS = (bench_commands(Makers(_hotel, _letters, _empty, demo_hotel.staff_shown)),)
