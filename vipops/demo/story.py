"""A demo stay as a story: the booking, what happens to it and when, and what is left undone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from vipops.domain.hotel import HotelSettings
from vipops.integrations.pms.reservation import Reservation
from vipops.sop.facts import Words


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of the stay: the verb, when, and the reason where a closed gate is passed."""

    verb: str
    at: datetime
    reason: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """``left`` are templates that nobody has done, ``begun`` those that somebody has only begun.

    ``stuck`` are those that cannot be done, with the reason.

    ``letter`` is how far the welcome letter got: drafted, checked, signed or placed. ``news`` is what the
    booking says later, with the moment at which it is read. ``eta`` is what the driver reports.
    """

    booking: Reservation
    booked_at: datetime
    arrival_at: datetime
    letter: str = "drafted"
    turns: tuple[Turn, ...] = ()
    left: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    stuck: Mapping[str, Words] = field(default_factory=dict)
    news: tuple[tuple[datetime, Reservation], ...] = ()
    eta: datetime | None = None

    def under(self, confirmation_number: str) -> "Story":
        """The same story under another confirmation number."""
        booking = replace(self.booking, confirmation_number=confirmation_number)
        news = tuple((at, replace(said, confirmation_number=confirmation_number)) for at, said in self.news)
        return replace(self, booking=booking, news=news)


@dataclass(frozen=True, slots=True)
class Hours:
    """The moments that stories hang on. ``now`` is exact; bookings stand on five minutes."""

    now: datetime
    zone: ZoneInfo
    settings: HotelSettings = field(default_factory=HotelSettings)

    def in_(self, **later: float) -> datetime:
        """A booked moment so much later than now, such as ``in_(hours=3)``; earlier when negative."""
        whole = self.now.replace(second=0, microsecond=0)
        return whole - timedelta(minutes=whole.minute % 5) + timedelta(**later)

    def on(self, days: int, clock: str) -> datetime:
        """A time on the hotel's clock, so many hotel days from today."""
        day = self.settings.day_of(self.now, self.zone) + timedelta(days=days)
        return datetime.combine(day, time.fromisoformat(clock), tzinfo=self.zone).astimezone(self.now.tzinfo)

    def same_date(self, earlier: datetime, later: datetime) -> datetime:
        """``earlier``, but not before the midnight that ``later``'s date begins with.

        A stay that changes its date gets a new letter, which would be another story.
        """
        midnight = later.astimezone(self.zone).replace(hour=0, minute=0)
        return max(earlier, midnight.astimezone(earlier.tzinfo))

    def earlier(self, minutes: float) -> datetime:
        """So many minutes ago, but within today's hotel day: what ended before it is off the board."""
        since_turn = self.now - self._turned_at()
        return self.now - min(timedelta(minutes=minutes), since_turn * 0.6)

    def early_today(self) -> datetime:
        """Soon after the hotel day turned."""
        turned_at = self._turned_at()
        return turned_at + min(timedelta(minutes=20), (self.now - turned_at) * 0.3)

    def _turned_at(self) -> datetime:
        return self.on(0, self.settings.day_turns_at.isoformat())
