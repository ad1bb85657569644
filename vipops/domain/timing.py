"""What a due time means now. Nothing of this is stored: it follows from the clock."""

from datetime import datetime, timedelta
from enum import StrEnum

SOON = timedelta(minutes=30)
DUE = timedelta(minutes=5)


class Urgency(StrEnum):
    UPCOMING = "upcoming"
    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"


def urgency(due_at: datetime, now: datetime) -> Urgency:
    """Overdue from the due moment on, due in the five minutes before, soon in the half hour before."""
    left = due_at - now
    if left <= timedelta(0):
        return Urgency.OVERDUE
    if left <= DUE:
        return Urgency.DUE
    return Urgency.SOON if left <= SOON else Urgency.UPCOMING
