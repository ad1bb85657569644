"""Two VIPs in need of one thing or person at one time, and a way out that keeps the order of grades.

Plain values in and out; all moments are aware UTC. The higher grade keeps its time; of two alike the stay
that was planned first. The same values give the same collisions and the same proposals.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from operator import attrgetter

from vipops.domain.line_up import EITHER

NO_TIME = timedelta(0)
_START = attrgetter("starts_at")


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing, or the people of a post: how many there are, and how long one needs between two guests.

    ``instead`` are the resources that may stand in for it.
    """

    code: str
    count: int = 1
    turnaround: timedelta = NO_TIME
    instead: tuple[str, ...] = ()


# Not frozen: a storm makes some ten thousand of them, and freezing makes each three times as dear.
@dataclass(slots=True)
class Hold:
    """What a task keeps for itself from ``starts_at`` until ``ends_at``.

    ``rank`` 1 is the highest grade. Stays of one ``party`` share what they hold: one line-up greets them all.
    An entry of ``takes`` is a code; of "a|b" the first is meant, and the other does as well. ``slack`` is how
    far the task may be moved either way, but not before ``not_before``.
    """

    task_id: int
    stay_id: int
    party: str
    rank: int
    takes: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    slack: timedelta = NO_TIME
    not_before: datetime | None = None
    # The resources that it takes as things stand; asked for too often to be found each time.
    codes: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.codes = tuple(entry.partition(EITHER)[0] for entry in self.takes)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way out for one task: another time (``shift``), or somebody else: entry of ``takes`` -> resource."""

    shift: timedelta = NO_TIME
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Collision:
    """``second`` wants ``codes`` while others of higher grade have them all; ``first`` is the highest."""

    first: Hold
    second: Hold
    codes: tuple[str, ...]
    proposal: Proposal | None = None

    @property
    def starts_at(self) -> datetime:
        return max(self.first.starts_at, self.second.starts_at)

    @property
    def ends_at(self) -> datetime:
        """Not before ``starts_at``, also where only the time between two guests is too short."""
        return max(self.starts_at, min(self.first.ends_at, self.second.ends_at))


Resources = Mapping[str, Resource]


def meant(entry: str) -> str:
    """The resource that an entry of ``takes`` means: the first of "a|b"."""
    return entry.partition(EITHER)[0]


def collisions(
    holds: Iterable[Hold],
    resources: Resources,
    *,
    only: Container[int] | None = None,
    proposals: bool = True,
) -> list[Collision]:
    """The holds that cannot all be, highest grade first, each with a proposal where there is one.

    One entry for each hold that must give way; with ``only`` for those of these tasks. Once every proposal is
    taken nothing collides, and no hold was touched beside those of ``second``.
    """
    ordered = _in_order(holds)
    found = list(_found(ordered, resources))
    wanted = [one for one in found if only is None or one.second.task_id in only]
    if not wanted or not proposals:
        return wanted
    giving_way = {one.second.task_id for one in found}
    standing = _Standing(resources, (hold for hold in ordered if hold.task_id not in giving_way))
    return [_with_proposal(one, standing, resources) for one in wanted]


def taken(hold: Hold, proposal: Proposal) -> Hold:
    """The hold once the proposal is taken."""
    return replace(
        hold,
        starts_at=hold.starts_at + proposal.shift,
        ends_at=hold.ends_at + proposal.shift,
        takes=tuple(proposal.instead.get(entry, entry) for entry in hold.takes),
    )


def near(one: Hold, other: Hold, turnaround: timedelta) -> bool:
    """Whether the two are at one time, the time between two guests included."""
    return one.starts_at < other.ends_at + turnaround and other.starts_at < one.ends_at + turnaround


class _Standing:
    """Holds that are settled, by the resource that they take, in order of time."""

    def __init__(self, resources: Resources, holds: Iterable[Hold] = ()) -> None:
        self._resources = resources
        self._by_code: dict[str, list[Hold]] = defaultdict(list)
        self._longest = NO_TIME
        for hold in holds:
            self.add(hold)

    def add(self, hold: Hold) -> None:
        self._longest = max(self._longest, hold.ends_at - hold.starts_at)
        for code in hold.codes:
            insort(self._by_code[code], hold, key=_START)

    def between(self, code: str, begins: datetime, ends: datetime) -> Sequence[Hold]:
        """The holds of the resource of which some part may lie between the two."""
        of_code = self._by_code.get(code)
        if not of_code:
            return ()
        first = bisect_left(of_code, begins - self._longest, key=_START)
        return of_code[first : bisect_right(of_code, ends, key=_START)]

    def in_the_way(self, hold: Hold, code: str) -> list[Hold]:
        """The holds of others that leave nothing of the resource for this one; empty when there is room."""
        resource = self._resources.get(code)
        if resource is None:
            return []
        others = [
            other
            for other in self.between(
                code, hold.starts_at - resource.turnaround, hold.ends_at + resource.turnaround
            )
            if other.party != hold.party and near(hold, other, resource.turnaround)
        ]
        if len(others) < resource.count:
            return []
        for moment in (hold.starts_at, *(one.starts_at for one in others if one.starts_at > hold.starts_at)):
            there = [
                other for other in others if other.starts_at <= moment < other.ends_at + resource.turnaround
            ]
            if len({other.party for other in there}) >= resource.count:
                return there
        return []

    def has_room(self, hold: Hold) -> bool:
        return not any(self.in_the_way(hold, code) for code in hold.codes)


def _in_order(holds: Iterable[Hold]) -> list[Hold]:
    """The order in which holds are served: by grade, that of the highest guest of a party met at once."""
    held = list(holds)
    by_party: dict[str, list[Hold]] = defaultdict(list)
    for hold in held:
        by_party[hold.party].append(hold)

    def rank(hold: Hold) -> int:
        mates = by_party[hold.party]
        return hold.rank if len(mates) == 1 else min(mate.rank for mate in mates if near(hold, mate, NO_TIME))

    return sorted(held, key=lambda hold: (rank(hold), hold.stay_id, hold.task_id))


def _found(ordered: Iterable[Hold], resources: Resources) -> Iterator[Collision]:
    # All of higher grade count, also those that must give way themselves: whether a hold collides then
    # hangs only on what is at the same time, and not on a chain of others through the day.
    served = _Standing(resources)
    place: dict[int, int] = {}
    for hold in ordered:
        blockers = {code: there for code in hold.codes if (there := served.in_the_way(hold, code))}
        if blockers:
            first = min(
                (one for there in blockers.values() for one in there), key=lambda one: place[one.task_id]
            )
            yield Collision(first, hold, tuple(blockers))
        place[hold.task_id] = len(place)
        served.add(hold)


def _with_proposal(found: Collision, standing: _Standing, resources: Resources) -> Collision:
    hold = found.second
    for proposal in _ways_out(found, standing, resources):
        moved = taken(hold, proposal)
        if standing.has_room(moved):
            standing.add(moved)
            return replace(found, proposal=proposal)
    return found


def _ways_out(found: Collision, standing: _Standing, resources: Resources) -> Iterator[Proposal]:
    """What could be done, the least change first: who does as well, another time, who stands in."""
    hold = found.second
    contended = [entry for entry in hold.takes if meant(entry) in found.codes]
    as_well = {entry: tuple(entry.split(EITHER)[1:]) for entry in contended}
    stand_ins = {entry: (*as_well[entry], *resources[meant(entry)].instead) for entry in contended}
    yield from _instead(hold, as_well, standing)
    for shift in _shifts(hold, standing, resources):
        yield Proposal(shift=shift)
    yield from _instead(hold, stand_ins, standing)


def _instead(hold: Hold, options: Mapping[str, tuple[str, ...]], standing: _Standing) -> Iterator[Proposal]:
    """The first for each entry that is free at the hold's own time, where there is one for all of them."""
    chosen: dict[str, str] = {}
    for entry, others in options.items():
        busy = {*hold.codes, *chosen.values()}
        free = (code for code in others if code not in busy and not standing.in_the_way(hold, code))
        code = next(free, None)
        if code is None:
            return
        chosen[entry] = code
    yield Proposal(instead=chosen)


def _shifts(hold: Hold, standing: _Standing, resources: Resources) -> list[timedelta]:
    """Just after and just before what is in the way, as far as the task may move; the nearest first."""
    if not hold.slack:
        return []
    length = hold.ends_at - hold.starts_at
    starts = set()
    for code in hold.codes:
        between = resources[code].turnaround if code in resources else NO_TIME
        reach = hold.slack + between
        for other in standing.between(code, hold.starts_at - reach, hold.ends_at + reach):
            starts |= {other.ends_at + between, other.starts_at - between - length}
    shifts = (start - hold.starts_at for start in starts)
    return sorted(
        (shift for shift in shifts if abs(shift) <= hold.slack and _not_too_early(hold, shift)),
        key=lambda shift: (abs(shift), shift),
    )


def _not_too_early(hold: Hold, shift: timedelta) -> bool:
    return hold.not_before is None or shift > NO_TIME or hold.starts_at + shift >= hold.not_before
