"""A look at protected guest data is put on record in the transaction that gives it out."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert

from vipops import models
from vipops.services.transactions import Transaction


def record(tell: Transaction, what: str, subject: str, at: datetime) -> None:
    """``what`` names the kind of data, ``subject`` whose it is."""
    tell.connection.execute(
        insert(models.Disclosure).values(
            property_id=tell.property_id, at=at, by_id=tell.by.id, what=what, subject=subject
        )
    )


def record_all(tell: Transaction, what: str, subjects: Iterable[str], at: datetime) -> None:
    """The same of several at once."""
    rows = [
        {"property_id": tell.property_id, "at": at, "by_id": tell.by.id, "what": what, "subject": subject}
        for subject in subjects
    ]
    if rows:
        tell.connection.execute(insert(models.Disclosure), rows)
