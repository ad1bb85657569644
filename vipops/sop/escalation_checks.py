"""What must hold in escalation.yaml: ladders that only climb, and one that fits whatever no other fits."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from vipops.enums import AlarmLevel, AlarmTo, Department
from vipops.sop.form import GradeForm, LadderForm
from vipops.sop.yaml_source import Document, Path

LISTED = "ladders"
_LEVELS = tuple(AlarmLevel)
_PEOPLE = tuple(AlarmTo)
_BEFORE = (AlarmLevel.SOON, AlarmLevel.DUE)


def check(document: Document, ladders: Mapping[int, LadderForm], grades: Mapping[int, GradeForm]) -> None:
    """Tells the document what is wrong with its ladders."""
    ranks = {grade.rank for grade in grades.values()}
    free = {(department, rank) for department in Department for rank in ranks}
    for number, ladder in ladders.items():
        _check_ranks(document, number, ladder, ranks)
        _check_rungs(document, number, ladder)
        taken = set(_work(ladder, ranks)) & free
        if ranks and not taken and set(ladder.ranks) <= ranks:
            place = document.place((LISTED, number))
            document.wrong(
                place,
                "this ladder is never used: those above it take all of its work",
                "it stands further up",
            )
        free -= taken
    # A ladder with mistakes of its own may be the one that is missing here.
    if free and len(ladders) == _written(document):
        place = document.place((LISTED, max(ladders)) if ladders else (LISTED,))
        document.wrong(place, "some work has no ladder", "a last ladder without department and ranks")


def _written(document: Document) -> int | None:
    """How many ladders the file lists, ``None`` when it lists none at all."""
    listed = document.data.get(LISTED) if isinstance(document.data, dict) else None
    return len(listed) if isinstance(listed, list) else None


def _work(ladder: LadderForm, ranks: set[int]) -> Iterator[tuple[Department, int]]:
    departments = [ladder.department] if ladder.department else list(Department)
    return ((department, rank) for department in departments for rank in ladder.ranks or ranks)


def _check_ranks(document: Document, number: int, ladder: LadderForm, ranks: set[int]) -> None:
    for place, rank in enumerate(ladder.ranks):
        if ranks and rank not in ranks:
            document.wrong(
                document.place((LISTED, number, "ranks", place)),
                f"no grade has the rank {rank}",
                "one of " + ", ".join(str(known) for known in sorted(ranks)),
            )


def _check_rungs(document: Document, number: int, ladder: LadderForm) -> None:
    base: Path = (LISTED, number)
    if ladder.grace <= timedelta(0):
        document.wrong(document.place((*base, "grace")), "the grace is no time at all", "such as 15m")
    for step, rung in enumerate(ladder.rungs):
        here: Path = (*base, "rungs", step)
        early = rung.after < timedelta(0)
        if early != (rung.level in _BEFORE):
            expected = "-30m or so" if rung.level in _BEFORE else "0m or later"
            place = document.place((*here, "after"))
            document.wrong(place, f"“{rung.level}” lies on the wrong side of the due time", expected)
        if not step:
            continue
        below = ladder.rungs[step - 1]
        if rung.after <= below.after:
            place = document.place((*here, "after"))
            document.wrong(place, "this rung is not later than the one below it", "rungs in order of time")
        if _LEVELS.index(rung.level) < _LEVELS.index(below.level):
            place = document.place((*here, "level"))
            document.wrong(
                place, f"“{rung.level}” is gentler than the rung below it", f"{below.level} or more"
            )
        if _PEOPLE.index(rung.to) < _PEOPLE.index(below.to):
            place = document.place((*here, "to"))
            document.wrong(place, f"“{rung.to}” stands below the rung before it", f"{below.to} or higher")
