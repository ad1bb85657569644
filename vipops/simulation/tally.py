"""What a week amounts to: how late work was, when there was much of it, who was called."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from vipops.simulation.checkers import GATES
from vipops.simulation.world import World

# Later than this after the due time is late.
ON_TIME_MINUTES = 5


class Tally:
    """Counts while the week goes on."""

    def __init__(self, world: World) -> None:
        self._zone = world.house.zone
        # Minutes from due to done by department; below 0 is before.
        self.lateness: defaultdict[str, list[float]] = defaultdict(list)
        self.short_notice: Counter[str] = Counter()
        self.load: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.alarms: Counter[str] = Counter()
        self.gates_passed = 0
        steps = dict.fromkeys(GATES, self._stepped)
        world.listen({"task_ticked": self._ticked, "alarm_raised": self._rang, **steps})

    def _ticked(self, event: Mapping[str, Any]) -> None:
        row = event["task"]
        done_at, due_at = (datetime.fromisoformat(row[name]) for name in ("done_at", "due_at"))
        self.lateness[row["department"]].append((done_at - due_at).total_seconds() / 60)
        self.load[row["department"]][done_at.astimezone(self._zone).hour] += 1
        self.short_notice[row["department"]] += row["short_notice"]

    def _stepped(self, event: Mapping[str, Any]) -> None:
        self.gates_passed += "passed" in event

    def _rang(self, event: Mapping[str, Any]) -> None:
        self.alarms[event["alarm"]["to"] or event["alarm"]["level"]] += 1
