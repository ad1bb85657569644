"""A look at protected guest data is put on record in the transaction that gives it out."""

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
