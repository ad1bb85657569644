"""The report of a simulated week: figures as JSON and CSV, plots, and a page in both languages."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vipops.settings import folder as shipped
from vipops.simulation import plots
from vipops.simulation.tally import ON_TIME_MINUTES
from vipops.simulation.week import Asked, Lived

TOTALS: Mapping[str, dict[str, str]] = {
    "stays": {"en": "Stays", "zh": "入住"},
    "tasks": {"en": "Tasks", "zh": "任务"},
    "ticked": {"en": "Ticked", "zh": "完成"},
    "on_time_percent": {"en": "On time, %", "zh": "按时率（%）"},
    "events": {"en": "Events told", "zh": "日志事件"},
    "alarms": {"en": "Alarms", "zh": "提醒"},
    "gates_passed": {"en": "Gates passed with a reason", "zh": "说明理由后放行"},
}
PLOTS = (
    {"file": "lateness.svg", "en": "How late work was done, by department", "zh": "各部门完成任务的迟早"},
    {"file": "on_time.svg", "en": "Work done on time", "zh": "按时完成率"},
    {"file": "load.svg", "en": "Work by hour of the day", "zh": "各时段的工作量"},
    {"file": "alarms.svg", "en": "Alarms by who was called", "zh": "提醒对象"},
)


def figures(asked: Asked, lived: Lived) -> dict[str, Any]:
    """Everything in figures: totals, stays and tasks by state, departments, alarms, refusals, invariants."""
    ledger, tally = lived.world.ledger, lived.tally
    lateness = [minutes for all_of in tally.lateness.values() for minutes in all_of]
    return {
        "days": asked.days,
        "stays_asked": asked.stays,
        "seed": asked.seed,
        "start": f"{asked.start.astimezone(lived.world.house.zone):%F}",
        "zone": asked.zone,
        "sound": lived.sound,
        "looks": lived.watch.looks,
        "stays": len(ledger.stays),
        "stays_by_state": _counted(row["state"] for row in ledger.stays.values()),
        "tasks": len(ledger.tasks),
        "tasks_by_state": _counted(row["state"] for row in ledger.tasks.values()),
        "records": {kind: len(rows) for kind, rows in sorted(ledger.records.items())},
        "ticked": len(lateness),
        "on_time_percent": _on_time(lateness),
        "events": ledger.seq,
        "journal": lived.watch.chain,
        "alarms": tally.alarms.total(),
        "alarms_by_rung": dict(sorted(tally.alarms.items())),
        "gates_passed": tally.gates_passed,
        "departments": [
            _department(lived, code, minutes) for code, minutes in sorted(tally.lateness.items())
        ],
        "refusals": dict(lived.world.refusals.most_common()),
        "astray": lived.world.astray,
        "invariants": {checker.name: lived.watch.faults[checker.name] for checker in lived.watch.checkers},
        "faults": lived.watch.sentences,
    }


def write(folder: Path, asked: Asked, lived: Lived) -> None:
    """Write ``index.html``, the plots, ``figures.json`` and the tables as CSV into the folder.

    Raises ``plots.NoPlots`` before anything is written where matplotlib is missing.
    """
    plots.require()
    found = figures(asked, lived)
    folder.mkdir(parents=True, exist_ok=True)
    names = {row["code"]: row["name"]["en"] for row in found["departments"]}
    plots.draw(folder, lived.tally, names)
    (folder / "figures.json").write_text(json.dumps(found, indent=2, ensure_ascii=False), "utf-8")
    _table(
        folder / "lateness.csv",
        ("department", "minutes_late"),
        (
            (code, round(minutes, 1))
            for code, all_of in sorted(lived.tally.lateness.items())
            for minutes in all_of
        ),
    )
    _table(
        folder / "load.csv",
        ("department", "hour", "ticked"),
        ((code, hour, hours[hour]) for code, hours in sorted(lived.tally.load.items()) for hour in range(24)),
    )
    _table(folder / "alarms.csv", ("to", "rung"), found["alarms_by_rung"].items())
    _table(folder / "refusals.csv", ("what", "times"), found["refusals"].items())
    (folder / "index.html").write_text(_page(found, lived), "utf-8")


def _page(found: Mapping[str, Any], lived: Lived) -> str:
    environment = Environment(
        loader=FileSystemLoader(shipped("templates") / "simulation"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("report.html").render(
        figures=found,
        totals=[(name, found[key]) for key, name in TOTALS.items()],
        invariants=[
            (checker.name, checker.zh, found["invariants"][checker.name]) for checker in lived.watch.checkers
        ],
        sentences=[*found["faults"], *found["astray"]],
        plots=PLOTS,
        departments=found["departments"],
        refusals=[*found["refusals"].items()],
    )


def _department(lived: Lived, code: str, minutes: Sequence[float]) -> dict[str, Any]:
    forms = {str(key): form for key, form in lived.world.house.procedure.departments.items()}
    return {
        "code": code,
        "name": {"zh": forms[code].name.zh, "en": forms[code].name.en},
        "done": len(minutes),
        "on_time_percent": _on_time(minutes),
        "median_minutes": round(median(minutes), 1),
        "p90_minutes": round(quantiles(minutes, n=10)[-1], 1) if len(minutes) > 1 else round(minutes[0], 1),
        "short_notice": lived.tally.short_notice[code],
    }


def _on_time(minutes: Sequence[float]) -> float:
    return round(100 * sum(one <= ON_TIME_MINUTES for one in minutes) / max(1, len(minutes)), 1)


def _counted(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in sorted(words):
        found[word] = found.get(word, 0) + 1
    return found


def _table(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows(rows)
