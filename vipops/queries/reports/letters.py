"""Welcome letters: how many were signed before the hour by which they had to be."""

from typing import Any

from sqlalchemy import Connection, and_, case, func, select

from vipops import models
from vipops.enums import LetterState
from vipops.queries.reports.asked import Asked
from vipops.queries.reports.spread import share

letter = models.Letter


def letters(connection: Connection, asked: Asked) -> dict[str, Any]:
    """{n, in_time, late, unsigned, ahead, void, share} of the letters to be signed in the period.

    ``unsigned``: the hour has passed without a signature; ``ahead``: it has not come yet. Void letters, which
    another one replaced, are counted apart. ``share``: signed in time of those whose hour has passed or that
    are signed, in per cent.
    """
    stands = letter.state != LetterState.VOID
    unsigned = and_(stands, letter.signed_at.is_(None))
    parts = {
        "n": stands,
        "in_time": and_(stands, letter.signed_at <= letter.sign_by),
        "late": and_(stands, letter.signed_at > letter.sign_by),
        "unsigned": and_(unsigned, letter.sign_by <= asked.now),
        "ahead": and_(unsigned, letter.sign_by > asked.now),
        "void": letter.state == LetterState.VOID,
    }
    row = connection.execute(
        select(*(func.count(case((holds, 1))).label(name) for name, holds in parts.items())).where(
            letter.property_id == asked.house.id,
            letter.sign_by >= asked.period.start,
            letter.sign_by < asked.period.end,
            *asked.narrowed(letter.stay_id),
        )
    ).one()
    counts = dict(row._mapping)
    return {**counts, "share": share(counts["in_time"], counts["n"] - counts["ahead"])}
