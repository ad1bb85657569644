"""A clock that a test moves by hand."""

from datetime import UTC, datetime, timedelta

# Ten in the morning of a Sunday in Shanghai.
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


class MovableClock:
    """Stands still until it is moved. Given to the application in place of the system's clock."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> datetime:
        """Later by ``hours=``, ``minutes=`` and so on; answers the new moment."""
        self.now += timedelta(**by)
        return self.now

    def to(self, moment: datetime) -> datetime:
        self.now = moment
        return self.now
