"""What ends together with a person's session, beside the session itself."""

from sqlalchemy import update

from vipops import models
from vipops.services.transactions import Transaction

token = models.OfflineToken


def end_tokens(tell: Transaction, staff_id: int | None, device: str | None = None) -> None:
    """The person's session is over, on one device or on all: what they make from now on is not theirs."""
    there = () if device is None else (token.device == device,)
    tell.connection.execute(
        update(token)
        .where(token.staff_id == staff_id, *there, token.made_until > tell.at)
        .values(made_until=tell.at)
    )
