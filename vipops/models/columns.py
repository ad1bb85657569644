"""Column types that recur, as annotations: ``Mapped[Moment]``."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import mapped_column

from vipops.storage import Json, UtcDateTime

Moment = Annotated[datetime, mapped_column(UtcDateTime())]
Code = Annotated[str, mapped_column(String(64))]
Line = Annotated[str, mapped_column(String(255))]
Words = Annotated[str, mapped_column(Text)]
Bilingual = Annotated[dict[str, str], mapped_column(Json)]
Document = Annotated[dict[str, Any], mapped_column(Json)]
Rows = Annotated[list[dict[str, Any]], mapped_column(Json)]
Strings = Annotated[list[str], mapped_column(Json)]

Key = Annotated[int, mapped_column(primary_key=True)]
PropertyKey = Annotated[int, mapped_column(ForeignKey("properties.id"))]
StaffKey = Annotated[int, mapped_column(ForeignKey("staff.id"))]
StayKey = Annotated[int, mapped_column(ForeignKey("stays.id"))]
GuestKey = Annotated[int, mapped_column(ForeignKey("guests.id"))]


def one_of(column: str, words: Iterable[StrEnum], name: str | None = None) -> CheckConstraint:
    """No other word may stand in the column, also not by SQL."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=name or column)
