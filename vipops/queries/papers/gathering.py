"""A paper's words, whichever paper it is: asked, allowed, gathered in one transaction, the look on record."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from vipops.domain.papers import Paper
from vipops.domain.permissions import Actor
from vipops.enums import Language
from vipops.errors import BadInput
from vipops.queries import disclosures
from vipops.queries.papers import care, continuity, days, farewell, meals, stay_papers
from vipops.queries.papers.lines import Desk
from vipops.services import prints
from vipops.services.house import House
from vipops.services.prints import Found, PaperAsked
from vipops.services.transactions import transaction
from vipops.settings import Settings
from vipops.storage import reading

Gather = Callable[[Connection, Desk, Found], Any]
_GATHERED: Mapping[str, Gather] = {
    "briefing": days.briefing,
    "arrivals_list": days.arrivals_list,
    "departures_list": days.departures_list,
    "pick_up_sign": stay_papers.pick_up_sign,
    "registration_card": stay_papers.registration_card,
    "amenity_order": stay_papers.amenity_order,
    "inspection_sheet": stay_papers.inspection_sheet,
    "menu": meals.menu,
    "care_record": care.care_record,
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """A paper ready for the press: its words and the sheet it goes on."""

    paper: Paper
    sheet: str
    words: Any


def gather(
    asked: PaperAsked,
    *,
    language: Language | None = None,
    sheet: str = "",
    own_language: Language,
    actor: Actor,
    house: House,
    settings: Settings,
    now: datetime,
) -> Gathered:
    """The words of the paper in ``language``; without one the guest's for a guest's paper, else the person's.

    Raises ``NotFound``, ``NotAllowed`` and ``BadInput``. A look at the guest's identity is recorded in the
    same transaction.
    """
    paper = prints.paper_called(asked.paper)
    if sheet and sheet not in paper.sheets:
        raise _bad("sheet", "This paper is not made in that size.", paper.sheets)
    if language is not None and language not in paper.languages:
        raise _bad("language", "This paper is not made in that language.", paper.languages)
    with _open(paper, asked, actor, now) as connection:
        found = prints.find(connection, asked, actor, house, now)
        desk = Desk(house, actor, language or _language(paper, found, own_language), now)
        return Gathered(paper, sheet or paper.sheets[0], _words(connection, desk, found, settings))


def _words(connection: Connection, desk: Desk, found: Found, settings: Settings) -> Any:
    # These two depend on what the hotel's IT has set beside.
    if found.paper.code == "farewell_letter":
        return farewell.farewell_letter(connection, desk, found, settings.letters)
    if found.paper.code == "continuity":
        return continuity.continuity(connection, desk, timedelta(hours=settings.continuity_hours))
    return _GATHERED[found.paper.code](connection, desk, found)


@contextmanager
def _open(paper: Paper, asked: PaperAsked, actor: Actor, now: datetime) -> Iterator[Connection]:
    if not paper.shows_identity:
        with reading() as connection:
            yield connection
        return
    with transaction(actor, now) as tell:
        yield tell.connection
        disclosures.record(tell, paper.code, str(asked.stay_id or asked.task_id or ""), now)


def _language(paper: Paper, found: Found, own: Language) -> Language:
    wanted = Language(found.stay.language) if paper.for_guest and found.stay else own
    return wanted if wanted in paper.languages else Language.EN


def _bad(where: str, message: str, known: tuple[Any, ...]) -> BadInput:
    expected = f"one of {', '.join(str(word) for word in known)}"
    return BadInput(message, errors=[{"where": where, "message": message, "expected": expected}])
