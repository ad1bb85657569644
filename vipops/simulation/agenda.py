"""What comes next: deeds in the order of their time, so that a week passes as quickly as it is computed."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count

Deed = Callable[[], object]


class Agenda:
    """Deeds waiting for their time. ``now`` is the moment of the deed that is being done, in UTC."""

    def __init__(self, start: datetime) -> None:
        self.now = start
        self._order = count()
        self._waiting: list[tuple[datetime, int, Deed]] = []

    def __call__(self) -> datetime:
        """The simulated clock."""
        return self.now

    def at(self, when: datetime, deed: Deed) -> None:
        """Have the deed done then, or at once when that has passed. Equal times keep the order of asking."""
        whole = when.replace(microsecond=0)
        heapq.heappush(self._waiting, (max(whole, self.now), next(self._order), deed))

    def until(self, end: datetime) -> Iterator[Deed]:
        """The deeds up to ``end``, each with ``now`` moved to its time; ends with ``now`` at ``end``."""
        while self._waiting and self._waiting[0][0] <= end:
            self.now, _number, deed = heapq.heappop(self._waiting)
            yield deed
        self.now = end
