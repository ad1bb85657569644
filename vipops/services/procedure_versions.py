"""The procedure's versions as a house plans with them: which is in force, and each one loaded once."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from flask import current_app
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from vipops import models
from vipops.errors import NotFound
from vipops.settings import Settings
from vipops.sop import files
from vipops.sop.loader import FILES, load
from vipops.sop.procedure import Procedure
from vipops.storage import db, reading

LOADED = "vipops_procedures"
FIRST = "酒店启用时的规程。The procedure that the hotel began with."

log = logging.getLogger(__name__)
row = models.ProcedureVersion


def in_force(connection: Connection, property_id: int) -> Procedure:
    """The procedure that new stays of the property are planned with.

    A property that has none yet gets the one of the checklists' folder. Raises ``ChecklistErrors``.
    """
    version = connection.scalar(select(row.version).where(row.property_id == property_id, row.in_force))
    if version is None:
        return begin(property_id)
    known = _kept(property_id).get(version)
    return known or _loaded_with_those_running(connection, property_id, version)


def known(property_id: int, version: str) -> Procedure | None:
    """The procedure of that version where this process has read it already."""
    return _kept(property_id).get(version)


def of_version(connection: Connection, property_id: int, version: str) -> Procedure | None:
    """The procedure of that version, or ``None`` where the property does not keep it."""
    return _kept(property_id).get(version) or _loaded(connection, property_id, version)


def texts_of(property_id: int, version: str) -> dict[str, str] | None:
    """The files of a version by name, or ``None`` where the property does not keep it."""
    with reading() as connection:
        return _texts(connection, property_id, version)


def stays_with_others(property_id: int, version: str, ended: Iterable[str]) -> list[int]:
    """The ids of the stays in none of the ``ended`` states that are planned with another version."""
    stay = models.Stay
    with reading() as connection:
        return list(
            connection.scalars(
                select(stay.id)
                .where(
                    stay.property_id == property_id,
                    stay.procedure_version != version,
                    stay.state.not_in(list(ended)),
                )
                .order_by(stay.arrival_at, stay.id)
            )
        )


def begin(property_id: int) -> Procedure:
    """Put the procedure of the checklists' folder into force in a property that has none."""
    texts = shipped()
    found = read(texts)
    try:
        with db.engine.begin() as connection:
            connection.execute(
                insert(row).values(
                    property_id=property_id,
                    version=found.version,
                    files=files.as_texts(texts),
                    note=FIRST,
                    in_force=True,
                    put_in_at=current_app.config["VIPOPS_CLOCK"](),
                    put_in_by_id=None,
                )
            )
    except IntegrityError:
        log.info("Another process has put the first procedure of property %s into force.", property_id)
    _kept(property_id)[found.version] = found
    return found


def shipped() -> files.Files:
    """The files of the checklists' folder. Raises ``BadInput``."""
    settings: Settings = current_app.config["VIPOPS"]
    return files.of_folder(settings.checklists_folder)


def read(texts: Mapping[str, str | bytes]) -> Procedure:
    """The procedure that these files say; the same texts are read once. Raises ``ChecklistErrors``."""
    return _read(tuple((name, _decoded(text)) for name, text in sorted(texts.items())))


def _kept(property_id: int) -> dict[str, Procedure]:
    kept: dict[int, dict[str, Procedure]] = current_app.extensions.setdefault(LOADED, {})
    return kept.setdefault(property_id, {})


def _loaded_with_those_running(connection: Connection, property_id: int, version: str) -> Procedure:
    """Read now and not inside a transaction that plans: reading takes most of a second."""
    stay = models.Stay
    running = connection.scalars(
        select(stay.procedure_version)
        .where(stay.property_id == property_id, stay.closed.is_(False))
        .distinct()
    ).all()
    for other in running:
        of_version(connection, property_id, other)
    found = of_version(connection, property_id, version)
    if found is None:
        raise NotFound(f"The property does not keep the version {version} of its procedure.")
    return found


def _loaded(connection: Connection, property_id: int, version: str) -> Procedure | None:
    texts = _texts(connection, property_id, version)
    if texts is None:
        return None
    # Stays and tasks know the version by the name it was given, whatever this program would call it.
    found = replace(read(texts), version=version)
    _kept(property_id)[version] = found
    return found


def _texts(connection: Connection, property_id: int, version: str) -> dict[str, str] | None:
    kept: dict[str, str] | None = connection.scalar(
        select(row.files).where(row.property_id == property_id, row.version == version)
    )
    if kept is None or kept.keys() >= set(FILES):
        return kept
    # A sort of file that is younger than the version: what came with the program stands in for it.
    return {**{name: text for name, text in files.as_texts(shipped()).items() if name in FILES}, **kept}


def _decoded(text: str | bytes) -> str | bytes:
    """Texts from a folder and from the database are the same texts; what is no UTF-8 the reader refuses."""
    try:
        return text if isinstance(text, str) else text.decode("utf-8-sig")
    except UnicodeDecodeError:
        return text


@lru_cache(maxsize=32)
def _read(texts: tuple[tuple[str, str | bytes], ...]) -> Procedure:
    return load(dict(texts))
